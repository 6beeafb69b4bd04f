"""A project as the output of a run: nothing twice, nothing lost, whatever order things come in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_coder import MADE_BY, fake_coder

from dateline.commands.code import CodeArguments, code
from dateline.commands.project import init
from dateline.commands.summary import Summary
from dateline.errors import StoreError, UsageError
from dateline.records import Record
from dateline.settings import Settings
from dateline.store.adding import record, records
from dateline.store.checking import verify
from dateline.store.opened import open_store

pytestmark = pytest.mark.slow

MARCH = "Two thousand nurses marched through Harare on Monday."
STRIKE = "Bus drivers in Leeds walked out for a second day."


def rows(path: Path, *objects: object) -> Path:
    path.write_text("".join(json.dumps(o) + "\n" for o in objects), encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> str:
    name = str(tmp_path / "p.db")
    init(name)
    return name


def run(project: str, *inputs: Path, outputs: tuple[str, ...] = (), **options: Any) -> Summary:
    made_by = options.pop("made_by", MADE_BY)
    arguments = CodeArguments(
        inputs=tuple(map(str, inputs)),
        outputs=(project, *outputs),
        settings=Settings(article_time_s=20),
        workers=1,
        **options,
    )
    return code(arguments, made_by=made_by, coder_factory=fake_coder)


def held(project: str) -> list[Record]:
    with open_store(project).reading() as connection:
        return list(records(connection))


def test_a_run_again_adds_nothing_and_reads_nothing(project: str, tmp_path: Path) -> None:
    news = rows(tmp_path / "news.jsonl", {"id": "a", "text": MARCH}, {"id": "b", "text": STRIKE})
    first, second = run(project, news), run(project, news)
    assert (first.outcomes["coded"], first.repeated) == (2, 0)
    assert (second.outcomes["coded"], second.repeated) == (0, 2)
    assert any("2 there already" in remark for remark in second.remarks)
    assert [r.article.id for r in held(project)] == ["a", "b"]
    assert verify(open_store(project)).problems == []


def test_a_file_beside_the_project_holds_what_is_new(project: str, tmp_path: Path) -> None:
    news = rows(tmp_path / "news.jsonl", {"id": "a", "text": MARCH})
    out = tmp_path / "out.jsonl"
    run(project, news, outputs=(str(out),))
    assert [json.loads(line)["article"]["id"] for line in out.read_text().splitlines()] == ["a"]


def test_another_version_reads_all_anew_beside_the_old(project: str, tmp_path: Path) -> None:
    news = rows(tmp_path / "news.jsonl", {"id": "a", "text": MARCH})
    run(project, news)
    newer = replace(MADE_BY, dateline="9.9.9")
    assert run(project, news, made_by=newer).outcomes["coded"] == 1
    with open_store(project).reading() as connection:
        # The fake coder says of itself what it did before: the record is the same, and so no version.
        assert record(connection, "a", 1) is not None


def test_an_id_with_another_text_fails_and_is_told(project: str, tmp_path: Path) -> None:
    run(project, rows(tmp_path / "one.jsonl", {"id": "a", "text": MARCH}))
    summary = run(project, rows(tmp_path / "two.jsonl", {"id": "a", "text": STRIKE}))
    assert summary.outcomes["failed"] == 1 and "another text" in summary.failed[0]
    assert [r.article.text for r in held(project)] == [MARCH]


def test_an_address_with_a_new_text_is_a_version_of_the_first_also_in_a_later_run(
    project: str, tmp_path: Path
) -> None:
    url = "https://example.org/story"
    run(project, rows(tmp_path / "one.jsonl", {"url": url, "text": MARCH}))
    run(project, rows(tmp_path / "two.jsonl", {"url": url, "text": STRIKE}))
    run(project, rows(tmp_path / "three.jsonl", {"url": url, "text": MARCH}, {"url": url, "text": STRIKE}))
    first, second = held(project)
    assert (first.article.id, second.article.version_of) == (url, url)
    assert second.article.id.startswith(f"{url}#")


def test_what_came_before_a_stop_stays(project: str, tmp_path: Path) -> None:
    news = rows(tmp_path / "news.jsonl", *({"id": f"a{n}", "text": MARCH} for n in range(5)))
    out = tmp_path / "nowhere" / "out.jsonl"
    with pytest.raises(Exception, match="no folder"):
        run(project, news, outputs=(str(out),))
    assert held(project) == []
    run(project, news)
    assert len(held(project)) == 5


def test_a_project_is_made_first_and_there_is_one_a_run(project: str, tmp_path: Path) -> None:
    news = rows(tmp_path / "news.jsonl", {"id": "a", "text": MARCH})
    with pytest.raises(StoreError, match="dateline init"):
        run(str(tmp_path / "none.db"), news)
    with pytest.raises(UsageError, match="one project"):
        run(project, news, outputs=(str(tmp_path / "q.db"),))


def test_a_folder_with_the_project_in_it_is_read_without_it(project: str, tmp_path: Path) -> None:
    rows(tmp_path / "news.jsonl", {"id": "a", "text": MARCH})
    summary = run(project, tmp_path)
    assert summary.outcomes["coded"] == 1 and not summary.notes
