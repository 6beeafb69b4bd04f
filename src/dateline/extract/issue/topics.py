"""Topics of an issue, from its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from dateline.codebook import OwnTopic

MAX_TOPICS = 3


def topics_of(words: str, own: tuple[OwnTopic, ...] = ()) -> tuple[str, ...]:
    """The topics that the words show, the one with most words first; empty where none is shown.

    ``own`` are a team's topics and more words; of topics with as many words its own come first.

    >>> topics_of("against rising fuel prices")
    ('economy',)
    """
    found = [(len(pattern.findall(words.lower())), topic) for topic, pattern in _patterns(own)]
    ranked = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
    return tuple(topic for _, topic in ranked[:MAX_TOPICS])


@cache
def _patterns(own: tuple[OwnTopic, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    shipped = shipped_topics()
    more = {topic.name: tuple(word.replace(" ", "+") for word in topic.words) for topic in own}
    table = {name: words for name, words in more.items() if name not in shipped}
    table |= {name: (*words, *more.get(name, ())) for name, words in shipped.items()}
    return tuple((topic, _pattern(words)) for topic, words in table.items())


@cache
def shipped_topics() -> dict[str, tuple[str, ...]]:
    """The words of each topic of the closed list, as ``topics.tsv`` writes them."""
    source = files(__package__).joinpath("topics.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in source.splitlines() if line and not line.startswith("#"))
    return {topic: tuple(words.split()) for topic, words in lines}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\+", r"\s+") for w in words)
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")
