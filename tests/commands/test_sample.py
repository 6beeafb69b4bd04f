from __future__ import annotations

import errno
import io
import json
import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from fake_coder import MADE_BY, fake_coder

import dateline.commands.sample
from dateline.commands.code import CodeArguments, code
from dateline.commands.flow import Noted, Settled, ToCode
from dateline.commands.sample import Draw, Sampler
from dateline.commands.summary import Summary
from dateline.errors import UnwritableOutput
from dateline.records import Article, ArticleId, Origin, Record
from dateline.settings import Settings


def article(name: str, published: date | None = None, text: str = "Nurses marched.") -> ToCode:
    return ToCode(
        article=Article(id=ArticleId(name), text=text, published=published), origin=Origin(file="n", line=1)
    )


def articles(count: int) -> list[ToCode]:
    return [article(f"a{i}") for i in range(count)]


def drawn(
    settled: Iterable[Settled], size: int, seed: int = 1, settings: Settings | None = None
) -> list[str]:
    sampler = Sampler(Draw(size, seed), settings or Settings(), MADE_BY)
    return [item.article.id for item in sampler(settled) if isinstance(item, ToCode)]


def test_as_many_are_drawn_as_were_asked_for_in_input_order() -> None:
    names = drawn(articles(200), 20)
    assert len(names) == 20 and names == sorted(names, key=lambda name: int(name[1:]))


def test_the_others_are_left_out_with_the_draw_as_the_reason_and_their_text() -> None:
    told = list(Sampler(Draw(3, 7), Settings(), MADE_BY)(articles(10)))
    others = [item for item in told if isinstance(item, Record)]
    assert len(told) == 10 and len(others) == 7
    assert {(o.outcome, o.reason) for o in others} == {("left_out", "not drawn: --sample 3 --seed 7")}
    assert all(o.article.text == "Nurses marched." for o in others)


def test_a_draw_depends_on_the_seed() -> None:
    assert drawn(articles(100), 10, 1) == drawn(articles(100), 10, 1) != drawn(articles(100), 10, 2)


def test_a_draw_does_not_depend_on_the_order() -> None:
    mixed = articles(100)
    random.Random(5).shuffle(mixed)
    assert set(drawn(mixed, 10)) == set(drawn(articles(100), 10))


def test_a_larger_sample_holds_the_smaller() -> None:
    assert set(drawn(articles(100), 10)) < set(drawn(articles(100), 30))


def test_each_article_is_drawn_as_often_as_any_other() -> None:
    counts = [0] * 20
    for seed in range(2000):
        for name in drawn_ranks(seed):
            counts[name] += 1
    # 500 each is expected; five standard deviations are 97.
    assert all(abs(count - 500) < 97 for count in counts)


def drawn_ranks(seed: int) -> list[int]:
    draw = Draw(5, seed)
    return sorted(range(20), key=lambda i: draw.rank(ArticleId(f"a{i}")))[:5]


def test_where_there_are_fewer_all_are_drawn_and_the_summary_says_so() -> None:
    sampler = Sampler(Draw(50), Settings(), MADE_BY)
    assert len(list(sampler(articles(4)))) == 4
    assert sampler.words() == "drawn: all 4, for there are no more than --sample 50 --seed 1 asks for"


def test_nothing_to_draw_from_is_no_error() -> None:
    assert drawn([], 5) == []


def test_notes_and_failures_pass_in_their_place() -> None:
    note = Noted(origin=Origin(), words="odd")
    failed = Record(
        made_by=MADE_BY, input=Origin(), article=Article(id=ArticleId("x")), outcome="failed", reason="bad"
    )
    told = list(Sampler(Draw(1), Settings(), MADE_BY)([note, article("a"), failed]))
    assert told == [note, article("a"), failed]


def test_articles_outside_the_period_are_not_drawn_from() -> None:
    january, march = date(2023, 1, 5), date(2023, 3, 5)
    mixed = [article(f"a{i}", january if i % 2 else march) for i in range(40)]
    settings = Settings(since=date(2023, 2, 1))
    sampler = Sampler(Draw(5), settings, MADE_BY)
    gone_on = [item for item in sampler(mixed) if isinstance(item, ToCode)]
    # Those of January go on to the coder, which leaves them out and says why.
    assert sum(item.article.published == march for item in gone_on) == 5
    assert sum(item.article.published == january for item in gone_on) == 20
    assert sampler.words() == "drawn: 5 of 20 (--sample 5 --seed 1)"


def test_the_day_in_a_heading_counts_for_the_period() -> None:
    text = "LAHORE, Feb 3, 2023 (AFP) - Nurses marched through the city."
    sampler = Sampler(Draw(1), Settings(since=date(2023, 2, 1)), MADE_BY)
    list(sampler([article("a", text=text)]))
    assert "all 1" in sampler.words()


def test_what_is_put_aside_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dateline.commands.sample, "_IN_MEMORY_BYTES", 1)
    told = list(Sampler(Draw(2), Settings(), MADE_BY, str(tmp_path))(articles(10)))
    assert len(told) == 10 and list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(dateline.commands.sample.pickle, "dump", full)
    with pytest.raises(UnwritableOutput, match=r"--sample puts the articles aside in .*No space left"):
        list(Sampler(Draw(2), Settings(), MADE_BY, str(tmp_path))(articles(3)))


def run(tmp_path: Path, *inputs: str, workers: int, size: int = 4) -> tuple[Summary, bytes]:
    out = tmp_path / "o.jsonl"
    arguments = CodeArguments(
        inputs=inputs, outputs=(str(out),), workers=workers, draw=Draw(size, 3), force=True
    )
    return code(arguments, made_by=MADE_BY, coder_factory=fake_coder), out.read_bytes()


@pytest.mark.slow
def test_a_run_draws_the_same_with_any_workers_and_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": f"a{i}", "text": f"Nurses marched {i} times."} for i in range(30)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "n.jsonl").write_text(lines, encoding="utf-8")
    summary, one = run(tmp_path, str(tmp_path / "n.jsonl"), workers=1)
    _, two = run(tmp_path, str(tmp_path / "n.jsonl"), workers=2)
    assert one == two and len(one.splitlines()) == 30
    assert list(summary.lines())[:3] == [
        "30 articles: 4 coded, 26 left out, 0 failed",
        "  drawn: 4 of 30 (--sample 4 --seed 3)",
        "  left out 26: not drawn: --sample 4 --seed 3",
    ]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(lines.encode()))))
    _, piped = run(tmp_path, "-", workers=1)
    assert coded(piped) == coded(one)


def coded(output: bytes) -> list[str]:
    rows = [json.loads(line) for line in output.splitlines()]
    return [row["article"]["id"] for row in rows if row["outcome"] == "coded"]
