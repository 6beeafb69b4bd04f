"""Scores what Dateline writes against labelled news: floors, the field report, the gate's losses."""

from __future__ import annotations

from dateline.evaluate.fields import FieldLine, field_report
from dateline.evaluate.floors import GoldFile, Judged, SetFloors, gold_file, judge, pin
from dateline.evaluate.table import plain_table

__all__ = [
    "FieldLine",
    "GoldFile",
    "Judged",
    "SetFloors",
    "field_report",
    "gold_file",
    "judge",
    "pin",
    "plain_table",
]
