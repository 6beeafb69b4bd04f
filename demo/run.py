"""Codes the example articles and writes their events, a table and a report.

Does what a user of Dateline would do: runs the command line, then reads what it wrote.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from dateline import Record
from dateline.show import events_table, report_html

HERE = Path(__file__).parent
EVENTS, TABLE, REPORT = HERE / "events.jsonl", HERE / "events.csv", HERE / "report.html"


def main() -> int:
    """Run the demo; the exit code is that of ``dateline code``."""
    command = [sys.executable, "-m", "dateline", "code", str(HERE / "articles")]
    command += ["-o", str(EVENTS), "-o", str(TABLE), "--force"]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own interpreter and our own paths
    if done.returncode > 1:
        return done.returncode
    records = read_records(EVENTS)
    REPORT.write_text(report_html(records, title="Dateline demo"), encoding="utf-8")
    show(records)
    return done.returncode


def read_records(path: Path) -> list[Record]:
    """The records of a JSON Lines file, each checked against its text."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [Record.from_dict(json.loads(line)) for line in lines]


def show(records: list[Record]) -> None:
    """The table of events, what was left out, and where to go on."""
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(events_table(records))
    for record in records:
        if record.outcome != "coded":
            label = record.article.title or record.input.file or record.article.id
            console.print(f"{record.outcome.replace('_', ' ')}: {label}: {record.reason}", markup=False)
    article = Path("demo") / "articles" / "03-nairobi-market-riot.html"
    console.print(f"\nWritten: {EVENTS}, {TABLE}, {REPORT}", markup=False, soft_wrap=True)
    console.print("\nNext:", style="bold")
    console.print(f"  open {REPORT} in a browser", markup=False, soft_wrap=True)
    console.print(f"  dateline show {article}", markup=False, soft_wrap=True)
    console.print("  dateline code YOUR-ARTICLES -o events.jsonl -o events.csv", markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
