"""What goes into a store: nothing twice, nothing overwritten, ids that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store import made

from dateline.records import Record
from dateline.store.adding import Adder, body_of, record, record_of, records
from dateline.store.opened import Store, create_store


def _all(store: Store) -> list[Record]:
    with store.reading() as connection:
        return list(records(connection))


def test_what_comes_out_is_what_went_in(store: Store) -> None:
    given = made.record("a1", "marched", "struck")
    assert Adder(store).add(given) == "new"
    (found,) = _all(store)
    assert found == replace(given, input=found.input)


def test_the_same_again_adds_nothing_wherever_it_was_read_from(store: Store) -> None:
    adder = Adder(store)
    adder.add(made.record())
    assert adder.add(made.record(file="copy.jsonl")) == "again"
    assert len(_all(store)) == 1


def test_a_changed_model_makes_a_version_beside_the_old(store: Store) -> None:
    adder = Adder(store)
    adder.add(made.record("a1", "marched"))
    assert adder.add(made.record("a1", "marched", "struck", version="2")) == "version"
    with store.reading() as connection:
        old, new = record(connection, "a1", 1), record(connection, "a1")
    assert old is not None and len(old.mentions) == 1
    assert new is not None and len(new.mentions) == 2 and new.made_by == made.made_by("2")


def test_another_text_under_the_same_id_is_refused(store: Store) -> None:
    adder = Adder(store)
    adder.add(made.record())
    assert adder.add(made.record(text=made.TEXT + " Later.")) == "conflict"
    (found,) = _all(store)
    assert found.article.text == made.TEXT


def test_a_failure_does_not_push_out_what_was_read(store: Store) -> None:
    adder = Adder(store)
    assert adder.add(made.failed()) == "new"
    assert adder.add(made.record()) == "version"
    assert adder.add(made.failed()) == "kept"
    (found,) = _all(store)
    assert found.outcome == "coded" and found.article.text == made.TEXT


def test_a_mention_keeps_its_id_when_its_trigger_moves(store: Store) -> None:
    adder = Adder(store)
    first = made.record("a1", "marched", "struck")
    adder.add(first)
    adder.add(made.record("a1", "Dockers marched", "Nurses struck", version="2"))
    (found,) = _all(store)
    assert [m.id for m in found.mentions] == [m.id for m in first.mentions]
    assert [m.trigger[0].quote for m in found.mentions] == ["Dockers marched", "Nurses struck"]
    adder.add(made.record("a1", "marched in Vell", version="3"))
    (found,) = _all(store)
    assert [m.id for m in found.mentions] == [first.mentions[0].id]


def test_two_mentions_never_share_an_id(store: Store) -> None:
    adder = Adder(store)
    adder.add(made.record("a1", "marched"))
    adder.add(made.record("a1", "Dockers marched", version="2"))
    adder.add(made.record("a1", "marched", "Dockers marched", version="3"))
    (found,) = _all(store)
    assert len({m.id for m in found.mentions}) == 2


_WORDS = ["Dockers", "Dockers marched", "marched", "marched in Vell", "in Vell", "struck", "Nurses struck"]


@pytest.mark.slow
@given(st.lists(st.lists(st.sampled_from(_WORDS), unique=True, max_size=4), min_size=1, max_size=6))
def test_ids_are_one_a_mention_in_every_version(
    tmp_path_factory: pytest.TempPathFactory, versions: list[list[str]]
) -> None:
    store = create_store(str(tmp_path_factory.mktemp("store") / "p.db"))
    for number, words in enumerate(versions):
        given = replace(
            made.record("a1", version=str(number)),
            mentions=tuple(made.mention("a1", made.TEXT, w) for w in words),
        )
        Adder(store).add(given)
        (found,) = _all(store)
        assert [m.trigger for m in found.mentions] == [m.trigger for m in given.mentions]
        assert len({m.id for m in found.mentions}) == len(words)


def test_a_body_comes_back_as_the_record_that_it_was() -> None:
    given = made.record("a1", "marched", "struck")
    back = record_of(body_of(given), made.TEXT, {})
    assert back == replace(given, input=back.input)
