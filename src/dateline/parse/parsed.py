"""Parsed: an article with its tokens, every one at its place in the untouched text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.attrs import IDX, LEMMA, LOWER, POS
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.parse.tags import NoTags, Tags
from dateline.records import Article, Heading, Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article, its spaCy Doc and its heading.

    ``doc.text == article.text``: a token's ``idx`` is its offset in code points. ``sentences`` are
    the Doc's sentences in order; none crosses a line end of the text. ``tags`` say how likely words are
    those of a trigger, an actor, an issue and so on. ``lower``, ``lemmas`` and ``pos`` are of each token its
    words and its lemma in lower case and its part of speech: whoever goes through a whole article reads
    these, for asking spaCy token by token takes many times as long.
    """

    article: Article
    doc: Doc
    heading: Heading | None = None
    tags: Tags = field(default_factory=NoTags, repr=False)
    sentences: tuple[Tokens, ...] = field(init=False)
    lower: tuple[str, ...] = field(init=False, repr=False)
    lemmas: tuple[str, ...] = field(init=False, repr=False)
    pos: tuple[str, ...] = field(init=False, repr=False)
    _sentence_starts: tuple[int, ...] = field(init=False, repr=False)
    _token_starts: tuple[int, ...] = field(init=False, repr=False)
    _entities: dict[int, list[Tokens]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sentences = tuple(self.doc.sents)
        object.__setattr__(self, "sentences", sentences)
        object.__setattr__(self, "_sentence_starts", tuple(s.start for s in sentences))
        object.__setattr__(self, "_token_starts", tuple(self.doc.to_array(IDX).tolist()))
        object.__setattr__(self, "lower", _column(self.doc, LOWER))
        object.__setattr__(self, "lemmas", _column(self.doc, LEMMA, str.lower))
        object.__setattr__(self, "pos", _column(self.doc, POS))
        object.__setattr__(self, "_entities", self._by_sentence())

    def _by_sentence(self) -> dict[int, list[Tokens]]:
        table: dict[int, list[Tokens]] = {}
        for entity in self.doc.ents:
            number = self.sentence_of(entity.start)
            if entity.end <= self.sentences[number].end:
                table.setdefault(number, []).append(entity)
        return table

    @property
    def text(self) -> str:
        """The article's text."""
        # Not doc.text: spaCy joins that anew at every call, the whole article's length each time.
        return self.article.text or ""

    def words(self, tokens: Tokens) -> Span:
        """The span of a run of tokens, without white space at its ends."""
        return self.span(tokens.start_char, tokens.end_char)

    def token(self, token: Token) -> Span:
        """The span of one token."""
        return self.span(token.idx, token.idx + len(token))

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``, without white space at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span.of(text, start, end)

    def sentence_of(self, token_index: int) -> int:
        """Number (from 0) of the sentence that holds token ``token_index``."""
        return bisect_right(self._sentence_starts, token_index) - 1

    def entities_of(self, sentence: int) -> Sequence[Tokens]:
        """The model's named entities in sentence number ``sentence``, in order."""
        # Not Span.ents: that goes through the entities of the whole article each time.
        return self._entities.get(sentence, ())

    def token_at(self, offset: int) -> int:
        """Index of the token that holds, or comes last before, character ``offset``."""
        return max(0, bisect_right(self._token_starts, offset) - 1)

    def tokens_of(self, span: Span) -> Tokens:
        """The tokens that a span of the text touches."""
        return self.doc[self.token_at(span.start) : self.token_at(span.end - 1) + 1]


def _column(doc: Doc, attribute: int, read: Callable[[str], str] = str) -> tuple[str, ...]:
    """One attribute of every token; each string is looked up once."""
    keys = doc.to_array(attribute).tolist()
    values = {key: read(doc.vocab.strings[key]) for key in set(keys)}
    return tuple(map(values.__getitem__, keys))
