"""Finds every regular expression of the package and makes texts that are meant to slow it down."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import random
import re
import re._constants as op  # the parsed form of a pattern has no public module
import re._parser as parser
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dateline

_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "finditer", "findall"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_OF_CATEGORY = {
    op.CATEGORY_DIGIT: "7", op.CATEGORY_NOT_DIGIT: "k", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "k",
    op.CATEGORY_WORD: "k", op.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
_UNBOUNDED = 200
"""A repetition that may go on for longer than this counts as one without an end."""


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the package, under its module and number, wherever it is held or written."""
    found: dict[tuple[Any, int], re.Pattern[Any]] = {}
    named: dict[str, re.Pattern[Any]] = {}
    for module in _modules():
        held = [*_held(module), *_inline(module)]
        for number, pattern in enumerate(p for p in held if (p.pattern, p.flags) not in found):
            if found.setdefault((pattern.pattern, pattern.flags), pattern) is pattern:
                named[f"{module.__name__.removeprefix('dateline.')} {number}"] = pattern
    return named


def is_bounded(pattern: re.Pattern[Any]) -> bool:
    """Whether no repetition of the pattern goes on for more than some characters."""
    return not list(_pumps(_tree(pattern), "", random.Random(0)))


# What is no module to import: a program, and a file that only Alembic runs.
_NO_MODULES = ("__main__", "migrations.env")


def _modules() -> list[ModuleType]:
    found = (m.name for m in pkgutil.walk_packages(dateline.__path__, "dateline."))
    names = [name for name in found if not name.endswith(_NO_MODULES)]
    return [importlib.import_module(name) for name in names]


def _held(module: ModuleType) -> Iterator[re.Pattern[Any]]:
    for value in vars(module).values():
        cached = isinstance(value, functools._lru_cache_wrapper)
        yield from _within(_loaded(value) if cached else value, 0)


def _loaded(wrapper: Any) -> Any:
    """What a cached function without arguments gives, where it says that patterns are in it."""
    signature = inspect.signature(wrapper)
    wanted = any(word in str(signature.return_annotation) for word in ("Pattern", "_Rule"))
    return wrapper() if wanted and not signature.parameters else None


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if depth > 4:
        return
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for item in [*value.keys(), *value.values()][:2000]:
            yield from _within(item, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in list(value)[:2000]:
            yield from _within(item, depth + 1)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name, None), depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("dateline"):
        for item in list(vars(value).values()):
            if not callable(item):
                yield from _within(item, depth + 1)


def _inline(module: ModuleType) -> Iterator[re.Pattern[Any]]:
    """Patterns written where they are used: ``re.sub(r"…", …)``, and f-strings of module values."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        if node.func.attr not in _CALLS:
            continue
        try:
            source = eval(compile(ast.Expression(node.args[0]), "pattern", "eval"), vars(module))
        except NameError:
            continue  # made of what a function is given: the module holds the results
        if isinstance(source, (str, bytes)):
            ignore = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
            yield re.compile(source, ignore)


def texts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Texts for one pattern, each as what opens it, what is repeated and what ends it."""
    for pump in PUMPS:
        yield "", pump, "\x01"
    draw = random.Random(repr(pattern.pattern))  # the same texts at every run
    tree = _tree(pattern)
    seen = set()
    for _ in range(3):
        whole = _sample(tree, draw)
        made = [("", whole, "\x01"), ("", whole[:-1], "\x01"), ("", whole + " ", "\x01")]
        for before, body in _pumps(tree, "", draw):
            made += [(before, body, "\x01"), ("", before + body, "\x01"), ("", before, "\x01")]
        for one in made:
            if one[1] and one not in seen:
                seen.add(one)
                yield one


def _tree(pattern: re.Pattern[Any]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags)


def _pumps(tree: Any, before: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """For each repetition without an end: a text that leads up to it, and what it repeats."""
    for code, argument in tree:
        if code in _REPEATS:
            _, most, body = argument
            if most > _UNBOUNDED:
                yield before, _sample(body, draw) or " "
            yield from _pumps(body, before, draw)
        elif code is op.SUBPATTERN:
            yield from _pumps(argument[3], before, draw)
        elif code is op.ATOMIC_GROUP:
            yield from _pumps(argument, before, draw)
        elif code is op.BRANCH:
            for branch in argument[1]:
                yield from _pumps(branch, before, draw)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(argument[1], before, draw)
        before += _sample([(code, argument)], draw)


def _sample(tree: Any, draw: random.Random) -> str:
    """A text that the tree (nearly) matches."""
    made = []
    for code, argument in tree:
        if code is op.LITERAL:
            made.append(chr(argument))
        elif code is op.NOT_LITERAL:
            made.append("k" if argument != ord("k") else "j")
        elif code is op.ANY:
            made.append("k")
        elif code is op.IN:
            made.append(_of_class(argument, draw))
        elif code is op.BRANCH:
            made.append(_sample(draw.choice(argument[1]), draw))
        elif code is op.SUBPATTERN:
            made.append(_sample(argument[3], draw))
        elif code is op.ATOMIC_GROUP:
            made.append(_sample(argument, draw))
        elif code in _REPEATS:
            least, most, body = argument
            made += [_sample(body, draw) for _ in range(max(least, min(most, draw.choice((1, 2)))))]
    return "".join(made)


def _of_class(items: Any, draw: random.Random) -> str:
    if items[0][0] is op.NEGATE:
        return next((c for c in "k7 -,(\n" if not _holds(items[1:], c)), "~")
    code, argument = draw.choice(items)
    if code is op.LITERAL:
        return chr(argument)
    if code is op.RANGE:
        return chr(draw.randint(*argument)) if argument[1] < 0x3000 else chr(argument[0])
    return _OF_CATEGORY.get(argument, "k")


def _holds(items: Any, character: str) -> bool:
    point = ord(character)
    for code, argument in items:
        if code is op.LITERAL and argument == point:
            return True
        if code is op.RANGE and argument[0] <= point <= argument[1]:
            return True
        if code is op.CATEGORY and _in_category(argument, character):
            return True
    return False


def _in_category(category: Any, character: str) -> bool:
    word = character.isalnum() or character == "_"
    return {
        op.CATEGORY_DIGIT: character.isdigit(), op.CATEGORY_NOT_DIGIT: not character.isdigit(),
        op.CATEGORY_SPACE: character.isspace(), op.CATEGORY_NOT_SPACE: not character.isspace(),
        op.CATEGORY_WORD: word, op.CATEGORY_NOT_WORD: not word,
    }.get(category, False)  # fmt: skip


# ruff: noqa: E501
PUMPS = (
    "a", "A", " ", "7", ",", ".", '"', "“", "'", "’", "-", "—", "(", ")", "[", "<", "\n", "\t", "\r\n", "_", "é",
    "\u0301", "٣", "\u200b", "\u00a0", "a ", "A ", "Aa ", "7 ", "7,", "7.", "7-", "1,000 ", "a-", "a.", "A.", "a'", "\n ",
    " \n", "( ", "()", "((", "“a", "”", "and ", "of ", "the ", "Mr ", "May ", "3 May ", "on 12 May 2021, ",
    "in Karachi, ", "20 killed ", "between 20 and ", "https://a.b/", "a@b.", "Khan Ali ", "&amp;", "it's ", "20-year-old ",
    "St. ", "Mr. A. ", "a\n\n", ", and ", "<meta ", "''", "``", "$1.5m ",
)  # fmt: skip
