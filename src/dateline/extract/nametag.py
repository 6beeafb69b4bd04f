"""The name tagger: which words are names, and of what, by a linear model over the parser's findings.

A structured perceptron over hashed features. It reads the parser's own entity labels, and whether the
gazetteer holds the words, as evidence among other evidence, and corrects the mistakes that are systematic in
news: organisations cut before their last word, headings read as organisations, acronyms, names from
outside the parser's training. A text without capitals is read with features of its own. Trained by
``training/train_names.py``; described in docs/reference/models/names.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LOWER, ORTH, SENT_START, TAG
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
_AT_ONCE = 500  # tokens that are tagged in one step
# For each label, which others are of another kind.
_OTHER_KIND = np.array([[other[2:] != label[2:] for other in LABELS] for label in LABELS])
_IOB = ("", "I", "O", "B")  # spaCy's marks of an entity's first, later and other tokens, by number
_KEPT = 1 << 13  # answers kept for each group of features


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


class Reading:
    """What names need of an article, looked up once for every token of it."""

    def __init__(self, doc: Doc, listed: Listed) -> None:
        # An array of the whole text: to ask every token for its attributes takes several times as long.
        columns = doc.to_array([ORTH, LOWER, TAG, DEP, ENT_TYPE, ENT_IOB, SENT_START]).T
        orths, lowers, tags, deps, kinds, marks, starts = columns.tolist()
        strings = doc.vocab.strings
        self.doc = doc
        self.text = _each(orths, strings.__getitem__)
        self.lower = _each(lowers, strings.__getitem__)
        self.plain = without_capitals(self.text)
        self.shape = _each(orths, lambda orth: _shape(strings[orth]))
        self.kind = _each(kinds, strings.__getitem__)
        self.opens = [start == 1 for start in starts]
        self._dep = _each(deps, strings.__getitem__)
        # How far off each token's head is: written as an unsigned number, though it may be below 0.
        self._head = doc.to_array(HEAD).view(np.int64).tolist()
        # With what stands for words before and behind the text.
        self._words = ["<", "<", *self.lower, ">", ">"]
        self._shapes = ["<", *self.shape, ">"]
        self._tags = ["<", *_each(tags, strings.__getitem__), ">"]
        self._entities = ["<", *(_IOB[mark] + kind for mark, kind in zip(marks, self.kind, strict=True)), ">"]
        self._places = ["<", *listed.marks(doc, plain=self.plain), ">"]
        self._last = ["" for _ in self.lower]
        for ent in doc.ents:
            words = f"{self.lower[ent.start]}..{self.lower[ent.end - 1]}"
            for i in range(ent.start, ent.end):
                self._last[i] = words
        self._seen: dict[str, dict[str, int]] = {}
        self._before: dict[str, dict[str, int]] = {}
        self._count_kinds()
        self._lower_case = {word for word, shape in zip(self.lower, self.shape, strict=True) if shape == "x"}
        self._facts: dict[str, tuple[str, str, int, bool]] = {}

    def _count_kinds(self) -> None:
        """Of what kind each capitalised word is elsewhere in the article, and the one before it."""
        for i, (word, shape) in enumerate(zip(self.lower, self.shape, strict=True)):
            if shape == "x":
                continue
            kind = self.kind[i] or "O"
            seen = self._seen.setdefault(word, {})
            seen[kind] = seen.get(kind, 0) + 1
            if i and self.shape[i - 1][:1] == "X":
                kind = self.kind[i - 1] or "O"
                before = self._before.setdefault(word, {})
                before[kind] = before.get(kind, 0) + 1

    def _facts_of(self, word: str) -> tuple[str, str, int, bool]:
        """Main kind of a word and of the one before, how often it is seen, whether it is plain elsewhere."""
        known = self._facts.get(word)
        if known is None:
            seen = self._seen.get(word, {})
            count = min(sum(seen.values()), 4)
            known = _main(seen), _main(self._before.get(word, {})), count, word in self._lower_case
            self._facts[word] = known
        return known

    def rows(self, i: int) -> list[int]:
        """The rows of weights of token ``i``'s features, as many for any token."""
        if not self.plain:
            return [*self._of_words(i, ""), *self._of_places(i, "")]
        # Without capitals most of what is learned from texts with them is wrong, but for the words.
        word = self.lower[i]
        ends = bucket(f"p4={word[:4]}"), bucket(f"z4={word[-4:]}")
        place = bucket(f"g={self._places[i + 1]}")
        words = self._of_words(i, "")[:5]
        return [*self._of_words(i, "L"), *self._of_places(i, "L"), *ends, *words, place]

    def _of_words(self, i: int, mark: str) -> list[int]:
        """What the words, their shapes, tags and entities are; ``mark`` opens each feature."""
        before2, before, word, after, after2 = self._words[i : i + 5]
        shapes, tags, entities = self._shapes[i : i + 3], self._tags[i : i + 3], self._entities[i : i + 3]
        shape, tag, here = shapes[1], tags[1], entities[1]
        main, pair, count, plain = self._facts_of(word)
        start = "S" if self.opens[i] else "m"
        listed = _listed()
        lists = listed.get(before, ""), listed.get(word, ""), listed.get(after, "")
        dep, head = self._dep[i], self.lower[i + self._head[i]]
        own, own_before, own_after = _word_rows(mark, word), _word_rows(mark, before), _word_rows(mark, after)
        return [
            own[0], own_before[1], own_after[2], _word_rows(mark, before2)[3], _word_rows(mark, after2)[4],
            *_shape_rows(mark, *shapes),
            *_tag_rows(mark, *tags),
            *_entity_rows(mark, *entities),
            bucket(f"{mark}ew={here} {word}"), bucket(f"{mark}ew-1={here} {before}"),
            bucket(f"{mark}ew+1={here} {after}"),
            *_form_rows(mark, here, shape, start, tag),
            bucket(f"{mark}el={here} {self._last[i]}"),
            *own[5:],
            bucket(f"{mark}ez3={here} {word[-3:]}"),
            *_kind_rows(mark, here, main, pair),
            *_list_rows(mark, here, f"{plain} {start}", lists),
            bucket(f"{mark}d={dep} {head}"), *_dep_rows(mark, dep, here),
            bucket(f"{mark}ww={before} {word}"), bucket(f"{mark}wv={word} {after}"),
            *_count_rows(mark, count, here),
        ]  # fmt: skip

    def _of_places(self, i: int, mark: str) -> tuple[int, ...]:
        """What the gazetteer holds here, beside what the word is and what stands next to it."""
        before, place, after = self._places[i : i + 3]
        return (
            *_place_rows(mark, place, self._entities[i + 1], self.shape[i]),
            *_place_near_rows(mark, before[:2], place[:2], after[:2]),
            *_place_form_rows(mark, place[:3], self._tags[i + 1], self._dep[i]),
            bucket(f"{mark}gb={place} {self._words[i + 1]}"),
            bucket(f"{mark}ga={place[:3]} {self._words[i + 3]}"),
        )


