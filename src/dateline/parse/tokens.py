"""Tokens of any text in linear time: the model's own tokenizer, kept from stretches without a space."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

# spaCy's tokenizer peels affixes off a stretch one at a time and copies the rest at each: its time grows
# with the square of the stretch. The longest word or address in news is far shorter than this.
LONGEST_STRETCH = 1_000
_LONG = re.compile(rf"\S{{{LONGEST_STRETCH},}}")


@dataclass(frozen=True, slots=True)
class BoundedTokenizer:
    """The model's tokenizer; a longer stretch without a space is cut before it is read.

    Text in which no stretch is that long is read exactly as the model's tokenizer reads it.
    """

    model: Callable[[str], Doc]
    vocab: Vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; ``doc.text == text``."""
        cuts = list(_cuts(text))
        if not cuts:
            return self.model(text)
        words, spaces = list[str](), list[bool]()
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            piece = self.model(text[start:end])
            words += [token.text for token in piece]
            spaces += [bool(token.whitespace_) for token in piece]
        return Doc(self.vocab, words=words, spaces=spaces)


def _cuts(text: str) -> Iterator[int]:
    """Where the text is cut: inside long stretches only, so that no token beside a space changes."""
    for stretch in _LONG.finditer(text):
        yield from range(stretch.start() + LONGEST_STRETCH // 2, stretch.end(), LONGEST_STRETCH // 2)
