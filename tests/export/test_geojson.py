"""GeoJSON, read back as JSON and by GDAL, which QGIS reads with."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.raw
import pytest
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from any_record import records
from build_records import march_mention, march_record, record_of

from dateline.export.flat import HEADER, masked_rows
from dateline.export.writers import open_writers
from dateline.records import MentionId, Record


def written(target: Path, *given: Record) -> Path:
    with open_writers([str(target)], force=True) as (writer,):
        for record in given:
            writer.write(record)
    return target


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def features(path: Path) -> list[dict[str, Any]]:
    collection = json.loads(path.read_bytes(), parse_constant=refuse)
    assert collection["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = collection["features"]
    return found


def placed_at(latitude: float | None, longitude: float | None) -> Record:
    mention = march_mention()
    assert mention.place is not None
    place = replace(mention.place, latitude=latitude, longitude=longitude)
    return replace(march_record(), mentions=(replace(mention, place=place),))


def test_a_mention_is_a_point_longitude_first(tmp_path: Path) -> None:
    (feature,) = features(written(tmp_path / "a.geojson", march_record()))
    assert feature["type"] == "Feature" and feature["id"] == "m1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [31.0292, -29.8579]}


def test_the_properties_are_the_columns_of_the_flat_table(tmp_path: Path) -> None:
    (feature,) = features(written(tmp_path / "a.geojson", march_record()))
    properties = feature["properties"]
    assert tuple(properties) == HEADER
    assert (properties["date_start"], properties["size_low"], properties["main"]) == (
        "2024-03-14",
        2000,
        True,
    )
    assert (properties["published"], properties["damage"]) == (None, None)


def test_no_hidden_name_is_in_the_file(tmp_path: Path) -> None:
    text = written(tmp_path / "a.geojson", march_record()).read_text(encoding="utf-8")
    assert "[person 1]: We have not had" in text
    assert "Khoza" not in text and "Zondo" not in text


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, None), (1.0, None), (math.nan, 1.0), (91.0, 1.0), (1.0, 180.5), (math.inf, 1.0)],
    ids=["none", "half", "no number", "beyond the pole", "beyond the antimeridian", "without end"],
)
def test_a_mention_without_a_point_is_there_without_geometry(
    tmp_path: Path, latitude: float | None, longitude: float | None
) -> None:
    (feature,) = features(written(tmp_path / "a.geojson", placed_at(latitude, longitude)))
    assert feature["geometry"] is None and feature["properties"]["place"] == "Durban"


def test_a_mention_without_a_place_is_there_without_geometry(tmp_path: Path) -> None:
    record = replace(march_record(), mentions=(replace(march_mention(), place=None),))
    (feature,) = features(written(tmp_path / "a.geojson", record))
    assert feature["geometry"] is None


def test_an_empty_run_is_an_empty_collection(tmp_path: Path) -> None:
    target = written(tmp_path / "a.geojson", record_of("Nothing happened."))
    assert features(target) == []
    assert pyogrio.read_info(target)["features"] == 0


def test_a_mention_out_of_scope_is_left_out(tmp_path: Path) -> None:
    out = replace(march_mention(), id=MentionId("m2"), out_of_scope=("country",))
    record = replace(march_record(), mentions=(march_mention(), out))
    assert [f["id"] for f in features(written(tmp_path / "a.geojson", record))] == ["m1"]


def test_gdal_reads_points_days_and_numbers(tmp_path: Path) -> None:
    target = written(tmp_path / "a.geojson", placed_at(None, None), march_record(), march_record())
    facts = pyogrio.read_info(target, force_total_bounds=True)
    assert (facts["layer_name"], facts["crs"], facts["features"]) == ("mentions", "EPSG:4326", 3)
    assert facts["geometry_type"] == "Point"
    assert facts["total_bounds"] == (31.0292, -29.8579, 31.0292, -29.8579)
    types = dict(zip(facts["fields"], facts["ogr_types"], strict=True))
    assert (types["date_start"], types["size_low"], types["latitude"]) == ("OFTDate", "OFTInteger", "OFTReal")
    meta, _, geometry, columns = pyogrio.raw.read(target)
    read = dict(zip(meta["fields"], columns, strict=True))
    assert geometry[0] is None and geometry[1] is not None
    assert list(read["place"]) == ["Durban"] * 3


@pytest.mark.slow
@given(record=records)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_record_holds_is_read_back(
    record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = written(tmp_path_factory.mktemp("any") / "a.geojson", record)
    expected = [
        {name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in cells.items()}
        for cells in masked_rows(record)
    ]
    assert [feature["properties"] for feature in features(target)] == expected
    assert pyogrio.read_info(target)["features"] == len(expected)
