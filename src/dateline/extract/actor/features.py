"""What the judges of roles look at: a phrase, where it stands, and how it hangs on the event's words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.actor.kind import actor_kind
from dateline.extract.actor.phrases import Phrase
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.tags import LEVELS, Tags
from dateline.records.lists import ActorKind

# Phrases further than this from an event's words are not looked at.
MAX_SENTENCES_APART = 12
_MAX_PATH = 6
_ACRONYM_LENGTH = range(2, 8)
# Labels of the tagger that tell what part the words play.
_TAGGED = ("organizers", "participants", "targets", "trigger", "issues", "place")
_TAGGED_GOVERNOR = ("trigger", "issues", "organizers")
# Features that also count where another phrase of the same actor has them.
_OF_OTHERS = ("path=", "makes", "gov=", "via=")
_HYPHENS = frozenset("-–‑")


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

    def distance(self, phrase: Phrase) -> tuple[int, int]:
        """Sentences and tokens to the nearest of the event's words."""
        tokens = min(abs(phrase.head - root) for root in self.roots)
        return abs(self.nearest_sentence(phrase.sentence)), tokens


@dataclass(frozen=True, slots=True)
class Standing:
    """What a phrase hangs on, read once for all events.

    Attributes:
        word: Its head's lemma; for a name the name's label.
        governor, via: What its head hangs on, and how.
        verb: The verb above it.
        preposition: The preposition above it.
    """

    word: str
    governor: Token
    via: str
    verb: Token | None
    preposition: Token | None

    @classmethod
    def of(cls, phrase: Phrase) -> Standing:
        """Read it off the sentence's dependencies."""
        head = phrase.tokens.doc[phrase.head]
        verb = preposition = None
        for token in head.ancestors:
            if verb is None and token.pos_ in ("VERB", "AUX"):
                verb = token
            if preposition is None and token.dep_ == "prep":
                preposition = token
        governor, via = _governor_token(head)
        return cls(phrase.label or head.lemma_.lower(), governor, via, verb, preposition)


