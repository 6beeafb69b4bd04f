"""The day an article was published, and whether that is a day that was asked for."""

from __future__ import annotations

from dataclasses import replace

from dateline.read.heading import find_heading
from dateline.records import Article, Heading
from dateline.settings import Settings


def dated(article: Article) -> tuple[Article, Heading | None]:
    """The article with a publication day, that of its heading where none was given."""
    heading = find_heading(article.text or "", article.published)
    if article.published is None and heading is not None and heading.date is not None:
        article = replace(article, published=heading.date, published_basis="dateline")
    return article, heading


def outside(article: Article, settings: Settings) -> str | None:
    """Why an article, dated as far as it can be, lies outside the days asked for; None where it does not.

    An article without a day is outside any: it could be of any day, and a period that was asked for
    should hold nothing that is not known to belong there. It is left out with this reason and counted.
    """
    since, until, day = settings.since, settings.until, article.published
    if since is None and until is None:
        return None
    asked = " ".join(f"--{name} {end}" for name, end in (("since", since), ("until", until)) if end)
    if day is None:
        return f"no day of publication found, and {asked} was asked for"
    if since is not None and day < since:
        return f"published {day}, before --since {since}"
    if until is not None and day > until:
        return f"published {day}, after --until {until}"
    return None
