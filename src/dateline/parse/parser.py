"""Parser: the language model, loaded once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import BrokenContract
from dateline.parse.model import check_weights, model_name, shipped_model
from dateline.parse.parsed import Parsed
from dateline.records import Article, Heading


class Parser:
    """Gives sentences, tokens, dependencies and names.

    Args:
        model: Folder of a spaCy model to use in place of the one that ships; en_core_web_md, lg
            and trf of spaCy 3.8 have the parts that are read.

    Raises:
        ModelError: No model is there, or the shipped weights are not the pinned ones.
    """

    def __init__(self, model: Path | None = None) -> None:
        self.name = model_name(model)
        self._nlp = _load(model)

    def parse(self, article: Article, heading: Heading | None = None) -> Parsed:
        """The article's tokens and sentences.

        Raises:
            BrokenContract: The model changed the text; offsets would be wrong.
        """
        return _checked(article, self._nlp(article.text or ""), heading)

    def parse_many(
        self, articles: Iterable[tuple[Article, Heading | None]], batch_size: int = 16
    ) -> Iterator[Parsed]:
        """``parse`` over many articles, in order and in batches, which is faster."""
        pairs = ((article.text or "", (article, heading)) for article, heading in articles)
        for doc, (article, heading) in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield _checked(article, doc, heading)


def _checked(article: Article, doc: Doc, heading: Heading | None) -> Parsed:
    if doc.text != article.text:
        raise BrokenContract(f"the parser changed the text of {article.id!r}")
    return Parsed(article, doc, heading)


def _load(model: Path | None) -> Language:
    path = model or shipped_model()
    if model is None:
        check_weights(path)
    nlp = spacy.load(path)
    nlp.max_length = 10**9  # the cap on an article's length is a setting of ours, checked before
    nlp.add_pipe("dateline_lines", before="parser" if "parser" in nlp.pipe_names else None)
    return nlp


@Language.component("dateline_lines", assigns=["token.is_sent_start"])  # type: ignore[untyped-decorator]
def _sentences_end_at_line_ends(doc: Doc) -> Doc:
    # The parser alone runs a headline or a crosshead into the paragraph after it.
    for before, token in pairwise(doc):
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
    return doc
