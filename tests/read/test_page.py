from __future__ import annotations

import pickle
from datetime import date

import pytest

from dateline.errors import ArticleTooLarge, UnreadableInput
from dateline.read import Found, Page
from dateline.read.page import PageReader, article_address, decode_page, read_page
from dateline.records import Origin
from dateline.settings import Settings

BODY = [
    "Around two hundred market women blocked the old bridge in Port Keller on Tuesday, asking for the café "
    "licences to be given back.",
    "The women sat down at seven in the morning and left at noon, when the mayor agreed to hear them.",
    "Police watched from the river bank and made no arrests, an officer at the scene said.",
]


def page(*, charset: str = "utf-8", encoding: str = "utf-8", body: list[str] = BODY, head: str = "") -> Page:
    paragraphs = "".join(f"<p>{p}</p>" for p in body)
    markup = (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Women block bridge</title>'
        f'<meta property="article:published_time" content="2026-05-05T08:00:00Z">'
        f'<meta property="og:site_name" content="Keller Post">{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Women block bridge</h1>{paragraphs}</article>"
        f"<footer>All rights reserved</footer></body></html>"
    )
    return Page(origin=Origin(file="a.html"), raw=markup.encode(encoding))


def read(given: Page) -> Found:
    return read_page(given, Settings())


def test_a_page_gives_body_title_day_and_site() -> None:
    article = read(page()).article
    assert article.text is not None
    assert all(paragraph in article.text for paragraph in BODY)
    assert "All rights reserved" not in article.text
    assert (article.title, article.source) == ("Women block bridge", "Keller Post")
    assert (article.published, article.published_basis) == (date(2026, 5, 5), "page")
    assert article.text_from is not None and article.text_from.startswith("trafilatura 2.")
    assert article.raw_sha256 is not None and article.id == "a.html"


def test_a_canonical_address_becomes_the_id() -> None:
    found = read(page(head='<link rel="canonical" href="https://example.org/2026/bridge">'))
    assert (found.article.id, found.id_from) == ("https://example.org/2026/bridge", "url")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("windows-1252", "cp1252"), ("no-such", "cp1252")],
)
def test_a_wrongly_declared_encoding_does_no_harm(charset: str, encoding: str) -> None:
    assert "café licences" in (read(page(charset=charset, encoding=encoding)).article.text or "")


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    markup, note = decode_page('<meta charset="windows-1251">Митинг'.encode("cp1251"))
    assert "Митинг" in markup and note is None


def test_the_address_of_a_site_is_not_that_of_an_article() -> None:
    assert article_address("https://example.org/") is None
    assert article_address("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize(
    "raw",
    [b"<html><body></body></html>", b"<p>", b"no markup", b"\x89PNG\r\n\0\0\0", b"<!-- " * 1000],
    ids=["empty body", "tag", "words", "image", "open comments"],
)
def test_what_holds_no_article_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read(Page(origin=Origin(file="a.html"), raw=raw))


def test_a_page_with_too_long_an_article_is_refused() -> None:
    with pytest.raises(ArticleTooLarge, match="200,000 characters"):
        read(page(body=[f"Sentence number {i} of a very long page." for i in range(10_000)]))


def test_the_reader_can_be_sent_to_a_worker() -> None:
    reader = pickle.loads(pickle.dumps(PageReader(Settings())))
    assert reader()(page()).article.title == "Women block bridge"


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            LD.format('{"@type": "NewsArticle", "datePublished": "2026-05-04T23:10:00-05:00"}'),
            date(2026, 5, 4),
        ),
        (LD.format('{"@graph": [{"@type": ["Article"], "datePublished": "2026-05-03"}]}'), date(2026, 5, 3)),
        (LD.format('[{"@type": "ImageObject", "datePublished": "2020-01-01"}]'), date(2026, 5, 5)),
        (LD.format('{"@type": "NewsArticle", "datePublished": "soon"}'), date(2026, 5, 5)),
        (LD.format('{"@type": "NewsArticle", "datePublished": '), date(2026, 5, 5)),
        (LD.format("[" * 100_000), date(2026, 5, 5)),
    ],
    ids=["the article", "in a graph", "of a picture", "no date", "damaged", "hostile"],
)
def test_the_day_is_the_one_stated_for_the_article(head: str, day: date) -> None:
    assert read(page(head=head)).article.published == day


def test_a_stated_time_is_kept() -> None:
    assert read(page()).article.published_at == "2026-05-05T08:00:00Z"
