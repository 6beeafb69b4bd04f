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
from dateline.extract.name import find_names
from dateline.extract.number import OwnSizes
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


def read_parsed(parsed: Parsed, tools: Tools, relevance: float) -> Reading:
    """Ask every question of a parsed article."""
    names = tools.own_names.add_to(find_names(parsed), parsed)
    resolved = resolve_toponyms(parsed, names, tools.gazetteer)
    times = find_times(parsed)
    mentions = _read_mentions(parsed, tools, relevance, names=names, resolved=resolved, times=times)
    statements = tuple(
        replace(tools.own_names.in_statement(s), mention=link_statement(s, parsed, mentions))
        for s in find_statements(parsed, names)
    )
    return Reading(
        article=parsed.article,
        relevance=relevance,
        mentions=mentions,
        statements=statements,
        places=resolved.toponyms,
        dates=times,
        names=names,
    )


def _read_mentions(
    parsed: Parsed,
    tools: Tools,
    relevance: float,
    *,
    names: tuple[Name, ...],
    resolved: Resolved,
    times: tuple[TimeExpression, ...],
) -> tuple[Mention, ...]:
    """Find the events, fill in what the article tells of each, say which a person should look at."""
    found = tools.events.find(parsed, relevance)
    occurrences = split_by_place(parsed, found, resolved.toponyms, most=tools.settings.max_mentions)
    if not occurrences:
        return ()
    numbers = find_counted(parsed, tools.own_sizes)
    parts = Parts(
        parsed=parsed,
        names=names,
        places=resolved.toponyms,
        others=resolved.others,
        times=times,
        sizes=find_sizes(parsed, numbers),
        police=find_police(parsed),
        violence=find_violence(parsed),
        counts=share_counts(parsed, find_counts(parsed, names, numbers), occurrences),
        phrases=Phrases.of(parsed, names),
        directory=Directory.of(parsed, names),
        clauses=Clauses.of(parsed, occurrences),
        gazetteer=tools.gazetteer,
        actors=tools.actors,
        issues=tools.issues,
    )
    mentions = [mention_of(parts, one, [o for o in occurrences if o is not one]) for one in occurrences]
    complete = [tools.own_names.in_mention(m) for m in related(parsed, occurrences, mentions)]
    scope = tools.settings.codebook.scope
    return tuple(
        replace(
            mention,
            review=reasons_for(mention),
            out_of_scope=out_of_scope(mention, occurrence.trigger, scope),
        )
        for mention, occurrence in zip(complete, occurrences, strict=True)
    )
