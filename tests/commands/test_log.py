from __future__ import annotations

import io
import json
import logging
import re
from pathlib import Path

import pytest
from fake_coder import MADE_BY, fake_coder, no_model

from dateline.commands.code import CodeArguments, code
from dateline.commands.log import log_to
from dateline.commands.log_line import line, unquoted
from dateline.errors import ModelError, UnwritableOutput, UsageError
from dateline.settings import Settings

MARCH = "Two thousand nurses marched through Harare on Monday."


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("news.jsonl", "id=news.jsonl"),
        (12, "id=12"),
        ("two words", 'id="two words"'),
        ("", 'id=""'),
        ('a"b', r'id="a\"b"'),
        ("a\nERROR false line", r'id="a\\nERROR false line"'),
        ("\x1b[31m", r'id="\\x1b[31m"'),
        ("a\u2028b\u202ec", r'id="a\\u2028b\\u202ec"'),
        ("/maliés/", 'id="/maliés/"'),
    ],
)
def test_a_value_stays_on_its_line(value: object, told: str) -> None:
    assert line("x", id=value) == f"x {told}"


def test_the_home_folder_is_not_named() -> None:
    assert line("x", file=str(Path.home() / "protests" / "n.txt")) in (
        "x file=~/protests/n.txt",
        'x file="~\\\\protests\\\\n.txt"',
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("no text", "no text"),
        ("Span(start=1, quote='Ali Khan') is not", "Span(start=1, quote='…') is not"),
        ('ValueError: "it\'s Ali" (a.py, line 3)', "ValueError: '…' (a.py, line 3)"),
        (r"KeyError: 'a\'b' (a.py)", "KeyError: '…' (a.py)"),
        ("cut: 'Ali Khan was", "cut: '…'"),
        ("another article's text", "another article's text"),
    ],
)
def test_a_reason_is_told_without_what_it_quotes(reason: str, told: str) -> None:
    assert unquoted(reason) == told


def test_a_reason_of_many_quotation_marks_is_read_at_once() -> None:
    assert len(unquoted("'\\" * 100_000)) < 600 and len(unquoted(" '" * 100_000)) < 600


def run(tmp_path: Path, *texts: str, **options: object) -> str:
    news, log = tmp_path / "news.jsonl", tmp_path / "run.log"
    rows = [{"id": f"a{i}", "text": text} for i, text in enumerate(texts)]
    news.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = CodeArguments(
        inputs=(str(news),),
        outputs=(str(tmp_path / "o.jsonl"),),
        workers=1,
        settings=Settings(article_time_s=3),
        log_file=str(log),
        force=True,
    )
    code(arguments, made_by=MADE_BY, coder_factory=options.get("factory", fake_coder))  # type: ignore[arg-type]
    return log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_log_tells_what_the_run_was_and_came_to(tmp_path: Path) -> None:
    log = run(tmp_path, MARCH, "LEAVE", MARCH + " Again.")
    assert re.search(r" INFO \d+ run started dateline=0 python=", log)
    assert re.search(r" settings article_time_s=3 workers=1 inputs=", log)
    assert 'left out count=1 reason="no protest"' in log
    assert re.search(r"run ended articles=3 coded=2 left_out=1 failed=0 repeated=0 seconds=\d", log)


@pytest.mark.slow
def test_failures_and_deaths_of_workers_are_told_without_the_text(tmp_path: Path) -> None:
    log = run(tmp_path, "DIE Ali Khan", "SLEEP Ali Khan", "RAISE Ali Khan", MARCH)
    assert "a worker died (at work)" in log and "over its time" in log
    for number, reason in (
        (1, "the worker process ended"),
        (2, "not done within 3 s"),
        (3, "ValueError: bad text"),
    ):
        assert re.search(rf"article failed file=\S+ line={number} id=a{number - 1} reason=\"{reason}", log)
    assert "Ali Khan" not in log and "nurses" not in log


@pytest.mark.slow
def test_a_fault_of_the_program_has_the_calls_that_led_there(tmp_path: Path) -> None:
    log = run(tmp_path, "RAISE")
    assert "fault of the program" in log and re.search(r'File ".*fake_coder.py", line \d+, in _code', log)


@pytest.mark.slow
def test_a_second_run_is_added(tmp_path: Path) -> None:
    run(tmp_path, "LEAVE")
    log = run(tmp_path, "LEAVE")
    assert log.count("run started") == 2 and log.count("# Log of dateline") == 1


@pytest.mark.slow
def test_a_run_that_cannot_start_says_so_in_the_log(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        run(tmp_path, MARCH, factory=no_model)
    assert "run broke off error=ModelError" in (tmp_path / "run.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("news.jsonl", "is an input"),
        ("o.jsonl", "same name"),
        ("-", "mix the log"),
        ("other.txt", "is no log"),
        (".", "is no file"),
    ],
)
def test_a_log_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("news.jsonl", "other.txt"):
        Path(name).write_text("precious\n", encoding="utf-8")
    arguments = CodeArguments(inputs=("news.jsonl",), outputs=("o.jsonl",), log_file=log)
    with pytest.raises(UsageError, match=words):
        code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
    assert Path("other.txt").read_text(encoding="utf-8") == "precious\n"


def test_a_log_in_no_folder_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(UnwritableOutput, match=r"the log .* cannot be written"),
        log_to(str(tmp_path / "no" / "l")),
    ):
        pass


class Full(io.StringIO):
    def write(self, words: str) -> int:
        raise OSError("No space left on device")


def test_a_disk_that_fills_up_does_not_end_the_run(tmp_path: Path) -> None:
    with log_to(str(tmp_path / "run.log")) as handler:
        assert handler is not None
        handler.stream.close()
        handler.stream = Full()
        logging.getLogger("dateline.test").info("something")
        assert handler.fault == "No space left on device"


def test_after_the_run_nobody_listens(tmp_path: Path) -> None:
    logger = logging.getLogger("dateline")
    before = (logger.level, list(logger.handlers))
    with log_to(str(tmp_path / "run.log")):
        assert logger.isEnabledFor(logging.INFO)
    assert (logger.level, logger.handlers) == before
