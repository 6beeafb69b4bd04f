"""City: a populated place as a published list gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """One populated place.

    Attributes:
        geonameid: GeoNames number.
        name: Main name.
        latitude: Degrees, WGS 84.
        longitude: Degrees, WGS 84.
        country: ISO 3166 alpha-2.
        population: People; 0 where unknown.
        first: Code of the state or province that holds it: ``US.PA``.
        second: Code of the county or district, where known: ``US.PA.001``.
        names: Other names, in any script.
        quarter: Whether it is a part of a town.
    """

    geonameid: int
    name: str
    latitude: float
    longitude: float
    country: str
    population: int
    first: str
    second: str | None
    names: tuple[str, ...]
    quarter: bool = False
