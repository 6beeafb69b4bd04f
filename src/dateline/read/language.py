"""In which language a text is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.read.identifier import Identifier

# The start of a text tells its language; the rest would only cost time.
_CHARACTERS_READ = 3000
# English is what is read, so another language must be sure: short, capitalised or name-heavy
# English is often taken for another language, at low probability (tests/read/test_language.py).
_MIN_PROBABILITY = 0.65
_NO_LANGUAGE = ("zxx", "und")  # figures, tables, nothing the model knows


@cache
def _identifier() -> Identifier:
    from py3langid.langid import MODEL_FILE

    from dateline.read.identifier import Identifier

    identifier: Identifier = Identifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def load_languages() -> None:
    """Load now what tells languages apart (half a second), which the first text would otherwise wait for."""
    _identifier()


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of a text; ``en`` where no other is likely.

    >>> detect_language("THOUSANDS MARCH IN CAIRO")
    'en'
    """
    start = text[:_CHARACTERS_READ]
    if not any(character.isalpha() for character in start):
        return "en"
    # Capitals mislead the model, which learned from running text.
    language, probability = _identifier().classify(start.lower())
    sure = probability >= _MIN_PROBABILITY and language not in _NO_LANGUAGE
    return str(language) if sure else "en"
