from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path

import pytest

from dateline.read import Entry, Found, Unread, limits, read_inputs
from dateline.read.gunzip import gunzipped
from dateline.settings import Settings

MARCH = "Two thousand nurses marched through Harare on Monday."


def read(path: Path, content: bytes) -> list[Entry]:
    path.write_bytes(content)
    return list(read_inputs([str(path)], Settings()))


def row(text: str) -> bytes:
    return json.dumps({"text": text}).encode() + b"\n"


def texts(entries: list[Entry]) -> list[str | None]:
    return [e.article.text if isinstance(e, Found) else None for e in entries]


def last_reason(entries: list[Entry]) -> str:
    last = entries[-1]
    assert isinstance(last, Unread)
    return last.reason


def test_members_that_follow_each_other_are_one_file_even_within_a_line(tmp_path: Path) -> None:
    line = row(MARCH)
    content = (
        gzip.compress(line[:20]) + gzip.compress(line[20:]) + gzip.compress(row("Second.")) + b"\0" * 700
    )
    assert texts(read(tmp_path / "a.jsonl.gz", content)) == [MARCH, "Second."]


def test_what_is_packed_is_known_by_its_first_bytes_too(tmp_path: Path) -> None:
    assert texts(read(tmp_path / "a.jsonl", gzip.compress(row(MARCH)))) == [MARCH]


def test_a_large_honest_file_is_read_to_its_end_in_little_memory(tmp_path: Path) -> None:
    rows = [row(f"{MARCH} Report {i} of {i * 7919 % 100_003}.") for i in range(40_000)]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(rows), 1))
    assert sum(isinstance(e, Found) for e in read_inputs([str(path)], Settings())) == 40_000


BAD_MEMBER = b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff\xff"


@pytest.mark.parametrize(
    ("content", "before", "reason"),
    [
        (gzip.compress(row(MARCH)) + gzip.compress(row("Second."))[:-14], 1, "cut off or damaged"),
        (gzip.compress(row(MARCH)) + BAD_MEMBER + gzip.compress(row("x")), 1, "cut off or damaged"),
        (gzip.compress(row(MARCH) + row("x"))[:-8] + b"\0\0\0\0\1\2\3\4", 1, "cut off or damaged"),
        (gzip.compress(row(MARCH)) + b"something else", 1, "something follows the gzip data"),
        (gzip.compress(gzip.compress(row(MARCH))), 0, "gzip within gzip"),
        (row(MARCH), 0, "cut off or damaged"),
        (b"", 0, "the gzip file is empty"),
    ],
    ids=["cut off", "bad member", "bad checksum", "garbage after", "twice packed", "not packed", "empty"],
)  # fmt: skip
def test_damage_is_one_failure_after_what_comes_before_it(
    tmp_path: Path, content: bytes, before: int, reason: str
) -> None:
    entries = read(tmp_path / "a.jsonl.gz", content)
    assert texts(entries)[:-1] == [MARCH] * before
    assert reason in last_reason(entries)


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)), packer.flush()])


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.txt.gz", "a.html.gz", "a.json.gz"])
def test_a_bomb_is_unpacked_no_further_than_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    counts: list[limits.Unpacking] = []
    whole = limits.Unpacking.add

    def add(self: limits.Unpacking, size: int) -> None:
        counts.append(self)
        whole(self, size)

    monkeypatch.setattr(limits.Unpacking, "add", add)
    content = bomb(60_000_000)
    assert len(content) < 60_000
    (entry,) = read(tmp_path / name, content)
    assert isinstance(entry, Unread)
    assert max(count.unpacked for count in counts) <= limits.UNPACKED_FREELY + (1 << 16)


def test_the_limit_grows_with_what_is_packed() -> None:
    count = limits.Unpacking(packed=1_000_000)
    count.add(limits.MAX_RATIO * 1_000_000)
    assert not count.spent


def test_what_comes_out_counts_for_the_archive_it_is_in() -> None:
    whole = limits.Unpacking()
    gunzipped(io.BytesIO(gzip.compress(b"x" * 5_000)), whole).read()
    assert whole.unpacked == 5_000
