"""Finding statements: candidates, weighed, chosen, and written as records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from dateline.extract.statement.act import read_act
from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.choose import choose
from dateline.extract.statement.clauses import Range, Syntax
from dateline.extract.statement.patterns import syntax_candidates
from dateline.extract.statement.quoted import Speech, find_speech, line_candidates, quote_candidates
from dateline.extract.statement.quotes import Quote, quote_at
from dateline.extract.statement.speaker import Speakers, make_speakers
from dateline.extract.statement.told import Told
from dateline.extract.statement.weights import Judge
from dateline.parse import Parsed
from dateline.records import Actor, Name, Span, Statement
from dateline.records.ids import value_id
from dateline.records.lists import StatementKind

# Chosen on articles of the training part that were kept from fitting: F1 of content and source is within
# 0.005 of the best there, and more of what stands in quotation marks is found than with a higher one.
THRESHOLD = 0.3
_DIRECT = 0.8  # share of the content in quotation marks from which a statement is direct


def find_statements(parsed: Parsed, names: tuple[Name, ...] = ()) -> tuple[Statement, ...]:
    """What the article attributes to someone, said, written or thought, in the order of the text.

    Args:
        parsed: The article.
        names: Its names, to resolve speakers by; the parser's own are used where there are none.
    """
    syntax, speech = Syntax(parsed), find_speech(parsed)
    text = parsed.text
    judge = Judge(syntax, lambda: Told.of(parsed.tags), THRESHOLD)
    found = (c for c in candidates(syntax, speech) if _has_words(text, c))
    scored = [(judge.probability(c), c) for c in found]
    chosen = choose(scored, THRESHOLD)
    quotes = tuple(s.quote for s in speech)
    speakers = _speakers_of(parsed, [c for _, c in chosen], quotes, make_speakers(syntax, names, quotes))
    return tuple(
        _statement(syntax, p, c, speaker, quotes)
        for (p, c), speaker in zip(chosen, speakers, strict=True)
    )  # fmt: skip


def _has_words(text: str, candidate: Candidate) -> bool:
    # A quotation mark before a line end opens nothing that anybody said.
    return any(text[start:end].strip() for start, end in candidate.content)


def candidates(syntax: Syntax, speech: tuple[Speech, ...] | None = None) -> Iterator[Candidate]:
    """Everything in an article that may be a statement; the weights tell which are."""
    speech = find_speech(syntax.parsed) if speech is None else speech
    quotes = tuple(s.quote for s in speech)
    for candidate in chain(syntax_candidates(syntax), line_candidates(syntax.parsed)):
        content = _completed(candidate.content, quotes)
        yield candidate if content == candidate.content else replace(candidate, content=content)
    yield from quote_candidates(syntax, speech)


def _completed(content: tuple[Range, ...], quotes: tuple[Quote, ...]) -> tuple[Range, ...]:
    """A run that ends inside a quotation goes on to its end; one that is a quotation loses its marks."""
    if not quotes:
        return content
    runs: list[Range] = []
    for first, past in content:
        start, end = first, past
        last = quote_at(quotes, end - 1)
        if last is not None and start <= last.inner_start and last.closed:
            end = max(end, last.end if start < last.start else last.inner_end)
        if last is not None and last is quote_at(quotes, start):
            start, end = max(start, last.inner_start), min(end, last.inner_end)
        if start < end:
            runs.append((start, end))
    return tuple(runs) or content


def _speakers_of(
    parsed: Parsed, chosen: list[Candidate], quotes: tuple[Quote, ...], speakers: Speakers
) -> list[Actor | None]:
    """The speaker of each candidate: first those of the article's own voice, in order, then those inside
    quotations, whose "I" is the speaker of the quotation.
    """
    found: dict[int, Actor | None] = {}
    inside: list[int] = []
    for k in sorted(range(len(chosen)), key=lambda k: chosen[k].head.i):
        head = chosen[k].subject or chosen[k].head
        if chosen[k].pattern != "line" and quote_at(quotes, head.idx) is not None:
            inside.append(k)
        else:
            found[k] = speakers.resolve(chosen[k], quoted_by=None)
    spoken = sorted((run, k) for k in found for run in chosen[k].content if chosen[k].pattern in _QUOTED)
    for k in inside:
        by = _who_says(chosen[k].head.idx, spoken, found)
        found[k] = speakers.resolve(chosen[k], quoted_by=by) if by else None
    return [found[k] for k in range(len(chosen))]


_QUOTED = frozenset({"quote after", "quote before", "colon", "line", "clause", "clause before"})


def _who_says(offset: int, spoken: list[tuple[Range, int]], found: dict[int, Actor | None]) -> Actor | None:
    at = bisect_left(spoken, offset + 1, key=lambda s: s[0][0]) - 1
    return found[spoken[at][1]] if at >= 0 and offset < spoken[at][0][1] else None


def _statement(
    syntax: Syntax, confidence: float, candidate: Candidate, speaker: Actor | None, quotes: tuple[Quote, ...]
) -> Statement:
    parsed = syntax.parsed
    content = tuple(
        parsed.span(start, end) for start, end in candidate.content if parsed.text[start:end].strip()
    )
    source = (_tokens(parsed, candidate.source),) if candidate.source else ()
    name = candidate.pattern.replace(",", "").replace(" ", "_")
    return Statement(
        id=value_id(parsed.article.id, "statement", content[0].start, content[-1].end),
        kind=_kind(content, quotes),
        speaker=speaker,
        source=source,
        cue=tuple(_tokens(parsed, run) for run in candidate.cue),
        content=content,
        act=read_act(syntax, candidate),
        confidence=round(confidence, 3),
        by=f"statement.{name}/1",
    )


def _tokens(parsed: Parsed, run: Range) -> Span:
    return parsed.words(parsed.doc[run[0] : run[1]])


def _kind(content: tuple[Span, ...], quotes: tuple[Quote, ...]) -> StatementKind:
    total = sum(s.end - s.start for s in content)
    inside = 0
    for span in content:
        k = max(0, bisect_right(quotes, span.start, key=lambda q: q.start) - 1)
        while k < len(quotes) and quotes[k].start < span.end:
            inside += max(0, min(span.end, quotes[k].end) - max(span.start, quotes[k].start))
            k += 1
    if inside >= _DIRECT * total:
        return "direct"
    return "mixed" if inside else "indirect"
