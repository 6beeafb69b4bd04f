"""Work that several processes share."""

from __future__ import annotations

import pytest
from halving import dying, halving

from dateline.errors import UsageError, WorkerDied
from dateline.link.spread import spread


@pytest.mark.parametrize("workers", [1, 2])
def test_what_comes_of_it_comes_in_the_order_it_was_given(workers: int) -> None:
    assert list(spread(halving, range(6), workers)) == [0, 0.5, 1, 1.5, 2, 2.5]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_part_that_fails_ends_it_with_its_own_words(workers: int) -> None:
    with pytest.raises(UsageError, match="-3 is below zero"):
        list(spread(halving, [4, -3, 2], workers))


def test_a_process_that_ends_is_told_with_what_to_do() -> None:
    with pytest.raises(WorkerDied, match="--workers 1"):
        list(spread(dying, [1, 2], 2))
