"""What is cut out of an export: one article with its header fields, or why none could be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# A line that ends before this column may have been broken by the export and not by the writer;
# LexisNexis breaks at 80.
_WRAPPED_WITHIN = 100
_ENDED = re.compile(r"[.!?:;\"'”’)]\s*\Z")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One article of an export as it was cut out, its values in the words of the export.

    ``at`` is the line (from 0) on which it begins. ``fault`` says why it gives no text.
    """

    at: int = 0
    title: str | None = None
    source: str | None = None
    published: str | None = None
    byline: str | None = None
    section: str | None = None
    id: str | None = None
    url: str | None = None
    language: str | None = None
    paragraphs: tuple[str, ...] = ()
    fault: str | None = None


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them: a form feed ends none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def tidy(words: str) -> str | None:
    """Words of a header field with single spaces, None for none."""
    return _SPACES.sub(" ", words).strip() or None


def blocks(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Runs of numbered lines that are not blank."""
    run: list[tuple[int, str]] = []
    for at, line in lines:
        if line.strip():
            run.append((at, line.strip()))
        elif run:
            yield run
            run = []
    if run:
        yield run


def paragraphs(lines: Sequence[str], *, wrapped: bool) -> tuple[str, ...]:
    """The paragraphs of a body, each on one line.

    In a text export lines are broken at a fixed width and paragraphs stand apart by blank lines; a line
    end within a sentence would end the sentence. Where lines are longer than any such width, or stand
    without blank lines and end like sentences, each is a paragraph.
    """
    filled = [line.strip() for line in lines if line.strip()]
    if not wrapped or any(len(line) > _WRAPPED_WITHIN for line in filled) or _stand_alone(lines, filled):
        return tuple(filled)
    numbered = enumerate(lines)
    return tuple(" ".join(line for _, line in run) for run in blocks(numbered))


def _stand_alone(lines: Sequence[str], filled: list[str]) -> bool:
    inner = "\n".join(line.strip() for line in lines).strip().split("\n")
    ended = sum(bool(_ENDED.search(line[-3:])) for line in filled)
    return "" not in inner and 2 * ended > len(filled)
