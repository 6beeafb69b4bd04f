"""Chances of labels over stretches of a text, and the windows that they are read in."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse import Parser
from dateline.parse.tagger import INSIDE, STEP, Tagger, Windows
from dateline.parse.tags import LEVELS, Chances, NoTags, known_tags

LABELS = {"trigger": 0, "issues": 1}
TEXT = "Teachers marched against cuts."
OFFSETS = [(0, 8), (9, 16), (17, 24), (25, 29), (29, 30)]
CHANCES = np.array([[0.0, 0.0], [0.9, 0.0], [0.1, 0.5], [0.0, 0.7], [0.0, 0.1]], dtype=np.float32)


def test_a_stretch_has_the_mean_chance_of_its_pieces() -> None:
    tags = known_tags(OFFSETS, LABELS, CHANCES)
    assert tags.chance("trigger", 9, 16) == pytest.approx(0.9)
    assert tags.chance("issues", 17, 29) == pytest.approx(0.6)
    assert tags.chance("issues", 16, 17) == 0.0  # a space


def test_each_level_that_is_reached_is_a_feature() -> None:
    tags = known_tags(OFFSETS, LABELS, CHANCES)
    assert len(tags.features(("trigger",), 9, 16)) == len(LEVELS)
    assert tags.features(("trigger",), 0, 8) == []
    assert tags.features(("trigger",), 17, 24, "x") == ["x.trigger>0", "x.trigger>1"]


def test_a_run_is_a_stretch_of_likely_pieces() -> None:
    tags = known_tags(OFFSETS, LABELS, CHANCES)
    ((start, end, mean),) = tags.runs("issues", 0, len(TEXT), 0.3)
    assert TEXT[start:end] == "against cuts" and mean == pytest.approx(0.6)
    assert tags.runs("issues", 0, 16, 0.3) == []


def test_no_tags_say_nothing() -> None:
    tags = NoTags()
    assert tags.features(("trigger",), 0, 4) == [] and tags.runs("trigger", 0, 4, 0.1) == []
    assert tags.chance("trigger", 0, 4) == 0.0


@given(st.integers(1, 4 * INSIDE), st.data())
def test_every_piece_is_read_once_in_the_window_where_it_stands_best(
    pieces: int, data: st.DataObject
) -> None:
    read: list[int] = []

    def reader(ids: Sequence[int]) -> tuple[Chances, Chances]:
        read.append(ids[0])
        own = np.array([[float(piece)] for piece in ids], dtype=np.float32)
        return own, -own

    windows = Windows(list(range(pieces)), reader)
    first = data.draw(st.integers(0, pieces - 1))
    last = data.draw(st.integers(first + 1, pieces))
    assert windows.rows(first, last)[:, 0].tolist() == [float(piece) for piece in range(first, last)]
    assert windows.states(first, last)[:, 0].tolist() == [-float(piece) for piece in range(first, last)]
    assert len(read) == len(set(read)) and all(begin % STEP == 0 for begin in read)


def test_what_is_read_does_not_depend_on_what_was_asked_for_before() -> None:
    text = "Thousands of teachers marched to the assembly on Saturday to demand higher pay. " * 40
    tagger = Tagger()
    whole, part = tagger.tags(text), tagger.tags(text)
    whole.chance("trigger", 0, len(text))
    at = text.rindex("marched")
    assert part.chance("trigger", at, at + 7) == whole.chance("trigger", at, at + 7)


def test_the_shipped_encoder_knows_an_event_from_its_cause(parser: Parser) -> None:
    text = "Thousands of teachers marched to the assembly on Saturday to demand higher pay."
    tags = Tagger().tags(text)
    at, cause = text.index("marched"), text.index("higher pay")
    assert tags.chance("trigger", at, at + 7) > 0.5 > tags.chance("trigger", cause, cause + 10)
    assert tags.chance("issues", cause, cause + 10) > 0.3 > tags.chance("issues", 0, 9)


def test_offsets_are_code_points_of_the_untouched_text() -> None:
    text = "🔥🔥 Ünïön workers marched — “enough!” 👩‍👩‍👧 in Zürich."
    tags = Tagger().tags(text)
    for start, end, _ in tags.runs("trigger", 0, len(text), 0.05):
        assert text[start:end].strip() == text[start:end]
    at = text.index("marched")
    assert tags.chance("trigger", at, at + 7) > 0.3


def test_a_worker_loads_the_encoder_for_itself() -> None:
    tagger = Tagger()
    tagger.tags("Teachers marched.").chance("trigger", 0, 8)
    assert len(pickle.dumps(tagger)) < 200


def test_the_shipped_encoder_tells_who_says_from_what_is_said() -> None:
    text = "Union leader Ada Obi said on Monday that the mine would stay shut until wages are paid."
    tags = Tagger().tags(text)
    said, told = text.index("said"), text.index("the mine")
    assert tags.chance("source", 13, 20) > 0.5 > tags.chance("source", told, len(text))
    assert tags.chance("cue", said, said + 4) > 0.5
    assert tags.chance("content", told, len(text)) > 0.5 > tags.chance("content", 0, said)


def test_all_pieces_are_those_of_single_questions() -> None:
    text = "Ada Obi said the mine would stay shut. " * 40  # more than one window
    starts, ends, chances = Tagger().tags(text).all_pieces(("cue",))
    assert len(starts) == len(ends) == len(chances["cue"])
    at = text.rindex("said")
    piece = starts.index(at)
    assert chances["cue"][piece] == pytest.approx(Tagger().tags(text).chance("cue", at, at + 4))
