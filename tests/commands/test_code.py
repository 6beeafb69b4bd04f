from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from fake_coder import MADE_BY, fake_coder, no_model

from dateline.commands.code import CodeArguments, code
from dateline.commands.summary import Summary
from dateline.errors import ModelError, OutputExists, UnwritableOutput, UsageError
from dateline.records import Record
from dateline.settings import Settings

pytestmark = pytest.mark.slow

MARCH = "Two thousand nurses marched through Harare on Monday."
STRIKE = "Bus drivers in Leeds walked out for a second day."
DEMAND = "<p>Lorry drivers closed lane {} of the ring road on Friday and asked for safer rest stops.</p>"
PAGE = (
    "<html><head><title>Drivers stop</title></head><body><article>"
    + "".join(DEMAND.format(i) for i in range(5))
    + "</article></body></html>"
)


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8", newline="")
    return path


def rows(*objects: object) -> str:
    return "".join(json.dumps(o) + "\n" for o in objects)


def run(
    tmp_path: Path, *inputs: Path | str, settings: Settings | None = None, **options: Any
) -> tuple[Summary, list[Record]]:
    out = tmp_path / "records.jsonl"
    arguments = CodeArguments(
        inputs=tuple(map(str, inputs)),
        outputs=(str(out),),
        settings=settings or Settings(article_time_s=20),
        workers=options.pop("workers", 2),
        **options,
    )
    summary = code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
    lines = out.read_text(encoding="utf-8").splitlines()
    return summary, [Record.from_dict(json.loads(line)) for line in lines]


def outcomes(records: list[Record]) -> list[str]:
    return [r.outcome for r in records]


def test_every_article_has_a_line_in_input_order(tmp_path: Path) -> None:
    news = write(
        tmp_path / "news.jsonl",
        rows({"id": "a", "text": MARCH}, {"id": "b", "text": "LEAVE"}, {"id": "c"}) + '{"id": "d", "te\n',
    )
    page = write(tmp_path / "page.html", PAGE)
    plain = write(tmp_path / "plain.txt", STRIKE)
    summary, records = run(tmp_path, page, news, tmp_path / "gone.txt", plain)
    assert [(r.article.id, r.outcome) for r in records] == [
        (page.as_posix(), "coded"),
        ("a", "coded"),
        ("b", "left_out"),
        ("c", "failed"),
        (f"{news.as_posix()}:4", "failed"),
        ((tmp_path / "gone.txt").as_posix(), "failed"),
        (plain.as_posix(), "coded"),
    ]
    assert [r.input.line for r in records] == [None, 1, 2, 3, 4, None, None]
    assert all(r.article.text is None and r.reason for r in records if r.outcome == "failed")
    assert next(summary.lines()) == "7 articles: 3 coded, 1 left out, 3 failed"
    assert f"  failed {news.as_posix()}:3: no text" in "\n".join(summary.lines())


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows(*[{"text": f"{MARCH} {i}"} for i in range(40)]))
    results = []
    for workers in (1, 2):
        run(tmp_path, news, workers=workers, force=True)
        results.append((tmp_path / "records.jsonl").read_bytes())
    assert results[0] == results[1]


def test_the_same_id_and_text_again_is_noted_and_has_no_line(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows({"id": "a", "text": MARCH}, {"id": "a", "text": MARCH}))
    summary, records = run(tmp_path, news)
    assert outcomes(records) == ["coded"]
    told = "\n".join(summary.lines())
    assert told.startswith("2 articles: 1 coded, 0 left out, 0 failed, 1 repeated")
    assert f"note: same id and same text as before: {news.as_posix()}:2" in told


def test_the_same_id_with_another_text_fails(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows({"id": "a", "text": MARCH}, {"id": "a", "text": STRIKE}))
    _, records = run(tmp_path, news)
    assert outcomes(records) == ["coded", "failed"]
    assert (records[1].reason or "").startswith("the id 'a' came before with another text; an id must be")


def test_the_same_url_with_a_new_text_is_a_version(tmp_path: Path) -> None:
    url = "https://example.org/a"
    news = write(tmp_path / "news.jsonl", rows({"url": url, "text": MARCH}, {"url": url, "text": STRIKE}))
    _, (first, second) = run(tmp_path, news)
    assert (first.article.id, first.article.version_of) == (url, None)
    assert second.article.version_of == url and second.article.id.startswith(f"{url}#")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("DIE", "the worker process ended"),
        ("SLEEP", "not done within 1 s"),
        ("RAISE", "ValueError: bad text"),
    ],
)
def test_an_article_that_breaks_its_worker_fails_alone(tmp_path: Path, text: str, reason: str) -> None:
    news = write(tmp_path / "news.jsonl", rows({"text": MARCH}, {"id": "x", "text": text}, {"text": STRIKE}))
    _, records = run(tmp_path, news, settings=Settings(article_time_s=1))
    assert outcomes(records) == ["coded", "failed", "coded"]
    assert records[1].article.id == "x" and reason in (records[1].reason or "")


