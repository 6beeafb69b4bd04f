from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dateline.read import Entry, Found, Unread, read_inputs
from dateline.settings import Settings

MARCH = "Hundreds of nurses marched through Harbrook on Friday."


def read(path: Path, content: str) -> list[Entry]:
    path.write_text(content, encoding="utf-8", newline="")
    return list(read_inputs([str(path)], Settings()))


@pytest.mark.parametrize(
    "names",
    [
        "id,indexed_date,language,media_name,media_url,publish_date,title,url",
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url",
    ],
    ids=["today", "before 2023"],
)
def test_each_row_of_media_cloud_is_a_failure_that_says_what_would_do(tmp_path: Path, names: str) -> None:
    row = ",".join(
        {"id": "s1", "stories_id": "s1", "title": "Nurses", "url": "https://c.example/1"}.get(name, "")
        for name in names.split(",")
    )
    first, second = read(tmp_path / "a.csv", f"{names}\r\n{row}\r\n{row.replace('s1', 's2')}\r\n")
    assert isinstance(first, Unread) and isinstance(second, Unread)
    assert (first.id, first.url, first.title, first.origin.line) == ("s1", "https://c.example/1", "Nurses", 2)
    assert "addresses and no texts; fetch the pages" in first.reason and second.id == "s2"


def test_media_cloud_with_a_text_is_read(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path / "a.csv",
        f"id,publish_date,media_name,title,url,language,text\n1,2023-03-03,courier.example,Nurses,,en,{MARCH}\n",
    )
    assert isinstance(entry, Found)
    assert (entry.article.id, entry.article.source) == ("1", "courier.example")
    assert (entry.article.published, entry.article.text) == (date(2023, 3, 3), MARCH)


def test_each_article_of_gdelt_is_a_failure_that_says_what_would_do(tmp_path: Path) -> None:
    one = {
        "url": "https://c.example/1",
        "title": "Nurses",
        "seendate": "20230303T101500Z",
        "domain": "c.example",
        "language": "English",
        "sourcecountry": "United Kingdom",
    }
    first, second = read(
        tmp_path / "a.json", json.dumps({"articles": [one, {**one, "text": MARCH}]}, indent=1)
    )
    assert isinstance(first, Unread) and first.reason.startswith("GDELT lists addresses")
    assert (first.url, first.origin.number) == ("https://c.example/1", 1)
    assert isinstance(second, Found) and second.article.published_at == "20230303T101500Z"
    assert (second.article.source, second.article.language) == ("c.example", "en")


@pytest.mark.parametrize("columns", [58, 61, 27, 16])
def test_a_table_of_gdelt_is_one_failure(tmp_path: Path, columns: int) -> None:
    (entry,) = read(
        tmp_path / "20230303.export.csv", "\t".join(["1089712345", *["x"] * (columns - 1)]) + "\n"
    )
    assert isinstance(entry, Unread) and entry.reason.startswith("GDELT's ")


def test_a_line_of_the_index_of_common_crawl_is_a_failure(tmp_path: Path) -> None:
    row = {
        "urlkey": "example,c)/1",
        "timestamp": "20230303101500",
        "url": "https://c.example/1",
        "mime": "text/html",
        "digest": "X",
        "filename": "a.warc.gz",
        "offset": "1",
        "length": "2",
    }
    (entry,) = read(tmp_path / "a.jsonl", json.dumps(row) + "\n")
    assert isinstance(entry, Unread) and "Common Crawl's index" in entry.reason


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: {"articles": [one], "totalResults": 1, "status": "ok"},
        lambda one: {"stories": [one]},
        lambda one: {"results": [one]},
        lambda one: {"data": [one]},
        lambda one: {"response": {"status": "ok", "results": [one]}},
    ],
    ids=["articles", "stories", "results", "data", "response"],
)
def test_an_answer_that_wraps_its_articles_is_opened(tmp_path: Path, wrapped) -> None:  # type: ignore[no-untyped-def]
    one = {
        "maintext": MARCH,
        "title": "Nurses",
        "date_publish": "2023-03-03 10:15:00",
        "source_domain": "c.example",
        "authors": ["Mara Ellwood", "Lee Wynn"],
        "language": "en",
        "source": {"id": None, "name": "Courier"},
    }
    (entry,) = read(tmp_path / "a.json", json.dumps(wrapped(one)))
    assert isinstance(entry, Found)
    assert (entry.article.text, entry.article.byline) == (MARCH, "Mara Ellwood; Lee Wynn")
    assert (entry.article.source, entry.article.published) == ("Courier", date(2023, 3, 3))


def test_a_list_of_something_else_is_no_answer(tmp_path: Path) -> None:
    (entry,) = read(tmp_path / "a.json", '{"title": "Nurses", "data": [1, 2, 3]}')
    assert isinstance(entry, Unread) and entry.reason.startswith("no text")


def test_an_answer_without_articles_is_a_failure(tmp_path: Path) -> None:
    (entry,) = read(tmp_path / "a.json", '{"articles": []}')
    assert isinstance(entry, Unread) and entry.reason == "the list is empty"
