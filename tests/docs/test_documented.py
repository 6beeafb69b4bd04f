"""Nothing that users meet goes without a word in the docs."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, Literal, NewType, get_args, get_origin, get_type_hints

import click
import pytest
import typer.main

import dateline
from dateline import errors
from dateline.cli import app
from dateline.codebook import Codebook
from dateline.records import Record, lists
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
        default = {None: "none", False: "false", Codebook(): "none"}.get(field.default, field.default)  # type: ignore[call-overload]
        assert told == (f"{default:g}" if isinstance(default, float) else str(default))


def record_classes() -> list[type]:
    """Every dataclass that a record is made of, itself first."""
    found: list[type] = []

    def visit(kind: Any) -> None:
        kind = getattr(kind, "__supertype__", kind)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind not in found:
            found.append(kind)
            for hint in get_type_hints(kind).values():
                visit(hint)
        for part in get_args(kind):
            visit(part)

    visit(Record)
    return found


LISTS = {
    words: re.sub(r" name$", "", re.sub(r"(?<=[a-z])([A-Z])", lambda m: " " + m[1], name).lower())
    for name, words in vars(lists).items()
    if get_origin(words) is Literal
}


def words_for(hint: Any) -> str:
    """A type as the docs write it."""
    hint = hint.__supertype__ if isinstance(hint, NewType) else hint
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false", date: "date"}
    if hint in plain:
        return plain[hint]
    if hint in LISTS:
        return LISTS[hint]
    if dataclasses.is_dataclass(hint):
        return hint.__name__  # type: ignore[union-attr]
    parts = get_args(hint)
    if NoneType in parts:
        (other,) = (part for part in parts if part is not NoneType)
        return f"{words_for(other)} or null"
    if get_origin(hint) is tuple:
        return f"list of {words_for(parts[0])}".replace("list of date", "list of dates")
    if get_origin(hint) is Literal:
        return " or ".join(f"`{word}`" for word in parts)
    return {"dict": "object of texts"}[get_origin(hint).__name__]


@pytest.mark.parametrize("kind", record_classes(), ids=lambda kind: kind.__name__)
def test_each_field_of_the_record_is_documented_with_its_type(kind: type) -> None:
    (section,) = re.findall(
        rf"^## `{kind.__name__}`$(.*?)(?=^## )", page("record.md"), re.MULTILINE | re.DOTALL
    )
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| (own|parent|-) \|$", section, re.MULTILINE)
    types = [(name, re.sub(r"\[([\w ]+)\]\([^)]*\)", r"\1", words).strip()) for name, words, _, _ in told]
    hints = get_type_hints(kind)
    expected = [(f.metadata.get("key", f.name), words_for(hints[f.name])) for f in dataclasses.fields(kind)]
    # A topic may come from a user's own list, so its type is plain text.
    said = {("topics", "list of text"): ("topics", "list of topic")}
    assert types == [said.get(one, one) for one in expected]


def test_the_closed_lists_of_the_docs_are_those_of_the_code() -> None:
    _, _, section = page("record.md").partition("## Closed lists")
    told = {
        name: words.strip("`").split("` `")
        for name, words in re.findall(r"^\| ([\w ]+) \| (`.+`) \|$", section, re.M)
    }
    assert told == {name: list(get_args(words)) for words, name in LISTS.items()}


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
