"""What the judge of issues looks at: a stretch of text and an event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dateline.extract.issue.clauses import Clause
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.tags import Tags
from dateline.parse.words import Words

Distance = tuple[int, int]  # of a stretch from an event: sentences, and words
_CAUSE_VERBS = frozenset(
    "demand call oppose protest condemn denounce support urge back want seek push fight campaign reject "
    "defend express voice mark commemorate honor honour stop end save".split()
)
_OBJECTS: Final = frozenset(("pobj", "dobj", "pcomp"))
_NO_CLAIM: Final = frozenset(("GPE", "DATE", "TIME", "CARDINAL"))
# Stretches whose chance is this much higher stand before another in rank.
_CLEARLY: Final = 0.02


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the stretches of its article look at it.

    Attributes:
        occurrence: The event.
        roots: Sentence and index of the root of each of its triggers.
        scope: Numbers of the sentences that tell of it.
        standing: The features that it gives all stretches: how it stands among the article's events.
        others: How many other events the article has.
        beside_main: Whether one of them is news.
    """

    occurrence: Occurrence
    roots: tuple[tuple[int, int], ...]
    scope: frozenset[int]
    standing: str
    others: int
    beside_main: bool

    def reaches(self, sentence: int, reach: int) -> bool:
        """Whether a sentence is at most ``reach`` from one of its triggers."""
        return any(abs(sentence - own) <= reach for own, _ in self.roots)

    def distance(self, clause: Clause) -> Distance:
        """From the nearest of the event's words: right before them is as far as three sentences behind."""
        steps = [(clause.sentence - sentence, abs(clause.opener - root)) for sentence, root in self.roots]
        return min([(step if step >= 0 else 1 - 2 * step, words) for step, words in steps])


def events_of(parsed: Parsed, occurrences: Sequence[Occurrence]) -> tuple[Event, ...]:
    """The article's events as its stretches look at them."""
    return tuple(_event(parsed, one, [o for o in occurrences if o is not one]) for one in occurrences)


def _event(parsed: Parsed, occurrence: Occurrence, others: Sequence[Occurrence]) -> Event:
    roots = [t.root.i for t in occurrence.trigger]
    first = all(o.head >= occurrence.head for o in others)
    return Event(
        occurrence=occurrence,
        roots=tuple((parsed.sentence_of(root), root) for root in roots),
        scope=frozenset(occurrence.scope),
        standing=f"earliest={first}|main={occurrence.main}",
        others=len(others),
        beside_main=any(o.main for o in others),
    )


def clause_features(words: Words, clause: Clause) -> list[str]:
    """Features of a stretch that do not depend on the event."""
    opener, kind = clause.opener, clause.kind
    governor = words.head[opener]
    dep, by = words.dep[opener], words.lemma[governor]
    features = [
        "bias",
        f"kind={kind}",
        f"open={words.lemma[opener]}|{kind}",
        f"dep={dep}",
        f"gov={by}|{kind}",
        f"gov={by}|{words.lower[opener] if kind == 'prep' else dep}",
        f"govpos={words.pos[governor]}",
        f"first={words.lower[clause.tokens.start]}",
        f"tag={words.tag[opener]}",
        f"length={min(len(clause.tokens) // 3, 5)}",
        f"cause={by in _CAUSE_VERBS}|{kind}",
        f"up={words.lemma[words.head[governor]]}|{words.dep[governor]}",
    ]
    for child in words.children[opener]:
        if words.dep[child] in _OBJECTS:
            kind_of = words.entity[child] or words.pos[child]
            features += [f"object={words.lemma[child]}", f"objectent={kind_of}"]
            break
    return features + _of_words(words, clause)


def _of_words(words: Words, clause: Clause) -> list[str]:
    start, end = clause.tokens.start, clause.tokens.end
    return [
        *[f"word={word}" for word in sorted(_content(words, clause))],
        f"lastpos={words.pos[end - 1]}",
        f"headpos={words.pos[clause.tokens.root.i]}|{clause.kind}",
        f"firstpos={words.pos[start]}",
        f"names={not _NO_CLAIM.isdisjoint(words.entity[start:end])}",
    ]


def _content(words: Words, clause: Clause) -> set[str]:
    span = range(clause.tokens.start, clause.tokens.end)
    return {words.lemma[i] for i in span if words.content[i]}


