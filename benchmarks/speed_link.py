"""How long linking takes, and how that grows, on made-up projects of up to a million mentions.

    python benchmarks/speed_link.py [--mentions 10000 100000 1000000] [--folder DIR]

The reports of a made-up world: events over five years in 3,000 towns, each told by a few articles that leave
out or blur some of it, a fifth of them reprints; and bursts of 10,000 mentions of one town and day, of some
hundred events. For each number of mentions a project is filled, ``dateline link`` runs in a process of its
own, and seconds, peak memory (of all processes together) and the growth are told and held against the limits.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import insert, select

from dateline.records.ids import value_id
from dateline.store.opened import create_store, open_store
from dateline.store.tables import ARTICLE, ARTICLE_TEXT, EVENT_MENTION, MENTION, READING, READING_BODY

MOST_SECONDS, MOST_GB, MOST_GROWTH = 900, 8.0, 1.25
SEED, DAYS, TOWNS = 3, 5 * 365, 3_000
BURST, BURST_EVENTS, BURST_EVERY = 10_000, 300, 200_000
REPRINTS = 0.2
FORMS = "rally march demonstration vigil picket strike walkout sit_in blockade riot".split()
FIRST_DAY = date(2019, 1, 1)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article says of one event: the event's number, the day it is told, other words, the values."""

    event: int
    published: int
    filling: str
    said: Row


