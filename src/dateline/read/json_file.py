"""A JSON file: one object, or a list of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from dateline.errors import InputError, UnreadableInput
from dateline.read.decoding import decode
from dateline.read.entry import Entry, Unread
from dateline.read.fields import NAMES, plain_name
from dateline.read.json_lines import entry_from_value, not_json, with_note
from dateline.records import Origin
from dateline.settings import Settings

# A JSON file is held in memory as a whole; JSON lines are not.
MAX_FILE_BYTES = 250_000_000
_SPACE = re.compile(r"[ \t\r\n]*")
# Of GDELT, NewsAPI, Media Cloud, the Guardian and others, by what their answers are called.
_WRAPPERS = ("articles", "stories", "results", "docs", "data", "items", "documents", "hits")
_DECODER = json.JSONDecoder()


def read_json(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The articles of a JSON file in order; an object that is alone in its file has its path for an id."""
    try:
        text, note = _text(stream)
    except InputError as error:
        yield Unread(origin=origin, reason=str(error))
        return
    if text.startswith("[", _after_space(text, 0)):
        yield from _from_list(text, note, origin, settings)
    else:
        yield from _from_object(text, note, origin, settings)


def _text(stream: IO[bytes]) -> tuple[str, str | None]:
    raw = stream.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        raise UnreadableInput(
            f"the file has more than {MAX_FILE_BYTES:,} bytes; as JSON lines (.jsonl) it can be of any size"
        )
    if not raw.strip():
        raise UnreadableInput("the file is empty")
    return decode(raw)


def _from_object(text: str, note: str | None, origin: Origin, settings: Settings) -> Iterator[Entry]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Unread(origin=origin, reason=not_json("the file", error))
        return
    listed = _listed(value)
    if listed is None:
        yield with_note(entry_from_value(value, origin, settings, path=origin.file), note)
        return
    if not listed:
        yield Unread(origin=origin, reason="the list is empty")
    for number, one in enumerate(listed, 1):
        yield with_note(entry_from_value(one, replace(origin, number=number), settings), note)


def _listed(value: Any) -> list[Any] | None:
    """The articles of an answer that a service wraps: ``{"articles": [...]}``."""
    if isinstance(value, dict) and isinstance(inner := value.get("response"), dict):
        value = inner
    if not isinstance(value, dict) or {plain_name(str(name)) for name in value} & set(NAMES["text"]):
        return None
    lists = (inner for name in _WRAPPERS if isinstance(inner := value.get(name), list))
    return next((inner for inner in lists if not inner or isinstance(inner[0], dict)), None)


def _from_list(text: str, note: str | None, origin: Origin, settings: Settings) -> Iterator[Entry]:
    at = _after_space(text, _after_space(text, 0) + 1)
    if text[at : at + 1] == "]":
        yield Unread(origin=origin, reason="the list is empty")
        return
    line, counted = 1, 0
    while True:
        line, counted = line + text.count("\n", counted, at), at
        here = replace(origin, line=line)
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Unread(origin=here, reason=not_json("the list from here on", error))
            return
        yield with_note(entry_from_value(value, here, settings), note)
        at = _after_space(text, at)
        if text[at : at + 1] != ",":
            break
        at = _after_space(text, at + 1)
    if text[at : at + 1] != "]":
        yield Unread(origin=here, reason="the list is cut off or damaged after the object that begins here")


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
