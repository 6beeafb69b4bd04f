"""Others' words made fit to be shown: in a terminal, on a page, in a message."""

from __future__ import annotations

import unicodedata

# What turns the direction of the words after it (Unicode Bidirectional Algorithm, UAX #9): with it a text
# can show other words than it holds. The marks for single signs (U+200E, U+200F) turn nothing else.
_OVERRIDES = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def legible(words: str, keep: str = "\n\t") -> str:
    r"""Words with a replacement sign for each control character, half of a pair and direction override.

    Joiners stay: emoji and Persian need them. For what is shown alone; evidence quotes the text as it is.

    Args:
        words: Anything that came from outside.
        keep: Control characters that may stay.

    >>> legible("title\x1b[2J"), legible("two\nlines", keep="")
    ('title\ufffd[2J', 'two\ufffdlines')
    """
    if words.isprintable():
        return words
    return "".join(c if c in keep or _harmless(c) else "\ufffd" for c in words.replace("\r\n", "\n"))


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _OVERRIDES
