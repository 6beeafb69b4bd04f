"""Coverage-guided fuzzing of what reads other people's bytes; run by tests/hostile/test_guided.py.

    python tests/fuzz/fuzz_readers.py -runs=20000 -seed=1 [folder of seeds]

The first byte chooses the reader. What is no DatelineError and no result ends the run with a traceback
and the bytes that led to it (libFuzzer writes them to a file named crash-…).
"""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import Any

import atheris

with atheris.instrument_imports(include=["dateline.read", "dateline.records", "dateline.extract.number"]):
    from dateline.errors import BrokenContract, ConflictingId, UnreadableSize
    from dateline.extract.number import read_size
    from dateline.read import Found, Identity, Unread, read_inputs
    from dateline.read.decoding import lines
    from dateline.read.heading import find_heading
    from dateline.read.page import decode_page
    from dateline.records import Record
    from dateline.settings import Settings

from dateline.errors import DatelineError

SETTINGS = Settings(max_article_chars=2_000)
KINDS = ("text", "json", "jsonl", "csv")


def _read(kind: Any, raw: bytes) -> None:
    identity = Identity()
    stdin: Any = io.BufferedReader(io.BytesIO(raw))  # type: ignore[arg-type]
    for entry in read_inputs(["-"], SETTINGS, kind=kind, stdin=stdin):
        if isinstance(entry, Unread):
            assert entry.reason
        elif isinstance(entry, Found):
            assert entry.article.text is not None and len(entry.article.text) <= SETTINGS.max_article_chars
            entry.article.text.encode("utf-8")
            try:
                identity.settle(entry)
            except ConflictingId:
                continue


def _decode(raw: bytes) -> None:
    numbers = [line.number for line in lines(io.BytesIO(raw), 200)]
    assert numbers == list(range(1, len(numbers) + 1))
    try:
        decode_page(raw)
    except DatelineError:
        return


def _words(raw: bytes) -> None:
    text = raw.decode("utf-8", errors="replace")
    heading = find_heading(text, date(2023, 10, 23))
    assert heading is None or 0 <= heading.start < heading.end <= len(text)
    try:
        size = read_size(text[:200])
    except UnreadableSize:
        return
    assert size.low is None or size.high is None or size.low <= size.high


def _record(raw: bytes) -> None:
    import json

    try:
        Record.from_dict(json.loads(raw))
    except (BrokenContract, ValueError, RecursionError):
        return


def one(data: bytes) -> None:
    """One try: the first byte says what reads the rest."""
    if not data:
        return
    choice, raw = data[0] % (len(KINDS) + 3), data[1:]
    if choice < len(KINDS):
        _read(KINDS[choice], raw)
    else:
        (_decode, _words, _record)[choice - len(KINDS)](raw)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
