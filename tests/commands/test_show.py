"""``dateline show``, with a coder that needs no model."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fake_coder import MADE_BY, fake_coder

from dateline.commands.show import Published, ShowArguments, show
from dateline.errors import OutputExists, UsageError
from dateline.records import Record


def shown(article: Path, **options: object) -> Record:
    return show(ShowArguments(article=str(article), **options), made_by=MADE_BY, coder_factory=fake_coder)  # type: ignore[arg-type]


@pytest.fixture
def several(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    rows = [{"id": name, "text": f"Text of {name}."} for name in ("one", "two", "three")]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_the_first_article_is_shown(several: Path) -> None:
    assert shown(several).article.id == "one"


def test_an_id_picks_another(several: Path) -> None:
    assert shown(several, id="three").article.text == "Text of three."


def test_an_id_that_is_not_there_is_told(several: Path) -> None:
    with pytest.raises(UsageError, match="no article with the id 'four'"):
        shown(several, id="four")


def test_a_folder_without_articles_gives_a_failed_record(tmp_path: Path) -> None:
    assert shown(tmp_path).outcome == "failed"


def test_a_page_is_written(several: Path, tmp_path: Path) -> None:
    shown(several, html=str(tmp_path / "one.html"))
    assert "Text of one." in (tmp_path / "one.html").read_text(encoding="utf-8")


def test_a_page_that_is_there_is_kept(several: Path, tmp_path: Path) -> None:
    page = tmp_path / "one.html"
    page.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExists):
        shown(several, html=str(page))
    assert page.read_text(encoding="utf-8") == "mine"


def test_a_given_day_of_publication_counts(several: Path) -> None:
    article = shown(several, published=date(2024, 5, 1)).article
    assert (article.published, article.published_basis) == (date(2024, 5, 1), "given")


def test_the_given_day_reaches_the_coder() -> None:
    assert Published(fake_coder, date(2024, 5, 1)).day == date(2024, 5, 1)
