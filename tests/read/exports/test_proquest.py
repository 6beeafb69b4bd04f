from __future__ import annotations

from datetime import date

import pytest

from dateline.read import Export, Found, Unread
from dateline.read.exports.opening import read_export
from dateline.records import Article, Origin
from dateline.settings import Settings

RULE = "_" * 60
NURSES = """Nurses march through Harbrook

Author: Ellwood, Mara

Publication info: The Harbrook Courier; Harbrook [Harbrook]. 03 Mar 2023: A.4.

https://search.example/docview/1

Abstract: None available.

Full text: Hundreds of nurses marched through Harbrook on Friday.

Location: that was the question, the union said, and few could say where the march would end.

They left at noon.

Subject: Nurses; Strikes; Labor unions; Wages & salaries; Public
health

Location: Harbrook

Title: Nurses march through Harbrook

Publication title: The Harbrook Courier; Harbrook

Pages: A.4

Publication date: Mar 3, 2023

Section: News

Language of publication: English

ProQuest document ID: 2781000001

Document URL: https://search.example/docview/2781000001

Copyright: Copyright Courier Newspapers Ltd Mar 3, 2023

Last updated: 2023-03-04

Database: ProQuest Central
"""
BARE = """Bus drivers walk out in Selby Cross

Full text: Not available.

Title: Bus drivers walk out in Selby Cross

Publication title: Selby Cross Post

Publication date: Mar 2, 2023

ProQuest document ID: 2781000002
"""


def opened(*records: str) -> tuple[Found | Unread, ...]:
    front = "Report Information from ProQuest\n4 March 2023"
    back = "Contact us at: http://www.example.com\nDatabase copyright 2023 ProQuest LLC."
    text = f"\n{RULE}\n\n".join([front, *records, back])
    return read_export(Export(origin=Origin(file="x"), raw=text.encode("utf-8")), Settings())


def article(entry: Found | Unread) -> Article:
    assert isinstance(entry, Found)
    return entry.article


def test_labels_below_the_text_are_the_header() -> None:
    (entry,) = opened(NURSES)
    nurses = article(entry)
    assert (nurses.id, nurses.title, nurses.source) == (
        "2781000001", "Nurses march through Harbrook", "The Harbrook Courier",
    )  # fmt: skip
    assert (nurses.byline, nurses.section, nurses.language) == ("Ellwood, Mara", "News", "en")
    assert (nurses.published, nurses.url) == (date(2023, 3, 3), "https://search.example/docview/2781000001")
    assert nurses.text_from == "proquest txt/1" and entry.origin.line == 5


def test_a_paragraph_that_begins_like_a_label_stays_in_the_text() -> None:
    assert article(opened(NURSES)[0]).text == (
        "Hundreds of nurses marched through Harbrook on Friday.\n\n"
        "Location: that was the question, the union said, and few could say where the march would end.\n\n"
        "They left at noon."
    )


@pytest.mark.parametrize(
    "record", [BARE, BARE.replace("Full text: Not available.", "")], ids=["not available", "no label"]
)
def test_a_record_without_full_text_is_a_failure(record: str) -> None:
    read, failed = opened(NURSES, record)
    assert isinstance(read, Found) and isinstance(failed, Unread)
    assert (failed.id, failed.title) == ("2781000002", "Bus drivers walk out in Selby Cross")
    assert "no full text" in failed.reason


def test_three_hundred_records_are_three_hundred() -> None:
    entries = opened(*(NURSES.replace("2781000001", str(n)) for n in range(300)))
    assert len({article(entry).id for entry in entries}) == 300
