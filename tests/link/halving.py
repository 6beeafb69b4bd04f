"""Tasks of processes, importable there: one that halves numbers, one that ends its process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from dateline.errors import UsageError


def halving() -> Callable[[int], float]:
    return _half


def _half(number: int) -> float:
    if number < 0:
        raise UsageError(f"{number} is below zero")
    time.sleep(0.05 / (1 + number))  # the later ones are done sooner
    return number / 2


def dying() -> Callable[[int], float]:
    return os._exit
