"""Nothing in an article, a title or a file's name steers the terminal or turns the words of a page."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from dateline.cli import main
from dateline.commands.summary import Summary
from dateline.records import Article, ArticleId, MadeBy, Origin, Record
from dateline.records.legible import legible
from dateline.show import article_view, events_table, report_html, show_html, values_table

NASTY = {
    "clear screen": "\x1b[2J\x1b[H",
    "title of the window": "\x1b]0;gone\x07",
    "one-byte CSI": "\x9b2J",
    "back and over": "\b\b\b\r",
    "override": "\u202egnp.exe\u202c",
    "isolate": "\u2067abc\u2069",
    "half of a pair": "\ud800",
    "delete": "\x7f",
}
FORBIDDEN = set("\x1b\x07\x9b\b\r\x7f\u202e\u202c\u2067\u2069\ud800")
MADE_BY = MadeBy(dateline="1", models={}, gazetteer="g", settings_sha256="s")


def _record(words: str) -> Record:
    text = f"Teachers {words} marched in Lahore."
    article = Article(
        id=ArticleId(words), title=words, source=words, url=f"https://a.example/{words}", text=text
    )
    return Record(
        made_by=MADE_BY, input=Origin(file=f"{words}.txt"), article=article, outcome="left_out", reason=words
    )


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_pages_show_it_and_do_not_obey(words: str) -> None:
    for shown in (show_html(_record(words), masked=False), report_html([_record(words)], masked=False)):
        assert not FORBIDDEN & set(shown)
        assert "\ufffd" in shown


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_the_terminal_shows_it_and_does_not_obey(words: str) -> None:
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=False, width=100)
    record = _record(words)
    for view in (article_view(record), values_table(record), events_table([record], masked=False)):
        console.print(view)
    assert not FORBIDDEN & set(drawn.getvalue())


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_the_summary_names_it_and_stays_on_its_line(words: str) -> None:
    summary = Summary()
    failed = Record(
        made_by=MADE_BY,
        input=Origin(file=f"{words}\n.txt"),
        article=Article(id=ArticleId("a")),
        outcome="failed",
        reason=f"no such {words}",
    )
    summary.add(failed)
    lines = list(summary.lines())
    assert not (FORBIDDEN | {"\n"}) & set("".join(lines))
    assert any("no such" in line for line in lines)


def test_an_error_that_quotes_an_argument_is_harmless(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["dateline", "code", "a\x1b[2J.txt", "-o", "a\x1b[2J.txt"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert "a\ufffd[2J.txt" in told and "\x1b" not in told


@pytest.mark.parametrize(
    "words", ["👩‍👩‍👧‍👦", "می‌خواهم", "احتجاج في 2023", "e\u0301\u0327", "two\nlines\tand", "Café"], ids=ascii
)
def test_what_languages_need_stays(words: str) -> None:
    assert legible(words) == words
