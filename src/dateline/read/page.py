"""The article of an HTML page: body, title, day of publication, address and site.

Runs in a worker, because a page can be made so that its reading never ends.
"""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import UnreadableInput
from dateline.read.decoding import WINDOWS_NOTE, decode
from dateline.read.entry import Export, Found, Opened, Page
from dateline.read.fields import check_text, suggest_id, text_sha256
from dateline.read.page_date import stated_day
from dateline.records import Article, Origin
from dateline.settings import Settings

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=["'\s]{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s{0,99}<\?xml[^>]{0,200}>")
_DECLARED_WITHIN = 4096
# A declaration that could be read is not in UTF-16 or UTF-32; UTF-7 hides markup in plain letters; the rest
# is Python's own and no browser's: a page could have its letters read as escapes.
_NO_CHARSETS = frozenset(
    "utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7 unicode-escape raw-unicode-escape punycode "
    "idna undefined mbcs oem".split()
)
# Where the careful reading keeps fewer characters, it may have taken the body for something beside
# the body, and the balanced one is asked as well.
_FEW_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class PageReader:
    """Makes the function that workers read pages with; picklable."""

    settings: Settings

    def __call__(self) -> Callable[[Page | Export], Opened]:
        """The function from a page to its article, and from an export to its articles."""
        return partial(_open, settings=self.settings)


def _open(entry: Page | Export, settings: Settings) -> Opened:
    if isinstance(entry, Page):
        return read_page(entry, settings)
    from dateline.read.exports.opening import read_export

    return read_export(entry, settings)


def read_page(page: Page, settings: Settings) -> Found:
    """The article of a page.

    Raises:
        UnreadableInput: The bytes are no page, or the page has no article.
        ArticleTooLarge: The article is too long.
    """
    markup, note = decode_page(page.raw, page.charset)
    document = _extract(markup)
    text = (document.text if document else None) or ""
    if not text.strip():
        raise UnreadableInput("no article text found in the page")
    check_text(text, settings)
    digest = text_sha256(text)
    url = article_address(document.url)
    article_id, basis = suggest_id(None, url, _own_path(page.origin), digest)
    published, published_at = _published(markup, document.date)
    article = Article(
        id=article_id,
        url=url,
        title=document.title or None,
        source=document.sitename or document.hostname or None,
        published=published,
        published_at=published_at,
        published_basis="page" if published else "none",
        text=text,
        text_from=_extractor(),
        text_sha256=digest,
        raw_sha256=hashlib.sha256(page.raw).hexdigest(),
    )
    notes = (*page.notes, note) if note else page.notes
    found = Found(origin=page.origin, article=article, id_from=basis, notes=notes)
    return found if page.given is None else _with_given(found, page.given)


def _with_given(found: Found, given: Article) -> Found:
    names = ("url", "title", "source", "byline", "section", "language")
    known = {name: value for name in names if (value := getattr(given, name)) is not None}
    article = replace(found.article, **known)
    if given.published:
        article = replace(
            article, published=given.published, published_at=given.published_at, published_basis="given"
        )
    if given.id:
        return replace(found, article=replace(article, id=given.id), id_from="given")
    article_id, basis = suggest_id(None, article.url, _own_path(found.origin), article.text_sha256 or "")
    return replace(found, article=replace(article, id=article_id), id_from=basis)


def _own_path(origin: Origin) -> str | None:
    """The path of the file, unless it holds other pages too."""
    return origin.file if origin.line is None and origin.number is None else None


def decode_page(raw: bytes, charset: str | None = None) -> tuple[str, str | None]:
    """The markup of a page, and a note where its encoding is a guess.

    UTF-8 wins wherever the bytes are UTF-8, whatever the page declares: Windows-1252 or Latin-1 text
    is hardly ever valid UTF-8. Then what its server stated (``charset``), then what the page declares, if
    its bytes fit, then Windows-1252, then UTF-8 with its damaged characters replaced.

    Raises:
        UnreadableInput: The bytes are no text.
    """
    try:
        text, note = decode(raw)
    except UnreadableInput:
        text, note = raw.decode("utf-8", errors="replace"), "damaged characters replaced"
    if note and (declared := _as_declared(raw, charset)) is not None:
        text, note = declared, None if note == WINDOWS_NOTE else note
    if "\0" in text:
        raise UnreadableInput("no page but a binary file (it holds NUL bytes)")
    return _XML_DECLARATION.sub("", text, count=1), note


def _as_declared(raw: bytes, charset: str | None) -> str | None:
    match = _DECLARED.search(raw[:_DECLARED_WITHIN])
    in_page = match[1].decode("ascii", errors="ignore") if match else None
    for name in (charset, in_page):
        if name and (text := _decoded_as(raw, name.lower())) is not None:
            return text
    return None


def _decoded_as(raw: bytes, name: str) -> str | None:
    # Browsers read Latin-1 as Windows-1252, and so do the authors of pages.
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name
    try:
        # The codec's own name: it may be declared under another ("u16", "unicode-1-1-utf-7").
        return None if codecs.lookup(name).name in _NO_CHARSETS else raw.decode(name)
    except (LookupError, ValueError):
        return None


def article_address(url: str | None) -> str | None:
    """The address that a page gives for itself, unless it is only that of its site."""
    if not url:
        return None
    parts = urlsplit(url)
    is_article = parts.scheme in ("http", "https") and (parts.path.strip("/") or parts.query)
    return url if is_article else None


def _extract(markup: str) -> Any:
    from trafilatura import bare_extraction

    _be_silent()
    options: dict[str, Any] = {
        "include_comments": False,
        "with_metadata": True,
        # The earliest day the markup names; a day somewhere in the text is no publication date.
        "date_extraction_params": {"original_date": True, "extensive_search": False},
    }
    careful = bare_extraction(markup, favor_precision=True, **options)
    if careful is not None and len(careful.text or "") >= _FEW_CHARACTERS:
        return careful
    return bare_extraction(markup, **options) or careful


def _published(markup: str, guessed: str | None) -> tuple[date | None, str | None]:
    """The day that the page states, else the one that htmldate finds."""
    from trafilatura import load_html

    tree = load_html(markup)
    if tree is not None and (stated := stated_day(tree)):
        return stated
    try:
        return date.fromisoformat(guessed or ""), None
    except ValueError:
        return None, None


@cache
def _extractor() -> str:
    return f"trafilatura {version('trafilatura')}"


@cache
def _be_silent() -> None:
    # What they would log of a page comes back as a reason.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
