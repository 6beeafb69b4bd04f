"""Form and status of an event, from the words that name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.event.candidates import Candidate
from dateline.extract.event.levels import levels
from dateline.extract.linear import LinearModel
from dateline.parse import Parsed
from dateline.records import Form, Span, Status
from dateline.records.lists import FormName, StatusName

BY_WORDS = "event.form/2"
BY_CODEBOOK = "codebook.form/1"
BY_STATUS = "event.status/1"
BY_CUE = "event.status-cue/2"
# How much a form says: of the words that an article uses of one event the most specific decides (the coding
# rules, "form"); a rally that marched is a march. The judge of forms is told, and knows the exceptions.
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


# A trigger this sure, against the surest, has a say in the form, and is told in ``also``.
_NEARLY = 0.6


def form_features(group: Sequence[Judged], others: Sequence[Judged]) -> dict[FormName, list[str]]:
    """For each form that an event may have, features of the event and that form.

    ``group`` are its triggers, the surest first, ``others`` all of the article's. A form may be named by its
    own triggers or by another of their sentences; a demonstration any event may be.
    """
    named = _by_form(group)
    sentences, own = {j.candidate.sentence for j in group}, {j.candidate.tokens.start for j in group}
    beside = _by_form(
        j for j in others if j.candidate.sentence in sentences and j.candidate.tokens.start not in own
    )
    forms = sorted({"demonstration", *named, *beside})
    return {form: list(_form_features(form, group, named, beside)) for form in forms}


def _by_form(judged: Iterable[Judged]) -> dict[FormName, list[Judged]]:
    forms: dict[FormName, list[Judged]] = {}
    for one in judged:
        forms.setdefault(one.candidate.form, []).append(one)
    return forms


def _form_features(
    form: FormName,
    group: Sequence[Judged],
    named: dict[FormName, list[Judged]],
    beside: dict[FormName, list[Judged]],
) -> Iterator[str]:
    yield "bias"
    yield f"form={form}"
    if form in named:
        yield from _named(form, named[form], group)
        if form == _most_specific(group):
            yield "most_specific"
            yield f"most_specific={form}"
    else:
        yield f"unnamed={form}"
    if form in beside:
        yield "beside"
        yield from levels("beside", max(j.chance for j in beside[form]), (0.1, 0.2, 0.4, 0.7))
    for other in named.keys() - {form}:
        yield f"form={form}|other={other}"
        if group[0].candidate.form == other:
            yield f"form={form}|surest={other}"
    yield f"form={form}|forms={len(named)}"


def _most_specific(group: Sequence[Judged]) -> FormName:
    """The form that says most among the triggers that are nearly as sure as the surest."""
    sure = [j for j in group if j.chance >= _NEARLY * group[0].chance and j.candidate.kind != "who"]
    best = max(sure or group[:1], key=lambda j: (_SPECIFIC[j.candidate.form], j.chance))
    return best.candidate.form


def _named(form: FormName, own: Sequence[Judged], group: Sequence[Judged]) -> Iterator[str]:
    best = max(own, key=lambda j: j.chance)
    yield f"named={form}"
    yield from levels("share", len(own) / len(group), (0.2, 0.35, 0.5, 0.67, 0.99))
    yield from levels("sure", best.chance / group[0].chance, (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99))
    yield from levels(f"form={form}|sure", best.chance / group[0].chance, (0.6, 0.9))
    yield from levels("times", len(own), (2, 3, 5))
    words = Counter(f"{j.candidate.words}/{j.candidate.kind}" for j in own)
    for word, times in words.items():
        yield f"words={word}"
        if times > 1:
            yield f"again={word}"
    kinds = {j.candidate.kind for j in own}
    yield f"kind={best.candidate.kind}"
    if kinds == {"who"}:
        yield "people"
    if kinds & {"noun", "phrase"}:
        yield "noun"
    if own[0] is group[0]:
        yield "surest"
        yield f"surest={form}"
    if min(group, key=lambda j: j.candidate.tokens.start) in own:
        yield "told_first"
        yield f"told_first={form}"
    if any(j.candidate.root.tag_ in ("NNS", "NNPS") for j in own):
        yield f"plural={form}"


def form_of(
    parsed: Parsed, group: Sequence[Judged], others: Sequence[Judged], judge: LinearModel, chance: float
) -> Form:
    """The form that the judge finds likeliest; a team's own form, where a trigger names one, goes first.

    Its confidence is ``chance``, the event's: how sure it is that there is one at all.
    """
    own = next((j for j in group if j.candidate.own is not None), None)
    if own is not None:
        value = own.candidate.form
    else:
        weighed = form_features(group, others)
        value = max(weighed, key=lambda form: judge.score(weighed[form]))
    said = own.candidate.own if own else None
    named = [j for j in group if (j.candidate.form, j.candidate.own) == (value, said)]
    spoken = [j for j in group if j.chance >= _NEARLY * group[0].chance and j.candidate.kind != "who"]
    given = any(j.candidate.given for j in named)
    return Form(
        value=value,
        also=tuple(dict.fromkeys(j.candidate.form for j in spoken if j.candidate.form != value)),
        own=said,
        confidence=chance,
        evidence=tuple(parsed.words(j.candidate.tokens) for j in named or _beside(value, group, others)),
        by=BY_CODEBOOK if given else BY_WORDS,
    )


def _beside(form: FormName, group: Sequence[Judged], others: Sequence[Judged]) -> Sequence[Judged]:
    """The likeliest word for a form that no trigger names; the surest trigger where there is none."""
    sentences = {j.candidate.sentence for j in group}
    found = [j for j in others if j.candidate.form == form and j.candidate.sentence in sentences]
    return sorted(found, key=lambda j: -j.chance)[:1] or group[:1]


# Cues that stand over or beside a trigger, lemma of a verb or noun, with the status they show.
_STATUS_CUES: dict[str, StatusName] = {
    "cancel": "called_off", "postpone": "called_off", "suspend": "called_off", "scrap": "called_off",
    "avert": "called_off", "shelve": "called_off", "abandon": "called_off", "threaten": "threatened",
    "threat": "threatened", "warn": "threatened", "ban": "prevented", "prevent": "prevented",
    "prohibit": "prevented", "foil": "prevented", "thwart": "prevented",
}  # fmt: skip


STATUSES: tuple[StatusName, ...] = ("held", "planned", "called_off", "prevented", "threatened")
# Words of a trigger's sentence that tell of a status.
_TELLING = frozenset(
    "will would if could might planned plan plans threatened threaten threatens threatening threat called "
    "off cancelled canceled postponed banned ban prevented barred prohibited refused permission denied "
    "allowed foiled thwarted blocked suspended looming call calls urged vowed intend intends next "
    "tomorrow scheduled "
    "due upcoming expected ahead possible potential unless failed halted averted scrapped aborted "
    "withdrawn".split()
)
_CALLING_OFF = re.compile(r"\bcall(?:ed|ing)? off\b", re.IGNORECASE)


def status_features(parsed: Parsed, group: Sequence[Judged]) -> list[str]:
    """Features of an event for each status: what its triggers, the surest first, and their clauses say."""
    return ["bias", *_ahead(parsed, group), *_clauses(group), *_telling(parsed, group)]


def with_status(status: StatusName, features: Sequence[str]) -> list[str]:
    """The features as those of one status: the judge weighs each status by its own."""
    return [f"status={status}|{feature}" for feature in features]


def _ahead(parsed: Parsed, group: Sequence[Judged]) -> Iterator[str]:
    planned = [j.planned for j in group]
    every = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    yield from levels("ahead", sum(planned) / len(planned), every)
    yield from levels("surest_ahead", planned[0], (0.1, 0.3, 0.5, 0.7, 0.9))
    yield from levels("most_ahead", max(planned), (0.3, 0.5, 0.7, 0.9))
    yield from levels("least_ahead", min(planned), (0.1, 0.3, 0.5, 0.7))
    seen = [
        parsed.tags.chance("ahead", j.candidate.tokens.start_char, j.candidate.tokens.end_char) for j in group
    ]
    yield from levels("sees_ahead", sum(seen) / len(seen), (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9))
    yield f"form={group[0].candidate.form}"


_CLAUSES = 4  # triggers whose clauses are read


def _clauses(group: Sequence[Judged]) -> Iterator[str]:
    for n, judged in enumerate(group[:_CLAUSES]):
        root = judged.candidate.root
        for token in _over(root):
            if value := _cue(token):
                yield f"cue={value}"
                if n == 0:
                    yield f"surest_cue={value}"
            if n == 0 or token.i != root.i:
                yield f"over={token.lemma_.lower()}"
            yield from _children(token)


def _children(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ == "neg":
            yield "neg"
        elif child.dep_ in ("aux", "auxpass"):
            yield f"aux={child.lower_}"
        elif child.dep_ == "amod":
            yield f"mod={child.lower_}"


def _telling(parsed: Parsed, group: Sequence[Judged]) -> Iterator[str]:
    surest = [parsed.sentences[j.candidate.sentence] for j in group[:2]]
    for word in sorted(_TELLING.intersection(w for s in surest for w in parsed.lower[s.start : s.end])):
        yield f"says={word}"
    sentences = (parsed.sentences[n] for n in {j.candidate.sentence for j in group})
    if any(_CALLING_OFF.search(parsed.text[s.start_char : s.end_char]) for s in sentences):
        yield "calling_off"


def status_of(parsed: Parsed, group: Sequence[Judged], judge: LinearModel) -> Status:
    """Whether it was held, is planned or threatened, was called off or prevented: the likeliest.

    Where the surest trigger is itself what was called off, or may be, the words decide: the coded articles
    have too few such events for the judge to be sure of them.
    """
    verb = _calls_off(group[0].candidate.root)
    if verb is not None and not _denied(verb):
        return Status(value="called_off", confidence=0.7, evidence=(parsed.token(verb),), by=BY_CUE)
    features = status_features(parsed, group)
    possible = [status for status in STATUSES if verb is None or status != "called_off"]
    chances = {status: judge.probability(with_status(status, features)) for status in possible}
    value = max(possible, key=lambda status: chances[status])
    return Status(
        value=value,
        confidence=chances[value] / sum(chances.values()),
        evidence=(_words_of_status(parsed, value, group),),
        by=BY_STATUS,
    )


_MAY = frozenset(("may", "might", "could", "would", "should"))


def _calls_off(root: Token) -> Token | None:
    """The verb of calling off whose object the word is."""
    verb = root.head
    return verb if root.dep_ in ("dobj", "nsubjpass") and _cue(verb) == "called_off" else None


def _denied(verb: Token) -> bool:
    """Whether it is told as not done, or as what may be done."""
    return any(child.dep_ == "neg" or child.lower_ in _MAY for child in verb.children)


def _words_of_status(parsed: Parsed, value: StatusName, group: Sequence[Judged]) -> Span:
    """The word over a trigger that says so, or for what is planned its planning; else the surest trigger."""
    for judged in group[:_CLAUSES]:
        for token in _over(judged.candidate.root):
            if _cue(token) == value:
                return parsed.token(token)
    first = group[0].candidate
    planning = None if value == "held" else _planning_words(parsed, first)
    return planning or parsed.words(first.tokens)


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
    for token in _over(first.root):
        if token.lemma_.lower() in _PLANNING and token.i not in range(first.tokens.start, first.tokens.end):
            return parsed.token(token)
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in ("will", "would", "to", "'ll", "’ll", "shall"):
                return parsed.token(child)
    return None
