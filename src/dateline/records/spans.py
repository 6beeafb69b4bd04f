"""Span: the words of an article that a value rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NewType

from dateline.errors import BrokenContract

ArticleId = NewType("ArticleId", str)
MentionId = NewType("MentionId", str)

SpanPlace = Literal["text", "title"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one article: ``text[start:end] == quote``.

    Offsets count Unicode code points, end excluded. ``where`` says whether the words stand in the
    article's text (almost always) or in its title.

    >>> Span.of("thousands came", 0, 9)
    Span(start=0, end=9, quote='thousands', where='text')
    """

    start: int
    end: int
    quote: str
    where: SpanPlace = field(default="text", metadata={"key": "in", "omit": "text"})

    @classmethod
    def of(cls, text: str, start: int, end: int, where: SpanPlace = "text") -> Span:
        """The span of ``text[start:end]``.

        Raises:
            BrokenContract: The offsets lie outside the text or hold no words.
        """
        if not 0 <= start < end <= len(text):
            raise BrokenContract(f"no words at {start}:{end} of a text of {len(text)} characters")
        return cls(start, end, text[start:end], where)

    def quotes(self, text: str, title: str | None = None) -> bool:
        """Whether the span's words stand at its offsets."""
        source = (title or "") if self.where == "title" else text
        return source[self.start : self.end] == self.quote

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character of the same text."""
        return self.where == other.where and self.start < other.end and other.start < self.end
