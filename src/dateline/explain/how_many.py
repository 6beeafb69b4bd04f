"""Why an event has its sizes, and its counts of arrested, injured and killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from dateline.explain.told import Event, settled
from dateline.extract.claimant import THRESHOLD as CLAIMANT_NEEDED
from dateline.extract.claimant import claimants_near
from dateline.extract.considered import Considered
from dateline.extract.considered import Judgement as Given
from dateline.extract.harm import FoundCount, HarmKind
from dateline.extract.harm.share import THRESHOLD as HARM_NEEDED
from dateline.extract.harm.share import as_judged
from dateline.extract.linear import load_model
from dateline.extract.size import THRESHOLD as SIZE_NEEDED
from dateline.extract.size import considered_sizes, size_of
from dateline.extract.size_judge import FoundNumber
from dateline.records import Actor, Count, Size
from dateline.records.explanation import Weighed
from dateline.show.sheet import read_count, read_size_of

_RIVALS = 2  # of those who may give a figure, told beside the likeliest
_KINDS: tuple[HarmKind, ...] = ("arrested", "injured", "killed")
_DOUBTS = {"other_violence": "The sentence tells of a bomb, a war or an accident.",
           "grievance": "It may be what people gathered about."}  # fmt: skip


def sizes(event: Event) -> list[Weighed]:
    """The sizes, and the other numbers near the event."""
    considered = considered_sizes(event.parsed, event.occurrence, event.parts.sizes, event.others)
    weighed = [_number(event, one) for one in considered]
    values = [(size, size.by, read_size_of(size)) for size in event.mention.sizes]
    found = settled("sizes", values, weighed, "told_again")
    coded = {size.evidence[0]: size for size in event.mention.sizes}
    tokens = {w.words[0]: one.item.counted.token for w, one in zip(weighed, considered, strict=True)}
    return [
        _who_says(event, _claimed(w, coded[w.words[0]].claimant), tokens[w.words[0]])
        if w.why_not is None
        else w
        for w in found
    ]


def _who_says(event: Event, weighed: Weighed, token: Token) -> Weighed:
    """A size with the likeliest of those who may give it, and with the others."""
    judge = load_model("claimant.json.gz")
    near = claimants_near(event.parsed, token)
    ranked = sorted(near, key=lambda c: (-judge.probability(c.features), c.token.i))
    if not ranked:
        return weighed
    words = [f"“{c.token.text}” {judge.probability(c.features):.2f}" for c in ranked[1 : 1 + _RIVALS]]
    rivals = (f"Less likely to give it: {', '.join(words)}.",) if words else ()
    question = f"Does “{ranked[0].token.text}” give the figure? ({CLAIMANT_NEEDED:.2f} needed)"
    asked = event.told.judgements([question], [Given(judge, ranked[0].features)])
    return replace(weighed, notes=weighed.notes + rivals, judgements=weighed.judgements + asked)


def _number(event: Event, one: Considered[FoundNumber]) -> Weighed:
    size: Size = size_of(event.parsed, one, event.parts.names)
    return Weighed(
        slot="sizes",
        value=read_size_of(size),
        words=size.evidence,
        by=size.by,
        chance=round(one.chance, 3),
        needed=SIZE_NEEDED,
        why_not=one.why_not,
        instead=_of_whom(event, one) if one.why_not == "another_event" else "",
        judgements=event.told.judgements(["Is it the size of the event?"], one.judged),
    )


def _of_whom(event: Event, one: Considered[FoundNumber]) -> str:
    """The event that the number fits best."""
    told = event.told
    chances = [
        (other.chance, n)
        for n in range(len(told.occurrences))
        for other in _sizes_of(told.event(n))
        if other.item is one.item
    ]
    return told.heading(max(chances, key=lambda pair: pair[0])[1])


def _sizes_of(event: Event) -> list[Considered[FoundNumber]]:
    return considered_sizes(event.parsed, event.occurrence, event.parts.sizes, event.others)


def _claimed(weighed: Weighed, claimant: Actor | None) -> Weighed:
    """A figure with who gives it."""
    if claimant is None:
        note = "The article gives the figure in its own voice."
    else:
        words = claimant.evidence[0].quote if claimant.evidence else claimant.name
        note = f"Given by {claimant.name} (“{words}”, {claimant.by}, {claimant.confidence:.2f} sure)."
    return replace(weighed, notes=(*weighed.notes, note))


def harm(event: Event) -> Iterator[Weighed]:
    """The counts of each kind, and the other counts near the event."""
    for kind in _KINDS:
        weighed = [_count(event, one) for one in event.told.counts[event.n] if one.item.kind == kind]
        counts: Sequence[Count] = getattr(event.mention, kind)
        values = [(count, count.by, read_count(count)) for count in counts]
        found = settled(kind, values, weighed, "less_likely")
        for one, count in zip(found, counts, strict=False):
            yield _range(_claimed(one, count.claimant), count)
        yield from found[len(counts) :]


def _range(weighed: Weighed, count: Count) -> Weighed:
    """What is made of several claims rests on no judge."""
    if not count.by.startswith("harm.claims"):
        return weighed
    return replace(weighed, chance=None, needed=None, judgements=())


def _count(event: Event, one: Considered[FoundCount]) -> Weighed:
    count = as_judged(one)
    return Weighed(
        slot=one.item.kind,
        value=read_count(count),
        words=count.evidence,
        by=count.by,
        chance=round(one.chance, 3),
        needed=HARM_NEEDED,
        why_not=one.why_not,
        instead=_likeliest(event, one) if one.why_not == "another_event" else "",
        notes=tuple(_DOUBTS[doubt] for doubt in one.item.doubts if doubt in _DOUBTS),
        judgements=event.told.judgements([f"Were these {one.item.kind} at the event?"], one.judged),
    )


def _likeliest(event: Event, one: Considered[FoundCount]) -> str:
    """The event that the count goes to."""
    told = event.told
    chances = [
        (other.chance, -n) for n, row in enumerate(told.counts) for other in row if other.item is one.item
    ]
    return told.heading(-max(chances)[1])
