"""Codes the example articles, prints what was found, and writes events.jsonl, events.csv and report.html.

Does what a user of Dateline would do: runs the command line, then reads what it wrote. Nothing about the
articles is known here; name another folder of articles, and another to write into:

    python demo/run.py [ARTICLES [OUTPUTS]]
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dateline import Record
from dateline.show import events_table, report_html

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Run the demo; the exit code is that of ``dateline code``."""
    articles = Path(arguments[0]) if arguments else HERE / "articles"
    outputs = Path(arguments[1]) if len(arguments) > 1 else HERE
    events, table, report = (outputs / name for name in ("events.jsonl", "events.csv", "report.html"))
    command = [sys.executable, "-m", "dateline", "code", as_typed(articles)]
    command += ["-o", str(events), "-o", str(table), "--force"]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own interpreter and our own paths
    if done.returncode > 1:
        return done.returncode
    records = read_records(events)
    report.write_text(report_html(records, title="Dateline demo"), encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal can show every letter
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(articles_table(records), end="\n\n")
    console.print(events_table(records))
    for line in next_steps(events, table, report, articles):
        console.print(line, markup=False, soft_wrap=True, highlight=False)
    return done.returncode


def read_records(path: Path) -> list[Record]:
    """The records of a JSON Lines file, each checked against its text."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [Record.from_dict(json.loads(line)) for line in lines]


def articles_table(records: list[Record]) -> Table:
    """What became of every article."""
    table = Table(title="Articles", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in ("Article", "Outcome", "Events"):
        table.add_column(heading, justify="right" if heading == "Events" else "left")
    for record in records:
        outcome = record.outcome.replace("_", " ")
        if record.reason:
            outcome += f": {record.reason}"
        events = str(len(record.mentions)) if record.outcome == "coded" else ""
        table.add_row(label(record), outcome, events)
    return table


def label(record: Record) -> str:
    """The file that an article came from, with its line where it has one."""
    name = Path(record.input.file or record.article.id).name
    return name if record.input.line is None else f"{name}, line {record.input.line}"


def next_steps(events: Path, table: Path, report: Path, articles: Path) -> Iterator[str]:
    """Where the results are, and what to try next."""
    yield f"\nWritten: {as_typed(events)} (all that was read, with the words it rests on)"
    yield f"         {as_typed(table)} (one row an event, for a spreadsheet)"
    yield f"         {as_typed(report)} (open it in a browser)"
    command = "dateline" if shutil.which("dateline") else as_typed(Path(sys.executable).with_name("dateline"))
    first = next(path for path in sorted(articles.iterdir()) if path.is_file())
    yield "\nNext:"
    yield f"  {command} show {as_typed(first)}"
    yield f"  {command} code YOUR-ARTICLES -o events.jsonl -o events.csv"


def as_typed(path: Path) -> str:
    """The path as one would type it here: below this folder where it is, else in full."""
    here, there = Path.cwd(), Path(os.path.abspath(path))  # a virtual environment's links stay as they are
    return str(there.relative_to(here) if there.is_relative_to(here) else there)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
