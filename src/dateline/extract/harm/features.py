"""What the judge of harm looks at: a count of harmed people, and an event that they may be of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from dateline.extract.harm.find import FoundCount, HarmKind
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed

MAX_SENTENCES_AFTER: Final = 20
MAX_SENTENCES_BEFORE: Final = 4
_MAGNITUDES: Final = (2, 5, 20, 100, 1000)
_PRONOUNS: Final = frozenset("he she him her".split())
_PAST_WORDS: Final = frozenset("ago earlier previous previously last since then".split())


def count_features(parsed: Parsed, found: FoundCount, peers: Peers) -> list[str]:
    """Features of a count that do not depend on the event; ``peers`` are those of its kind."""
    count, kind = found.count, found.kind
    token = parsed.doc[found.token]
    span = count.evidence[0]
    figure = count.low if count.low is not None else count.high
    features = [
        "bias",
        f"kind={kind}",
        f"word={token.lemma_.lower()}|{kind}",
        f"pos={token.pos_}|{kind}",
        f"dep={token.dep_}",
        f"bound={count.bound}",
        f"size={_magnitude(figure)}|{kind}",
        f"who={count.who}",
        f"claimed={count.claimant is not None}",
        f"pronoun={count.words.lower() in _PRONOUNS}",
        f"about={(count.about or 'none').lower().split()[-1]}|{kind}",
        f"one={figure == 1}|{kind}|{count.who}",
        f"way={_way_up(token)}|{kind}",
        f"way={_way_up(token)}|one={figure == 1}",
        f"named={figure == 1 and count.words[:1].isupper() and not count.words.lower().startswith('one')}",
        *(f"doubt={doubt}|{kind}" for doubt in found.doubts),
        *_of_verb(token),
        *_beside(found, peers),
    ]
    features += parsed.tags.features((kind,), span.start, span.end, "harmed")
    features += parsed.tags.features((kind, "police"), token.idx, token.idx + len(token), "word")
    return features


def _magnitude(figure: int | None) -> str:
    return "none" if figure is None else str(sum(figure >= step for step in _MAGNITUDES))


def _of_verb(token: Token) -> list[str]:
    """Tense, and words of an earlier time beside the verb."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    features = [f"verbtag={verb.tag_}"]
    if any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"had", "have", "has"} for c in verb.children):
        features.append("perfect")
    if any(t.lower_ in _PAST_WORDS for t in verb.subtree):
        features.append("past_word")
    if any(t.ent_type_ == "DATE" and t.shape_ == "dddd" for t in token.sent):
        features.append("year")
    return features


@dataclass(frozen=True, slots=True)
class Peers:
    """An article's counts of one kind, as far as one of them is compared with them."""

    first: FoundCount
    figures: Counter[int]
    most: int
    any_exact: bool

    @classmethod
    def by_kind(cls, found: Sequence[FoundCount]) -> dict[HarmKind, Peers]:
        """Once for the article: comparing each with each takes minutes where there are thousands."""
        kinds: dict[HarmKind, list[FoundCount]] = {}
        for item in found:
            kinds.setdefault(item.kind, []).append(item)
        return {kind: cls._of(same) for kind, same in kinds.items()}

    @classmethod
    def _of(cls, same: list[FoundCount]) -> Peers:
        figures = Counter(map(_figure, same))
        return cls(same[0], figures, max(figures), any(f.count.bound != "vague" for f in same))


def _beside(found: FoundCount, peers: Peers) -> list[str]:
    """How it stands among the article's counts of its kind."""
    figure, most = _figure(found), peers.most
    return [
        f"same_kind={min(peers.figures.total(), 4)}",
        f"largest={figure == most}",
        f"first={peers.first is found}",
        f"figure_elsewhere={figure == 0 and most > 0}",
        f"vague_beside_exact={found.count.bound == 'vague' and peers.any_exact}",
        f"repeated={peers.figures[figure] > 1}",
    ]


def _way_up(token: Token) -> str:
    """The first preposition or conjunction above a word: "after" in "protests after a man was shot"."""
    current = token
    for _ in range(8):
        opener = next((c for c in current.children if c.dep_ == "mark"), None)
        if opener is not None:
            return str(opener.lower_)
        if current.dep_ == "relcl":
            return "who"
        if current.dep_ in {"pobj", "pcomp"}:
            return str(current.head.lower_)
        if current.head.i == current.i:
            return "top"
        current = current.head
    return "far"


def _figure(found: FoundCount) -> int:
    return found.count.low or found.count.high or 0


