"""Bytes made to harm: each input ends as one article or one named failure, in time and in memory."""

# ruff: noqa: E501

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.read import Found, Identity, Page, Unread, read_inputs
from dateline.read.decoding import decode
from dateline.read.entry import Entry
from dateline.read.page import decode_page, read_page
from dateline.records import Origin
from dateline.settings import Settings

SETTINGS = Settings()
LIMIT_S = 10.0
LEAST = "Thousands of teachers marched in Lahore."


def _read(tmp_path: Path, name: str, raw: bytes) -> list[Entry]:
    path = tmp_path / name
    path.write_bytes(raw)
    start = time.process_time()
    entries = list(read_inputs([str(path)], SETTINGS))
    assert time.process_time() - start < LIMIT_S
    assert entries  # nothing is lost without a word
    for entry in entries:
        assert entry.origin.file == path.as_posix()
        if isinstance(entry, Found):
            assert entry.article.text
            Identity().settle(entry)
        elif isinstance(entry, Unread):
            assert entry.reason
            entry.reason.encode("utf-8", errors="backslashreplace").decode("utf-8")
            assert len(entry.reason) < 1_000
    return entries


def _nested(opening: str, closing: str) -> Callable[[], bytes]:
    nested = (opening * 100_000 + closing * 100_000).encode()
    return nested.__bytes__


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "lists in lists": ("a.json", _nested("[", "]"), "nested too deeply"),
    "objects in objects": ("a.json", _nested('{"a":', "}"), "nested too deeply"),
    "a line nested": ("a.jsonl", _nested("[", "]"), "nested too deeply"),
    "a number of a million digits": (
        "a.json", lambda: b'{"text": "' + LEAST.encode() + b'", "id": ' + b"9" * 1_000_000 + b"}",
        "cannot be read as JSON",
    ),
    "a line with such a number": (
        "a.jsonl", lambda: b'{"text": "x", "id": ' + b"9" * 1_000_000 + b"}", "cannot be read as JSON",
    ),
    "half of a pair": ("a.json", lambda: rb'{"text": "Teachers \ud800 marched"}', "half of a surrogate pair"),
    "a pair the wrong way": ("a.json", lambda: rb'{"text": "A \udc00\ud800 b"}', "half of a surrogate pair"),
    "half of a pair in the id": ("a.json", lambda: rb'{"id": "\udfff", "text": "Teachers marched"}', "surrogate"),
    "an escaped NUL": ("a.json", lambda: rb'{"text": "Teachers \u0000 marched"}', "NUL"),
    "not a number": ("a.json", lambda: b'{"text": NaN}', "text"),
    "only an opened string": ("a.json", lambda: b'{"text": "' + b"a" * 1_000_000, "cut off"),
    "NUL in a table": ("a.csv", lambda: b'text\n"Teachers \0 marched"\n', "NUL"),
    "a hundred thousand columns": (
        "a.csv", lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"," * 99_999 + b"x\n",
        "names no field for the text",
    ),
    "carriage returns for line ends": ("a.csv", lambda: b"text,id\rTeachers marched.,1\r", "carriage returns alone"),
    "more cells than names": ("a.csv", lambda: b"text,id\n" + b"a," * 100_000 + b"\n", "100001 cells"),
    "one quotation mark far away": (
        "a.csv", lambda: b'text\n"' + b"Teachers marched.\n" * 300_000, "bytes; one article may have",
    ),
    "a line without an end": ("a.csv", lambda: b"text\n" + b"a" * 20_000_000, "bytes; one article may have"),
    "a text far too long": ("a.txt", lambda: b"a " * 5_000_000, "more than"),
    "UTF-16 without its mark": ("a.txt", lambda: LEAST.encode("utf-16-le"), "NUL"),
    "UTF-16 cut in a unit": ("a.txt", lambda: LEAST.encode("utf-16")[:-1], "damaged UTF-16"),
    "random bytes": ("a.txt", lambda: bytes(range(256)) * 100, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_one_named_failure(tmp_path: Path, name: str) -> None:
    file, make, words = FILES[name]
    entry, *rest = _read(tmp_path, file, make())
    assert isinstance(entry, Unread)
    assert words in entry.reason
    assert not rest


def test_of_a_name_given_twice_the_last_value_counts(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "a.json", b'{"text": "One.", "text": "Two."}')
    assert isinstance(found, Found) and found.article.text == "Two."


def test_a_row_after_a_row_without_an_end_is_read(tmp_path: Path) -> None:
    raw = b'text\n"' + b"Teachers marched.\n" * 200_000 + b'"\nThey marched on.\n'
    bad, good = _read(tmp_path, "a.csv", raw)
    assert isinstance(bad, Unread)
    assert isinstance(good, Found) and good.article.text == "They marched on."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x1c"], ids=ascii)
def test_line_ends_of_all_kinds_are_kept_within_a_line(tmp_path: Path, end: str) -> None:
    text = f"Teachers marched.{end}They sang."
    row = json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"
    (found,) = _read(tmp_path, "a.jsonl", row)
    assert isinstance(found, Found) and found.article.text == text


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2067", "\u200b", "\ufeff", "\x1b[2J", "\x9b", "e" + "\u0301" * 500], ids=ascii
)
def test_signs_inside_a_text_are_kept(tmp_path: Path, sign: str) -> None:
    (found,) = _read(tmp_path, "a.txt", f"Teachers {sign} marched.".encode())
    assert isinstance(found, Found) and found.article.text == f"Teachers {sign} marched."


CHARSETS = {
    "declared UTF-8, is Latin-1": (b'<meta charset="utf-8">', "Café étudiants à Orléans", "cp1252"),
    "declared Latin-1, is UTF-8": (b'<meta charset="iso-8859-1">', "Café étudiants à Orléans", "utf-8"),
    "GB2312": (b'<meta charset="gb2312">', "抗议 in 北京", "gb2312"),
    "no such charset": (b'<meta charset="no-such">', "Café", "utf-8"),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_a_page_that_lies_about_its_charset_is_read_as_what_it_is(name: str) -> None:
    meta, words, charset = CHARSETS[name]
    markup, _ = decode_page(b"<html><head>" + meta + b"</head><body>" + words.encode(charset))
    assert words in markup


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "utf-32", "idna", "rot13", "hex", "zlib", "bz2", "punycode", "undefined",
                "unicode_escape", "raw_unicode_escape", "mbcs", "u16", "u7", "unicode-1-1-utf-7", "a" * 40]
)  # fmt: skip
def test_a_charset_that_is_no_charset_is_not_obeyed(charset: str) -> None:
    markup, _ = decode_page(f'<meta charset="{charset}">+ADw-script+AD4- \\u0041 '.encode() + b"caf\xe9" * 40)
    assert "+ADw-" in markup and "\\u0041" in markup


