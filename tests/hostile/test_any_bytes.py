"""Whatever the bytes: articles that hold together or named failures, and no other exception."""

# ruff: noqa: E501

from __future__ import annotations

import importlib.util
import io
import json
import random
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.coder import Coder
from dateline.errors import BrokenContract, ConflictingId, DatelineError, UnreadableSize
from dateline.extract.number import read_size
from dateline.read import Found, Identity, Page, Unread, detect_language, read_inputs
from dateline.read.heading import find_heading
from dateline.read.page import read_page
from dateline.records import Article, Record
from dateline.settings import Settings

SETTINGS = Settings()
TRIES = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
KINDS = ("text", "html", "json", "jsonl", "csv")
VALID: dict[str, bytes] = {
    "text": "LAHORE, Oct 21 – Teachers marched, “again”.\n".encode(),
    "html": b'<!doctype html><meta charset="utf-8"><title>A</title><article><p>Teachers marched.</p></article>',
    "json": b'[{"id": "1", "text": "Teachers marched.", "date": "2023-10-21"}, {"body": "They sang."}]',
    "jsonl": b'{"id": 1, "text": "Teachers marched."}\n{"url": "https://a.example/x", "content": "They sang."}\n',
    "csv": b'id,text,date\n1,"Teachers marched, ""again"".",2023-10-21\n2,They sang.,21 October 2023\n',
}


def _mutated(raw: bytes, seed: int) -> bytes:
    """A valid file with some bytes turned, cut, doubled or replaced by what readers trip over."""
    draw = random.Random(seed)
    made = bytearray(raw)
    tokens = (
        b"\0",
        b'"',
        b"\n",
        b"\r",
        b"{",
        b"]",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\\ud800",
        b"<",
        b"1e999",
        b"NaN",
    )
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(made) + 1)
        to = min(len(made), at + draw.randint(0, 8))
        made[at:to] = draw.choice((b"", draw.choice(tokens), draw.randbytes(3), bytes(made[at:to]) * 3))
    return bytes(made)


def _judge(kind: Any, raw: bytes) -> None:
    identity = Identity()
    stdin = io.BufferedReader(io.BytesIO(raw))  # type: ignore[arg-type]
    entries = list(read_inputs(["-"], SETTINGS, kind=kind, stdin=stdin))
    assert entries or not raw.strip()
    for entry in entries:
        found: Any = entry
        if isinstance(entry, Page):
            try:
                found = read_page(entry, SETTINGS)
            except DatelineError:
                continue
        if isinstance(found, Unread):
            assert found.reason
        elif isinstance(found, Found):
            _holds_together(found.article)
            try:
                identity.settle(found)
            except ConflictingId:
                continue


def _holds_together(article: Article) -> None:
    assert article.id and article.text and article.text.strip()
    assert len(article.text) <= SETTINGS.max_article_chars
    assert "\0" not in article.text
    for words in (article.id, article.text, article.title, article.url, article.source, article.language):
        (words or "").encode("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_any_bytes(kind: str) -> None:
    @given(st.binary(max_size=400))
    @TRIES
    def judge(raw: bytes) -> None:
        _judge(kind, raw)

    judge()


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_are_nearly_right(kind: str) -> None:
    @given(st.integers(0, 2**32))
    @TRIES
    def judge(seed: int) -> None:
        _judge(kind, _mutated(VALID[kind], seed))

    judge()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(("id", "url", "title", "source", "language", "date", "text", "body")) | st.text(max_size=4),
                        inner, max_size=6)))  # fmt: skip
@TRIES
def test_any_json(value: Any) -> None:
    _judge("json", json.dumps(value).encode())
    _judge("jsonl", json.dumps(value).encode())


