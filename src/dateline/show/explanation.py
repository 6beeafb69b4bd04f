"""An explanation in the terminal: each value with its score, its reasons and the runners-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.console import Group as Stack
from rich.text import Text

from dateline.records.explanation import (
    ExplainedGate,
    ExplainedMention,
    Explanation,
    Judgement,
    Reason,
    Slot,
    Weighed,
    WhyNot,
)
from dateline.records.legible import legible

SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
_LABELS: Final[dict[Slot, str]] = {"trigger": "words", "main": "news or background"}
WHY_NOT: Final[dict[WhyNot, str]] = {
    "below_threshold": "below what is needed",
    "less_likely": "another is likelier",
    "less_specific": "another form says more",
    "another_event": "fits another event better",
    "another_role": "has another role",
    "shares_words": "shares words with a surer one",
    "told_again": "told again, and counted once",
    "too_many": "more than the greatest number",
    "says_nothing": "does not say who they are",
    "own_words": "the event's own words",
    "town_as_actor": "a town neither calls nor joins an event",
    "is_the_place": "only the place of the event",
    "in_the_heading": "stands in the heading",
    "no_day": "names no day that can be known",
    "lies_ahead": "lies ahead, and the event is told as past",
}
_LONGEST: Final = 70
_NARROWEST: Final = 20  # columns of words, however narrow the terminal


def explanation_view(
    explanation: Explanation, *, mentions: Collection[int] = (), slots: Collection[str] = ()
) -> RenderableType:
    """What decided, from the gate to each value.

    Args:
        explanation: Of one article.
        mentions: Numbers of the mentions to show, from 1; empty for all, with the words that name none.
        slots: Fields of the mentions to show; empty for all.
    """
    parts = list(_head(explanation))
    for number, mention in enumerate(explanation.mentions, start=1):
        if not mentions or number in mentions:
            parts += _mention(number, mention, slots)
    if not mentions and (not slots or "trigger" in slots):
        parts += _left_over(explanation)
    return Stack(*parts)


def _head(explanation: Explanation) -> Iterator[RenderableType]:
    article, origin = explanation.article, explanation.input
    file = (origin.file or "").replace("\\", "/").rsplit("/", 1)[-1]
    opening = next((line for line in (article.text or "").splitlines() if line.strip()), "")
    title = _short(article.title or "") or file or _short(opening) or article.id
    beside = [article.source, article.published and article.published.isoformat()]
    yield _line(0, " · ".join([title, *(part for part in beside if part)]), style="bold")
    if explanation.reason:
        outcome = explanation.outcome.replace("_", " ")
        yield _line(0, f"{outcome}: {explanation.reason}", style="bold")
    if explanation.gate is not None:
        yield from _gate(explanation.gate)
    if explanation.outcome == "coded" and not explanation.mentions:
        yield Text()
        yield _line(0, "No event: no word that can name one is sure enough.")


def _gate(gate: ExplainedGate) -> Iterator[RenderableType]:
    yield Text()
    yield _line(0, "Does the article report a protest?", style="bold")
    yield _line(2, f"{'kept' if gate.kept else 'passed over'}: {gate.reason}")
    found = ", ".join(f"“{words}”" for words in gate.words) or "none of the list"
    yield _line(2, f"protest words: {found}")
    if gate.judgement is not None:
        yield _line(2, f"{gate.judgement.judge} {_score(gate.relevance, gate.needed)}", style="dim")
        yield from _reasons(4, gate.judgement)


def _mention(number: int, mention: ExplainedMention, slots: Collection[str]) -> Iterator[RenderableType]:
    yield Text()
    yield _line(0, f"{number}  {mention.heading}" + ("" if mention.main else " · background"), style="bold")
    by_slot: dict[Slot, list[Weighed]] = {slot: [] for slot in SLOTS if not slots or slot in slots}
    for weighed in mention.weighed:
        if weighed.slot in by_slot:
            by_slot[weighed.slot].append(weighed)
    for slot, found in by_slot.items():
        if found:
            yield from _slot(slot, found, mention.more.get(slot, 0))
    if empty := [_label(slot) for slot, found in by_slot.items() if not found]:
        yield _line(2, f"Nothing was found to weigh: {', '.join(empty)}.", style="dim")


def _slot(slot: Slot, found: Sequence[Weighed], more: int) -> Iterator[RenderableType]:
    taken = [w for w in found if w.why_not is None]
    yield _line(2, _label(slot) + ("" if taken else ": none"), style="bold")
    for rule in dict.fromkeys(w.rule for w in taken if w.rule):
        yield _line(4, rule, style="dim")
    for weighed in found:
        yield from _weighed(weighed)
    if more:
        yield _line(
            4,
            f"- and {more} more that are less likely" if more > 1 else "- and 1 more that is less likely",
            style="dim",
        )


def _left_over(explanation: Explanation) -> Iterator[RenderableType]:
    if not explanation.left_over:
        return
    yield Text()
    yield _line(0, "Words that were weighed and name none of these events", style="bold")
    for weighed in explanation.left_over:
        yield from _weighed(weighed)
    if explanation.more_left_over:
        yield _line(4, f"- and {explanation.more_left_over} more that are less likely", style="dim")


def _weighed(weighed: Weighed) -> Iterator[RenderableType]:
    quotes = " … ".join(f"“{_short(span.quote)}”" for span in weighed.words[:3])
    what = Text("* " if weighed.why_not is None else "- ")
    what.append(_in_a_line(_short(weighed.value)), style="bold" if weighed.why_not is None else "")
    what.append(_in_a_line("  ".join(["", *filter(None, (quotes, _facts(weighed)))])))
    yield _Indented(what, 4, 2)
    for note in weighed.notes:
        yield _line(6, note)
    for judgement in weighed.judgements:
        told = len(weighed.judgements) == 1 and judgement.chance == weighed.chance
        chance = "" if told else f" {judgement.chance:.2f}"
        yield _line(6, f"{judgement.question}{chance}  {judgement.judge}", style="dim")
        yield from _reasons(8, judgement)


def _facts(weighed: Weighed) -> str:
    """The score, how sure the record is where that differs, what chose it, or why it was not taken."""
    parts = [] if weighed.chance is None else [_score(weighed.chance, weighed.needed)]
    sure = weighed.confidence
    if sure is not None and (weighed.chance is None or abs(sure - weighed.chance) >= 0.01):
        parts.append(f"{sure:.2f} sure")
    if weighed.why_not is None:
        return "  ".join([*parts, weighed.by])
    beside = f" ({_short(weighed.instead)})" if weighed.instead else ""
    return "  ".join([*parts, f"not taken: {WHY_NOT[weighed.why_not]}{beside}"])


def _score(chance: float, needed: float | None) -> str:
    return f"{chance:.2f}" if needed is None else f"{chance:.2f}, needs {needed:.2f}"


def _reasons(indent: int, judgement: Judgement) -> Iterator[RenderableType]:
    for label, reasons in (
        ("for", [r for r in judgement.reasons if r.weight > 0]),
        ("against", [r for r in judgement.reasons if r.weight < 0]),
    ):
        if reasons:
            yield _line(indent, f"{label}: {'; '.join(map(_reason, reasons))}")


def _reason(reason: Reason) -> str:
    return f"{_short(reason.words, 100)} {reason.weight:+.2f}"


def _label(slot: Slot) -> str:
    return _LABELS.get(slot, slot)


def _line(indent: int, words: str, style: str = "") -> RenderableType:
    return _Indented(Text(_in_a_line(words), style=style), indent)


def _in_a_line(words: str) -> str:
    """Others' words without line ends: what they say must not look like a line of ours."""
    return legible(words.replace("\n", " ").replace("\t", " "), keep="")


@dataclass(frozen=True, slots=True)
class _Indented:
    """Words that keep their indent where they go on in another line, and end where they end.

    ``Padding`` would fill each line with spaces up to the width of the terminal.
    """

    words: Text
    indent: int
    hanging: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_NARROWEST, options.max_width - self.indent - self.hanging)
        for number, line in enumerate(self.words.wrap(console, width)):
            line.rstrip()
            yield Text(" " * (self.indent + (self.hanging if number else 0))).append_text(line)


def _short(words: str, most: int = _LONGEST) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