def test_bytes_that_are_valid_utf_8_stay_whatever_they_mean() -> None:
    assert decode("a\x85b\u2028c\ufeffd".encode()) == ("a\x85b\u2028c\ufeffd", None)


PAGE = f"<html><body><article><h1>March</h1><p>{LEAST} They want higher wages and will come back.</p>{{}}</article>"
PAGES: dict[str, Callable[[], str]] = {
    "a token of 7 MB": lambda: PAGE.format("<" + "a" * 7_000_000),
    "an attribute of 7 MB": lambda: PAGE.format(f'<p title="{"a" * 7_000_000}">They sang.</p>'),
    "a picture of 7 MB in the page": lambda: PAGE.format(
        f'<img src="data:image/png;base64,{"A" * 7_000_000}">'
    ),
    "a comment without an end": lambda: PAGE.format("<!-- " + "a " * 500_000),
    "broken comments": lambda: PAGE.format("<!--><!-- --!><!--->" * 50_000),
    "entities": lambda: PAGE.format("&amp;lt;&#x110000;&#0;&#55296;&nosuch;" * 20_000),
    "an entity bomb": lambda: (
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
        + "]>"
        + PAGE.format("&m;")
    ),
    "another file's entity": lambda: (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + PAGE.format("<p>&a;</p>")
    ),
    "a page that sends you on": lambda: PAGE.format(
        '<meta http-equiv="refresh" content="0;url=http://a.example">'
    ),
    "script with text": lambda: PAGE.format("<script>var a = '<p>Police killed 900 people.</p>'</script>"),
    "tags that never close": lambda: PAGE.format("<b><i>" * 100),
}


def _page(markup: str) -> str | None:
    try:
        found = read_page(Page(origin=Origin(file="a.html"), raw=markup.encode()), SETTINGS)
    except DatelineError:
        return None
    found.article.text.encode("utf-8")  # type: ignore[union-attr]
    return found.article.text


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_its_article_or_a_named_failure(name: str) -> None:
    start = time.process_time()
    text = _page(PAGES[name]())
    assert time.process_time() - start < LIMIT_S
    assert "root:" not in (text or "") and "900" not in (text or "")
    assert len(text or "") < 10_000


def test_a_page_over_the_cap_is_left_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (entry,) = read_inputs([str(path)], SETTINGS)
    assert isinstance(entry, Unread) and "more than 8,000,000 bytes" in entry.reason
