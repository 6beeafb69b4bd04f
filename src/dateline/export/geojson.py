"""GeoJSON (RFC 7946): one feature a mention, its properties the columns of the flat table, masked.

What a mention without coordinates becomes: docs/decisions/0073-maps-and-workbooks.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from dateline.export.flat import Cell, masked_rows
from dateline.export.writing import Output
from dateline.records import Record

# "name" is what GDAL, and so QGIS, calls the layer.
_HEAD = '{"type":"FeatureCollection","name":"mentions","features":['
_FOOT = "\n]}\n"


class GeojsonWriter:
    """Writes features as they come; ``geojson_writer`` opens and closes the collection."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._before = "\n"
        output.write(_HEAD)

    def write(self, record: Record) -> None:
        """Add a feature for each mention of the record."""
        for cells in masked_rows(record):
            feature = json.dumps(_feature(cells), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            self._output.write(self._before + feature)
            self._before = ",\n"

    def finish(self) -> None:
        """Close the collection."""
        self._output.write(_FOOT)


@contextmanager
def geojson_writer(output: Output) -> Iterator[GeojsonWriter]:
    """A writer whose file is whole once the block ends without an error."""
    writer = GeojsonWriter(output)
    yield writer
    writer.finish()


def _feature(cells: dict[str, Cell]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cells["mention_id"],
        "geometry": _point(cells["longitude"], cells["latitude"]),
        "properties": {name: _plain(cell) for name, cell in cells.items()},
    }


def _point(longitude: Cell, latitude: Cell) -> dict[str, Any] | None:
    """The point, longitude first; None where a coordinate is missing or lies on no map."""
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):  # nor is NaN
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _plain(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    return cell
