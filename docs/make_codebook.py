"""Writes the rules that hold without any project.toml into docs/reference/codebook.md, and the example.

Run from anywhere: python docs/make_codebook.py
"""

from __future__ import annotations

from pathlib import Path

from dateline.codebook import Codebook
from dateline.codebook.starting import example
from dateline.commands.rules import rules_in_force

PAGE = Path(__file__).parent / "reference/codebook.md"


def one_level_down(rules: str) -> str:
    """The rules under the title that the page has of its own."""
    return "#" + rules.replace("\n#", "\n##")


PARTS = {
    "example": lambda: f"```toml project.toml\n{example()}```\n",
    "rules": lambda: one_level_down(rules_in_force(Codebook())),
}


def written(page: str) -> str:
    """The page with its generated parts as the code gives them now."""
    for name, make in PARTS.items():
        begin, end = f"<!-- {name}: written by docs/make_codebook.py -->\n", f"<!-- end of {name} -->"
        before, found, rest = page.partition(begin)
        assert found, f"the page has no {begin.strip()}"
        page = f"{before}{begin}{make()}{end}{rest.partition(end)[2]}"
    return page


def main() -> None:
    """Rewrite the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(written(page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
