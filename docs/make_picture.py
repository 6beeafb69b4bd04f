"""Draws docs/images/show.svg: what `dateline show` prints for an article of the demo.

Run from the repository's root: python docs/make_picture.py
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from dateline import Coder
from dateline.show import article_view

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "demo" / "articles" / "09-valley-reports.csv"
PICTURE = ROOT / "docs" / "images" / "show.svg"
COLOURS = ["1e2024", "b42318", "1f783c", "96640a", "145aaa", "783ca0", "147878", "6e737a"]


def main() -> None:
    """Code the first article of the file and write the picture."""
    with ARTICLES.open(encoding="utf-8", newline="") as file:
        given = next(csv.DictReader(file))
    record = Coder().code(**given)
    console = Console(
        record=True, width=104, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(article_view(record))
    svg = console.export_svg(title="dateline show demo/articles/09-valley-reports.csv", theme=_theme())
    # The fonts that rich links to would be fetched from the network; the reader's own will do.
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8", newline="\n")


def _theme() -> TerminalTheme:
    colours = [(int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in COLOURS]
    return TerminalTheme((250, 250, 248), colours[0], colours)


if __name__ == "__main__":
    main()
