"""A store whose writers are killed, crowded or out of space still opens, verifies and can be gone on with."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.store import made
from tests.store.writer import main as write_all

from dateline.errors import StoreError
from dateline.store.adding import Adder, records
from dateline.store.checking import verify
from dateline.store.opened import Store, create_store, open_store

ROOT = Path(__file__).parents[2]
ARTICLES = 60


def _writer(address: str, first: int = 0, past: int = ARTICLES) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", address, str(first), str(past)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _lines(store: Store) -> list[str]:
    with store.reading() as connection:
        return [record.to_json() for record in records(connection)]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_store_that_goes_on(address: str, tmp_path: Path) -> None:
    whole = create_store(str(tmp_path / "whole.db"))
    write_all(whole.name, 0, ARTICLES)
    wanted, chance, kills = _lines(whole), random.Random(3), 0
    create_store(address)
    for _ in range(50):
        writer = _writer(address)
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.0, 0.02))  # some articles each time
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        kills += writer.returncode == -signal.SIGKILL
        assert verify(open_store(address)).problems == []
    assert kills > 40
    write_all(address, 0, ARTICLES)
    assert _lines(open_store(address)) == wanted


@pytest.mark.slow
def test_eight_writers_at_once_lose_nothing(address: str) -> None:
    create_store(address)
    writers = [_writer(address, part * 10, part * 10 + 30) for part in range(8)]  # each shares with the next
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert writer.returncode == 0, told
    store = open_store(address)
    assert len(_lines(store)) == 100
    found = verify(store)
    assert found.problems == [] and found.readings == 100


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="the system knows no limit of a file's size")
def test_a_full_disk_leaves_the_last_good_state(tmp_path: Path) -> None:
    store = create_store(str(tmp_path / "p.db"))
    adder = Adder(store)
    adder.add(made.record("a1"))
    before, held = _lines(store), resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # The log beside the file may not grow past this: as if the disk were full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, held[1]))
    try:
        with pytest.raises(StoreError, match=r"as it was before this step|p\.db: "):
            adder.add(made.record("a2", text=made.TEXT + "x" * 2_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    assert _lines(open_store(store.name)) == before
    assert verify(store).problems == []
    assert Adder(store).add(made.record("a2")) == "new"
