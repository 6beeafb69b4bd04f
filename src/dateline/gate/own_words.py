"""A team's own words for events, which the gate's list and model have never seen."""

from __future__ import annotations

from dataclasses import dataclass

import ahocorasick_rs

from dateline.codebook import OwnForm
from dateline.codebook.inflect import as_written, own_sequences
from dateline.codebook.phrases import Phrasebook
from dateline.gate.words import fold


@dataclass(frozen=True, slots=True)
class _Meaning:
    plain: str
    sure: bool


class OwnWords:
    """Finds a team's words and says them in words that the gate's model knows.

    >>> words = OwnWords((OwnForm(name="padyatra", is_a="march", words=("padyatra",)),))
    >>> words.plain("The padyatra began.")
    ('The march began.', True)
    """

    def __init__(self, forms: tuple[OwnForm, ...]) -> None:
        pairs = [
            (as_written(sequence), form) for form in forms for _, sequence in sorted(own_sequences(form))
        ]
        self.words = tuple(dict.fromkeys(words for words, _ in pairs))
        self._first = ahocorasick_rs.AhoCorasick([fold(words) for words in self.words])
        self._book = Phrasebook(
            [(words, _Meaning(form.is_a.replace("_", " "), form.sure)) for words, form in pairs]
        )

    def plain(self, text: str) -> tuple[str, bool]:
        """The text with each own word put as its form, and whether one of them is sure."""
        if not self._first.find_matches_as_indexes(fold(text)):
            return text, False  # as most articles; the words themselves are looked for at leisure
        parts, at, sure = list[str](), 0, False
        for match in self._book.find(text):
            parts += [text[at : match.start], match.value.plain]
            at, sure = match.end, sure or match.value.sure
        return "".join([*parts, text[at:]]), sure
