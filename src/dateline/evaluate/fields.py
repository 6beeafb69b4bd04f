"""Which fields of the contract are filled in practice: the field report.

A field counts as filled only where it is non-empty in at least a fifth of the labelled mentions
that have it, and where it does not hold one same value everywhere. A field that no label covers
is counted: how often it is non-empty, and with how many different values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = Mapping[str, Any]
# (text, gold mentions, predicted mentions) -> pairs of (gold index, predicted index)
Align = Callable[[str, list[Any], list[Any]], list[tuple[int, int]]]
FieldVerdict = Literal["filled", "rarely filled", "constant", "empty", "not in gold"]
LEAST_FILLED = 0.2

# Field of a predicted mention -> field of a labelled mention, dots going into parts.
LABELLED: Mapping[str, str] = {
    "main": "main",
    "trigger": "trigger",
    "form.value": "form",
    "status.value": "status",
    "date.start": "date.start",
    "date.end": "date.end",
    "place.name": "place.name",
    "place.site": "place.site",
    "place.admin1": "place.admin1",
    "place.country": "place.country",
    "place.latitude": "place.lat",
    "place.longitude": "place.lon",
    "organizers.name": "organizers.name",
    "participants": "participants",
    "targets.name": "targets.name",
    "sizes.low": "size.low",
    "sizes.high": "size.high",
    "sizes.claimant": "size.claimant",
    "issues.words": "issues",
    "police.value": "police.action",
    "arrested": "arrested",
    "injured": "injured",
    "killed": "killed",
    "damage.words": "damage",
}

# Fields of a record that the labelled records do not hold.
_ACTOR = ("acronym", "kind", "role", "affiliation", "confidence")
_COUNT = ("bound", "words", "who", "about", "claimant", "confidence")
UNLABELLED: tuple[str, ...] = (
    "relevance",
    "article.language",
    "article.published",
    "article.published_basis",
    *(f"mentions.form.{name}" for name in ("also", "confidence")),
    "mentions.status.confidence",
    *(f"mentions.date.{name}" for name in ("days", "precision", "basis", "confidence")),
    *(f"mentions.place.{name}" for name in ("geonameid", "admin2", "precision", "confidence")),
    *(f"mentions.{who}.{name}" for who in ("organizers", "participants", "targets") for name in _ACTOR),
    *(f"mentions.sizes.{name}" for name in ("bound", "words", "of", "confidence")),
    "mentions.wave.places",
    "mentions.wave.words",
    *(f"mentions.issues.{name}" for name in ("stance", "topics", "confidence")),
    "mentions.police.confidence",
    *(f"mentions.violence.{name}" for name in ("by", "against", "kind", "confidence")),
    *(f"mentions.{harm}.{name}" for harm in ("arrested", "injured", "killed") for name in _COUNT),
    "mentions.damage.confidence",
    "mentions.relations.kind",
    "mentions.relations.mention",
    *(f"statements.{name}" for name in ("kind", "speaker.name", "speaker.kind", "speaker.role")),
    *(f"statements.{name}" for name in ("speaker.affiliation", "source", "cue", "content")),
    *(f"statements.{name}" for name in ("act.value", "mention", "confidence")),
    *(f"places.{name}" for name in ("name", "geonameid", "latitude", "longitude")),
    *(f"places.{name}" for name in ("admin1", "country", "feature", "confidence")),
    *(f"dates.{name}" for name in ("start", "end", "precision", "type", "confidence")),
    *(f"names.{name}" for name in ("name", "kind", "confidence")),
)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: in how many labelled mentions, filled in how many of those, and what it holds.

    For a field without labels ``cases`` is None and ``filled`` counts its non-empty values.
    """

    name: str
    cases: int | None
    filled: int
    distinct: int
    verdict: FieldVerdict


def field_report(golds: Sequence[Json], outputs: Mapping[str, Json], align: Align) -> list[FieldLine]:
    """A line for every field, labelled ones first, in the order of the contract.

    Args:
        golds: Labelled articles with ``id``, ``text`` and ``mentions``.
        outputs: Dateline's records by article id; a missing one counts as empty.
        align: Pairs labelled with predicted mentions, as the scorer does.
    """
    pairs = list(_pairs(golds, outputs, align))
    records = [outputs[gold["id"]] for gold in golds if gold["id"] in outputs]
    labelled = [_labelled_line(name, of, pairs, records) for name, of in LABELLED.items()]
    return labelled + [_unlabelled_line(name, records) for name in UNLABELLED]


def _pairs(
    golds: Sequence[Json], outputs: Mapping[str, Json], align: Align
) -> Iterator[tuple[Json, Json | None]]:
    for gold in golds:
        found = list(outputs.get(gold["id"], {}).get("mentions") or ())
        partner = dict(align(gold["text"], list(gold["mentions"]), found))
        for index, mention in enumerate(gold["mentions"]):
            yield mention, found[partner[index]] if index in partner else None


def _labelled_line(
    name: str, of: str, pairs: Sequence[tuple[Json, Json | None]], records: Iterable[Json]
) -> FieldLine:
    having = [pred for gold, pred in pairs if values_at(gold, of)]
    filled = sum(pred is not None and bool(values_at(pred, name)) for pred in having)
    distinct = _distinct(value for record in records for value in values_at(record, f"mentions.{name}"))
    return FieldLine(name, len(having), filled, distinct, _verdict(len(having), filled, distinct))


def _unlabelled_line(name: str, records: Iterable[Json]) -> FieldLine:
    found = [value for record in records for value in values_at(record, name)]
    distinct = _distinct(found)
    verdict: FieldVerdict = "empty" if not found else "constant" if distinct == 1 else "filled"
    return FieldLine(name, None, len(found), distinct, verdict)


def _verdict(cases: int, filled: int, distinct: int) -> FieldVerdict:
    if not cases:
        return "not in gold"
    if not filled:
        return "empty"
    if filled < LEAST_FILLED * cases:
        return "rarely filled"
    return "constant" if distinct <= 1 else "filled"


def values_at(node: Any, path: str) -> list[Any]:
    """The non-empty values that a dotted path leads to, through lists.

    >>> values_at({"a": [{"b": 1}, {"b": None}, {"b": ["x", "y"]}]}, "a.b")
    [1, 'x', 'y']
    """
    nodes = _flat([node])
    for key in path.split("."):
        nodes = _flat(part.get(key) for part in nodes if isinstance(part, Mapping))
    return nodes


def _flat(values: Iterable[Any]) -> list[Any]:
    out: list[Any] = []
    for value in values:
        if isinstance(value, list | tuple):
            out.extend(_flat(value))
        elif value is not None and value not in ("", {}):
            out.append(value)
    return out


def _distinct(values: Iterable[Any]) -> int:
    return len({json.dumps(value, sort_keys=True, default=str) for value in values})