@dataclass(frozen=True, slots=True)
class Described:
    """A phrase with what does not depend on the event: whom it means, how it stands.

    Attributes:
        phrase: The phrase.
        key: The same for all phrases of one actor.
        kind: What kind of actor it tells of.
        standing: What it hangs on.
        features: Its features.
        of_others: Those that count beside another phrase of the same actor.
    """

    phrase: Phrase
    key: str
    kind: ActorKind
    standing: Standing
    features: list[str]
    of_others: tuple[str, ...]

    @classmethod
    def of(cls, phrase: Phrase, key: str, times: int) -> Described:
        """Describe a phrase of an actor that the article has ``times`` phrases for."""
        kind, standing = actor_kind(phrase.tokens.text, phrase.label), Standing.of(phrase)
        features = phrase_features(phrase, kind, standing, times)
        return cls(phrase, key, kind, standing, features, tuple(_of_others(features)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One actor near an event: its phrases in reach, the nearest to the event's words first."""

    phrases: tuple[Described, ...]

    @property
    def lead(self) -> Described:
        """The phrase nearest to the event's words."""
        return self.phrases[0]


def candidates(described: Sequence[Described], anchors: Anchors) -> list[Candidate]:
    """The actors within reach of an event, in the order in which the text first names them there."""
    by_key: dict[str, list[tuple[tuple[int, int], Described]]] = {}
    for one in described:
        distance = anchors.distance(one.phrase)
        if distance[0] <= MAX_SENTENCES_APART:
            by_key.setdefault(one.key, []).append((distance, one))
    return [
        Candidate(tuple(one for _, one in sorted(found, key=lambda pair: pair[0])))
        for found in by_key.values()
    ]


def _of_others(features: Iterable[str]) -> Iterator[str]:
    return (f"any|{feature}" for feature in features if feature.startswith(_OF_OTHERS))


def phrase_features(phrase: Phrase, kind: ActorKind, standing: Standing, times: int) -> list[str]:
    """Features of a phrase that do not depend on the event."""
    head = phrase.tokens.doc[phrase.head]
    governor, via = standing.governor.lemma_.lower(), standing.via
    text = phrase.tokens.text
    return [
        "bias",
        f"kind={kind}",
        f"kind={kind}|via={via}",
        f"head={standing.word}",
        f"headword={head.lower_}",
        f"label={phrase.label or head.pos_}",
        f"tag={head.tag_}",
        f"dep={head.dep_}",
        f"gov={governor}|{via}",
        f"via={via}",
        f"before={_before(phrase)}",
        f"times={min(times, 4)}",
        f"upper={text.isupper() and len(text) in _ACRONYM_LENGTH}",
        f"length={min(len(phrase.tokens), 5)}",
        *(f"mod={c.lower_}" for c in head.children if c.dep_ in ("amod", "compound")),
        *(f"of={_entity_or_lemma(i)}" for c in head.children if c.lower_ == "of" for i in c.children),
        *_clause(phrase, head, standing.verb),
    ]


def _clause(phrase: Phrase, head: Token, verb: Token | None) -> Iterator[str]:
    """The verb of its clause, and the word before a hyphen: "anti-government"."""
    if verb is not None:
        yield f"verb={verb.lemma_.lower()}|{phrase.label or head.pos_}"
    doc, start = head.doc, phrase.tokens.start
    if start > 1 and doc[start - 1].text in _HYPHENS:
        yield f"hyphen={doc[start - 2].lower_}"


def candidate_features(candidate: Candidate, anchors: Anchors, occurrence: Occurrence) -> list[str]:
    """Features of an actor and an event together, without those that the encoder gives."""
    lead = candidate.lead
    features = lead.features + relation_features(lead, anchors, occurrence)
    others: set[str] = set()
    for other in candidate.phrases[1:]:
        others.update(other.of_others)
        others.update(_of_others(_relation(other, anchors)))
    first = min(one.phrase.sentence for one in candidate.phrases)
    return [
        *features,
        *sorted(others),
        f"phrases={min(len(candidate.phrases), 6)}",
        f"start={min(first, 6)}",
    ]


def encoded_features(candidate: Candidate, tags: Tags) -> list[str]:
    """Features that the encoder gives: of the nearest phrase, of its head and governor, and of any phrase."""
    lead = candidate.lead.phrase
    governor = candidate.lead.standing.governor
    features = _encoded(lead, tags)
    features += tags.features(_TAGGED_GOVERNOR, governor.idx, governor.idx + len(governor), "before")
    found = {f for one in candidate.phrases for f in _encoded(one.phrase, tags)}
    return features + sorted(f"any.{f}" for f in found)


class Peers:
    """How likely the encoder finds each role of an event's candidates, so that they can be held side by side.

    An actor that is half as likely an organizer as another one seldom is one, however likely it is by itself.

    Args:
        candidates: All candidates of the event.
        tags: Of their article.
    """

    def __init__(self, candidates: Sequence[Candidate], tags: Tags) -> None:
        self._chances: dict[str, tuple[list[float], list[float]]] = {}
        for label in _TAGGED[:3]:
            each = [[_chance(one.phrase, label, tags) for one in c.phrases] for c in candidates]
            self._chances[label] = [max(one) for one in each], [one[0] for one in each]

    def features(self, number: int) -> Iterator[str]:
        """Of one candidate by its number: its place among all, by its surest phrase and by its nearest."""
        for label, (surest, nearest) in self._chances.items():
            yield from _place(f"peak.{label}", surest, number)
            yield from _place(f"lead.{label}", nearest, number)


_WORTH_COMPARING = LEVELS[1]
_BEHIND = (1e-9, 0.1, 0.3)


def _place(name: str, chances: Sequence[float], number: int) -> Iterator[str]:
    best, own = max(chances), chances[number]
    if best < _WORTH_COMPARING:
        yield f"{name}.none"
        return
    rank = sum(other > own for other in chances)
    yield f"{name}.rank={min(rank, 4)}"
    yield f"{name}.behind={bisect_right(_BEHIND, best - own)}"
    if rank == 0:
        yield f"{name}.top>{bisect_right(LEVELS, best)}"


def _chance(phrase: Phrase, label: str, tags: Tags) -> float:
    return tags.chance(label, phrase.tokens.start_char, phrase.tokens.end_char)


def _encoded(phrase: Phrase, tags: Tags) -> list[str]:
    head = phrase.tokens.doc[phrase.head]
    return [
        *tags.features(_TAGGED, phrase.tokens.start_char, phrase.tokens.end_char),
        *tags.features(_TAGGED[:3], head.idx, head.idx + len(head), "head"),
    ]


def relation_features(one: Described, anchors: Anchors, occurrence: Occurrence) -> list[str]:
    """Features of a phrase and an event together."""
    phrase, kind = one.phrase, one.kind
    head = phrase.tokens.doc[phrase.head]
    apart = anchors.nearest_sentence(phrase.sentence)
    bucket = apart if abs(apart) < 3 else (3 if abs(apart) < 6 else 6) * (1 if apart > 0 else -1)
    label = phrase.label or head.pos_
    form, near = occurrence.form.value, apart == 0
    governor, via = one.standing.governor.lemma_.lower(), one.standing.via
    return [
        f"apart={bucket}",
        f"apart={bucket}|label={label}",
        f"kind={kind}|apart={max(-3, min(3, apart))}",
        f"inscope={phrase.sentence in occurrence.scope}",
        f"form={form}|head={one.standing.word}",
        f"form={form}|kind={kind}|{phrase.label}",
        f"form={form}|kind={kind}|near={near}|after={phrase.head > anchors.roots[0]}",
        f"status={occurrence.status.value}|label={phrase.label}",
        f"main={occurrence.main}|near={near}|{phrase.label}",
        f"near={near}|gov={governor}|{via}",
        f"first={phrase.sentence < 3}|label={label}",
        *_relation(one, anchors),
        *_hanging(one.standing, anchors),
    ]


def _relation(one: Described, anchors: Anchors) -> list[str]:
    """How a phrase hangs on the event's words."""
    phrase = one.phrase
    head = phrase.tokens.doc[phrase.head]
    features = list(_makers(head, one.standing, anchors))
    if not anchors.tokens.isdisjoint(range(phrase.tokens.start, phrase.tokens.end)):
        features.append("overlaps")
    if anchors.nearest_sentence(phrase.sentence) == 0:
        features += _paths(head, anchors)
    return features


def _hanging(standing: Standing, anchors: Anchors) -> Iterator[str]:
    """The verb and the preposition above the phrase: whether they are, or hang on, the event's words."""
    verb, preposition = standing.verb, standing.preposition
    if verb is not None:
        yield f"verb|event={verb.i in anchors.tokens}"
    if preposition is not None:
        yield f"prep={preposition.lower_}|event={preposition.head.i in anchors.tokens}"


# Verbs by which an event is brought about; closed language, so named here and weighed by the model.
_MAKING = frozenset(
    "organise organize call convene facilitate host sponsor lead stage arrange hold initiate coordinate "
    "mount announce plan launch mobilise mobilize spearhead head declare back coorganise coorganize co- "
    "organise co-organize".split()
)


def _makers(head: Token, standing: Standing, anchors: Anchors) -> Iterator[str]:
    """The phrase brings the event about: "a rally organised by X", "X called a strike"."""
    verb, via = standing.governor, standing.via
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


def _governor_token(head: Token) -> tuple[Token, str]:
    """What the phrase hangs on and how: ``(oppose, "dobj")``, ``(march, "against")``."""
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
