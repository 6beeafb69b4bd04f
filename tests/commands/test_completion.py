"""The protocol that the shells' scripts speak."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

START = "from dateline.cli import main; import sys; sys.argv[0] = 'dateline'; main()"


def ask(*arguments: str, **variables: str) -> str:
    # What prints help for terminals must not see one.
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def completed(shell: str, words: str) -> list[str]:
    if shell == "bash":
        split = words.split(" ")
        variables = {"COMP_WORDS": words, "COMP_CWORD": str(len(split) - 1)}
    else:
        variables = {
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rsplit(" ", 1)[-1],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
    return ask(_DATELINE_COMPLETE=f"complete_{shell}", **variables).split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [("dateline do", "doctor"), ("dateline code --fo", "--format"), ("dateline code --to cs", "csv")],
    ids=["command", "option", "word"],
)
def test_shells_complete_commands_options_and_their_words(shell: str, words: str, expected: str) -> None:
    assert any(expected in line for line in completed(shell, words))


@pytest.mark.parametrize("shell", ["bash", "fish", "powershell"])
def test_names_of_files_are_left_to_the_shell(shell: str) -> None:
    assert completed(shell, "dateline code REA") == []


def test_zsh_is_told_to_complete_files() -> None:
    assert completed("zsh", "dateline code REA") == ["_files"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script(shell: str) -> None:
    told = ask("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_DATELINE_COMPLETE" in told and f"complete_{shell}" in told
