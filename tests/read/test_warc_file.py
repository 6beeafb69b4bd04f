from __future__ import annotations

import gzip
import io
import random
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from dateline.read import Entry, Page, Skipped, Unread, read_inputs
from dateline.read.page import read_page
from dateline.settings import Settings

HTML = b"<html><body><p>Two thousand nurses marched.</p></body></html>"
CRLF = b"\r\n"


def record(kind: str, url: str, block: bytes, *more: str, length: int | None = None) -> bytes:
    fields = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2026-05-04T10:00:00Z",
        f"WARC-Record-ID: <urn:{url}>", *more, f"Content-Length: {len(block) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join(fields).encode() + CRLF * 2 + block + CRLF * 2


def answer(body: bytes = HTML, status: str = "200 OK", **fields: str) -> bytes:
    """What a server says; an underscore in a field's name is a hyphen, an empty field is left out."""
    stated = {"Content_Type": "text/html; charset=utf-8", **fields}
    lines = [f"HTTP/1.1 {status}", *(f"{n.replace('_', '-')}: {v}" for n, v in stated.items() if v)]
    return "\r\n".join(lines).encode() + CRLF * 2 + body


def page(i: int) -> bytes:
    filler = random.Random(i).randbytes(600).hex().encode()
    return response(HTML + b"<!--" + filler + b"-->", i)


def response(body: bytes, i: int = 1, **fields: str) -> bytes:
    return record("response", f"https://example.org/{i}", answer(body, "200 OK", **fields))


def read(path: Path, content: bytes, settings: Settings | None = None) -> list[Entry]:
    path.write_bytes(content)
    return list(read_inputs([str(path)], settings or Settings()))


def told(entries: list[Entry]) -> list[str]:
    """Of each entry its address, a page's after its number, a failure's after ``bad``; notes are left out."""
    found = []
    for entry in entries:
        if isinstance(entry, Page):
            assert entry.given is not None
            found.append(f"{entry.origin.number} {entry.given.url}")
        elif isinstance(entry, Unread):
            found.append(f"bad {entry.url}")
    return found


def urls(*numbers: int, begin: int = 1) -> list[str]:
    return [f"{n} https://example.org/{i}" for n, i in enumerate(numbers, start=begin)]


@pytest.mark.parametrize("packed", ["plain", "record by record", "as a whole"])
def test_pages_come_with_address_and_number_and_the_rest_is_noted(tmp_path: Path, packed: str) -> None:
    records = [
        record("warcinfo", "", b"software: test"),
        record("request", "https://example.org/1", b"GET /1 HTTP/1.1\r\n\r\n"),
        page(1),
        record("response", "https://example.org/a.png", answer(b"\x89PNG", Content_Type="image/png")),
        record("response", "https://example.org/old", answer(b"", "301 Moved", Location="/1")),
        record("response", "https://example.org/gone", answer(HTML, "404 Not Found")),
        record("revisit", "https://example.org/1", answer(b"")),
        record("response", "dns:example.org", b"20260504 example.org. IN A 192.0.2.1"),
        page(2),
        record("resource", "https://example.org/3", HTML, "Content-Type: text/html"),
    ]
    content = {
        "plain": b"".join(records),
        "record by record": b"".join(gzip.compress(r) for r in records),
        "as a whole": gzip.compress(b"".join(records)),
    }[packed]
    entries = read(tmp_path / ("a.warc" if packed == "plain" else "a.warc.gz"), content)
    assert told(entries) == urls(1, 2, 3)
    notes = [e.reason for e in entries if isinstance(e, Skipped)]
    assert len(notes) == 7 and len(set(notes)) == 5
    assert all(e.origin.number is None for e in entries if isinstance(e, Skipped))


def test_the_address_of_the_archive_is_the_articles_and_its_day_is_not(tmp_path: Path) -> None:
    said = (
        '<html><head><link rel="canonical" href="https://other.example/x"><title>March</title></head><body>'
        "<article><p>"
        + "Two thousand nurses marched through Harare on Monday. " * 12
        + "</p></article></body></html>"
    )
    content = record("response", "<https://example.org/news/1>", answer(said.encode()))
    (entry,) = read(tmp_path / "a.warc", content)
    assert isinstance(entry, Page)
    found = read_page(entry, Settings())
    assert (found.article.url, found.article.id) == ("https://example.org/news/1",) * 2
    assert found.article.published is None and found.article.published_basis == "none"


