"""Makes src/dateline/show/land.rings: the outlines of the countries for the map of `dateline report`.

Source: Natural Earth 1:110m, admin 0 countries (public domain), as pyogrio 0.13 keeps it among its
test files. Run from the repository's root: python docs/make_land.py
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pyogrio.raw import read

TARGET = Path(__file__).parents[1] / "src" / "dateline" / "show" / "land.rings"
SOURCE = "tests/fixtures/naturalearth_lowres/naturalearth_lowres.shp"
HEAD = """# Countries: Natural Earth 1:110m, admin 0, https://www.naturalearthdata.com; public domain.
# Made by docs/make_land.py from the copy in pyogrio 0.13, 2026-11-22. Borders are those of the source.
# A ring a line, in tenths of a degree: longitude and latitude of its first point, then steps to the next.
"""
_ANTARCTIC = -600
Point = tuple[int, int]


def main() -> None:
    """Read the shapes, round them and write the rings, the northernmost first."""
    _, _, shapes, _ = read(str(files("pyogrio") / SOURCE))
    rings = {_rounded(ring) for shape in shapes for ring in _rings(shape)}
    drawn = [ring for ring in rings if len(ring) > 2 and max(y for _, y in ring) > _ANTARCTIC]
    lines = sorted((_line(ring) for ring in drawn), key=lambda line: (-int(line.split()[1]), line))
    TARGET.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _rings(wkb: bytes) -> Iterator[list[tuple[float, float]]]:
    """Every ring of a polygon or multipolygon in well-known binary."""
    order = "<" if wkb[0] == 1 else ">"
    kind, parts = struct.unpack_from(f"{order}II", wkb, 1)
    at = 9
    for _ in range(parts if kind == 6 else 1):
        if kind == 6:
            (count,) = struct.unpack_from(f"{order}I", wkb, at + 5)
            at += 9
        else:
            count = parts
        for _ in range(count):
            (points,) = struct.unpack_from(f"{order}I", wkb, at)
            flat = struct.unpack_from(f"{order}{2 * points}d", wkb, at + 4)
            at += 4 + 16 * points
            yield list(zip(flat[::2], flat[1::2], strict=True))


def _rounded(ring: list[tuple[float, float]]) -> tuple[Point, ...]:
    points = [(round(x * 10), round(y * 10)) for x, y in ring[:-1]]
    return tuple(p for i, p in enumerate(points) if p != points[i - 1])


def _line(ring: tuple[Point, ...]) -> str:
    steps = [(x - ring[i - 1][0], y - ring[i - 1][1]) if i else (x, y) for i, (x, y) in enumerate(ring)]
    return " ".join(f"{x} {y}" for x, y in steps)


if __name__ == "__main__":
    main()
