"""A coder that needs no model; workers import it, so it is no test module."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from dateline.commands.flow import ToCode
from dateline.errors import ModelError
from dateline.records import MadeBy, Record

MADE_BY = MadeBy(dateline="0", gazetteer="none", settings_sha256="0")


def _code(given: ToCode) -> Record:
    text = given.article.text or ""
    if text.startswith("DIE"):
        os._exit(9)
    if text.startswith("SLEEP"):
        time.sleep(60)
    if text.startswith("RAISE"):
        raise ValueError("bad text")
    if text.startswith("LEAVE"):
        return Record(
            made_by=MADE_BY,
            input=given.origin,
            article=given.article,
            outcome="left_out",
            reason="no protest",
        )
    return Record(made_by=MADE_BY, input=given.origin, article=given.article, outcome="coded")


def fake_coder() -> Callable[[ToCode], Record]:
    return _code


def no_model() -> Callable[[ToCode], Record]:
    raise ModelError("no model is there")
