"""Articles of one event each, as records, without a language model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.link.description import Description, describe
from dateline.records import (
    Actor,
    Article,
    ArticleId,
    EventDate,
    EventPlace,
    Form,
    Issue,
    MadeBy,
    Mention,
    MentionId,
    Name,
    Origin,
    Record,
    Relation,
    Size,
    Span,
    Status,
)
from dateline.records.ids import value_id

TOWNS = {
    "Vell": (101, 50.0, 10.0, "DE"),
    "Obi": (102, 6.5, 3.4, "NG"),
    "Marr": (103, 50.1, 10.1, "DE"),
    "Quen": (104, -33.4, -70.6, "CL"),
}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


class Telling:
    """One mention in words: ``text`` is the sentence, with the trigger in it."""

    def __init__(
        self,
        text: str,
        trigger: str,
        form: str = "march",
        day: str | None = "2024-03-02",
        last: str | None = None,
        town: str | None = "Vell",
        actors: Sequence[str] = (),
        targets: Sequence[str] = (),
        issues: Sequence[str] = (),
        sizes: Sequence[tuple[str, int | None, int | None, str]] = (),
        status: str = "held",
        main: bool = True,
        against: int | None = None,
        basis: str = "stated",
        people: Sequence[str] = (),
    ) -> None:
        self.text, self.trigger, self.form, self.town, self.main = text, trigger, form, town, main
        self.days, self.basis = (_day(day), _day(last or day)), basis
        self.actors, self.targets, self.issues, self.sizes = actors, targets, issues, sizes
        self.status, self.against, self.people = status, against, people


def record(
    article: str,
    *tellings: Telling,
    published: str | None = "2024-03-03",
    source: str | None = None,
    version: str = "1",
    title: str | None = None,
) -> Record:
    """An article that tells of some events, a paragraph each."""
    text = "\n".join(telling.text for telling in tellings)
    ids = [_id(article, text, telling) for telling in tellings]
    return Record(
        made_by=MadeBy(dateline="0.1.0", models={"event": version}, gazetteer="none", settings_sha256="0"),
        input=Origin(file="made.jsonl", line=1),
        article=Article(
            id=ArticleId(article),
            text=text,
            title=title,
            source=source,
            published=_day(published),
            published_basis="given" if published else "none",
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        ),
        outcome="coded",
        mentions=tuple(_mention(text, telling, ids, n) for n, telling in enumerate(tellings)),
        names=tuple(_names(text, tellings)),
    )


def _id(article: str, text: str, telling: Telling) -> str:
    start = text.index(telling.text) + telling.text.index(telling.trigger)
    return value_id(article, "mention", start, start + len(telling.trigger))


def _span(text: str, within: str, words: str) -> Span:
    start = text.index(within) + within.index(words)
    return Span.of(text, start, start + len(words))


def _mention(text: str, telling: Telling, ids: Sequence[str], number: int) -> Mention:
    trigger = (_span(text, telling.text, telling.trigger),)
    sure: dict[str, Any] = {"confidence": 0.9, "evidence": trigger, "by": "made/1"}

    def sure_of(words: str) -> dict[str, Any]:
        found = telling.text.find(words) >= 0
        return {**sure, "evidence": (_span(text, telling.text, words),)} if found else sure

    def actor(name: str) -> Actor:
        kind: Any = "person" if name in telling.people else "union"
        return Actor(name=name, kind=kind, **sure_of(name))

    start, end = telling.days
    place = None
    if telling.town is not None:
        number_of, latitude, longitude, country = TOWNS[telling.town]
        place = EventPlace(
            name=telling.town,
            geonameid=number_of,
            latitude=latitude,
            longitude=longitude,
            country=country,
            precision="city",
            **sure_of(telling.town),
        )
    return Mention(
        id=MentionId(ids[number]),
        main=telling.main,
        trigger=trigger,
        form=Form(value=telling.form, **sure),  # type: ignore[arg-type]
        status=Status(value=telling.status, **sure),  # type: ignore[arg-type]
        date=EventDate(start=start, end=end, precision="day", basis=telling.basis, **sure)  # type: ignore[arg-type]
        if start and end
        else None,
        place=place,
        organizers=tuple(map(actor, telling.actors)),
        targets=tuple(map(actor, telling.targets)),
        issues=tuple(
            Issue(id=f"i{n}", words=words, stance="for", topics=(), **sure_of(words))
            for n, words in enumerate(telling.issues)
        ),
        sizes=tuple(
            Size(id=f"s{n}", low=low, high=high, bound=bound, words=words, of="turnout", **sure_of(words))  # type: ignore[arg-type]
            for n, (words, low, high, bound) in enumerate(telling.sizes)
        ),
        relations=(
            (Relation(kind="counter_to", mention=MentionId(ids[telling.against])),)
            if telling.against is not None
            else ()
        ),
    )


def _names(text: str, tellings: Sequence[Telling]) -> list[Name]:
    return [
        Name(
            name=name,
            kind="organization",
            confidence=0.9,
            evidence=(_span(text, telling.text, name),),
            by="made/1",
        )
        for telling in tellings
        for name in (*telling.actors, *telling.targets)
        if name in telling.text
    ]


def descriptions(*records: Record) -> list[Description]:
    """What of the records is compared."""
    found: list[Description] = []
    for one in records:
        found += describe(json.loads(one.to_json()), one.article.text or "")
    return found


# One march in three papers: told beforehand, told on the day, told a day later without a date.
MARCH = (
    record(
        "plan",
        Telling(
            "The Dockers Union and Harbour Front plan a march in Vell on Saturday against the port sale.",
            "march",
            status="planned",
            actors=("Dockers Union", "Harbour Front"),
            issues=("against the port sale",),
        ),
        published="2024-02-29",
        source="Vell Post",
    ),
    record(
        "day",
        Telling(
            "Some 3,000 members of the Dockers Union marched through Vell on Saturday against the port sale.",
            "marched",
            actors=("Dockers Union",),
            issues=("against the port sale",),
            sizes=(("Some 3,000", 3000, 3000, "about"),),
        ),
        published="2024-03-02",
        source="Obi Times",
    ),
    record(
        "after",
        Telling(
            "The Harbour Front put its march with the Dockers Union in Vell at 8,000 against the port sale.",
            "march",
            day=None,
            actors=("Harbour Front", "Dockers Union"),
            issues=("against the port sale",),
            sizes=(("8,000", 8000, 8000, "exact"),),
        ),
        published="2024-03-03",
        source="Quen Wire",
    ),
)
COUNTER = record(
    "both",
    Telling(
        "The Dockers Union and Harbour Front marched through Vell on Saturday against the port sale.",
        "marched",
        actors=("Dockers Union", "Harbour Front"),
        issues=("against the port sale",),
    ),
    Telling(
        "Members of the Traders League held a counter-protest in Vell to back the buyers.",
        "counter-protest",
        form="demonstration",
        actors=("Traders League",),
        targets=("Dockers Union",),
        issues=("to back the buyers",),
        against=0,
    ),
    published="2024-03-03",
    source="Marr Daily",
)


def weekly(count: int) -> list[Record]:
    """A vigil that the same people hold every week, each week in the paper."""
    return [
        record(
            f"week{n}",
            Telling(
                f"Mothers of the Plaza Circle held their vigil number {n} in Quen for the missing miners.",
                "vigil",
                form="vigil",
                day=date.fromordinal(date(2024, 3, 1).toordinal() + 7 * n).isoformat(),
                town="Quen",
                actors=("Plaza Circle",),
                issues=("for the missing miners",),
            ),
            published=date.fromordinal(date(2024, 3, 2).toordinal() + 7 * n).isoformat(),
        )
        for n in range(count)
    ]
