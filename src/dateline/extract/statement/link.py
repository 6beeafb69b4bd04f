"""Which event a statement was made at or is about."""

from __future__ import annotations

from dateline.parse import Parsed
from dateline.records import Mention, MentionId, Span, Statement


def link_statement(statement: Statement, parsed: Parsed, mentions: tuple[Mention, ...]) -> MentionId | None:
    """The event that a statement was made at or is about: one whose words stand in it or in its sentence.

    An event named in the words of the statement or beside its cue ("speaking at the rally") counts; of
    several the one nearest to the cue. None where no event is named there; a link is never guessed from
    the article's being about one event.
    """
    lines = {
        n for span in (*statement.content, *statement.cue, *statement.source) for n in _lines(span, parsed)
    }
    at = (statement.cue or statement.content)[0].start
    near = [
        (abs(trigger.start - at), mention.id)
        for mention in mentions
        for trigger in mention.trigger
        if trigger.where == "text" and lines & set(_lines(trigger, parsed))
    ]
    return min(near)[1] if near else None


def _lines(span: Span, parsed: Parsed) -> range:
    """Numbers of the sentences that a span touches."""
    tokens = parsed.tokens_of(span)
    return range(parsed.sentence_of(tokens.start), parsed.sentence_of(tokens.end - 1) + 1)
