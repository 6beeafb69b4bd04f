"""Form and status of an event, from the words that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.event.candidates import Candidate
from dateline.parse import Parsed
from dateline.records import Form, Span, Status
from dateline.records.lists import FormName, StatusName

BY_WORDS = "event.form/1"
BY_CODEBOOK = "codebook.form/1"
# How much a form says: the most specific word that the article uses of the event decides (the coding
# rules, "form"); a rally that marched is a march.
_SPECIFIC: dict[FormName, int] = {
    "demonstration": 0, "rally": 1, "other": 1, "riot": 2, "march": 3, "picket": 4, "vigil": 4, "strike": 4,
    "occupation": 4, "blockade": 4, "boycott": 4, "walkout": 5, "shutdown": 5, "sit_in": 5, "motorcade": 5,
    "hunger_strike": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the probability that it names an event, that the event is news, that it lies ahead.

    ``features`` are what all three were judged by; empty where the words could not be a trigger whatever the
    encoder says of them.
    """

    candidate: Candidate
    chance: float
    main: float
    planned: float
    features: Sequence[str] = ()


# A trigger this sure, against the surest, has a say in the form.
_NEARLY = 0.6


def form_of(parsed: Parsed, group: Sequence[Judged]) -> Form:
    """The most specific form among the triggers that are nearly as sure as the surest."""
    top = group[0].chance
    usable = [j for j in group if j.chance >= _NEARLY * top and j.candidate.kind != "who"] or list(group[:1])
    best = max(usable, key=_specific).candidate
    value, own = best.form, best.own
    also = tuple(dict.fromkeys(j.candidate.form for j in usable if j.candidate.form != value))
    named = [j for j in usable if (j.candidate.form, j.candidate.own) == (value, own)]
    return Form(
        value=value,
        also=also,
        own=own,
        confidence=max(named, key=_specific).chance,
        evidence=tuple(parsed.words(j.candidate.tokens) for j in named),
        by=BY_CODEBOOK if best.given else BY_WORDS,
    )


def _specific(judged: Judged) -> tuple[bool, int, float]:
    """How much the words say of the form; a team's own form says most, whatever it is a kind of."""
    candidate = judged.candidate
    return candidate.own is not None, _SPECIFIC[candidate.form], judged.chance


# Cues that stand over or beside a trigger, lemma of a verb or noun, with the status they show.
_STATUS_CUES: dict[str, StatusName] = {
    "cancel": "called_off", "postpone": "called_off", "suspend": "called_off", "scrap": "called_off",
    "avert": "called_off", "shelve": "called_off", "abandon": "called_off", "threaten": "threatened",
    "threat": "threatened", "warn": "threatened", "ban": "prevented", "prevent": "prevented",
    "prohibit": "prevented", "foil": "prevented", "thwart": "prevented",
}  # fmt: skip


def status_of(parsed: Parsed, group: Sequence[Judged]) -> Status:
    """Whether it was held, is planned or threatened, was called off or prevented.

    A word of calling off, banning or threatening that governs the first trigger decides; else the
    model that tells what lies ahead, over all triggers.
    """
    first = group[0].candidate
    ahead = sum(j.planned for j in group) / len(group)
    for token in _over(first.tokens.root):
        value = _cue(token)
        if value == "prevented" and ahead < 0.3:
            continue  # "police prevented the march from passing" tells of a march that was held
        if value is not None:
            words = parsed.span(token.idx, token.idx + len(token))
            return Status(value=value, confidence=0.7, evidence=(words,), by="event.status-cue/1")
    if ahead >= 0.5:
        evidence = (_planning_words(parsed, first) or parsed.words(first.tokens),)
        return Status(value="planned", confidence=ahead, evidence=evidence, by="event.planned/1")
    evidence = (parsed.words(first.tokens),)
    return Status(value="held", confidence=1 - ahead, evidence=evidence, by="event.planned/1")


def _cue(token: Token) -> StatusName | None:
    lemma = token.lemma_.lower()
    if lemma == "call" and any(c.lower_ == "off" and c.dep_ == "prt" for c in token.children):
        return "called_off"
    return _STATUS_CUES.get(lemma)


def _over(root: Token) -> Iterator[Token]:
    """The word itself and the words that govern it, as far as its clause goes, with their modal verbs."""
    token = root
    for _ in range(4):
        yield token
        if token.head is token or token.dep_ in ("ccomp", "advcl", "relcl", "parataxis"):
            return
        token = token.head


_PLANNING = frozenset(
    "plan intend schedule prepare vow pledge expect call announce organise organize urge set".split()
)


def _planning_words(parsed: Parsed, first: Candidate) -> Span | None:
    for token in _over(first.tokens.root):
        if token.lemma_.lower() in _PLANNING and token.i not in range(first.tokens.start, first.tokens.end):
            return parsed.token(token)
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in ("will", "would", "to", "'ll", "’ll", "shall"):
                return parsed.token(child)
    return None
