from __future__ import annotations

import gzip
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.read import Entry, Found, Page, Skipped, Unread, read_inputs
from dateline.read.kinds import guess_kind
from dateline.settings import Settings

MARCH = "Two thousand nurses marched through Harare on Monday."
STRIKE = "Bus drivers in Leeds walked out for a second day."
SMALL = Settings(max_article_chars=2_000, max_page_bytes=10_000)


def read(*inputs: Path | str, settings: Settings = SMALL, **options: object) -> list[Entry]:
    return list(read_inputs([str(i) for i in inputs], settings, **options))  # type: ignore[arg-type]


def texts(entries: list[Entry]) -> list[str | None]:
    return [e.article.text if isinstance(e, Found) else None for e in entries]


def reasons(entries: list[Entry]) -> list[str]:
    return [e.reason for e in entries if isinstance(e, Unread)]


def lines_of(entries: list[Entry]) -> list[int | None]:
    return [e.origin.line for e in entries]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def rows(*objects: object) -> str:
    return "".join(json.dumps(o) + "\n" for o in objects)


# --- kinds ---------------------------------------------------------------------------------------


def test_a_text_file_is_one_article_with_its_path_for_an_id(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "a.txt", MARCH))
    assert isinstance(entry, Found)
    assert (entry.article.id, entry.id_from) == ((tmp_path / "a.txt").as_posix(), "path")
    assert entry.article.text_from == "given"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbf" + MARCH.encode(), MARCH),
        (MARCH.encode("utf-16"), MARCH),
        ("Café owners marched.\r\n".encode(), "Café owners marched.\r\n"),
        ("خرج المئات إلى الشارع 🎉 ok".encode(), "خرج المئات إلى الشارع 🎉 ok"),
        (b"one\r\ntwo\n\nthree ", "one\r\ntwo\n\nthree "),
    ],
    ids=["byte-order mark", "UTF-16", "CRLF", "right to left and emoji", "white space"],
)
def test_a_text_file_loses_only_its_byte_order_mark(tmp_path: Path, raw: bytes, text: str) -> None:
    assert texts(read(write(tmp_path / "a.txt", raw))) == [text]


def test_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "a.txt", "“Café” owners marched".encode("cp1252")))
    assert isinstance(entry, Found) and entry.article.text == "“Café” owners marched"
    assert entry.notes == ("not UTF-8; read as Windows-1252",)


def test_html_is_handed_on_as_bytes(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "a.htm", "<html><p>x</p></html>"))
    assert isinstance(entry, Page) and entry.raw == b"<html><p>x</p></html>"


def test_json_lines_give_an_article_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", rows({"text": MARCH}, {"text": STRIKE}).replace("}\n", "}\r\n\n"))
    entries = read(path)
    assert texts(entries) == [MARCH, STRIKE] and lines_of(entries) == [1, 3]


def test_a_json_object_is_one_article_with_its_path_for_an_id(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "a.json", json.dumps({"text": MARCH}, indent=1)))
    assert isinstance(entry, Found) and entry.id_from == "path"


def test_a_json_list_gives_its_objects_and_the_line_each_begins_on(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([{"text": MARCH}, {"text": STRIKE}], indent=1))
    entries = read(path)
    assert texts(entries) == [MARCH, STRIKE] and lines_of(entries) == [2, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_csv_cells_may_hold_separators_and_line_ends(tmp_path: Path, separator: str) -> None:
    text = 'They said: "no", \r\nand; left.'
    quoted = '"' + text.replace('"', '""') + '"'
    path = write(tmp_path / "a.csv", f"id{separator}Text\r\nx{separator}{quoted}\r\ny{separator}short\r\n")
    entries = read(path)
    assert texts(entries) == [text, "short"] and lines_of(entries) == [2, 4]


def test_gzipped_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(rows({"text": MARCH}).encode()))
    assert texts(read(path)) == [MARCH]


def test_utf16_json_lines_are_read(tmp_path: Path) -> None:
    raw = rows({"text": MARCH}, {"text": "x" * 50_000}, {"text": STRIKE}).encode("utf-16")
    assert texts(read(write(tmp_path / "a.jsonl", raw)))[::2] == [MARCH, STRIKE]


def test_a_folder_is_read_sorted_with_what_is_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "c.jpg"):
        write(tmp_path / name, f"text of {name}")
    entries = read(tmp_path)
    assert texts(entries) == ["text of a/z.txt", "text of b.txt", None]
    assert isinstance(entries[2], Skipped)


def test_an_output_in_a_folder_is_no_input(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", MARCH)
    out = write(tmp_path / "out.jsonl", rows({"text": STRIKE}))
    assert texts(read(tmp_path, leave_out={out.resolve()})) == [MARCH]


def test_format_says_what_a_named_file_is(tmp_path: Path) -> None:
    assert texts(read(write(tmp_path / "a.dat", rows({"text": MARCH})), kind="jsonl")) == [MARCH]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"text": "x"}\n{"text": "y"}', "jsonl"),
        ('{"id": 1, "te\n{"text": "y"}', "jsonl"),
        ('{\n  "text": "x"\n}', "json"),
        ('{"id": 3,\n  "text": "x"\n}', "json"),
        ('\ufeff [{"text": "x"}]', "json"),
        ("<!DOCTYPE html><p>x", "html"),
        ("\n <html>", "html"),
        ("< 300 people came", "text"),
        ("KARACHI (Agency) - Traders", "text"),
        ("", "text"),
    ],
)
def test_the_kind_of_standard_input_is_guessed(content: str, kind: str) -> None:
    assert guess_kind(content.encode()) == kind


