"""The way of an article through Dateline: the stages in order. The first file to read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.actor import ActorFinder, Phrases
from dateline.extract.assemble import Parts, mention_of, related
from dateline.extract.counted import find_counted
from dateline.extract.date import find_times
from dateline.extract.event import EventFinder
from dateline.extract.harm import find_counts
from dateline.extract.issue import Clauses, IssueFinder
from dateline.extract.name import find_names
from dateline.extract.police import find_police
from dateline.extract.size import find_sizes
from dateline.extract.split import split_by_place
from dateline.extract.statement import find_statements, link_statement
from dateline.extract.statement.people import Directory
from dateline.extract.toponym import find_toponyms
from dateline.extract.violence import find_violence
from dateline.gate import Gate
from dateline.gazetteer import Gazetteer
from dateline.parse import Parsed, Parser
from dateline.read.heading import find_heading
from dateline.read.language import detect_language
from dateline.records import Article, Heading, Mention, Name, Statement, TimeExpression, Toponym
from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that is loaded once and read by every article."""

    settings: Settings
    gate: Gate
    parser: Parser
    gazetteer: Gazetteer
    events: EventFinder
    actors: ActorFinder
    issues: IssueFinder


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one article."""

    article: Article
    relevance: float
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    places: tuple[Toponym, ...]
    dates: tuple[TimeExpression, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why an article was not read in full."""

    article: Article
    relevance: float
    reason: str


def read_article(article: Article, tools: Tools) -> Reading | LeftOut:
    """Judge an article and, where it may report a protest, read it in full."""
    article, heading = dated(in_language(article))
    if article.language != "en":
        reason = f"language is {article.language}, only English is read"
        return LeftOut(article=article, relevance=0.0, reason=reason)
    verdict = tools.gate.judge(article.text or "", article.title)
    if not verdict.keep and not tools.settings.code_all:
        return LeftOut(article=article, relevance=verdict.relevance, reason=verdict.reason or "")
    return read_parsed(tools.parser.parse(article, heading), tools, verdict.relevance)


def in_language(article: Article) -> Article:
    """The article with its language, detected where none was given."""
    if article.language is not None:
        return article
    return replace(article, language=detect_language(article.text or ""))


def dated(article: Article) -> tuple[Article, Heading | None]:
    """The article with a publication day, that of its heading where none was given."""
    heading = find_heading(article.text or "", article.published)
    if article.published is None and heading is not None and heading.date is not None:
        article = replace(article, published=heading.date, published_basis="dateline")
    return article, heading


def read_parsed(parsed: Parsed, tools: Tools, relevance: float) -> Reading:
    """Ask every question of a parsed article."""
    names = find_names(parsed)
    places = find_toponyms(parsed, names, tools.gazetteer)
    times = find_times(parsed)
    mentions = _read_mentions(parsed, tools, relevance, names=names, places=places, times=times)
    statements = tuple(
        replace(s, mention=link_statement(s, parsed, mentions)) for s in find_statements(parsed, names)
    )
    return Reading(
        article=parsed.article,
        relevance=relevance,
        mentions=mentions,
        statements=statements,
        places=places,
        dates=times,
        names=names,
    )


def _read_mentions(
    parsed: Parsed,
    tools: Tools,
    relevance: float,
    *,
    names: tuple[Name, ...],
    places: tuple[Toponym, ...],
    times: tuple[TimeExpression, ...],
) -> tuple[Mention, ...]:
    """Find the events, then fill in what the article tells of each."""
    found = tools.events.find(parsed, relevance)
    occurrences = split_by_place(parsed, found, places, most=tools.settings.max_mentions)
    if not occurrences:
        return ()
    numbers = find_counted(parsed)
    parts = Parts(
        parsed=parsed,
        names=names,
        places=places,
        times=times,
        sizes=find_sizes(parsed, names, numbers),
        police=find_police(parsed),
        violence=find_violence(parsed),
        counts=find_counts(parsed, names, numbers),
        phrases=Phrases.of(parsed, names),
        directory=Directory.of(parsed, names),
        clauses=Clauses.of(parsed),
        gazetteer=tools.gazetteer,
        actors=tools.actors,
        issues=tools.issues,
    )
    mentions = [mention_of(parts, one, [o for o in occurrences if o is not one]) for one in occurrences]
    return related(parsed, occurrences, mentions)
