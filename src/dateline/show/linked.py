"""Events of a project in the terminal: a list of them, and one with its reports side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dateline.link.event import Chosen, Claim, Event
from dateline.records.legible import legible

_MOST_REPORTS = 4  # side by side; more are told one under the other
_MOST_NAMED = 3


def event_list(events: Iterable[Event]) -> Table:
    """One row an event; readable at 100 columns. ``!`` stands beside what the reports disagree on."""
    table = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for name, width in (
        ("Event", 13),
        ("Date", 11),
        ("Place", 16),
        ("Form", 13),
        ("Size", 14),
        ("Sources", 9),
    ):
        table.add_column(name, width=width)
    table.add_column("Who", ratio=1)
    for event in events:
        table.add_row(*(Text(legible(cell)) for cell in _cells(event)))
    return table


def _cells(event: Event) -> list[str]:
    form = event.form.claim.value["value"].replace("_", " ")
    status = event.status.claim.value["value"].replace("_", " ")
    return [
        event.id,
        days_of(event.date.claim) + _mark(event, "date") if event.date else "",
        place_of(event.place.claim, with_site=False) + _mark(event, "place") if event.place else "",
        form if status == "held" else f"{form} ({status})",
        event.size.claim.words + _mark(event, "size") if event.size else "",
        f"{event.sources} ({event.independent_sources})",
        "; ".join((*event.organizers, *event.participants)[:_MOST_NAMED]),
    ]


def _mark(event: Event, field: str) -> str:
    return " !" if field in event.conflicts else ""


def days_of(claim: Claim) -> str:
    """The days of a date as read: one, or from which to which."""
    start, end = claim.value["start"], claim.value["end"]
    return str(start) if start == end else f"{start} to {end}"


def place_of(claim: Claim, *, with_site: bool = True) -> str:
    """A place with its site and country."""
    site, name, country = (claim.value[part] for part in ("site", "name", "country"))
    parts = [site, name, country] if with_site and site and site != name else [name, country]
    return ", ".join(part for part in parts if part)


def event_view(event: Event) -> RenderableType:
    """What stands for the event, what the claims are, and its reports side by side."""
    parts: list[RenderableType] = [_heading(event), _claims(event)]
    if event.links:
        parts += [Text("What holds the reports together (bits)", style="bold"), _links(event)]
    return Stack(*parts, Text("Reports", style="bold"), _reports(event))


def _heading(event: Event) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column()
    same = "" if event.sources == event.independent_sources else f", {event.independent_sources} independent"
    rows = [
        ("Event", event.id),
        ("Reports", f"{len(event.reports)} mentions, {event.sources} sources{same}"),
        ("Organizers", "; ".join(event.organizers)),
        ("Participants", "; ".join(event.participants)),
        ("Targets", "; ".join(event.targets)),
        ("Issues", "; ".join(event.issues)),
        ("Police", "; ".join(word.replace("_", " ") for word in event.police)),
        *((kind.replace("_", " "), other) for other, kind in event.related),
    ]
    for name, words in rows:
        if words:
            table.add_row(name, Text(legible(words)))
    return table


def _claims(event: Event) -> Table:
    """Every claim of a field, the one that stands for the event first, with where it comes from."""
    table = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("Field", "Value", "Words", "Says who", "Article", "Chosen by"):
        table.add_column(name)
    fields: list[tuple[str, Chosen | None]] = [
        ("form", event.form),
        ("status", event.status),
        ("date", event.date),
        ("place", event.place),
        ("size", event.size),
        ("arrested", event.arrested),
        ("injured", event.injured),
        ("killed", event.killed),
    ]
    for field, chosen in fields:
        for row in _claim_rows(field, chosen, field in event.conflicts) if chosen else ():
            table.add_row(*(Text(legible(cell)) for cell in row), style="" if row[0] else "dim")
    return table


def _links(event: Event) -> Table:
    article = {report.mention: report.article for report in event.reports}
    table = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("Article", "Article", "In all", "Most of it"):
        table.add_column(name)
    for link in event.links:
        most = sorted(link.by_field.items(), key=lambda field: -field[1][1])[:_MOST_NAMED]
        words = ", ".join(f"{question} {bits:+.1f}" for question, (_, bits) in most)
        cells = [article.get(link.one, ""), article.get(link.other, ""), f"{link.bits:+.1f}", words]
        table.add_row(*(Text(legible(cell)) for cell in cells))
    return table


def _claim_rows(field: str, chosen: Chosen, conflict: bool) -> Iterable[Sequence[str]]:
    first = field + (" !" if conflict else "")
    yield first, *_claim_cells(field, chosen.claim), chosen.rule
    for claim in chosen.claims:
        if claim is not chosen.claim:
            yield "", *_claim_cells(field, claim), ""


def _claim_cells(field: str, claim: Claim) -> tuple[str, str, str, str]:
    article = claim.article if claim.independent else f"{claim.article} (reprint)"
    return _value(field, claim), claim.words, claim.claimant or "", article


def _value(field: str, claim: Claim) -> str:
    if field == "date":
        return days_of(claim)
    if field == "place":
        return place_of(claim)
    if field in ("form", "status"):
        return str(claim.value["value"]).replace("_", " ")
    low, high = claim.value["low"], claim.value["high"]
    return f"{low}" if low == high else f"{'' if low is None else low}–{'' if high is None else high}"


def _reports(event: Event) -> RenderableType:
    cells = [
        [
            ("Article", report.article),
            ("Source", report.source or ""),
            ("Published", report.published or ""),
            ("Title", report.title or ""),
            (
                "Tells it as",
                f"{report.form}, {report.status}{'' if report.main else ', background'}".replace("_", " "),
            ),
            ("Words", f"“{report.quote}”"),
            ("Reprint of", report.reprint_of or ""),
            ("Mention", report.mention),
        ]
        for report in event.reports
    ]
    return Stack(
        *(_side_by_side(cells[at : at + _MOST_REPORTS]) for at in range(0, len(cells), _MOST_REPORTS))
    )


def _side_by_side(reports: Sequence[Sequence[tuple[str, str]]]) -> Table:
    table = Table(show_header=False, box=box.SIMPLE, pad_edge=False, expand=True)
    table.add_column(style="bold", width=11)
    for _ in reports:
        table.add_column(ratio=1)
    for row in zip(*reports, strict=True):
        if any(words for _, words in row):
            table.add_row(row[0][0], *(Text(legible(words)) for _, words in row))
    return table
