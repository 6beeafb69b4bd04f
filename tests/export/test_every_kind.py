"""What every kind of output promises: whole or absent, told early, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_record

from dateline.cli import OutputFormat
from dateline.commands.code import CodeArguments, code
from dateline.errors import UnwritableOutput, UsageError
from dateline.export.writers import KINDS, OutputKind, Writer, open_writers
from dateline.export.writing import open_output
from dateline.records import MadeBy

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
FIXTURES = Path(__file__).parents[1] / "fixtures"


def write_some(writer: Writer, count: int = 3) -> None:
    for _ in range(count):
        writer.write(march_record())


def write_all(names: list[str]) -> None:
    with open_writers(names) as writers:
        for writer in writers:
            write_some(writer)


def break_off(names: list[str]) -> None:
    with open_writers(names, force=True) as writers:
        for writer in writers:
            write_some(writer)
        raise KeyboardInterrupt


def test_the_command_line_offers_every_kind() -> None:
    assert tuple(OutputFormat) == KINDS


@EVERY_KIND
def test_a_file_appears_once_all_is_written(tmp_path: Path, kind: OutputKind) -> None:
    target = tmp_path / f"a.{kind}"
    with open_writers([str(target)]) as (writer,):
        write_some(writer)
        assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{kind}"]
    assert target.stat().st_size > 500


@EVERY_KIND
def test_a_run_that_breaks_off_leaves_what_was_there(tmp_path: Path, kind: OutputKind) -> None:
    target = tmp_path / f"a.{kind}"
    target.write_bytes(b"mine")
    with pytest.raises(KeyboardInterrupt):
        break_off([str(target)])
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{kind}"] and target.read_bytes() == b"mine"


def test_an_output_that_cannot_be_ended_keeps_every_other_from_appearing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object) -> None:
        raise UnwritableOutput("no space left")

    monkeypatch.setattr("dateline.export.xlsx.XlsxWriter.finish", fail)
    names = [str(tmp_path / f"a.{kind}") for kind in KINDS]
    with pytest.raises(UnwritableOutput, match="no space"):
        write_all(names)
    assert list(tmp_path.iterdir()) == []


@EVERY_KIND
def test_the_same_records_give_the_same_bytes(tmp_path: Path, kind: OutputKind) -> None:
    for name in "ab":
        with open_writers([str(tmp_path / name)], kind=kind) as (writer,):
            write_some(writer)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


TO_STDOUT = """
import sys
sys.path.insert(0, sys.argv[2])
from build_records import march_record
from dateline.export.writers import open_writers
with open_writers(["-"], kind=sys.argv[1]) as (writer,):
    writer.write(march_record())
"""


@pytest.mark.slow
@EVERY_KIND
def test_a_pipe_gets_what_a_file_would(tmp_path: Path, kind: OutputKind) -> None:
    target = tmp_path / "a"
    with open_writers([str(target)], kind=kind) as (writer,):
        writer.write(march_record())
    done = subprocess.run(
        [sys.executable, "-c", TO_STDOUT, kind, str(FIXTURES)], capture_output=True, check=True
    )
    assert done.stderr == b""
    if kind == "xlsx":  # a pipe cannot go back to note the sizes of a zip's parts
        import openpyxl

        both = (done.stdout, target.read_bytes())
        piped, whole = (openpyxl.load_workbook(io.BytesIO(book)) for book in both)
        for sheet in whole:
            assert list(piped[sheet.title].values) == list(sheet.values)
    else:
        assert done.stdout == target.read_bytes()


FULL = """
import resource, sys
sys.path.insert(0, sys.argv[3])
from build_records import march_record
from dateline.errors import UnwritableOutput
from dateline.export.writers import open_writers
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    with open_writers([sys.argv[1]]) as (writer,):
        for _ in range(200):
            writer.write(march_record())
except UnwritableOutput as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
@pytest.mark.parametrize("limit", ["10", "20000"], ids=["at once", "while writing"])
@EVERY_KIND
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, kind: OutputKind, limit: str) -> None:
    target = tmp_path / f"a.{kind}"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(target), limit, str(FIXTURES)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"a.{kind}: no space left" in done.stdout and done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@EVERY_KIND
def test_a_full_device_is_told_once(kind: OutputKind) -> None:
    words = FULL.replace("open_writers([sys.argv[1]])", f"open_writers(['/dev/full'], kind={kind!r})")
    done = subprocess.run(
        [sys.executable, "-c", words, "", "1000000", str(FIXTURES)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("/dev/full: no space left") and done.stderr == ""


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_a_terminal_gets_no_bytes(kind: OutputKind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(UsageError, match="terminal"), open_writers(["-"], kind=kind):
        pytest.fail("opened")


@pytest.mark.parametrize(
    ("kind", "package", "extra"), [("parquet", "pyarrow", "parquet"), ("xlsx", "xlsxwriter", "excel")]
)
def test_a_package_that_is_missing_is_told_before_an_article_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: OutputKind, package: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    article = tmp_path / "a.txt"
    article.write_text("Nurses marched.", encoding="utf-8")
    arguments = CodeArguments(inputs=(str(article),), outputs=(str(tmp_path / f"a.{kind}"),), workers=1)
    made_by = MadeBy(dateline="0", gazetteer="none", settings_sha256="0")
    with pytest.raises(UsageError, match=rf"pip install 'dateline\[{extra}\]'"):
        code(arguments, made_by=made_by, coder_factory=lambda: pytest.fail("an article was coded"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_bytes_go_through_an_output_that_can_go_back(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    with open_output(str(target)) as output, output.binary() as sink:
        sink.write(b"ABcd")
        sink.seek(0)
        sink.write(memoryview(b"ab"))
        assert sink.tell() == 2
    assert target.read_bytes() == b"abcd"


def test_standard_output_cannot_go_back(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_output("-") as output:
        sink = output.binary()
        sink.write(b"\x00\xff")
        assert (sink.tell(), sink.seekable()) == (2, False)
        with pytest.raises(io.UnsupportedOperation):
            sink.seek(0)
    assert capfdbinary.readouterr().out == b"\x00\xff"
