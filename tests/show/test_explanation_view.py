"""The terminal's view of an explanation, to the letter."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console

from dateline.records import Article, ArticleId, MadeBy, MentionId, Origin, Span
from dateline.records.explanation import (
    ExplainedGate,
    ExplainedMention,
    Explanation,
    Judgement,
    Reason,
    Weighed,
    WhyNot,
)
from dateline.show.explanation import WHY_NOT, explanation_view

GOLDEN = Path(__file__).with_name("explanation.txt")
TEXT = "About 300 drivers marched in Leeds on Tuesday. A union in York said 40 came."
JUDGED = Judgement(
    question="Is it the size of the event?",
    judge="size/1",
    chance=0.91,
    start=-3.5,
    reasons=(
        Reason("how it hangs on the event's words: verb, subject", "hang=verb|subject", 0.65),
        Reason("kind of figure: about", "bound=about", 0.4),
        Reason("a feature without words", "x=y", -0.31),
    ),
)


def words(quote: str) -> tuple[Span, ...]:
    return (Span.of(TEXT, TEXT.index(quote), TEXT.index(quote) + len(quote)),)


def explanation() -> Explanation:
    taken = Weighed(
        slot="sizes",
        value="About 300",
        words=words("About 300"),
        by="size.judge/1",
        rule="The likeliest number.",
        confidence=0.91,
        chance=0.91,
        needed=0.4,
        notes=("The article gives the figure in its own voice.",),
        judgements=(JUDGED,),
    )
    other = Weighed(
        slot="sizes",
        value="40",
        words=words("40"),
        by="size.judge/1",
        chance=0.62,
        needed=0.4,
        why_not="another_event",
        instead="Strike, York",
    )
    place = Weighed(
        slot="place",
        value="Leeds, England, GB",
        words=words("Leeds"),
        by="place.model/1",
        confidence=0.7,
        chance=0.95,
        needed=0.33,
    )
    target = Weighed(
        slot="targets",
        value="union, union",
        words=words("union"),
        by="actor.targets/1",
        chance=0.1,
        needed=0.4,
        why_not="below_threshold",
    )
    left = Weighed(
        slot="trigger",
        value="march (march)",
        words=words("marched"),
        by="event.trigger/1",
        chance=0.2,
        needed=0.3,
        why_not="below_threshold",
    )
    return Explanation(
        made_by=MadeBy(dateline="1", gazetteer="g", settings_sha256="s"),
        input=Origin(file="/home/someone/news.txt"),
        article=Article(id=ArticleId("a"), text=TEXT, source="Leeds Wire", published=date(2024, 5, 8)),
        outcome="coded",
        relevance=0.97,
        gate=ExplainedGate(
            kept=True,
            words=("marched", "union"),
            relevance=0.97,
            needed=0.05,
            reason="relevance 0.97 reaches 0.05",
            judgement=Judgement(
                question="?",
                judge="relevance/2",
                chance=0.97,
                start=-7.0,
                reasons=(Reason("protest words", "protest words", 4.0),),
            ),
        ),
        mentions=(
            ExplainedMention(
                id=MentionId("m"),
                heading="March, Leeds, 2024-05-07",
                main=True,
                weighed=(place, target, taken, other),
                more={"sizes": 1, "targets": 7},
            ),
            ExplainedMention(id=MentionId("n"), heading="Strike, York", main=False, weighed=()),
        ),
        left_over=(left,),
        more_left_over=2,
    )


def drawn(told: Explanation, width: int = 90, terminal: bool = False, **options: object) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal, highlight=False)
    console.print(explanation_view(told, **options))  # type: ignore[arg-type]
    return file.getvalue()


def test_an_explanation_looks_like_this() -> None:
    assert drawn(explanation()) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1, 24, 40, 79, 200])
def test_nothing_is_lost_in_a_terminal_of_any_width(width: int) -> None:
    shown = drawn(explanation(), width=width)
    told = "".join(shown.split())
    for part in ("About300", "Strike,York", "verb,subject+0.65", "afeaturewithoutwords-0.31", "7more"):
        assert part in told
    assert max(map(len, shown.splitlines())) <= max(width, 32)


def test_colour_is_for_terminals_alone() -> None:
    assert "\x1b[1m" in drawn(explanation(), terminal=True)
    assert "\x1b" not in drawn(explanation())


def test_mentions_and_fields_can_be_chosen() -> None:
    assert "Strike, York · background" not in drawn(explanation(), mentions=(1,))
    shown = drawn(explanation(), mentions=(1,), slots=("place",))
    assert "Leeds, England" in shown
    assert "About 300" not in shown
    assert "name none of these events" not in shown


def test_each_reason_not_to_take_has_words() -> None:
    assert set(WHY_NOT) == set(get_args(WhyNot))


@pytest.mark.parametrize("nasty", ["\x1b[2J", "\x9b2J", "\u202e", "a\n1  March, Leeds", "[bold]", "\b\r\x7f"])
def test_nothing_of_an_article_steers_the_terminal_or_looks_like_a_line_of_ours(nasty: str) -> None:
    told = explanation()
    (mention, _) = told.mentions
    weighed = tuple(
        replace(w, value=nasty + w.value, instead=nasty, notes=(nasty,), words=(Span(0, 9, nasty),))
        for w in mention.weighed
    )
    article = replace(told.article, title=nasty, source=nasty)
    assert told.gate is not None
    changed = replace(
        told,
        article=article,
        reason=nasty,
        gate=replace(told.gate, words=(nasty,), reason=nasty),
        mentions=(replace(mention, heading=nasty, weighed=weighed),),
    )
    shown = drawn(changed, width=300)
    assert not set("\x1b\x9b\u202e\b\r\x7f") & set(shown)
    assert not any(line.startswith("1  March") for line in shown.splitlines())
    if nasty == "[bold]":
        assert "[bold]" in shown
