"""Where an event was: the place of this event, apart from the heading, the speaker and the addressee.

Every toponym of the article is judged as the place of the event by a logistic model over how it is
tied to the trigger: by which preposition and to which word, in which sentence, next to which other
places. The most likely place is the answer where it is likely enough; None is an answer.
Trained by ``training/train_place.py``; described in docs/reference/models/place.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.considered import Considered, Judgement
from dateline.extract.linear import load_model
from dateline.extract.occurrence import Occurrence
from dateline.extract.resolve import km
from dateline.gazetteer import Entry, Gazetteer
from dateline.parse import Parsed
from dateline.records import EventPlace, PlaceChoice, Span, Toponym
from dateline.records.lists import PlacePrecision

BY_MODEL = "place.model/1"
BY_SITE = "place.site/1"
MODEL_FILE = "place.json.gz"

THRESHOLD = 0.25
_INNER = 0.4  # share of a country's or province's probability from which a town in it is preferred
_TOWN_OF_SITE = 0.1
_ABOUT = 0.3
_ABOUT_PREPOSITIONS = frozenset({"against", "for", "over", "about", "regarding", "concerning"})
_ABOUT_VERBS = frozenset(
    {"demand", "protest", "support", "oppose", "condemn", "denounce", "mark", "commemorate", "urge", "seek",
     "express", "press", "call", "back", "honor", "honour", "mourn", "remember"}
)  # fmt: skip
_ABOUT_NOUNS = frozenset({"support", "solidarity", "favor", "favour", "memory", "honor", "honour", "protest"})
_NATIONWIDE_PROBABILITY = 0.6
_NATIONWIDE = ("nationwide", "nation-wide", "countrywide", "country-wide", "across the country",
               "across the nation", "throughout the country", "around the country", "all over the country",
               "national strike", "general strike")  # fmt: skip
_MAX_PATH = 5
_MAX_TOPONYMS = 200  # in an article; enough for any report, and a cap for lists of thousands
_LONGEST_SHORT = 4  # letters of an abbreviation: KZN
_SIGNATURE = 4  # tokens of a line that only names an agency
_LONGEST_TIE = 200  # tokens; a cap for sentences that never end
_REACH = 60  # tokens
_NAMED_SITE = 8  # tokens by which a site with a name of its own may lie further off than one without
_LONGEST_OF = 5  # tokens of the name behind "of"
_PEOPLE = "toponym.people/1"
_OWN = "codebook.place/1"
_WITHIN_TOWN_KM = 40.0
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "province": "province", "county": "district", "region": "province", "city": "city",
}  # fmt: skip


@cache
def _site_lists() -> dict[str, frozenset[str]]:
    text = (files("dateline.extract") / "site_words.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {kind: frozenset(words.split()) for kind, words in rows}


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
    return choose_place(parsed, occurrence, toponyms, gazetteer).place


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """The place of an event, the toponym that it rests on, and the rule that took that one."""

    place: EventPlace | None
    toponym: Considered[Candidate] | None
    rule: Literal["likeliest", "in_the_likeliest", "town_of_the_site", "whole_country", "site_alone", "none"]


def choose_place(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> ChosenPlace:
    """``place_of_event`` with how it was chosen."""
    judged = considered_places(parsed, occurrence, toponyms, gazetteer)
    site = _site(parsed, occurrence)
    whole = _whole_country(parsed, occurrence, toponyms, gazetteer)
    if whole is not None:
        return ChosenPlace(_place(whole, None, gazetteer), whole, "whole_country")
    best = _best(judged)
    if best is None:
        alone = _at_site(site)
        return ChosenPlace(alone, None, "none" if alone is None else "site_alone")
    if best.item.kind == "unknown":
        town = _town_of(best, judged)
        if town is not None:
            place = _place(town, best.item.toponym.evidence[0], gazetteer, site_first=True)
            return ChosenPlace(place, town, "town_of_the_site")
    likeliest = all(one.chance <= best.chance for one in judged)
    rule: Literal["likeliest", "in_the_likeliest"] = "likeliest" if likeliest else "in_the_likeliest"
    return ChosenPlace(_place(best, site, gazetteer), best, rule)


def considered_places(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> list[Considered[Candidate]]:
    """The toponyms as they were weighed as the event's place, in the order of the text.

    None is ruled out here: ``place_of_event`` takes one, or a town in it, or the country for all of them.
    """
    model = load_model(MODEL_FILE)
    triggers = [trigger.root for trigger in occurrence.trigger]
    return [
        Considered(
            candidate,
            model.probability(candidate.features) * _apart(parsed, triggers, candidate),
            (Judgement(model, candidate.features),),
        )
        for candidate in candidates(parsed, occurrence, toponyms, gazetteer)
    ]


def with_alternatives(
    place: EventPlace | None, others: Mapping[Span, tuple[PlaceChoice, ...]]
) -> EventPlace | None:
    """The place with what else its name may mean; ``others`` holds that by the name's words."""
    if place is None or place.latitude is None:
        return place
    found = next((others[span] for span in place.evidence if span in others), ())
    return replace(place, alternatives=found)


