"""Why an event is an event: its words, how they were joined, its form, its status, whether it is the news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.explain.rules import rule_of
from dateline.explain.told import Event, Told
from dateline.extract.considered import Considered
from dateline.extract.considered import Judgement as Given
from dateline.extract.event.describe import Judged
from dateline.extract.event.find import JOIN, TRIGGER, Group
from dateline.extract.linear import LinearModel
from dateline.records.explanation import Judgement, Weighed, WhyNot
from dateline.records.lists import FormName
from dateline.show.sheet import read_status

_BY = "event.trigger/1"
_NEWS = 0.5


def triggers(event: Event) -> Iterator[Weighed]:
    """The words that name the event, the surest first, and why they are taken for one."""
    first, *more = event.group
    notes, asked = (_of_event(event), *_apart(event)), _is_event(event)
    yield _trigger(event.told, first, None, notes, asked)
    for judged in more:
        yield _trigger(event.told, judged, None, (_joined(event, judged),), _same(event.told, first, judged))


def left_over(told: Told) -> tuple[Weighed, ...]:
    """The words that could name an event and are in no mention, the likeliest first."""
    used = {tokens.start for o in told.occurrences for tokens in o.trigger}
    in_group = {j.candidate.tokens.start: g for g in told.groups for j in g.item}
    rest = []
    for judged in told.scored:
        start = judged.candidate.tokens.start
        if start in used:
            continue
        if judged.chance < TRIGGER:
            rest.append(_trigger(told, judged, "below_threshold"))
        elif start not in in_group:
            rest.append(_trigger(told, judged, "too_many"))
        else:
            group = in_group[start]
            rest.append(_trigger(told, judged, group.why_not or "too_many", (_too_unsure(told, group),)))
    return tuple(sorted(rest, key=lambda w: -(w.chance or 0.0)))


def _trigger(
    told: Told,
    judged: Judged,
    why_not: WhyNot | None,
    notes: Sequence[str] = (),
    more: tuple[Judgement, ...] = (),
) -> Weighed:
    candidate = judged.candidate
    span = told.parsed.words(candidate.tokens)
    own = ("A word of your codebook: it counts as likely at least.",) if candidate.given else ()
    return Weighed(
        slot="trigger",
        value=f"{candidate.form.replace('_', ' ')} ({candidate.words})",
        words=(span,),
        by=_BY,
        rule=rule_of(_BY),
        chance=round(judged.chance, 3),
        needed=TRIGGER,
        why_not=why_not,
        notes=(*own, *notes),
        judgements=_asked(told, "Does it name an event?", told.tools.events.judges.trigger, judged) + more,
    )


def _asked(told: Told, question: str, judge: LinearModel, judged: Judged) -> tuple[Judgement, ...]:
    return told.judgements([question], [Given(judge, judged.features)])


def _of_event(event: Event) -> str:
    needed = event.told.tools.events.needed(event.told.parsed, event.told.relevance)
    doubt = " with the gate's doubt" if needed > event.told.tools.settings.event_threshold + 1e-6 else ""
    chance = event.considered.chance
    return f"The surest word of an event of its own: {chance:.2f}, where an event needs {needed:.2f}{doubt}."


def _is_event(event: Event) -> tuple[Judgement, ...]:
    return event.told.judgements(["Is it an event of its own?"], event.considered.judged)


def _too_unsure(told: Told, group: Considered[Group]) -> str:
    needed = told.tools.events.needed(told.parsed, told.relevance)
    return f"What it names is an event of its own at {group.chance:.2f}, where an event needs {needed:.2f}."


def _joined(event: Event, judged: Judged) -> str:
    rest = [j for j in event.group if j is not judged]
    mean = _mean(event.told, (judged,), rest)
    return f"Joined with the event's other words: one event at {mean:.2f} on average, {JOIN:.2f} needed."


def _apart(event: Event) -> Iterator[str]:
    """Which other event's words are likeliest of this event, and that they were kept apart."""
    told, own = event.told, event.group
    rivals = [g.item for g in told.groups if g.taken and g.item is not own]
    if rivals:
        mean, rival = max(((_mean(told, own, r), r) for r in rivals), key=lambda pair: pair[0])
        words = rival[0].candidate.tokens.text
        yield f"Kept apart from “{words}”: one event at {mean:.2f} on average, {JOIN:.2f} needed to join."


def _mean(told: Told, some: Sequence[Judged], others: Sequence[Judged]) -> float:
    view = told.pairs
    chances = [told.tools.events.same_event(view, *_in_order(a, b)) for a in some for b in others]
    return sum(chances) / len(chances)


def _in_order(a: Judged, b: Judged) -> tuple[Judged, Judged]:
    return (a, b) if a.candidate.tokens.start < b.candidate.tokens.start else (b, a)


def _same(told: Told, first: Judged, judged: Judged) -> tuple[Judgement, ...]:
    a, b = _in_order(first, judged)
    question = f"One event with “{first.candidate.tokens.text}”?"
    return told.judgements([question], [told.tools.events.pair(told.pairs, a, b)])


def form(event: Event) -> Iterator[Weighed]:
    """The form, and the other forms that its words name."""
    found = event.mention.form
    named = f"{found.own}, a kind of {_plain(found.value)}" if found.own else _plain(found.value)
    yield Weighed(
        slot="form",
        value=named,
        words=found.evidence,
        by=found.by,
        rule=rule_of(found.by),
        confidence=found.confidence,
        judgements=() if found.own else _form(event, found.value),
    )
    rivals: dict[str, Judged] = {}
    for judged in event.group:
        if judged.candidate.form != found.value:
            rivals.setdefault(judged.candidate.form, judged)
    for name, judged in rivals.items():
        yield Weighed(
            slot="form",
            value=_plain(name),
            words=(event.parsed.words(judged.candidate.tokens),),
            by=found.by,
            chance=round(judged.chance, 3),
            why_not="less_likely",
            instead=_plain(found.value),
            judgements=() if found.own else _form(event, judged.candidate.form),
        )


def _form(event: Event, form: FormName) -> tuple[Judgement, ...]:
    told = event.told
    asked = told.tools.events.form_of(event.group, told.scored, form)
    return told.judgements([f"Is it a {_plain(form)}?"], [asked])


def status(event: Event) -> Iterator[Weighed]:
    """The status, and how likely the event lies ahead."""
    found, told = event.mention.status, event.told
    ahead = sum(j.planned for j in event.group) / len(event.group)
    asked = told.tools.events.status_of(event.parsed, event.group, found.value)
    yield Weighed(
        slot="status",
        value=read_status(found),
        words=found.evidence,
        by=found.by,
        rule=rule_of(found.by),
        confidence=found.confidence,
        notes=(f"It lies ahead at {ahead:.2f} on average over the event's words.",),
        judgements=told.judgements([f"Is it {_plain(found.value)}?"], [asked])
        + _asked(told, "Does it lie ahead?", told.tools.events.judges.planned, event.group[0]),
    )


def main(event: Event) -> Iterator[Weighed]:
    """Whether the article is news of it."""
    chance = sum(j.main for j in event.group) / len(event.group)
    is_main = event.mention.main
    yield Weighed(
        slot="main",
        value="what the article is news of" if is_main else "background",
        words=event.mention.trigger,
        by="event.main/1",
        rule=rule_of("event.main/1"),
        chance=round(chance if is_main else 1 - chance, 3),
        needed=_NEWS,
        judgements=_asked(
            event.told, "Is the article news of it?", event.told.tools.events.judges.main, event.group[0]
        ),
    )


def _plain(word: str) -> str:
    return word.replace("_", " ")
