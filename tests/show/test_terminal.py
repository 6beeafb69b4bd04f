"""The terminal's view of a record."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console, RenderableType

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_record, record_of

from dateline.show import article_view, events_table


def printed(what: RenderableType, width: int = 100) -> str:
    console = Console(width=width, record=True, file=open_nowhere(), force_terminal=True)
    console.print(what)
    return console.export_text()


def open_nowhere():  # type: ignore[no-untyped-def]
    import io

    return io.StringIO()


def test_the_article_is_shown_with_each_value_and_its_claimant() -> None:
    shown = printed(article_view(march_record()))
    assert "about 3,500" in shown
    assert "Deven Pillay" in shown
    assert "Lindiwe Zondo" in shown


def test_names_can_be_hidden_in_the_terminal() -> None:
    assert "Zondo" not in printed(article_view(march_record(), masked=True))


def test_markup_and_control_codes_in_an_article_are_shown_and_not_obeyed() -> None:
    shown = printed(article_view(record_of("[bold red]x[/] \x1b[2J \u202e y [/nothing]")))
    assert "[bold red]x[/]" in shown
    assert "\x1b" not in shown


def test_the_table_of_events_fits_100_columns_and_hides_names() -> None:
    shown = printed(events_table([march_record(), march_record()]))
    assert max(len(line) for line in shown.splitlines()) <= 100
    assert "2024-03-14" in shown
    assert "8,000" in shown
