"""One line of a log: an event and its facts, safe to send to others."""

from __future__ import annotations

import json
import re

from dateline.commands.home import home_as_tilde
from dateline.records import Origin

_REASON_CHARS = 500
_PLAIN = re.compile(r"[\w./:+,%~-]+", re.ASCII)
# What a reason quotes may be the article's words, a field's value. The end of the quotation may be cut off.
_QUOTED = re.compile(r"""(?<!\w)'(?:\\.|[^'\\])*(?:'|\\?\Z)|(?<!\w)"(?:\\.|[^"\\])*(?:"|\\?\Z)""", re.DOTALL)


def line(event: str, /, **facts: object) -> str:
    """An event and its facts as one line, whatever the facts hold; those that are None are left out.

    >>> line("article failed", line=12, id="a b", reason=None)
    'article failed line=12 id="a b"'
    """
    told = (f"{name}={_value(str(value))}" for name, value in facts.items() if value is not None)
    return " ".join((event, *told))


def where(origin: Origin) -> dict[str, object]:
    """Where an article came from, as facts of a line."""
    return {"file": origin.file or "standard input", "line": origin.line, "number": origin.number}


def unquoted(reason: str) -> str:
    """A reason without what stands in quotation marks, which may be an article's words.

    >>> unquoted("ValueError: invalid literal: 'three thousand' (date.py, line 7)")
    "ValueError: invalid literal: '…' (date.py, line 7)"
    """
    short = _QUOTED.sub("'…'", reason[: 4 * _REASON_CHARS])
    return short if len(short) <= _REASON_CHARS else f"{short[:_REASON_CHARS]}…"


def _value(words: str) -> str:
    words = home_as_tilde(words)
    if _PLAIN.fullmatch(words):
        return words
    # Names of files and ids are others' words: nothing in them may end the line or steer a terminal.
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)
    return json.dumps(shown, ensure_ascii=False)
