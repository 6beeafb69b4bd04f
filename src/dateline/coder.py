"""Coder: the library's way in. Loads the models once, codes articles, gives records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError, InputError, UnreadableInput
from dateline.records import Article, ArticleId, MadeBy, Origin, Record
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.gate import Gate
    from dateline.pipeline import Reading, Tools
    from dateline.records.explanation import Explanation
    from dateline.screening import Kept, Refused, Screened

# Models that ship with the package, by what they answer; a new version is a new name.
_MODELS = {
    "relevance": "relevance/2",
    "tagger": "tagger/1",
    "event": "event/1",
    "actor": "actor/1",
    "issue": "issue/1",
    "police": "police/1",
    "size": "size/1",
    "claimant": "claimant/1",
    "harm": "harm/1",
    "place": "place/1",
    "name": "name/1",
    "statement": "statement/1",
}


# What the package holds beside code: weights and word lists. Another of these, another record.
_WEIGHTS = (".npz", ".gz", ".onnx")
_WORD_LISTS = (".tsv", ".txt")


@cache
def data_sha256() -> str:
    """Twelve hex digits over the names and bytes of all weights and word lists that ship."""
    return data_digest(Path(str(files("dateline"))))


def data_digest(root: Path) -> str:
    """``data_sha256`` of a package folder; the line ends of word lists make no difference."""
    kinds = _WEIGHTS + _WORD_LISTS
    found = sorted((p.relative_to(root).as_posix(), p) for p in root.rglob("*") if p.suffix in kinds)
    digest = hashlib.sha256()
    for name, path in found:
        content = path.read_bytes()
        if path.suffix in _WORD_LISTS:  # git may have given them the line ends of the machine
            content = content.replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def made_by(settings: Settings) -> MadeBy:
    """What stands in every record's ``made_by``, without loading any model."""
    from dateline.gazetteer.index import version_of
    from dateline.gazetteer.sources import source_version
    from dateline.parse.model import model_name

    gazetteer = _path(settings.gazetteer_path)
    return MadeBy(
        dateline=version("dateline"),
        models={"parser": model_name(_path(settings.model_path)), **_MODELS, "data": data_sha256()},
        gazetteer=version_of(gazetteer) if gazetteer else source_version(),
        settings_sha256=settings.sha256(),
    )


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _max_tokens(settings: Settings) -> int:
    # News has 4.3 characters a token or more; a text with fewer than 4 is marks. Short texts may be.
    return max(1_000, settings.max_article_chars // 4)


def _import_reading() -> None:
    # Whoever imports it next waits for this import or repeats it, and meets what stopped it.
    with suppress(Exception):
        import_module("dateline.pipeline")


class Coder:
    """Codes articles in this process.

    The models are loaded at the first article that needs them (two to three seconds): one that the gate
    leaves out needs none. There is no time limit here; the command line gives each article one, in a
    process that can be ended.

    Args:
        settings: How to read and code; the defaults suit most.

    >>> coder = Coder()
    >>> record = coder.code("LAHORE - Thousands of teachers marched on Saturday.", published="2023-10-23")
    >>> [mention.form.value for mention in record.mentions]
    ['march']
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.made_by = made_by(self.settings)

    def load(self) -> Coder:
        """Load the models now, and build the gazetteer's index where it is missing; gives the coder.

        Raises:
            ModelError, GazetteerError: Something is missing or damaged.
        """
        _ = self._gate.model, self._tools
        return self

    def prepare(self) -> Coder:
        """Load now what every article is judged with, and have what reads one imported meanwhile.

        Raises:
            ModelError: Something is missing or damaged.
        """
        from dateline.read.language import load_languages

        _ = self._gate.model
        # Unpacking the language list leaves the interpreter free for half a second.
        Thread(target=_import_reading, daemon=True).start()
        load_languages()
        return self

    @property
    def is_loaded(self) -> bool:
        """Whether an article that is kept would be read without loading anything."""
        return "_tools" in self.__dict__

    def code(
        self,
        text: str,
        *,
        published: date | str | None = None,
        title: str | None = None,
        url: str | None = None,
        source: str | None = None,
        language: str | None = None,
        id: str | None = None,
    ) -> Record:
        """The record of one text.

        Args:
            text: The report, untouched; offsets of the record count its code points.
            published: Day of publication; a string is an ISO date.
            title: Headline, for context; it is no part of the text.
            url: Address of the article.
            source: Name of the paper or agency.
            language: ISO 639-1 code; detected where it is None.
            id: The article's id; else the url, else the text's hash.

        Raises:
            ValueError: ``published`` is no ISO date.
        """
        day = date.fromisoformat(published) if isinstance(published, str) else published
        given = {"text": text, "title": title, "url": url, "source": source, "language": language, "id": id}
        row = {name: value for name, value in given.items() if value is not None}
        return self._code_row(row | ({"published": day.isoformat()} if day else {}))

    def code_article(self, article: Article, origin: Origin | None = None) -> Record:
        """The record of one article; what goes wrong with it is its ``reason``, not an exception.

        Raises:
            ModelError, GazetteerError: There is nothing to code with, which is no article's fault.
        """
        return self.code_screened(self.screen(article), origin)

    def screen(self, article: Article) -> Screened:
        """What is settled of an article without the models: kept, left out or refused."""
        from dateline.screening import screen

        return screen(article, self._gate, self.settings)

    def code_screened(self, screened: Screened, origin: Origin | None = None) -> Record:
        """``code_article`` for what ``screen`` gave."""
        from dateline.screening import LeftOut, Refused

        origin = origin or Origin()
        if isinstance(screened, Refused):
            return self._failed(screened.article, origin, screened.error)
        if isinstance(screened, LeftOut):
            left_out = self._begun(screened.article, origin, screened.relevance)
            return replace(left_out, outcome="left_out", reason=screened.reason)
        return self._read(screened, origin)

    def code_many(self, articles: Iterable[Article | Mapping[str, Any] | str]) -> Iterator[Record]:
        """The records of many articles, in order, each as soon as it is done.

        Args:
            articles: Texts, rows of named values (those of a data frame, or of a JSON Lines file: the
                names that are known stand in docs/how-to/input-files.md), or ``Article`` objects.
        """
        for article in articles:
            if isinstance(article, Article):
                yield self.code_article(article)
            else:
                yield self._code_row(article)

    def explain(
        self, article: Article | Mapping[str, Any] | str, *, runners_up: int = 2, reasons: int = 3
    ) -> Explanation:
        """Why an article is coded as it is: what was weighed for each value, by whom, and what was not taken.

        Args:
            article: A text, a row of named values (as ``code_many`` takes them), or an ``Article``.
            runners_up: Candidates of a field that were not taken, the likeliest first.
            reasons: What each judgement rests on, the strongest first.

        Raises:
            ModelError, GazetteerError: There is nothing to code with, which is no article's fault.

        >>> why = Coder().explain("LAHORE - Thousands of teachers marched on Saturday.")
        >>> [(w.value, w.chance is not None) for w in why.mentions[0].weighed if w.slot == "sizes"]
        [('Thousands (2,000 to 19,999)', True)]
        """
        given = article if isinstance(article, Article) else self._article_of(article)
        screened = self.screen(given) if isinstance(given, Article) else given
        return self.explain_screened(screened, runners_up=runners_up, reasons=reasons)

    def explain_screened(
        self, screened: Screened, origin: Origin | None = None, *, runners_up: int = 2, reasons: int = 3
    ) -> Explanation:
        """``explain`` for what ``screen`` gave; the counterpart of ``code_screened``."""
        from dateline.explain import Extent, explain_kept, explain_passed_over, explain_refused
        from dateline.screening import LeftOut, Refused

        origin = origin or Origin()
        extent = Extent(runners_up=runners_up, reasons=reasons)
        if isinstance(screened, Refused):
            return explain_refused(screened, made_by=self.made_by, origin=origin)
        if isinstance(screened, LeftOut):
            return explain_passed_over(
                screened, self._gate, made_by=self.made_by, origin=origin, extent=extent
            )
        tools = self._tools  # not within the try: what is missing here is no article's fault
        try:
            return explain_kept(
                screened, tools, self._gate, made_by=self.made_by, origin=origin, extent=extent
            )
        except InputError as error:
            refused = Refused(article=screened.article, error=error)
            return explain_refused(refused, made_by=self.made_by, origin=origin)

    def _code_row(self, row: Mapping[str, Any] | str) -> Record:
        given = self._article_of(row)
        return self.code_article(given) if isinstance(given, Article) else self.code_screened(given)

    def _article_of(self, row: Mapping[str, Any] | str) -> Article | Refused:
        from dateline.read.entry import Unread
        from dateline.read.fields import article_from_fields
        from dateline.screening import Refused

        found = article_from_fields({"text": row} if isinstance(row, str) else row, Origin(), self.settings)
        if isinstance(found, Unread):
            unread = Article(id=ArticleId(found.id or found.url or ""), url=found.url, title=found.title)
            return Refused(article=unread, error=UnreadableInput(found.reason))
        return found.article

    @cached_property
    def _gate(self) -> Gate:
        from dateline.gate import Gate

        return Gate(self.settings)

    @cached_property
    def _tools(self) -> Tools:
        from dateline.extract.actor import ActorFinder
        from dateline.extract.event import EventFinder
        from dateline.extract.issue import IssueFinder
        from dateline.extract.listed import Listed
        from dateline.extract.number import OwnSizes
        from dateline.extract.own_names import OwnNames
        from dateline.gazetteer import Gazetteer
        from dateline.parse import Parser
        from dateline.pipeline import Tools

        path = _path(self.settings.model_path)
        codebook = self.settings.codebook
        gazetteer = Gazetteer.open(places=codebook.places, file=_path(self.settings.gazetteer_path))
        return Tools(
            settings=self.settings,
            parser=Parser(path, max_tokens=_max_tokens(self.settings)),
            gazetteer=gazetteer,
            listed=Listed(gazetteer),
            events=EventFinder(self.settings),
            actors=ActorFinder(),
            issues=IssueFinder(codebook.topics),
            own_names=OwnNames(codebook.organisations, codebook.places, codebook.forms),
            own_sizes=OwnSizes(codebook.sizes),
        )

    def _read(self, kept: Kept, origin: Origin) -> Record:
        tools = self._tools  # not within the try: what is missing here is no article's fault
        from dateline.pipeline import read_article

        try:
            return self._record(read_article(kept, tools), origin)
        except DatelineError as error:
            return self._failed(kept.article, origin, error)

    def _record(self, reading: Reading, origin: Origin) -> Record:
        record = replace(
            self._begun(reading.article, origin, reading.relevance),
            mentions=reading.mentions,
            statements=reading.statements,
            places=reading.places,
            dates=reading.dates,
            names=reading.names,
        )
        record.check()
        return record

    def _begun(self, article: Article, origin: Origin, relevance: float) -> Record:
        return Record(
            made_by=self.made_by, input=origin, article=article, outcome="coded", relevance=relevance
        )

    def _failed(self, article: Article, origin: Origin, error: DatelineError) -> Record:
        empty = Article(id=article.id, url=article.url, title=article.title, source=article.source)
        return Record(made_by=self.made_by, input=origin, article=empty, outcome="failed", reason=str(error))
