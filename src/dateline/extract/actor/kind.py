"""What kind of actor a name or description tells of."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dateline.records.lists import ActorKind

_PARTY_MOVEMENT = re.compile(
    # "X National Movement", "Movement for Democratic Change", "Y Movement Pakistan": parties more often
    # than not where the name is a nation's or claims to be; "qaumi", "rashtriya", "jatiya" mean national.
    r"\b(?:national|nationalist|democratic|qaumi|rashtriya|jatiya|people['’]s|popular|liberation|freedom|"
    r"republican|socialist|communist|conservative|liberal)\b.*\b(?:movement|front|alliance|congress|union|league)\b"
    r"|\b(?:movement|front|alliance) (?:for|of) (?:democratic|national|the people)\b",
    re.IGNORECASE,
)
_BY_LABEL: dict[str, ActorKind] = {"PERSON": "person", "GPE": "country", "NORP": "crowd"}


def actor_kind(name: str, label: str = "") -> ActorKind:
    """The kind of actor that ``name`` tells of; ``label`` is its named-entity label, "" where it is no name.

    >>> actor_kind("National Union of Mineworkers", "ORG")
    'union'
    >>> actor_kind("residents")
    'crowd'
    """
    words = {w.strip("'’.,()").lower() for w in name.split()}
    if label == "PERSON" and not words & _words()["union"]:
        return "person"
    if not words & _words()["union"] and _PARTY_MOVEMENT.search(name):
        return "party"
    for kind, group in _words().items():
        if words & group:
            return kind
    return _BY_LABEL.get(label, "civil_society" if label == "ORG" else "other")


@cache
def _words() -> dict[ActorKind, frozenset[str]]:
    source = files(__package__).joinpath("kinds.tsv").read_text(encoding="utf-8")
    lines = (line for line in source.splitlines() if line and not line.startswith("#"))
    pairs = (line.split("\t") for line in lines)
    return {kind: frozenset(words.split()) for kind, words in pairs}  # type: ignore[misc]
