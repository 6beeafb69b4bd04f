"""The way of an article through Dateline: the stages in order. The first file to read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.actor import ActorFinder, Phrases
from dateline.extract.assemble import Parts, mention_of, related
from dateline.extract.counted import find_counted
from dateline.extract.date import find_times
from dateline.extract.event import EventFinder
from dateline.extract.harm import find_counts, share_counts
from dateline.extract.issue import Clauses, IssueFinder
from dateline.extract.listed import Listed
from dateline.extract.name import find_names
from dateline.extract.number import OwnSizes
from dateline.extract.occurrence import Occurrence
from dateline.extract.own_names import OwnNames
from dateline.extract.police import find_police
from dateline.extract.review import reasons_for
from dateline.extract.scope import out_of_scope
from dateline.extract.size import find_sizes
from dateline.extract.split import split_by_place
from dateline.extract.statement import find_statements, link_statement
from dateline.extract.statement.people import Directory
from dateline.extract.toponym import Resolved, resolve_toponyms
from dateline.extract.violence import find_violence
from dateline.gazetteer import Gazetteer
from dateline.parse import Parsed, Parser
from dateline.records import Article, Mention, Name, Statement, TimeExpression, Toponym
from dateline.screening import Kept
from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that is loaded once and read by every article."""

    settings: Settings
    parser: Parser
    gazetteer: Gazetteer
    listed: Listed
    events: EventFinder
    actors: ActorFinder
    issues: IssueFinder
    own_names: OwnNames
    own_sizes: OwnSizes


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


def read_article(kept: Kept, tools: Tools) -> Reading:
    """Read an article that ``screening`` kept: parse it once, then ask every question."""
    return read_parsed(tools.parser.parse(kept.article, kept.heading), tools, kept.relevance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What an article names, found before its events are."""

    names: tuple[Name, ...]
    places: Resolved
    times: tuple[TimeExpression, ...]


def read_parsed(parsed: Parsed, tools: Tools, relevance: float) -> Reading:
    """Ask every question of a parsed article."""
    named = look_up(parsed, tools)
    occurrences = split(parsed, tools, named, tools.events.find(parsed, relevance))
    mentions: tuple[Mention, ...] = ()
    if occurrences:
        mentions = fill_in(find_parts(parsed, tools, named, occurrences), tools, occurrences)
    statements = tuple(
        replace(tools.own_names.in_statement(s), mention=link_statement(s, parsed, mentions))
        for s in find_statements(parsed, named.names)
    )
    return Reading(
        article=parsed.article,
        relevance=relevance,
        mentions=mentions,
        statements=statements,
        places=named.places.toponyms,
        dates=named.times,
        names=named.names,
    )


def look_up(parsed: Parsed, tools: Tools) -> Named:
    """Find names, places and time expressions, each wherever it stands."""
    names = tools.own_names.add_to(find_names(parsed, tools.listed), parsed)
    places = resolve_toponyms(parsed, names, tools.gazetteer)
    return Named(names=names, places=places, times=find_times(parsed))


def split(
    parsed: Parsed, tools: Tools, named: Named, found: tuple[Occurrence, ...]
) -> tuple[Occurrence, ...]:
    """The events, those told of several places at once made one for each, as many as are kept."""
    return split_by_place(parsed, found, named.places.toponyms, most=tools.settings.max_mentions)


def find_parts(parsed: Parsed, tools: Tools, named: Named, occurrences: tuple[Occurrence, ...]) -> Parts:
    """Find all that may belong to one of the events."""
    numbers = find_counted(parsed, tools.own_sizes)
    return Parts(
        parsed=parsed,
        names=named.names,
        places=named.places.toponyms,
        others=named.places.others,
        times=named.times,
        sizes=find_sizes(parsed, numbers),
        police=find_police(parsed),
        violence=find_violence(parsed),
        counts=share_counts(parsed, find_counts(parsed, named.names, numbers), occurrences),
        phrases=Phrases.of(parsed, named.names),
        directory=Directory.of(parsed, named.names),
        clauses=Clauses.of(parsed, occurrences),
        gazetteer=tools.gazetteer,
        actors=tools.actors,
        issues=tools.issues,
    )


def fill_in(parts: Parts, tools: Tools, occurrences: tuple[Occurrence, ...]) -> tuple[Mention, ...]:
    """Give each event its values, and say which a person should look at."""
    mentions = [mention_of(parts, one, [o for o in occurrences if o is not one]) for one in occurrences]
    complete = [tools.own_names.in_mention(m) for m in related(parts.parsed, occurrences, mentions)]
    scope = tools.settings.codebook.scope
    return tuple(
        replace(
            mention,
            review=reasons_for(mention),
            out_of_scope=out_of_scope(mention, occurrence.trigger, scope),
        )
        for mention, occurrence in zip(complete, occurrences, strict=True)
    )
