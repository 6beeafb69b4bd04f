"""A team's own places, which win over the gazetteer's of the same name."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.codebook import OwnPlace
from dateline.gazetteer.entry import Entry, PlaceKind
from dateline.gazetteer.fold import fold
from dateline.records.lists import PlacePrecision

_KINDS: dict[PlacePrecision, PlaceKind] = {
    "site": "city", "city": "city", "district": "county", "province": "province", "country": "country",
}  # fmt: skip
_FEATURES: dict[PlaceKind, str] = {"city": "P", "county": "A", "province": "A", "country": "A"}


def own_entries(places: Iterable[OwnPlace]) -> dict[str, tuple[Entry, ...]]:
    """Entries by folded name; several places may share one."""
    table: dict[str, tuple[Entry, ...]] = {}
    for place in places:
        entry = _entry(place)
        for name in place.names:
            table[fold(name)] = (*table.get(fold(name), ()), entry)
    return table


def _entry(place: OwnPlace) -> Entry:
    kind = _KINDS[place.precision]
    return Entry(
        geonameid=place.geonameid,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        admin1=place.admin1,
        admin2=place.admin2,
        country=place.country,
        feature=_FEATURES[kind],
        population=0,
        kind=kind,
        capital=False,
        main=True,
        own=True,
        site=place.precision == "site",
    )
