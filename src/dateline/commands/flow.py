"""The way of the articles through a run: read, pages taken out, ids settled, coded, in input order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.commands.home import home_as_tilde
from dateline.commands.log_line import line, where
from dateline.engine import NotReady, Result, run
from dateline.errors import ConflictingId, DatelineError, ProgramFault
from dateline.read import Entry, Export, Found, Identity, Page, Repeated, Skipped, Unread
from dateline.read.page import PageReader
from dateline.records import Article, ArticleId, MadeBy, Origin, Record
from dateline.screening import Kept
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.coder import Coder

# One worker takes the text out of at least twice as many pages as one codes.
_CODERS_A_PAGE_READER = 2

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCode:
    """An article under its final id, ready for a coder."""

    article: Article
    origin: Origin


CoderFactory = Callable[[], Callable[[ToCode], Record | NotReady]]


@dataclass(frozen=True, slots=True)
class CodeWith:
    """Makes the function that workers code with, from the class of the coder; picklable."""

    settings: Settings

    def __call__(self) -> Callable[[ToCode], Record | NotReady]:
        """The function from an article to its record; the models are loaded once an article needs them."""
        from dateline.coder import Coder

        return partial(_code, Coder(self.settings).prepare())


def _code(coder: Coder, given: ToCode) -> Record | NotReady:
    screened = coder.screen(given.article)
    if isinstance(screened, Kept) and not coder.is_loaded:
        # Not while the article's time runs, which must not go into the first building of the gazetteer's
        # index; and a missing model must end the run, not fail each article.
        return NotReady(coder.load)
    return coder.code_screened(screened, given.origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something to tell the user that is no record: a file passed over, an article that came twice."""

    origin: Origin
    words: str
    repeated: bool = False


Settled = ToCode | Record | Noted
"""What the articles are once their ids are settled: one to code, one that failed, or a note."""

Stage = Callable[[Iterable[Settled]], Generator[Settled]]


@dataclass(slots=True)
class Flow:
    """One run over entries; ``records`` may be asked for once.

    Args:
        coder_factory: Called once in each worker.
        made_by: For the records of articles that fail before a coder sees them.
        settings: Caps, and the time one article may take.
        workers: Processes that code at a time.
        before_coding: What the articles pass through once their ids are settled; None for nothing.
        known_text: The hash of the text that a project holds under an id, None for none.
    """

    coder_factory: CoderFactory
    made_by: MadeBy
    settings: Settings
    workers: int
    before_coding: Stage | None = None
    known_text: Callable[[str], str | None] | None = None
    _identity: Identity = field(default_factory=Identity)

    def records(self, entries: Iterable[Entry]) -> Generator[Record | Noted]:
        """A record for each article, in input order, and notes in their place among them.

        Raises:
            DatelineError: The coder cannot be built.
        """
        with (
            closing(self.settled(entries)) as settled,
            closing(self.before_coding(settled) if self.before_coding else settled) as chosen,
            closing(self._coded(chosen)) as coded,
        ):
            for result in coded:
                yield from self._told(result)

    def settled(self, entries: Iterable[Entry]) -> Generator[Settled]:
        """The articles under their final ids, those that cannot be read, and notes, in input order."""
        with closing(self._pages_read(entries)) as read, closing(self._settled(read)) as settled:
            yield from settled

    def _pages_read(self, entries: Iterable[Entry]) -> Generator[Result]:
        return run(
            PageReader(self.settings),
            entries,
            workers=max(1, self.workers // _CODERS_A_PAGE_READER),
            time_limit_s=self.settings.article_time_s,
            needs_worker=lambda entry: isinstance(entry, Page | Export),
        )

    def _settled(self, read: Iterable[Result]) -> Generator[Settled]:
        for result in read:
            if result.error is not None:
                given = result.item.given if isinstance(result.item, Page) else None
                yield self._failed(result.item.origin, result.error, given)
            else:
                yield from self._of_entry(result.value)

    def _of_entry(self, entry: Entry | tuple[Entry, ...]) -> Iterator[Settled]:
        if isinstance(entry, tuple):  # of an export
            for one in entry:
                yield from self._of_entry(one)
        elif isinstance(entry, Skipped):
            yield Noted(origin=entry.origin, words=entry.reason)
        elif isinstance(entry, Unread):
            yield self._unread(entry)
        elif isinstance(entry, Found):
            yield from (Noted(origin=entry.origin, words=note) for note in entry.notes)
            yield self._identified(entry)

    def _identified(self, found: Found) -> Settled:
        try:
            settled = self._identity.settle(found, self.known_text)
        except ConflictingId as error:
            return self._failed(found.origin, error, found.article)
        if isinstance(settled, Repeated):
            return Noted(origin=found.origin, words="same id and same text as before", repeated=True)
        return ToCode(article=settled, origin=found.origin)

    def _coded(self, settled: Iterable[Settled]) -> Generator[Result]:
        return run(
            self.coder_factory,
            settled,
            workers=self.workers,
            time_limit_s=self.settings.article_time_s,
            needs_worker=lambda item: isinstance(item, ToCode),
        )

    def _told(self, result: Result) -> Iterator[Record | Noted]:
        if result.error is None:
            yield result.value
        else:
            yield self._failed(result.item.origin, result.error, result.item.article)

    def _unread(self, entry: Unread) -> Record:
        article = Article(id=ArticleId(entry.id or entry.url or ""), url=entry.url, title=entry.title)
        return self._failed(entry.origin, entry.reason, article)

    def _failed(self, origin: Origin, reason: DatelineError | str, article: Article | None = None) -> Record:
        kept: dict[str, Any] = (
            {"url": article.url, "title": article.title, "source": article.source} if article else {}
        )
        article_id = (article and (article.id or article.url)) or _place_name(origin)
        if isinstance(reason, ProgramFault):
            # The article's own line in the log follows when its turn to be written has come.
            told = line("fault of the program", **where(origin), id=article_id)
            _log.error("%s\n%s", told, home_as_tilde(reason.trace))
        return Record(
            made_by=self.made_by,
            input=origin,
            article=Article(id=ArticleId(article_id), **kept),
            outcome="failed",
            reason=_words(reason),
        )


def _place_name(origin: Origin) -> str:
    """For want of any id: where the article should have been."""
    name = origin.file or "standard input"
    name = name if origin.number is None else f"{name}#{origin.number}"
    return name if origin.line is None else f"{name}:{origin.line}"


def _words(reason: DatelineError | str) -> str:
    notes = getattr(reason, "__notes__", [])
    # A reason may quote a field's name, and JSON can hold what UTF-8 cannot.
    return "; ".join([str(reason), *notes]).encode("utf-8", errors="backslashreplace").decode("utf-8")
