"""Dateline's own labels hold offsets alone; the words come back from the texts, which must be the same."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "training/own_labels.py"
TEXT = "Police said 300 dockers marched in Vell. The Dockers' Union of Vell led the march, police said."


@pytest.fixture(scope="module")
def own_labels() -> ModuleType:
    """The script's module: training scripts are no package."""
    spec = importlib.util.spec_from_file_location("own_labels", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _mention() -> dict[str, Any]:
    def span(words: str, nth: int = 1) -> list[int]:
        at = -1
        for _ in range(nth):
            at = TEXT.index(words, at + 1)
        return [at, at + len(words)]

    return {
        "main": True,
        "form": "march",
        "status": "held",
        "trigger": [{"span": span("march", 2)}],
        "organizers": [{"span": span("Dockers' Union"), "name": span("Dockers' Union of Vell")}],
        "participants": [],
        "targets": [],
        "size": [{"span": span("300"), "low": 300, "high": 300, "claimant": span("Police")}],
        "issues": [],
        "police": [],
        "date": {"start": "2026-05-01", "end": "2026-05-01", "span": None},
        "place": {"name": "Vell dos Lom", "span": span("Vell")},
        "arrested": None,
        "injured": None,
        "killed": None,
        "damage": None,
    }


def _bench(folder: Path, module: ModuleType, text: str) -> tuple[Path, Path]:
    rows = [{"id": "other", "text": "Rain fell."}, {"id": "x-1", "text": text, "published": "2026-05-02"}]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(data))
    label = {
        "id": "own-1", "file": "news.jsonl.gz", "line": 2, "sha256": module.hash_of(TEXT),
        "relevant": True, "mentions": [_mention()],
    }  # fmt: skip
    labels = folder / "records.jsonl"
    labels.write_text(json.dumps(label) + "\n", encoding="utf-8")
    return folder, labels


def test_words_come_back_as_the_coders_of_the_bench_write_them(
    own_labels: ModuleType, tmp_path: Path
) -> None:
    (row,) = own_labels.read_own(*_bench(tmp_path, own_labels, TEXT))
    (mention,) = row["mentions"]
    assert row["text"] == TEXT
    assert row["published"] == "2026-05-02"
    assert mention["trigger"] == [{"text": "march", "nth": 2}]
    assert mention["organizers"] == [{"text": "Dockers' Union", "nth": 1, "name": "Dockers' Union of Vell"}]
    assert mention["size"] == [{"text": "300", "nth": 1, "low": 300, "high": 300, "claimant": "Police"}]
    assert mention["place"] == {"text": "Vell", "nth": 1, "name": "Vell dos Lom"}
    assert mention["date"] == {"start": "2026-05-01", "end": "2026-05-01", "text": None}
    assert mention["arrested"] is None


def test_another_text_than_the_one_coded_is_refused(own_labels: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"news\.jsonl\.gz line 2: not the text that was coded"):
        own_labels.read_own(*_bench(tmp_path, own_labels, TEXT.replace("300", "400")))


def test_the_labels_that_are_kept_hold_no_words() -> None:
    lines = (SCRIPT.parent / "labels/records.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        for mention in json.loads(line)["mentions"]:
            for key in ("trigger", "organizers", "participants", "targets", "issues", "police", "size"):
                assert not any(
                    "text" in value or isinstance(value.get("name"), str) for value in mention[key]
                )
