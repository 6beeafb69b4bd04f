"""Articles that were coded for Dateline itself, with their texts from the bench.

``labels/records.jsonl`` holds offsets and values alone. The texts are read from the files that each line
names, and must have the hash that the coders saw. Standard library only: ``tagger.py`` runs in another
Python.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels/records.jsonl"
_LISTS = ("trigger", "organizers", "participants", "targets", "size", "issues", "police")
_SINGLE = ("date", "place", "arrested", "injured", "killed", "damage")

Row = dict[str, Any]


# Whether models are fitted on them too: docs/decisions/0109.
WITH_OWN = True


def read_coded_rows(bench: Path, *, with_own: bool = WITH_OWN) -> list[Row]:
    """The coded articles of the bench, and Dateline's own in the same form."""
    return [*_rows(bench / "records/train.jsonl"), *(read_own(bench) if with_own else ())]


def read_own(bench: Path, labels: Path = LABELS) -> list[Row]:
    """Dateline's own coded articles; ``ValueError`` where a text is not the one that was coded."""
    coded = _rows(labels)
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in coded:
        wanted[row["file"]].add(row["line"])
    found = {
        (name, number): article
        for name, numbers in wanted.items()
        for number, article in enumerate(_rows(bench / name), 1)
        if number in numbers
    }
    return [_joined(row, found.get((row["file"], row["line"]))) for row in coded]


def hash_of(text: str) -> str:
    """What a line of the labels says of the text that was coded."""
    return hashlib.sha256(text.encode()).hexdigest()


def _joined(row: Row, article: Row | None) -> Row:
    if article is None or hash_of(article["text"]) != row["sha256"]:
        raise ValueError(
            f"{row['file']} line {row['line']}: not the text that was coded; take the same bench"
        )
    text = article["text"]
    mentions = [_with_words(text, mention) for mention in row["mentions"]]
    return {
        "id": row["id"],
        "published": article.get("published"),
        "title": article.get("title"),
        "text": text,
        "relevant": row["relevant"],
        "mentions": mentions,
    }


def _with_words(text: str, mention: Row) -> Row:
    """A mention with words, as the coders of the bench write them, in place of offsets."""
    lists = {key: [_worded(text, value) for value in mention[key]] for key in _LISTS}
    single = {key: _worded(text, mention[key]) if mention[key] else None for key in _SINGLE}
    return {**mention, **lists, **single}


def _worded(text: str, value: Row) -> Row:
    """One value; a pair of offsets stands for the words between them, here and in its claimant or name."""
    worded = {
        key: text[item[0] : item[1]] if isinstance(item, list) else item
        for key, item in value.items()
        if key != "span"
    }
    if value.get("span"):
        start, end = value["span"]
        worded["text"], worded["nth"] = text[start:end], _times(text, text[start:end], start)
    else:
        worded["text"] = None
    return worded


def _times(text: str, words: str, start: int) -> int:
    """How many times the words stand in the text up to ``start``."""
    times, at = 1, text.find(words)
    while 0 <= at < start:
        times, at = times + 1, text.find(words, at + 1)
    return times


def _rows(path: Path) -> list[Row]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]