@given(st.text(max_size=120), st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
@TRIES
def test_any_heading_language_and_size(words: str, published: date | None) -> None:
    for text in (words, f"LAHORE, {words} - ", f"{words}, Oct 21 (Wire) -- A", f"May {words}, 2021 — B"):
        heading = find_heading(text, published)
        assert heading is None or 0 <= heading.start < heading.end <= len(text)
    assert len(detect_language(words)) in (2, 3)
    for phrase in (words, f"more than {words}", f"{words} thousand people", f"between {words} and 20"):
        try:
            size = read_size(phrase)
        except UnreadableSize:
            continue
        else:
            assert size.high is None or size.low is None or size.low <= size.high


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "1" + ",000" * 2_000, "٣" * 5_000, "²" * 50, "1e400", "½" * 9]
)
def test_figures_without_an_end(number: str) -> None:
    with pytest.raises(UnreadableSize):
        read_size(f"{number} people")


signs = st.sampled_from(
    ("Thousands", "of", "teachers", "marched", "in", "Lahore", "on", "May", "31", "30 February", "9" * 400, "1,000,000,000",
     "between", "and", "killed", "“", "”", "(", ")", ".", "\n\n", "٣٠", "½", "tens of thousands", "said", "99/99/9999", "0000")
)  # fmt: skip


@given(
    st.lists(signs | st.text(max_size=5), max_size=30),
    st.sampled_from(("0001-01-01", "9999-12-31", "2024-02-29")),
)
@settings(TRIES, max_examples=40)
def test_any_short_text_at_any_day(full_coder: Coder, pieces: list[str], published: str) -> None:
    text = "Teachers protested. " + " ".join(pieces)
    record = full_coder.code(text, published=published, language="en", id="a")
    record.check()
    # What is no text fails with a reason; nothing fails for a fault of the program.
    assert record.outcome == "coded" or "\0" in text or any("\ud800" <= c <= "\udfff" for c in text)


def _fixtures() -> ModuleType:
    path = Path(__file__).parents[1] / "fixtures" / "build_records.py"
    spec = importlib.util.spec_from_file_location("build_records_for_hostile", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_DATA = _fixtures().march_record().to_dict()
json_values = st.sampled_from(
    (None, True, -1, 0, 10**400, 1.5, float("nan"), float("inf"), "", "held", "2023-10-21", "20231021", "\ud800", [], [None], {}, {"a": 1})
)  # fmt: skip


def _changed(data: Any, draw: random.Random, value: Any) -> Any:
    """The same JSON value with something in it removed, added or replaced."""
    if isinstance(data, dict) and data and draw.random() < 0.9:
        key = draw.choice(sorted(data))
        change = draw.random()
        if change < 0.1:
            return {k: v for k, v in data.items() if k != key}
        if change < 0.2:
            return {**data, "unknown": value}
        return {**data, key: _changed(data[key], draw, value)}
    if isinstance(data, list) and data and draw.random() < 0.9:
        at = draw.randrange(len(data))
        return [*data[:at], _changed(data[at], draw, value), *data[at + 1 :]]
    return data + draw.choice((-1, 1)) if type(data) is int and draw.random() < 0.5 else value


@given(st.integers(0, 2**32), json_values, st.integers(1, 3))
@settings(TRIES, max_examples=400)
def test_a_record_that_was_changed_is_a_record_or_a_broken_contract(
    seed: int, value: Any, times: int
) -> None:
    draw = random.Random(seed)
    data: Any = _DATA
    for _ in range(times):
        data = _changed(data, draw, value)
    try:
        record = Record.from_dict(data)
    except BrokenContract:
        return
    record.check()
    assert Record.from_dict(record.to_dict()).to_json() == record.to_json()


@pytest.mark.parametrize(
    "changes",
    [{"relevance": 10**400}, {"relevance": float("nan")}, {"relevance": float("inf")}, {"reason": "\ud800"},
     {"made_by": {"dateline": "1", "models": {"parser": [1]}, "gazetteer": "g", "settings_sha256": "s"}}],
    ids=["a number out of range", "NaN", "infinity", "half of a pair", "a model's name that is a list"],
)  # fmt: skip
def test_what_json_reads_and_no_record_holds_breaks_the_contract(changes: dict[str, Any]) -> None:
    with pytest.raises(BrokenContract):
        Record.from_dict({**_DATA, **changes})


@pytest.mark.parametrize("data", [None, [], "a", 1], ids=repr)
def test_what_is_no_object_is_no_record(data: Any) -> None:
    with pytest.raises(BrokenContract):
        Record.from_dict(data)
