"""The name tagger: which words are names, and of what, by a linear model over the parser's findings.

A structured perceptron over hashed features. It reads the parser's own entity labels, and whether the
gazetteer holds the words, as evidence among other evidence, and corrects the mistakes that are systematic in
news: organisations cut before their last word, headings read as organisations, acronyms, names from
outside the parser's training. A text without capitals is read with features of its own. Trained by
``training/train_names.py``; described in docs/reference/models/names.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dateline.extract.listed import Listed
from dateline.gazetteer import country_words

LABELS = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place",
          "B-group", "I-group")  # fmt: skip
BUCKETS = 1 << 18

_FEATURE_LISTS = ("org", "title", "land", "country", "people")
_JOIN_REACH = 3
_RUN_LIMIT = 200  # tokens in one run that is tagged together
# Share of words with a capital below which a text is taken to be without: capitals say nothing in it.
_CAPITALS = 0.02
_NAME_TAGS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_OTHER_TAGS = frozenset({"VERB", "ADV", "INTJ"})
_AT_ONCE = 500  # tokens whose rows of weights are added up in one step


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of ``name_words.txt`` by their names."""
    text = (files("dateline.extract") / "name_words.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    countries, people = country_words()
    return {kind: frozenset(words.split()) for kind, words in rows} | {"country": countries, "people": people}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of tokens that is a name: ``doc[start:end]``; ``margin`` says how clear the choice was."""

    start: int
    end: int
    kind: str
    margin: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What training gives: a row of label scores per bucket, and the score of each pair of labels."""

    features: NDArray[np.float32]
    moves: NDArray[np.float32]


@cache
def shipped_weights() -> Weights:
    """The weights that come with Dateline."""
    with (files("dateline.extract") / "name_weights.npz").open("rb") as file, np.load(file) as data:
        table = np.zeros((BUCKETS, len(LABELS)), dtype=np.float32)
        table[data["rows"]] = data["values"].astype(np.float32) * float(data["scale"])
        return Weights(table, data["moves"].astype(np.float32))


def runs(doc: Doc) -> list[tuple[int, int]]:
    """Stretches of tokens that may hold names; every other token is none. No run crosses a sentence."""
    judge = _may_be_name_in_lower_case if without_capitals(doc) else _may_be_name
    may = [judge(token) for token in doc]
    _join(doc, may)
    found: list[tuple[int, int]] = []
    start = -1
    for i, yes in enumerate([*may, False]):
        ends = start >= 0 and (not yes or doc[i].is_sent_start or i - start >= _RUN_LIMIT)
        if ends:
            found.append((start, i))
            start = -1
        if yes and start < 0:
            start = i
    return found


def without_capitals(doc: Doc) -> bool:
    """Whether the text is in lower case throughout, as some feeds and transcripts are."""
    words = [token.text for token in doc if token.is_alpha]
    capitals = sum(word != word.lower() for word in words)
    return bool(capitals < _CAPITALS * len(words))


def _may_be_name(token: Token) -> bool:
    text = token.text
    return bool(token.ent_type) or text != text.lower()


def _may_be_name_in_lower_case(token: Token) -> bool:
    return (
        bool(token.ent_type)
        or token.pos_ in _NAME_TAGS
        or (token.pos_ in _OTHER_TAGS and bool(token.is_alpha and token.is_oov and not token.is_stop))
    )


def _join(doc: Doc, may: list[bool]) -> None:
    joiners = word_lists()["joiner"]
    last = -_JOIN_REACH - 2
    for i in range(len(may)):
        if not may[i]:
            continue
        between = range(last + 1, i)
        if 0 < len(between) <= _JOIN_REACH and all(doc[j].lower_ in joiners for j in between):
            for j in between:
                may[j] = True
        last = i


class Reading:
    """What features need of an article, gathered once."""

    def __init__(self, doc: Doc, listed: Listed) -> None:
        self.plain = without_capitals(doc)
        self.place = listed.marks(doc, plain=self.plain)
        self.lower = [token.lower_ for token in doc]
        self.shape = [_shape(token.text) for token in doc]
        self.tag = [token.tag_ for token in doc]
        self.ent = [f"{token.ent_iob_}{token.ent_type_}" for token in doc]
        self.kind = [token.ent_type_ for token in doc]
        self.doc = doc
        self._last = ["" for _ in doc]
        for ent in doc.ents:
            words = f"{self.lower[ent.start]}..{self.lower[ent.end - 1]}"
            for i in range(ent.start, ent.end):
                self._last[i] = words
        self._seen: dict[str, Counter[str]] = {}
        self._before: dict[str, Counter[str]] = {}
        for i, word in enumerate(self.lower):
            if self.shape[i] != "x":
                self._seen.setdefault(word, Counter())[self.kind[i] or "O"] += 1
                if i and self.shape[i - 1][:1] == "X":
                    self._before.setdefault(word, Counter())[self.kind[i - 1] or "O"] += 1
        self._plain = {word for i, word in enumerate(self.lower) if self.shape[i] == "x"}
        self._lists: dict[str, str] = {}

    def _listed(self, word: str) -> str:
        known = self._lists.get(word)
        if known is None:
            known = self._lists[word] = "".join(
                name[0] for name, words in word_lists().items() if name in _FEATURE_LISTS and word in words
            )
        return known

    def features(self, i: int) -> list[str]:
        """The features of token ``i``, as strings."""
        features = [*self._of_words(i), *self._of_places(i)]
        if not self.plain:
            return features
        # Without capitals most of what is learned from texts with them is wrong, but for the words.
        word = self.lower[i]
        own = [f"L{feature}" for feature in features]
        return [*own, f"p4={word[:4]}", f"z4={word[-4:]}", *features[:5], f"g={self.place[i]}"]

    def _of_places(self, i: int) -> list[str]:
        """What the gazetteer holds here, beside what the word is and what stands next to it."""
        n, place, ent = len(self.lower), self.place, self.ent[i]
        here, before, after = place[i], place[i - 1] if i else "<", place[i + 1] if i + 1 < n else ">"
        word_before, word_after = self.lower[i - 1] if i else "<", self.lower[i + 1] if i + 1 < n else ">"
        return [
            f"g={here}", f"ge={here} {ent}", f"gs={here[:3]} {self.shape[i]} {ent}",
            f"gn={here[:2]} {after[:2]} {before[:2]}", f"gd={here[:3]} {self.tag[i]} {self.doc[i].dep_}",
            f"gb={here} {word_before}", f"ga={here[:3]} {word_after}",
        ]  # fmt: skip

    def _of_words(self, i: int) -> list[str]:
        n, lower, shape, tag, ent = len(self.lower), self.lower, self.shape, self.tag, self.ent
        word, here = lower[i], ent[i]
        before, after = (lower[i - 1] if i else "<"), (lower[i + 1] if i + 1 < n else ">")
        before2, after2 = (lower[i - 2] if i > 1 else "<"), (lower[i + 2] if i + 2 < n else ">")
        ent_before, ent_after = (ent[i - 1] if i else "<"), (ent[i + 1] if i + 1 < n else ">")
        shape_before, shape_after = (shape[i - 1] if i else "<"), (shape[i + 1] if i + 1 < n else ">")
        tag_before, tag_after = (tag[i - 1] if i else "<"), (tag[i + 1] if i + 1 < n else ">")
        token = self.doc[i]
        seen = self._seen.get(word)
        main = seen.most_common(1)[0][0] if seen else "-"
        after_kinds = self._before.get(word)
        pair = after_kinds.most_common(1)[0][0] if after_kinds else "-"
        start = "S" if token.is_sent_start else "m"
        listed, listed_before, listed_after = self._listed(word), self._listed(before), self._listed(after)
        dep, head = token.dep_, token.head.lower_
        return [
            "w=" + word, "w-1=" + before, "w+1=" + after, "w-2=" + before2, "w+2=" + after2,
            "s=" + shape[i], "s-1=" + shape_before, "s+1=" + shape_after,
            f"sss={shape_before} {shape[i]} {shape_after}",
            "t=" + tag[i], f"tt={tag_before} {tag[i]} {tag_after}",
            "e=" + here, "e-1=" + ent_before, "e+1=" + ent_after,
            f"ee={ent_before} {here}", f"ef={here} {ent_after}",
            f"ew={here} {word}", f"ew-1={here} {before}", f"ew+1={here} {after}",
            f"es={here} {shape[i]} {start}", f"et={here} {tag[i]}", f"el={here} {self._last[i]}",
            "p3=" + word[:3], "z3=" + word[-3:], "z2=" + word[-2:],
            f"ez3={here} {word[-3:]}", f"m={main}", f"em={here} {main}", f"pm={pair} {here}",
            f"pl={word in self._plain} {start} {here}",
            f"li={listed} {here}", f"lb={listed_before} {here}", f"la={listed_after} {here}",
            f"d={dep} {head}", f"dh={dep} {here}", f"ww={before} {word}", f"wv={word} {after}",
            f"n={min(sum(seen.values()), 4) if seen else 0} {here}",
            "bias",
        ]  # fmt: skip


def _shape(text: str) -> str:
    if text.islower():
        return "x"
    if text.isupper():
        return "X" if len(text) == 1 else f"XX{min(len(text), 4)}"
    if text[:1].isupper():
        return "Xx" if text[1:].islower() else "XxX"
    if text.isdigit():
        return "d"
    if text.isalnum():
        return "xX"
    return text if len(text) == 1 else "p"


def bucket(feature: str) -> int:
    """Which row of the weights a feature has."""
    return crc32(feature.encode()) % BUCKETS


def emissions(reading: Reading, tokens: Sequence[int], weights: Weights) -> NDArray[np.float32]:
    """Score of each label for each token; shape (tokens, labels)."""
    scores = np.empty((len(tokens), len(LABELS)), dtype=np.float32)
    for at in range(0, len(tokens), _AT_ONCE):
        # ``bucket``, written out: this line is run some forty times a word.
        rows = [
            [crc32(feature.encode()) % BUCKETS for feature in reading.features(i)]
            for i in tokens[at : at + _AT_ONCE]
        ]
        scores[at : at + _AT_ONCE] = weights.features[rows].sum(axis=1)
    return scores


def allowed_moves() -> NDArray[np.float32]:
    """0 where one label may follow another, a large negative number where it may not."""
    moves = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for j, label in enumerate(LABELS):
        if label.startswith("I-"):
            for i, before in enumerate(LABELS):
                if before[2:] != label[2:]:
                    moves[i, j] = -1e6
    return moves


def best_labels(scores: NDArray[np.float32], moves: NDArray[np.float32]) -> list[int]:
    """The best path of labels through a run, from "O" before it (Viterbi)."""
    total = scores[0] + moves[0]
    back = []
    for row in scores[1:]:
        every = total[:, None] + moves
        back.append(every.argmax(axis=0))
        total = every.max(axis=0) + row
    label = int(total.argmax())
    path = [label]
    for pointers in reversed(back):
        label = int(pointers[label])
        path.append(label)
    return path[::-1]


def tag_names(doc: Doc, listed: Listed, weights: Weights | None = None) -> list[Tagged]:
    """The names of a text, in order."""
    weights = weights or shipped_weights()
    reading = Reading(doc, listed)
    found: list[Tagged] = []
    stretches = runs(doc)
    every = emissions(reading, [i for start, end in stretches for i in range(start, end)], weights)
    at = 0
    for start, end in stretches:
        scores = every[at : at + end - start]
        at += end - start
        path = best_labels(scores, weights.moves)
        found.extend(_names(path, scores, start))
    return found


def _names(path: Iterable[int], scores: NDArray[np.float32], offset: int) -> list[Tagged]:
    found: list[Tagged] = []
    start, kind, margins = -1, "", list[float]()
    labels = [LABELS[label] for label in path]
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and label[:2] != "I-":
            found.append(Tagged(offset + start, offset + i, kind, min(margins)))
            start, margins = -1, []
        if label != "O":
            if label[:2] == "B-":
                start, kind = i, label[2:]
            margins.append(_margin(scores[i], label))
    return found


def _margin(row: NDArray[np.float32], label: str) -> float:
    """By how much a label beats the best one of another kind."""
    others = [j for j, other in enumerate(LABELS) if other[2:] != label[2:]]
    return float(row[LABELS.index(label)] - row[others].max())
