from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from docx import Document

from dateline.errors import UnreadableInput
from dateline.read import Export, Found, Unread
from dateline.read.exports.opening import read_export
from dateline.read.exports.sniff import begins_like_export
from dateline.records import Article, Origin
from dateline.settings import Settings

FRONT = """User Name: Ines Holt
Date and Time: Saturday, March 4, 2023 10:12 AM GMT
Job Number: 190000001
Documents (2)
1. Nurses march through Harbrook
Client/Matter: -None-
Search Terms: march AND nurses
2. Bus drivers walk out in Selby Cross
Client/Matter: -None-
Search Terms: march AND nurses"""
NURSES = """Nurses march through Harbrook
The Harbrook Courier
March 3, 2023 Friday

Copyright 2023 Courier Newspapers Ltd All Rights Reserved

Section: NEWS; Pg. 4
Length: 212 words
Byline: Mara Ellwood
Highlight: Hundreds take to the streets over pay

Body

Hundreds of nurses marched through Harbrook on Friday.

"We have waited long enough," said Tilda Moss of the union.
Graphic

Nurses outside the town hall.
Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 4, 2023

End of Document"""
DRIVERS = """Bus drivers walk out in Selby Cross
Selby Cross Post
Friday, March 3, 2023 10:12 AM GMT
Copyright 2023 Post Media
Length: 90 words
Body
Forty drivers stopped work at dawn.
Load-Date: March 3, 2023
End of Document"""
OLD = """



                               1 of 2 DOCUMENTS


                             The Harbrook Courier

                              March 3, 2023 Friday
                                   Edition 1;
                                    Wales

Nurses march through
Harbrook

BYLINE: Mara Ellwood

SECTION: NEWS; Pg. 4

LENGTH: 212 words

Hundreds of nurses marched through Harbrook on Friday, the third day of their
strike over pay.

LENGTH of service counts, the union said.

LOAD-DATE: March 4, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                      Copyright 2023 Courier Newspapers Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS


     Copyright 2023 Post Media
                              All Rights Reserved

                             Selby Cross Post

                             March 2, 2023 Thursday
                                 Late Edition

SECTION: A-SECTION; Pg. A01

LENGTH: 90 words

HEADLINE: Bus drivers WALK out

BYLINE: Jo Park;Lee Wynn

BODY:

Forty drivers stopped work at dawn.

LOAD-DATE: March 2, 2023
"""


def opened(raw: bytes | str, kind: str | None = None) -> tuple[Found | Unread, ...]:
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8")
    return read_export(Export(origin=Origin(file="x"), raw=data, kind=kind), Settings())  # type: ignore[arg-type]


def articles(entries: Sequence[Found | Unread]) -> list[Article]:
    return [entry.article for entry in entries if isinstance(entry, Found)]


