"""Fit the three judges of ``dateline.extract.actor``: who organised, who took part, who is addressed.

    python training/actors.py --bench ../shared/bench --tags build/tags-train.npz

Reads the coded articles (``own_labels.py``), takes the coded events' own words as given, and labels each
noun phrase of the article by whether a coder named it in that role. Writes
``src/dateline/extract/models/actor-*.json.gz``. Seeded, one core, about three minutes.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coded import coded_occurrences, common_share, find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.actor.features import (
    Anchors,
    Candidate,
    Peers,
    candidate_features,
    candidates,
    encoded_features,
)
from dateline.extract.actor.naming import called, plain, words_of
from dateline.extract.actor.phrases import Phrase
from dateline.extract.actor.registry import Registry
from dateline.extract.actor.roles import Phrases
from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.parse import Parsed

ROLES = ("organizers", "participants", "targets")
SEED = 7
KEEP_NEGATIVE = 0.5  # share of the actors in no role at all that is used; there are many
SHARE = 0.3  # of the characters of a phrase and a coder's words that must be common


def tasks(bench: Path, tags: Path | None) -> list[Task]:
    """One yes/no task a role."""
    rng = random.Random(SEED)
    result = {role: Task(f"actor-{role}", strength=0.05) for role in ROLES}
    for number, (gold, parsed) in enumerate(read_coded(bench, tags)):
        phrases = Phrases.of(parsed, find_names(parsed, shipped_list()))
        for mention, occurrence in coded_occurrences(gold, parsed):
            anchors = Anchors.of(parsed, occurrence)
            coded = {
                role: [Coded.of(gold["text"], a, parsed, phrases) for a in mention[role]] for role in ROLES
            }
            found = candidates(phrases.described, anchors)
            peers = Peers(found, parsed.tags)
            for place, candidate in enumerate(found):
                roles = {
                    role
                    for role in ROLES
                    if any(c.is_it(parsed, phrases, candidate, role) for c in coded[role])
                }
                if roles or rng.random() < KEEP_NEGATIVE:
                    row = candidate_features(candidate, anchors, occurrence)
                    row += [*encoded_features(candidate, parsed.tags), *peers.features(place)]
                    for role in ROLES:
                        result[role].add(row, role in roles, number)
    return list(result.values())


@dataclass(frozen=True)
class Coded:
    """An actor as a coder named it: its words, the phrases that stand there, its full name."""

    words: str
    places: frozenset[int]
    name: frozenset[str]

    @classmethod
    def of(cls, text: str, coded: dict[str, Any], parsed: Parsed, phrases: Phrases) -> Coded:
        """Read one actor of a gold record; of phrases within phrases the best fit counts."""
        place = find_words(text, coded)
        shares = {id(d): _share(parsed, d.phrase, place) for d in phrases.described} if place else {}
        best = max([SHARE, *shares.values()])
        at = frozenset(one for one, share in shares.items() if share >= best)
        return cls(coded["text"].lower(), at, name_words(coded.get("name") or ""))

    def is_it(self, parsed: Parsed, phrases: Phrases, candidate: Candidate, role: str) -> bool:
        """Whether a candidate is this actor: a phrase stands at the coder's words, or the name fits."""
        lead = candidate.lead.phrase
        if lead.tokens.text.lower() == self.words or any(id(d) in self.places for d in candidate.phrases):
            return True
        return role != "participants" and self._called(parsed, lead, phrases.registry)

    def _called(self, parsed: Parsed, phrase: Phrase, registry: Registry) -> bool:
        """More than half of the words of the two names are common, or one is the other's initials."""
        for name in called(parsed, phrase, registry):
            own = name_words(name or "")
            if own and self.name and len(own & self.name) > len(own | self.name) / 2:
                return True
        return False


def _share(parsed: Parsed, phrase: Phrase, place: tuple[int, int]) -> float:
    words = words_of(parsed, phrase)
    spans = [(words.start, words.end), (phrase.tokens.start_char, phrase.tokens.end_char)]
    return max(common_share(span, place) for span in spans)


# Words of a name that do not tell two actors apart.
_IDLE = frozenset("the of a an and for in president minister mr mrs ms dr".split())


def name_words(name: str) -> frozenset[str]:
    """The telling words of a name, without case and accents."""
    return frozenset(re.findall(r"[a-z0-9]+", plain(name))) - _IDLE


if __name__ == "__main__":
    run(__doc__, tasks)
