"""Article: one news report, its text untouched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.records.lists import PublishedBasis
from dateline.records.spans import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article came from.

    ``line`` (from 1) is given where the file has lines or rows; ``number`` (from 1) says which of its
    articles it is where the file has none (a word processor's document, a web archive). A file inside
    another is named by both: ``export.zip/page.html``.
    """

    file: str | None = None
    line: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news report.

    ``text`` is None only for an article that failed before it could be read. ``published_at`` is
    the time of publication as given, where one was given. ``byline`` names the writers and ``section``
    the part of the paper, as the source gives them. ``version_of`` names the article of
    which this is another version (same address, new text).
    """

    id: ArticleId
    url: str | None = None
    title: str | None = None
    source: str | None = None
    byline: str | None = None
    section: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: str | None = None
    published_basis: PublishedBasis = "none"
    text: str | None = field(default=None, repr=False)
    text_from: str | None = None
    text_sha256: str | None = None
    raw_sha256: str | None = None
    version_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a report: ``KARACHI, Oct 21 (Reuters) -``.

    ``start`` and ``end`` hold the whole head; the place and date words lie inside it. Offsets are
    into the article's text. ``date`` is None where the head has none or its year is not known.
    """

    start: int
    end: int
    place_start: int | None = None
    place_end: int | None = None
    date_start: int | None = None
    date_end: int | None = None
    date: date | None = None
