"""The wheel holds what it should, and installs from a wheelhouse on a machine without a network.

The commands are those of docs/how-to/install-offline.md, run in a copy of the repository; the
Containerfile must have the same.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "install-offline.md"
NEEDED_TO_BUILD = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"
MARCH = "LAHORE - Some 3,000 teachers marched to the assembly on Saturday to demand higher pay.\n"
EXTRAS = {"events.parquet": "parquet", "events.xlsx": "excel", "news.warc": "warc"}


def commands_under(heading: str) -> list[str]:
    """The commands in the fences under a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    fences = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [line for fence in fences for line in fence.splitlines()]


WHEELHOUSE, OWN_WHEEL, FOR_WINDOWS = commands_under("On the machine with a network")
MAKE_VENV, INSTALL, VERSION, DOCTOR, CODE = commands_under("On the machine without a network")


def words(command: str) -> list[str]:
    """A command of the page, for this Python and this system."""
    program, *rest = shlex.split(command)
    if program == "python":
        return [sys.executable, *rest]
    folder, _, name = program.rpartition("/bin/")
    return [str(Path(folder, PROGRAMS, name)), *rest] if folder else [program, *rest]


def no_network() -> dict[str, str]:
    """An environment in which pip knows no index and no program reaches a server."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON")) and not name.lower().endswith("_proxy")
    }
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return {**kept, **nowhere, "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(
    command: Sequence[str], folder: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def must(command: Sequence[str], folder: Path, env: dict[str, str] | None = None) -> str:
    done = run(command, folder, env)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def own_wheel(folder: Path) -> Path:
    (wheel,) = folder.glob("dateline-*.whl")
    return wheel


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build reads, in a folder of its own."""
    folder = tmp_path_factory.mktemp("clone")
    for name in NEEDED_TO_BUILD:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    probe = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", "probe", "hatchling"]
    done = run(probe, folder)
    if done.returncode:
        pytest.skip(f"no package index is reachable to build from: {done.stderr.strip()[-200:]}")
    return folder


@pytest.fixture(scope="session")
def wheel(clone: Path) -> Path:
    must([*words(OWN_WHEEL), "--quiet"], clone)
    return own_wheel(clone / "wheelhouse")


@pytest.fixture(scope="session")
def wheelhouse(clone: Path, wheel: Path) -> Path:
    must([*words(WHEELHOUSE), "--quiet"], clone)
    return clone / "wheelhouse"


@dataclass(frozen=True, slots=True)
class Installed:
    """A clean environment and what it did while it held no extras."""

    folder: Path
    env: dict[str, str]
    without_extras: dict[str, subprocess.CompletedProcess[str]]

    def python(self, *arguments: str) -> str:
        return must([*words("dateline-env/bin/python"), *arguments], self.folder, self.env)


def packed_with_brotli() -> bytes:
    """A web archive of one page, whose packing the reader needs an extra for."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x0b\x02\x80news\x03"
    fields = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/a\r\n"
    kind = b"Content-Type: application/http; msgtype=response\r\n"
    return fields + kind + b"Content-Length: %d\r\n\r\n" % len(page) + page + b"\r\n\r\n"


@pytest.fixture(scope="session")
def installed(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Installed as the page says, first without extras, then with all of them."""
    folder = tmp_path_factory.mktemp("offline")
    env = no_network() | {"XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache")}
    (folder / "article.txt").write_text(MARCH, encoding="utf-8")
    (folder / "news.warc").write_bytes(packed_with_brotli())
    must(words(MAKE_VENV), folder, env)
    install = [word.replace("wheelhouse", str(wheelhouse)) for word in words(INSTALL)]
    must([*install[:-1], "--quiet", "dateline"], folder, env)
    dateline = words("dateline-env/bin/dateline")
    without = {
        "import": run(
            [*words("dateline-env/bin/python"), "-c", "import dateline; dateline.read_size('dozens')"],
            folder,
            env,
        )
    }
    for name, extra in EXTRAS.items():
        source, output = ("news.warc", "o.jsonl") if extra == "warc" else ("article.txt", name)
        without[extra] = run([*dateline, "code", source, "-o", output], folder, env)
    must([*install, "--quiet"], folder, env)
    return Installed(folder, env, without)


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path, clone: Path) -> None:
    source = clone / "src"
    ours = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == ours
    assert {".tsv", ".txt", ".npz", ".gz", ".onnx", ".css", ".typed"} <= {Path(name).suffix for name in held}