def _each(ids: list[int], read: Callable[[int], str]) -> list[str]:
    """What is read of each id, every id read once."""
    table = {i: read(i) for i in set(ids)}
    return list(map(table.__getitem__, ids))


def _main(counts: dict[str, int]) -> str:
    return max(counts, key=counts.__getitem__) if counts else "-"


def runs(reading: Reading) -> list[tuple[int, int]]:
    """Stretches of tokens that may hold names; every other token is none. No run crosses a sentence."""
    may = _may_be_names(reading)
    _join(reading.lower, may)
    found: list[tuple[int, int]] = []
    start = -1
    for i, yes in enumerate([*may, False]):
        ends = start >= 0 and (not yes or reading.opens[i] or i - start >= _RUN_LIMIT)
        if ends:
            found.append((start, i))
            start = -1
        if yes and start < 0:
            start = i
    return found


def _may_be_names(reading: Reading) -> list[bool]:
    if reading.plain:
        return [_may_be_name_in_lower_case(token) for token in reading.doc]
    return [
        bool(kind) or text != lower
        for kind, text, lower in zip(reading.kind, reading.text, reading.lower, strict=True)
    ]


def _may_be_name_in_lower_case(token: Token) -> bool:
    return (
        bool(token.ent_type)
        or token.pos_ in _NAME_TAGS
        or (token.pos_ in _OTHER_TAGS and bool(token.is_alpha and token.is_oov and not token.is_stop))
    )


