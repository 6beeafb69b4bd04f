"""The fields of a JSON object or a CSV row as an article; the text stays as it is, to the character."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.errors import InputError, UnreadableInput
from dateline.read.days import read_day
from dateline.read.entry import Found, IdBasis, Unread
from dateline.read.exports.addresses import without_texts
from dateline.read.limits import too_long
from dateline.records import Article, ArticleId, Origin
from dateline.settings import Settings

# Names that a field may have, the first that holds something wins. Compared in lower case, with
# everything but letters and digits taken out: publishedAt, published_at and "Published at" are one.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "docid", "documentid", "storiesid", "uuid", "guid"),
    "url": ("url", "link", "articleurl", "weburl", "uri"),
    "title": ("title", "headline"),
    "source": (
        "source", "publication", "publicationtitle", "publisher", "outlet", "newspaper", "sourcename",
        "medianame", "sourcedomain", "domain",
    ),
    "byline": ("byline", "author", "authors", "creator"),
    "section": ("section", "sectionname"),
    "language": ("language", "lang"),
    "published": (
        "published", "publishedat", "publicationdate", "datepublished", "publisheddate", "pubdate",
        "publishdate", "datepublish", "date", "seendate",
    ),
    "published_at": ("publishedat",),
    "text": ("text", "body", "content", "articletext", "articlebody", "fulltext", "maintext"),
}  # fmt: skip
_KNOWN = ("id", "url", "title", "source", "byline", "section", "language")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_NAMES = {
    "english": "en", "eng": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "russian": "ru", "arabic": "ar", "chinese": "zh", "turkish": "tr",
    "polish": "pl", "japanese": "ja", "korean": "ko", "hebrew": "he", "persian": "fa", "hindi": "hi",
}  # fmt: skip


@dataclass(slots=True)
class _Fields:
    """Values by their plain names, and what was odd about them."""

    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    def first(self, name: str) -> Any:
        for key in NAMES[name]:
            value = self.values.get(key)
            if value is not None and value != "" and not (isinstance(value, str) and value.isspace()):
                return value
        return None

    def words(self, name: str) -> str | None:
        value = self.first(name)
        if isinstance(value, Mapping):  # some feeds nest it: {"source": {"name": "…"}}
            value = value.get("name")
        if name == "byline" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "; ".join(value) or None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            self.notes.append(f"{name} is not a string; left empty")
            return None
        return value


def article_from_fields(
    row: Mapping[str, Any], origin: Origin, settings: Settings, *, path: str | None = None
) -> Found | Unread:
    """The article that a row of named values describes, or why it describes none.

    Args:
        row: Field names as the file has them; the names that are known stand in
            docs/how-to/input-files.md, all others are ignored.
        origin: File and line, for the record.
        settings: For the longest text.
        path: The file's name where the file holds this one article: its id for want of a better.
    """
    fields = _Fields({plain_name(key): value for key, value in row.items() if key})
    known = {name: fields.words(name) for name in _KNOWN}
    known |= {name: value.strip() for name in ("id", "url") if (value := known[name])}
    try:
        text = _text_of(fields, row)
        check_text(text, settings)
        check_unicode(known)
    except InputError as error:
        return unread(origin, str(error), known)
    published, published_at = _published(fields)
    digest = text_sha256(text)
    article_id, basis = suggest_id(known["id"], known["url"], path, digest)
    article = Article(
        id=article_id,
        url=known["url"],
        title=known["title"],
        source=known["source"],
        byline=known["byline"],
        section=known["section"],
        language=language_code(known["language"]),
        published=published,
        published_at=published_at,
        published_basis="given" if published else "none",
        text=text,
        text_from="given",
        text_sha256=digest,
    )
    return Found(origin=origin, article=article, id_from=basis, notes=tuple(fields.notes))


def plain_name(name: str) -> str:
    """A field's name in lower case, letters and digits alone."""
    return _NOT_IN_NAMES.sub("", name.lower())


def unread(origin: Origin, reason: str, known: Mapping[str, str | None]) -> Unread:
    """A failure that keeps what is known of the article, as far as that can be written."""
    kept = {name: value for name, value in known.items() if value and not _SURROGATE.search(value)}
    return Unread(
        origin=origin, reason=reason, id=kept.get("id"), url=kept.get("url"), title=kept.get("title")
    )


def suggest_id(
    given: str | None, url: str | None, path: str | None, digest: str
) -> tuple[ArticleId, IdBasis]:
    """The given id, else the url, else the path, else the text's hash."""
    if given:
        return ArticleId(given), "given"
    if url:
        return ArticleId(url), "url"
    if path:
        return ArticleId(path), "path"
    return ArticleId(digest), "text"


def text_sha256(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check_text(text: str, settings: Settings) -> None:
    """A text must hold words, be no longer than allowed, and be text.

    Raises:
        UnreadableInput: It is empty, holds NUL characters or half of a surrogate pair.
        ArticleTooLarge: It is too long.
    """
    if len(text) > settings.max_article_chars:
        raise too_long(f"the text has {len(text):,} characters", settings)
    if not text or text.isspace():
        raise UnreadableInput("the text is empty")
    if (at := text.find("\0")) >= 0:
        raise UnreadableInput(
            f"the text holds NUL characters (the first at {at}): a binary file, "
            "or UTF-16 without a byte-order mark"
        )
    if half := _SURROGATE.search(text):
        raise UnreadableInput(
            f"the text holds half of a surrogate pair (at {half.start()}), which is no character"
        )


def _text_of(fields: _Fields, row: Mapping[str, Any]) -> str:
    value = fields.first("text")
    if value is None and any(key in fields.values for key in NAMES["text"]):
        raise UnreadableInput("the text is empty")
    if value is None and (reason := without_texts(fields.values)):
        raise UnreadableInput(reason)
    if value is None:
        names = ", ".join(sorted(str(key) for key in row if key)[:10]) or "none"
        raise UnreadableInput(f"no text: text, body or content expected, fields found: {names:.200}")
    if not isinstance(value, str):
        raise UnreadableInput(f"the text is of type {type(value).__name__}, a string expected")
    return value


def check_unicode(known: Mapping[str, str | None]) -> None:
    """Values beside the text must be text too.

    Raises:
        UnreadableInput: One holds NUL or half of a surrogate pair.
    """
    for name, value in known.items():
        if value and (_SURROGATE.search(value) or "\0" in value):
            raise UnreadableInput(f"{name} holds NUL or half of a surrogate pair, which cannot be written")


def language_code(value: str | None) -> str | None:
    """The two letters of a language's name or code as a file gives it: "ENGLISH", "en-GB"."""
    if value is None:
        return None
    name = value.strip().lower()
    return _LONG_NAMES.get(name, re.split(r"[-_]", name, maxsplit=1)[0])


def _published(fields: _Fields) -> tuple[date | None, str | None]:
    """The day, and the words of a time of day where there is one."""
    for key in NAMES["published"]:
        value = fields.values.get(key)
        if isinstance(value, str) and value.strip() and (found := read_day(value.strip())):
            day, has_time = found
            return day, (value.strip() if has_time else _time_beside(fields, day))
    if (value := fields.first("published")) is not None:
        fields.notes.append(f"published {value!r:.60} is no ISO date; left empty")
    return None, None


def _time_beside(fields: _Fields, day: date) -> str | None:
    """The date-time in ``published_at`` where ``published`` holds the same day alone."""
    value = fields.values.get("publishedat")
    if isinstance(value, str) and (found := read_day(value.strip())) and found == (day, True):
        return value.strip()
    return None
