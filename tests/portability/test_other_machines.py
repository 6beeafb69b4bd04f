"""What other machines do differently: line ends, code pages, case, processes that start afresh."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import dateline
from dateline.coder import Coder, data_digest, data_sha256, made_by
from dateline.commands.code import CodeArguments
from dateline.commands.code import code as run_code
from dateline.commands.flow import CodeWith, ToCode
from dateline.errors import ArticleTooLarge, UnreadableSize, UsageError
from dateline.read.page import PageReader
from dateline.read.sources import _origin
from dateline.records import Article, ArticleId, Origin
from dateline.settings import Settings

PACKAGE = Path(dateline.__file__).parent
TEXT_KINDS = {".py", ".tsv", ".txt", ".css", ".json", ".toml", ".js", ".html", ".rings"}
MARCH = (
    "LAHORE - Some 3,000 teachers marched to the assembly on Saturday to demand higher pay. "
    "Police fired tear gas and arrested 12 people. “We will not go home,” said Amina Rao of the union."
)


@pytest.fixture(scope="module")
def as_git_for_windows_gives_it(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which every text ends its lines with CR LF."""
    folder = tmp_path_factory.mktemp("windows")
    copy = folder / "dateline"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for path in copy.rglob("*"):
        if path.suffix in TEXT_KINDS:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def test_line_ends_make_no_other_data(as_git_for_windows_gives_it: Path) -> None:
    assert data_digest(as_git_for_windows_gives_it / "dateline") == data_sha256()


def test_a_changed_word_makes_other_data(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"march\r\n")
    before = data_digest(tmp_path)
    (tmp_path / "words.txt").write_bytes(b"marches\r\n")
    assert data_digest(tmp_path) != before


def test_every_kind_of_data_is_known_to_the_hash_or_says_nothing_of_coding() -> None:
    kinds = {path.suffix for path in PACKAGE.rglob("*") if path.is_file()}
    hashed, of_pages, of_codebooks = {".npz", ".gz", ".onnx", ".tsv", ".txt"}, {".css", ".rings"}, {".toml"}
    of_the_tagger = {".json"}  # its labels and vocabulary, which change with its weights alone
    assert kinds - {".py", ".pyc", ".typed"} <= hashed | of_pages | of_codebooks | of_the_tagger


