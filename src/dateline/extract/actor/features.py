"""What the judges of roles look at: a phrase, where it stands, and how it hangs on the event's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.actor.kind import actor_kind
from dateline.extract.actor.phrases import Phrase
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.tags import Tags

# Phrases further than this from an event's words are not looked at.
MAX_SENTENCES_APART = 12
_MAX_PATH = 6
_ACRONYM_LENGTH = range(2, 8)
# Labels of the tagger that tell what part the words play.
_TAGGED = ("organizers", "participants", "targets", "trigger", "issues", "place")


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where an event's words stand: token indices of the triggers' roots and their sentences."""

    roots: tuple[int, ...]
    sentences: tuple[int, ...]
    tokens: frozenset[int]

    @classmethod
    def of(cls, parsed: Parsed, occurrence: Occurrence) -> Anchors:
        """The anchors of an occurrence."""
        roots = tuple(t.root.i for t in occurrence.trigger)
        tokens = frozenset(i for t in occurrence.trigger for i in range(t.start, t.end))
        return cls(roots, tuple(sorted({parsed.sentence_of(r) for r in roots})), tokens)

    def nearest_sentence(self, sentence: int) -> int:
        """Signed number of sentences from the nearest trigger's sentence."""
        return min((sentence - s for s in self.sentences), key=abs)


def phrase_features(phrase: Phrase, counts: Counter[str]) -> list[str]:
    """Features of a phrase that do not depend on the event."""
    head = phrase.tokens.doc[phrase.head]
    governor, via = _governor(head)
    text = phrase.tokens.text
    kind = actor_kind(text, phrase.label)
    return [
        "bias",
        f"kind={kind}",
        f"kind={kind}|via={via}",
        f"head={head.lemma_.lower() if not phrase.label else phrase.label}",
        f"headword={head.lower_}",
        f"label={phrase.label or head.pos_}",
        f"tag={head.tag_}",
        f"dep={head.dep_}",
        f"gov={governor}|{via}",
        f"via={via}",
        f"before={_before(phrase)}",
        f"times={min(counts[text.lower()], 4)}",
        f"upper={text.isupper() and len(text) in _ACRONYM_LENGTH}",
        f"length={min(len(phrase.tokens), 5)}",
        *(f"mod={c.lower_}" for c in head.children if c.dep_ in ("amod", "compound")),
        *(f"of={_entity_or_lemma(i)}" for c in head.children if c.lower_ == "of" for i in c.children),
    ]


def tagged_features(phrase: Phrase, tags: Tags) -> list[str]:
    """Features that the encoder gives: of the phrase, and of its head alone."""
    head = phrase.tokens.doc[phrase.head]
    return [
        *tags.features(_TAGGED, phrase.tokens.start_char, phrase.tokens.end_char),
        *tags.features(_TAGGED[:3], head.idx, head.idx + len(head), "head"),
    ]


def relation_features(phrase: Phrase, anchors: Anchors, occurrence: Occurrence) -> list[str]:
    """Features of a phrase and an event together."""
    head = phrase.tokens.doc[phrase.head]
    apart = anchors.nearest_sentence(phrase.sentence)
    bucket = apart if abs(apart) < 3 else (3 if abs(apart) < 6 else 6) * (1 if apart > 0 else -1)
    label = phrase.label or head.pos_
    governor, via = _governor(head)
    features = [
        f"apart={bucket}",
        f"apart={bucket}|label={label}",
        f"inscope={phrase.sentence in occurrence.scope}",
        f"form={occurrence.form.value}|head={head.lemma_.lower() if not phrase.label else phrase.label}",
        f"near={apart == 0}|gov={governor}|{via}",
        f"first={phrase.sentence < 3}|label={label}",
    ]
    features += _makers(head, anchors)
    if set(range(phrase.tokens.start, phrase.tokens.end)) & anchors.tokens:
        features.append("overlaps")
    if apart == 0:
        features += _paths(head, anchors)
    return features


# Verbs by which an event is brought about; closed language, so named here and weighed by the model.
_MAKING = frozenset(
    "organise organize call convene facilitate host sponsor lead stage arrange hold initiate coordinate "
    "mount announce plan launch mobilise mobilize spearhead head declare back coorganise coorganize co- "
    "organise co-organize".split()
)


def _makers(head: Token, anchors: Anchors) -> Iterator[str]:
    """The phrase brings the event about: "a rally organised by X", "X called a strike"."""
    verb, via = _governor_token(head)
    if verb.lemma_.lower() not in _MAKING:
        return
    event = {verb.head.i, *(c.i for c in verb.children), *(i.i for c in verb.children for i in c.children)}
    if via in ("by", "agent") or (via == "nsubj" and head.dep_ != "nsubjpass"):
        yield f"makes={via}"
        yield f"makes={via}|event={bool(event & anchors.tokens)}"


def _paths(head: Token, anchors: Anchors) -> Iterator[str]:
    doc = head.doc
    root = min(anchors.roots, key=lambda i: abs(i - head.i))
    if doc[root].sent.start != head.sent.start:
        return
    distance = head.i - root
    yield f"side={'after' if distance > 0 else 'before'}|{min(abs(distance) // 4, 4)}"
    path = _path(head, doc[root])
    if path:
        yield f"path={path}"
        yield f"path={path}|{doc[root].pos_}"
        yield f"steps={path.count('<') + path.count('>')}"


def _path(a: Token, b: Token) -> str:
    """Dependency labels from ``a`` up to the common ancestor and down to ``b``, prepositions by word."""
    up = [a, *a.ancestors]
    down = [b, *b.ancestors]
    places = {t.i: n for n, t in enumerate(down)}
    for n, token in enumerate(up):
        if token.i in places:
            m = places[token.i]
            if n + m > _MAX_PATH:
                return ""
            return "".join(f"{_label(t)}<" for t in up[:n]) + "".join(
                f">{_label(t)}" for t in reversed(down[:m])
            )
    return ""


def _label(token: Token) -> str:
    return str(token.lower_ if token.dep_ in ("prep", "agent") else token.dep_)


def _governor(head: Token) -> tuple[str, str]:
    """The lemma that the phrase hangs on and how: ``("oppose", "dobj")``, ``("march", "against")``."""
    governor, via = _governor_token(head)
    return governor.lemma_.lower(), via


def _governor_token(head: Token) -> tuple[Token, str]:
    token = head
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    if token.dep_ in ("pobj", "pcomp"):
        prep = token.head
        return prep.head, prep.lower_
    return token.head, token.dep_


def _before(phrase: Phrase) -> str:
    at = phrase.tokens.start - 1
    return phrase.tokens.doc[at].lower_ if at >= 0 else "^"


def _entity_or_lemma(token: Token) -> str:
    return token.ent_type_ or str(token.lemma_.lower())
