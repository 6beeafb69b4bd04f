"""What is settled about an article before it is parsed: its language, its day, whether the gate keeps it.

Loads no language model, so that an article which is left out does not wait for one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.errors import ArticleTooLarge, InputError, UnreadableInput
from dateline.gate import Gate
from dateline.read.language import detect_language
from dateline.read.published import dated, outside
from dateline.records import Article, Heading
from dateline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article that is to be read in full, with what is known of it by then."""

    article: Article
    heading: Heading | None
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why an article is not read in full."""

    article: Article
    relevance: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an article cannot be read at all."""

    article: Article
    error: InputError


Screened = Kept | LeftOut | Refused


def screen(article: Article, gate: Gate, settings: Settings) -> Screened:
    """Judge whether an article may report a protest; with ``settings.code_all`` all that is English is kept.

    Raises:
        ModelError: The gate's weights are missing or damaged.
    """
    if (error := _unreadable(article, settings)) is not None:
        return Refused(article=article, error=error)
    article, heading = dated(in_language(article))
    if (reason := outside(article, settings)) is not None:
        return LeftOut(article=article, relevance=0.0, reason=reason)
    if article.language != "en":
        reason = f"language is {article.language}, only English is read"
        return LeftOut(article=article, relevance=0.0, reason=reason)
    verdict = gate.judge(article.text or "", article.title)
    if not verdict.keep and not settings.code_all:
        return LeftOut(article=article, relevance=verdict.relevance, reason=verdict.reason or "")
    return Kept(article=article, heading=heading, relevance=verdict.relevance)


def _unreadable(article: Article, settings: Settings) -> InputError | None:
    if not article.text or not article.text.strip():
        return UnreadableInput("the article has no text")
    if len(article.text) > settings.max_article_chars:
        return ArticleTooLarge(
            f"{len(article.text):,} characters; one article may have {settings.max_article_chars:,}"
        )
    return None


def in_language(article: Article) -> Article:
    """The article with its language, detected where none was given."""
    if article.language is not None:
        return article
    return replace(article, language=detect_language(article.text or ""))
