from __future__ import annotations

from pathlib import Path

import pytest

from dateline.commands.inputs import expanded


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports" / "may").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "c.html", ".hidden.txt", "may/d.txt", "e[1].txt", "e1.txt"):
        (tmp_path / "reports" / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("reports/?.txt", ["reports/a.txt", "reports/b.txt"]),
        ("reports/[ab].txt", ["reports/a.txt", "reports/b.txt"]),
        ("reports/**/d.txt", ["reports/may/d.txt"]),
        ("reports/*.htm*", ["reports/c.html"]),
        ("reports/*.pdf", ["reports/*.pdf"]),
        ("reports/e[1].txt", ["reports/e[1].txt"]),
        ("reports", ["reports"]),
        ("gone.txt", ["gone.txt"]),
        ("-", ["-"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_pattern_gives_its_files_and_a_name_stays(pattern: str, names: list[str]) -> None:
    assert [Path(name) for name in expanded([pattern])] == [Path(name) for name in names]


def test_names_keep_their_order(folder: Path) -> None:
    assert [Path(n).name for n in expanded(["reports/c.html", "reports/?.txt"])] == [
        "c.html",
        "a.txt",
        "b.txt",
    ]
