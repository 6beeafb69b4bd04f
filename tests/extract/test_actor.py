"""Who organised, took part, is addressed."""

from __future__ import annotations

import pytest

from dateline.extract.actor import actor_kind
from dateline.extract.actor.registry import acronym_after


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("National Union of Mineworkers", "ORG", "union"),
        ("Green Party", "ORG", "party"),
        ("Sindhi National Movement", "ORG", "party"),
        ("Movement for Democratic Renewal", "ORG", "party"),
        ("Students' Representative Council", "ORG", "government"),
        ("police", "", "police"),
        ("Ministry of Health", "ORG", "government"),
        ("first-year students", "", "student_group"),
        ("residents", "", "crowd"),
        ("Amina Yusuf", "PERSON", "person"),
        ("France", "GPE", "country"),
        ("Verda Mining Company", "ORG", "company"),
        ("Clean Rivers Campaign", "ORG", "civil_society"),
        ("High Court", "ORG", "court"),
    ],
)
def test_kind_is_told_by_the_words_of_the_name(name: str, label: str, kind: str) -> None:
    assert actor_kind(name, label) == kind


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("Movement (MQM-P) said", "MQM-P"),
        ("Union (NUM)", "NUM"),
        ("Union (the NUM)", "NUM"),
        ("Union (founded 1920)", None),
        ("Union, (NUM)", None),
        ("Union (a)", None),
    ],
)
def test_acronym_stands_in_brackets_right_behind_the_name(text: str, acronym: str | None) -> None:
    assert acronym_after(text, len(text.partition(" (")[0].rstrip(","))) == acronym
