"""Draws docs/images/reliability.svg and writes its table from benchmarks/reliability.json.

Run from anywhere, after `python benchmarks/reliability.py`: python docs/make_reliability.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "benchmarks/reliability.json"
PICTURE = ROOT / "docs/images/reliability.svg"
CARD = ROOT / "docs/reference/models/relevance.md"
BEGIN, END = "<!-- reliability: written by docs/make_reliability.py -->", "<!-- end -->"
DRAWN = {"relevance/dev": "#145aaa", "records/dev": "#b42318"}
SIDE, LEFT, TOP = 320, 64, 20  # of the square, in pixels


def main() -> None:
    """Rewrite the picture and the table."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    PICTURE.write_text(picture(figures), encoding="utf-8", newline="\n")
    page = CARD.read_text(encoding="utf-8")
    CARD.write_text(with_table(page, figures), encoding="utf-8", newline="\n")


def with_table(page: str, figures: dict[str, Any]) -> str:
    """The page with the table as the figures give it."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    head = "| set | articles | yes | base rate | mean probability | calibration error | Brier score |"
    lines = [head, "|--|--|--|--|--|--|--|", *(_line(name, of) for name, of in figures["sets"].items())]
    tenths = ["| probability | articles | mean probability | share that are so |", "|--|--|--|--|"]
    tenths += [_tenth(one) for one in figures["sets"]["relevance/dev"]["bins"]]
    table = "\n".join([*lines, "", "`relevance/dev` by tenths:", "", *tenths])
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def _line(name: str, of: dict[str, Any]) -> str:
    rate = of["yes"] / of["cases"]
    shares = " | ".join(f"{value:.3f}" for value in (rate, of["said"], of["error"], of["brier"]))
    return f"| {name} | {of['cases']} | {of['yes']} | {shares} |"


def _tenth(one: dict[str, Any]) -> str:
    low = one["low"]
    return f"| {low:.1f} to {low + 0.1:.1f} | {one['cases']} | {one['said']:.3f} | {one['so']:.3f} |"


def picture(figures: dict[str, Any]) -> str:
    """The reliability diagram: said from left to right, so from below; the area of a dot is its articles."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + SIDE + 180} {TOP + SIDE + 60}" '
        'font-family="sans-serif" font-size="12" fill="#333">',
        "<title>Reliability of the gate's probability</title>",
        f'<rect width="{LEFT + SIDE + 180}" height="{TOP + SIDE + 60}" fill="#fff"/>',
        *_frame(),
    ]
    for at, (name, colour) in enumerate(DRAWN.items()):
        if name in figures["sets"]:
            parts += _dots(figures["sets"][name]["bins"], colour)
            parts += _key(f"{name} ({figures['sets'][name]['cases']})", colour, at)
    return "\n".join([*parts, "</svg>\n"])


def _frame() -> list[str]:
    low = TOP + SIDE
    lines = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<path d="M{LEFT} {low}L{LEFT + SIDE} {TOP}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        across, up = _point(tenth / 10, tenth / 10)
        lines.append(f'<text x="{across}" y="{low + 18}" text-anchor="middle">{tenth / 10:.1f}</text>')
        lines.append(f'<text x="{LEFT - 8}" y="{up + 4}" text-anchor="end">{tenth / 10:.1f}</text>')
    middle = TOP + SIDE // 2
    turned = f'transform="rotate(-90 18 {middle})" text-anchor="middle"'
    centre = f'x="{LEFT + SIDE // 2}" y="{low + 42}" text-anchor="middle"'
    return [
        *lines,
        f"<text {centre}>mean probability of a tenth</text>",
        f'<text x="18" y="{middle}" {turned}>share that report a protest</text>',
    ]


def _dots(bins: list[dict[str, Any]], colour: str) -> list[str]:
    points = [(*_point(one["said"], one["so"]), one["cases"]) for one in bins]
    path = "L".join(f"{across} {up}" for across, up, _ in points)
    dots = [
        f'<circle cx="{across}" cy="{up}" r="{1.5 + cases**0.5 / 2:.1f}" fill="{colour}" fill-opacity=".6"/>'
        for across, up, cases in points
    ]
    return [f'<path d="M{path}" fill="none" stroke="{colour}"/>', *dots]


def _key(words: str, colour: str, at: int) -> list[str]:
    across, up = LEFT + SIDE + 20, TOP + 16 + 22 * at
    return [
        f'<circle cx="{across}" cy="{up - 4}" r="5" fill="{colour}" fill-opacity=".6"/>',
        f'<text x="{across + 12}" y="{up}">{words}</text>',
    ]


def _point(said: float, so: float) -> tuple[float, float]:
    return round(LEFT + SIDE * said, 1), round(TOP + SIDE * (1 - so), 1)


if __name__ == "__main__":
    main()
