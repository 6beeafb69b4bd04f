"""What is wrong in a codebook, gathered so that a file is mended once and not error by error."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.codebook.lines import Path, line_of
from dateline.errors import CodebookError

# More than a person mends in one go; the message says how many there are besides.
_SHOWN = 50
_LONGEST_SHOWN = 80


@dataclass(slots=True)
class Problems:
    """The problems of one file, in the order in which they were found."""

    lines: dict[Path, int]
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, path: Path, words: str) -> None:
        """Note what is wrong at ``path``, and what would do."""
        line = line_of(path, self.lines)
        where = f"line {line}, {named(path)}" if line else named(path)
        if (found := (line or 0, f"{where}: {words}")) not in self.found:
            self.found.append(found)

    def raise_any(self, source: str) -> None:
        """Raise one error that tells all problems, in the order of the file.

        Raises:
            CodebookError: There are some.
        """
        if self.found:
            told = [words for _, words in sorted(self.found, key=lambda pair: pair[0])]
            more = [f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
            raise CodebookError(source, (*told[:_SHOWN], *more))


def named(path: Path) -> str:
    """A place in the file as its writer knows it.

    >>> named(("organisations", 2, "kind"))
    '[[organisations]] number 3, kind'
    """
    if not path:
        return "the file"
    if len(path) > 1 and isinstance(path[1], int):
        return ", ".join([f"[[{path[0]}]] number {path[1] + 1}", *map(_quoted, path[2:])])
    if path[0] in ("forms", "topics") and len(path) > 1:
        return ", ".join([f"[{path[0]}.{_quoted(path[1])}]", *map(_quoted, path[2:])])
    if len(path) == 1:
        return _quoted(path[0])
    return ", ".join([f"[{path[0]}]", *map(_quoted, path[1:])])


def _quoted(key: str | int) -> str:
    text = str(key)
    return text if text.replace("_", "").replace("-", "").isalnum() else shown(text)


def shown(value: object) -> str:
    """A value as a message shows it: on one line, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def meant(word: str, known: Iterable[str]) -> str:
    """The question whether a known word was meant, for a word that is nearly one; else "".

    >>> meant("strikse", ["strikes", "online"])
    "; did you mean 'strikes'?"
    """
    folded = {k.lower().replace("_", " "): k for k in known}
    near = difflib.get_close_matches(word[:60].lower().replace("_", " ").replace("-", " "), folded, n=1)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""
