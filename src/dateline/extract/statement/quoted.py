"""Candidates from quotation marks: quotations with the verbs near them, and the speech that goes on after.

The parser often breaks a sentence at a quotation, so these rest on what stands next to the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import MAX_SENTENCE, SUBJECTS, Range, Subject, Syntax, standing
from dateline.extract.statement.quotes import Quote, find_quotes, paragraphs
from dateline.extract.statement.run_on import run_on
from dateline.parse import Parsed

_REACH = 22  # tokens from a quotation's end to the last verb that may be its cue
_MAX_VERBS = 3
_TELLER = 40  # tokens from a cue without a subject back to who spoke before
_SAYING = frozenset(
    "say tell add ask argue claim state write tweet note explain declare insist warn admit announce reply "
    "answer respond shout call predict suggest assert continue joke remark comment describe stress".split()
)
_MAX_RUNS = 40  # quotations of one statement
# The dash between a quotation and who signs it.
_SIGNED = re.compile(r"\s{0,4}(—|–|―|--?|~)[^\S\n]{0,3}(?=\S)")
_SIGNATURE = 8  # tokens of a name behind a dash, at most
_STOPS = frozenset(".!?;")
_ENDS = frozenset(".!?")
_NAMES = frozenset({"PROPN", "PRON", "NOUN"})


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation with its tokens and its paragraph.

    ``first`` and ``last`` are the tokens before the opening and after the closing mark; they may lie
    outside the text.
    """

    quote: Quote
    first: int
    last: int
    paragraph: Range


def find_speech(parsed: Parsed, quotes: tuple[Quote, ...] | None = None) -> tuple[Speech, ...]:
    """The quotations of an article with their tokens and paragraphs, in order."""
    text = parsed.text
    found = []
    blocks = iter(paragraphs(text))
    block = next(blocks, (0, 0))
    for quote in find_quotes(text) if quotes is None else quotes:
        while block[1] <= quote.start:
            block = next(blocks)
        first = parsed.token_at(quote.start)
        last = parsed.token_at(quote.end - 1) + 1
        found.append(Speech(quote, first - 1, last, block))
    return tuple(found)


def quote_candidates(syntax: Syntax, speech: tuple[Speech, ...]) -> Iterator[Candidate]:
    """Every quotation with every verb near it that may be its cue."""
    quotes = tuple(s.quote for s in speech)
    follows = run_on(syntax.parsed.text, quotes, tuple(s.paragraph for s in speech))
    reader = _Reader(syntax.parsed, syntax, speech, follows)
    for k in range(len(speech)):
        yield from reader.cue_after(k)
        yield from reader.cue_before(k)
        yield from reader.colon(k)
        yield from reader.signed(k)


