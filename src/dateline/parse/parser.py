"""Parser: the language model, loaded once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from dateline.errors import ArticleTooLarge, BrokenContract, ModelError
from dateline.parse import lemmas, rules
from dateline.parse.model import check_weights, model_name, shipped_model
from dateline.parse.parsed import Parsed
from dateline.parse.tagger import Tagger
from dateline.parse.tokens import BoundedTokenizer
from dateline.records import Article, Heading

MAX_TOKENS = 50_000
"""Tokens one article may have by default: a quarter of the characters that it may have. English news has 4.3
characters a token or more; text with fewer is marks, not language. Time and memory grow with tokens."""
LONGEST_SENTENCE = 300
"""Tokens after which a sentence ends, whatever the model says: the longest in our labelled news has 121, and
what looks at a word's dependents takes time that grows with its sentence."""
_CUTS = "dateline.cuts"


class Parser:
    """Gives sentences, tokens, dependencies and names.

    Args:
        model: Folder of a spaCy model to use in place of the one that ships; en_core_web_md, lg
            and trf of spaCy 3.8 have the parts that are read.
        max_tokens: Tokens one article may have.

    Raises:
        ModelError: No model is there, or the shipped weights are not the pinned ones.
    """

    def __init__(self, model: Path | None = None, *, max_tokens: int = MAX_TOKENS) -> None:
        self.name = model_name(model)
        self.max_tokens = max_tokens
        self._nlp = _load(model)
        self._tagger = Tagger()

    def parse(self, article: Article, heading: Heading | None = None) -> Parsed:
        """The article's tokens and sentences.

        Raises:
            ArticleTooLarge: The text has more than ``max_tokens`` tokens.
            BrokenContract: The model changed the text; offsets would be wrong.
        """
        return self._checked(article, self._nlp(self._tokens(article)), heading)

    def parse_many(
        self, articles: Iterable[tuple[Article, Heading | None]], batch_size: int = 16
    ) -> Iterator[Parsed]:
        """``parse`` over many articles, in order and in batches, which is faster."""
        pairs = ((self._tokens(article), (article, heading)) for article, heading in articles)
        for doc, (article, heading) in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield self._checked(article, doc, heading)

    def _tokens(self, article: Article) -> Doc:
        doc = self._nlp.make_doc(article.text or "")
        if len(doc) > self.max_tokens:
            raise ArticleTooLarge(f"{len(doc):,} tokens; one article may have {self.max_tokens:,}")
        return doc

    def _checked(self, article: Article, doc: Doc, heading: Heading | None) -> Parsed:
        if doc.text != article.text:
            raise BrokenContract(f"the parser changed the text of {article.id!r}")
        cuts = [i for s in doc.sents for i in range(s.start, s.end, LONGEST_SENTENCE) if i > s.start]
        if cuts:
            doc = self._nlp.make_doc(doc.text)
            doc.user_data[_CUTS] = cuts
            doc = self._nlp(doc)
        return Parsed(article, doc, heading, self._tagger.tags(doc.text))


def _load(model: Path | None) -> Language:
    path = model or shipped_model()
    if model is None:
        check_weights(path)
    nlp = _read(path)
    nlp.max_length = 10**9  # the cap on an article's length is a setting of ours, checked before
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    _index_lemmas(nlp)
    _remember(nlp)
    nlp.add_pipe("dateline_lines", before="parser" if "parser" in nlp.pipe_names else None)
    return nlp


def _read(path: Path) -> Language:
    try:
        return spacy.load(path)
    except (OSError, ValueError, KeyError, ImportError) as error:
        what = str(error).split("\n", 1)[0]
        raise ModelError(
            f"the model in {path} cannot be loaded: {what}; install it again or name another with --model"
        ) from error


def _index_lemmas(nlp: Language) -> None:
    """Make the lemmatizer's lists of known words sets: it looks every form of a new word up in them."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    tables = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if tables is None or not tables.has_table("lemma_index"):
        return
    index = tables.get_table("lemma_index")
    for part_of_speech, words in list(index.items()):
        index[part_of_speech] = frozenset(words)


def _remember(nlp: Language) -> None:
    """Have tables apply the model's attribute rules and find its lemmas, where they can."""
    for name, pipe in list(nlp.pipeline):
        if type(pipe) is AttributeRuler and rules.can_take(pipe):
            nlp.replace_pipe(name, "dateline_rules").take(pipe)
        elif lemmas.can_take(pipe):
            nlp.replace_pipe(name, "dateline_lemmas").take(pipe)


@Language.component("dateline_lines", assigns=["token.is_sent_start"])  # type: ignore[untyped-decorator]
def _sentences_end_at_line_ends(doc: Doc) -> Doc:
    # The parser alone runs a headline or a crosshead into the paragraph after it.
    starts = doc.user_data.pop(_CUTS, [])
    since, ended, marked = 0, False, True
    for i, word in enumerate([token.text for token in doc]):
        if ended or i - since >= LONGEST_SENTENCE:
            starts.append(i)
            since = i
        ended = "\n" in word and word.isspace()
        if word in _FINAL:
            since = since if marked else i  # of "!!!" the first alone ends a sentence
            marked = True
        else:
            marked = False
    # Not token.is_sent_start = True: spaCy looks through the whole Doc at each.
    marks = np.zeros(len(doc), dtype="uint64")  # 0: the parser decides
    marks[starts] = 1
    return doc.from_array([SENT_START], marks)


_FINAL = frozenset(".!?")
