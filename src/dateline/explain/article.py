"""The explanation of one article: why it was read or passed over, and why each value is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.explain.how_many import harm, sizes
from dateline.explain.naming import form, left_over, main, status, triggers
from dateline.explain.passing import explained_gate
from dateline.explain.told import Event, Told
from dateline.explain.what import by_rule, issues, police
from dateline.explain.when_where import when, where
from dateline.explain.who import actors
from dateline.gate import Gate
from dateline.pipeline import Tools
from dateline.records import MadeBy, Origin
from dateline.records.explanation import ExplainedMention, Explanation, Slot, Weighed
from dateline.screening import Kept, LeftOut, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is told.

    Attributes:
        runners_up: Candidates of a field that were not taken, the likeliest first.
        reasons: Reasons of each judgement, the strongest first.
    """

    runners_up: int = 2
    reasons: int = 3


def explain_kept(
    kept: Kept, tools: Tools, gate: Gate, *, made_by: MadeBy, origin: Origin, extent: Extent
) -> Explanation:
    """Why an article that is read in full has the values that it has.

    Raises:
        DatelineError: The article cannot be read.
    """
    parsed = tools.parser.parse(kept.article, kept.heading)
    told = Told.of(parsed, tools, kept.relevance, extent.reasons)
    mentions = tuple(_mention(told.event(n), extent) for n in range(len(told.mentions)))
    rest, more = _shortened(left_over(told), extent)
    return Explanation(
        made_by=made_by,
        input=origin,
        article=kept.article,
        outcome="coded",
        relevance=kept.relevance,
        gate=explained_gate(kept.article, gate, extent.reasons),
        mentions=mentions,
        left_over=tuple(rest),
        more_left_over=more.get("trigger", 0),
    )


def explain_passed_over(
    left_out: LeftOut, gate: Gate, *, made_by: MadeBy, origin: Origin, extent: Extent
) -> Explanation:
    """Why an article is left out."""
    of_gate = left_out.article.language == "en" and not left_out.reason.startswith("published")
    return Explanation(
        made_by=made_by,
        input=origin,
        article=left_out.article,
        outcome="left_out",
        reason=left_out.reason,
        relevance=left_out.relevance,
        gate=explained_gate(left_out.article, gate, extent.reasons) if of_gate else None,
    )


def explain_refused(refused: Refused, *, made_by: MadeBy, origin: Origin) -> Explanation:
    """Why an article cannot be read at all."""
    return Explanation(
        made_by=made_by,
        input=origin,
        article=replace(refused.article, text=None),
        outcome="failed",
        reason=str(refused.error),
    )


def _mention(event: Event, extent: Extent) -> ExplainedMention:
    weighed, more = _shortened(_all(event), extent)
    return ExplainedMention(
        id=event.mention.id,
        heading=event.told.heading(event.n),
        main=event.mention.main,
        weighed=tuple(weighed),
        more=more,
    )


def _all(event: Event) -> Iterator[Weighed]:
    yield from triggers(event)
    yield from form(event)
    yield from status(event)
    yield from main(event)
    yield from when(event)
    yield from where(event)
    yield from actors(event)
    yield from sizes(event)
    yield from issues(event)
    yield from police(event)
    yield from harm(event)
    yield from by_rule(event)


def _shortened(weighed: Iterable[Weighed], extent: Extent) -> tuple[list[Weighed], dict[Slot, int]]:
    """All that was taken, of each field the likeliest of the rest, and how many of it are not told."""
    kept: list[Weighed] = []
    beside: dict[Slot, int] = {}
    for one in weighed:
        if one.why_not is not None:
            beside[one.slot] = beside.get(one.slot, 0) + 1
        if one.why_not is None or beside[one.slot] <= extent.runners_up:
            kept.append(one)
    more = {slot: n - extent.runners_up for slot, n in beside.items() if n > extent.runners_up}
    return kept, more
