from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dateline.evaluate.pages import score_pages, words_f1

SENTENCES = [
    "Fishermen tied up their boats across the harbour mouth at Stone Bay for six hours on Thursday.",
    "They want the ministry to lower the price of diesel, which has doubled since the spring.",
    "The harbour master said that no ship had been delayed and that nobody was arrested at the quay.",
]


@pytest.mark.parametrize(
    ("read", "label", "f1"),
    [("a b", "A, b!", 1.0), ("a", "b", 0.0), ("", "", 1.0), ("", "a", 0.0), ("a a", "a b", 0.5)],
)
def test_words_are_compared_as_multisets(read: str, label: str, f1: float) -> None:
    assert words_f1(read, label) == f1


def test_pages_are_scored_for_body_and_day(tmp_path: Path) -> None:
    body = "".join(f"<p>{s}</p>" for s in SENTENCES)
    dated = '<meta property="article:published_time" content="2026-05-07">'
    for name, head in (("a", dated), ("b", ""), ("c", "")):
        markup = f"<html><head><title>Boats</title>{head}</head><body><article>{body}</article></body></html>"
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress((markup if name != "c" else "<p>").encode()))
    gold = [
        {"file": "a.gz", "body": "\n".join(SENTENCES), "published": "2026-05-07"},
        {"file": "b.gz", "body": "\n".join(SENTENCES), "published": "2026-05-07"},
        {"file": "c.gz", "body": "\n".join(SENTENCES), "published": None},
    ]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in gold), encoding="utf-8")
    assert score_pages(tmp_path) == {
        "pages": 3,
        "failed": 1,
        "body_f1": 0.6667,
        "dated": 2,
        "published_right": 0.5,
        "published_wrong": 0.0,
    }