def pair_features(
    parsed: Parsed, found: FoundCount, occurrence: Occurrence, others: Sequence[Occurrence]
) -> list[str]:
    """Features of a count and an event together, among the article's ``others``."""
    root = nearest_root(occurrence, found)
    apart = found.sentence - parsed.sentence_of(root.i)
    step = max(-2, min(apart, 7)) if apart < 4 else 4 + min((apart - 4) // 4, 2)
    own = abs(found.token - root.i)
    rivals = [nearest_root(other, found) for other in others]
    nearer = [r for r in rivals if abs(found.token - r.i) < own]
    between = [r for r in rivals if min(root.i, found.token) < r.i <= max(root.i, found.token)]
    same = [r for r in rivals if parsed.sentence_of(r.i) == found.sentence]
    features = [
        f"apart={step}",
        f"apart={step}|{found.kind}",
        f"apart={step}|main={occurrence.main}",
        f"scope={found.sentence in occurrence.scope}",
        f"nearer={min(len(nearer), 2)}",
        f"between={min(len(between), 2)}|apart={step}",
        f"same={bool(same)}|apart={apart == 0}",
        f"main={occurrence.main}|others={any(o.main for o in others)}",
        f"alone={not others}",
        f"form={occurrence.form.value}",
        f"form={occurrence.form.value}|{found.kind}",
        f"held={occurrence.status.value == 'held'}",
        f"earlier_main={occurrence.main and all(not o.main or o.head >= occurrence.head for o in others)}",
    ]
    features += _ranked(parsed, found, occurrence, others)
    if apart == 0:
        features += _in_sentence(parsed.doc[found.token], root)
    features += _strange_triggers(parsed, found, occurrence, others)
    features += parsed.tags.features(("main",), root.idx, root.idx + len(root), "event")
    return features


def _ranked(
    parsed: Parsed, found: FoundCount, occurrence: Occurrence, others: Sequence[Occurrence]
) -> list[str]:
    """Whether no other event is nearer, by reach of sentences first and by words then."""
    own = _distance(parsed, found, occurrence)
    rivals = [_distance(parsed, found, other) for other in others]
    if any(rival < own for rival in rivals):
        return ["nearest=no"]
    return [f"nearest={min(own[0], 8) // 2}", "nearest", f"nearest|doubt={bool(found.doubts)}|{found.kind}"]


def _distance(parsed: Parsed, found: FoundCount, occurrence: Occurrence) -> tuple[int, int]:
    """0 in the same sentence, 1 more than the sentences behind it, 3 right before it; then in words."""
    roots = [t.root.i for t in occurrence.trigger]
    steps = [found.sentence - parsed.sentence_of(root) for root in roots]
    after = [step for step in steps if step > 0]
    words = min(abs(found.token - root) for root in roots)
    if 0 in steps:
        return 0, words
    return (1 + min(after), words) if after else (2 - max(steps), words)


def nearest_root(occurrence: Occurrence, found: FoundCount) -> Token:
    """Of an event's words, the root of those nearest to the count."""
    roots: list[Token] = [t.root for t in occurrence.trigger]
    return min(roots, key=lambda root: abs(root.i - found.token))


def _in_sentence(token: Token, root: Token) -> list[str]:
    distance = token.i - root.i
    features = [f"side={distance > 0}|{min(abs(distance) // 4, 4)}"]
    if root.is_ancestor(token):
        features.append("under")
    if token.is_ancestor(root):
        features.append(f"over={_preposition(root, token)}")
    return features


def _preposition(root: Token, top: Token) -> str:
    current = root
    while current.i not in (top.i, current.head.i):
        if current.dep_ in {"prep", "mark"}:
            return str(current.lower_)
        if current.head.dep_ in {"prep", "mark"} or current.dep_ == "nsubj":
            return str(current.head.lower_ if current.dep_ != "nsubj" else "subject")
        current = current.head
    return "none"


def _strange_triggers(
    parsed: Parsed, found: FoundCount, occurrence: Occurrence, others: Sequence[Occurrence]
) -> list[str]:
    """Whether the count's sentence names an event that is not among those found."""
    sentence = parsed.sentences[found.sentence]
    known = [(t.start_char, t.end_char) for o in (occurrence, *others) for t in o.trigger]
    chances = [
        chance
        for start, end, chance in parsed.tags.runs("trigger", sentence.start_char, sentence.end_char, 0.3)
        if not any(start < b and a < end for a, b in known)
    ]
    best = max(chances, default=0.0)
    return [f"strange>{level}" for level in (0.3, 0.5, 0.7) if best > level]
