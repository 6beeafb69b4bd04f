"""Ids: which article is which, over all inputs of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dateline.errors import ConflictingId
from dateline.read.entry import Found
from dateline.records import Article, ArticleId


@dataclass(frozen=True, slots=True)
class Repeated:
    """An article that came before: same id, same text."""

    id: ArticleId


@dataclass(slots=True)
class Identity:
    """Settles ids in input order.

    An id is the given one, else the url, else the path, else the text's hash (``suggest_id``). Under
    one id there is one text. The same url with a new text is a new version: its id is the url, ``#``
    and the first twelve digits of the text's hash.
    """

    _texts: dict[str, str] = field(default_factory=dict)

    def settle(
        self, found: Found, known_text: Callable[[str], str | None] | None = None
    ) -> Article | Repeated:
        """The article under its final id, or that it came before.

        ``known_text`` gives the hash of the text that an earlier run left under an id, None for none: what
        holds within a run holds over all runs into one project.

        Raises:
            ConflictingId: The id was given before, with another text.
        """
        article = found.article
        if known_text and article.id not in self._texts and (known := known_text(article.id)):
            self._texts[article.id] = known
            if known == article.text_sha256:
                return article
        if self._is_new(article):
            return article
        if self._texts[article.id] == article.text_sha256:
            return Repeated(article.id)
        if found.id_from != "url":
            raise ConflictingId(
                f"the id {article.id!r} came before with another text; "
                "an id must be one article's in all inputs of a run, and of all runs into one project"
            )
        return self._version(article)

    def _is_new(self, article: Article) -> bool:
        if article.id in self._texts:
            return False
        self._texts[article.id] = article.text_sha256 or ""
        return True

    def _version(self, article: Article) -> Article | Repeated:
        first = article.id
        version = replace(
            article, id=ArticleId(f"{first}#{(article.text_sha256 or '')[:12]}"), version_of=first
        )
        return version if self._is_new(version) else Repeated(version.id)
