"""Finding a team's names in a text: whole words, the longest at each place, in one pass over the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\w+|[^\w\s]")
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
# Longer than any name of an organisation or place; a cap for what is compared at each word.
MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Match[T]:
    """``text[start:end]`` is a way of writing ``value``."""

    start: int
    end: int
    value: T


@dataclass(frozen=True, slots=True)
class _Way[T]:
    value: T
    exact: str | None  # as it must stand, where case matters
    capital: bool


class Phrasebook[T]:
    """Names by their words.

    A name in capitals (an acronym: ``AMCU``) is found only in capitals. Other names are found in any
    case, but the text must begin them with a capital where the name does. Accents and the shape of
    apostrophes make no difference.

    Args:
        names: Each way of writing, with what it stands for; of two that are alike the first counts.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._ways: dict[tuple[str, ...], list[_Way[T]]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name, value in names:
            words = tuple(_key(word) for word in _WORD.findall(name))
            if not words or len(words) > MOST_WORDS:
                continue
            way = _Way(value, name if name.isupper() else None, name[:1].isupper())
            self._ways.setdefault(words, []).append(way)
            self._lengths.setdefault(words[0], set()).add(len(words))

    def find(self, text: str) -> Iterator[Match[T]]:
        """The names that stand in a text, in order, none overlapping another."""
        if not self._ways:
            return
        words = list(_WORD.finditer(text))
        keys = [_key(word[0]) for word in words]
        at = 0
        while at < len(words):
            match = self._at(text, words, keys, at)
            if match is None:
                at += 1
                continue
            length, found = match
            yield found
            at += length

    def whole(self, text: str) -> T | None:
        """What the words as a whole stand for; None where they are no name of the book."""
        match = next(self.find(text), None)
        return match.value if match is not None and (match.start, match.end) == (0, len(text)) else None

    def _at(
        self, text: str, words: list[re.Match[str]], keys: list[str], at: int
    ) -> tuple[int, Match[T]] | None:
        for length in sorted(self._lengths.get(keys[at], ()), reverse=True):
            ways = self._ways.get(tuple(keys[at : at + length]), ())
            if not ways or at + length > len(words):
                continue
            start, end = words[at].start(), words[at + length - 1].end()
            for way in ways:
                if _written(text[start:end], way):
                    return length, Match(start, end, way.value)
        return None


def _written[T](words: str, way: _Way[T]) -> bool:
    if way.exact is not None:
        return words == way.exact
    return words[0].isupper() or not way.capital


@lru_cache(maxsize=16_384)
def _key(word: str) -> str:
    plain = word.translate(_APOSTROPHES).casefold()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in parts if not unicodedata.combining(c))
