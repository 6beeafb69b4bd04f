"""Candidate: a cue with the words that it may attribute, before it is known whether it does."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.statement.clauses import Range


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a statement.

    Attributes:
        pattern: How cue and content hang together: "clause", "object", "quote after", ...
        head: The cue's main word; for a cue that is a mark (":"), that mark.
        cue: Runs of tokens.
        source: Run of tokens at the cue, None where the sentence names no source.
        subject: Head of the source.
        content: Runs of characters.
        extra: What else the weights may look at: a preposition, an object's word.
    """

    pattern: str
    head: Token
    cue: tuple[Range, ...]
    source: Range | None
    subject: Token | None
    content: tuple[Range, ...]
    extra: tuple[str, ...] = ()
