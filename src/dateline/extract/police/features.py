"""What the two judges of police action look at: whether words tell of one, and of which event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.extract.police.candidates import Candidate
from dateline.parse import Parsed

_UNREAL: Final = frozenset("if could would might may will should must can shall unless whether".split())
_INTENT: Final = frozenset(
    "threaten plan vow warn expect prepare consider fear allege accuse deny authorize want protect "
    "prohibit ban call demand".split()
)
_PAST: Final = frozenset(
    "previous previously earlier last ago since year years decade history historic anniversary former "
    "january february march april may june july august september october november december "
    "1968 always often usually".split()
)


def told_features(parsed: Parsed, found: Candidate, everything: Sequence[Candidate]) -> list[str]:
    """Whether the words tell of an action of the police at a protest, whichever."""
    root = parsed.doc[found.root]
    verb = _governor(root)
    start, end = found.span.start, found.span.end
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark", "neg")}
    around = {t.lower_ for t in root.sent}
    features = [
        f"rule={found.rule}",
        f"rule={found.rule}|{found.value}",
        f"value={found.value}",
        f"doer={found.doer}|{found.rule}",
        f"root={root.lemma_.lower()}|{found.value}",
        f"dep={root.dep_}|{found.rule}",
        f"gov={verb.lemma_.lower()}",
        f"govtag={verb.tag_}",
        f"unreal={bool(aux & _UNREAL)}",
        f"intent={_under_intent(verb)}",
        f"to={verb.tag_ == 'VB' and 'to' in aux}|{found.value}",
        f"passive={any(c.dep_ == 'auxpass' for c in verb.children)}|{found.rule}",
        f"past={bool(around & _PAST)}",
        f"quoted={'“' in root.sent.text or chr(34) in root.sent.text}",
        f"police={_named_police(around)}|{found.rule}",
        f"means={_has_means(found, everything)}|{found.value}",
        f"behind={_behind(root)}|{found.value}",
        f"like={min(sum(f.value == found.value for f in everything), 3)}",
        f"also={min(len({f.value for f in everything if f.sentence == found.sentence}), 3)}",
    ]
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            features.append(f"{child.dep_}={child.lemma_.lower()}")
    tagged = parsed.tags.features(("police", "arrested", "trigger", "main", "injured", "killed"), start, end)
    return features + tagged + [f"{t}|{found.rule}" for t in tagged if t.startswith("tag.police")]


def _has_means(found: Candidate, everything: Sequence[Candidate]) -> bool:
    """Whether its sentence names a means besides: who disperses with tear gas is coded for the gas."""
    return any(
        c.sentence == found.sentence and c.rule == "means" and c.value != "presence" and c is not found
        for c in everything
    )


def _behind(root: Token) -> str:
    """The word whose preposition the root stands behind: "clashes with riot police"."""
    above = root.head.head if root.head.pos_ == "ADP" else root.head
    return str(above.lemma_.lower())


def _named_police(words: set[str]) -> bool:
    return not words.isdisjoint(("police", "officers", "troops", "soldiers", "cops", "security", "army"))


def _governor(token: Token) -> Token:
    for _ in range(6):
        if token.pos_ == "VERB" or token.head is token:
            return token
        token = token.head
    return token


def _under_intent(verb: Token) -> bool:
    for _ in range(3):
        if verb.head is verb or verb.dep_ not in ("xcomp", "ccomp", "pcomp", "advcl", "conj", "prep", "pobj"):
            return False
        verb = verb.head
        if verb.lemma_.lower() in _INTENT:
            return True
    return False


def event_features(
    parsed: Parsed, found: Candidate, occurrence: Occurrence, others: Sequence[Occurrence]
) -> list[str]:
    """Whether an action belongs to this event, the article's other events known."""
    own = _apart(parsed, found, occurrence)
    rivals = [_apart(parsed, found, other) for other in others]
    nearer = sum(_far(r) < _far(own) for r in rivals)
    bucket = _bucket(own[0])
    status, main = occurrence.status.value, occurrence.main
    rank = "first" if not nearer else "second" if nearer == 1 else "later"
    mains = sum(o.main for o in others)
    return [
        f"apart={bucket}",
        f"apart={bucket}|main={main}",
        f"rank={rank}",
        f"rank={rank}|apart={bucket}",
        f"rank={rank}|main={main}",
        f"inscope={found.sentence in occurrence.scope}",
        f"inscope={found.sentence in occurrence.scope}|main={main}",
        f"scopeapart={found.sentence in occurrence.scope}|{bucket}",
        f"events={min(len(others), 4)}",
        f"events={min(len(others), 4)}|rank={rank}",
        f"mains={min(mains, 3)}|main={main}",
        f"main={main}",
        f"status={status}",
        f"status={status}|{found.value}",
        f"form={occurrence.form.value}",
        f"form={occurrence.form.value}|{found.value}",
        f"first={occurrence.trigger[0].root.i <= min((o.trigger[0].root.i for o in others), default=10**9)}",
        f"samesentence={min(sum(r[0] == 0 for r in rivals), 2)}|{own[0] == 0}",
        *([f"close={min(own[1] // 4, 5)}|{rank}"] if own[0] == 0 else []),
    ]


def _apart(parsed: Parsed, found: Candidate, occurrence: Occurrence) -> tuple[int, int]:
    """Sentences (behind the event's words: positive) and tokens to the nearest of the event's words."""
    return min(
        (
            (found.sentence - parsed.sentence_of(t.root.i), abs(found.root - t.root.i))
            for t in occurrence.trigger
        ),
        key=_far,
    )


def _far(apart: tuple[int, int]) -> tuple[int, int]:
    """How far an action is: one that comes before the event's words is as far as one two sentences on."""
    sentences, tokens = apart
    return (sentences if sentences >= 0 else 1 - 2 * sentences, tokens)


def _bucket(sentences: int) -> str:
    if sentences < 0:
        return "-1" if sentences == -1 else "before"
    return str(sentences) if sentences < 4 else "4+" if sentences < 8 else "8+"
