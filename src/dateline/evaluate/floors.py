"""Floors: the least a measure may be, pinned beside the labelled file it was measured on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Figures = Mapping[str, float]
Standing = Literal["ok", "below", "missing", "gold changed", "no floor"]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """Which labelled file: the hash of its bytes and how many non-empty lines it has."""

    sha256: str
    count: int


@dataclass(frozen=True, slots=True)
class SetFloors:
    """What one set was pinned at: its labelled files by name, and the floor of each measure."""

    gold: Mapping[str, GoldFile] = field(default_factory=dict)
    floors: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the table: a measure, what it is, what it must be at least, and how it stands."""

    set_name: str
    measure: str
    value: float | None
    floor: float | None
    standing: Standing

    @property
    def passes(self) -> bool:
        """Whether the line lets the gate stay open."""
        return self.standing in ("ok", "no floor")


def gold_file(path: Path) -> GoldFile:
    """Hash and count of a labelled file."""
    content = path.read_bytes()
    count = sum(bool(line.strip()) for line in content.split(b"\n"))
    return GoldFile(hashlib.sha256(content).hexdigest(), count)


def flatten(scores: Mapping[str, Any]) -> dict[str, float]:
    """The scorer's figures as one level: ``{"mention": {"F1": 0.5}}`` gives ``"mention / F1"``.

    What is no number (a count in words, a list) is left out.

    >>> flatten({"mention": {"F1": 0.5, "gold": 12}, "found": 0.9, "refused": "3 of 9"})
    {'mention / F1': 0.5, 'mention / gold': 12, 'found': 0.9}
    """
    return dict(_flat(scores, ""))


def _flat(scores: Mapping[str, Any], above: str) -> Iterator[tuple[str, float]]:
    for key, value in scores.items():
        name = f"{above} / {key}" if above else key
        if isinstance(value, Mapping):
            yield from _flat(value, name)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, value


def judge(set_name: str, figures: Figures, gold: Mapping[str, GoldFile], pinned: SetFloors) -> list[Judged]:
    """How each figure of a set stands, those with a floor first.

    A changed labelled file judges nothing: its figures cannot be held against floors measured on
    another file, and every floor of the set stands as ``gold changed`` until pinned again.
    """
    changed = bool(pinned.floors) and dict(gold) != dict(pinned.gold)
    lines = [
        Judged(
            set_name, measure, figures.get(measure), floor, _standing(figures.get(measure), floor, changed)
        )
        for measure, floor in pinned.floors.items()
    ]
    rest = [name for name in figures if name not in pinned.floors]
    return lines + [Judged(set_name, name, figures[name], None, "no floor") for name in rest]


def _standing(value: float | None, floor: float, changed: bool) -> Standing:
    if changed:
        return "gold changed"
    if value is None:
        return "missing"
    return "ok" if value >= floor else "below"


def pin(
    figures: Figures, gold: Mapping[str, GoldFile], pinned: SetFloors, *, allow_regression: bool = False
) -> tuple[SetFloors, list[str]]:
    """New floors of a set from its figures, and the measures that would have had to be lowered.

    A floor rises to what was measured. It is lowered only with ``allow_regression``; without it,
    one measure below its floor leaves the whole set as it was, labelled files included.
    """
    lowered = [name for name, floor in pinned.floors.items() if figures.get(name, -1.0) < floor]
    if lowered and not allow_regression:
        return pinned, lowered
    floors = {name: figures[name] for name in pinned.floors if name in figures}
    return SetFloors(dict(gold), floors), lowered


def read_floors(path: Path) -> dict[str, SetFloors]:
    """The floors of every set, as ``write_floors`` wrote them."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: SetFloors({file: GoldFile(**of) for file, of in part["gold"].items()}, part["floors"])
        for name, part in data.items()
    }


def write_floors(path: Path, floors: Mapping[str, SetFloors]) -> None:
    """Write the floors of every set, in a form whose changes read well in a diff."""
    data = {
        name: {
            "gold": {file: {"sha256": of.sha256, "count": of.count} for file, of in part.gold.items()},
            "floors": dict(part.floors),
        }
        for name, part in floors.items()
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