_Judged = Considered[Candidate]


def _sentence(judged: _Judged) -> int:
    return judged.item.tokens.sent.start  # type: ignore[no-any-return]


def _best(judged: list[_Judged]) -> _Judged | None:
    """The likeliest place, or a town in it that is nearly as likely; None where none is likely."""
    best = max(judged, key=lambda one: one.chance, default=None)
    if best is None or best.chance < THRESHOLD:
        return None
    if best.item.kind not in ("country", "province"):
        return _own_site_in(best, judged)
    inner = [one for one in judged if _inside(one, best) and one.chance >= _INNER * best.chance]
    return max(inner, key=lambda one: one.chance, default=best)


def _own_site_in(town: _Judged, judged: list[_Judged]) -> _Judged:
    """A square or quarter of a team's own in the town and its sentence, nearly as likely; else the town."""
    if town.item.toponym.by == _OWN:
        return town
    sites = [
        one
        for one in judged
        if one.item.toponym.by == _OWN
        and _sentence(one) == _sentence(town)
        and one.chance >= _INNER * town.chance
        and _near(one.item.toponym, town.item.toponym)
    ]
    return max(sites, key=lambda one: one.chance, default=town)


def _near(one: Toponym, other: Toponym) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return km(one.latitude, one.longitude, other.latitude, other.longitude) <= _WITHIN_TOWN_KM


def _inside(inner: _Judged, outer: _Judged) -> bool:
    a, b = outer.item, inner.item
    return _holds(a.toponym, a.kind, b.toponym, b.kind)


def _town_of(site: _Judged, judged: list[_Judged]) -> _Judged | None:
    """The town that a building or square lies in: one named in the same sentence, likely enough."""
    towns = [
        one
        for one in judged
        if one.item.kind in ("city", "county")
        and one.chance >= _TOWN_OF_SITE
        and _sentence(one) == _sentence(site)
    ]
    return max(towns, key=lambda one: one.chance, default=None)


