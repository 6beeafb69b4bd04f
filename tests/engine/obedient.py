"""A task that does what its items say; workers import it, so it is no test module."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from dateline.errors import DatelineError, ModelError


def _obey(order: str) -> str:
    kind, _, value = order.partition(" ")
    if kind == "sleep":
        time.sleep(float(value))
    elif kind == "die":
        os._exit(7)
    elif kind == "raise":
        raise ValueError(value)
    elif kind == "refuse":
        raise DatelineError(value)
    elif kind == "pid":
        return str(os.getpid())
    elif kind == "lambda":
        return lambda: None  # type: ignore[return-value]
    elif kind == "long":
        return "x" * int(value)
    return order


def obedient() -> Callable[[str], str]:
    return _obey


def without_model() -> Callable[[str], str]:
    raise ModelError("no model is there")


def dies_while_starting() -> Callable[[str], str]:
    os._exit(3)
