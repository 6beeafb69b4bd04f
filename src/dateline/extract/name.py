"""Names of persons, organisations, places and groups.

The tagger (``nametag``) proposes; rules of this module mend bounds, read the heading's place as a
place, and carry a name that is sure in one sentence to the others of the same article.
"""

from __future__ import annotations

import math
from collections import Counter

from spacy.tokens import Doc

from dateline.extract.acronym import spelled_out
from dateline.extract.listed import Listed
from dateline.extract.nametag import Reading, Tagged, tag_names, word_lists
from dateline.parse import Parsed
from dateline.records import Name
from dateline.records.lists import NameKind

BY_TAGGER = "name.tagger/2"
BY_HEADING = "name.heading/1"
BY_REPEAT = "name.repeat/1"

_KINDS: tuple[NameKind, ...] = ("person", "organization", "place", "group")
_LEADING = frozenset({"the", "a", "an", "“", '"', "'", "‘", "(", "-", "–", ","})
_TRAILING = frozenset({"'s", "’s", "'", "’", "”", '"', ",", "-", "–", "—", "(", ":", ";"})
_OWNS = frozenset({"'s", "’s"})
_MIN_ACRONYM = 2
_AGREEMENT = 3.0  # how much surer the article must be of the other kind


def find_names(parsed: Parsed, listed: Listed) -> tuple[Name, ...]:
    """Every occurrence of a name, in the order of the text.

    ``name`` is the words as they stand, without a leading "the" or a trailing "'s"; the first
    evidence span holds exactly those words. Two names never overlap.
    """
    reading = Reading(parsed.doc, listed)
    names = _trimmed(reading, _whole(reading, tag_names(reading)))
    names = _agreeing(reading, [_by_last_word(reading, name) for name in names])
    names = _with_acronyms(reading, _owners_apart(reading, names))
    tagged = _with_heading(parsed, [(name, BY_TAGGER) for name in names])
    tagged.extend((name, BY_REPEAT) for name in _repeats(reading, [name for name, _ in tagged]))
    return tuple(_name(parsed, name, by) for name, by in sorted(tagged, key=lambda pair: pair[0].start))


def _name(parsed: Parsed, tagged: Tagged, by: str) -> Name:
    span = parsed.words(parsed.doc[tagged.start : tagged.end])
    kind = next(kind for kind in _KINDS if kind == tagged.kind)
    return Name(name=span.quote, kind=kind, confidence=_confidence(tagged.margin), evidence=(span,), by=by)


def _confidence(margin: float) -> float:
    # Fitted by eye to how often names of a margin are right on the training set.
    return round(min(0.98, 0.5 + 0.48 * math.tanh(max(margin, 0.0) / 12.0)), 3)


def _whole(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    """Names with the rest of a hyphened word: "MQM-P" is one name, though "P" may be a word of its own."""
    kept: list[Tagged] = []
    for name in names:
        start, end = name.start, name.end
        if kept and start < kept[-1].end:
            continue
        while _hyphened(reading.doc, end):
            end += 2
        kept.append(Tagged(start, end, name.kind, name.margin))
    return kept


def _hyphened(doc: Doc, end: int) -> bool:
    return (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].text[:1].isupper()
        and doc[end - 1].text.isupper()
    )


def _by_last_word(reading: Reading, name: Tagged) -> Tagged:
    """A "person" called Movement or Party is an organisation."""
    words = reading.text[name.start : name.end]
    heads = word_lists()["head"]
    if name.kind == "person" and any(word[:1].isupper() and word.lower() in heads for word in words[1:]):
        return Tagged(name.start, name.end, "organization", name.margin)
    return name


