"""Patterns that are tried only where a sign of them stands: most sentences have none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signed:
    """A pattern that ignores case, and ``signs``: one of them is part of all words that it can fit.

    To look for the signs takes a hundredth of the pattern's time.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, signs: str, pattern: str) -> Signed:
        """From signs in lower case with commas between them, and the pattern."""
        return cls(tuple(signs.split(",")), re.compile(pattern, re.IGNORECASE))

    def matches(self, text: str, folded: str) -> Iterable[re.Match[str]]:
        """Where the pattern fits a text, of which ``folded`` is known.

        >>> text = "Tear gas was fired."
        >>> [match[0] for match in Signed.of("tear", "tear (?:gas|smoke)").matches(text, fold(text))]
        ['Tear gas']
        """
        for sign in self.signs:
            if sign in folded:
                return self.pattern.finditer(text)
        return ()


def fold(text: str) -> str:
    """Text in lower case, as patterns that ignore case see it: to them "ı" is an i and "ſ" an s.

    >>> fold("POLİCE preſence")
    'police presence'
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    # The dot is what lower case leaves of "İ".
    return lower.replace("\u0307", "").replace("ı", "i").replace("ſ", "s")
