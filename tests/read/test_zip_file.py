from __future__ import annotations

import gzip
import io
import json
import random
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from dateline.read import Entry, Found, Page, Skipped, Unread, read_inputs
from dateline.read import limits as limits_module
from dateline.read import zip_file as zip_module
from dateline.read.zip_file import shown_path
from dateline.settings import Settings

MARCH = "Two thousand nurses marched through Harare on Monday."
STRIKE = "Bus drivers in Leeds walked out for a second day."


def read(path: Path | str, **options: object) -> list[Entry]:
    return list(read_inputs([str(path)], Settings(), **options))  # type: ignore[arg-type]


def packed(members: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return file.getvalue()


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def told(entries: list[Entry], root: Path) -> list[tuple[str, str]]:
    """Of each entry its file below ``root``, and its text, its reason or that it is a page."""
    found = []
    for entry in entries:
        words = entry.article.text if isinstance(entry, Found) else getattr(entry, "reason", "page")
        found.append(((entry.origin.file or "").removeprefix(root.as_posix() + "/"), words or ""))
    return found


def test_members_are_read_sorted_like_the_files_of_a_folder(tmp_path: Path) -> None:
    rows = json.dumps({"text": MARCH}) + "\n" + json.dumps({"text": STRIKE}) + "\n"
    content = packed(
        [
            ("b.txt", MARCH), ("inner/page.html", "<p>x"), ("a/", ""),
            ("a/rows.jsonl.gz", gzip.compress(rows.encode())), ("photo.jpg", b"\xff"), (".hidden.txt", MARCH),
            ("__MACOSX/b.txt", MARCH), ("x/.git/c.txt", MARCH),
        ]
    )  # fmt: skip
    entries = read(write(tmp_path / "export.zip", content))
    assert told(entries, tmp_path) == [
        ("export.zip/a/rows.jsonl.gz", MARCH),
        ("export.zip/a/rows.jsonl.gz", STRIKE),
        ("export.zip/b.txt", MARCH),
        ("export.zip/inner/page.html", "page"),
        ("export.zip/photo.jpg", "of no kind Dateline reads"),
    ]
    assert [e.origin.line for e in entries] == [1, 2, None, None, None]
    assert isinstance(entries[3], Page) and isinstance(entries[4], Skipped)
    first = entries[2]
    assert isinstance(first, Found) and first.article.id == (tmp_path / "export.zip/b.txt").as_posix()


def test_an_archive_in_a_folder_is_read_where_its_name_stands(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", MARCH.encode())
    write(tmp_path / "b.zip", packed([("c.txt", STRIKE)]))
    assert told(read(tmp_path), tmp_path) == [("a.txt", MARCH), ("b.zip/c.txt", STRIKE)]


@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
    ids=["stored", "deflate", "bzip2", "lzma"],
)
def test_every_usual_method_is_read(tmp_path: Path, method: int) -> None:
    path = write(tmp_path / "a.zip", packed([("a.txt", MARCH)], method))
    assert told(read(path), tmp_path) == [("a.zip/a.txt", MARCH)]


def test_standard_input_may_be_an_archive_or_gzip() -> None:
    archive = packed([("a.txt", MARCH)])
    rows = gzip.compress(json.dumps({"text": STRIKE}).encode())
    for content, text, file in (
        (archive, MARCH, "a.txt"),
        (rows, STRIKE, None),
        (gzip.compress(archive), MARCH, "a.txt"),
    ):
        (entry,) = read("-", stdin=io.BufferedReader(io.BytesIO(content)))
        assert isinstance(entry, Found) and (entry.article.text, entry.origin.file) == (text, file)


def test_an_archive_in_an_archive_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    deepest = packed([("c.txt", STRIKE)])
    inner = packed([("b.txt", MARCH), ("deepest.zip", deepest)])
    path = write(tmp_path / "a.zip", packed([("inner.zip", inner), ("z.txt", STRIKE)]))
    assert told(read(path), tmp_path) == [
        ("a.zip/inner.zip/b.txt", MARCH),
        ("a.zip/inner.zip/deepest.zip", "a zip archive in one that is in one; unpack it first"),
        ("a.zip/z.txt", STRIKE),
    ]


# --- names that would lead out -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../evil.txt", "evil.txt"),
        ("/etc/evil.txt", "etc/evil.txt"),
        ("C:\\evil.txt", "evil.txt"),
        ("C:evil.txt", "evil.txt"),
        ("\\\\server\\share\\evil.txt", "server/share/evil.txt"),
        ("a/./..\\..\\evil.txt", "a/evil.txt"),
        ("a\x1b[31m\u202e.txt", "a\ufffd[31m\ufffd.txt"),
    ],
)
def test_a_name_that_leads_out_is_shown_cleaned_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, shown: str
) -> None:
    assert str(shown_path(name)) == shown
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    path = write(inside / "a.zip", packed([(name, MARCH)]))
    monkeypatch.chdir(inside)
    assert told(read(path), inside) == [(f"a.zip/{shown}", MARCH)]
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.zip"]


