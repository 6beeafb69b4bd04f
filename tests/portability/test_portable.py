"""The code runs on Windows and macOS: nothing in it belongs to one system alone."""

from __future__ import annotations

import subprocess
from pathlib import Path, PureWindowsPath

import pytest
from portable import RESERVED, findings

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "demo", "benchmarks", "training", "docs")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("import fcntl", "imports fcntl"),
        ("import resource", "imports resource"),
        ("from pwd import getpwnam", "imports pwd"),
        ("os.fork()", "uses os.fork"),
        ("from os import fork", "uses os.fork"),
        ("len(os.sched_getaffinity(0))", "uses os.sched_getaffinity"),
        ("os.kill(pid, signal.SIGKILL)", "uses signal.SIGKILL"),
        ("signal.alarm(5)", "uses signal.alarm"),
        ("open('a.txt')", "opens text without"),
        ("open('a.txt', 'w', newline='')", "opens text without"),
        ("path.open()", "opens text without"),
        ("path.open('w')", "opens text without"),
        ("gzip.open(path, 'rt')", "opens text without"),
        ("path.read_text()", "without encoding"),
        ("path.write_text('a', newline='')", "without encoding"),
        ("path.rename(target)", "use replace"),
        ("link.symlink_to(path)", "symbolic link"),
        ("folder = '/tmp/dateline'", "a place of one system"),
        ("folder = '/dev'", "a place of one system"),
        ("get_context('fork')", "by fork"),
        ("multiprocessing.set_start_method('fork')", "by fork"),
        ("day.strftime('%-d %m')", "locale"),
        ("datetime.strptime(text, '%d %B %Y')", "locale"),
        ("locale.setlocale(locale.LC_ALL, '')", "sets the locale"),
        ("subprocess.run(['a'], text=True)", "without encoding"),
        ("subprocess.Popen(['a'], start_new_session=True)", "way of POSIX"),
        ("subprocess.run('a', shell=True)", "shell"),
        ("path = folder / 'aux.json'", "Windows reserves"),
    ],
    ids=lambda value: value,
)
def test_what_works_on_one_system_alone_is_found(line: str, words: str) -> None:
    (found,) = findings(f"import os\n{line}\n")
    assert found.line == 2 and words in found.words


@pytest.mark.parametrize(
    "source",
    [
        "getattr(os, 'sched_getaffinity', None)",
        "open('a.txt', encoding='utf-8')",
        "open('a.npz', 'rb')",
        "gzip.open(path)",
        "archive.open(member)",
        "path.replace(target)",
        "table.rename(columns={'a': 'b'})",
        "datetime.strptime(text, '%Y-%m-%d')",
        "match.group(1)",
        "words = 'and/or'",
        "if sys.platform != 'win32':\n    import resource",
        "def peak():\n    if sys.platform == 'win32':\n        return 0\n    import resource\n    return 1",
        "os.uname()  # portable: the tests of Linux alone",
    ],
    ids=lambda value: value.split("\n")[0],
)
def test_what_works_everywhere_is_left_alone(source: str) -> None:
    assert findings(source) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_code_belongs_to_no_system(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == []


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode:
        pytest.skip("no checkout of git")
    return [name for name in listed.stdout.split("\0") if name]


def test_every_file_can_be_checked_out_everywhere() -> None:
    names = tracked()
    assert len({name.lower() for name in names}) == len(names)  # two that differ in case are one on macOS
    for name in names:
        # Windows allows 260 characters, of which a checkout's own folder takes some.
        assert len(name) < 160, name
        for part in PureWindowsPath(name).parts:
            assert not set(part) & set('<>:"|?*\\') and part == part.rstrip(". "), name
            assert part.split(".")[0].upper() not in RESERVED, name


def test_no_folder_of_the_package_shadows_another_by_case() -> None:
    names = [path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")]
    assert len({name.lower() for name in names}) == len(names)
