from __future__ import annotations

from fake_coder import MADE_BY

from dateline.commands.flow import Noted
from dateline.commands.summary import Summary
from dateline.records import Article, ArticleId, Origin, Record
from dateline.records.lists import Outcome


def record(outcome: Outcome, reason: str | None = None, line: int = 1) -> Record:
    return Record(
        made_by=MADE_BY,
        input=Origin(file="n.jsonl", line=line),
        article=Article(id=ArticleId("a")),
        outcome=outcome,
        reason=reason,
    )


def lines(*told: Record | Noted) -> list[str]:
    summary = Summary()
    for item in told:
        summary.add(item)
    return list(summary.lines())


def test_reasons_are_grouped_and_failures_named() -> None:
    german = "language is de, only English is read"
    assert lines(
        record("coded"),
        record("left_out", "no protest word"),
        record("left_out", german),
        record("left_out", german),
        record("failed", "the text is empty", line=7),
    ) == [
        "5 articles: 1 coded, 3 left out, 1 failed",
        f"  left out 2: {german}",
        "  left out 1: no protest word",
        "  failed n.jsonl:7: the text is empty",
    ]


def test_days_outside_a_period_are_one_reason() -> None:
    told = [record("left_out", f"published 2023-01-0{day}, before --since 2023-02-01") for day in (1, 2, 3)]
    assert lines(*told)[1:] == ["  left out 3: published before --since 2023-02-01"]


def test_one_article_is_one_article() -> None:
    assert lines(record("coded")) == ["1 article: 1 coded, 0 left out, 0 failed"]


def test_of_very_many_failures_some_are_named() -> None:
    told = lines(*[record("failed", "bad", line=i) for i in range(50)])
    assert len(told) == 22 and told[-1] == "  failed 30 more; the output names them all"


def test_notes_of_one_kind_are_one_line() -> None:
    notes = [Noted(origin=Origin(file=f"{i}.docx"), words="of no kind Dateline reads") for i in range(5)]
    assert lines(*notes)[1:] == ["  note: of no kind Dateline reads: 0.docx, 1.docx, 2.docx and 2 more"]


def test_a_note_that_comes_often_of_one_file_is_one_place() -> None:
    files = ["a.warc"] * 1_200 + ["b.warc"]
    notes = [Noted(origin=Origin(file=file), words="redirects in a web archive") for file in files]
    assert lines(*notes)[1:] == ["  note: redirects in a web archive: a.warc (1,200 times), b.warc"]
