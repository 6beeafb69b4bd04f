"""Writes the accuracy tables from benchmarks/results.json and benchmarks/floors.json.

That of all sets goes to README.md, that of the challenge articles to docs/reference/benchmarks.md.

Run from anywhere, after `make bench`: python docs/make_accuracy.py
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- accuracy: written by docs/make_accuracy.py -->", "<!-- end -->"

CHALLENGE_BEGIN = "<!-- challenge: written by docs/make_accuracy.py -->"
CHALLENGE = ROOT / "docs/reference/benchmarks.md"
FAR_BELOW = 0.12  # under the whole; what is farther is explained under the table


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: which figure of which set, and what a reader should know of it."""

    name: str
    labelled_set: str
    figure: str
    meaning: str


# What others reach is published with the labelled sets, on the same half unless it says otherwise.
ROWS = (
    Row(
        "Is a protest the article's news?",
        "relevance",
        "all: average precision",
        "average precision; words and logistic regression reach .82",
    ),
    Row(
        "Events kept by the gate",
        "gate",
        "mentions kept, development articles",
        "share of labelled events that are read on",
    ),
    Row(
        "Events found",
        "records",
        "mention / F1",
        "F1; below, what a missed event would have had counts as missed",
    ),
    Row(
        "All fields of the events",
        "records",
        "ALL SLOTS / F1",
        "F1 of every field together; two coding passes agreed at .94",
    ),
    Row(
        "- form",
        "records",
        "form / F1",
        "F1; with kinds that are near each other taken as one: {form_family / F1}",
    ),
    Row("- status", "records", "status / F1", "F1; held, planned, called off ..."),
    Row("- date", "records", "date / F1", "F1"),
    Row("- place", "records", "place / F1", "F1"),
    Row("- sizes", "records", "sizes / F1", "F1 of each claim of how many; who claims it: {claimant / F1}"),
    Row(
        "- who gives a size",
        "claimants",
        "sizes given / F1",
        "F1 by five folds over training and development articles, the coded sizes given; only the coded "
        "events given: {events given / F1}",
    ),
    Row("- organisers", "records", "organizers / F1", "F1"),
    Row("- participants", "records", "participants / F1", "F1"),
    Row("- targets", "records", "targets / F1", "F1"),
    Row("- issues", "records", "issues / F1", "F1"),
    Row("- police", "records", "police / F1", "F1 of each thing that the police did"),
    Row("- arrested, hurt, killed", "records", "harm / F1", "F1 of each count"),
    Row(
        "Statements",
        "attribution",
        "content+source / F1",
        "F1 of who said what; GenderGapTracker: .42, a second person: .75 (both on another part)",
    ),
    Row(
        "Place names on the map",
        "toponyms",
        "within 161 km, of all gold",
        "share within 161 km; spaCy and the most populous town of the name: .32",
    ),
    Row("Where one event was", "event_place", "place / F1", "F1; the nearest place name: .58"),
    Row("Time expressions", "dates", "right days", "share with the right days; dateparser: .27"),
    Row("Names", "names", "all / F1", "F1; spaCy's model alone: .62"),
    Row("Crowd sizes in words", "sizes", "as coded", "share of 466 phrases read as coded"),
    Row("Text of web pages", "pages", "body_f1", "F1 of the words; done by trafilatura"),
)


def main() -> int:
    """Rewrite the table; 1 where a figure is missing."""
    results = json.loads((ROOT / "benchmarks/results.json").read_text(encoding="utf-8"))["sets"]
    floors = json.loads((ROOT / "benchmarks/floors.json").read_text(encoding="utf-8"))
    readme = ROOT / "README.md"
    try:
        lines = [line_of(row, results, floors) for row in ROWS]
        challenge = challenge_table(results["challenge"]["figures"])
    except KeyError as missing:
        sys.stderr.write(f"benchmarks/results.json has no {missing}; run make bench\n")
        return 1
    table = "\n".join(["| measure | figure | floor | what it means |", "|--|--|--|--|", *lines])
    write_between(readme, BEGIN, table)
    write_between(CHALLENGE, CHALLENGE_BEGIN, challenge)
    return 0


def write_between(page: Path, begin: str, table: str) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{begin}\n{table}\n{END}{after}", encoding="utf-8", newline="\n")


def challenge_table(figures: dict[str, Any]) -> str:
    """One line a group; groups far below the whole are marked."""
    whole = [figures[f"whole: {slot} / F1"] for slot in ("mention", "ALL SLOTS")]
    lines = [
        "| group | articles | mentions F1 | all slots F1 | more than .12 below the whole |",
        "|--|--|--|--|--|",
    ]
    for name in dict.fromkeys(measure.split(": ")[0] for measure in figures):
        articles = figures[f"{name}: articles"]
        invented = figures.get(f"{name}: invented mentions")
        if invented is not None:
            read = figures[f"{name}: articles the gate keeps"]
            told = f"{invented} invented; with the gate on, {read} articles are read"
            lines.append(f"| `{name}` | {articles} | {told} | | |")
            continue
        own = [figures[f"{name}: {slot} / F1"] for slot in ("mention", "ALL SLOTS")]
        words = ("mentions", "all slots")
        far = [word for word, one, of in zip(words, own, whole, strict=True) if of - one > FAR_BELOW]
        lines.append(f"| `{name}` | {articles} | {short(own[0])} | {short(own[1])} | {', '.join(far)} |")
    kept, protests = (figures[f"whole: reports of protests{of}"] for of in (" the gate keeps", ""))
    return "\n".join([*lines, "", f"The gate keeps {kept} of the {protests} reports of protests."])


def line_of(row: Row, results: dict[str, Any], floors: dict[str, Any]) -> str:
    """One line of the table."""
    figures = results[row.labelled_set]["figures"]
    floor = floors.get(row.labelled_set, {}).get("floors", {}).get(row.figure)
    meaning = row.meaning
    for name, value in figures.items():
        meaning = meaning.replace(f"{{{name}}}", short(value))
    shown = "" if floor is None else short(floor)
    return f"| {row.name} | {short(figures[row.figure])} | {shown} | {meaning} |"


def short(figure: float) -> str:
    """Two digits, without a zero before the point, as the field writes shares; cut, never rounded up to 1."""
    return "1" if figure == 1 else f"{min(figure, 0.99):.2f}".removeprefix("0")


if __name__ == "__main__":
    sys.exit(main())