def article_features(parsed: Parsed, words: Words, clauses: Sequence[Clause]) -> list[list[str]]:
    """For each stretch how often the article has its words, and how many stretches are more issue-like."""
    said = Counter(word for word, content in zip(words.lemma, words.content, strict=True) if content)
    chances = [parsed.tags.chance("issues", c.tokens.start_char, c.tokens.end_char) for c in clauses]
    ranked = sorted(chances)
    return [
        [
            f"said={_how_often(_content(words, clause), said)}",
            f"rank={min(len(ranked) - bisect_right(ranked, chance + _CLEARLY), 12) // 2}",
        ]
        for clause, chance in zip(clauses, chances, strict=True)
    ]


def _how_often(words: set[str], said: Counter[str]) -> int:
    """How often else the article has the words, on average; four times is the most that counts."""
    return sum([min(said[word] - 1, 4) for word in words]) // len(words) if words else 0


def tagged_features(clause: Clause, tags: Tags) -> list[str]:
    """How issue-like the stretch is, and the words at its edges, inside and out."""
    tokens = clause.tokens
    doc = tokens.doc
    edges = {"first": tokens.start, "last": tokens.end - 1, "before": tokens.start - 1, "after": tokens.end}
    found = tags.features(("issues", "trigger", "targets"), tokens.start_char, tokens.end_char)
    for name, at in edges.items():
        if 0 <= at < len(doc):
            found += tags.features(("issues",), doc[at].idx, doc[at].idx + len(doc[at]), name)
    return found


def near_features(
    words: Words, clause: Clause, event: Event, away: Distance, ranked: Sequence[Distance]
) -> list[str]:
    """Features of a stretch and an event together.

    ``away`` is how far the event is, ``ranked`` how far each of the article's events is, the nearest first.
    """
    opener, kind = clause.opener, clause.kind
    sentence, root = min(event.roots, key=lambda own: abs(own[1] - opener))
    apart = clause.sentence - sentence
    bucket = apart if abs(apart) < 3 else 3 if apart > 0 else -3
    features = [
        *_standing(kind, bucket, clause.sentence in event.scope, min(clause.sentence // 3, 5)),
        f"form={event.occurrence.form.value}|open={words.lower[opener]}",
    ]
    if apart == 0:
        distance, under = opener - root, _hangs(words, opener, root)
        features.append(f"side={distance > 0}|{min(abs(distance) // 3, 5)}|{kind}")
        features.append(f"under={under}|{kind}")
        features.append(f"under={under}|open={words.lower[opener]}")
    return features + _among(kind, event, away, ranked)


# Of a few values each: written once, not for each stretch beside each event.
@lru_cache(maxsize=4096)
def _standing(kind: str, apart: int, inside: bool, position: int) -> tuple[str, ...]:
    """Where a stretch stands, seen from the event."""
    return f"apart={apart}|{kind}", f"inscope={inside}|apart={apart}", f"position={position}"


def _among(kind: str, event: Event, away: Distance, ranked: Sequence[Distance]) -> list[str]:
    """How many other events are nearer, and which of them the article tells first."""
    sentences, words = away
    nearer = min(bisect_left(ranked, away), 3)
    beside = bisect_left(ranked, (1, 0)) - (not sentences)  # other events in the stretch's sentence
    return [
        *_nearness(kind, nearer, min(sentences, 4), min(words // 4, 6), min(beside, 2)),
        *_rivals(event.occurrence.main, event.beside_main, min(event.others, 4), min(nearer, 2)),
        event.standing,
    ]


@lru_cache(maxsize=4096)
def _nearness(kind: str, nearer: int, sentences: int, words: int, beside: int) -> tuple[str, ...]:
    return (
        f"nearer={nearer}",
        f"nearer={nearer}|apart={sentences}",
        f"samesentence={beside}|{not sentences}",
        f"close={words}|{not sentences}|{kind}",
    )


@lru_cache(maxsize=4096)
def _rivals(main: bool, beside_main: bool, others: int, nearer: int) -> tuple[str, ...]:
    return f"events={others}|nearer={nearer}", f"main={main}|nearer={nearer}|{beside_main}"


def _hangs(words: Words, opener: int, root: int) -> str:
    """How the stretch hangs on the trigger: by how many steps up, or beside it, or not."""
    head = words.head
    token, steps = opener, 0
    while head[token] != token and steps < 5:
        token, steps = head[token], steps + 1
        if token == root:
            return f"trigger{steps}"
    if head[opener] == head[root]:
        return "beside"
    if root in words.above(head[opener]) or opener in words.above(root):
        return "near"
    return "no"
