"""The flat table: what stands in each column for one mention, typed and not yet written.

Columns, their order and how lists are joined: docs/reference/flat-table.md. Choices that could have
gone another way: docs/decisions/0061-flat-table.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from dateline.export.mask import masked_record
from dateline.records import Actor, Count, Issue, MadeBy, Mention, Record, Size, Span, Statement, Violence

Cell = str | int | float | bool | date | None
CellKind = Literal["text", "day", "whole", "number", "truth"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells are, and what they mean, in words for a reader of the table."""

    name: str
    kind: CellKind
    meaning: str


COLUMNS: Final[tuple[Column, ...]] = (
    Column("mention_id", "text", "Id of the mention: one report of one event in one article"),
    Column("article_id", "text", "Id of the article"),
    Column("source", "text", "The paper or site"),
    Column("url", "text", "Address of the article"),
    Column("title", "text", "Headline"),
    Column("published", "day", "Day of publication"),
    Column("main", "truth", "True where the article is news of the event, false where it is background"),
    Column("form", "text", "What kind of action"),
    Column("forms_also", "text", "Other forms that the article names"),
    Column("status", "text", "held, planned, called_off, prevented or threatened"),
    Column("date_start", "day", "First day on which it may have happened"),
    Column("date_end", "day", "Last day on which it may have happened"),
    Column("date_precision", "text", "day, week, month or year"),
    Column("date_basis", "text", "stated, relative (reckoned) or published (no date in the text)"),
    Column("place", "text", "Place as the gazetteer names it"),
    Column("site", "text", "Square, street or building, in the article's words"),
    Column("admin1", "text", "Province or state"),
    Column("admin2", "text", "District or county"),
    Column("country", "text", "ISO 3166 alpha-2 code"),
    Column("latitude", "number", "WGS 84 degrees of the place"),
    Column("longitude", "number", "WGS 84 degrees of the place"),
    Column("geonameid", "whole", "GeoNames id of the place"),
    Column("place_precision", "text", "site, city, district, province or country"),
    Column("organizers", "text", "Names, as first given in full"),
    Column("participants", "text", "Who took part"),
    Column("targets", "text", "Whom it was directed at"),
    Column("size_low", "whole", "Least people by the first claim of turnout, else the first size"),
    Column("size_high", "whole", "Most people by that claim; empty where it is open"),
    Column("size_words", "text", "That claim in the article's words"),
    Column("size_claimant", "text", "Who makes that claim"),
    Column("sizes_all", "text", "Every claim: words [low-high] by claimant"),
    Column("issues", "text", "stance: words"),
    Column("topics", "text", "Names of topics"),
    Column("police", "text", "What the police did"),
    Column("violence_by_protesters", "text", "Kind of force against whom"),
    Column("violence_by_police", "text", "Kind of force against whom"),
    Column("arrested_low", "whole", "First count of the arrested: least"),
    Column("arrested_high", "whole", "First count of the arrested: most"),
    Column("injured_low", "whole", "First count of the injured: least"),
    Column("injured_high", "whole", "First count of the injured: most"),
    Column("killed_low", "whole", "First count of the killed: least"),
    Column("killed_high", "whole", "First count of the killed: most"),
    Column("damage", "text", "In the article's words"),
    Column("statements", "text", "speaker (act): words, of the statements about this event"),
    Column("confidence", "number", "That of the form, 0 to 1"),
    Column("needs_review", "truth", "Whether a person should look at the mention before it is used"),
    Column("evidence", "text", "JSON: the best words of each value, offsets in the untouched text"),
    Column("made_by", "text", "Versions of program, models and gazetteer; start of the settings' hash"),
    Column("review_reasons", "text", "Why a person should look at it"),
    Column("form_own", "text", "The form's name in the team's codebook"),
)
HEADER: Final = tuple(column.name for column in COLUMNS)


def masked_rows(record: Record) -> Iterator[dict[str, Cell]]:
    """As ``rows_of``, with names masked."""
    return rows_of(masked_record(record)) if record.mentions else iter(())


def rows_of(record: Record) -> Iterator[dict[str, Cell]]:
    """One row for each mention but those that the codebook leaves out, as ``cells_of`` gives it."""
    return (cells_of(record, mention) for mention in record.mentions if not mention.out_of_scope)


def cells_of(record: Record, mention: Mention) -> dict[str, Cell]:
    """The row of one mention of a record, masked or not as the record is.

    It has a cell for each name of ``HEADER``, in that order; None is unknown.
    """
    known = _known(record, mention)
    cells = {column.name: known.get(column.name) for column in COLUMNS}
    return {name: None if cell == "" else cell for name, cell in cells.items()}


def main_size(mention: Mention) -> Size | None:
    """The size that stands for a mention in a table: its first claim of turnout, else its first size."""
    return next((size for size in mention.sizes if size.of == "turnout"), next(iter(mention.sizes), None))


def _known(record: Record, mention: Mention) -> dict[str, Cell]:
    article = record.article
    return {
        "mention_id": mention.id,
        "article_id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "main": mention.main,
        "form": mention.form.value,
        "forms_also": _joined(mention.form.also),
        "status": mention.status.value,
        **_date_and_place(mention),
        **_who(mention),
        **_what(mention),
        "statements": _joined(_statement(s) for s in record.statements if s.mention == mention.id),
        "confidence": mention.form.confidence,
        "needs_review": bool(mention.review),
        "evidence": _evidence(mention),
        "made_by": made_by_line(record.made_by),
        "review_reasons": _joined(mention.review),
        "form_own": mention.form.own,
    }


def _date_and_place(mention: Mention) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    if day := mention.date:
        cells = {
            "date_start": day.start,
            "date_end": day.end,
            "date_precision": day.precision,
            "date_basis": day.basis,
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