@pytest.mark.slow
def test_word_lists_read_the_same_with_the_line_ends_of_windows(
    as_git_for_windows_gives_it: Path, full_coder: Coder
) -> None:
    script = (
        "import sys, dateline; from dateline.show import show_html; from dateline.settings import Settings\n"
        f"record = dateline.Coder(Settings(code_all=True)).code({MARCH!r}, published='2023-10-23')\n"
        "sys.stdout.buffer.write(record.to_json().encode() + b'\\0' + show_html(record).encode())\n"
        "assert dateline.__file__.startswith(sys.argv[1]), dateline.__file__\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(as_git_for_windows_gives_it)],
        env={**os.environ, "PYTHONPATH": str(as_git_for_windows_gives_it)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", errors="replace")
    ours = full_coder.code(MARCH, published="2023-10-23")
    record, page = done.stdout.decode("utf-8").split("\0")
    assert record == ours.to_json()
    assert page == dateline.show_html(ours)


HARD_TO_SHOW = (
    "ÉVREUX - Some 3,000 teachers – “strikers” – marched on Saturday ✊ past the Площадь, "
    "said 王芳 of Türk-İş."
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code_page"), [("show", "cp1252"), ("show", "cp437"), ("code", "cp1252"), ("code", "cp932")]
)
def test_no_code_page_ends_a_run(command: str, code_page: str, tmp_path: Path) -> None:
    (tmp_path / "Площадь.txt").write_text(HARD_TO_SHOW, encoding="utf-8")
    (tmp_path / "leer ✊.txt").touch()
    rest = ["Площадь.txt"] if command == "show" else [".", "-o", "Türkçe.jsonl", "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "dateline", command, *rest],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C"},
        capture_output=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert b"Traceback" not in said, said.decode(code_page, errors="replace")
    assert done.returncode == (0 if command == "show" else 1)  # the empty file failed
    if command == "code":
        lines = (tmp_path / "Türkçe.jsonl").read_text(encoding="utf-8").splitlines()
        assert any("王芳" in line for line in lines) and any("leer ✊.txt" in line for line in lines)


LIBRARY = """
from dateline import Coder
print("here")
print(Coder().code("Shares rose on Monday in quiet trade.").outcome)
"""
WORKERS = """
import sys
sys.path.insert(0, {folder!r})
from obedient import obedient
from dateline.engine import run
with open("imported.txt", "a", encoding="utf-8") as file:
    file.write("x")
print([result.value for result in run(obedient, ["a"], workers=1, time_limit_s=20)])
"""


@pytest.mark.slow
def test_a_script_without_a_guard_may_use_the_library(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(LIBRARY, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["here", "left_out"]


@pytest.mark.slow
def test_a_script_without_a_guard_that_starts_workers_does_not_multiply(tmp_path: Path) -> None:
    folder = Path(__file__).resolve().parents[1] / "engine"
    script = tmp_path / "unguarded.py"
    script.write_text(WORKERS.format(folder=str(folder)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1 and "while they start" in done.stderr
    assert len((tmp_path / "imported.txt").read_text(encoding="utf-8")) <= 4  # itself and three attempts


@pytest.mark.slow
@pytest.mark.parametrize("module", ["dateline.__main__", "dateline.cli"])
def test_importing_an_entry_point_runs_nothing(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "goes_to_a_worker",
    [
        CodeWith(Settings()),
        PageReader(Settings()),
        ToCode(article=Article(id=ArticleId("a"), text=MARCH), origin=Origin(file="a.jsonl", line=3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_goes_to_a_worker_comes_out_the_same(goes_to_a_worker: object) -> None:
    assert pickle.loads(pickle.dumps(goes_to_a_worker)) == goes_to_a_worker


def test_a_record_comes_back_from_a_worker_the_same(full_coder: Coder) -> None:
    record = full_coder.code(MARCH, published="2023-10-23")
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize("error", [ArticleTooLarge("9 characters"), UnreadableSize("a sea of people")])
def test_an_error_comes_back_from_a_worker_the_same(error: Exception) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath("news\\2023\\a.txt"),
        PureWindowsPath("news/2023/a.txt"),
        PurePosixPath("news/2023/a.txt"),
    ],
    ids=str,
)
def test_records_name_files_with_forward_slashes(path: Path) -> None:
    assert _origin(path) == Origin(file="news/2023/a.txt")


def test_a_drive_stays_in_the_name_of_a_file() -> None:
    assert _origin(PureWindowsPath("C:\\news\\a.txt")) == Origin(file="C:/news/a.txt")  # type: ignore[arg-type]


def test_an_output_that_is_an_input_in_other_capitals_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "News.jsonl"
    news.write_text("{}\n", encoding="utf-8")
    other = tmp_path / "news.jsonl"
    if not other.exists():  # a disk that tells capitals apart: as on one that does not
        os.link(news, other)
        monkeypatch.setattr(os, "listdir", lambda folder: ["News.jsonl"])
    settings = Settings()
    arguments = CodeArguments(inputs=(str(news),), outputs=(str(other),), settings=settings, force=True)
    with pytest.raises(UsageError, match="is an input"):
        run_code(arguments, made_by=made_by(settings))


@pytest.mark.slow
def test_a_path_longer_than_windows_took_for_long_is_read_and_written(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["a folder of a project with a long name"] * 6)
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Shares rose on Monday in quiet trade.", encoding="utf-8")
    assert len(str(folder)) > 260
    subprocess.run(
        [sys.executable, "-m", "dateline", "code", "a.txt", "-o", str(folder / "o.jsonl"), "-q"],
        cwd=folder,
        check=True,
    )
    assert (folder / "o.jsonl").is_file()
