"""How well the text and the day of publication of labelled HTML pages are read."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.read.entry import Page
from dateline.read.page import read_page
from dateline.records import Article, Origin
from dateline.settings import Settings

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page: F1 of its body, and whether its day is right (None where the label has none)."""

    file: str
    body_f1: float
    day_right: bool | None
    day_read: str | None
    reason: str | None


def score_pages(folder: Path) -> dict[str, float]:
    r"""Figures over a folder with ``gold.jsonl`` (file, body, published) and its gzipped pages.

    ``body_f1`` is the mean over the pages of the F1 of word multisets, words as the pattern ``\w+`` in
    lower case; ``published_right`` the part of the pages with a labelled day whose day was read;
    ``published_wrong`` the part of the same pages for which another day was read.
    """
    scores = list(score_each(folder))
    dated = [s for s in scores if s.day_right is not None]
    right = sum(bool(s.day_right) for s in dated)
    wrong = sum(s.day_read is not None and not s.day_right for s in dated)
    return {
        "pages": len(scores),
        "failed": sum(s.reason is not None for s in scores),
        "body_f1": round(sum(s.body_f1 for s in scores) / max(1, len(scores)), 4),
        "dated": len(dated),
        "published_right": round(right / max(1, len(dated)), 4),
        "published_wrong": round(wrong / max(1, len(dated)), 4),
    }


def score_each(folder: Path) -> Iterator[PageScore]:
    """The score of each page, in the order of ``gold.jsonl``."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            yield _score(folder, json.loads(row))


def _score(folder: Path, gold: dict[str, Any]) -> PageScore:
    article, reason = _read(folder / gold["file"])
    day = article.published.isoformat() if article and article.published else None
    label = (gold["published"] or "")[:10]
    return PageScore(
        file=gold["file"],
        body_f1=words_f1((article.text if article else None) or "", gold["body"]),
        day_right=day == label if label else None,
        day_read=day,
        reason=reason,
    )


def _read(file: Path) -> tuple[Article | None, str | None]:
    with gzip.open(file) as page:
        raw = page.read()
    try:
        # Only the bytes are given, as for a file on a command line; the address is not.
        return read_page(Page(origin=Origin(file=file.name), raw=raw), Settings()).article, None
    except InputError as error:
        return None, str(error)


def words_f1(read: str, label: str) -> float:
    """F1 of two multisets of words.

    >>> words_f1("a crowd marched", "A crowd marched on")
    0.8571428571428571
    """
    ours, theirs = (Counter(_WORD.findall(text.lower())) for text in (read, label))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0