def test_pages_without_an_address_of_their_own_do_not_share_an_id(tmp_path: Path) -> None:
    body = "<html><body><article><p>" + "Two thousand nurses marched through Harare on Monday. " * 12
    contents = [record("response", "", answer(f"{body} Part {i}.</p></article>".encode())) for i in range(2)]
    pages = [e for e in read(tmp_path / "a.warc", b"".join(contents)) if isinstance(e, Page)]
    found = [read_page(p, Settings()) for p in pages]
    assert len({f.article.id for f in found}) == 2 and {f.id_from for f in found} == {"text"}


def chunked(body: bytes, size: int = 20) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%b\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (raw_deflate(HTML), {"Content_Encoding": "deflate"}),
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(HTML)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (gzip.compress(zlib.compress(HTML)), {"Content_Encoding": "deflate, gzip"}),
        (HTML, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "br"}),
        (HTML, {"Content_Encoding": "zstd"}),
        (HTML, {"Content_Type": ""}),
    ],
    ids=[
        "gzip", "deflate", "raw deflate", "chunked", "chunked gzip", "both", "decoded already",
        "brotli decoded", "unknown decoded", "kind not stated",
    ],
)  # fmt: skip
def test_the_codings_of_a_page_are_taken_off(tmp_path: Path, body: bytes, fields: dict[str, str]) -> None:
    (entry,) = read(tmp_path / "a.warc", response(body, 1, **fields))
    assert isinstance(entry, Page) and entry.raw == HTML


def test_brotli_is_taken_off_where_its_extra_is_installed(tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli")
    path = tmp_path / "a.warc"
    for body, kind in (
        (brotli.compress(HTML), Page),
        (brotli.compress(HTML)[:-3], Unread),
        (b"\xff\xfe", Unread),
    ):
        content = response(body, Content_Encoding="br")
        (entry,) = read(path, content)
        assert isinstance(entry, kind)


def test_without_the_extra_a_page_in_brotli_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    content = response(b"\x0b\x02\x80", Content_Encoding="br")
    first, second = read(tmp_path / "a.warc", content + page(2))
    assert isinstance(first, Unread) and "pip install 'dateline[warc]'" in first.reason
    assert isinstance(second, Page)


def test_the_encoding_that_the_server_stated_is_used(tmp_path: Path) -> None:
    text = "Профсоюз учителей вышел на площадь. " * 20
    body = f"<html><body><article><p>{text}</p></article></body></html>".encode("cp1251")
    stated = "text/html; charset=windows-1251"
    (entry,) = read(tmp_path / "a.warc", response(body, Content_Type=stated))
    assert isinstance(entry, Page)
    assert "Профсоюз учителей" in (read_page(entry, Settings()).article.text or "")


def test_a_page_that_its_crawler_cut_is_noted(tmp_path: Path) -> None:
    body = answer(b"<html><body><article><p>" + b"Two thousand nurses marched through Harare. " * 20)
    (entry,) = read(
        tmp_path / "a.warc", record("response", "https://example.org/1", body, "WARC-Truncated: length")
    )
    assert isinstance(entry, Page)
    assert read_page(entry, Settings()).notes == ("cut short by the crawler that saved it",)


def test_a_web_archive_is_known_on_standard_input_and_in_a_zip(tmp_path: Path) -> None:
    content = gzip.compress(page(1)) + gzip.compress(page(2))
    stdin = io.BufferedReader(io.BytesIO(content))
    assert told(list(read_inputs(["-"], Settings(), stdin=stdin))) == urls(1, 2)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.warc.gz", content)
    assert told(list(read_inputs([str(tmp_path / "x.zip")], Settings()))) == urls(1, 2)


# --- damage --------------------------------------------------------------------------------------


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


PACKED = [gzip.compress(page(i)) for i in range(4)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PACKED[0] + flipped(PACKED[1], 300) + PACKED[2], [*urls(0), "bad", *urls(2, begin=3)]),
        (PACKED[0] + flipped(PACKED[1], 12) + PACKED[2], [*urls(0), "bad", *urls(2, begin=3)]),
        (PACKED[0] + PACKED[1][:-8] + b"\0" * 8 + PACKED[2], [*urls(0), "bad", *urls(2, begin=3)]),
        (PACKED[0] + PACKED[1][:400] + PACKED[2] + PACKED[3], [*urls(0), "bad", *urls(2, 3, begin=3)]),
        (PACKED[0] + PACKED[1][100:] + PACKED[2], [*urls(0), "bad", *urls(2, begin=3)]),
        (PACKED[0] + b"junk" + PACKED[2], [*urls(0), "bad", *urls(2, begin=3)]),
        (PACKED[0] + PACKED[1][:-9], [*urls(0), "bad"]),
        (PACKED[0] + PACKED[1][:30], [*urls(0), "bad"]),
    ],
    ids=[
        "byte in the page", "byte in the head", "checksum", "end missing", "start missing", "junk between",
        "cut off", "cut off early",
    ],
)  # fmt: skip
def test_a_damaged_gzip_member_costs_its_record(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    entries = read(tmp_path / "a.warc.gz", content)
    assert [t if t[0] != "b" else "bad" for t in told(entries)] == expected


def test_a_damaged_record_is_named_by_its_address_where_that_can_be_read(tmp_path: Path) -> None:
    entries = read(tmp_path / "a.warc.gz", PACKED[0] + PACKED[1][:-9] + PACKED[2])
    assert told(entries) == [*urls(0), "bad https://example.org/1", *urls(2, begin=3)]


def plain_page(i: int, length: int) -> bytes:
    block = answer(HTML)
    return record("response", f"https://example.org/{i}", block, length=len(block) + length)


@pytest.mark.parametrize("length", [-30, -1, 5, 30, 500, 10_000_000], ids=str)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_record_that_is_not_as_long_as_it_says_fails_and_the_next_is_read(
    tmp_path: Path, length: int, packed: bool
) -> None:
    records = [page(0), plain_page(1, length), page(2), page(3)]
    content = b"".join(gzip.compress(r) if packed else r for r in records)
    entries = read(tmp_path / "a.warc", content)
    assert told(entries)[:2] == [*urls(0), "bad https://example.org/1"]
    assert told(entries)[-2:] == urls(2, 3, begin=len(told(entries)) - 1)


def test_a_file_cut_in_a_record_names_it(tmp_path: Path) -> None:
    *_, last = read(tmp_path / "a.warc", page(0) + page(1)[:-100])
    assert isinstance(last, Unread) and last.url == "https://example.org/1" and "cut off after" in last.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"no web archive\n" * 9, "no record begins where one should"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 1_000, "more than 200 named fields"),
        (response(b"4\r\nabcd\r\nzz", Transfer_Encoding="chunked"), "chunks"),
        (response(gzip.compress(HTML)[:-9], Content_Encoding="gzip"), "as gzip"),
        (response(b"\x28\xb5\x2f\xfd", Content_Encoding="zstd"), "'zstd'"),
        (response(b"x", Content_Encoding="br, br, br"), "more than twice"),
        (response(b"<p>" * 4_000_000), "more than 8,000,000 bytes"),
        (
            response(gzip.compress(b"<" * 90_000_000), Content_Encoding="gzip"),
            "more than 8,000,000 bytes",
        ),
    ],
    ids=["empty", "no archive", "no length", "many fields", "chunks", "gzip", "zstd", "3x", "long", "bomb"],
)  # fmt: skip
def test_a_bad_record_is_one_failure(tmp_path: Path, content: bytes, reason: str) -> None:
    (entry,) = read(tmp_path / "a.warc", content)
    assert isinstance(entry, Unread) and reason in entry.reason


