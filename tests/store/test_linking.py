"""Events in a store: linked again without a change, decisions kept, nothing half done."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text
from tests.link.made import COUNTER, MARCH, Telling, record, weekly
from tests.store import made

from dateline.commands import link as commands
from dateline.commands.events import write_crosswalk
from dateline.commands.link import link_project
from dateline.errors import StoreError, UsageError
from dateline.records import Record
from dateline.store import linking
from dateline.store.adding import Adder
from dateline.store.checking import verify
from dateline.store.copying import copy_store, digests
from dateline.store.erasing import forget
from dateline.store.opened import Store, create_store, open_store
from dateline.store.tables import (
    ARTICLE_SKETCH,
    EVENT,
    EVENT_MENTION,
    LINK,
    MENTION,
    RELATED,
    SYNDICATED,
)

ROOT = Path(__file__).parents[2]
ALL = (*MARCH, COUNTER, *weekly(3))


def fill(store: Store, *records: object) -> None:
    adder = Adder(store)
    for one in records or ALL:
        adder.add(one)  # type: ignore[arg-type]


def state(store: Store) -> list[object]:
    with store.reading() as connection:
        return [*digests(connection)]


def members(store: Store) -> set[frozenset[str]]:
    with store.reading() as connection:
        return {frozenset(event.mentions) for event in linking.events(connection) if event.mentions}


def event_with(store: Store, article: str) -> str:
    with store.reading() as connection:
        joined = EVENT_MENTION.join(MENTION, MENTION.c.id == EVENT_MENTION.c.mention_id)
        wanted = select(EVENT_MENTION.c.event_id).select_from(joined).where(MENTION.c.article_id == article)
        return str(connection.execute(wanted).scalars().first())


def test_linking_again_changes_nothing(store: Store, address: str) -> None:
    fill(store)
    first = link_project(address)
    assert (first.mentions, first.ended) == (8, 0) and first.new == first.events
    before = state(store)
    again = link_project(address)
    assert (again.new, again.ended) == (0, 0)
    assert state(store) == before
    assert verify(store).problems == []
    with store.reading() as connection:
        assert len(linking.links(connection)) == first.mentions - first.events
        assert list(linking.related(connection).values()) == ["counter_to"]


def test_article_by_article_comes_to_what_all_at_once_does(
    store: Store, address: str, tmp_path: Path
) -> None:
    whole = create_store(str(tmp_path / "whole.db"))
    fill(whole)
    link_project(whole.name)
    shuffled = list(ALL)
    random.Random(5).shuffle(shuffled)
    for one in shuffled:
        fill(store, one)
        link_project(address)
    assert members(store) == members(whole)
    assert verify(store).problems == []


def test_decisions_survive_every_linking(store: Store, address: str) -> None:
    fill(store)
    link_project(address)
    march, vigil = event_with(store, "day"), event_with(store, "week0")
    commands.merge(address, [march, vigil])
    assert link_project(address).ended == 1
    kept = event_with(store, "day")
    assert event_with(store, "week0") == kept
    ended = vigil if kept == march else march
    with store.reading() as connection:
        assert linking.known_event(connection, ended) == kept
        (mention,) = (
            m for m in linking.members(connection, kept) if linking.article_of(connection, [m])[m] == "plan"
        )
    commands.split(address, kept, [mention])
    link_project(address)
    assert event_with(store, "plan") != event_with(store, "day") == kept
    fill(store, *weekly(5))
    link_project(address)
    assert event_with(store, "week0") == event_with(store, "day") == kept
    assert event_with(store, "plan") != kept
    assert verify(store).problems == []


def test_a_pinned_event_gets_no_others_until_that_is_lifted(store: Store, address: str) -> None:
    fill(store, *MARCH[:2])
    link_project(address)
    name = event_with(store, "day")
    commands.pin(address, name)
    fill(store, MARCH[2])
    link_project(address)
    assert event_with(store, "after") != name
    commands.pin(address, name, lift=True)
    link_project(address)
    assert event_with(store, "after") == name


def test_decisions_that_make_no_sense_are_refused_and_not_noted(store: Store, address: str) -> None:
    fill(store)
    link_project(address)
    name = event_with(store, "day")
    with store.reading() as connection:
        all_of = linking.members(connection, name)
    for wrong in (
        lambda: commands.merge(address, [name, name]),
        lambda: commands.split(address, name, all_of),
        lambda: commands.split(address, name, ["0123"]),
    ):
        with pytest.raises(UsageError):
            wrong()
    with pytest.raises(StoreError, match="no event 'e0'"):
        commands.pin(address, "e0")
    with store.reading() as connection:
        assert linking.decisions(connection) == []


def test_a_new_reading_keeps_the_events_and_ends_those_it_no_longer_finds(store: Store, address: str) -> None:
    fill(store)
    link_project(address)
    name = event_with(store, "day")
    parts = json.loads(COUNTER.to_json())
    counter = parts["mentions"].pop()["id"]
    with store.reading() as connection:
        ended = linking.event_of(connection, counter)
    fill(store, Record.from_dict(parts))
    assert link_project(address).ended == 1
    assert event_with(store, "day") == event_with(store, "both") == name
    with store.reading() as connection:
        assert linking.event_of(connection, counter) is None
    with pytest.raises(StoreError, match="no mention of event"), store.reading() as connection:
        linking.members(connection, str(ended))
    assert verify(store).problems == []


def test_what_is_forgotten_leaves_its_event_and_its_sketch(store: Store, address: str) -> None:
    fill(store)
    link_project(address)
    name = event_with(store, "day")
    forget(store, "day")
    with store.reading() as connection:
        assert "day" not in linking.sketches(connection)
    assert verify(store).problems == []
    link_project(address)
    assert event_with(store, "after") == name
    assert verify(store).problems == []


def test_reprints_are_found_and_kept(store: Store, address: str) -> None:
    long = " ".join(f"word{n} said thing{n} of place{n}" for n in range(40))
    papers = [
        record(f"p{n}", Telling(f"The Dockers Union marched in Vell. {long}", "marched"), source=f"paper {n}")
        for n in range(5)
    ]
    fill(store, *papers)
    assert link_project(address).reprints == 4
    with store.reading() as connection:
        assert linking.firsts(connection) == {f"p{n}": "p0" for n in range(1, 5)}


def test_what_cannot_be_is_found_by_verify(store: Store, address: str) -> None:
    fill(store)
    link_project(address)
    one, other = event_with(store, "day"), event_with(store, "week0")
    with store.writing() as connection:
        connection.execute(EVENT.update().where(EVENT.c.id == one).values(successor=other))
        connection.execute(EVENT.update().where(EVENT.c.id == other).values(successor=one))
        link = connection.execute(select(LINK)).first()
        assert link is not None
        wrong = EVENT_MENTION.update().where(EVENT_MENTION.c.mention_id == link.one)
        connection.execute(wrong.values(event_id=other))
    problems = "\n".join(verify(store).problems)
    for words in ("mentions are in it", "leads back to it", "linked, but in two events"):
        assert words in problems


def test_a_backup_holds_the_events(store: Store, address: str, tmp_path: Path) -> None:
    fill(store)
    link_project(address)
    copy = str(tmp_path / "copy.db")
    copy_store(store, copy)
    assert members(open_store(copy)) == members(store)
    assert link_project(copy).new == 0


def test_a_project_of_the_first_version_is_linked(tmp_path: Path) -> None:
    """What was made before there were sketches: the table is missing."""
    store = create_store(str(tmp_path / "old.db"))
    fill(store)
    with store.writing() as connection:
        connection.execute(text("drop table article_sketch"))
        connection.execute(text("update alembic_version set version_num = '1'"))
    link_project(store.name)
    assert verify(open_store(store.name)).problems == []


def test_others_may_add_while_it_is_linked(
    store: Store, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was added between reading and writing is linked in a second turn."""
    fill(store, *MARCH[:2])
    real, turns = commands.link, []

    def slow(*arguments: object, **more: object) -> object:
        found = real(*arguments, **more)  # type: ignore[arg-type]
        if not turns:
            Adder(open_store(address)).add(MARCH[2])
        turns.append(1)
        return found

    monkeypatch.setattr(commands, "link", slow)
    assert link_project(address).mentions == 3 and len(turns) == 2


