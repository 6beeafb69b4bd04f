"""The library's way in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import dateline
from dateline import Coder, Record
from dateline.records import Article, ArticleId
from dateline.settings import Settings

TEXT = "LAHORE - Some 3,000 teachers marched to the assembly on Saturday to demand higher pay."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder().load()


def test_code_reads_the_day_from_publication(coder: Coder) -> None:
    record = coder.code(TEXT, published=date(2023, 10, 23))
    (mention,) = record.mentions
    assert mention.date is not None
    assert mention.date.start == date(2023, 10, 21)
    assert record.article.published_basis == "given"


def test_a_day_that_is_none_is_refused(coder: Coder) -> None:
    with pytest.raises(ValueError, match="Saturday"):
        coder.code(TEXT, published="Saturday")


def test_code_many_takes_texts_rows_and_articles_in_order(coder: Coder) -> None:
    article = Article(id=ArticleId("c"), text=TEXT, language="en")
    records = list(coder.code_many([TEXT, {"id": "b", "text": TEXT, "published": "2023-10-23"}, article]))
    assert [r.article.id for r in records][1:] == ["b", "c"]
    assert [r.outcome for r in records] == ["coded"] * 3


def test_code_many_streams(coder: Coder) -> None:
    def endless() -> Iterator[str]:
        while True:
            yield TEXT

    records = coder.code_many(endless())
    assert isinstance(next(records), Record)
    assert isinstance(next(records), Record)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "a", "title": "No text"}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "half a \ud83d smile"}, "surrogate"),
        ({"text": "a" * 200_001}, "200,000"),
    ],
    ids=["no text", "blank", "half a character", "too long"],
)
def test_what_cannot_be_read_fails_with_its_reason(coder: Coder, row: dict[str, str], words: str) -> None:
    (record,) = coder.code_many([row])
    assert record.outcome == "failed"
    assert words in (record.reason or "")
    assert record.mentions == ()


def test_other_languages_are_left_out_with_that_reason(coder: Coder) -> None:
    text = "Tausende Menschen demonstrierten am Samstag in Berlin gegen die neuen Steuern der Regierung."
    record = coder.code(text)
    assert record.outcome == "left_out"
    assert record.reason == "language is de, only English is read"


def test_no_protest_word_is_left_out_and_coded_on_demand(coder: Coder) -> None:
    text = "The council opened a new library on Monday. Children read poems to their grandparents."
    assert coder.code(text).outcome == "left_out"
    everything = Coder(Settings(code_all=True))
    record = everything.code(text)
    assert (record.outcome, record.mentions) == ("coded", ())


def test_the_settings_are_part_of_the_record(coder: Coder) -> None:
    other = Coder(Settings(event_threshold=0.9))
    assert coder.made_by.settings_sha256 != other.made_by.settings_sha256


def test_a_notebook_gets_a_masked_frame(coder: Coder) -> None:
    html = coder.code(TEXT)._repr_html_()
    assert html.startswith("<iframe")


def test_every_promised_name_can_be_imported() -> None:
    assert all(hasattr(dateline, name) for name in dateline.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'crowd'"):
        _ = dateline.crowd  # type: ignore[attr-defined]