def test_a_record_of_another_kind_may_be_of_any_size(tmp_path: Path) -> None:
    film = record(
        "response", "https://example.org/film", answer(b"\0" * 20_000_000, Content_Type="video/mp4")
    )
    assert told(read(tmp_path / "a.warc", film + page(1))) == urls(1)


def test_a_file_of_nothing_but_damage_ends(tmp_path: Path) -> None:
    entries = read(tmp_path / "a.warc", b"WARC/1.0\r\nAB: c\r\nContent-Length: 999999\r\n\r\n" * 5_000)
    assert len(entries) == 1_001
    *_, last = entries
    assert isinstance(last, Unread) and "1,000 records are damaged" in last.reason
    starts = PACKED[0] + flipped(PACKED[1], 300) + b"\x1f\x8b\x08\0" * 100_000
    *_, last = read(tmp_path / "b.warc.gz", starts)
    assert isinstance(last, Unread) and "no record can be found" in last.reason


@pytest.mark.slow
def test_no_damage_breaks_the_run(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    path = tmp_path / "a.warc"
    for content in (b"".join(PACKED), b"".join(page(i) for i in range(4)), gzip.compress(page(0) + page(1))):
        for _ in range(300):
            damaged = bytearray(content)
            for _ in range(chance.randint(1, 5)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            assert read(
                path, bytes(damaged[: chance.choice([len(damaged), chance.randrange(1, len(damaged))])])
            )
