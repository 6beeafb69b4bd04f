from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import OutputExists, UnwritableOutput, UsageError
from dateline.export.writers import open_writers, output_kind
from dateline.export.writing import open_output
from dateline.records import Article, ArticleId, MadeBy, Origin, Record

RECORD = Record(
    made_by=MadeBy(dateline="0", gazetteer="none", settings_sha256="0"),
    input=Origin(file="a.txt"),
    article=Article(id=ArticleId("a"), text="Nurses marched in Łódź 🎉\r\n"),
    outcome="coded",
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half_of(target: Path) -> None:
    with open_output(str(target), force=True) as output:
        output.write("half")
        raise KeyboardInterrupt


def test_an_output_appears_whole_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with open_output(str(target)) as output:
        output.write("Łódź\r\n")
        assert not target.exists()
    assert target.read_bytes() == "Łódź\r\n".encode()
    assert names(tmp_path) == ["out.jsonl"]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_half_of(tmp_path / "out.jsonl")
    assert names(tmp_path) == []


def test_an_error_of_somebody_else_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_output(str(tmp_path / "out.jsonl")):
        raise FileNotFoundError


def test_an_output_that_is_there_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExists, match="--force"), open_output(str(target)):
        pass
    assert target.read_text(encoding="utf-8") == "mine"


def test_force_replaces_an_output_only_once_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_half_of(target)
    assert target.read_text(encoding="utf-8") == "old"
    with open_output(str(target), force=True) as output:
        output.write("new")
    assert target.read_text(encoding="utf-8") == "new"


def test_an_output_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(OutputExists, match="meanwhile"), open_output(str(target)):
        target.write_text("mine", encoding="utf-8")
    assert names(tmp_path) == ["out.jsonl"] and target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "is a folder"),
        ("nowhere/out.jsonl", "there is no folder"),
        ("file/out.jsonl", "there is no folder|cannot be written"),
        ("x" * 300 + ".jsonl", "cannot be written"),
    ],
    ids=["a folder", "in no folder", "in a file", "a name too long"],
)
def test_a_path_that_cannot_be_written_is_refused_at_once(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    if len(name) > 255 and sys.platform == "win32":
        pytest.skip("Windows says this at the end")
    with pytest.raises(UnwritableOutput, match=reason), open_output(str(tmp_path / name)):
        pytest.fail("opened")
    assert names(tmp_path) == ["file", "folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_told() -> None:
    with (
        pytest.raises(UnwritableOutput, match="no space left"),
        open_output("/dev/full", force=True) as output,
    ):
        output.write("x" * 100_000)
    assert Path("/dev/full").is_char_device()


FULL = """
import resource, sys
from dateline.errors import UnwritableOutput
from dateline.export.writing import open_output
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    with open_output(sys.argv[1]) as output:
        for _ in range(int(sys.argv[2])):
            output.write("x" * 1_000)
except UnwritableOutput as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
@pytest.mark.parametrize("kilobytes", ["11", "5000"], ids=["found out at the end", "found out while writing"])
def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, kilobytes: str) -> None:
    target = tmp_path / "out.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(target), kilobytes], capture_output=True, text=True, check=True
    )
    assert "no space left" in done.stdout and done.stderr == ""
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    with open_output(str(tmp_path / "link.jsonl")) as output:
        output.write("x")
    assert (tmp_path / "link.jsonl").is_symlink() and (tmp_path / "real.jsonl").exists()


def test_standard_output_is_utf8(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_output("-") as output:
        output.write("Łódź\n")
    assert capfdbinary.readouterr().out == "Łódź\n".encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jsonl", "jsonl"),
        ("A.CSV", "csv"),
        ("-", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.parquet", "parquet"),
        ("a.GeoJSON", "geojson"),
        ("a.xlsx", "xlsx"),
    ],
)
def test_the_ending_says_the_kind(name: str, kind: str) -> None:
    assert output_kind(name) == kind


def test_an_unknown_ending_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"\.parquet.*--to"):
        output_kind("a.ods")
    assert output_kind("a.ods", "csv") == "csv"


def test_a_record_is_one_line_of_json(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with open_writers([str(target)]) as (writer,):
        writer.write(RECORD)
    (line,) = target.read_bytes().splitlines(keepends=True)
    assert line.decode() == RECORD.to_json() + "\n"


def test_the_table_has_its_header_even_when_empty(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with open_writers([str(target)]) as (writer,):
        writer.write(RECORD)
    assert target.read_bytes().startswith(b"mention_id,article_id,")
    assert target.read_bytes().count(b"\n") == 1


def test_if_one_output_cannot_be_opened_none_appears(tmp_path: Path) -> None:
    outputs = [str(tmp_path / "a.jsonl"), str(tmp_path / "no" / "b.jsonl")]
    with pytest.raises(UnwritableOutput), open_writers(outputs):
        pytest.fail("opened")
    assert os.listdir(tmp_path) == []
