"""What a source gives: an article, a page whose text is still to be taken out, or a failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.records import Article, Origin

IdBasis = Literal["given", "url", "path", "text"]


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
    """The bytes of an HTML page; taking its text out is risky and happens in a worker."""

    origin: Origin
    raw: bytes


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


Entry = Found | Page | Unread | Skipped
