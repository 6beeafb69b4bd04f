"""A bounded run of the coverage-guided fuzzer over the readers, from seeds that are nearly right."""

# ruff: noqa: E501

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[1] / "fuzz" / "fuzz_readers.py"
SECONDS = 15
# A new program is charged with the memory that its parent once held, and the test run has held much: a
# small program between the two keeps the fuzzer's limit its own.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
SEEDS: dict[str, bytes] = {
    "text": b"\x00LAHORE, Oct 21 (Wire) - Teachers marched.",
    "json": b'\x01[{"id": "1", "text": "Teachers marched.", "date": "2023-10-21"}, {"body": "They sang."}]',
    "jsonl": b'\x02{"id": 1, "text": "Teachers marched."}\n{"url": "https://a.example/x", "content": "They sang."}\n',
    "csv": b'\x03id,text,date\n1,"Teachers marched, ""again"".",2023-10-21\n2,They sang.,21 October 2023\n',
    "bytes": b'\x04\xff\xfea\0\n\0<meta charset="gb2312">\xef\xbb\xbf',
    "heading": b"\x05KARACHI, Pakistan (AP) -- Between 1,000 and 1,500 people",
    "record": b'\x06{"schema": "dateline/record/1", "input": {}, "article": {"id": "a"}, "outcome": "coded"}',
}


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has wheels for Linux alone")
def test_the_readers_hold_against_a_guided_fuzzer(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, raw in SEEDS.items():
        (seeds / name).write_bytes(raw)
    command = [sys.executable, str(HARNESS), "-seed=1", f"-max_total_time={SECONDS}", "-runs=60000", "-timeout=5",
               "-rss_limit_mb=1200", "-max_len=400", f"-artifact_prefix={tmp_path}{os.sep}", str(seeds)]  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", BETWEEN, *command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        cwd=tmp_path,
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
    assert "Done " in ran.stderr
