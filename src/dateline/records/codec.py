"""Frozen records to plain JSON values and back, from the dataclasses' own type hints.

A field's metadata may rename it (``key``) or leave it out at one value (``omit``): ``Span.where`` is
written as ``in``, and only where it is not ``text``.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
import types
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from dateline.errors import BrokenContract

_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold it, no file of records can


@cache
def fields_of(cls: type) -> tuple[tuple[str, str, Any, dataclasses.Field[Any]], ...]:
    """Each field of a record class: its name, the key it is written under, its type and the field itself."""
    hints = get_type_hints(cls)
    return tuple((f.name, f.metadata.get("key", f.name), hints[f.name], f) for f in dataclasses.fields(cls))


@dataclasses.dataclass(frozen=True, slots=True)
class _Form:
    """How a record class is written: its keys, what gives their values, and those left out at one value."""

    keys: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    omitted: tuple[tuple[str, Any], ...]


@cache
def _form_of(cls: type) -> _Form:
    fields = fields_of(cls)
    names = [name for name, *_ in fields]
    return _Form(
        keys=tuple(key for _, key, _, _ in fields),
        values=attrgetter(*names)
        if len(names) > 1
        else lambda record: tuple(getattr(record, n) for n in names),
        omitted=tuple((key, f.metadata["omit"]) for _, key, _, f in fields if "omit" in f.metadata),
    )


def _written(value: Any) -> Any:
    """A record by its keys, a day by its digits; the parts of a record are left as they are."""
    if isinstance(value, date):
        return value.isoformat()
    form = _form_of(value.__class__)
    parts = dict(zip(form.keys, form.values(value), strict=False))  # both are of the same fields
    for key, left_out in form.omitted:
        if parts[key] == left_out:
            del parts[key]
    return parts


def encode(value: Any) -> Any:
    """A record, or a part of one, as plain JSON values."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    parts = value if isinstance(value, dict) else _written(value)
    return {key: encode(part) for key, part in parts.items()} if isinstance(parts, dict) else parts


def to_line(record: Any) -> str:
    """A record as one line of JSON: of ``encode``'s values, which need not be made for it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=_written)


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