def word(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def rich(text: str) -> bytes:
    body = "\\par\n".join(line for line in text.split("\n"))
    return ("{\\rtf1\\ansi\\ansicpg1252{\\header Page 1 of 9\\par}\n" + body + "\\par}").encode("cp1252")


@pytest.mark.parametrize("pack", [str.encode, word, rich], ids=["txt", "docx", "rtf"])
def test_header_fields_and_text_are_told_apart(pack) -> None:  # type: ignore[no-untyped-def]
    nurses, drivers = articles(opened(pack("\n".join([FRONT, "", NURSES, "", DRIVERS]))))
    assert (nurses.title, nurses.source) == ("Nurses march through Harbrook", "The Harbrook Courier")
    assert (nurses.byline, nurses.section, nurses.language) == ("Mara Ellwood", "NEWS; Pg. 4", "en")
    assert (nurses.published, nurses.published_at) == (date(2023, 3, 3), None)
    assert nurses.text == (
        "Hundreds of nurses marched through Harbrook on Friday.\n\n"
        '"We have waited long enough," said Tilda Moss of the union.'
    )
    assert (drivers.title, drivers.text) == (
        "Bus drivers walk out in Selby Cross", "Forty drivers stopped work at dawn.",
    )  # fmt: skip
    assert drivers.published_at == "Friday, March 3, 2023 10:12 AM GMT"


def test_a_text_export_gives_lines_and_a_document_numbers() -> None:
    text = "\n".join([FRONT, "", NURSES, "", DRIVERS])
    lines = [text.split("\n")[(entry.origin.line or 0) - 1] for entry in opened(text)]
    assert lines == ["Nurses march through Harbrook", "Bus drivers walk out in Selby Cross"]
    assert [(e.origin.line, e.origin.number) for e in opened(word(text))] == [(None, 1), (None, 2)]


def test_text_from_names_the_layout_and_the_container() -> None:
    assert articles(opened(word(NURSES)))[0].text_from == "nexis docx/1"
    assert articles(opened(OLD))[0].text_from == "lexisnexis txt/1"


def test_five_hundred_articles_give_five_hundred_records() -> None:
    many = [NURSES.replace("Hundreds", f"Some {n}") for n in range(500)]
    entries = opened("\n\n".join([FRONT.replace("(2)", "(500)"), *many]))
    assert len(entries) == len(articles(entries)) == 500
    assert len({article.id for article in articles(entries)}) == 500


def test_page_numbers_and_running_titles_are_no_text() -> None:
    paged = NURSES.replace(
        '"We have', 'Page 2 of 3\nNurses march through Harbrook\n\n"We have'
    )  # fmt: skip
    assert articles(opened("Page 1 of 3\n" + paged))[0].text == articles(opened(NURSES))[0].text


def test_an_article_without_its_body_is_a_failure_with_its_title() -> None:
    bare = NURSES.replace("\nBody\n", "\n")
    failed, read = opened("\n".join([FRONT, "", bare, "", DRIVERS]))
    assert isinstance(failed, Unread) and isinstance(read, Found)
    assert failed.title == "Nurses march through Harbrook" and "no line 'Body'" in failed.reason


def test_an_export_that_breaks_off_says_so() -> None:
    broken = DRIVERS.replace("End of Document", "").replace("Load-Date: March 3, 2023", "They went on.")
    found, failed = opened("\n".join([FRONT, "", NURSES, "", broken]))
    assert isinstance(found, Found) and isinstance(failed, Unread)
    assert "breaks off" in failed.reason


def test_documents_that_the_first_page_counts_and_nobody_finds_are_a_failure() -> None:
    found, failed = opened("\n".join([FRONT, "", NURSES]))
    assert isinstance(found, Found) and isinstance(failed, Unread)
    assert "2 documents; 1 were found" in failed.reason


def test_the_old_layout_has_labels_in_capitals() -> None:
    nurses, drivers = articles(opened(OLD))
    assert (nurses.title, nurses.source, nurses.byline, nurses.section) == (
        "Nurses march through Harbrook", "The Harbrook Courier", "Mara Ellwood", "NEWS; Pg. 4",
    )  # fmt: skip
    assert (nurses.published, nurses.language) == (date(2023, 3, 3), "en")
    assert (drivers.title, drivers.source, drivers.byline) == (
        "Bus drivers WALK out", "Selby Cross Post", "Jo Park;Lee Wynn",
    )  # fmt: skip
    assert drivers.text == "Forty drivers stopped work at dawn."


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    assert articles(opened(OLD))[0].text == (
        "Hundreds of nurses marched through Harbrook on Friday, the third day of their strike over pay.\n\n"
        "LENGTH of service counts, the union said."
    )


def test_a_crosshead_does_not_turn_the_old_layout_into_the_new() -> None:
    text = OLD.replace("LENGTH of service", "Body\n\nLENGTH of service")
    assert (articles(opened(text))[0].text or "").split("\n\n")[1] == "Body"
    assert articles(opened(text))[0].text_from == "lexisnexis txt/1"


def test_a_form_feed_is_no_line() -> None:
    assert [e.origin.line for e in opened("\x0c" + OLD.replace("\n\n\n", "\n\x0c\n\n"))] == [
        e.origin.line for e in opened(OLD)
    ]


def test_an_old_document_without_a_length_is_a_failure() -> None:
    failed, read = opened(OLD.replace("LENGTH: 212 words\n", "", 1))
    assert isinstance(failed, Unread) and failed.origin.line == 5
    assert "neither LENGTH: nor BODY:" in failed.reason and isinstance(read, Found)


@pytest.mark.parametrize(
    "text",
    [
        "Body\n\nThousands marched.\n\nEnd of Document\n",
        "The inquest\n\nBody\n\nThe body was found on Friday. Length: unknown.\n",
        "1 of 2 DOCUMENTS was leaked, the paper says.\n\nMarchers gathered.\n",
        "Copyright 2023\nSection: News\nBody\nMarchers gathered.\n",
        "____________________________________________________________\nTitle: none\n",
        "512 words\nDocument the abuse, marchers said.\n",
        "Full text: marchers gathered.\nSubject: protest\n",
        "He had 300 words for it.\n3 March 2023\nDocument A1\n",
    ],
    ids=[
        "body and end",
        "a crosshead",
        "a sentence",
        "labels",
        "a rule",
        "words",
        "labels of ProQuest",
        "Factiva",
    ],
)
def test_an_ordinary_text_is_no_export(text: str) -> None:
    assert not begins_like_export(text.encode("utf-8"))


def test_what_the_user_calls_an_export_and_is_none_fails() -> None:
    with pytest.raises(UnreadableInput, match="not laid out like an export of Nexis"):
        opened("Thousands marched.", "nexis")
    assert len(opened(OLD, "nexis")) == 2


def test_a_paragraph_that_is_one_word_does_not_end_the_text() -> None:
    text = NURSES.replace("\nGraphic\n\nNurses outside the town hall.", "\nClassification\nis a dull word.")
    assert (articles(opened(word(text)))[0].text or "").endswith("Classification\n\nis a dull word.")
