"""Records in the terminal: an article with its words coloured, its values, and a table of events."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dateline.records import Mention, Record
from dateline.records.legible import legible
from dateline.show.pieces import pieces
from dateline.show.sheet import (
    FIELDS,
    Field,
    Group,
    Sheet,
    Value,
    read_actors,
    read_days,
    read_issues,
    read_sizes,
    read_status,
    sheet_of,
)

# Dark words on a light tint read alike in light and dark terminals.
STYLES: dict[Field, str] = {
    "event": "black on #f7d774",
    "date": "black on #a9cdf5",
    "place": "black on #a8dcae",
    "actor": "black on #d5bdf5",
    "size": "black on #f5b49f",
    "issue": "black on #a5ded8",
    "police": "black on #c3c8d8",
    "harm": "black on #f3a8bd",
    "statement": "italic",
}


def article_view(record: Record, *, masked: bool = False) -> RenderableType:
    """The article with each value's words coloured by field, a legend, and the table of its values.

    Names are shown as the article gives them unless ``masked``: a terminal is a working view.
    """
    sheet = sheet_of(record, masked=masked)
    parts: list[RenderableType] = [_panel(sheet)]
    if sheet.values:
        parts += [_legend(sheet), Text(), *_tables(sheet)]
    return Stack(*parts)


def values_table(record: Record, *, masked: bool = False) -> RenderableType:
    """The tables of a record's values alone, one for each event."""
    return Stack(*_tables(sheet_of(record, masked=masked)))


def events_table(records: Iterable[Record], *, masked: bool = True) -> Table:
    """One row for each event of many articles; readable at 100 columns."""
    table = Table(
        title="Events",
        title_justify="left",
        header_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        expand=True,
    )
    for name, width in (("Date", 10), ("Place", 13), ("Form", 13), ("Size", 20), ("Who", 16)):
        table.add_column(name, width=width)
    table.add_column("About", ratio=1)
    for record in records:
        shown = sheet_of(record, masked=masked).record
        for mention in shown.mentions:
            table.add_row(*_event_cells(mention), style="" if mention.main else "dim")
    return table


def _event_cells(mention: Mention) -> list[Text]:
    form = mention.form.value.replace("_", " ")
    if mention.status.value != "held":
        form += f" ({read_status(mention.status)})"
    place = mention.place.name if mention.place else ""
    date = read_days(mention.date) if mention.date else ""
    about = _short(read_issues(mention, 1), 48)
    cells = [date, place, form, read_sizes(mention, 2), read_actors(mention, 2), about]
    return [Text(legible(cell)) for cell in cells]


def _panel(sheet: Sheet) -> Panel:
    record = sheet.record
    title = _coloured(sheet, sheet.title, "title")
    title.stylize("bold")
    article = record.article
    beside = " · ".join(str(part) for part in (article.source, article.published, article.url) if part)
    parts = [title, _coloured(sheet, sheet.text, "text")]
    parts[1].rstrip()
    if record.outcome != "coded":
        outcome = f"{record.outcome.replace('_', ' ')}: {legible(record.reason or '')}"
        parts.append(Text(outcome, style="bold red"))
    body = Text("\n\n").join(part for part in parts if part)
    return Panel(
        body,
        title=Text(legible(beside or sheet.origin)),
        title_align="left",
        border_style="dim",
        padding=(1, 2),
    )


def _coloured(sheet: Sheet, words: str, where: str) -> Text:
    values = sheet.values
    drawn = Text()
    for piece in pieces(len(words), values, where):
        style = STYLES[values[piece.inside[0]].field] if piece.inside else ""
        drawn.append(legible(words[piece.start : piece.end]), style=style)
    return drawn


def _legend(sheet: Sheet) -> Text:
    used = {value.field for value in sheet.values if value.words}
    labels = [Text(f" {label} ", style=STYLES[key]) for key, label in FIELDS.items() if key in used]
    return Text(" ").join([Text(" "), *labels])


def _tables(sheet: Sheet) -> list[RenderableType]:
    return [_values_table(_heading(group), group.values) for group in sheet.groups]


def _heading(group: Group) -> str:
    heading = group.heading + (" · background" if group.background else "")
    return heading if not group.review else f"{heading}\nTo check: {'; '.join(group.review)}"


def _values_table(heading: str, values: tuple[Value, ...]) -> Table:
    table = Table(
        title=Text(legible(heading), style="bold"),
        title_justify="left",
        header_style="dim",
        expand=True,
        box=box.SIMPLE_HEAD,
    )
    table.add_column("Field", no_wrap=True)
    table.add_column("Value", ratio=3)
    table.add_column("Words", ratio=4)
    table.add_column("Says", ratio=2)
    table.add_column("Sure", justify="right", no_wrap=True)
    for value in values:
        words = " … ".join(f"“{_short(words.quote)}”" for words in value.words[:2])
        sure = "" if value.confidence is None else f"{value.confidence:.0%}"
        cells = [_short(value.reading), words, _short(value.claimant or "")]
        label = Text(value.label, style=STYLES[value.field])
        table.add_row(label, *(Text(legible(cell)) for cell in cells), sure)
    return table


def _short(words: str, most: int = 90) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
