"""Full names of an article: which name an acronym or a last name stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.parse import Parsed
from dateline.records import Name

# "Muttahida Qaumi Movement Pakistan (MQM-P)": an acronym in brackets behind a name.
_BRACKET = re.compile(r"\s{0,20}+\(\s{0,20}+(?:the )?([A-Z][A-Za-z&.]*(?:-[A-Z]+)?)\s{0,20}+\)")
_MAX_ACRONYM = 12


@dataclass(frozen=True, slots=True)
class Registry:
    """``full``: acronym or last name to the first full name; ``acronyms``: full name to acronym."""

    full: dict[str, str]
    acronyms: dict[str, str]

    @classmethod
    def of(cls, parsed: Parsed, names: Sequence[Name]) -> Registry:
        """Read the article's names in order: the first full form of each counts."""
        full: dict[str, str] = {}
        acronyms: dict[str, str] = {}
        for name in names:
            span = name.evidence[0]
            if name.kind == "organization" and (acronym := acronym_after(parsed.text, span.end)):
                acronyms.setdefault(name.name, acronym)
                full.setdefault(acronym, name.name)
            if name.kind == "person" and " " in name.name:
                full.setdefault(name.name.split()[-1], name.name)
        return cls(full, acronyms)

    def resolve(self, words: str) -> tuple[str, str | None]:
        """The full name and the acronym that ``words`` stand for; the words themselves where unknown."""
        name = self.full.get(words, words)
        return name, self.acronyms.get(name)


def acronym_after(text: str, end: int) -> str | None:
    """The acronym in brackets right behind ``end``, or None.

    >>> acronym_after("the Movement (MQM-P) said", 12)
    'MQM-P'
    """
    match = _BRACKET.match(text, end, end + _MAX_ACRONYM + 8)
    if match is None or len(match[1]) > _MAX_ACRONYM or sum(c.isupper() for c in match[1]) < 2:
        return None
    return match[1]
