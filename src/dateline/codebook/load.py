"""Reading ``project.toml``: checked key by key, every problem of the file told at once."""

from __future__ import annotations

import codecs
import os
import tomllib
from pathlib import Path
from typing import Any

from dateline.codebook.lines import key_lines
from dateline.codebook.problems import Problems
from dateline.codebook.rules import Codebook
from dateline.codebook.tables import read_codebook
from dateline.errors import CodebookError

# A thousand organisations take 200 kB; more than this is no list that people wrote.
MAX_BYTES = 2_000_000


def load_codebook(path: str | os.PathLike[str]) -> Codebook:
    """The codebook in a ``project.toml`` (docs/reference/codebook.md says what it may hold).

    Args:
        path: The file, whatever its name; it is never looked for.

    Raises:
        CodebookError: The file cannot be read, is no TOML, or holds what a codebook cannot; the
            message tells every problem with its place.
    """
    name = os.fspath(path)
    return parse_codebook(_text_of(Path(name), name), name)


def parse_codebook(text: str, source: str = "the codebook") -> Codebook:
    """The codebook in a TOML text; ``source`` is what errors call it.

    Raises:
        CodebookError: As ``load_codebook``.
    """
    data = _parsed(text.removeprefix("\ufeff"), source)
    problems = Problems(key_lines(text))
    codebook = read_codebook(data, problems)
    problems.raise_any(source)
    return codebook


def _text_of(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CodebookError(name, (f"cannot be read: {reason}",)) from None
    if len(content) > MAX_BYTES:
        raise CodebookError(name, (f"has more than {MAX_BYTES:,} bytes; a codebook has fewer",))
    # PowerShell's "dateline codebook --example > project.toml" writes UTF-16, and says so in the first bytes.
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CodebookError(name, (f"line {line}: is not UTF-8; save the file as UTF-8",)) from None


def _parsed(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(source, (f"is no TOML: {error}",)) from None
    except (RecursionError, ValueError) as error:
        # Brackets in brackets without end; a number of thousands of digits.
        raise CodebookError(source, (f"cannot be read as TOML: {error}",)) from None
