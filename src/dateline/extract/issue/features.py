"""What the judge of issues looks at: a stretch of text and an event."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.issue.clauses import Clause
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.tags import Tags

MAX_SENTENCES_APART = 8
Distance = tuple[Occurrence, int, int]  # of a stretch from an event: sentences, and words
_CAUSE_VERBS = frozenset(
    "demand call oppose protest condemn denounce support urge back want seek push fight campaign reject "
    "defend express voice mark commemorate honor honour stop end save".split()
)
_NO_CLAIM: Final = frozenset(("GPE", "DATE", "TIME", "CARDINAL"))
# Stretches whose chance is this much higher stand before another in rank.
_CLEARLY: Final = 0.02


def clause_features(clause: Clause) -> list[str]:
    """Features of a stretch that do not depend on the event."""
    opener = clause.tokens.doc[clause.opener]
    governor = opener.head
    first = clause.tokens[0].lower_
    object_ = next((c for c in opener.children if c.dep_ in ("pobj", "dobj", "pcomp")), None)
    features = [
        "bias",
        f"kind={clause.kind}",
        f"open={opener.lemma_.lower()}|{clause.kind}",
        f"dep={opener.dep_}",
        f"gov={governor.lemma_.lower()}|{clause.kind}",
        f"gov={governor.lemma_.lower()}|{opener.lower_ if clause.kind == 'prep' else opener.dep_}",
        f"govpos={governor.pos_}",
        f"first={first}",
        f"tag={opener.tag_}",
        f"length={min(len(clause.tokens) // 3, 5)}",
        f"cause={governor.lemma_.lower() in _CAUSE_VERBS}|{clause.kind}",
        f"up={governor.head.lemma_.lower()}|{governor.dep_}",
    ]
    if object_ is not None:
        features += [f"object={object_.lemma_.lower()}", f"objectent={object_.ent_type_ or object_.pos_}"]
    return features + _of_words(clause)


def _of_words(clause: Clause) -> list[str]:
    tokens = clause.tokens
    return [
        *(f"word={word}" for word in sorted(_content(tokens))),
        f"lastpos={tokens[-1].pos_}",
        f"headpos={tokens.root.pos_}|{clause.kind}",
        f"firstpos={tokens[0].pos_}",
        f"names={any(t.ent_type_ in _NO_CLAIM for t in tokens)}",
    ]


def _content(tokens: Tokens) -> set[str]:
    return {t.lemma_.lower() for t in tokens if t.is_alpha and not t.is_stop}


def article_features(parsed: Parsed, clauses: Sequence[Clause]) -> list[list[str]]:
    """For each stretch how often the article has its words, and how many stretches are more issue-like."""
    said = Counter(t.lemma_.lower() for t in parsed.doc if t.is_alpha and not t.is_stop)
    chances = [parsed.tags.chance("issues", c.tokens.start_char, c.tokens.end_char) for c in clauses]
    ranked = sorted(chances)
    return [
        [
            f"said={_how_often(_content(clause.tokens), said)}",
            f"rank={min(len(ranked) - bisect_right(ranked, chance + _CLEARLY), 12) // 2}",
        ]
        for clause, chance in zip(clauses, chances, strict=True)
    ]


def _how_often(words: set[str], said: Counter[str]) -> int:
    """How often else the article has the words, on average; four times is the most that counts."""
    return sum(min(said[word] - 1, 4) for word in words) // len(words) if words else 0


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
    parsed: Parsed, clause: Clause, occurrence: Occurrence, distances: Sequence[Distance]
) -> list[str]:
    """Features of a stretch and an event together; ``distances`` are those of the article's events."""
    opener = clause.tokens.doc[clause.opener]
    roots = [t.root for t in occurrence.trigger]
    root = min(roots, key=lambda r: abs(r.i - opener.i))
    apart = clause.sentence - parsed.sentence_of(root.i)
    bucket = apart if abs(apart) < 3 else 3 if apart > 0 else -3
    features = [
        f"apart={bucket}|{clause.kind}",
        f"inscope={clause.sentence in occurrence.scope}|apart={bucket}",
        f"form={occurrence.form.value}|open={opener.lower_}",
        f"position={min(clause.sentence // 3, 5)}",
    ]
    if apart == 0:
        distance = opener.i - root.i
        features.append(f"side={distance > 0}|{min(abs(distance) // 3, 5)}|{clause.kind}")
        hangs = _hangs(opener, root)
        features += (f"under={hangs}|{clause.kind}", f"under={hangs}|open={opener.lower_}")
    return features + _among(clause, occurrence, distances)


def _among(clause: Clause, occurrence: Occurrence, distances: Sequence[Distance]) -> list[str]:
    """How many other events are nearer, and which of them the article tells first."""
    own = next(away for event, *away in distances if event is occurrence)
    others = [(event, away) for event, *away in distances if event is not occurrence]
    nearer = min(sum(away < own for _, away in others), 3)
    main, first = occurrence.main, all(o.head >= occurrence.head for o, _ in others)
    return [
        f"nearer={nearer}",
        f"nearer={nearer}|apart={min(own[0], 4)}",
        f"samesentence={min(sum(not away[0] for _, away in others), 2)}|{not own[0]}",
        f"events={min(len(others), 4)}|nearer={min(nearer, 2)}",
        f"main={main}|nearer={min(nearer, 2)}|{any(o.main for o, _ in others)}",
        f"earliest={first}|main={main}",
        f"close={min(own[1] // 4, 6)}|{not own[0]}|{clause.kind}",
    ]


def distance(parsed: Parsed, clause: Clause, occurrence: Occurrence) -> Distance:
    """From the nearest of the event's words: right before them is as far as three sentences behind."""
    roots = [t.root.i for t in occurrence.trigger]
    steps = [(clause.sentence - parsed.sentence_of(root), abs(clause.opener - root)) for root in roots]
    sentences, words = min((step if step >= 0 else 1 - 2 * step, words) for step, words in steps)
    return occurrence, sentences, words


def _hangs(opener: Token, root: Token) -> str:
    """How the stretch hangs on the trigger: by how many steps up, or beside it, or not."""
    token, steps = opener, 0
    while token.head is not token and steps < 5:
        token, steps = token.head, steps + 1
        if token.i == root.i:
            return f"trigger{steps}"
    if opener.head.i == root.head.i:
        return "beside"
    if root.is_ancestor(opener.head) or opener.is_ancestor(root):
        return "near"
    return "no"