# --- bad archives: one named failure each, and the run goes on -----------------------------------


def with_flag_locked(raw: bytes) -> bytes:
    at = raw.index(b"PK\x01\x02") + 8
    return raw[:at] + struct.pack("<H", 1) + raw[at + 2 :]


def with_method(raw: bytes, method: int) -> bytes:
    at = raw.index(b"PK\x01\x02") + 10
    return raw[:at] + struct.pack("<H", method) + raw[at + 2 :]


def with_size(raw: bytes, size: int) -> bytes:
    at = raw.index(b"PK\x01\x02") + 24
    return raw[:at] + struct.pack("<I", size) + raw[at + 4 :]


def with_bad_byte(raw: bytes) -> bytes:
    at = raw.index(b"nurses")
    return raw[:at] + b"N" + raw[at + 1 :]


def link() -> bytes:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


STORED = packed([("a.txt", MARCH)], zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("content", "file", "reason"),
    [
        (with_flag_locked(STORED), "x.zip/a.txt", "locked with a password"),
        (with_method(STORED, 97), "x.zip/a.txt", "a method that Dateline does not know"),
        (with_bad_byte(STORED), "x.zip/a.txt", "Bad CRC-32"),
        (with_size(STORED, 10), "x.zip/a.txt", "damaged in the archive"),
        (with_size(packed([("a.txt", MARCH)]), 4_000_000_000), "x.zip/a.txt", "its size is not the one"),
        (STORED[:-30], "x.zip", "cut off or damaged"),
        (STORED[: len(STORED) // 2], "x.zip", "cut off or damaged"),
        (b"", "x.zip", "cut off or damaged"),
        (b"no archive", "x.zip", "cut off or damaged"),
        (packed([]), "x.zip", "holds no file that Dateline reads"),
        (packed([("a.jpg", b"x")]), "x.zip", "holds no file that Dateline reads"),
    ],
    ids=[
        "encrypted", "unknown method", "bad checksum", "size too small", "size too large", "directory cut",
        "half", "empty", "no archive", "no member", "no known member",
    ],
)  # fmt: skip
def test_a_bad_archive_is_one_failure_and_the_run_goes_on(
    tmp_path: Path, content: bytes, file: str, reason: str
) -> None:
    write(tmp_path / "x.zip", content)
    write(tmp_path / "y.txt", STRIKE.encode())
    entries: list[Entry] = [e for e in read(tmp_path) if not isinstance(e, Skipped)]
    failure, after = entries
    assert isinstance(failure, Unread) and reason in failure.reason
    assert told(entries, tmp_path)[0][0] == file
    assert isinstance(after, Found) and after.article.text == STRIKE


def test_a_member_whose_local_header_is_damaged_costs_only_itself(tmp_path: Path) -> None:
    raw = packed([("a.txt", MARCH), ("b.txt", STRIKE)])
    path = write(tmp_path / "x.zip", b"XX" + raw[2:])
    entries = read(path)
    assert [type(e) for e in entries] == [Unread, Found]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "a.zip", link()))
    assert isinstance(entry, Skipped)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_a_name_that_comes_twice_the_last_is_read_and_the_first_fails(tmp_path: Path) -> None:
    path = write(tmp_path / "x.zip", packed([("a.txt", MARCH), ("b.txt", MARCH), ("../a.txt", STRIKE)]))
    assert told(read(path), tmp_path) == [
        ("x.zip/a.txt", "the archive holds this name again; only the last is read"),
        ("x.zip/a.txt", STRIKE),
        ("x.zip/b.txt", MARCH),
    ]