def test_a_page_of_200_000_nested_divs_ends_and_the_rest_is_read(tmp_path: Path) -> None:
    nested = write(tmp_path / "a.html", "<html><body>" + "<div>" * 200_000 + "words" + "</div>" * 200_000)
    page = write(tmp_path / "b.html", PAGE)
    started = time.monotonic()
    _, records = run(tmp_path, nested, page, settings=Settings(article_time_s=8))
    assert outcomes(records) == ["failed", "coded"]
    assert time.monotonic() - started < 60


def test_right_to_left_text_and_emoji_come_out_as_they_went_in(tmp_path: Path) -> None:
    text = "خرج المئات 🎉👩🏽‍🚒\u200f إلى الشارع\r\n"
    _, (record,) = run(tmp_path, write(tmp_path / "news.jsonl", rows({"text": text})))
    assert record.article.text == text


def test_a_field_name_that_is_no_unicode_does_not_stop_the_run(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", '{"\\ud83d": 1}\n' + rows({"text": MARCH}))
    _, records = run(tmp_path, news)
    assert outcomes(records) == ["failed", "coded"] and "\\ud83d" in (records[0].reason or "")


def test_an_empty_folder_and_an_empty_file_are_failures(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    summary, records = run(tmp_path, tmp_path / "folder", write(tmp_path / "a.txt", ""))
    assert outcomes(records) == ["failed", "failed"] and summary.any_failed


def test_standard_input_is_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(rows({"id": "a", "text": MARCH}).encode())))
    monkeypatch.setattr("sys.stdin", stream)
    _, (record,) = run(tmp_path, "-")
    assert (record.article.id, record.input.file, record.input.line) == ("a", None, 1)


def test_records_can_go_to_two_outputs_at_once(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows({"text": MARCH}))
    outputs = (str(tmp_path / "a.jsonl"), str(tmp_path / "b.csv"))
    arguments = CodeArguments(inputs=(str(news),), outputs=outputs, workers=1)
    code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
    assert all(Path(name).stat().st_size for name in outputs)


def test_an_output_in_the_folder_that_is_read_is_no_input(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", MARCH)
    run(tmp_path, tmp_path)
    _, records = run(tmp_path, tmp_path, force=True)
    assert len(records) == 1


@pytest.mark.parametrize(
    ("inputs", "outputs", "reason"),
    [
        ((), ("o.jsonl",), "no input"),
        (("a.txt",), (), "no output"),
        (("a.txt",), ("o.docx",), "name of an output ends in"),
        (("a.jsonl",), ("a.jsonl",), "is an input"),
        (("a.txt",), ("o.jsonl", "./o.jsonl"), "two outputs"),
        (("-", "-"), ("o.jsonl",), "once only"),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: tuple[str], outputs: tuple[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = CodeArguments(inputs=inputs, outputs=outputs, force=True)
    with pytest.raises(UsageError, match=reason):
        code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
    assert os.listdir(tmp_path) == []


def test_an_output_that_is_there_or_cannot_be_written_starts_nothing(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows({"text": MARCH}))
    there = write(tmp_path / "there.jsonl", "")
    for name, error in ((there, OutputExists), (tmp_path, UsageError), (news / "o.jsonl", UnwritableOutput)):
        arguments = CodeArguments(inputs=(str(news),), outputs=(str(name),))
        with pytest.raises(error):
            code(arguments, made_by=MADE_BY, coder_factory=no_model)


def test_a_missing_model_ends_the_run_and_leaves_no_output(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", rows({"text": MARCH}))
    arguments = CodeArguments(inputs=(str(news),), outputs=(str(tmp_path / "o.jsonl"),))
    with pytest.raises(ModelError):
        code(arguments, made_by=MADE_BY, coder_factory=no_model)
    assert os.listdir(tmp_path) == ["news.jsonl"]
    assert multiprocessing.active_children() == []


def alive_in_session(session: int) -> list[str]:
    import psutil

    time.sleep(0.5)
    alive = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                alive.append(" ".join(process.cmdline()))
    return alive


INTERRUPTED = """
import sys
sys.path.insert(0, {folder!r})
from fake_coder import MADE_BY, fake_coder
from dateline.commands.code import CodeArguments, code
if __name__ == "__main__":
    arguments = CodeArguments(inputs=(sys.argv[1],), outputs=(sys.argv[2],), workers=1)
    code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_leaves_no_file_and_no_process(tmp_path: Path) -> None:
    import signal

    script = write(tmp_path / "run.py", INTERRUPTED.format(folder=os.path.dirname(__file__)))
    news = write(tmp_path / "news.jsonl", rows({"text": MARCH}, {"text": "SLEEP"}))
    parent = subprocess.Popen(
        [sys.executable, str(script), str(news), str(tmp_path / "o.jsonl")],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".dateline-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(parent.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    _, said = parent.communicate(timeout=20)
    assert b"KeyboardInterrupt" in said and b"dateline-worker" not in said
    assert sorted(os.listdir(tmp_path)) == ["news.jsonl", "run.py"]
    assert alive_in_session(parent.pid) == []
