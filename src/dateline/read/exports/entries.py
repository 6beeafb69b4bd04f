"""The article of a cut, with its id, day and checks as everywhere."""

from __future__ import annotations

from dataclasses import replace

from dateline.errors import InputError, UnreadableInput
from dateline.read.days import read_day
from dateline.read.entry import Found, Unread
from dateline.read.exports.cut import Cut
from dateline.read.fields import check_text, check_unicode, language_code, suggest_id, text_sha256, unread
from dateline.records import Article, ArticleId, Origin
from dateline.settings import Settings


def entry_of_cut(
    cut: Cut, origin: Origin, settings: Settings, *, text_from: str, path: str | None = None
) -> Found | Unread:
    """The article of a cut, or its failure with what is known of it.

    Args:
        cut: As its layout gave it.
        origin: File and line or number.
        settings: For the longest text.
        text_from: Which reader took the text out: "nexis docx/1".
        path: The file's name where it holds this one article.
    """
    text = "\n\n".join(cut.paragraphs)
    try:
        if cut.fault:
            raise UnreadableInput(cut.fault)
        check_text(text, settings)
        header = header_of(cut)
    except InputError as error:
        return unread_cut(cut, origin, str(error))
    digest = text_sha256(text)
    article_id, basis = suggest_id(cut.id, cut.url, path, digest)
    article = replace(header, id=article_id, text=text, text_from=text_from, text_sha256=digest)
    return Found(origin=origin, article=article, id_from=basis, notes=odd_date(cut))


def header_of(cut: Cut) -> Article:
    """The article without its text; its id is the given one, or empty.

    Raises:
        UnreadableInput: A value is no text.
    """
    values = {name: getattr(cut, name) for name in ("id", "url", "title", "source", "byline", "section")}
    check_unicode(values)
    day = read_day(cut.published) if cut.published else None
    return Article(
        **{**values, "id": ArticleId(cut.id or "")},
        language=language_code(cut.language),
        published=day[0] if day else None,
        published_at=cut.published if day and day[1] else None,
        published_basis="given" if day else "none",
    )


def odd_date(cut: Cut) -> tuple[str, ...]:
    """A note where a day of publication was given that cannot be read."""
    if cut.published and not read_day(cut.published):
        return (f"published {cut.published!r:.60} is no date that is read; left empty",)
    return ()


def unread_cut(cut: Cut, origin: Origin, reason: str) -> Unread:
    """The failure of a cut, with what is known of it."""
    return unread(origin, reason, {"id": cut.id, "url": cut.url, "title": cut.title})
