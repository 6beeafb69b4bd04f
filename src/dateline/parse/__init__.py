"""One language pass: sentences, tokens, dependencies and names over the untouched text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.parse.parsed import Parsed
    from dateline.parse.parser import Parser

__all__ = ["Parsed", "Parser"]

# The command line asks for the model's name without loading spaCy, so these are imported when used.
_HOMES = {"Parsed": "dateline.parse.parsed", "Parser": "dateline.parse.parser"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline.parse' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
