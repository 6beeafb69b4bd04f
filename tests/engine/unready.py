"""A task that loads before its first item that asks for it; workers import it, so it is no test module."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

from dateline.engine import NotReady
from dateline.errors import ModelError


class Late:
    """Items that begin with "load" need what ``load`` loads; its time is over that of an item."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._load, self._loaded = load, 0

    def __call__(self, item: str) -> str | NotReady:
        if item.startswith("load") and not self._loaded:
            return NotReady(self._load_now)
        return f"{item} {self._loaded}"

    def _load_now(self) -> None:
        self._load()
        self._loaded += 1


def slow_to_load() -> Late:
    return Late(partial(time.sleep, 1.5))


def nothing_to_load() -> Late:
    return Late(_refuse)


def dies_while_loading() -> Late:
    return Late(partial(os._exit, 3))


def _refuse() -> None:
    raise ModelError("no model is there")
