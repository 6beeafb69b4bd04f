"""Events told as one of many, and how the events of one article relate."""

from __future__ import annotations

import pytest

from dateline import Coder, Record
from dateline.settings import Settings


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(Settings(code_all=True))


def code(coder: Coder, text: str) -> Record:
    return coder.code(text, published="2024-03-04", language="en")


def test_a_wave_counts_its_places(coder: Coder) -> None:
    text = "Farmers protested in 20 cities on Saturday, among them Lyon, to demand better milk prices."
    waves = [m.wave for m in code(coder, text).mentions if m.wave]
    assert waves
    assert waves[0].places == 20
    assert waves[0].words == "in 20 cities"


def test_a_lone_event_is_no_wave(coder: Coder) -> None:
    text = "Farmers protested in two cities on Saturday to demand better milk prices."
    assert all(m.wave is None for m in code(coder, text).mentions)


def test_coordinated_towns_are_events_of_their_own(coder: Coder) -> None:
    text = (
        "Protest rallies against the new tax were held in Lahore, Multan and Quetta on Sunday. "
        "Thousands of traders chanted slogans and demanded that the government take it back."
    )
    record = code(coder, text)
    assert [m.place.name for m in record.mentions if m.place] == ["Lahore", "Multan", "Quetta"]
    assert len({m.id for m in record.mentions}) == len(record.mentions)


def test_a_list_of_towns_counts_towards_the_most_mentions() -> None:
    text = (
        "Protest rallies against the new tax were held in Lahore, Multan, Sialkot and Quetta on Sunday. "
        "Thousands of traders chanted slogans and demanded that the government take it back."
    )
    record = code(Coder(Settings(code_all=True, max_mentions=2)), text)
    assert [m.place.name for m in record.mentions if m.place] == ["Lahore", "Multan"]


def test_a_counter_protest_points_at_its_protest(coder: Coder) -> None:
    text = (
        "About 400 people marched through Leeds on Saturday against the new mosque. "
        "Police kept them apart from a counter-protest by some 900 anti-racism activists in City Square."
    )
    record = code(coder, text)
    relations = {r.kind: r.mention for m in record.mentions for r in m.relations}
    assert set(relations) == {"counter_to"}
    (march,) = (m for m in record.mentions if m.form.value == "march")
    assert relations["counter_to"] == march.id
