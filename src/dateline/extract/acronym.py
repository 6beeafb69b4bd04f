"""Names that spell out the acronym behind them: "Muttahida Qaumi Movement Pakistan (MQM-P)"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

_SMALL_WORDS = frozenset("of the for and in de del la du des di e y und der & on to".split())
_MAX_BRACKET_TOKENS = 5
_MIN_LETTERS = 2


def spelled_out(doc: Doc, words: Sequence[str]) -> list[tuple[int, int]]:
    """Token ranges of the names whose initials are the letters in brackets behind them, in order.

    ``words`` are the words of the tokens.
    """
    found = []
    for at, word in enumerate(words):
        if word == "(" and (letters := _letters(doc, at + 1)):
            start = _start(words, at, letters)
            if start is not None:
                found.append((start, at))
    return found


def _letters(doc: Doc, at: int) -> str:
    """The capitals between an opening and a closing bracket, "" where it holds no acronym."""
    text = ""
    for token in doc[at : at + _MAX_BRACKET_TOKENS + 1]:
        if token.text == ")":
            letters = "".join(c for c in text if c.isalpha())
            return letters if len(letters) >= _MIN_LETTERS and letters.isupper() else ""
        text += token.text_with_ws
    return ""


def _start(words: Sequence[str], end: int, letters: str) -> int | None:
    """Walk back from the bracket, a word for a letter; small words between may be skipped."""
    left, i = list(letters), end - 1
    while left and i >= 0:
        word = words[i]
        if word[:1].isupper() and word[:1] == left[-1]:
            left.pop()
        elif word.lower() not in _SMALL_WORDS and word != "-":
            return None
        if not left:
            return i
        i -= 1
    return None