def overlapping(copies: int) -> bytes:
    """One member's bytes under many names: each entry of the directory points at the same header."""
    raw = packed([("a.txt", MARCH)])
    at = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[at:end]
    directory = b"".join(entry.replace(b"a.txt", b"%05d" % i) for i in range(copies))
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), at, 0)
    return raw[:at] + directory + closing


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "x.zip", overlapping(100)))
    assert isinstance(entry, Unread) and "overlap" in entry.reason


@pytest.mark.slow
@pytest.mark.parametrize("stated", [1_000_000 & 0xFFFF, 1], ids=["as many", "one"])
def test_an_archive_of_a_million_members_is_refused_in_little_memory(tmp_path: Path, stated: int) -> None:
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a.txt") * 1_000_000
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, stated, stated, len(directory), 0, 0)
    path = write(tmp_path / "x.zip", directory + closing)
    began = time.monotonic()
    tracemalloc.start()
    (unread,) = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(unread, Unread) and "more than 200,000 members" in unread.reason
    assert peak < 150_000_000 and time.monotonic() - began < 10


# --- bombs ---------------------------------------------------------------------------------------


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "UNPACKED_FREELY", 100_000)


BOMB = '{"text": "' + "march " * 500_000 + '"}\n'
NOISE = "".join(random.Random(7).choices("abcdefghij \n", k=400_000))


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", ["bomb.jsonl", "bomb.csv"])
def test_a_member_that_unpacks_to_too_much_fails_alone(tmp_path: Path, name: str) -> None:
    members: list[tuple[str, str | bytes]] = [(name, BOMB), ("c.txt", MARCH), ("noise.bin", NOISE)]
    failure, after, _ = read(write(tmp_path / "x.zip", packed(members)))
    assert isinstance(failure, Unread) and "packed bytes become more than" in failure.reason
    assert isinstance(after, Found) and after.article.text == MARCH


@pytest.mark.usefixtures("small_limits")
def test_an_archive_that_unpacks_to_too_much_is_read_up_to_there(tmp_path: Path) -> None:
    honest = json.dumps({"text": MARCH}) + "\n"
    members = [(f"{i:03}.jsonl", honest + " " * 90_000) for i in range(400)]
    path = write(tmp_path / "x.zip", packed(members))
    entries = read(path)
    assert isinstance(entries[0], Found)
    assert len(entries) < 400
    last = entries[-1]
    assert isinstance(last, Unread) and last.reason.startswith("the archive unpacks to too much")


def test_a_text_or_a_page_is_unpacked_no_further_than_an_article_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = 0
    whole = zip_module._Counted.readinto

    def counted(self: object, buffer: memoryview) -> int:
        nonlocal taken
        size = whole(self, buffer)  # type: ignore[arg-type]
        taken += size
        return size

    monkeypatch.setattr(zip_module._Counted, "readinto", counted)
    path = write(tmp_path / "x.zip", packed([("a.txt", b"a" * 50_000_000), ("b.html", b"<" * 50_000_000)]))
    entries = read(path)
    assert [type(e) for e in entries] == [Unread, Unread]
    assert taken < 10_000_000


def test_archives_packed_in_each_other_like_42_zip_end_at_the_second(tmp_path: Path) -> None:
    content = packed([("0.txt", b"\0" * 1_000_000)])
    for _ in range(5):
        content = packed([(f"lib{i}.zip", content) for i in range(4)])
    entries = read(write(tmp_path / "42.zip", content))
    assert len(entries) == 16
    assert {e.reason for e in entries if isinstance(e, Unread)} == {
        "a zip archive in one that is in one; unpack it first"
    }


@pytest.mark.slow
def test_any_damage_to_an_archive_is_told_and_never_breaks_the_run(tmp_path: Path) -> None:
    raw = packed(
        [("a.txt", MARCH), ("b.jsonl", json.dumps({"text": STRIKE})), ("c.zip", packed([("d.txt", MARCH)]))]
    )
    chance = random.Random(20261122)
    path = tmp_path / "x.zip"
    for _ in range(2_000):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(raw))] = chance.randrange(256)
        assert read(write(path, bytes(damaged[: chance.choice([len(raw), chance.randrange(len(raw))])])))
