"""Ids of values: the same for the same words of the same article, whatever rules chose them."""

from __future__ import annotations

import hashlib


def value_id(article_id: str, field: str, start: int, end: int) -> str:
    """The id of the value of ``field`` that rests on ``text[start:end]`` of an article: 16 hex digits.

    >>> value_id("a1", "size", 10, 15) == value_id("a1", "size", 10, 15)
    True
    """
    key = "\x1f".join((article_id, field, str(start), str(end)))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
