"""Where an event was: the place of this event, apart from the heading, the speaker and the addressee.

Every toponym of the article is judged as the place of the event by a logistic model over how it is
tied to the trigger: by which preposition and to which word, in which sentence, next to which other
places. The most likely place is the answer where it is likely enough; None is an answer.
Trained by ``training/train_place.py``; described in docs/reference/models/place.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.extract.linear import LinearModel, load_model
from dateline.extract.occurrence import Occurrence
from dateline.gazetteer import Entry, Gazetteer
from dateline.parse import Parsed
from dateline.records import EventPlace, Span, Toponym
from dateline.records.lists import PlacePrecision

BY_MODEL = "place.model/1"
BY_SITE = "place.site/1"
MODEL_FILE = "place.json.gz"

_THRESHOLD = 0.35
_MAX_PATH = 5
_MAX_TOPONYMS = 200  # in an article; enough for any report, and a cap for lists of thousands
_REACH = 60  # tokens
_PEOPLE = "toponym.people/1"
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "province": "province", "county": "district", "region": "province", "city": "city",
}  # fmt: skip
_SITE_NOUNS = frozenset(
    {"square", "street", "road", "avenue", "campus", "university", "college", "school", "stadium", "building",
     "parliament", "embassy", "consulate", "court", "courthouse", "station", "church", "mosque", "temple",
     "cathedral", "park", "bridge", "headquarters", "office", "offices", "airport", "port", "harbour", "harbor",
     "mine", "factory", "plant", "library", "hall", "house", "gate", "capitol", "palace", "ministry", "prison",
     "jail", "hospital", "market", "monument", "plaza", "highway", "motorway", "mall", "hotel", "theatre",
     "theater", "centre", "center", "assembly", "legislature", "residence", "border", "checkpoint", "roundabout",
     "intersection", "field", "garden", "gardens", "secretariat", "barracks", "base", "refinery", "depot",
     "statue", "memorial", "chowk", "quad", "museum", "bank", "club", "complex", "estate", "farm", "stock exchange"}
)  # fmt: skip
_SITE_PREPOSITIONS = frozenset(
    {"in", "at", "outside", "on", "near", "inside", "around", "to", "through", "along", "of", "towards", "toward",
     "opposite", "into", "across", "beside", "by"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A toponym as the place of an event: its tokens, what it is, and the features that judge it."""

    toponym: Toponym
    tokens: Tokens
    kind: str
    features: tuple[str, ...]


