"""Entry: one place as the gazetteer holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["country", "province", "county", "city", "region", "demonym"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name may mean.

    Attributes:
        geonameid: GeoNames number, where known.
        name: Main name.
        latitude: Degrees, WGS 84. Of a country a middle of its land; of a province or county the
            middle of the settled land in it.
        longitude: Degrees, WGS 84.
        admin1: Name of the state or province, where it lies in one (of a province its own name).
        admin2: Name of the county or district, where known.
        country: ISO 3166 alpha-2, where it lies in one.
        feature: GeoNames class: P (populated place), A (country, state, county), L (part of the world).
        population: People; of provinces and counties the sum of their places. 0 where unknown.
        kind: What it is; "demonym" where the name asked for is a word for its people.
        capital: Whether it is a country's capital.
        main: Whether the name asked for is its main name, accents and case aside.
        own: Whether a team's codebook gives it.
        site: Whether it is a square, a quarter or a building inside a town; its kind is then "city".
    """

    geonameid: int | None
    name: str
    latitude: float
    longitude: float
    admin1: str | None
    admin2: str | None
    country: str | None
    feature: str
    population: int
    kind: PlaceKind
    capital: bool
    main: bool
    own: bool = False
    site: bool = False