@dataclass(frozen=True, slots=True)
class _Reader:
    """The quotations of one article, and which of them takes up which."""

    parsed: Parsed
    syntax: Syntax
    speech: tuple[Speech, ...]
    run_on: dict[int, int]

    def cue_after(self, k: int) -> Iterator[Candidate]:
        """“…,” he said"""
        one, doc = self.speech[k], self.parsed.doc
        if not one.quote.closed or one.last >= len(doc) or self._sentence_ends(one):
            return
        limit = self.speech[k + 1].first + 1 if k + 1 < len(self.speech) else len(doc)
        seen = 0
        for i in range(one.last, min(limit, one.last + _REACH, len(doc))):
            token = doc[i]
            if token.text in _STOPS or (token.is_space and "\n" in token.text) or seen == _MAX_VERBS:
                return
            if (token.pos_ == "VERB" or token.tag_ in ("VBD", "VBZ")) and self._readable(i):
                yield from self._quoted("quote after", token, k, i - one.last)
                seen += 1

    def _readable(self, i: int) -> bool:
        return len(self.parsed.sentences[self.parsed.sentence_of(i)]) <= MAX_SENTENCE

    def _sentence_ends(self, one: Speech) -> bool:
        """Whether a new sentence begins after the quotation: “….” He, but not “…?” he."""
        quote, following = one.quote, self.parsed.doc[one.last]
        ends = self.parsed.text[quote.inner_start : quote.inner_end].rstrip().endswith((".", "!", "?"))
        return ends and following.text[:1].isupper() and following.pos_ != "PROPN"

    def cue_before(self, k: int) -> Iterator[Candidate]:
        """He said: “…”"""
        one, doc = self.speech[k], self.parsed.doc
        limit = self.speech[k - 1].last if k else 0
        seen = 0
        for i in range(one.first, max(limit - 1, one.first - _REACH, -1), -1):
            token = doc[i]
            breaks = token.is_space and "\n" in token.text and i < one.first - 1
            if token.text in _STOPS or breaks or seen == _MAX_VERBS:
                return
            if token.pos_ == "VERB" and self._readable(i):
                yield from self._quoted("quote before", token, k, one.first - i)
                seen += 1

    def colon(self, k: int) -> Iterator[Candidate]:
        """Name: “…”"""
        doc, i = self.parsed.doc, self.speech[k].first
        while i > 0 and doc[i].is_space:
            i -= 1
        if i < 1 or doc[i].text != ":":
            return
        start = i - 1
        while (
            start > 0 and i - start < 10 and doc[start - 1].text not in _STOPS and not doc[start - 1].is_space
        ):
            start -= 1
        source = self.syntax.trim(start, i)
        words = doc[source[0] : source[1]]
        head = next((t for t in words if t.pos_ in ("PROPN", "NOUN")), None)
        if head is None or any(t.pos_ == "VERB" for t in words):
            return
        if content := self._contents(k):
            yield Candidate("colon", doc[i], ((i, i + 1),), source, head, content, ("quoted",))

    def signed(self, k: int) -> Iterator[Candidate]:
        """“…” — Name, as papers print what readers and passers-by said"""
        one, doc = self.speech[k], self.parsed.doc
        dash = _SIGNED.match(self.parsed.text, one.quote.end)
        if not one.quote.closed or dash is None:
            return
        # The mark may be one token with the dash, and blanks may follow it.
        i, first = self.parsed.token_at(dash.start(1)), self.parsed.token_at(dash.end())
        end = first
        while (
            end < len(doc)
            and end - first < _SIGNATURE
            and not doc[end].is_space
            and doc[end].text not in ",;.("
        ):
            end += 1
        head = next((t for t in reversed(doc[first:end]) if t.pos_ == "PROPN"), None)
        if head is None or first == i or any(t.pos_ in ("VERB", "AUX") for t in doc[first:end]):
            return
        whole = end >= len(doc) or doc[end].is_space or self._line_ends(end)
        extra = (f"whole={whole}", f"words={min(end - first, 5)}", f"person={head.ent_type_}")
        content = self._contents(k) or ((one.quote.inner_start, one.quote.inner_end),)
        yield Candidate("signed", doc[i], ((i, i + 1),), (first, end), head, content, extra)

    def _line_ends(self, i: int) -> bool:
        """Whether nothing but a mark stands between a token and the end of its line."""
        doc = self.parsed.doc
        return i + 1 >= len(doc) or doc[i + 1].is_space

    def _contents(self, k: int) -> tuple[Range, ...]:
        """The quotation and those that take it up, each without its marks."""
        runs: list[Range] = []
        at: int | None = k
        while at is not None and len(runs) < _MAX_RUNS:
            quote = self.speech[at].quote
            if self.parsed.text[quote.inner_start : quote.inner_end].strip():
                runs.append((quote.inner_start, quote.inner_end))
            at = self.run_on.get(at)
        return tuple(runs)

    def _quoted(self, pattern: str, verb: Token, k: int, distance: int) -> Iterator[Candidate]:
        """The quotation with a verb near it, once for each who may be the speaker."""
        one, text = self.speech[k].quote, self.parsed.text
        words = len(text[one.inner_start : one.inner_end].split())
        mark = text[max(0, one.start - 2) : one.start].strip()[-1:]
        extra = (
            f"far={min(distance, 8)}",
            f"words={words if words < 4 else 4 + min(words // 8, 3)}",
            f"mark={mark if mark in ',:.' else 'word'}",
            f"upper={text[one.inner_start].isupper()}",
            f"ends={text[one.inner_end - 1] if text[one.inner_end - 1] in ',.?!' else 'word'}",
        )
        content = self._contents(k) or ((one.inner_start, one.inner_end),)
        cue = ((verb.i, verb.i + 1),)
        sources: set[Range | None] = set()
        for subject, how in _speakers_near(self.syntax, verb.i, self.speech[k]):
            source = _clip(self.syntax, self.syntax.phrase(subject.head), self.speech[k]) if subject else None
            if source in sources:
                continue
            sources.add(source)
            head = verb.doc[subject.head] if subject and source else None
            notes = (*extra, f"how={how}", *standing(subject, verb.i))
            yield Candidate(pattern, verb, cue, source, head, content, notes)


