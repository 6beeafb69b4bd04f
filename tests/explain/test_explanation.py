"""What is explained is what is coded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook, OwnForm
from dateline.coder import Coder
from dateline.records import Article, ArticleId, Mention, Record, Span
from dateline.records.codec import encode
from dateline.records.explanation import Explanation, Slot, Weighed
from dateline.settings import Settings

CHALLENGE = Path(__file__).parents[2] / "benchmarks/challenge/articles.jsonl"
STRIKE = (
    "LEEDS, March 5 - About 300 bus drivers went on strike in Leeds on Tuesday against pay cuts, and 2,000 "
    "supporters marched to the town hall. Police put the march at 1,500 and arrested three students. The "
    "drivers' union said it would hold a rally in York on Saturday. In 2019 a strike in Hull lasted ten "
    "days. Shares rallied."
)
TWO_TOWNS = (
    "Teachers held rallies in Lahore, Multan and Quetta on 3 May 2024 to demand higher pay. Organisers said "
    "4,000 came; police said 900. Twelve people were injured when police fired tear gas. Residents of Multan "
    "had blocked a road in April over power cuts."
)


def challenge() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CHALLENGE.read_text(encoding="utf-8").splitlines()]


def values_of(mention: Mention) -> Iterator[tuple[Slot, float | None, tuple[Span, ...], str]]:
    """Every value of a mention: its field, confidence, words and rule."""
    yield "form", mention.form.confidence, mention.form.evidence, mention.form.by
    yield "status", mention.status.confidence, mention.status.evidence, mention.status.by
    single: tuple[tuple[Slot, Any], ...] = (
        ("date", mention.date),
        ("place", mention.place),
        ("wave", mention.wave),
    )
    for slot, value in single:
        if value is not None:
            yield slot, value.confidence, value.evidence, value.by
    many: tuple[Slot, ...] = (
        "organizers", "participants", "targets", "sizes", "issues", "police", "arrested", "injured", "killed",
        "damage",
    )  # fmt: skip
    for slot in many:
        for value in getattr(mention, slot):
            yield slot, value.confidence, value.evidence, value.by
    for violence in mention.violence:
        yield "violence", violence.confidence, violence.evidence, violence.rule


def check_agreement(record: Record, why: Explanation) -> None:
    assert [m.id for m in why.mentions] == [m.id for m in record.mentions]
    for mention, told in zip(record.mentions, why.mentions, strict=True):
        taken = [w for w in told.weighed if w.why_not is None]
        coded = sorted(values_of(mention), key=repr)
        explained = [
            (w.slot, w.confidence, w.words, w.by)
            for w in taken
            if w.slot not in ("trigger", "main", "relations")
        ]
        assert sorted(explained, key=repr) == coded
        assert [w.words[0] for w in taken if w.slot == "trigger"] == list(mention.trigger)
        assert told.main is mention.main
        assert len([w for w in taken if w.slot == "relations"]) == len(mention.relations)
        check_scores(told.weighed)


ROUNDED = 0.0006  # chances are told with three digits, and compared before they are rounded


def check_scores(weighed: tuple[Weighed, ...]) -> None:
    for one in weighed:
        if one.chance is not None and one.needed is not None and one.why_not is None:
            assert one.chance >= one.needed - ROUNDED, one
        if one.chance is not None and one.needed is not None and one.why_not == "below_threshold":
            assert one.chance <= one.needed + ROUNDED, one
        if one.chance is not None and one.confidence is not None and one.slot != "place":
            most = 0.95 if one.slot == "date" else 1.0  # no date is surer than that
            assert one.confidence == pytest.approx(min(most, one.chance), abs=0.0051 + ROUNDED), one
        if one.why_not is not None:
            same = [w for w in weighed if w.why_not is None and (w.slot, w.value) == (one.slot, one.value)]
            assert all(one.words[0] not in w.words for w in same), one


@pytest.mark.parametrize("text", [STRIKE, TWO_TOWNS], ids=["strike", "two towns"])
def test_every_value_is_explained_with_its_words_and_confidence(full_coder: Coder, text: str) -> None:
    record = full_coder.code(text, published="2024-05-06")
    assert record.mentions
    why = full_coder.explain({"text": text, "published": "2024-05-06"}, runners_up=1_000)
    check_agreement(record, why)


@pytest.mark.slow
@pytest.mark.parametrize("row", challenge(), ids=lambda row: row["id"])
def test_articles_that_make_coders_fail_are_explained_as_coded(
    full_coder: Coder, row: dict[str, Any]
) -> None:
    given = {name: row[name] for name in ("id", "text", "published") if row[name]}
    (record,) = full_coder.code_many([given])
    check_agreement(record, full_coder.explain(given, runners_up=1_000))


def test_an_article_is_explained_the_same_way_twice(full_coder: Coder) -> None:
    assert encode(full_coder.explain(STRIKE)) == encode(full_coder.explain(STRIKE))


def slot(why: Explanation, name: Slot, mention: int = 0) -> list[Weighed]:
    return [w for w in why.mentions[mention].weighed if w.slot == name]


def test_as_many_runners_up_and_reasons_as_asked_and_how_many_more(full_coder: Coder) -> None:
    why = full_coder.explain(STRIKE, runners_up=1, reasons=2)
    beside = [w for w in slot(why, "issues") if w.why_not is not None]
    assert len(beside) == 1
    assert why.mentions[0].more["issues"] > 0
    assert all(len(j.reasons) <= 2 for w in slot(why, "issues") for j in w.judgements)
    none = full_coder.explain(STRIKE, runners_up=0)
    assert all(w.why_not is None for m in none.mentions for w in m.weighed)


def test_a_number_of_another_event_says_which(full_coder: Coder) -> None:
    why = full_coder.explain({"text": STRIKE, "published": "2024-03-06"}, runners_up=100)
    other = [w for m in why.mentions for w in m.weighed if w.why_not == "another_event" and w.slot == "sizes"]
    headings = {m.heading for m in why.mentions}
    assert all(w.instead in headings for w in other)


def test_words_that_are_no_event_are_left_over_with_their_score(full_coder: Coder) -> None:
    why = full_coder.explain(STRIKE, runners_up=50)
    rallied = next(w for w in why.left_over if w.words[0].quote == "rallied")
    assert rallied.why_not == "below_threshold"
    assert rallied.chance is not None and rallied.needed is not None and rallied.chance < rallied.needed
    assert rallied.judgements[0].reasons


def test_an_article_without_an_event_has_no_mention_and_says_what_was_weighed(full_coder: Coder) -> None:
    why = full_coder.explain("Shares rallied 300 points on Monday after the strike price of options was cut.")
    assert (why.outcome, why.mentions) == ("coded", ())
    assert why.left_over


def test_an_article_that_is_passed_over_says_why_and_is_not_read() -> None:
    why = Coder().explain("The bank opened a branch in Leeds. It has two rooms.")
    assert (why.outcome, why.reason, why.mentions) == ("left_out", "no protest word", ())
    assert why.gate is not None
    assert (why.gate.kept, why.gate.words, why.gate.judgement) == (False, (), None)


def test_what_the_gate_passes_over_with_words_shows_its_chance_and_threshold() -> None:
    text = (
        "The index rallied on Monday. " + "Traders bought shares of banks, and bonds fell by 2 points. " * 12
    )
    why = Coder().explain(text)
    assert why.outcome == "left_out"
    assert why.gate is not None and why.gate.judgement is not None
    assert why.gate.relevance < why.gate.needed
    assert why.gate.words
    assert why.gate.judgement.reasons


def test_another_language_is_no_matter_of_the_gate() -> None:
    why = Coder().explain(
        "Die Gewerkschaft rief am Montag in Berlin zu einem Streik gegen die Kürzungen auf."
    )
    assert (why.outcome, why.gate) == ("left_out", None)
    assert why.reason and "language" in why.reason


def test_an_article_that_cannot_be_read_has_failed_with_the_reason() -> None:
    coder = Coder(Settings(max_article_chars=10))
    why = coder.explain("Thousands marched in Leeds.")
    assert why.outcome == "failed"
    assert why.reason and "10" in why.reason
    assert Coder().explain({"title": "without text"}).outcome == "failed"


def test_an_article_object_is_explained_too(full_coder: Coder) -> None:
    why = full_coder.explain(Article(id=ArticleId("x"), text="Teachers marched in Leeds on Monday."))
    assert why.article.id == "x"
    assert slot(why, "form")[0].value == "march"


def test_a_team_s_own_word_is_told_as_such() -> None:
    book = Codebook(forms=(OwnForm(name="padyatra", is_a="march", words=("padyatra",)),))
    coder = Coder(Settings(code_all=True, codebook=book))
    why = coder.explain(
        "Hundreds of farmers joined a padyatra to Pune on Monday to demand fair prices for onions."
    )
    (first, *_) = slot(why, "trigger")
    assert any("codebook" in note for note in first.notes)
    assert slot(why, "form")[0].value == "padyatra, a kind of march"


HOSTILE = {
    "control characters": "Teachers \x1b[2J marched \u202e in \x00 Leeds \ud800 on Monday.",
    "one word": "march",
    "many events": "They marched in Leeds. " * 60,
    "many numbers": "Protesters marched. " + "About 300 people came. " * 60,
    "no sentence end": "march strike rally " * 120,
    "markup": "[bold]Teachers[/] marched <script> in Leeds against {cuts}.",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_is_explained_as_it_is_coded(full_coder: Coder, text: str) -> None:
    record = full_coder.code(text, published="2024-05-06", language="en")
    why = full_coder.explain({"text": text, "published": "2024-05-06", "language": "en"}, runners_up=30)
    assert why.outcome == record.outcome
    if record.outcome == "coded":
        check_agreement(record, why)
        for span in (s for m in why.mentions for w in m.weighed for s in w.words):
            assert span.quotes(text)
