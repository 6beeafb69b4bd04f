"""Ids of events: kept, never used again, and followed when an event ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.identity import Identified, KnownEvent, identify

Partition = st.lists(st.integers(0, 5), min_size=1, max_size=14).map(
    lambda of: [[f"m{n:02}" for n, name in enumerate(of) if name == group] for group in sorted(set(of))]
)


class Project:
    """Events as a store keeps them, linked again and again."""

    def __init__(self) -> None:
        self.made: dict[str, int] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self.successors: dict[str, str | None] = {}

    def link(self, groups: list[list[str]]) -> Identified:
        known = [KnownEvent(name, made, self.members.get(name, ())) for name, made in self.made.items()]
        found = identify(known, groups)
        for name in found.made:
            assert name not in self.made, "an id was used again"
            self.made[name] = len(self.made) + 1
        self.members = {name: tuple(mentions) for name, mentions in found.events.items()}
        self.successors.update(found.successors)
        return found


def test_new_events_get_ids_that_do_not_depend_on_the_order() -> None:
    groups = [["m1", "m2"], ["m3"]]
    assert identify((), groups) == identify((), [["m3"], ["m2", "m1"]])
    assert len(identify((), groups).made) == 2


def test_on_a_split_the_part_with_most_mentions_keeps_the_id() -> None:
    project = Project()
    (name,) = project.link([["a", "b", "c"]]).made
    found = project.link([["a"], ["b", "c"]])
    assert found.events[name] == ["b", "c"]
    assert len(found.made) == 1
    assert not found.successors


def test_on_a_merge_the_older_id_stays_and_the_other_points_at_it() -> None:
    project = Project()
    (older,) = project.link([["b"]]).made
    (newer,) = project.link([["b"], ["a", "c"]]).made
    found = project.link([["a", "b", "c"]])
    assert list(found.events) == [older]
    assert found.successors == {newer: older}


def test_an_event_without_mentions_ends_without_a_successor() -> None:
    project = Project()
    (name,) = project.link([["a"]]).made
    assert project.link([["b"]]).successors == {name: None}
    # Its first mention comes back: the event is another one all the same.
    assert name not in project.link([["a"], ["b"]]).events


@given(st.lists(Partition, min_size=1, max_size=6))
def test_whatever_happens_ids_are_never_used_again(history: list[list[list[str]]]) -> None:
    project = Project()
    for groups in history:
        before = dict(project.members)
        found = project.link(groups)
        assert sorted(map(sorted, found.events.values())) == sorted(map(sorted, groups))
        ended = before.keys() - found.events.keys()
        assert ended == found.successors.keys()
        for name, successor in found.successors.items():
            assert successor is None or successor in found.events
            assert (successor is None) == (not set(before[name]) & {m for group in groups for m in group})
        assert project.link(groups).events == found.events, "linking again changes nothing"
