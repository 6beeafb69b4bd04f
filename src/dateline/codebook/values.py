"""Reading single values of a codebook: each gives a value that fits, or notes what is wrong."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from dateline.codebook.lines import Path
from dateline.codebook.problems import Problems, meant, shown

# Longer than any name or phrase; caps keep a mistaken file from slowing every article.
MAX_NAME = 200
MAX_LIST = 500
NOTHING = "is empty, so nothing would count; leave the key out to let all count"
_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text in quotes",
          list: "a list in [ ]", dict: "a table"}  # fmt: skip


class Table:
    """One table of the file; keys that no rule has asked for are reported by ``finish``.

    Args:
        data: The table as ``tomllib`` gives it.
        path: Where it stands.
        problems: Where to note what is wrong.
    """

    def __init__(self, data: Any, path: Path, problems: Problems) -> None:
        self.path, self.problems = path, problems
        if not isinstance(data, Mapping):
            problems.add(path, f"is {kind_of(data)}, not a table")
            data = {}
        self._data: Mapping[str, Any] = data
        self._known: list[str] = []

    def wrong(self, key: str, words: str) -> None:
        """Note what is wrong with a key."""
        self.problems.add((*self.path, key), words)

    def value(self, key: str, kind: type) -> Any:
        """The key's value where it is there and of that kind, else None."""
        self._known.append(key)
        value = self._data.get(key)
        if value is None:
            return None
        fits = isinstance(value, (int, float) if kind is float else kind)
        if fits and (kind is bool or not isinstance(value, bool)):
            return value
        self.wrong(key, f"is {kind_of(value)}, {shown(value)}; it takes {_KINDS[kind]}")
        return None

    def has(self, key: str) -> bool:
        """Whether the file gives the key."""
        return key in self._data

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.value(key, bool)
        return default if value is None else bool(value)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within bounds, both included."""
        value: int | None = self.value(key, int)
        if value is None or low <= value <= high:
            return value
        self.wrong(key, f"is {shown(value)}; it takes a whole number from {low:,} to {high:,}")
        return None

    def degrees(self, key: str, most: float) -> float | None:
        """Degrees from ``-most`` to ``most``; the key must be there."""
        value = self.value(key, float)
        if value is None and not self.has(key):
            self.wrong(key, f"is missing; give degrees, for example {key} = 28.61")
        if value is None:
            return None
        if math.isfinite(value) and abs(value) <= most:
            return float(value)
        self.wrong(key, f"is {shown(value)}; it takes degrees from {-most:g} to {most:g}")
        return None

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """A line of text that is not empty."""
        value = self.value(key, str)
        if value is None:
            if needed and not self.has(key):
                self.wrong(key, f'is missing; give it, for example {key} = "..."')
            return None
        return self.line(key, value)

    def line(self, key: str, value: Any) -> str | None:
        """A value as one line of text without spaces at its ends; None, and noted, where it is none."""
        if not isinstance(value, str):
            self.wrong(key, f"holds {kind_of(value)}, {shown(value)}; it takes text in quotes")
            return None
        line = " ".join(unicodedata.normalize("NFC", value).split())
        if not line:
            self.wrong(key, "is empty; give some words or leave the key out")
        elif len(line) > MAX_NAME:
            self.wrong(key, f"has {len(line):,} characters; {MAX_NAME} are the most")
        elif not line.isprintable():
            self.wrong(key, f"is {shown(value)}, which holds signs that cannot be printed")
        else:
            return line
        return None

    def lines(self, key: str, *, most: int = MAX_LIST) -> tuple[str, ...]:
        """A list of texts, each once."""
        values = self.value(key, list)
        if values is None:
            return ()
        if len(values) > most:
            self.wrong(key, f"has {len(values):,} entries; {most:,} are the most")
            return ()
        lines = [line for value in values if (line := self.line(key, value)) is not None]
        return tuple(dict.fromkeys(lines))

    def choice(self, key: str, known: Collection[str], default: str | None = None) -> str | None:
        """A word of a closed list."""
        value = self.text(key)
        return default if value is None else self.known(key, value, known)

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...] | None:
        """Words of a closed list; None where the key is not there."""
        if not self.has(key):
            self._known.append(key)
            return None
        lines = self.lines(key)
        if self._data[key] == []:
            self.wrong(key, NOTHING)
        return tuple(line for line in lines if self.known(key, line, known))

    def known(self, key: str, word: str, known: Collection[str]) -> str | None:
        """The word where the closed list has it; else None, and noted."""
        if word in known:
            return word
        listed = f" (known: {', '.join(known)})" if len(known) < 50 else ""
        self.wrong(key, f"{shown(word)} is none of its words{meant(word, known)}{listed}")
        return None

    def finish(self) -> None:
        """Note the keys that no rule has asked for."""
        for key in self._data:
            if key not in self._known:
                listed = ", ".join(self._known)
                self.wrong(key, f"is no key of this table{meant(key, self._known)} (known: {listed})")


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    return next((words for kind, words in _KINDS.items() if type(value) is kind), "a date or time")
