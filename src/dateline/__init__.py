"""Dateline: news reports of protests in, protest-event data that can be checked out.

>>> import dateline
>>> dateline.read_size("more than 2,000").low
2000
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.codebook import Codebook, load_codebook
    from dateline.coder import Coder
    from dateline.errors import DatelineError, UnreadableSize
    from dateline.extract.number import SizeReading, read_size
    from dateline.records import Article, Record
    from dateline.settings import Settings
    from dateline.show import show_html

__all__ = [
    "Article", "Codebook", "Coder", "DatelineError", "Record", "Settings", "SizeReading", "UnreadableSize",
    "load_codebook", "read_size", "show_html",
]  # fmt: skip

# Where each name lives: imported when it is first asked for, so that "import dateline" is quick.
_HOMES = {
    "Article": "dateline.records",
    "Codebook": "dateline.codebook",
    "Coder": "dateline.coder",
    "DatelineError": "dateline.errors",
    "Record": "dateline.records",
    "Settings": "dateline.settings",
    "SizeReading": "dateline.extract.number",
    "UnreadableSize": "dateline.errors",
    "load_codebook": "dateline.codebook",
    "read_size": "dateline.extract.number",
    "show_html": "dateline.show",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
