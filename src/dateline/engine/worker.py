"""What one worker process does, and the parent's handle on it."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Literal

from dateline.errors import DatelineError, ProgramFault

Task = Callable[[Any], Any]
TaskFactory = Callable[[], Task]
Kind = Literal["ready", "done", "failed", "starting"]
Answer = tuple[Kind, Any]


@dataclass(frozen=True, slots=True)
class NotReady:
    """What a task answers where it must load something first, which is not to count as the item's time.

    The worker then counts as starting; once ``load`` has returned, it is given the same item again. An
    error of ``load`` ends the run, like one of the task's factory.
    """

    load: Callable[[], object]


# One worker a core: numerical libraries that start a thread for each core would only get in each
# other's way. A value that the user set stays.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_CALLS_TOLD = 20


def _serve(pipe: Connection) -> None:
    """Build the task once, then answer items until the parent hangs up."""
    # Ctrl-C reaches every process of a terminal; the parent alone decides, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    with contextlib.suppress(EOFError, OSError):  # the parent is gone: nobody to answer
        kind, task = _attempt(_build, pipe)
        pipe.send(("ready", None) if kind == "done" else (kind, task))
        while kind == "done":
            kind = _answer(pipe, task, pipe.recv())


def _answer(pipe: Connection, task: Task, item: Any) -> Kind:
    """Send what comes of an item; ``failed`` where the task cannot go on."""
    kind, value = _attempt(task, item)
    if not isinstance(value, NotReady):
        _send(pipe, (kind, value))
        return "done"
    pipe.send(("starting", None))  # the clock stops; the item comes again
    kind, error = _attempt(value.load)
    pipe.send(("ready", None) if kind == "done" else (kind, error))
    return kind


def _build(pipe: Connection) -> Task:
    factory: TaskFactory = pipe.recv()
    return factory()


def _send(pipe: Connection, answer: Answer) -> None:
    try:
        pipe.send(answer)
    except (AttributeError, TypeError, pickle.PicklingError) as error:
        pipe.send(("failed", DatelineError(f"the result cannot leave the worker: {error}")))


def _attempt(call: Callable[..., Any], *arguments: Any) -> Answer:
    try:
        return "done", call(*arguments)
    except DatelineError as error:
        return "failed", error
    except Exception as error:  # noqa: BLE001 - the one broad catch: an item fails, the run goes on
        words = f"{type(error).__name__}: {error} ({_place(error)})"
        return "failed", ProgramFault(words, _trace(error))


def _place(error: Exception) -> str:
    """Where it was raised: such an error is a fault of the program, and its report should say where."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(last.filename)}, line {last.lineno}"


def _trace(error: Exception) -> str:
    # The last calls: an endless recursion has a thousand, and they are all the same.
    return "".join(traceback.format_tb(error.__traceback__, limit=-_CALLS_TOLD))


@dataclass(slots=True, eq=False)
class Worker:
    """The parent's handle on one worker process.

    ``item`` is the number of the item it holds, None when idle; ``deadline`` is a monotonic time.
    """

    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    item: int | None = None
    deadline: float = field(default=float("inf"))

    @classmethod
    def start(cls, context: SpawnContext, factory: TaskFactory, start_limit_s: float) -> Worker:
        """A new process that begins to build its task."""
        here, there = context.Pipe()
        # daemon: should the parent fall over before it can clean up, they go with it
        process = context.Process(target=_serve, args=(there,), daemon=True, name="dateline-worker")
        process.start()
        there.close()  # else the end of the worker would not be seen at our end of the pipe
        worker = cls(process, here, deadline=time.monotonic() + start_limit_s)
        # The factory goes through the pipe, so that what it imports finds the one-thread settings.
        with contextlib.suppress(OSError):  # died already: the supervisor finds out when it listens
            here.send(factory)
        return worker

    def give(self, item: Any, time_limit_s: float) -> None:
        """Hand over an item; the worker must be ready and idle, or a full pipe would block us."""
        self.deadline = time.monotonic() + time_limit_s
        with contextlib.suppress(OSError):  # as above
            self.pipe.send(item)

    def listen(self) -> Answer | None:
        """Its answer, or None where it died."""
        try:
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def end(self) -> int | None:
        """Kill it and wait until it is gone; the exit code, negative for a signal."""
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.pipe.close()
        self.process.close()
        return code
