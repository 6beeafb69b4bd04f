"""The examples of the docs are run, in order, page by page, and say what they are said to say."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline import Coder, Record

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)(?: ([\w./-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def fences(page: Path) -> list[tuple[str, str, str]]:
    return FENCE.findall(page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def record() -> Record:
    text = "LAHORE - Thousands of teachers marched on Saturday. Police arrested Ali Khan, a shopkeeper."
    return Coder().code(text, published="2023-10-23")


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(kind == "python" for kind, _, _ in fences(page))],
    ids=lambda page: page.stem,
)
def test_the_examples_of_a_page_run(
    page: Path, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # What a page takes for granted: something coded before.
    (tmp_path / "events.jsonl").write_text(record.to_json() + "\n", encoding="utf-8")
    names: dict[str, Any] = {"record": record}
    for kind, file, words in fences(page):
        if file:
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(words, encoding="utf-8")
        elif kind == "sh":
            run_commands(words)
        elif kind == "python":
            run_python(words, names, page)


def run_commands(words: str) -> None:
    for line in words.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "dateline"
        force = ["--force"] if {"-o", "--html"} & {*arguments} else []
        done = subprocess.run(
            [sys.executable, "-m", program, *arguments, *force], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def run_python(words: str, names: dict[str, Any], page: Path) -> None:
    if ">>>" not in words:
        exec(compile(words, page.name, "exec"), names)
        return
    # The names are shared by all examples of a page, so the runner must not clear them.
    test = doctest.DocTestParser().get_doctest(words, names, page.name, str(page), 0)
    test.globs = names
    report: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=report.append, clear_globs=False)
    assert not report, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", FENCE.sub("", page.read_text(encoding="utf-8")))
    for link in links:
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            assert heading in anchors(target), link


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = [p.relative_to(ROOT / "docs").as_posix() for p in PAGES if p.parent != ROOT]
    left_out = [
        p for p in pages if not p.startswith("decisions/") and p != "README.md" and f"({p})" not in index
    ]
    assert left_out == []
