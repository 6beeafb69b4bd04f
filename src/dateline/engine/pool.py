"""A supervised pool: results in input order, one item lost at most when a worker dies.

The standard library's pools were tried: ``multiprocessing.Pool`` waits for ever once a worker is
killed, ``ProcessPoolExecutor`` gives up the whole run (docs/decisions/0010-supervised-workers.md).
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any

from dateline.engine.worker import Answer, TaskFactory, Worker
from dateline.errors import DatelineError, TimeLimitReached, WorkerDied

# Building a task may load models and, the first time, build an index.
_START_LIMIT_S = 900.0
# A worker that dies while it starts will most likely do so again.
_STARTS_TRIED = 3

_log = logging.getLogger(__name__)
# Where nobody asked for a log there is none: without this, warnings would go to standard error.
logging.getLogger("dateline").addHandler(logging.NullHandler())


def usable_cores() -> int:
    """Cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one item: ``value``, or ``error`` where it has none."""

    item: Any
    value: Any = None
    error: DatelineError | None = None


def run(
    task_factory: TaskFactory,
    items: Iterable[Any],
    *,
    workers: int,
    time_limit_s: float,
    look_ahead: int | None = None,
    needs_worker: Callable[[Any], bool] = lambda item: True,
) -> Generator[Result]:
    """Apply a task to every item in worker processes; results come in input order.

    A task may answer ``NotReady`` to load what it needs at the first item that needs it.
    Workers start when the first item needs them. An item whose worker dies has a ``WorkerDied``,
    one over its time a ``TimeLimitReached``, one whose task raised that ``DatelineError`` (or one
    with the name and message of whatever else it raised); the run goes on. Closing the iterator, or
    an exception in the consumer, ends every worker.

    Args:
        task_factory: Picklable; called once in each worker, gives the function that items go to.
        items: Picklable; read only ``look_ahead`` ahead of the result that is awaited.
        workers: Most processes at a time.
        time_limit_s: Seconds an item may take, not counting the start of its worker.
        look_ahead: Most items held at a time; by default 16 a worker.
        needs_worker: Items for which it says no are handed on as their own value, in their turn.

    Raises:
        DatelineError: The task cannot be built, so that every item would fail.
    """
    pool = _Pool(task_factory, workers, time_limit_s)
    held: deque[int] = deque()
    room = look_ahead or 16 * workers
    source = enumerate(items)
    more = True
    try:
        while more or held:
            while held and held[0] in pool.results:
                yield pool.results.pop(held.popleft())
            if more and len(held) < room and pool.has_room():
                number, item = next(source, (-1, None))
                more = number >= 0
                if more:
                    held.append(number)
                    pool.take(number, item, needs_worker(item))
            elif held and held[0] not in pool.results:
                pool.wait()
    finally:
        pool.end()


@dataclass(slots=True)
class _Pool:
    factory: TaskFactory
    size: int
    time_limit_s: float
    workers: list[Worker] = field(default_factory=list)
    items: dict[int, Any] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)
    failed_starts: int = 0

    def has_room(self) -> bool:
        return len(self.workers) < self.size or any(w.item is None for w in self.workers)

    def take(self, number: int, item: Any, needs_worker: bool) -> None:
        if needs_worker:
            self.items[number] = item
            self._hand_over(number)
        else:
            self.results[number] = Result(item, item)

    def wait(self) -> None:
        """Until a worker answers, dies or is over its time."""
        now = time.monotonic()
        soonest = min((w.deadline for w in self._busy()), default=now)
        by_pipe = {w.pipe: w for w in self.workers}
        for pipe in wait(list(by_pipe), timeout=max(0.0, soonest - now)):
            self._hear(by_pipe[pipe])  # type: ignore[index]
        # A worker may have answered while we waited elsewhere: whoever has something to say is heard
        # before the clock is read.
        for worker in [w for w in self._busy() if w.deadline <= time.monotonic()]:
            if worker.pipe.poll():
                self._hear(worker)
            else:
                self._over_time(worker)

    def end(self) -> None:
        for worker in self.workers:
            worker.process.kill()  # all at once, then wait for each
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _busy(self) -> list[Worker]:
        return [w for w in self.workers if w.item is not None]

    def _hand_over(self, number: int) -> None:
        for dead in [w for w in self.workers if w.item is None and not w.process.is_alive()]:
            code = self._remove(dead)  # killed between two items: nobody's fault, nobody's loss
            _log.warning("an idle worker ended: %s", _ending(code))
        worker = next((w for w in self.workers if w.item is None), None)
        if worker is None:
            worker = Worker.start(get_context("spawn"), self.factory, _START_LIMIT_S)
            self.workers.append(worker)
        worker.item = number
        if worker.ready:
            worker.give(self.items[number], self.time_limit_s)

    def _hear(self, worker: Worker) -> None:
        answer = worker.listen()
        if answer is None:
            self._died(worker)
        elif worker.ready:
            self._answered(worker, answer)
        else:
            self._started(worker, answer)

    def _started(self, worker: Worker, answer: Answer) -> None:
        kind, error = answer
        if kind == "failed":
            raise error
        worker.ready = True
        if worker.item is not None:
            worker.give(self.items[worker.item], self.time_limit_s)

    def _answered(self, worker: Worker, answer: Answer) -> None:
        kind, value = answer
        if kind == "starting":  # its task must load more for this item
            worker.ready, worker.deadline = False, time.monotonic() + _START_LIMIT_S
            return
        self.failed_starts = 0  # not before: a worker may start well, and die at what it loads for its item
        number, worker.item, worker.deadline = worker.item, None, float("inf")
        if number is not None:
            item = self.items.pop(number)
            self.results[number] = Result(item, value) if kind == "done" else Result(item, error=value)

    def _died(self, worker: Worker) -> None:
        number, ready = worker.item, worker.ready
        code = self._remove(worker)
        _log.warning("a worker died (%s): %s", "at work" if ready else "while it started", _ending(code))
        if not ready:
            self._start_failed(number, code)
        elif number is not None:
            error = WorkerDied(f"the worker process ended ({_ending(code)}) while it held this article")
            self.results[number] = Result(self.items.pop(number), error=error)

    def _start_failed(self, number: int | None, code: int | None) -> None:
        self.failed_starts += 1
        if self.failed_starts >= _STARTS_TRIED:
            ending = _ending(code)
            raise WorkerDied(f"worker processes end while they start ({ending}); is there memory enough?")
        if number is not None:
            self._hand_over(number)

    def _over_time(self, worker: Worker) -> None:
        number, ready = worker.item, worker.ready
        self._remove(worker)
        _log.warning("a worker was ended: over its time")
        if not ready:
            raise TimeLimitReached(f"a worker did not start within {_START_LIMIT_S:g} s")
        if number is not None:
            error = TimeLimitReached(f"not done within {self.time_limit_s:g} s")
            self.results[number] = Result(self.items.pop(number), error=error)

    def _remove(self, worker: Worker) -> int | None:
        self.workers.remove(worker)
        return worker.end()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}" + (", perhaps for want of memory" if code == -9 else "")
    return f"exit code {code}"
