"""Frozen records to plain JSON values and back, from the dataclasses' own type hints.

A field's metadata may rename it (``key``) or leave it out at one value (``omit``): ``Span.where`` is
written as ``in``, and only where it is not ``text``.
"""

from __future__ import annotations

import dataclasses
import math
import re
import types
from datetime import date
from functools import cache
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from dateline.errors import BrokenContract

_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold it, no file of records can


@cache
def fields_of(cls: type) -> tuple[tuple[str, str, Any, dataclasses.Field[Any]], ...]:
    """Each field of a record class: its name, the key it is written under, its type and the field itself."""
    hints = get_type_hints(cls)
    return tuple((f.name, f.metadata.get("key", f.name), hints[f.name], f) for f in dataclasses.fields(cls))


def encode(value: Any) -> Any:
    """A record, or a part of one, as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            key: encode(getattr(value, name))
            for name, key, _, f in fields_of(type(value))
            if "omit" not in f.metadata or getattr(value, name) != f.metadata["omit"]
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode[T](cls: type[T], data: Any) -> T:
    """The record of type ``cls`` that ``encode`` gave as ``data``.

    Raises:
        BrokenContract: A field is missing, unknown, or holds what its type does not allow.
    """
    result: T = _read(cls, data, cls.__name__)
    return result


def _read(kind: Any, data: Any, where: str) -> Any:
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(kind, data, where)
    if origin is Literal:
        return _expect(data in get_args(kind), data, where, f"one of {get_args(kind)}")
    if origin is tuple:
        _expect(isinstance(data, list), data, where, "a list")
        return tuple(_read(get_args(kind)[0], item, f"{where}[{i}]") for i, item in enumerate(data))
    if origin is dict:
        _expect(isinstance(data, dict), data, where, "an object")
        return {key: _read(get_args(kind)[1], item, f"{where}.{key}") for key, item in data.items()}
    if dataclasses.is_dataclass(kind):
        return _read_object(kind, data, where)
    if kind is date:
        return _read_date(data, where)
    return _read_scalar(kind, data, where)


def _read_union(kind: Any, data: Any, where: str) -> Any:
    if data is None:
        return _expect(type(None) in get_args(kind), data, where, "a value")
    (inner,) = (a for a in get_args(kind) if a is not type(None))
    return _read(inner, data, where)


def _read_object(kind: Any, data: Any, where: str) -> Any:
    _expect(isinstance(data, dict), data, where, "an object")
    fields = fields_of(kind)
    if unknown := data.keys() - {key for _, key, _, _ in fields}:
        raise BrokenContract(f"{where}: unknown fields {sorted(unknown)}")
    values = {}
    for name, key, hint, f in fields:
        if key in data:
            values[name] = _read(hint, data[key], f"{where}.{key}")
        elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise BrokenContract(f"{where}: field {key!r} is missing")
    return kind(**values)


def _read_date(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise BrokenContract(f"{where}: {data!r:.80} found, an ISO date expected") from None


def _read_scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is float:
        return _read_float(data, where)
    if kind is str:
        _expect(isinstance(data, str) and not _SURROGATE.search(data), data, where, "text that is Unicode")
    fits = isinstance(data, kind) and (kind is bool or not isinstance(data, bool))
    return _expect(fits, data, where, kind.__name__)


def _read_float(data: Any, where: str) -> float:
    fits = isinstance(data, int | float) and not isinstance(data, bool)
    try:
        # JSON has no NaN and no infinity, though Python reads both.
        return float(_expect(fits and math.isfinite(data), data, where, "a number"))
    except OverflowError:
        raise BrokenContract(f"{where}: a number found that is out of range") from None


def _expect(fits: bool, data: Any, where: str, what: str) -> Any:
    if not fits:
        raise BrokenContract(f"{where}: {data!r:.80} found, {what} expected")
    return data