def _whole_country(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> _Judged | None:
    """The country, where the trigger's sentence says "nationwide" or "across the country".

    It is the country that most toponyms of the article lie in; words for its people will do to name it.
    """
    home = parsed.sentence_of(occurrence.head)
    said = parsed.sentences[home].text.lower()
    if not any(words in said for words in _NATIONWIDE):
        return None
    counts = Counter(t.country for t in toponyms[:_MAX_TOPONYMS] if t.country)
    named = [(t, kind_of(t, gazetteer)) for t in toponyms[:_MAX_TOPONYMS]]
    lands = [(t, kind) for t, kind in named if kind in ("country", "demonym")]
    if not lands:
        return None
    best, _ = max(lands, key=lambda pair: (counts[pair[0].country or ""], pair[1] == "country"))
    tokens = parsed.tokens_of(best.evidence[0])
    return Considered(Candidate(best, tokens, "country", ()), _NATIONWIDE_PROBABILITY)


def candidates(
    parsed: Parsed, occurrence: Occurrence, toponyms: tuple[Toponym, ...], gazetteer: Gazetteer
) -> list[Candidate]:
    """The toponyms that could be the event's place, with their features; words for people are none."""
    close = len(parsed.text.rstrip(" .\n)"))
    places = [
        t
        for t in toponyms
        if t.by != _PEOPLE and not (t.evidence[0].end >= close and _stands_alone(parsed, t))
    ][:_MAX_TOPONYMS]
    around = _Around(parsed, occurrence, places, gazetteer)
    return [
        Candidate(t, around.tokens[i], around.kinds[i], tuple(around.features(i)))
        for i, t in enumerate(places)
    ]


def _stands_alone(parsed: Parsed, toponym: Toponym) -> bool:
    """Whether its line holds hardly more: at the very end of an article an agency's signature."""
    at = parsed.token_at(toponym.evidence[0].start)
    return len(parsed.sentences[parsed.sentence_of(at)]) <= _SIGNATURE


class _Around:
    """What features need of an article and an event, gathered once."""

    def __init__(
        self, parsed: Parsed, occurrence: Occurrence, places: list[Toponym], gazetteer: Gazetteer
    ) -> None:
        self.parsed, self.occurrence, self.places = parsed, occurrence, places
        self.tokens = [parsed.tokens_of(t.evidence[0]) for t in places]
        self.kinds = [kind_of(t, gazetteer) for t in places]
        self.starts = [tokens.start for tokens in self.tokens]
        self.sentences = [parsed.sentence_of(start) for start in self.starts]
        self.in_sentence: dict[int, list[int]] = {}
        for i, sentence in enumerate(self.sentences):
            self.in_sentence.setdefault(sentence, []).append(i)
        self.heads = [trigger.root.i for trigger in occurrence.trigger]
        self.home = [parsed.sentence_of(head) for head in self.heads]
        self.counts = Counter(t.name for t in places)
        self.countries = Counter(t.country for t in places if t.country)
        self.most = max(self.counts.values(), default=0)
        self.in_countries = max(1, self.countries.total())
        self.heading = parsed.heading
        self.section = self._section()
        self.near = set(self.home)
        near = [i for sentence in self.near for i in self.in_sentence.get(sentence, ())]
        self.none_near = not near
        self.city_near = any(self.kinds[i] in ("city", "county") for i in near)

    def features(self, i: int) -> Iterator[str]:
        """The features of toponym ``i``; the nearest trigger counts."""
        start, kind = self.starts[i], self.kinds[i]
        head = min(self.heads, key=lambda h: abs(h - start))
        same = self.parsed.sentence_of(head) == self.sentences[i]
        where = self._where(i)
        yield f"where={where}"
        yield f"kind={kind} {where}"
        yield "one_sentence" if len(self.parsed.sentences) == 1 else f"article={kind} {where}"
        yield from self._article(i, where)
        yield from self._neighbours(i, where)
        yield from _attachment(self.parsed, self.tokens[i], head, where)
        if same:
            yield from self._in_sentence(i, head)

    def _section(self) -> int:
        """The last toponym before the event that stands on a line of its own, as a crosshead; -1 for none."""
        found = -1
        for i, tokens in enumerate(self.tokens):
            line = self.parsed.sentences[self.sentences[i]]
            if tokens.start >= self.heads[0] or len(line) > len(tokens) + _SIGNATURE:
                continue
            if line.text.strip(" \n\t.:,-–—") == self.places[i].evidence[0].quote:
                found = i
        return found

    def _where(self, i: int) -> str:
        if self._in_heading(i):
            return "heading"
        if i == self.section:
            return "section"
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
        share = self.countries[self.places[i].country or ""] / self.in_countries
        size = "most" if share > 0.6 else "some" if share > 0.2 else "few"
        yield f"share={size} {self.kinds[i] == 'country'} {where}"
        if len(self.counts) == 1:
            yield f"only={where}"
        if self.none_near:
            yield f"none_near={where} {self.kinds[i]}"
        elif self.city_near:
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
        beside = self.in_sentence[self.sentences[i]]
        if self.kinds[i] in ("country", "province") and any(
            _holds(self.places[i], self.kinds[i], self.places[j], self.kinds[j]) for j in beside if j != i
        ):
            yield f"holds_another={where}"

    def _in_sentence(self, i: int, head: int) -> Iterator[str]:
        start = self.starts[i]
        gap = start - head
        size = "0-3" if abs(gap) <= 3 else "4-8" if abs(gap) <= 8 else "9-16" if abs(gap) <= 16 else "17+"
        side = "right" if gap > 0 else "left"
        yield f"gap={side} {size}"
        first, last = min(head, start), max(head, start)
        between = sum(first < other < last for other in self.starts)
        yield f"between={side} {min(between, 3)}"
        yield f"rivals={min(len(self.in_sentence[self.sentences[i]]), 4)}"


def _holds(outer: Toponym, outer_kind: str, inner: Toponym, inner_kind: str) -> bool:
    if outer.country is None or outer.country != inner.country:
        return False
    if outer_kind == "country":
        return inner_kind != "country"
    return outer_kind == "province" and inner_kind in ("city", "county") and outer.admin1 == inner.admin1


def _attachment(parsed: Parsed, tokens: Tokens, head: int, where: str) -> Iterator[str]:
    """How the toponym hangs in its sentence: its preposition, what that belongs to, the path."""
    doc = parsed.doc
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
    at: int = root.i
    if abs(head - at) <= _LONGEST_TIE and parsed.sentence_of(head) == parsed.sentence_of(at):
        trigger = doc[head]
        path, branch = _path(trigger, root)
        yield f"path={path}"
        yield f"branch={branch}"
        yield f"branch={branch} {link.lower_ if link is not None else '-'}"
        if link is not None:
            yield f"tied={link.lower_} {_tie(trigger, link.head)} {trigger.pos_}"


def _apart(parsed: Parsed, triggers: list[Token], candidate: Candidate) -> float:
    """What a place's probability is multiplied by for lying in the words of what the event is about.

    "Demonstrated against the war in Yemen": the training data holds few of these, so they have a rule.
    """
    root = candidate.tokens.root
    home = parsed.sentence_of(root.i)
    about = any(parsed.sentence_of(trigger.i) == home and _is_issue(trigger, root) for trigger in triggers)
    return _ABOUT if about else 1.0


def _is_issue(trigger: Token, target: Token) -> bool:
    if abs(trigger.i - target.i) > _LONGEST_TIE or not trigger.is_ancestor(target):
        return False
    step = target
    while step.head.i != trigger.i:
        step = step.head
    if step.lower_ in _ABOUT_PREPOSITIONS:
        return True
    if step.dep_ in ("xcomp", "advcl", "acl") and step.lemma_.lower() in _ABOUT_VERBS:
        return True
    return step.lower_ == "in" and any(child.lower_ in _ABOUT_NOUNS for child in step.children)


def _preposition(token: Token) -> Token | None:
    """The preposition that governs a name, through names it is part of or listed with."""
    for _ in range(_MAX_PATH):
        if token.dep_ == "prep" or token.pos_ == "ADP":
            return token
        if token.dep_ not in (
            "pobj",
            "compound",
            "conj",
            "appos",
            "nmod",
            "amod",
            "poss",
            "npadvmod",
            "pcomp",
        ):
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


def _path(trigger: Token, target: Token) -> tuple[str, str]:
    """Labels from the trigger up to where the two meet and down to the target, prepositions in words.

    The second is only the first step down, with how far above the trigger it begins: what a
    protest is "against" is no place of it, however deep the place name lies in that phrase.
    """
    above = {trigger.i: 0}
    for steps, token in enumerate(trigger.ancestors, start=1):
        above[token.i] = steps
    down: list[str] = []
    token = target
    while token.i not in above and token.head.i != token.i:
        down.append(token.lower_ if token.dep_ == "prep" else token.dep_)
        token = token.head
    up = above.get(token.i, _MAX_PATH + 1)
    branch = f"{min(up, 2)} {down[-1] if down else '='}"
    if up + len(down) > _MAX_PATH:
        return "long", branch
    deps = [trigger.dep_, *(t.dep_ for t in trigger.ancestors)][:up]
    return "^".join(deps) + ">" + ">".join(reversed(down)), branch


def kind_of(toponym: Toponym, gazetteer: Gazetteer) -> str:
    """What a toponym's place is: a kind of the gazetteer, or "unknown" where it does not hold it."""
    entry = _entry(toponym, gazetteer)
    return entry.kind if entry else "unknown"


def _entry(toponym: Toponym, gazetteer: Gazetteer) -> Entry | None:
    if toponym.latitude is None:
        return None
    for entry in gazetteer.lookup(toponym.evidence[0].quote):
        if (entry.latitude, entry.longitude) == (toponym.latitude, toponym.longitude):
            return entry
    return None


def _place(
    judged: _Judged, site: Span | None, gazetteer: Gazetteer, *, site_first: bool = False
) -> EventPlace:
    candidate, probability = judged.item, judged.chance
    toponym = candidate.toponym
    entry = _entry(toponym, gazetteer)
    span = toponym.evidence[0]
    if site is not None and site.overlaps(span):
        site = None if len(site.quote) <= len(span.quote) else site
    precision = _PRECISION.get(candidate.kind, "site")
    if entry is not None and entry.site and site is None:
        site, precision = span, "site"
    exact = site is not None and precision in ("city", "district", "site")
    return EventPlace(
        name=_called(toponym, entry),
        site=site.quote if site else None,
        geonameid=toponym.geonameid,
        latitude=toponym.latitude,
        longitude=toponym.longitude,
        admin1=toponym.admin1,
        admin2=entry.admin2 if entry else None,
        country=toponym.country,
        precision="site" if exact else precision,
        confidence=round(probability * (0.5 + 0.5 * toponym.confidence), 3),
        evidence=(span,) if site in (None, span) else (site, span) if site_first else (span, site),
        by=BY_MODEL,
    )


def _called(toponym: Toponym, entry: Entry | None) -> str:
    """A country by its main name, other places as the article writes them: "Karakalpakstan", "Ogun State"."""
    words = toponym.evidence[0].quote
    if entry is None or entry.kind in ("country", "demonym", "region") or entry.main or _is_short(words):
        return toponym.name
    return words.title() if words.isupper() else words


def _is_short(words: str) -> bool:
    return "." in words or (words.isupper() and len(words) <= _LONGEST_SHORT)


def _at_site(site: Span | None) -> EventPlace | None:
    """An event at a building that has a name of its own, though no town is said to hold it."""
    if site is None or not _is_named(site):
        return None
    return EventPlace(
        name=site.quote, site=site.quote, precision="site", confidence=0.3, evidence=(site,), by=BY_SITE
    )


def _site(parsed: Parsed, occurrence: Occurrence) -> Span | None:
    """The square, street, campus or building nearest to a trigger in its own sentence."""
    nouns = _site_lists()["noun"]
    best: tuple[int, Span] | None = None
    for trigger in occurrence.trigger:
        sentence = parsed.sentences[parsed.sentence_of(trigger.root.i)]
        for token in sentence:
            distance = token.i - trigger.root.i
            if abs(distance) > _REACH or token.lower_ not in nouns:
                continue
            if not (_is_location(token) or _is_object_of(token, occurrence)):
                continue
            span = _site_words(parsed, token)
            cost = abs(distance) + (10 if distance < 0 else 0) - (_NAMED_SITE if _is_named(span) else 0)
            if span is not None and (best is None or cost < best[0]):
                best = (cost, span)
        if best:
            return best[1]
    return None


def _is_named(site: Span | None) -> bool:
    return site is not None and any(word[:1].isupper() for word in site.quote.split())


def _is_object_of(noun: Token, occurrence: Occurrence) -> bool:
    """Whether the event was done to it: "occupied the library", "surrounded the Statehouse"."""
    return noun.dep_ == "dobj" and any(noun.head.i == t.root.i for t in occurrence.trigger)


def _is_location(noun: Token) -> bool:
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head  # "at the University of Leeds and the University of York"
    link = noun.head
    return noun.dep_ == "pobj" and link.lower_ in _site_lists()["preposition"] and (
        link.lower_ != "of" or link.head.lower_ in ("front", "gates", "steps", "outside", "grounds")
    )  # fmt: skip


def _site_words(parsed: Parsed, noun: Token) -> Span | None:
    left = noun.i
    while left > noun.left_edge.i and (
        parsed.doc[left - 1].dep_ in ("compound", "amod", "poss", "case", "nmod", "punct", "nummod")
        and parsed.doc[left - 1].text not in (",", "“", '"')
    ):
        left -= 1
    words = parsed.doc[left : _end_of_name(noun)]
    return parsed.words(words) if len(words) else None


def _end_of_name(noun: Token) -> int:
    """Where a site's name ends: with the name behind "of" in "University of Leeds", "offices of the Post"."""
    for of in noun.rights:
        if of.lower_ != "of" or of.i != noun.i + 1:
            continue
        named = next((child for child in of.children if child.dep_ == "pobj"), None)
        if named is not None and named.pos_ == "PROPN" and named.i - of.i <= _LONGEST_OF:
            return int(named.i) + 1
    return int(noun.i) + 1
