"""Arrow types and values of record classes, from the classes' own type hints.

A new field of a record appears in the tables by itself. How each kind of hint is kept:
docs/decisions/0072-parquet.md.
"""

from __future__ import annotations

import dataclasses
import types
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NewType, Union, get_args, get_origin

from dateline.records.codec import fields_of

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of values of a type hint: an object is a struct, a tuple a list.

    Raises:
        TypeError: No record may have such a field yet.
    """
    import pyarrow as pa

    if isinstance(hint, NewType):
        return arrow_type(hint.__supertype__)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in parts if part is not types.NoneType)
        return arrow_type(inner)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(parts[0]))
    if origin is dict:
        return pa.map_(arrow_type(parts[0]), arrow_type(parts[1]))
    if dataclasses.is_dataclass(hint):
        return struct_of(hint)  # type: ignore[arg-type]
    return _scalar(hint)


def struct_of(cls: type, *, without: frozenset[str] = frozenset()) -> pa.DataType:
    """The struct of a record class, its fields under the keys of the JSON record, some left out."""
    import pyarrow as pa

    return pa.struct(
        [(key, arrow_type(hint)) for name, key, hint, _ in fields_of(cls) if name not in without]
    )


def _scalar(hint: Any) -> pa.DataType:
    import pyarrow as pa

    kinds = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    if hint not in kinds:
        raise TypeError(f"no Arrow type is set for {hint!r}")
    return kinds[hint]


def arrow_value(value: Any, *, without: frozenset[str] = frozenset()) -> Any:
    """A record, or a part of one, as plain values that Arrow takes for ``arrow_type`` of its class.

    Unlike JSON, every field is there, and days stay days.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            key: arrow_value(getattr(value, name))
            for name, key, _, _ in fields_of(type(value))
            if name not in without
        }
    if isinstance(value, tuple):
        return [arrow_value(item) for item in value]
    if isinstance(value, dict):
        return list(value.items())
    return value
