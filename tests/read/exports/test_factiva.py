from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.read import Entry, Export, Found, Page, Unread, read_inputs
from dateline.read.exports.opening import read_export
from dateline.records import Article, Origin
from dateline.settings import Settings

NURSES = """News
Nurses march through Harbrook
By Mara Ellwood
212 words
3 March 2023
10:15
The Harbrook Courier
HARCOU
4
English
(c) 2023 Courier Newspapers Ltd. All rights reserved.
Hundreds of nurses marched through Harbrook on Friday.
English marchers joined them at 512 words a minute.
Document HARCOU0020230303ej33000a1"""
DRIVERS = """Bus drivers walk out in Selby Cross
90 words
2 March 2023
Selby Cross Post
SELPOS
English
Copyright 2023. Post Media.
Forty drivers stopped work at dawn.
Document SELPOS0020230302ej32000b2"""
CODED = """SE|News|
HD|Nurses march through Harbrook|
BY|Mara Ellwood|
WC|212 words|
PD|3 March 2023|
SN|The Harbrook Courier|
SC|HARCOU|
LA|English|
CY|(c) 2023 Courier Newspapers Ltd|
LP|
Hundreds of nurses marched through Harbrook on Friday.
TD|
The union said more would come.
They left at noon.
RE|uk : United Kingdom|
AN|Document HARCOU0020230303ej33000a1|"""
SUMMARY = "Search Summary\nText\nnurses AND march\nDate\nIn the last year\nSource\nAll Sources"
PAGE = """<!DOCTYPE html><html><head><title>Factiva</title></head><body>
<div id="article-HARCOU0020230303ej33000a1" class="article"><div class="article enArticle"><p>
<div>News</div>
<div id="hd"><span class='enHeadline'>Nurses march through <b>Harbrook</b>   </span>
</div><div class="author">By Mara Ellwood</div><div>212 words</div><div>3 March 2023</div><div>10:15</div>
<div>The Harbrook Courier</div><div>HARCOU</div><div>4</div><div>English</div>
<div>(c) 2023 Courier Newspapers Ltd</div>
</p>
<p class="articleParagraph enarticleParagraph">Hundreds of nurses marched through
<b>Harbrook</b> on Friday.   </p>
<p class="articleParagraph enarticleParagraph">The union said more would come. </p>
<p>Courier Newspapers Ltd</p><p>Document HARCOU0020230303ej33000a1</p></div></div><br/>
<div class="article deArticle"><table><tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='deHeadline'>
Streik in Selbach</b></td></tr><tr><td class="index"><b>PD</b>&nbsp;</td><td>2 March 2023</td></tr>
<tr><td class="index"><b>SN</b>&nbsp;</td><td>Selbacher Bote</td></tr>
<tr><td class="index"><b>LA</b>&nbsp;</td><td>German</td></tr>
<tr><td class="index"><p><b>LP</b>&nbsp;</p></td><td>
<p class="articleParagraph">Vierzig streikten.</p></td></tr>
<tr><td class="index"><b>AN</b>&nbsp;</td><td>Document SELBOT0020230302ej32000b2</td></tr></table></div>
<div class="article enArticle"><div id="hd"><span class="enHeadline">A headline alone</span></div>
<div>9 words</div></div></body></html>"""


def opened(raw: str) -> tuple[Found | Unread, ...]:
    return read_export(Export(origin=Origin(file="x"), raw=raw.encode("utf-8")), Settings())


def rich(text: str) -> str:
    return "{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "\\par}"


def article(entry: Entry) -> Article:
    assert isinstance(entry, Found)
    return entry.article


@pytest.mark.parametrize("pack", [str, rich], ids=["txt", "rtf"])
def test_a_full_article_ends_with_its_document_number(pack) -> None:  # type: ignore[no-untyped-def]
    nurses, drivers = map(article, opened(pack("\n\n".join([NURSES, DRIVERS, SUMMARY]))))
    assert (nurses.id, nurses.title) == ("HARCOU0020230303ej33000a1", "Nurses march through Harbrook")
    assert (nurses.section, nurses.byline, nurses.source) == (
        "News",
        "By Mara Ellwood",
        "The Harbrook Courier",
    )
    assert (nurses.published, nurses.published_at, nurses.language) == (
        date(2023, 3, 3), "3 March 2023 10:15", "en",
    )  # fmt: skip
    assert nurses.text == (
        "Hundreds of nurses marched through Harbrook on Friday.\n\n"
        "English marchers joined them at 512 words a minute."
    )
    assert (drivers.title, drivers.byline, drivers.published_at) == (
        "Bus drivers walk out in Selby Cross", None, None,
    )  # fmt: skip
    assert drivers.text == "Forty drivers stopped work at dawn."


def test_field_codes_are_read_row_by_row() -> None:
    (nurses,) = map(article, opened(CODED))
    assert (nurses.id, nurses.title, nurses.source) == (
        "HARCOU0020230303ej33000a1", "Nurses march through Harbrook", "The Harbrook Courier",
    )  # fmt: skip
    assert nurses.text == (
        "Hundreds of nurses marched through Harbrook on Friday.\n\n"
        "The union said more would come.\n\nThey left at noon."
    )


def test_a_page_holds_an_article_in_each_div() -> None:
    nurses, german, failed = opened(PAGE)
    assert (article(nurses).title, article(nurses).id) == (
        "Nurses march through Harbrook", "HARCOU0020230303ej33000a1",
    )  # fmt: skip
    assert (article(nurses).section, article(nurses).source) == ("News", "The Harbrook Courier")
    assert article(nurses).text == (
        "Hundreds of nurses marched through Harbrook on Friday.\n\nThe union said more would come."
    )
    assert article(nurses).text_from == "factiva html/1" and nurses.origin.number == 1
    assert (article(german).language, article(german).text) == ("de", "Vierzig streikten.")
    assert isinstance(failed, Unread) and failed.title == "A headline alone"
    assert "exported as a headline" in failed.reason


def test_a_page_of_factiva_is_told_from_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.html").write_text('<html><div class="article">enArticle</div></html>', encoding="utf-8")
    first, second = read_inputs([str(tmp_path)], Settings())
    assert isinstance(first, Export) and isinstance(second, Page)


def test_a_last_article_that_is_cut_off_is_a_failure() -> None:
    more = "\n".join(f"They said it {n} times." for n in range(9))
    broken = DRIVERS.rsplit("\n", 1)[0] + "\n" + more
    entries = opened(NURSES + "\n" + broken)
    assert isinstance(entries[-1], Unread) and "breaks off" in entries[-1].reason


def test_an_article_without_its_number_of_words_is_a_failure() -> None:
    bad = "Lost header\nDocument LOSTHE0020230302ej32000b2"
    read, failed = opened(NURSES + "\n" + bad)
    assert isinstance(read, Found) and isinstance(failed, Unread)
    assert (failed.id, failed.title) == ("LOSTHE0020230302ej32000b2", "Lost header")


def test_an_article_within_another_is_not_read_twice() -> None:
    inner = "<div class='article enArticle'><p class='articleParagraph'>Once.</p></div>"
    nested = f'<html><body><div class="article enArticle">{inner}</div></body></html>'
    (entry,) = opened(nested)
    assert article(entry).text == "Once."


def test_a_hundred_articles_of_a_page_are_a_hundred() -> None:
    head, rest = PAGE.split("<div id=", 1)
    one = "<div id=" + rest.split("<br/>", 1)[0]
    assert len(opened(head + one * 100 + "</body></html>")) == 100
