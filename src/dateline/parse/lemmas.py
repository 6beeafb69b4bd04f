"""The model's lemmas, remembered: spaCy asks each base form anew what it is, and sets words one at a time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc, Token

_MOST_KNOWN: Final = 1 << 16  # words that are remembered; hostile text must not fill the memory


class LemmaTable:
    """Stands in for an ``EnglishLemmatizer``, by ``take``."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], int] = {}
        self._base_forms: dict[tuple[int, int], bool] = {}

    def take(self, lemmatizer: EnglishLemmatizer) -> None:
        """Give the lemmas of this one, which ``can_take`` found fit."""
        self._lemmatizer = lemmatizer

    def __call__(self, doc: Doc) -> Doc:
        """Give each token that has none its lemma."""
        if not len(doc):
            return doc
        if len(self._known) + len(doc) > _MOST_KNOWN:
            self._known.clear()
        lemmas = [
            lemma or self._known.get((word, pos, morph)) or self._learn((word, pos, morph), doc[i])
            for i, (word, pos, morph, lemma) in enumerate(doc.to_array([ORTH, POS, MORPH, LEMMA]).tolist())
        ]
        return doc.from_array([LEMMA], np.array(lemmas, dtype="uint64"))

    def _learn(self, key: tuple[int, int, int], token: Token) -> int:
        if self._is_base_form(key[1:], token):
            lemma: int = token.lower
        else:
            lemma = token.vocab.strings.add(self._lemmatizer.rule_lemmatize(token)[0])
        self._known[key] = lemma
        return lemma

    def _is_base_form(self, key: tuple[int, int], token: Token) -> bool:
        known = self._base_forms.get(key)
        if known is None:
            known = self._base_forms[key] = self._lemmatizer.is_base_form(token)
        return known


def can_take(pipe: Any) -> bool:
    """Whether it is a lemmatizer whose lemmas hang on word, part of speech and morphology alone."""
    return type(pipe) is EnglishLemmatizer and pipe.mode == "rule" and not pipe.overwrite


@Language.factory("dateline_lemmas", assigns=["token.lemma"])  # type: ignore[untyped-decorator]
def _lemma_table(nlp: Language, name: str) -> LemmaTable:
    return LemmaTable()