def test_standard_input_is_read_and_its_articles_have_no_path() -> None:
    (entry,) = read("-", stdin=io.BufferedReader(io.BytesIO(MARCH.encode())))
    assert isinstance(entry, Found)
    assert (entry.id_from, entry.origin.file) == ("text", None)


def test_no_standard_input_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no standard input"):
        read("-")


# --- fields --------------------------------------------------------------------------------------


def test_fields_are_known_by_their_common_names(tmp_path: Path) -> None:
    row = {
        "Headline": "Nurses march", "body": MARCH, "publication": {"name": "The Post"}, "lang": "en-GB",
        "publishedAt": "2026-05-04T23:30:00-05:00", "link": "https://example.org/a", "id": 7, "likes": [1],
    }  # fmt: skip
    (entry,) = read(write(tmp_path / "a.jsonl", rows(row)))
    assert isinstance(entry, Found)
    article = entry.article
    assert (article.id, article.url, article.title) == ("7", "https://example.org/a", "Nurses march")
    assert (article.source, article.language) == ("The Post", "en")
    assert (article.published, article.published_at) == (date(2026, 5, 4), "2026-05-04T23:30:00-05:00")
    assert (article.published_basis, article.text) == ("given", MARCH)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-04", date(2026, 5, 4)),
        ("Mon, 04 May 2026 10:00:00 GMT", date(2026, 5, 4)),
        ("4 May 2026", date(2026, 5, 4)),
        ("May 4, 2026", date(2026, 5, 4)),
        ("05/04/2026", None),
        ("yesterday", None),
        (1700000000, None),
    ],
)
def test_a_date_is_read_where_it_means_one_day(tmp_path: Path, words: object, day: date | None) -> None:
    (entry,) = read(write(tmp_path / "a.jsonl", rows({"text": MARCH, "date": words})))
    assert isinstance(entry, Found)
    assert entry.article.published == day
    assert entry.article.published_basis == ("given" if day else "none")
    assert bool(entry.notes) == (day is None)


def test_text_from_json_is_never_changed(tmp_path: Path) -> None:
    text = "\ufeff one\r\ntwo\u2028three\t \r"
    assert texts(read(write(tmp_path / "a.jsonl", rows({"text": text})))) == [text]


@pytest.mark.parametrize(
    ("row", "id_from"),
    [
        ({"id": "a", "url": "https://example.org/a"}, "given"),
        ({"url": "https://example.org/a"}, "url"),
        ({}, "text"),
    ],
    ids=["given", "url", "hash"],
)
def test_a_row_suggests_its_id(tmp_path: Path, row: dict[str, str], id_from: str) -> None:
    (entry,) = read(write(tmp_path / "a.jsonl", rows({**row, "text": MARCH})))
    assert isinstance(entry, Found) and entry.id_from == id_from


# --- bad input: one clear failure each, and the rest is read -------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.jsonl", b"\n \n", "the file is empty"),
        ("a.json", b" ", "the file is empty"),
        ("a.csv", b"", "the file is empty"),
        ("a.html", b"\n", "the file is empty"),
        ("a.txt", b" \n\t", "the text is empty"),
        ("a.json", b"[]", "the list is empty"),
        ("a.csv", b"id,text\n", "the file has field names and no row"),
        ("a.csv", b"id,words\n1,x\n", "names no field for the text"),
        ("a.txt", b"march\0march", "NUL"),
        ("a.txt", MARCH.encode("utf-16-le"), "UTF-16 without"),
        ("a.txt", "Café naïve".encode() + b"\xff\x81", "damaged UTF-8"),
        ("a.txt", b"\x81\x8d\x90 \x9d", "neither UTF-8"),
        ("a.json", b'{"text": "Nurses mar', "cut off"),
        ("a.json", b'"words"', "a JSON string found, an object expected"),
        ("a.jsonl", b"[1, 2]", "a JSON list found"),
        ("a.jsonl", b"[" * 200_000, "nested too deeply"),
        ("a.jsonl", b'{"n": ' + b"9" * 5000 + b"}", "cannot be read as JSON"),
        ("a.jsonl", b'{"text": "half \\ud83d"}', "half of a surrogate pair"),
        ("a.jsonl", b'{"text": "x", "title": "half \\ud83d"}', "title holds"),
        ("a.jsonl", b'{"text": ["a", "b"]}', "of type list"),
        ("a.odt", b"PK", "of no kind Dateline reads"),
        ("a.json", b'{"text": "a\nb', "Invalid control character at character"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}')[:15], "gzip file is cut off"),
        ("a.txt.gz", b"no gzip", "gzip file is cut off or damaged"),
    ],
)  # fmt: skip
def test_bad_input_is_one_failure(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    entries = read(write(tmp_path / name, content), settings=Settings())
    assert len(entries) == 1
    assert reason in reasons(entries)[0]
    assert entries[0].origin.file == (tmp_path / name).as_posix()


def test_a_missing_file_is_a_failure_and_the_next_is_read(tmp_path: Path) -> None:
    entries = read(tmp_path / "gone.txt", write(tmp_path / "a.txt", MARCH))
    assert reasons(entries) == ["no such file"] and texts(entries) == [None, MARCH]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom the system can refuse"
)
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", MARCH)
    path.chmod(0)
    assert "Permission denied" in reasons(read(path))[0]


