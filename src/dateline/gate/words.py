"""The gate's first step: does an article hold any word that reports of protests use?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

import ahocorasick_rs

from dateline.gate.verdict import Verdict

NO_WORD = "no protest word"
# Two different weak words (crowd, banner) stand in for one strong word (protest, strike).
_WEAK_WORDS_NEEDED = 2
# "on 3 March", "March 2012", "since last March": the month, not a march.
_MONTH_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|since|until|till|by|last|next|this|late|early|mid|of|from|and"
    r"|january|february|monday|tuesday|wednesday|thursday|friday|saturday|sunday))[ ,-]{1,2}$"
)
_MONTH_AFTER = re.compile(r"[.,]?[ -](?:\d|of (?:19|20)\d\d|this year|last year|next year)")
_LOOK_AROUND = 16


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    group: str
    open_ended: bool


class WordGate:
    """Keeps an article that holds one strong protest word or two different weak ones.

    The list stands beside this module in ``protest_words.txt``. All words are looked for in one
    pass, in lower case, with dashes, curly apostrophes and line ends made plain.

    Args:
        own: Words of a team's codebook, each as strong as any of the list.

    >>> WordGate().judge("Workers downed tools on Monday.").keep
    True
    >>> WordGate().judge("The bank opened a branch.", "A new branch").reason
    'no protest word'
    """

    def __init__(self, own: Iterable[str] = ()) -> None:
        text = resources.files("dateline.gate").joinpath("protest_words.txt").read_text(encoding="utf-8")
        own_entries = [_Entry(fold(words), "event", open_ended=False) for words in own]
        self._entries = _read_entries(text) + own_entries
        self._automaton = ahocorasick_rs.AhoCorasick(
            [entry.words for entry in self._entries], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def judge(self, text: str, title: str | None = None) -> Verdict:
        """Whether text or title hold protest words; ``relevance`` of the verdict says nothing here."""
        keep = self._has_words(f"{title}\n{text}" if title else text)
        return Verdict(keep=keep, reason=None if keep else NO_WORD)

    def find(self, text: str) -> list[str]:
        """The entries of the list that occur in the text, in order, each as often as it occurs."""
        folded = fold(text)
        return [entry.words for entry, start, end in self._matches(folded) if _counts(folded, start, end)]

    def _has_words(self, text: str) -> bool:
        folded = fold(text)
        weak: set[str] = set()
        for entry, start, end in self._matches(folded):
            if not _counts(folded, start, end):
                continue
            if entry.group != "weak":
                return True
            weak.add(entry.words)
            if len(weak) >= _WEAK_WORDS_NEEDED:
                return True
        return False

    def _matches(self, folded: str) -> list[tuple[_Entry, int, int]]:
        found = []
        last = len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            entry = self._entries[index]
            if start and folded[start - 1].isalnum():
                continue
            if entry.open_ended or end == last or not folded[end].isalnum():
                found.append((entry, start, end))
        return found


def fold(text: str) -> str:
    """The text in lower case with plain dashes, apostrophes and spaces, for matching only.

    The list is plain English, so accents need no folding; offsets may differ from the text's.
    """
    folded = text.lower()
    if not folded.isascii():
        for fancy, plain in _PLAIN:
            folded = folded.replace(fancy, plain)
    return folded.replace("\n", " ")


_PLAIN = (("\u2010", "-"), ("\u2011", "-"), ("\u2013", "-"), ("\u2019", "'"), ("\u00a0", " "), ("\u00ad", ""))


def _counts(folded: str, start: int, end: int) -> bool:
    if folded[start:end] != "march":
        return True
    before = folded[max(0, start - _LOOK_AROUND) : start]
    return not (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(folded, end))


def _read_entries(text: str) -> list[_Entry]:
    entries = []
    group = ""
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("group:"):
            group = words.removeprefix("group:").strip()
        elif words and not words.startswith("#"):
            entries.append(_Entry(words.rstrip("*"), group, words.endswith("*")))
    return entries
