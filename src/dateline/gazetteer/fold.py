"""Names folded to one form, so that "St. John's" and "Saint Johns" meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ə": "e",
    "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", ".": "",
})  # fmt: skip
_BREAK = re.compile(r"[^\w]+")
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The name in lower case, without accents, apostrophes, stops or a leading "the"; words one space apart.

    >>> fold("St. John’s"), fold("São Paulo"), fold("The Hague"), fold("U.S.")
    ('saint johns', 'sao paulo', 'hague', 'us')
    """
    return fold_once(name)


def fold_once(name: str) -> str:
    """``fold`` without keeping the answer: for the many names of a build."""
    plain = name.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    words = _BREAK.sub(" ", plain.translate(_PLAIN)).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if len(words) > 1 and words[0] in _LONG:
        words[0] = _LONG[words[0]]
    return " ".join(words)
