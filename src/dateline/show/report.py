"""Many articles as one page: the events in a table, what was left out and why, and every article's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.records import Mention, Record
from dateline.show.article_html import article_section, target_names
from dateline.show.page import page, text
from dateline.show.sheet import (
    Sheet,
    read_actors,
    read_days,
    read_harm,
    read_issues,
    read_place,
    read_review,
    read_sizes,
    read_status,
    sheet_of,
)

_COLUMNS = ("Date", "Place", "Form", "Size, as claimed", "Who", "About", "Arrested, hurt, killed", "Article")
_OUTCOMES = {"coded": "coded", "left_out": "left out", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    sheet: Sheet


def report_html(records: Iterable[Record], *, title: str = "Protest events", masked: bool = True) -> str:
    """A report of many articles, as one page that needs nothing but itself.

    It counts what came in, lists every event with its claims, lists what was left out and why, and
    shows every coded article with its words. Names of private persons are hidden unless ``masked``
    is False.
    """
    entries = [_Entry(f"a{i}", sheet_of(record, masked=masked)) for i, record in enumerate(records, 1)]
    coded = [entry for entry in entries if entry.sheet.record.outcome == "coded"]
    body = "".join(
        [
            f"<header><h1>{text(title)}</h1>{_counts(entries)}{_contents()}</header><main>",
            _events(coded),
            _not_coded([entry for entry in entries if entry.sheet.record.outcome != "coded"]),
            '<section aria-labelledby="articles"><h2 id="articles">Articles</h2></section>',
            *(article_section(entry.sheet, entry.name, level=3) for entry in coded),
            f"</main><footer>{_made_by(entries)}</footer>\n",
        ]
    )
    return page(title, body, [name for entry in coded for name in target_names(entry.sheet, entry.name)])


def _counts(entries: list[_Entry]) -> str:
    outcomes = Counter(entry.sheet.record.outcome for entry in entries)
    events = sum(len(entry.sheet.record.mentions) for entry in entries)
    items = [("articles came in", len(entries))]
    items += [(words, outcomes[key]) for key, words in _OUTCOMES.items()]  # type: ignore[index]
    items.append(("events reported", events))
    cells = "".join(f"<div><dd>{count:,}</dd><dt>{words}</dt></div>" for words, count in items)
    return f'<dl class="counts">{cells}</dl>'


def _contents() -> str:
    return (
        '<nav aria-label="Parts of this page"><a href="#events">Events</a> '
        '<a href="#left-out">Not coded</a> <a href="#articles">Articles</a></nav>'
    )


def _events(coded: list[_Entry]) -> str:
    found = [(entry, i, m) for entry in coded for i, m in enumerate(entry.sheet.record.mentions)]
    head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    found.sort(key=lambda item: _order(item[2]))
    rows = "".join(_event(entry, i, mention) for entry, i, mention in found)
    if not rows:
        rows = f'<tr><td colspan="{len(_COLUMNS)}">No event was found.</td></tr>'
    return (
        '<section aria-labelledby="events"><h2 id="events">Events</h2>'
        '<div class="scroll"><table class="events">'
        "<caption>One row for each event that an article reports; a mark (◆) asks for review, "
        "grey rows are background in their article</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _order(mention: Mention) -> tuple[bool, str]:
    """News first, then background; inside each by day, with the undated last."""
    return not mention.main, mention.date.start.isoformat() if mention.date else "9999"


def _event(entry: _Entry, number: int, mention: Mention) -> str:
    form = mention.form.value.replace("_", " ")
    if mention.status.value != "held":
        form += f" ({read_status(mention.status)})"
    why = f"To check: {'; '.join(read_review(mention))}" if mention.review else ""
    review = f'<abbr class="review" title="{text(why)}">◆</abbr> ' if why else ""
    date = read_days(mention.date) if mention.date else ""
    reckoned = " (published)" if mention.date and mention.date.basis == "published" else ""
    cells = [date, read_place(mention.place) if mention.place else "", form, read_sizes(mention)]
    cells += [read_actors(mention), read_issues(mention), read_harm(mention)]
    named = zip(_COLUMNS[1:], cells[1:], strict=False)
    drawn = "".join(f'<td dir="auto" data-column="{column}">{text(cell)}</td>' for column, cell in named)
    days = " to ".join(f'<span class="day">{text(day)}</span>' for day in date.split(" to ")) or "unknown"
    kind = "" if mention.main else ' class="background"'
    target = f"{entry.name}v{_first_value(entry.sheet, number)}"
    return (
        f'<tr{kind}><th scope="row">{review}{days}{reckoned}</th>{drawn}'
        f'<td dir="auto"><a href="#{target}">{text(entry.sheet.label)}</a></td></tr>'
    )


def _first_value(sheet: Sheet, group: int) -> int:
    return sum(len(earlier.values) for earlier in sheet.groups[:group])


def _not_coded(entries: list[_Entry]) -> str:
    if not entries:
        return (
            '<section aria-labelledby="left-out"><h2 id="left-out">Not coded</h2>'
            "<p>Every article was coded.</p></section>"
        )
    reasons = Counter(
        (_OUTCOMES[e.sheet.record.outcome], e.sheet.record.reason or "no reason given") for e in entries
    )
    tally = "".join(
        f"<li>{count:,} {outcome}: {text(reason)}</li>"
        for (outcome, reason), count in reasons.most_common(12)
    )
    rows = "".join(_left_out(entry) for entry in entries)
    return (
        '<section aria-labelledby="left-out"><h2 id="left-out">Not coded</h2>'
        f'<ul>{tally}</ul><div class="scroll"><table><caption>Articles that gave no events, and why</caption>'
        '<thead><tr><th scope="col">Article</th><th scope="col">Outcome</th><th scope="col">Reason</th>'
        '<th scope="col">Input</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _left_out(entry: _Entry) -> str:
    record = entry.sheet.record
    return (
        f'<tr id="{entry.name}"><th scope="row" dir="auto">{text(entry.sheet.label)}</th>'
        f"<td>{_OUTCOMES[record.outcome]}</td><td>{text(record.reason or '')}</td>"
        f"<td>{text(entry.sheet.origin)}</td></tr>"
    )


def _made_by(entries: list[_Entry]) -> str:
    versions = dict.fromkeys(entry.sheet.record.made_by.dateline for entry in entries)
    made = f"Made by Dateline {', '.join(versions)}. " if versions else ""
    return (
        f"<p>{text(made)}Every value stands beside the words it was read from. "
        "Names of private persons, and of everyone arrested, injured, killed or under age, "
        "are hidden as [person 1].</p>"
    )
