"""What a source gives: an article, a page whose text is still to be taken out, or a failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.records import Article, Origin

IdBasis = Literal["given", "url", "path", "text"]
ExportKind = Literal["nexis", "factiva", "proquest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article as its source gives it.

    ``article.id`` is the id that its source suggests; ``id_from`` says what that is made of, which
    ``Identity`` needs in order to settle the id. ``notes`` say what was odd but did no harm.
    """

    origin: Origin
    article: Article
    id_from: IdBasis
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of an HTML page; taking its text out is risky and happens in a worker.

    ``given`` is what is known of the article beside the page and wins over what the page says.
    ``charset`` is the encoding that its server stated; ``notes`` say what was odd in how it came.
    """

    origin: Origin
    raw: bytes
    given: Article | None = None
    charset: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The bytes of a document or of a database's export, which may hold many articles.

    Cutting it apart happens in a worker too. ``kind`` is what the user said it is; None lets its layout
    decide, and what is laid out like no export is one article.
    """

    origin: Origin
    raw: bytes
    kind: ExportKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What gave no article: the reason, and what is known of the article all the same."""

    origin: Origin
    reason: str
    id: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file of a folder that is of no kind Dateline reads; it is no article and counts as none."""

    origin: Origin
    reason: str


Entry = Found | Page | Export | Unread | Skipped
Opened = Found | tuple[Found | Unread, ...]
"""What a worker makes of a page or of an export."""
