"""Cutting a text where words begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.show.pieces import pieces
from dateline.show.sheet import Value, Words


def value(*places: tuple[int, int]) -> Value:
    return Value("size", "size", "many", tuple(Words(a, b, "text", "") for a, b in places))


def test_overlapping_words_give_a_piece_for_each_set() -> None:
    cut = list(pieces(10, [value((0, 6)), value((4, 8))], "text"))
    expected = [(0, 4, (0,)), (4, 6, (1, 0)), (6, 8, (1,)), (8, 10, ())]
    assert [(p.start, p.end, p.inside) for p in cut] == expected


def test_a_text_without_words_is_one_piece() -> None:
    assert [(p.start, p.end) for p in pieces(5, [], "text")] == [(0, 5)]


def test_an_empty_text_has_no_pieces() -> None:
    assert list(pieces(0, [], "text")) == []


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda s: (s[0], min(40, s[0] + s[1])))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=8))
def test_pieces_cover_the_text_and_know_what_covers_them(
    all_places: list[list[tuple[int, int]]],
) -> None:
    values = [value(*places) for places in all_places]
    cut = list(pieces(40, values, "text"))
    assert [p.start for p in cut] == [0, *(p.end for p in cut)][:-1]
    assert cut[-1].end == 40
    for piece in cut:
        covering = {i for i, v in enumerate(values) for w in v.words if w.start <= piece.start < w.end}
        assert set(piece.inside) == covering
