from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from fake_coder import MADE_BY, fake_coder

import dateline.cli
import dateline.commands.code
from dateline.errors import GazetteerError

pytestmark = pytest.mark.slow

MARCH = {"id": "a", "text": "Two thousand nurses marched through Harare on Monday."}


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = ModuleType("dateline.coder")
    coder.made_by = lambda settings: MADE_BY  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dateline.coder", coder)
    monkeypatch.setattr(dateline.cli.signal, "signal", lambda *_: None)
    monkeypatch.setattr(dateline.commands.code, "CodeWith", lambda settings: fake_coder)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: Path | str) -> int:
    monkeypatch.setattr("sys.argv", ["dateline", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        dateline.cli.main()
    return int(ended.value.code or 0)


def news(folder: Path, *rows: object) -> Path:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_all_well_is_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "--output", tmp_path / "o.jsonl") == 0
    out, err = capfd.readouterr()
    assert (out, err) == ("", "1 article: 1 coded, 0 left out, 0 failed\n")


def test_a_failed_article_is_1_and_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = news(tmp_path, MARCH, {"id": "b"})
    assert run(monkeypatch, "code", path, "-o", tmp_path / "o.jsonl", "--workers", "1") == 1
    assert len((tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert f"failed {path.as_posix()}:2: no text" in capfd.readouterr().err


def test_quiet_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "-o", tmp_path / "o.jsonl", "--quiet") == 0
    assert capfd.readouterr() == ("", "")


def test_records_go_to_standard_output_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "-o", "-") == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["article"]["id"] == "a"


def test_the_table_goes_to_standard_output_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "-o", "-", "--to", "csv") == 0
    assert capfd.readouterr().out.startswith("mention_id,article_id,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["code"], "Missing"),
        (["code", "a.txt"], "--output"),
        (["code", "a.txt", "-o", "o.docx"], "the name of an output ends in"),
        (["code", "a.txt", "-o", "o.jsonl", "--since", "yesterday"], "--since 'yesterday' is no day"),
        (["code", "a.txt", "-o", "o.jsonl", "--until", "2023-02-30"], "--until '2023-02-30' is no day"),
        (["code", "a.txt", "-o", "o.jsonl", "--since", "2023-02-02", "--until", "2023-02-01"], "no day lies"),
        (["code", "a.txt", "-o", "o.jsonl", "--sample", "0"], "--sample"),
        (["code", "a.txt", "-o", "o.jsonl", "--seed", "3"], "--sample N"),
        (["code", "a.txt", "-o", "o.jsonl", "--log-file", "none/run.log"], "the log none/run.log"),
        (["code", "a.txt", "-o", "none/o.jsonl"], "there is no folder"),
        (["code", "a.txt", "-o", "there.jsonl"], "--force"),
        (["code", "a.txt", "-o", "o.jsonl", "--format", "pdf"], "pdf"),
        (["code", "a.txt", "-o", "o.jsonl", "--workers", "0"], "--workers"),
        (["cdoe"], "cdoe"),
    ],
)
def test_unusable_arguments_are_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.jsonl").touch()
    assert run(monkeypatch, *arguments) == 2
    assert words in capfd.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["there.jsonl"]


def test_an_error_that_ends_the_run_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def no_gazetteer(*_: object, **__: object) -> None:
        raise GazetteerError("no gazetteer is there")

    monkeypatch.setattr(dateline.commands.code, "code", no_gazetteer)
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "-o", tmp_path / "o.jsonl") == 2
    assert capfd.readouterr().err == "dateline: no gazetteer is there\n"


def test_ctrl_c_is_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dateline.commands.code, "code", interrupted)
    assert run(monkeypatch, "code", news(tmp_path, MARCH), "-o", tmp_path / "o.jsonl") == 130
    assert "stopped" in capfd.readouterr().err


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--version") == 0
    first, *parts = capfd.readouterr().out.splitlines()
    assert first.startswith("dateline 0.")
    assert [part.split()[0] for part in parts] == ["gazetteer", "python", "platform"]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from dateline.cli import app\n"
        "try: app(['code', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'numpy', 'trafilatura', 'rich', 'multiprocessing') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_the_process_that_reads_and_writes_loads_no_language_model() -> None:
    code = (
        "import sys, dateline.commands.code; print([m for m in ('spacy', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_it_runs_as_a_module() -> None:
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "dateline", "--help"], capture_output=True, check=True)
    assert time.monotonic() - started < 10  # a limit for the slowest machine; benchmarks hold the real one


def test_a_terminal_that_cannot_show_a_letter_gets_a_question_mark(tmp_path: Path) -> None:
    (tmp_path / "موسم.txt").touch()
    command = [sys.executable, "-m", "dateline", "show", "موسم.txt"]
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=tmp_path, env=narrow, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"????.txt" in done.stdout and b"the file is empty" in done.stdout
