"""Fit the three judges of ``dateline.extract.actor``: who organised, who took part, who is addressed.

    python training/actors.py --bench ../shared/bench --tags build/tags-train.npz

Reads ``records/train.jsonl``, takes the coded events' own words as given, and labels each noun phrase of the
article by whether a coder named it in that role. Writes ``src/dateline/extract/models/actor-*.json.gz``.
Seeded, one core, about three minutes.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

from coded import coded_occurrences, common_share, find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.actor.features import (
    MAX_SENTENCES_APART,
    Anchors,
    phrase_features,
    relation_features,
    tagged_features,
)
from dateline.extract.actor.phrases import Phrase, find_phrases
from dateline.extract.name import find_names

ROLES = ("organizers", "participants", "targets")
SEED = 7
KEEP_NEGATIVE = 0.5  # share of the phrases in no role at all that is used; there are many


def tasks(bench: Path, tags: Path | None) -> list[Task]:
    """One yes/no task a role."""
    rng = random.Random(SEED)
    result = {role: Task(f"actor-{role}", strength=0.05) for role in ROLES}
    for number, (gold, parsed) in enumerate(read_coded(bench / "records/train.jsonl", tags)):
        phrases = find_phrases(parsed, find_names(parsed))
        counts = Counter(p.tokens.text.lower() for p in phrases)
        for mention, occurrence in coded_occurrences(gold, parsed):
            anchors = Anchors.of(parsed, occurrence)
            named = {role: _named(gold["text"], phrases, mention[role]) for role in ROLES}
            for i, phrase in enumerate(phrases):
                if abs(anchors.nearest_sentence(phrase.sentence)) > MAX_SENTENCES_APART:
                    continue
                if not any(i in named[role] for role in ROLES) and rng.random() > KEEP_NEGATIVE:
                    continue
                row = phrase_features(phrase, counts) + relation_features(phrase, anchors, occurrence)
                row += tagged_features(phrase, parsed.tags)
                for role in ROLES:
                    result[role].add(row, i in named[role], number)
    return list(result.values())


def _named(text: str, phrases: list[Phrase], golds: list[dict[str, Any]]) -> set[int]:
    """Numbers of the phrases that a coder named: the same words at the coder's place, or the same text."""
    spans = [span for g in golds if (span := find_words(text, g))]
    texts = {g["text"].lower() for g in golds}
    return {
        i
        for i, p in enumerate(phrases)
        if p.tokens.text.lower() in texts
        or any(common_share((p.tokens.start_char, p.tokens.end_char), span) >= 0.3 for span in spans)
    }


if __name__ == "__main__":
    run(__doc__, tasks)
