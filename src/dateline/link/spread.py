"""Work that several processes share; what comes of it comes in the order it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any, Final

from dateline.engine import run
from dateline.errors import WorkerDied

_LIMIT_S: Final = 3_600.0  # a part that takes longer has met a fault


def spread[T, R](
    task_factory: Callable[[], Callable[[T], R]], parts: Iterable[T], workers: int
) -> Iterator[R]:
    """Do a task with every part.

    Args:
        task_factory: Gives the task; it, the parts and the results must be picklable.
        parts: Worth handing over: about a second of work each.
        workers: Processes at a time; with one, this one does it all.

    Raises:
        DatelineError: A part fails, or a process ends: then nothing of it all is of use.
    """
    if workers == 1:
        yield from map(task_factory(), parts)
        return
    results = run(task_factory, parts, workers=workers, time_limit_s=_LIMIT_S, look_ahead=3 * workers)
    with closing(results):  # an error here, or where the results go, ends the processes at once
        for result in results:
            if isinstance(result.error, WorkerDied):
                raise WorkerDied(
                    "a worker process ended before its work was done; is there memory enough? "
                    "'--workers 1' takes least"
                ) from result.error
            if result.error is not None:
                raise result.error
            value: Any = result.value
            yield value