def _agreeing(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    """One-word names that are read unsurely take the kind that the article mostly gives the word."""
    sums: dict[str, dict[str, float]] = {}
    for name in names:
        if name.end - name.start == 1:
            by_kind = sums.setdefault(reading.text[name.start], {})
            by_kind[name.kind] = by_kind.get(name.kind, 0.0) + max(name.margin, 0.5)
    kept = []
    for name in names:
        by_kind = sums.get(reading.text[name.start], {}) if name.end - name.start == 1 else {}
        best = max(by_kind, key=lambda kind: by_kind[kind], default=name.kind)
        clear = by_kind.get(best, 0.0) >= _AGREEMENT * by_kind.get(name.kind, 0.0)
        kept.append(Tagged(name.start, name.end, best if clear else name.kind, name.margin))
    return kept


def _trimmed(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    kept, words = [], reading.lower
    for name in names:
        start, end = name.start, name.end
        while start < end and (words[start] in _LEADING or words[start].isspace()):
            start += 1
        while end > start and (words[end - 1] in _TRAILING or words[end - 1].isspace()):
            end -= 1
        if any(len(word) > 1 or word.isalpha() or word.isdigit() for word in words[start:end]):
            kept.append(Tagged(start, end, name.kind, name.margin))
    return kept


def _owners_apart(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    """A town and what stands in it are two places: "Nairobi's Gikomba market"."""
    kept = []
    for name in names:
        mark = next((i for i in range(name.start + 1, name.end - 1) if reading.text[i] in _OWNS), None)
        if name.kind != "place" or mark is None:
            kept.append(name)
            continue
        kept.append(Tagged(name.start, mark, "place", name.margin))
        kept.append(Tagged(mark + 1, name.end, "place", name.margin))
    return kept


def _with_acronyms(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    """A name that spells out the acronym behind it is one organisation, however it was cut."""
    for start, end in spelled_out(reading.doc, reading.text):
        if any((name.start, name.end, name.kind) == (start, end, "place") for name in names):
            continue  # "the Northern Limit Line (NLL)"
        names = [name for name in names if name.end <= start or name.start >= end]
        names.append(Tagged(start, end, "organization", 10.0))
    return names


def _with_heading(parsed: Parsed, names: list[tuple[Tagged, str]]) -> list[tuple[Tagged, str]]:
    head = parsed.heading
    if head is None or head.place_start is None or head.place_end is None:
        return names
    start, end = parsed.token_at(head.place_start), parsed.token_at(head.place_end - 1) + 1
    inside = [name for name, _ in names if start <= name.start and name.end <= end and name.kind == "place"]
    if inside:
        return names
    apart = [pair for pair in names if pair[0].end <= start or pair[0].start >= end]
    return [*apart, (Tagged(start, end, "place", 8.0), BY_HEADING)]


def _repeats(reading: Reading, names: list[Tagged]) -> list[Tagged]:
    """Single capitalised words left over that the article has used as a name before."""
    kinds = _known_words(reading, names)
    taken = {i for name in names for i in range(name.start, name.end)}
    found = []
    for i, word in enumerate(reading.text):
        kind = kinds.get(word)
        if kind and i not in taken and not _joined(reading, i, taken):
            found.append(Tagged(i, i + 1, kind, 2.0))
    return found


def _known_words(reading: Reading, names: list[Tagged]) -> dict[str, str]:
    """Words that stand for a name alone: last names of persons named in full, acronyms, one-word names."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        last = reading.text[name.end - 1]
        whole = name.end - name.start == 1
        if (whole or name.kind == "person") and _stands_alone(last):
            votes.setdefault(last, Counter())[name.kind] += 1
    plain = {word for word, shape in zip(reading.text, reading.shape, strict=True) if shape == "x"}
    return {word: counts.most_common(1)[0][0] for word, counts in votes.items() if word.lower() not in plain}


def _stands_alone(word: str) -> bool:
    return word[:1].isupper() and len(word) > _MIN_ACRONYM and word.isalpha()


def _joined(reading: Reading, i: int, taken: set[int]) -> bool:
    """Whether a neighbour is a capitalised word of no name: then this is part of something longer."""
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(reading.text) and j not in taken]
    return any(reading.text[j][:1].isupper() and not reading.opens[j] for j in near)