def test_a_file_that_the_system_refuses_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", MARCH)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert reasons(read(path)) == ["cannot be read: Permission denied"]


def test_a_name_too_long_for_the_system_is_a_failure() -> None:
    assert len(reasons(read("x" * 5000 + ".txt"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    pipe, link = read(tmp_path)
    assert isinstance(pipe, Skipped) and isinstance(link, Unread)


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert "the folder holds no file" in reasons(read(tmp_path))[0]


def test_a_json_line_cut_in_half_costs_that_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", rows({"text": MARCH}) + '{"text": "Nurses ma\n' + rows({"text": STRIKE})
    )
    entries = read(path)
    assert texts(entries) == [MARCH, None, STRIKE]
    assert entries[1].origin.line == 2 and "cut off" in reasons(entries)[0]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "7"}, "no text: text, body or content expected"),
        ({"id": "7", "text": " "}, "the text is empty"),
        ({"id": "7", "text": None}, "the text is empty"),
    ],
    ids=["none", "blank", "null"],
)
def test_a_row_without_text_keeps_its_id(tmp_path: Path, row: dict[str, str | None], reason: str) -> None:
    first, second = read(write(tmp_path / "a.jsonl", rows(row, {"text": MARCH})))
    assert isinstance(first, Unread) and first.id == "7" and first.origin.line == 1
    assert reason in first.reason
    assert isinstance(second, Found)


def test_a_csv_row_without_text_is_a_failure_of_its_line(tmp_path: Path) -> None:
    entries = read(write(tmp_path / "a.csv", f"id,text\n1,\n2,{MARCH}\n"))
    assert texts(entries) == [None, MARCH] and entries[0].origin.line == 2


def test_a_csv_row_with_too_many_cells_is_a_failure(tmp_path: Path) -> None:
    entries = read(write(tmp_path / "a.csv", f"id,text\n1,one, two\n2,{MARCH}\n"))
    assert "3 cells under 2 field names" in reasons(entries)[0] and texts(entries)[1] == MARCH


def test_a_quotation_mark_never_closed_is_one_failure(tmp_path: Path) -> None:
    entries = read(write(tmp_path / "a.csv", f'id,text\n1,{MARCH}\n2,"open\nmore\n'))
    assert texts(entries) == [MARCH, None]
    assert entries[1].origin.line == 3 and "not closed" in reasons(entries)[0]


def test_a_damaged_list_gives_what_comes_before_the_damage(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([{"text": MARCH}])[:-1] + ',\n{"text": "Nur')
    entries = read(path)
    assert texts(entries) == [MARCH, None] and entries[1].origin.line == 2


BIG = 50_000_000


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", "", ""),
        ("a.html", "", ""),
        ("a.json", '{"text": "', '"}'),
        ("a.jsonl", '{"text": "', '"}\n' + rows({"text": MARCH})),
        ("a.csv", 'text\n"', f'"\n{MARCH}\n'),
        ("a.csv", "text\n", f"\n{MARCH}\n"),
    ],
    ids=["text", "html", "json", "json lines", "csv quoted", "csv plain"],
)
def test_an_article_of_50_mb_fails_and_the_rest_is_read(
    tmp_path: Path, name: str, before: str, after: str
) -> None:
    path = tmp_path / name
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for _ in range(50):
            file.write("march " * (BIG // 50 // 6))
        file.write(after)
    entries = read(path, settings=Settings())
    assert isinstance(entries[0], Unread)
    assert "200,000 characters" in entries[0].reason or "8,000,000 bytes" in entries[0].reason
    assert texts(entries[1:]) == ([MARCH] if after.endswith("\n") else [])


def test_a_csv_cell_of_many_lines_that_is_too_long_costs_its_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text\n"' + 'a "" line\n' * 300_000 + f'"\n{MARCH}\n')
    entries = read(path)
    assert texts(entries) == [None, MARCH] and entries[0].origin.line == 2


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_one_word_of_1_mb_fails(tmp_path: Path, name: str) -> None:
    word = "a" * 1_000_000
    path = write(tmp_path / name, word if name == "a.txt" else rows({"text": word}))
    assert "200,000 characters" in reasons(read(path, settings=Settings()))[0]


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes are Linux's")
def test_a_file_name_that_is_not_unicode_can_be_told(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text(MARCH, encoding="utf-8")
    (entry,) = read(path)
    assert entry.origin.file is not None and entry.origin.file.encode("utf-8")
