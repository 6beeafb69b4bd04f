"""What an event is for or against."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.extract.issue.topics import topics_of
from dateline.records.lists import TOPICS


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("against rising bread prices", "economy"),
        ("for an end to police brutality", "policing"),
        ("over unpaid wages", "labor"),
        ("in solidarity with the people of Gaza", "foreign affairs"),
        ("against the closure of the rural clinic", "healthcare"),
        ("the deportation of refugees", "immigration"),
        ("to stop fracking", "energy"),
    ],
)
def test_topics_follow_the_words(words: str, topic: str) -> None:
    assert topic in topics_of(words)


def test_no_word_no_topic() -> None:
    assert topics_of("that they be heard") == ()


def test_the_topic_list_is_that_of_the_record() -> None:
    table = files("dateline.extract.issue").joinpath("topics.tsv").read_text(encoding="utf-8")
    named = [line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")]
    assert sorted(named) == sorted(TOPICS)