@pytest.mark.slow
def test_the_wheel_holds_no_tests_and_is_small(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert all(re.match(r"dateline(-[^/]+\.dist-info)?/", name) for name in names)
    assert not [
        name
        for name in names
        if re.search(r"(?:^|[/_.-])(?:tests?|conftest|bench\w*|gold|labelled|dev)[/_.-]", name)
    ]
    assert wheel.stat().st_size < 30_000_000
    assert {name.split("/")[-1] for name in names} >= {"LICENSE", "NOTICE"}


@pytest.mark.slow
def test_the_wheel_suits_every_system(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.slow
def test_no_dependency_has_to_be_compiled(wheelhouse: Path) -> None:
    assert "--only-binary :all:" in WHEELHOUSE
    assert not [path.name for path in wheelhouse.iterdir() if path.suffix != ".whl"]


@pytest.mark.slow
def test_without_extras_the_package_can_be_used(installed: Installed) -> None:
    done = installed.without_extras["import"]
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("extra", EXTRAS.values())
def test_a_missing_extra_is_named(installed: Installed, extra: str) -> None:
    done = installed.without_extras[extra]
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    said = done.stdout + done.stderr
    results = installed.folder / "o.jsonl"
    if extra == "warc" and results.is_file():
        said += results.read_text(encoding="utf-8")
    assert f"dateline[{extra}]" in said


@pytest.mark.slow
def test_what_was_installed_tells_its_version_and_is_well(installed: Installed) -> None:
    assert must(words(VERSION), installed.folder, installed.env).startswith("dateline ")
    assert "no broken requirements" in installed.python("-m", "pip", "check").lower()


@pytest.mark.slow
def test_doctor_finds_nothing_amiss(installed: Installed) -> None:
    done = run(words(DOCTOR), installed.folder, installed.env)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_it_codes_without_a_network_into_every_kind_of_file(installed: Installed) -> None:
    others = [word for name in ("e.csv", "e.parquet", "e.xlsx", "e.geojson") for word in ("-o", name)]
    must([*words(CODE), "--force", *others], installed.folder, installed.env)
    (line,) = (installed.folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    (mention,) = json.loads(line)["mentions"]
    assert (mention["form"]["value"], mention["place"]["name"]) == ("march", "Lahore")
    assert all((installed.folder / name).stat().st_size for name in others if name != "-o")
    assert list((installed.folder / "cache").rglob("gazetteer-*.sqlite"))


@pytest.mark.slow
def test_hashes_of_the_page_find_a_changed_wheel(tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None or shutil.which("sh") is None:
        pytest.skip("this system has no sha256sum")
    write, check = commands_under("Check what is carried over")
    (tmp_path / "wheelhouse").mkdir()
    held = tmp_path / "wheelhouse" / "a-1-py3-none-any.whl"
    held.write_bytes(b"as it was")
    must(["sh", "-c", write], tmp_path)
    must(["sh", "-c", check], tmp_path)
    held.write_bytes(b"as it is now")
    assert run(["sh", "-c", check], tmp_path).returncode != 0


def test_the_page_fetches_for_windows_as_pip_can() -> None:
    assert "--only-binary :all:" in FOR_WINDOWS and "--platform win_amd64" in FOR_WINDOWS
    assert FOR_WINDOWS.endswith('"dateline[all]" colorama tzdata')


def steps_of_containerfile() -> list[str]:
    """The commands of its RUN instructions, one by one."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    runs = [line.removeprefix("RUN ") for line in joined.splitlines() if line.startswith("RUN ")]
    return [" ".join(step.split()) for run_line in runs for step in run_line.split("&&")]


def test_the_container_is_installed_as_the_page_says() -> None:
    assert [step for step in steps_of_containerfile() if " pip " in step or "venv" in step.split()] == [
        WHEELHOUSE, MAKE_VENV, INSTALL,
    ]  # fmt: skip


def test_the_container_builds_the_index_as_the_page_says() -> None:
    assert CODE in steps_of_containerfile()


def test_the_container_runs_as_nobody_special_and_copies_what_a_build_needs() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    users = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    assert users == ["10001"] and text.index("\nUSER ") < text.index("\nENTRYPOINT ")
    copied = [word for line in re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE) for word in line.split()]
    assert set(copied) - {"./"} == {*NEEDED_TO_BUILD, "src"}
