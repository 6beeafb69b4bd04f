"""Topics of an issue, from its words."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MAX_TOPICS = 3


def topics_of(words: str) -> tuple[str, ...]:
    """The topics that the words show, the one with most words first; empty where none is shown.

    >>> topics_of("against rising fuel prices")
    ('economy',)
    """
    found = [(len(pattern.findall(words.lower())), topic) for topic, pattern in _patterns()]
    ranked = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
    return tuple(topic for _, topic in ranked[:MAX_TOPICS])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    source = files(__package__).joinpath("topics.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in source.splitlines() if line and not line.startswith("#"))
    return tuple((topic, _pattern(words.split())) for topic, words in lines)


def _pattern(words: list[str]) -> re.Pattern[str]:
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\+", r"\s+") for w in words)
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")
