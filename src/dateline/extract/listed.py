"""Listed: which runs of an article's words the gazetteer holds, as marks for the name tagger."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from dateline.gazetteer import Entry, Gazetteer

NOT_LISTED = "-"
_LONGEST = 4  # words of a name that is looked up
_LONGEST_IN_LOWER_CASE = 3
_SHORTEST = 3  # letters, in a text without capitals
_NOUNS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_KINDS = {"country": "C", "province": "P", "county": "D", "city": "T", "region": "R"}
_PEOPLE = (1_000, 5_000, 30_000, 200_000)


class Listed:
    """Looks runs of words up; keeps the answers of the names met last."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known = lru_cache(maxsize=32_768)(self._mark)

    def marks(self, doc: Doc, *, plain: bool) -> list[str]:
        """A mark for each token: whether the longest listed name from there on begins or goes on here.

        ``B2T4m`` is the first word of a name of several words, of a town of more than 200,000 people whose
        main name that is. ``plain`` says that the text has no capitals.
        """
        marks = [NOT_LISTED] * len(doc)
        text, at = doc.text, 0  # spaCy puts a text together anew whenever it is asked
        while at < len(doc):
            length, mark = self._longest(doc, text, at, plain=plain)
            for i in range(at, at + length):
                marks[i] = f"{'B' if i == at else 'I'}{min(length, 2)}{mark}"
            at += max(length, 1)
        return marks

    def _longest(self, doc: Doc, text: str, at: int, *, plain: bool) -> tuple[int, str]:
        if not _may_begin(doc[at], plain=plain):
            return 0, ""
        most = min(_LONGEST_IN_LOWER_CASE if plain else _LONGEST, len(doc) - at)
        for length in range(most, 0, -1):
            last = doc[at + length - 1]
            if not _may_end(last, plain=plain) or (plain and length == 1 and last.pos_ not in _NOUNS):
                continue
            words = text[doc[at].idx : last.idx + len(last)]
            if "\n" not in words and (mark := self._known(words)):
                return length, mark
        return 0, ""

    def _mark(self, words: str) -> str:
        entries = [entry for entry in self._gazetteer.lookup(words) if entry.kind != "demonym"]
        if not entries:
            return ""
        largest = max(entries, key=_people)
        people = sum(largest.population >= limit for limit in _PEOPLE)
        return f"{_KINDS[largest.kind]}{people}{'m' if any(entry.main for entry in entries) else 'a'}"


@cache
def shipped_list() -> Listed:
    """Over the gazetteer that comes with Dateline, opened once."""
    return Listed(Gazetteer.open())


def _people(entry: Entry) -> int:
    return entry.population


def _may_begin(token: Token, *, plain: bool) -> bool:
    return bool(token.is_alpha) and len(token) >= _SHORTEST if plain else token.text[:1].isupper()


def _may_end(token: Token, *, plain: bool) -> bool:
    return bool(token.is_alpha) if plain else token.text[:1].isupper()
