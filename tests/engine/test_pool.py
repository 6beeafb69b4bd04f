from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from obedient import dies_while_starting, obedient, without_model

from dateline.engine import run
from dateline.errors import ModelError, WorkerDied

pytestmark = pytest.mark.slow


def answers(items: list[str], *, workers: int = 2, time_limit_s: float = 30.0) -> list[str]:
    return [
        r.value if r.error is None else f"{type(r.error).__name__}: {r.error}"
        for r in run(obedient, items, workers=workers, time_limit_s=time_limit_s)
    ]


def test_results_come_in_input_order() -> None:
    items = ["sleep 0.4", *[f"item {i}" for i in range(20)]]
    assert answers(items) == items


def test_a_long_item_and_a_long_answer_pass_the_pipe() -> None:
    long = "y" * 3_000_000
    assert [len(a) for a in answers([long, "long 3000000"], workers=1)] == [3_000_000, 3_000_000]


def test_nothing_in_starts_no_process() -> None:
    assert answers([]) == []
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_costs_its_own_item_only() -> None:
    assert answers(["a", "die", "b", "c"]) == [
        "a",
        "WorkerDied: the worker process ended (exit code 7) while it held this article",
        "b",
        "c",
    ]


def test_a_worker_killed_from_outside_costs_its_own_item_only() -> None:
    results = run(obedient, ["pid", "sleep 30", "b"], workers=1, time_limit_s=60)
    pid = int(next(results).value)
    waiting = results.__next__
    from threading import Timer

    Timer(0.3, os.kill, (pid, 9 if sys.platform != "win32" else 15)).start()
    assert isinstance(waiting().error, WorkerDied)
    assert next(results).value == "b"
    results.close()


def test_a_worker_killed_between_two_items_costs_none() -> None:
    def items() -> Iterator[str]:
        yield "pid"
        for worker in multiprocessing.active_children():
            worker.kill()
            worker.join()
        yield "b"

    results = list(run(obedient, items(), workers=1, time_limit_s=20, look_ahead=1))
    assert [r.error for r in results] == [None, None]


def test_an_item_over_its_time_fails_and_the_run_goes_on() -> None:
    started = time.monotonic()
    assert answers(["a", "sleep 60", "b"], workers=1, time_limit_s=0.5) == [
        "a",
        "TimeLimitReached: not done within 0.5 s",
        "b",
    ]
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("order", "expected"),
    [("raise bad", "ProgramFault: ValueError: bad (obedient.py, line "), ("refuse so", "DatelineError: so")],
    ids=["any error", "an error of ours"],
)
def test_an_error_comes_back_with_its_message(order: str, expected: str) -> None:
    first, second = answers([order, "a"], workers=1)
    assert first.startswith(expected) and second == "a"


def test_an_answer_that_cannot_be_pickled_fails_its_item() -> None:
    (first, second) = answers(["lambda", "a"], workers=1)
    assert "cannot leave the worker" in first and second == "a"


def test_a_task_that_cannot_be_built_ends_the_run() -> None:
    with pytest.raises(ModelError, match="no model is there"):
        list(run(without_model, ["a"], workers=2, time_limit_s=5))
    assert multiprocessing.active_children() == []


def test_workers_that_die_while_they_start_end_the_run() -> None:
    with pytest.raises(WorkerDied, match="while they start"):
        list(run(dies_while_starting, ["a"], workers=1, time_limit_s=5))


def test_a_consumer_that_stops_early_leaves_no_process() -> None:
    results = run(obedient, ["a", *["sleep 30"] * 5], workers=2, time_limit_s=60)
    assert next(results).value == "a"
    results.close()
    assert multiprocessing.active_children() == []


def test_items_are_read_only_so_far_ahead() -> None:
    read: list[int] = []

    def items() -> Iterator[str]:
        for i in range(100):
            read.append(i)
            yield f"item {i}"

    results = run(obedient, items(), workers=1, time_limit_s=5, look_ahead=3)
    next(results)
    assert len(read) <= 4
    results.close()


def test_items_that_need_no_worker_pass_in_their_turn() -> None:
    results = run(obedient, ["a", "pid", "b"], workers=1, time_limit_s=5, needs_worker=lambda i: i == "pid")
    first, second, third = [r.value for r in results]
    assert (first, third) == ("a", "b") and second != str(os.getpid())


def test_only_items_that_need_no_worker_start_no_process() -> None:
    results = run(without_model, ["a", "b"], workers=1, time_limit_s=5, needs_worker=lambda i: False)
    assert [r.value for r in results] == ["a", "b"]


INTERRUPTED = """
import sys
sys.path.insert(0, {folder!r})
from obedient import obedient
from obedient import dies_while_starting, obedient, without_model

from dateline.engine import run
if __name__ == "__main__":
    results = run(obedient, ["pid", "sleep 60"], workers=1, time_limit_s=100)
    print(next(results).value, flush=True)
    next(results)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_leaves_no_process(tmp_path: Path) -> None:
    import signal

    script = INTERRUPTED.format(folder=os.path.dirname(__file__))
    path = tmp_path / "interrupted.py"
    path.write_text(script, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.send_signal(signal.SIGINT)
        parent.communicate(timeout=20)
        time.sleep(0.2)
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    finally:
        parent.kill()
        parent.wait()
