"""The flat table: one row a mention, masked, ready for a spreadsheet.

Columns, their order and how lists are joined: docs/reference/flat-table.md. Choices that could have
gone another way: docs/decisions/0061-flat-table.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from dateline.export.mask import mask
from dateline.records import Actor, Count, Issue, MadeBy, Mention, Record, Size, Span, Statement, Violence

HEADER: tuple[str, ...] = (
    "mention_id", "article_id", "source", "url", "title", "published", "main", "form", "forms_also", "status",
    "date_start", "date_end", "date_precision", "date_basis", "place", "site", "admin1", "admin2", "country",
    "latitude", "longitude", "geonameid", "place_precision", "organizers", "participants", "targets",
    "size_low", "size_high", "size_words", "size_claimant", "sizes_all", "issues", "topics", "police",
    "violence_by_protesters", "violence_by_police", "arrested_low", "arrested_high", "injured_low",
    "injured_high", "killed_low", "killed_high", "damage", "statements", "confidence", "needs_review",
    "evidence", "made_by",
)  # fmt: skip

LOW_CONFIDENCE = 0.5
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | None


def rows(record: Record) -> Iterator[list[str]]:
    """One row of cells for each mention, in the order of ``HEADER``; none for an article without mentions."""
    if not record.mentions:
        return
    masked = mask(record).record
    for mention in masked.mentions:
        cells = _cells(masked, mention)
        yield [_written(cells.get(column)) for column in HEADER]


def needs_review(mention: Mention) -> bool:
    """Whether a person should look at this mention before its row is used.

    True where the date is only the day of publication, where the mention or its main values have a
    confidence under 0.5, or where two claims of the turnout exclude each other.
    """
    if mention.date is not None and mention.date.basis == "published":
        return True
    main_values = (mention.form, mention.status, mention.date, mention.place)
    if any(value is not None and value.confidence < LOW_CONFIDENCE for value in main_values):
        return True
    turnout = [size for size in mention.sizes if size.of == "turnout"]
    return any(_exclude(one, other) for one, other in combinations(turnout, 2))


def main_size(mention: Mention) -> Size | None:
    """The size that stands for a mention in a table: its first claim of turnout, else its first size."""
    return next((size for size in mention.sizes if size.of == "turnout"), next(iter(mention.sizes), None))


def _exclude(one: Size, other: Size) -> bool:
    lows = [size.low or 0 for size in (one, other)]
    highs = [float("inf") if size.high is None else size.high for size in (one, other)]
    return max(lows) > min(highs)


def _cells(record: Record, mention: Mention) -> dict[str, Cell]:
    article = record.article
    return {
        "mention_id": mention.id,
        "article_id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "main": mention.main,
        "form": mention.form.value,
        "forms_also": _joined(mention.form.also),
        "status": mention.status.value,
        **_date_and_place(mention),
        **_who(mention),
        **_what(mention),
        "statements": _joined(_statement(s) for s in record.statements if s.mention == mention.id),
        "confidence": mention.form.confidence,
        "needs_review": needs_review(mention),
        "evidence": _evidence(mention),
        "made_by": made_by_line(record.made_by),
    }


def _date_and_place(mention: Mention) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    if date := mention.date:
        cells = {
            "date_start": date.start.isoformat(),
            "date_end": date.end.isoformat(),
            "date_precision": date.precision,
            "date_basis": date.basis,
        }
    if place := mention.place:
        names = ("site", "admin1", "admin2", "country", "latitude", "longitude", "geonameid")
        cells |= {"place": place.name, "place_precision": place.precision}
        cells |= {name: getattr(place, name) for name in names}
    return cells


def _who(mention: Mention) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "organizers": _names(mention.organizers),
        "participants": _names(mention.participants),
        "targets": _names(mention.targets),
        "sizes_all": _joined(_size(size) for size in mention.sizes),
    }
    if size := main_size(mention):
        cells |= {"size_low": size.low, "size_high": size.high, "size_words": size.words}
        cells["size_claimant"] = size.claimant.name if size.claimant else None
    return cells


def _what(mention: Mention) -> dict[str, Cell]:
    topics = dict.fromkeys(topic for issue in mention.issues for topic in issue.topics)
    cells: dict[str, Cell] = {
        "issues": _joined(_issue(issue) for issue in mention.issues),
        "topics": _joined(topics),
        "police": _joined(dict.fromkeys(action.value for action in mention.police)),
        "violence_by_protesters": _violence(mention.violence, "protesters"),
        "violence_by_police": _violence(mention.violence, "police"),
        "damage": _joined(damage.words for damage in mention.damage),
    }
    for column in ("arrested", "injured", "killed"):
        counts: tuple[Count, ...] = getattr(mention, column)
        if counts:
            cells |= {f"{column}_low": counts[0].low, f"{column}_high": counts[0].high}
    return cells


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:g}" if isinstance(cell, float) and cell == round(cell, 4) else str(cell)
    # A spreadsheet runs a cell that begins so as a formula. A number of ours is none: see the record.
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _issue(issue: Issue) -> str:
    """Stance and words once each: "against: rising rents" for the words "against rising rents"."""
    stance, words = issue.stance, issue.words
    repeated = words.lower().startswith(f"{stance} ")
    return f"{stance}: {words[len(stance) + 1 :] if repeated else words}"


def _joined(items: Any) -> str:
    """Items joined with "; "; a semicolon inside one becomes a comma, so that the list can be taken apart."""
    return "; ".join(" ".join(str(item).replace(";", ",").split()) for item in items)


def _names(actors: tuple[Actor, ...]) -> str:
    return _joined(dict.fromkeys(actor.name for actor in actors))


def _size(size: Size) -> str:
    low = "" if size.low is None else size.low
    high = "" if size.high is None else size.high
    claimant = f" by {size.claimant.name}" if size.claimant else ""
    kind = "" if size.of == "turnout" else f" {size.of}"
    return f"{size.words} [{low}-{high}]{kind}{claimant}"


def _violence(violence: tuple[Violence, ...], side: str) -> str:
    return _joined(dict.fromkeys(f"{v.kind} against {v.against}" for v in violence if v.side == side))


def _statement(statement: Statement) -> str:
    speaker = statement.speaker.name if statement.speaker else "unknown"
    act = f" ({statement.act.value})" if statement.act else ""
    return f"{speaker}{act}: {' … '.join(span.quote for span in statement.content)}"


def evidence_of(mention: Mention) -> Iterator[tuple[str, Span]]:
    """The best words of each value of a mention, with the field they are for, in the record's order."""
    fields: dict[str, tuple[Any, ...]] = {"trigger": ()}
    for name in ("form", "status", "date", "place"):
        value = getattr(mention, name)
        fields[name] = () if value is None else (value,)
    for name in ("organizers", "participants", "targets", "sizes"):
        fields[name] = getattr(mention, name)
    fields["wave"] = () if mention.wave is None else (mention.wave,)
    for name in ("issues", "police", "violence", "arrested", "injured", "killed", "damage"):
        fields[name] = getattr(mention, name)
    yield from (("trigger", span) for span in mention.trigger[:1])
    for name, values in fields.items():
        for value in values:
            yield from ((name, span) for span in value.evidence[:1])


def _evidence(mention: Mention) -> str:
    listed = []
    for name, span in evidence_of(mention):
        entry: dict[str, Cell] = {"field": name, "start": span.start, "end": span.end, "quote": span.quote}
        if span.where == "title":
            entry["in"] = "title"
        if entry not in listed:
            listed.append(entry)
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def made_by_line(made_by: MadeBy) -> str:
    """Program, models, gazetteer and settings in one short line."""
    models = [f"{kind} {name}" for kind, name in sorted(made_by.models.items())]
    parts = [f"dateline {made_by.dateline}", *models, f"gazetteer {made_by.gazetteer}"]
    return "; ".join([*parts, f"settings {made_by.settings_sha256[:8]}"])