def _clip(syntax: Syntax, source: Range, one: Speech) -> Range | None:
    """A source may not run into the quotation."""
    start, end = source
    if start <= one.first < end and end > one.first + 1:
        end = one.first + 1
    if start < one.last <= end and start > one.first:
        start = one.last
    return syntax.trim(start, end) if start < end else None


def _speakers_near(syntax: Syntax, verb: int, one: Speech) -> Iterator[tuple[Subject | None, str]]:
    """Who may be the speaker, and how that is known: the verb's subject outside the quotation, the name
    before or after the verb, or nobody who is named.
    """
    subject = syntax.subject_of(verb)
    if subject is not None and not one.first < subject.head < one.last:
        yield subject, "subject"
    if subject is None or not subject.own:
        teller = _teller_before(syntax, verb, one)
        if teller is not None:
            yield Subject(teller, own=False), "teller"
    before = range(verb - 1, max(one.last, verb - 6) - 1, -1)
    after = range(verb + 1, min(len(syntax.text), verb + 6))
    for side, reach in (("before", before), ("after", after)):
        for i in reach:
            # "…," Ada Obi, a docker, said: the comma at the verb closes an apposition.
            if i == verb - 1 and syntax.text[i] == ",":
                continue
            if one.first < i < one.last or syntax.punct[i]:
                break
            if syntax.pos[i] in _NAMES and syntax.dep[i] != "compound":
                yield Subject(i, own=True), side
                break
    yield None, "none"


def _teller_before(syntax: Syntax, verb: int, one: Speech) -> int | None:
    """Who spoke last before a cue that has no subject of its own: “…,” she said, adding: “…”."""
    for i in range(verb - 1, max(-1, verb - _TELLER), -1):
        if one.first < i < one.last or syntax.text[i] in _ENDS or "\n" in syntax.text[i]:
            return None
        if syntax.dep[i] in SUBJECTS and syntax.pos[i] in _NAMES and syntax.lemma[syntax.head[i]] in _SAYING:
            return i
    return None


def line_candidates(parsed: Parsed) -> Iterator[Candidate]:
    """A line that opens with a name and a colon: an interview's turn, a headline's speaker."""
    doc = parsed.doc
    for start, end in paragraphs(parsed.text):
        first = parsed.token_at(start)
        for i in range(first, min(first + 9, len(doc))):
            token = doc[i]
            if token.idx >= end or token.text in ".!?,;" or token.pos_ == "VERB":
                break
            if token.text == ":" and i > first and parsed.text[token.idx + 1 : end].strip():
                yield from _line(parsed, first, i, end)
                break


def _line(parsed: Parsed, first: int, colon: int, end: int) -> Iterator[Candidate]:
    doc = parsed.doc
    head = next((t for t in reversed(doc[first:colon]) if t.pos_ == "PROPN"), None)
    if head is None:
        return
    start = doc[colon].idx + 1
    while parsed.text[start].isspace():
        start += 1
    extra = (
        f"caps={doc[first:colon].text.isupper()}",
        f"words={min(colon - first, 5)}",
        f"person={head.ent_type_}",
        f"first={first == 0}",
    )
    yield Candidate("line", doc[colon], ((colon, colon + 1),), (first, colon), head, ((start, end),), extra)
