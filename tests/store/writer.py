"""Puts records into a project, for tests that stop it: python -m tests.store.writer ADDRESS FROM TO."""

from __future__ import annotations

import sys

from tests.store import made

from dateline.store.adding import Adder
from dateline.store.opened import open_store


def main(address: str, first: int, past: int) -> None:
    adder = Adder(open_store(address))
    print("open", flush=True)
    for number in range(first, past):
        words = ("marched", "struck") if number % 2 else ("Dockers marched",)
        adder.add(made.record(f"a{number:04}", *words))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