def place_of_event(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> EventPlace | None:
    """The place of the event, or None where the article does not say it.

    ``name``, the coordinates and the areas are those of the toponym in the first evidence span;
    ``site`` is a square, street, campus or building in the article's words.
    """
    model = load_model(MODEL_FILE)
    judged = [
        (model.probability(candidate.features), candidate)
        for candidate in candidates(parsed, occurrence, toponyms, gazetteer)
    ]
    site = _site(parsed, occurrence)
    best = max(judged, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < _THRESHOLD:
        return _at_site(site)
    return _place(best[1], best[0], site, gazetteer)


def candidates(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> list[Candidate]:
    """The toponyms that could be the event's place, with their features; words for people are none."""
    places = [t for t in toponyms if t.by != _PEOPLE][:_MAX_TOPONYMS]
    around = _Around(parsed, occurrence, places, gazetteer)
    return [
        Candidate(t, around.tokens[i], around.kinds[i], tuple(around.features(i)))
        for i, t in enumerate(places)
    ]


class _Around:
    """What features need of an article and an event, gathered once."""

    def __init__(
        self, parsed: Parsed, occurrence: Occurrence, places: list[Toponym], gazetteer: Gazetteer
    ) -> None:
        self.parsed, self.occurrence, self.places = parsed, occurrence, places
        self.tokens = [parsed.tokens_of(t.evidence[0]) for t in places]
        self.kinds = [kind_of(t, gazetteer) for t in places]
        self.sentences = [parsed.sentence_of(tokens.start) for tokens in self.tokens]
        self.heads = [trigger.root.i for trigger in occurrence.trigger]
        self.home = [parsed.sentence_of(head) for head in self.heads]
        self.counts = Counter(t.name for t in places)
        self.most = max(self.counts.values(), default=0)
        self.heading = parsed.heading
        self.near = set(self.home)

    def features(self, i: int) -> Iterator[str]:
        """The features of toponym ``i``; the nearest trigger counts."""
        tokens, kind = self.tokens[i], self.kinds[i]
        head = min(self.heads, key=lambda h: abs(h - tokens.start))
        same = self.parsed.sentence_of(head) == self.sentences[i]
        where = self._where(i)
        yield f"where={where}"
        yield f"kind={kind} {where}"
        yield from self._article(i, where)
        yield from self._neighbours(i, where)
        yield from _attachment(self.parsed.doc, tokens, head, where)
        if same:
            yield from self._in_sentence(i, head)

    def _where(self, i: int) -> str:
        if self._in_heading(i):
            return "heading"
        sentence = self.sentences[i]
        if sentence in self.near:
            return "same"
        if sentence in self.occurrence.scope:
            return "scope"
        gap = min((sentence - home for home in self.home), key=abs)
        if abs(gap) == 1:
            return "before" if gap < 0 else "after"
        return "far"

    def _in_heading(self, i: int) -> bool:
        head = self.heading
        return head is not None and self.places[i].evidence[0].start < head.end

    def _article(self, i: int, where: str) -> Iterator[str]:
        count = self.counts[self.places[i].name]
        yield f"count={min(count, 4)}"
        if count == self.most:
            yield f"most={where}"
        if len(self.counts) == 1:
            yield f"only={where}"
        if self.near.isdisjoint(self.sentences):
            yield f"none_near={where} {self.kinds[i]}"
        elif any(s in self.near and k in ("city", "county") for s, k in zip(self.sentences, self.kinds, strict=True)):
            yield f"city_near={where}"
        if self.sentences[i] == 0:
            yield f"first={where}"

    def _neighbours(self, i: int, where: str) -> Iterator[str]:
        text, span = self.parsed.text, self.places[i].evidence[0]
        if i + 1 < len(self.places):
            gap = text[span.end : self.places[i + 1].evidence[0].start]
            if gap.strip() in (",", "("):
                yield f"inner={where}"
            elif gap.strip() in ("and", ", and", "or"):
                yield "listed"
        if i and text[self.places[i - 1].evidence[0].end : span.start].strip() in (",", "("):
            yield f"outer={where}"
        inside = any(
            s == self.sentences[i] and j != i and _holds(self.places[i], self.kinds[i], self.places[j], self.kinds[j])
            for j, s in enumerate(self.sentences)
        )
        if inside:
            yield f"holds_another={where}"

    def _in_sentence(self, i: int, head: int) -> Iterator[str]:
        tokens = self.tokens[i]
        start = tokens.start
        gap = start - head
        size = "0-3" if abs(gap) <= 3 else "4-8" if abs(gap) <= 8 else "9-16" if abs(gap) <= 16 else "17+"
        side = "right" if gap > 0 else "left"
        yield f"gap={side} {size}"
        between = sum(
            1 for j, other in enumerate(self.tokens) if j != i and min(head, start) < other.start < max(head, start)
        )
        yield f"between={side} {min(between, 3)}"
        rivals = sum(1 for s in self.sentences if s == self.sentences[i])
        yield f"rivals={min(rivals, 4)}"


def _holds(outer: Toponym, outer_kind: str, inner: Toponym, inner_kind: str) -> bool:
    if outer.country is None or outer.country != inner.country:
        return False
    if outer_kind == "country":
        return inner_kind != "country"
    return outer_kind == "province" and inner_kind in ("city", "county") and outer.admin1 == inner.admin1


def _attachment(doc: Doc, tokens: Tokens, head: int, where: str) -> Iterator[str]:
    """How the toponym hangs in its sentence: its preposition, what that belongs to, the path."""
    root = tokens.root
    yield f"dep={root.dep_} {where}"
    before = doc[tokens.start - 1].lower_ if tokens.start else "<"
    yield f"word_before={before} {where == 'same'}"
    if root.ent_type_ == "ORG" or root.head.ent_type_ == "ORG":
        yield "in_organisation"
    if tokens.end < len(doc) and doc[tokens.end].lower_ in ("'s", "’s", "'"):
        yield f"possessor={where}"
    link = _preposition(root)
    if link is None:
        yield f"no_preposition={where}"
    else:
        yield f"prep={link.lower_} {where}"
        yield f"prep_head={link.lower_} {link.head.pos_} {where}"
        if link.lower_ == "of" or where != "same":
            yield f"of={link.lower_} {link.head.lemma_.lower()}"
    trigger = doc[head]
    if trigger.sent == root.sent:
        yield f"path={_path(trigger, root)}"
        if link is not None:
            yield f"tied={link.lower_} {_tie(trigger, link.head)} {trigger.pos_}"


def _preposition(token: Token) -> Token | None:
    """The preposition that governs a name, through names it is part of or listed with."""
    for _ in range(_MAX_PATH):
        if token.dep_ == "prep" or token.pos_ == "ADP":
            return token
        if token.dep_ not in ("pobj", "compound", "conj", "appos", "nmod", "amod", "poss", "npadvmod", "pcomp"):
            return None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _tie(trigger: Token, governor: Token) -> str:
    if governor.i == trigger.i:
        return "trigger"
    if governor.is_ancestor(trigger):
        return "above"
    if trigger.is_ancestor(governor):
        return "below"
    return "aside"


def _path(trigger: Token, target: Token) -> str:
    """Labels from the trigger up to where the two meet and down to the target; prepositions in words."""
    above = {trigger.i: 0}
    for steps, token in enumerate(trigger.ancestors, start=1):
        above[token.i] = steps
    down: list[str] = []
    token = target
    while token.i not in above and token.head.i != token.i:
        down.append(token.lower_ if token.dep_ == "prep" else token.dep_)
        token = token.head
    up = above.get(token.i, _MAX_PATH + 1)
    if up + len(down) > _MAX_PATH:
        return "long"
    deps = [trigger.dep_, *(t.dep_ for t in trigger.ancestors)][:up]
    return "^".join(deps) + ">" + ">".join(reversed(down))


def kind_of(toponym: Toponym, gazetteer: Gazetteer) -> str:
    """What a toponym's place is: a kind of the gazetteer, or "unknown" where it does not hold it."""
    entry = _entry(toponym, gazetteer)
    return entry.kind if entry else "unknown"


def _entry(toponym: Toponym, gazetteer: Gazetteer) -> Entry | None:
    if toponym.latitude is None:
        return None
    for entry in gazetteer.lookup(toponym.evidence[0].quote):
        if (entry.latitude, entry.longitude, entry.name) == (toponym.latitude, toponym.longitude, toponym.name):
            return entry
    return None


def _place(candidate: Candidate, probability: float, site: Span | None, gazetteer: Gazetteer) -> EventPlace:
    toponym = candidate.toponym
    entry = _entry(toponym, gazetteer)
    span = toponym.evidence[0]
    if site is not None and site.overlaps(span):
        site = None if len(site.quote) <= len(span.quote) else site
    precision = _PRECISION.get(candidate.kind, "site")
    exact = site is not None and precision in ("city", "district", "site")
    return EventPlace(
        name=toponym.name,
        site=site.quote if site else None,
        geonameid=toponym.geonameid,
        latitude=toponym.latitude,
        longitude=toponym.longitude,
        admin1=toponym.admin1,
        admin2=entry.admin2 if entry else None,
        country=toponym.country,
        precision="site" if exact else precision,
        confidence=round(probability * (0.5 + 0.5 * toponym.confidence), 3),
        evidence=(span,) if site is None else (span, site),
        by=BY_MODEL,
    )


def _at_site(site: Span | None) -> EventPlace | None:
    """An event at a building that has a name of its own, though no town is said to hold it."""
    if site is None or not any(word[:1].isupper() for word in site.quote.split()):
        return None
    return EventPlace(
        name=site.quote, site=site.quote, precision="site", confidence=0.3, evidence=(site,), by=BY_SITE
    )


def _site(parsed: Parsed, occurrence: Occurrence) -> Span | None:
    """The square, street, campus or building nearest to a trigger in its own sentence."""
    best: tuple[int, Span] | None = None
    for trigger in occurrence.trigger:
        sentence = parsed.sentences[parsed.sentence_of(trigger.root.i)]
        for token in sentence:
            distance = token.i - trigger.root.i
            if abs(distance) > _REACH or token.lower_ not in _SITE_NOUNS or not _is_location(token):
                continue
            span = _site_words(parsed, token)
            cost = abs(distance) + (10 if distance < 0 else 0)
            if span is not None and (best is None or cost < best[0]):
                best = (cost, span)
        if best:
            return best[1]
    return None


def _is_location(noun: Token) -> bool:
    link = noun.head
    return noun.dep_ == "pobj" and link.lower_ in _SITE_PREPOSITIONS and (
        link.lower_ != "of" or link.head.lower_ in ("front", "gates", "steps", "outside", "grounds")
    )  # fmt: skip


def _site_words(parsed: Parsed, noun: Token) -> Span | None:
    left = noun.i
    while left > noun.left_edge.i and (
        parsed.doc[left - 1].dep_ in ("compound", "amod", "poss", "case", "nmod", "punct", "nummod")
        and parsed.doc[left - 1].text not in (",", "“", '"')
    ):
        left -= 1
    words = parsed.doc[left : noun.i + 1]
    return parsed.words(words) if len(words) else None
