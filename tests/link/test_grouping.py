"""Groups from pairs: the mean decides, a chain does not, and what people decided comes first."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.decided import Decided
from dateline.link.grouping import Decisions, group

Pairs = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-9, 9).map(lambda bits: round(bits, 2)),
    max_size=40,
)


def test_one_link_joins_two() -> None:
    assert group([(1, 2, 3.0), (5, 7, -1.0)]) == [[1, 2], [5], [7]]


def test_a_chain_is_no_event() -> None:
    """Each week's report is like the next one's; the first and the last are not."""
    chain = [(n, n + 1, 1.0) for n in range(8)]
    assert max(map(len, group(chain))) == 2


def test_pairs_that_were_not_compared_say_nothing_where_not_all_were() -> None:
    chain = [(n, n + 1, 1.0) for n in range(8)]
    assert group(chain, all_compared=False) == [list(range(9))]


def test_a_clear_no_outweighs_a_weak_yes() -> None:
    assert group([(1, 2, 5.0), (2, 3, 1.0), (1, 3, -6.0)]) == [[1, 2], [3]]


def test_a_group_that_grows_may_win_over_a_pair_that_alone_did_not() -> None:
    """3 and 4 belong to 1 and 2 by all pairs but the strongest of the rest, which is looked at too early."""
    pairs = [(1, 2, 9.0), (3, 4, 8.0), (2, 3, 7.0), (1, 3, -6.0), (1, 4, 4.0), (2, 4, -1.0)]
    assert group(pairs) == [[1, 2, 3, 4]]


@given(Pairs, st.randoms(use_true_random=False))
def test_every_mention_is_in_one_group_whatever_the_order(
    given_pairs: dict[tuple[int, int], float], chance: random.Random
) -> None:
    pairs = [(one, other, bits) for (one, other), bits in given_pairs.items()]
    found = group(pairs)
    assert sorted(n for members in found for n in members) == sorted({n for pair in pairs for n in pair[:2]})
    chance.shuffle(pairs)
    assert group(pairs) == found


@given(
    Pairs,
    st.sets(st.integers(0, 12), min_size=2, max_size=4),
    st.sets(st.integers(0, 12), min_size=1, max_size=3),
)
def test_decisions_hold_whatever_the_evidence(
    given_pairs: dict[tuple[int, int], float], together: set[int], others: set[int]
) -> None:
    pairs = [(one, other, bits) for (one, other), bits in given_pairs.items()]
    others -= together
    decisions = Decisions(
        together=(tuple(sorted(together)),),
        apart=((frozenset(together), frozenset(others)),) if others else (),
    )
    of = {n: at for at, members in enumerate(group(pairs, decisions)) for n in members}
    assert len({of[n] for n in together}) == 1
    assert not {of[n] for n in together} & {of[n] for n in others if n in of}


@given(Pairs, st.sets(st.integers(0, 12), min_size=1, max_size=4))
def test_a_closed_group_gets_no_others(given_pairs: dict[tuple[int, int], float], closed: set[int]) -> None:
    pairs = [(one, other, bits) for (one, other), bits in given_pairs.items()]
    decisions = Decisions(together=(tuple(sorted(closed)),), closed=(frozenset(closed),))
    assert sorted(closed) in group(pairs, decisions)


def test_the_later_decision_holds() -> None:
    decided = Decided()
    decided.decide("merge", [["a", "b"], ["c"]])
    assert decided.together == [{"a", "b", "c"}]
    decided.decide("split", [["c"], ["a", "b"]])
    assert decided.together == [{"c"}, {"a", "b"}]
    assert decided.apart == [({"c"}, {"a", "b"})]
    decided.decide("merge", [["a"], ["c"]])
    assert {"a", "b", "c"} in decided.together
    # What was parted from c and is not named now stays parted from it.
    assert decided.apart == [({"c"}, {"b"})]


def test_a_pin_is_lifted_and_cut_by_a_split() -> None:
    decided = Decided()
    decided.decide("pin", [["a", "b", "c"]])
    decided.decide("split", [["c"], ["a", "b"]])
    assert sorted(map(sorted, decided.pinned)) == [["a", "b"], ["c"]]
    decided.decide("unpin", [["a"]])
    assert decided.pinned == [{"c"}]


def test_a_pin_that_is_lifted_holds_nothing_together() -> None:
    decided = Decided()
    decided.decide("pin", [["a", "b"]])
    assert decided.joined() == [{"a", "b"}]
    decided.decide("unpin", [["b"]])
    assert decided.joined() == decided.pinned == []
