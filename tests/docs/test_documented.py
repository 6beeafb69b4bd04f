"""Nothing that users meet goes without a word in the docs."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest
import typer.main

import dateline
from dateline import errors
from dateline.cli import app
from dateline.settings import Settings

REFERENCE = Path(__file__).parents[2] / "docs/reference"
README = Path(__file__).parents[2] / "README.md"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    return dict(group.commands)


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_command_is_documented(name: str) -> None:
    assert f"dateline {name}" in page("cli.md")


@pytest.mark.parametrize(
    ("command", "option"),
    [(n, o) for n, c in sorted(commands().items()) for p in c.params for o in p.opts if o.startswith("--")],
)
def test_each_option_is_documented_and_has_help(command: str, option: str) -> None:
    assert f"`{option}" in page("cli.md")
    (parameter,) = (p for p in commands()[command].params if option in p.opts)
    assert getattr(parameter, "help", None)


def all_errors() -> list[str]:
    return [n for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, errors.DatelineError)]


@pytest.mark.parametrize("name", all_errors())
def test_each_error_is_documented(name: str) -> None:
    assert f"| `{name}` |" in page("errors.md")
    assert name in (errors.__doc__ or "")


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Settings)])
def test_each_setting_is_documented(field: str) -> None:
    assert f"| `{field}` |" in page("settings.md")
    assert f"{field}:" in (Settings.__doc__ or "")


def test_setting_defaults_in_the_docs_are_those_of_the_code() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page("settings.md"), re.MULTILINE))
    for field in dataclasses.fields(Settings):
        told = rows[field.name].strip().replace(",", "")
        default = {None: "none", False: "false"}.get(field.default, field.default)  # type: ignore[call-overload]
        assert told == (f"{default:g}" if isinstance(default, float) else str(default))


@pytest.mark.parametrize("name", dateline.__all__)
def test_each_public_name_has_a_docstring(name: str) -> None:
    assert getattr(dateline, name).__doc__


def test_the_package_promises_what_it_lists() -> None:
    assert sorted(dateline.__all__) == dir(dateline)


def test_every_file_that_the_readme_links_is_there() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []


def test_decision_records_have_a_number_of_their_own_and_a_date() -> None:
    records = sorted((REFERENCE.parent / "decisions").glob("*.md"))
    numbers = [r.name[:4] for r in records]
    assert len(set(numbers)) == len(numbers)
    assert [r.name for r in records if "2026" not in r.read_text(encoding="utf-8")] == []
