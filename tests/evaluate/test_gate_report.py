"""The gate's losses are counted in labelled mentions."""

from __future__ import annotations

from dateline.evaluate.gate import articles_kept, mentions_kept
from dateline.gate import Gate
from dateline.settings import Settings

GATE = Gate(Settings(gate_threshold=0.0))
KEPT = {"text": "Bakers marched through Leeds.", "mentions": [{}, {}, {}]}
LOST = {"text": "Bakers met in Leeds.", "mentions": [{}]}
NONE = {"text": "It rained in Leeds.", "mentions": []}


def test_each_mention_of_a_kept_article_counts() -> None:
    assert mentions_kept([KEPT, LOST, NONE], GATE) == 0.75


def test_no_mentions_at_all_lose_nothing() -> None:
    assert mentions_kept([NONE], GATE) == 1.0


def test_articles_are_counted_whether_or_not_they_hold_mentions() -> None:
    assert articles_kept([KEPT, NONE], GATE) == 0.5
    assert articles_kept([], GATE) == 0.0
