"""A task may put off what it loads until an item needs it; the item's time does not run meanwhile."""

from __future__ import annotations

import multiprocessing

import pytest
from unready import dies_while_loading, nothing_to_load, slow_to_load

from dateline.engine import run
from dateline.errors import ModelError, WorkerDied

pytestmark = pytest.mark.slow


def test_what_an_item_needs_is_loaded_once_and_off_its_time() -> None:
    results = list(run(slow_to_load, ["a", "load b", "load c"], workers=1, time_limit_s=0.7))
    assert [r.value for r in results] == ["a 0", "load b 1", "load c 1"]


def test_items_that_need_nothing_load_nothing() -> None:
    results = run(nothing_to_load, ["a", "b"], workers=1, time_limit_s=20)
    assert [r.value for r in results] == ["a 0", "b 0"]


def test_what_cannot_be_loaded_ends_the_run() -> None:
    with pytest.raises(ModelError, match="no model is there"):
        list(run(nothing_to_load, ["a", "load b"], workers=2, time_limit_s=20))
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_while_it_loads_counts_as_one_that_cannot_start() -> None:
    with pytest.raises(WorkerDied, match="while they start"):
        list(run(dies_while_loading, ["load"], workers=1, time_limit_s=20))
