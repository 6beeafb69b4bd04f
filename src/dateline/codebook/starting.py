"""The file that a team starts from: every rule is there, commented out."""

from __future__ import annotations

from importlib.resources import files


def example() -> str:
    """A full codebook with every kind of rule, as TOML."""
    return files("dateline.codebook").joinpath("example.toml").read_text(encoding="utf-8")


def starting_file() -> str:
    """The example with its rules commented out by a # without a space; it changes nothing as it is.

    >>> "#least_people = 20" in starting_file()
    True
    """
    lines = [f"#{line}" if line and not line.startswith("#") else line for line in example().splitlines()]
    hint = "# Take away the # before a rule, and the # before the [table] that it stands in.\n"
    return "\n".join([*lines[:4], hint.rstrip(), "#", *lines[5:]]) + "\n"
