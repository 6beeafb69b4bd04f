"""Which names are those of stores."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SQLITE_ENDINGS: Final = frozenset((".db", ".sqlite", ".sqlite3"))


def is_server(name: str) -> bool:
    """Whether a name is the address of a PostgreSQL database."""
    return name.startswith(("postgresql:", "postgres:"))


def is_store(name: str) -> bool:
    """Whether a name is that of a store: a file that ends in .db or .sqlite, or the address of PostgreSQL."""
    return is_server(name) or Path(name).suffix.lower() in _SQLITE_ENDINGS