def without_capitals(words: Iterable[str]) -> bool:
    """Whether the text is in lower case throughout, as some feeds and transcripts are."""
    letters = [word for word in words if word.isalpha()]
    capitals = sum(word != word.lower() for word in letters)
    return capitals < _CAPITALS * len(letters)


def _join(lower: Sequence[str], may: list[bool]) -> None:
    joiners = word_lists()["joiner"]
    last = -_JOIN_REACH - 2
    for i, yes in enumerate(may):
        if not yes:
            continue
        between = range(last + 1, i)
        if 0 < len(between) <= _JOIN_REACH and all(lower[j] in joiners for j in between):
            for j in between:
                may[j] = True
        last = i


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


# Groups of features that rest on the same few facts. Their rows are kept, for hashing is most of the work.


def _rows(*features: str) -> tuple[int, ...]:
    return tuple(bucket(feature) for feature in features)


@lru_cache(_KEPT)
def _word_rows(mark: str, word: str) -> tuple[int, ...]:
    """Of a word where it stands, before and behind another, two before and two behind; and of its ends."""
    return _rows(
        f"{mark}w={word}", f"{mark}w-1={word}", f"{mark}w+1={word}", f"{mark}w-2={word}", f"{mark}w+2={word}",
        f"{mark}p3={word[:3]}", f"{mark}z3={word[-3:]}", f"{mark}z2={word[-2:]}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _shape_rows(mark: str, before: str, here: str, after: str) -> tuple[int, ...]:
    return _rows(
        f"{mark}s={here}", f"{mark}s-1={before}", f"{mark}s+1={after}", f"{mark}sss={before} {here} {after}"
    )


@lru_cache(_KEPT)
def _tag_rows(mark: str, before: str, here: str, after: str) -> tuple[int, ...]:
    return _rows(f"{mark}t={here}", f"{mark}tt={before} {here} {after}")


@lru_cache(_KEPT)
def _entity_rows(mark: str, before: str, here: str, after: str) -> tuple[int, ...]:
    return _rows(
        f"{mark}e={here}", f"{mark}e-1={before}", f"{mark}e+1={after}",
        f"{mark}ee={before} {here}", f"{mark}ef={here} {after}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _form_rows(mark: str, entity: str, shape: str, start: str, tag: str) -> tuple[int, ...]:
    return _rows(f"{mark}es={entity} {shape} {start}", f"{mark}et={entity} {tag}")


@lru_cache(_KEPT)
def _kind_rows(mark: str, entity: str, main: str, pair: str) -> tuple[int, ...]:
    return _rows(f"{mark}m={main}", f"{mark}em={entity} {main}", f"{mark}pm={pair} {entity}")


@lru_cache(_KEPT)
def _list_rows(mark: str, entity: str, plain: str, lists: tuple[str, str, str]) -> tuple[int, ...]:
    before, here, after = lists
    return _rows(
        f"{mark}pl={plain} {entity}", f"{mark}li={here} {entity}",
        f"{mark}lb={before} {entity}", f"{mark}la={after} {entity}",
    )  # fmt: skip


@lru_cache(_KEPT)
def _dep_rows(mark: str, dep: str, entity: str) -> tuple[int, ...]:
    return _rows(f"{mark}dh={dep} {entity}")


@lru_cache(_KEPT)
def _count_rows(mark: str, count: int, entity: str) -> tuple[int, ...]:
    return _rows(f"{mark}n={count} {entity}", f"{mark}bias")


@lru_cache(_KEPT)
def _place_rows(mark: str, place: str, entity: str, shape: str) -> tuple[int, ...]:
    return _rows(f"{mark}g={place}", f"{mark}ge={place} {entity}", f"{mark}gs={place[:3]} {shape} {entity}")


@lru_cache(_KEPT)
def _place_near_rows(mark: str, before: str, place: str, after: str) -> tuple[int, ...]:
    return _rows(f"{mark}gn={place} {after} {before}")


@lru_cache(_KEPT)
def _place_form_rows(mark: str, place: str, tag: str, dep: str) -> tuple[int, ...]:
    return _rows(f"{mark}gd={place} {tag} {dep}")


@cache
def _listed() -> dict[str, str]:
    """Initials of the lists that a word stands in, for each word of any."""
    table: dict[str, str] = {}
    for name, words in word_lists().items():
        if name in _FEATURE_LISTS:
            for word in words:
                table[word] = table.get(word, "") + name[0]
    return table


def emissions(reading: Reading, tokens: Sequence[int], weights: Weights) -> NDArray[np.float32]:
    """Score of each label for each token; shape (tokens, labels)."""
    scores: NDArray[np.float32] = weights.features[[reading.rows(i) for i in tokens]].sum(axis=1)
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


def best_labels(
    scores: NDArray[np.float32], lengths: Sequence[int], moves: NDArray[np.float32]
) -> NDArray[np.intp]:
    """The best path of labels through each run of tokens, from "O" before it (Viterbi).

    Args:
        scores: Of the tokens of all runs, one run after the other.
        lengths: Tokens of each run.
        moves: Score of each pair of labels.
    """
    # All runs go forward together, the longest first, so that those still under way are the first ones.
    sizes = np.array(lengths)
    order = np.argsort(-sizes, kind="stable")
    starts = (np.cumsum(sizes) - sizes)[order]
    under_way = [int((sizes > step).sum()) for step in range(int(sizes.max()))]
    total = scores[starts] + moves[0]
    back = []
    for step, some in enumerate(under_way[1:], 1):
        every = total[:some, :, None] + moves
        back.append(every.argmax(axis=1))
        total[:some] = every.max(axis=1) + scores[starts[:some] + step]
    labels, path = total.argmax(axis=1), np.empty(len(scores), dtype=np.intp)
    for step in range(len(back), 0, -1):
        some = under_way[step]
        path[starts[:some] + step] = labels[:some]
        labels[:some] = back[step - 1][np.arange(some), labels[:some]]
    path[starts] = labels
    return path


def _margins(scores: NDArray[np.float32], labels: NDArray[np.intp]) -> NDArray[np.float32]:
    """By how much each label beats the best one of another kind."""
    others = np.where(_OTHER_KIND[labels], scores, np.float32(-np.inf)).max(axis=1)
    margins: NDArray[np.float32] = scores[np.arange(len(labels)), labels] - others
    return margins


def tag_names(reading: Reading, weights: Weights | None = None) -> list[Tagged]:
    """The names of a text, in order."""
    weights = weights or shipped_weights()
    return [name for some in _batches(runs(reading)) for name in _tagged(reading, some, weights)]


def _batches(stretches: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """As many runs as are tagged in one step."""
    batch: list[tuple[int, int]] = []
    tokens = 0
    for start, end in stretches:
        batch.append((start, end))
        tokens += end - start
        if tokens >= _AT_ONCE:
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch


def _tagged(reading: Reading, batch: Sequence[tuple[int, int]], weights: Weights) -> Iterator[Tagged]:
    scores = emissions(reading, [i for run in batch for i in range(*run)], weights)
    path = best_labels(scores, [end - start for start, end in batch], weights.moves)
    labels, margins = path.tolist(), _margins(scores, path).tolist()
    at = 0
    for start, end in batch:
        until = at + end - start
        yield from _names(start, labels[at:until], margins[at:until])
        at = until


def _names(offset: int, labels: Sequence[int], margins: Sequence[float]) -> Iterator[Tagged]:
    start, kind = -1, ""
    for i, label in enumerate([*(LABELS[number] for number in labels), "O"]):
        if start >= 0 and label[:2] != "I-":
            yield Tagged(offset + start, offset + i, kind, min(margins[start:i]))
            start = -1
        if label[:2] == "B-":
            start, kind = i, label[2:]
