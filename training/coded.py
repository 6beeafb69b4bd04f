"""The coded training articles, parsed, with their events as occurrences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from own_labels import read_coded_rows  # in this folder

from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed, Parser
from dateline.parse.tags import Tags, known_tags
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Form, Status


def read_coded(bench: Path, tags: Path | None = None) -> list[tuple[dict[str, Any], Parsed]]:
    """Each coded training article, the bench's and then Dateline's own, with its parse.

    ``tags`` is the file of ``training/tagger.py``: chances from encoders that did not see the article. The
    shipped encoder has seen it, and would look surer here than it is.
    """
    return _parsed(read_coded_rows(bench), tags)


def read_coded_file(path: Path) -> list[tuple[dict[str, Any], Parsed]]:
    """Each coded article of one file with its parse, in the file's order."""
    return _parsed(
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    )


def _parsed(golds: list[dict[str, Any]], tags: Path | None = None) -> list[tuple[dict[str, Any], Parsed]]:
    articles = [
        (
            Article(id=ArticleId(g["id"]), text=g["text"], published=_day(g.get("published"))),
            find_heading(g["text"], _day(g.get("published"))),
        )
        for g in golds
    ]
    parsed = Parser().parse_many(articles)
    known = read_tags(tags) if tags else {}
    return [(g, replace(p, tags=known.get(g["id"], p.tags))) for g, p in zip(golds, parsed, strict=True)]


def read_tags(path: Path) -> dict[str, Tags]:
    """The tags of each article of a file of ``training/tagger.py``."""
    with np.load(path) as arrays:
        labels = {str(label): column for column, label in enumerate(arrays["labels"])}
        ids = [name.removesuffix("|chances") for name in arrays.files if name.endswith("|chances")]
        return {
            i: known_tags(
                [(int(a), int(b)) for a, b in arrays[f"{i}|offsets"]], labels, arrays[f"{i}|chances"]
            )
            for i in ids
        }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None


def find_words(text: str, words: dict[str, Any]) -> tuple[int, int] | None:
    """Start and end of a coder's words: the ``nth`` time that they stand in the text."""
    at = -1
    for _ in range(words.get("nth", 1)):
        at = text.find(words["text"], at + 1)
    return (at, at + len(words["text"])) if at >= 0 else None


def common_share(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Of the characters of two stretches, the share that is common to both."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, common) / (max(a[1], b[1]) - min(a[0], b[0]))


def coded_occurrences(gold: dict[str, Any], parsed: Parsed) -> Iterator[tuple[dict[str, Any], Occurrence]]:
    """The coded events of one article with their own words as triggers; events without words are left out.

    The scope is that of ``extract.event``: sentences up to the next event's words.
    """
    events = []
    for mention in gold["mentions"]:
        spans = [s for t in mention["trigger"] if (s := find_words(gold["text"], t))]
        if spans:
            events.append((mention, tuple(parsed.doc.char_span(*s, alignment_mode="expand") for s in spans)))
    named = [{parsed.sentence_of(t.root.i) for t in trigger} for _, trigger in events]
    starts = sorted(set().union(*named)) if named else []
    for (mention, trigger), sentences in zip(events, named, strict=True):
        scope = [
            n
            for n in range(len(parsed.sentences))
            if ([s for s in starts if s <= n] or starts[:1])[-1] in sentences
        ]
        form = Form(value=mention["form"], confidence=1.0, evidence=(), by="coder")
        status = Status(value=mention["status"], confidence=1.0, evidence=(), by="coder")
        yield mention, Occurrence(trigger, form, status, mention["main"], tuple(scope), 1.0)
