"""A project's articles, records, decisions and events in one database: a file of SQLite, or PostgreSQL."""

from dateline.store.adding import Added, Adder
from dateline.store.opened import Store, create_store, is_store, open_store

__all__ = ["Added", "Adder", "Store", "create_store", "is_store", "open_store"]
