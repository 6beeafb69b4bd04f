"""Places as circles on the outlines of countries, as plain SVG that loads nothing.

The projection is equirectangular, true to scale at the middle latitude of what is shown. Outlines:
Natural Earth 1:110m (public domain), made by docs/make_land.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from dateline.show.coverage import Spot
from dateline.show.page import text

MOST_CIRCLES = 2_000
_WIDTH = 960.0  # units of the picture
_LARGEST, _SMALLEST = 26.0, 4.0  # radius
_LEAST_SPAN = 10.0  # degrees of latitude; closer, outlines this coarse say nothing
_MARGIN = 0.2
_WIDEST, _TALLEST = 2.2, 1.4  # width by height
_MOST_LABELS, _LABELS_TRIED = 8, 100
_SOUTH, _NORTH = -60.0, 84.0


@dataclass(frozen=True, slots=True)
class _Ring:
    """One outline: its bounds in degrees and its path in tenths of a degree."""

    west: float
    south: float
    east: float
    north: float
    path: str


@dataclass(frozen=True, slots=True)
class _View:
    """What is shown, in degrees, and how many units a degree of longitude and one of latitude has."""

    west: float
    south: float
    east: float
    north: float
    across: float
    up: float

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.up

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self.across

    def y(self, latitude: float) -> float:
        return (self.north - latitude) * self.up


def map_svg(spots: Mapping[Spot, int]) -> str:
    """The picture of the places with their counts; "" where there is none.

    The area of a circle goes with its count. Places told as a province or country are rings: the
    point is only a middle of that land. The ``MOST_CIRCLES`` largest are drawn.
    """
    if not spots:
        return ""
    drawn = sorted(
        spots.items(), key=lambda pair: (-pair[1], pair[0].latitude, pair[0].longitude, pair[0].name)
    )
    drawn = drawn[:MOST_CIRCLES]
    view = _view([spot for spot, _ in drawn])
    most = drawn[0][1]
    land = "".join(ring.path for ring in _rings() if _meets(ring, view))
    turn = f"translate({_n(view.x(0))} {_n(view.y(0))}) scale({_n(view.across / 10)} {_n(-view.up / 10)})"
    circles = "".join(_circle(spot, count, most, view) for spot, count in drawn)
    return (
        '<svg class="map" role="img" aria-label="Map of the places of reported events; a table below lists '
        'the largest" '
        f'viewBox="0 0 {_n(_WIDTH)} {_n(view.height)}">'
        f'<rect class="sea" width="{_n(_WIDTH)}" height="{_n(view.height)}"/>'
        f'<path class="land" transform="{turn}" d="{land}"/>{circles}{_labels(drawn, view)}</svg>'
    )


def _view(spots: list[Spot]) -> _View:
    latitudes = [s.latitude for s in spots]
    # The ice is drawn only where something happened on it.
    bounds = min(_SOUTH, *latitudes), max(_NORTH, *latitudes)
    south, north = _span(latitudes, _LEAST_SPAN, bounds)
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    west, east = _span([s.longitude for s in spots], _LEAST_SPAN / squeeze, (-180.0, 180.0))
    shape = (east - west) * squeeze / (north - south)
    if shape > _WIDEST:
        south, north = _grown(south, north, (east - west) * squeeze / _WIDEST, bounds)
    elif shape < _TALLEST:
        west, east = _grown(west, east, (north - south) * _TALLEST / squeeze, (-180.0, 180.0))
    across = _WIDTH / (east - west)
    return _View(west, south, east, north, across, across / squeeze)


def _span(values: list[float], least: float, bounds: tuple[float, float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * (1 + 2 * _MARGIN)
    return _grown(low, high, max(room, least), bounds)


def _grown(low: float, high: float, span: float, bounds: tuple[float, float]) -> tuple[float, float]:
    """A stretch of ``span`` around another, moved to lie within the bounds where it can."""
    least, most = bounds
    low, high = max(least, min(low, most - 1)), min(most, max(high, least + 1))
    span = min(span, most - least)
    middle = (low + high) / 2
    start = min(max(middle - span / 2, least), most - span)
    return start, start + span


def _circle(spot: Spot, count: int, most: int, view: _View) -> str:
    radius = max(_SMALLEST, _LARGEST * math.sqrt(count / most))
    kind = "spot" if spot.exact else "spot area"
    where = ", ".join(part for part in (spot.name, spot.country) if part)
    return (
        f'<circle class="{kind}" cx="{_n(view.x(spot.longitude))}" cy="{_n(view.y(spot.latitude))}" '
        f'r="{_n(radius)}"><title>{text(where)}: {count:,}</title></circle>'
    )


def _labels(drawn: list[tuple[Spot, int]], view: _View) -> str:
    """Names of the largest towns, each where no larger one's name is in the way."""
    taken: list[tuple[float, float]] = []
    words = []
    for spot in [spot for spot, _ in drawn if spot.exact][:_LABELS_TRIED]:
        x, y = view.x(spot.longitude), view.y(spot.latitude)
        if len(taken) == _MOST_LABELS or any(abs(x - a) < 240 and abs(y - b) < 60 for a, b in taken):
            continue
        taken.append((x, y))
        anchor, side = ("end", -10) if x > _WIDTH * 0.75 else ("start", 10)
        words.append(
            f'<text aria-hidden="true" x="{_n(x + side)}" y="{_n(y - 8)}" text-anchor="{anchor}">'
            f"{text(spot.name)}</text>"
        )
    return "".join(words)


def _meets(ring: _Ring, view: _View) -> bool:
    beside = ring.east < view.west or ring.west > view.east
    return not beside and ring.north >= view.south and ring.south <= view.north


@cache
def _rings() -> tuple[_Ring, ...]:
    source = files("dateline.show").joinpath("land.rings").read_text(encoding="utf-8")
    return tuple(_ring(line) for line in source.splitlines() if line and not line.startswith("#"))


def _ring(line: str) -> _Ring:
    numbers = [int(word) for word in line.split()]
    xs, ys = list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))
    steps = " ".join(_steps(numbers[2:]))
    path = f"M{xs[0]} {ys[0]}l{steps}z"
    return _Ring(min(xs) / 10, min(ys) / 10, max(xs) / 10, max(ys) / 10, path)


def _steps(numbers: list[int]) -> Iterator[str]:
    yield from map(str, numbers)


def _n(value: float) -> str:
    """A number for SVG, without needless digits."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 else "0"
