"""Links a project again and again, for tests that stop it: python -m tests.store.linker ADDRESS.

For each line that comes in it forks, so that nobody waits for imports: the child tells its number, links and
ends; then its exit status is told.
"""

from __future__ import annotations

import os
import sys

from dateline.commands.link import link_project


def main(address: str) -> None:
    import datasketch  # noqa: F401
    import duckdb  # noqa: F401
    import scipy.sparse.csgraph  # noqa: F401
    import splink  # noqa: F401

    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            link_project(address)
            os._exit(0)
        print(number, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