class World:
    """Where things happen, who does them and what about, drawn once."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
        word = lambda: "".join(self.chance.choices(syllables, k=self.chance.randint(2, 4)))  # noqa: E731
        self.towns = [
            (word().title(), self.chance.uniform(-40, 60), self.chance.uniform(-120, 140), n)
            for n in range(TOWNS)
        ]
        self.groups = [
            f"{word().title()} {kind}"
            for kind in ("Union", "Front", "Movement", "Party")
            for _ in range(2_000)
        ]
        self.words = [word() for _ in range(20_000)]

    def event(self, day: int | None = None, town: int | None = None) -> Row:
        """What happened."""
        chance = self.chance
        return {
            "day": chance.randrange(DAYS) if day is None else day,
            # Some towns see far more than others.
            "town": self.towns[int(TOWNS * chance.random() ** 3) if town is None else town],
            "form": chance.choice(FORMS),
            "groups": chance.sample(self.groups, 3),
            "words": chance.sample(self.words, 14),
            "size": int(10 ** chance.uniform(1.5, 5)),
        }

    def telling(self, event: Row) -> Row:
        """What one article says of it."""
        chance = self.chance
        said = {
            **event,
            "words": chance.sample(event["words"], 9),
            "groups": chance.sample(event["groups"], 2),
        }
        if chance.random() < 0.2:
            said["form"] = "demonstration"
        if chance.random() < 0.1:
            said["town"] = None
        if chance.random() < 0.1:
            said["day"] = None
        elif chance.random() < 0.05:
            said["day"] += chance.choice((-1, 1))
        said["size"] = int(event["size"] * chance.uniform(0.5, 1.5)) if chance.random() < 0.5 else None
        return said

    def tellings(self, count: int) -> Iterator[Telling]:
        """What the articles say, one mention each: first the bursts, then everything else."""
        told, events = 0, 0
        for _ in range(count // BURST_EVERY):
            day, town = self.chance.randrange(DAYS), self.chance.randrange(100)
            some = [self.event(day, town) for _ in range(BURST_EVENTS)]
            often = [1 / (rank + 1) for rank in range(BURST_EVENTS)]
            for number in self.chance.choices(range(BURST_EVENTS), often, k=BURST):
                yield self._told(events + number, some[number])
            told, events = told + BURST, events + BURST_EVENTS
        while told < count:
            event = self.event()
            first = self._told(events, event)
            yield first
            for _ in range(min(int(self.chance.expovariate(0.5)), count - told - 1)):
                reprint = self.chance.random() < REPRINTS
                yield first if reprint else self._told(events, event)
                told += 1
            told, events = told + 1, events + 1

    def _told(self, number: int, event: Row) -> Telling:
        published = event["day"] + self.chance.randint(0, 3)
        filling = " ".join(self.chance.choices(self.words, k=40))
        return Telling(number, published, filling, self.telling(event))


def fill(name: str, count: int) -> list[int]:
    """Make a project of so many mentions; gives the number of the event of each, in the order of articles."""
    store = create_store(name)
    truth = []
    with store.writing() as connection:
        for some in batched(enumerate(World(SEED).tellings(count)), 5_000):
            rows = [_rows(f"a{number:07}", telling) for number, telling in some]
            truth += [telling.event for _, telling in some]
            for table in (ARTICLE, ARTICLE_TEXT, READING, READING_BODY, MENTION):
                connection.execute(insert(table), [row[table.name] for row in rows])
    return truth


def _rows(article: str, telling: Telling) -> dict[str, Row]:
    text, trigger = _text(telling)
    start = text.index(trigger)
    mention = value_id(article, "mention", start, start + len(trigger))
    body = json.dumps(
        _record(article, mention, telling, {"start": start, "end": start + len(trigger), "quote": trigger})
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    reading = {"article_id": article, "version": 1}
    return {
        "article": {"id": article, "text_sha256": digest, "forgotten": 0},
        "article_text": {"article_id": article, "text": text},
        "reading": {
            **reading,
            "made_by_sha256": "0",
            "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
            "outcome": "coded",
        },
        "reading_body": {**reading, "body": body},
        "mention": {
            "id": mention,
            "article_id": article,
            "in_version": 1,
            "start": start,
            "end": start + len(trigger),
        },
    }


def _text(telling: Telling) -> tuple[str, str]:
    said = telling.said
    trigger = f"held a {said['form']}"
    where = f" in {said['town'][0]}" if said["town"] else ""
    first = f"Members of the {' and the '.join(said['groups'])} {trigger}{where}: {' '.join(said['words'])}."
    return f"{first}\n\n{telling.filling}.", trigger


def _record(article: str, mention: str, telling: Telling, span: Row) -> Row:
    said = telling.said
    sure = {"confidence": 0.9, "evidence": [span], "by": "made-up/1"}
    day = None if said["day"] is None else _iso(said["day"])
    actors = [
        {"name": name, "acronym": None, "kind": "union", "role": None, "affiliation": None, **sure}
        for name in said["groups"]
    ]
    size = {
        "id": "s",
        "low": said["size"],
        "high": said["size"],
        "bound": "exact",
        "words": "so many",
        "of": "turnout",
        "claimant": None,
        **sure,
    }
    place = None
    if said["town"]:
        name, latitude, longitude, number = said["town"]
        place = {
            "name": name,
            "site": None,
            "geonameid": number,
            "latitude": latitude,
            "longitude": longitude,
            "admin1": None,
            "admin2": None,
            "country": f"C{number % 90:02}",
            "precision": "city",
            **sure,
        }
    article_of = {"id": article, "url": None, "title": None, "source": f"paper {int(article[1:]) % 500}"}
    issue = {"id": "i", "words": " ".join(said["words"][:4]), "stance": "unknown", "topics": [], **sure}
    date_of = {"start": day, "end": day, "days": None, "precision": "day", "basis": "stated", **sure}
    empty = "participants targets police violence arrested injured killed damage relations".split()
    told = {
        "id": mention,
        "main": True,
        "trigger": [span],
        "form": {"value": said["form"], "also": [], **sure},
        "status": {"value": "held", **sure},
        "date": date_of if day else None,
        "place": place,
        "organizers": actors,
        "sizes": [size] if said["size"] else [],
        "wave": None,
        "issues": [issue],
        **{name: [] for name in empty},
    }
    return {
        "article": {**article_of, "published": _iso(telling.published)},
        "mentions": [told],
        "names": [{"name": name, "kind": "organization", **sure} for name in said["groups"]],
    }


def _iso(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).isoformat()


@dataclass(frozen=True, slots=True)
class Run:
    """One project that was linked."""

    mentions: int
    seconds: float
    peak_gb: float
    events: int
    b3: float


def run(folder: Path, count: int) -> Run:
    """Fill a project and link it in a process of its own."""
    name = str(folder / f"{count}.db")
    truth = fill(name, count)
    begun = time.perf_counter()
    linking = psutil.Popen([sys.executable, "-m", "dateline", "link", name])
    peak = 0
    while linking.poll() is None:
        with contextlib.suppress(psutil.Error):  # it has just ended
            all_of = (linking, *linking.children(recursive=True))
            peak = max(peak, sum(process.memory_info().rss for process in all_of))
        time.sleep(0.05)
    seconds = time.perf_counter() - begun
    if linking.returncode:
        raise SystemExit(f"linking {count:,} mentions failed")
    events = _events(name)
    return Run(count, round(seconds, 1), round(peak / 2**30, 2), len(set(events)), _b3(truth, events))


def _events(name: str) -> list[str]:
    with open_store(name).reading() as connection:
        joined = MENTION.join(EVENT_MENTION, MENTION.c.id == EVENT_MENTION.c.mention_id)
        wanted = select(EVENT_MENTION.c.event_id).select_from(joined).order_by(MENTION.c.article_id)
        return list(connection.execute(wanted).scalars())


def _b3(truth: Sequence[object], found: Sequence[object]) -> float:
    both, ones, others = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    precision = sum(n * n / others[f] for (_, f), n in both.items()) / len(truth)
    recall = sum(n * n / ones[t] for (t, _), n in both.items()) / len(truth)
    return round(2 * precision * recall / (precision + recall), 3)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument(
        "--folder", type=Path, help="where the projects are made; by default one that is removed"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-") as made:
        runs = []
        for count in arguments.mentions:
            runs.append(run(arguments.folder or Path(made), count))
            print(json.dumps(asdict(runs[-1])), flush=True)
    return _told(runs)


def _told(runs: Sequence[Run]) -> int:
    last, first = runs[-1], runs[0]
    checks = [
        (f"seconds for {last.mentions:,} mentions", last.seconds, MOST_SECONDS),
        ("peak memory, GB", last.peak_gb, MOST_GB),
    ]
    if len(runs) > 1:
        growth = math.log(last.seconds / first.seconds) / math.log(last.mentions / first.mentions)
        checks.append((f"growth from {first.mentions:,}: N to the power of", round(growth, 3), MOST_GROWTH))
    for what, value, limit in checks:
        print(f"{'ok  ' if value <= limit else 'OVER'} {what}: {value:,} (at most {limit:,})")
    return int(any(value > limit for _, value, limit in checks))


if __name__ == "__main__":
    sys.exit(main())