def test_a_mention_that_is_not_there_is_in_no_event(store: Store) -> None:
    with pytest.raises(StoreError), store.writing() as connection:
        connection.execute(insert(EVENT_MENTION), {"mention_id": "none", "event_id": "none"})


def _linker(address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.linker", address]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _told(linker: subprocess.Popen[str]) -> int:
    assert linker.stdout is not None
    return int(linker.stdout.readline())


def _begin(linker: subprocess.Popen[str]) -> int:
    assert linker.stdin is not None
    linker.stdin.write("link\n")
    linker.stdin.flush()
    return _told(linker)


def _export(address: str, tmp_path: Path) -> bytes:
    out = tmp_path / "crosswalk.jsonl"
    write_crosswalk(address, str(out), force=True)
    return out.read_bytes()


def _unlink(store: Store) -> None:
    with store.writing() as connection:
        for table in (LINK, EVENT_MENTION, RELATED, SYNDICATED, ARTICLE_SKETCH, EVENT):
            connection.execute(delete(table))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_linking_killed_at_any_moment_leaves_all_or_nothing(
    store: Store, address: str, tmp_path: Path
) -> None:
    fill(store)
    linker, chance = _linker(address), random.Random(7)
    takes, kills = 9.0, 0
    for _ in range(3):
        _unlink(store)
        begun = time.monotonic()
        _begin(linker)
        assert _told(linker) == 0
        takes = min(takes, time.monotonic() - begun)
    wanted = _export(address, tmp_path)
    for _ in range(50):
        _unlink(store)
        number = _begin(linker)
        # Most of the time goes by before anything is written: half of the kills fall into the last part.
        time.sleep(takes * (chance.uniform(0, 1) if chance.random() < 0.5 else chance.uniform(0.8, 1)))
        with contextlib.suppress(ProcessLookupError):  # it was faster
            os.kill(number, signal.SIGKILL)
        kills += _told(linker) == -signal.SIGKILL
        assert verify(open_store(address)).problems == []
        with store.reading() as connection:
            held = connection.scalar(select(func.count()).select_from(EVENT_MENTION))
        assert held in (0, 8)
    link_project(address)
    assert _export(address, tmp_path) == wanted
    linker.communicate()
    assert kills > 20


def test_text_and_records_of_the_older_tests_can_be_linked(store: Store, address: str) -> None:
    """No date, no place, no actor: nothing to go by, and nothing breaks."""
    Adder(store).add(made.record("a1", "marched", "struck"))
    Adder(store).add(made.failed("a2"))
    assert link_project(address).mentions == 2


def test_a_linked_project_moves_to_a_server_and_back(server_address: str, tmp_path: Path) -> None:
    here = create_store(str(tmp_path / "here.db"))
    long = " ".join(f"word{n} said thing{n} of place{n}" for n in range(40))
    fill(here, *ALL, record("long", Telling(f"The Dockers Union marched in Vell. {long}", "marched")))
    link_project(here.name)
    copy_store(here, server_address)
    back = str(tmp_path / "back.db")
    copy_store(open_store(server_address), back)
    assert state(open_store(back)) == state(here)
    assert link_project(server_address).new == 0
