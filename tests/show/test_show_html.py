"""The page of one article and the report of many."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_record, record_of

from dateline.export.mask import mask
from dateline.records import Record
from dateline.show import report_html, show_html

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Collects what a test asks of a page, and checks that its elements close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[str] = []
        self.shown: list[str] = []
        self._open: list[str] = []
        self._inside_text = False
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        if attributes.get("href"):
            self.links.append(attributes["href"] or "")
        if attributes.get("class") == "text":
            self._inside_text = True

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "div":
            self._inside_text = False

    def handle_data(self, data: str) -> None:
        if self._inside_text:
            self.shown.append(data)


def test_the_page_shows_the_masked_text_unchanged() -> None:
    record = march_record()
    assert "".join(Reader(show_html(record)).shown) == mask(record).record.article.text


def test_without_masking_it_shows_the_text_itself() -> None:
    record = march_record()
    assert "".join(Reader(show_html(record, masked=False)).shown) == record.article.text


@pytest.mark.parametrize("name", ["Khoza", "Zondo"])
def test_a_hidden_name_is_nowhere_in_a_page(name: str) -> None:
    assert name not in show_html(march_record())
    assert name not in report_html([march_record()])


def test_every_link_inside_the_page_leads_somewhere() -> None:
    page = Reader(report_html([march_record(), march_record()]))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    html = show_html(march_record())
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src 'sha256-{digest}'".replace("&#x27;", "'") in html
    assert not {"script", "img", "link", "iframe", "object"} & set(Reader(html).elements)
    assert " style=" not in html


HOSTILE = '<script>alert(1)</script><img src=x onerror="a"> & \x00 \x1b[2J </div></main> \ud800 \u202e'


def test_hostile_text_stays_text() -> None:
    record = record_of(HOSTILE, title=HOSTILE, url="javascript:alert(1)")
    record = replace(record, article=replace(record.article, source=HOSTILE))
    for html in (show_html(record), report_html([record])):
        page = Reader(html)
        assert not {"script", "img"} & set(page.elements)
        assert not [link for link in page.links if link.startswith("javascript")]
        assert "\x00" not in html
        html.encode("utf-8")


def test_words_inside_words_are_drawn_flat() -> None:
    html = show_html(march_record())
    assert re.search(
        r'class="w f-harm a1w\d+"[^>]*>Twelve people were arrested, among them \[person \d\]</a>', html
    )


def test_right_to_left_text_and_emoji_keep_their_places() -> None:
    text = "👩‍👩‍👧 تظاهر الآلاف 🔥 marched"
    record = record_of(text)
    assert "".join(Reader(show_html(record)).shown) == text


def test_a_fragment_is_one_frame_that_cannot_touch_its_page() -> None:
    html = show_html(march_record(), fragment=True)
    assert html.startswith("<iframe ")
    assert html.count("<") == 2
    assert 'sandbox=""' in html


def left_out(reason: str) -> Record:
    return replace(record_of("Shares rose.", title="Shares rally"), outcome="left_out", reason=reason)


def test_the_report_s_counts_add_up() -> None:
    failed = replace(record_of(None), outcome="failed", reason="not a page")
    html = report_html([march_record(), left_out("no word of a protest"), failed])
    counts = [int(n) for n in re.findall(r"<dd>(\d+)</dd>", html)]
    assert counts == [3, 1, 1, 1, 1]
    assert "no word of a protest" in html
    assert "not a page" in html


def test_a_report_of_nothing_is_a_page() -> None:
    assert "No event was found." in report_html([])


def test_a_coded_article_without_events_says_so() -> None:
    assert "No event was found." in show_html(record_of("A quiet day."))
