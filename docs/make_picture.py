"""Draws docs/images/show.svg: what `dateline show` prints for an article of the demo.

Run from the repository's root: python docs/make_picture.py
"""

from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from dateline import Coder
from dateline.show import article_view

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "demo" / "articles" / "04-lyon-planned-march.json"
PICTURE = ROOT / "docs" / "images" / "show.svg"
THEME = TerminalTheme(
    (250, 250, 248),
    (30, 32, 36),
    [
        (30, 32, 36),
        (180, 35, 24),
        (31, 120, 60),
        (150, 100, 10),
        (20, 90, 170),
        (120, 60, 160),
        (20, 120, 120),
    ]
    + [(110, 115, 122)],
)


def main() -> None:
    """Code the article and write the picture."""
    given = json.loads(ARTICLE.read_text(encoding="utf-8"))
    record = Coder().code(
        given["text"],
        title=given["title"],
        source=given["source"],
        published=given["published"],
        id=given["id"],
    )
    console = Console(
        record=True, width=104, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(article_view(record))
    PICTURE.parent.mkdir(exist_ok=True)
    svg = console.export_svg(title="dateline show demo/articles/04-lyon-planned-march.json", theme=THEME)
    PICTURE.write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
