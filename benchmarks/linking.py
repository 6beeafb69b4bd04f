"""What linking is compared with (set ``linking``): no linking at all, and one event a place and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = dict[str, Any]


def alone(records: Iterable[Row]) -> Iterator[Row]:
    """A crosswalk in which every mention has an event of its own."""
    return _crosswalk(records, lambda mention: mention["id"])


def same_place_and_day(records: Iterable[Row]) -> Iterator[Row]:
    """A crosswalk in which mentions of one place and one first day are one event."""

    def event(mention: Row) -> str:
        place, day = mention["place"], mention["date"]
        known = place and day and place["geonameid"]
        return f"{place['geonameid']} {day['start']}" if known else mention["id"]

    return _crosswalk(records, event)


def _crosswalk(records: Iterable[Row], event: Callable[[Row], str]) -> Iterator[Row]:
    for record in records:
        for mention in record["mentions"]:
            yield {
                "event": event(mention),
                "article": record["article"]["id"],
                "mention": mention["id"],
                "main": mention["main"],
                "trigger": mention["trigger"],
            }
