"""How many were arrested, injured or killed: counts of people and what befell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Token

from dateline.extract.claimant import find_claimant
from dateline.extract.counted import Counted, find_counted
from dateline.extract.number import SizeReading
from dateline.parse import Parsed
from dateline.records import Count, Name
from dateline.records.ids import value_id
from dateline.records.lists import CountedWho

HarmKind = Literal["arrested", "injured", "killed"]
KINDS: Final[tuple[HarmKind, ...]] = ("arrested", "injured", "killed")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose object, or passive subject, is harmed.
_DONE_TO: Final[dict[HarmKind, frozenset[str]]] = {
    "arrested": _words("arrest detain apprehend nab jail handcuff"),
    "injured": _words("injure wound hurt hospitalise hospitalize stab bloody maim"),
    "killed": _words("kill murder massacre slay lynch behead execute"),
}
# Verbs that tell it with the particle beside them.
_WITH_PARTICLE: Final[dict[tuple[str, str], HarmKind]] = {
    ("round", "up"): "arrested",
    ("lock", "up"): "arrested",
    ("shoot", "down"): "killed",
    ("gun", "down"): "killed",
    ("mow", "down"): "killed",
}
# Words that tell it behind a verb of bringing: "taken into custody", "rushed to a hospital", "in handcuffs".
_BROUGHT: Final = _words("take place put hold lead drag haul rush transport admit bring send land")
_BROUGHT_TO: Final[dict[str, HarmKind]] = {
    "custody": "arrested",
    "arrest": "arrested",
    "detention": "arrested",
    "handcuffs": "arrested",
    "jail": "arrested",
    "hospital": "injured",
    "hospitals": "injured",
}
# Verbs whose subject is harmed.
_SUFFERED: Final[dict[HarmKind, frozenset[str]]] = {
    "arrested": frozenset(),
    "injured": frozenset(),
    "killed": _words("die perish"),
}
# Nouns that count the harmed themselves ("27 arrests") or take them behind "of".
_NOUNS: Final[dict[HarmKind, frozenset[str]]] = {
    "arrested": _words("arrest detention detainee arrestee"),
    "injured": _words("injury"),
    "killed": _words("death killing fatality massacre murder"),
}
_STATES: Final[dict[HarmKind, frozenset[str]]] = {
    "arrested": frozenset(),
    "injured": _words("injured wounded hurt"),
    "killed": _words("dead"),
}
_SUFFERING: Final = _words("suffer sustain receive")
_WOUNDS: Final = _words("injury wound bruise burn gunshot cut scratch fracture")
_ABOUT: Final = _words(
    "over against about since because despite for honor honour mourn denounce condemn commemorate remember"
)
_TOLL: Final = _words("toll")
_DEADLY: Final = _words("deadly fatal lethal")
_EVENTS: Final = _words(
    "protest clash riot unrest violence demonstration rally march strike crackdown blockade"
)
_VAGUE: Final = _words("several some many multiple number numerous other others scores various few")
_NONE: Final = _words("no nobody none neither zero nor")
_UNREAL: Final = _words("would could may might should must can will if unless 'll")
_THREATS: Final = _words("threaten want plan try attempt order vow refuse fear avoid prevent accuse power")
_WHO_WORDS: Final[dict[CountedWho, str]] = {
    "police": "police policeman policewoman officer cop soldier trooper guard constable troop deputy",
    "protester": (
        "protester protestor demonstrator activist striker marcher student worker miner teacher supporter "
        "rioter member unionist picketer militant occupier youth resident villager farmer leader campaigner"
    ),
    "bystander": (
        "bystander passer-by passerby onlooker civilian journalist reporter photographer child tourist "
        "shopkeeper motorist driver"
    ),
}
_WHO: Final = tuple((kind, _words(words)) for kind, words in _WHO_WORDS.items())
_PEOPLE: Final = _words(
    "people person man woman boy girl child man suspect student worker resident individual citizen "
    "teenager official spokesman spokeswoman rancher candidate critic singer baby "
    "lawmaker lawyer politician victim father mother son daughter brother sister driver"
)
# Violence of another kind: its victims are not an event's.
_OTHER_VIOLENCE: Final = _words(
    "bomb bomber bombing blast airstrike earthquake crash accident quake flood insurgent missile jihadist "
    "landmine militant war gunman sniper robber robbery kidnapper shelling drought disease virus"
)
# Every lemma or word that can tell of harm: all others are passed by at once.
_TELLING: Final = frozenset().union(
    *_DONE_TO.values(), *_SUFFERED.values(), *_NOUNS.values(), *_STATES.values(), _SUFFERING, _TOLL,
    {verb for verb, _ in _WITH_PARTICLE}, _BROUGHT, _DEADLY, {"shoot"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A count of harmed people somewhere in an article.

    Attributes:
        kind: What befell them.
        count: The value.
        token: Index of the word that says what befell them.
        sentence: Number of its sentence.
        doubts: Why it may not have happened at an event: "other_violence" (a bomb, a war), "grievance"
            (what the event was about).
    """

    kind: HarmKind
    count: Count
    token: int
    sentence: int
    doubts: tuple[str, ...] = ()


def find_counts(
    parsed: Parsed, names: Sequence[Name] = (), counted: Sequence[Counted] | None = None
) -> tuple[FoundCount, ...]:
    """The counts of arrested, injured and killed people, in order.

    "Several were hurt" is a count with both bounds open; "no one was hurt" is none. ``counted`` is what
    ``find_counted`` gave for the article, where that is known.
    """
    numbers = _by_token(find_counted(parsed) if counted is None else counted)
    found: list[FoundCount] = []
    seen: set[str] = set()  # a count's id holds its kind and place
    for token in _telling(parsed):
        kind = _kind_of(token)
        if kind is None or not _is_real(token):
            continue
        count = _count(parsed, kind, token, numbers, names)
        if count is not None and count.id not in seen:
            seen.add(count.id)
            doubts = _doubts(token)
            found.append(FoundCount(kind, count, token.i, parsed.sentence_of(token.i), doubts))
    return tuple(found)


def _telling(parsed: Parsed) -> list[Token]:
    both = zip(parsed.lemmas, parsed.lower, strict=True)
    return [parsed.doc[at] for at, (lemma, word) in enumerate(both) if lemma in _TELLING or word in _TELLING]


def _doubts(token: Token) -> tuple[str, ...]:
    """Why what is told may not have happened at an event; empty where nothing speaks against it."""
    reasons = (("other_violence", _is_other_violence(token)), ("grievance", _is_the_grievance(token)))
    return tuple(name for name, given in reasons if given)


def _by_token(counted: Iterable[Counted]) -> dict[int, Counted]:
    table: dict[int, Counted] = {}
    for item in counted:
        if item.token.ent_type_ == "DATE":
            continue  # "her 2014 death", "the June 12 massacre"
        table.setdefault(item.token.i, item)
        if item.noun is not None and (item.noun.i not in table or item.token.head.i == item.noun.i):
            table[item.noun.i] = item  # of "300 of the 367 people" the people are the 367
    return table


def _kind_of(token: Token) -> HarmKind | None:
    lemma, word = token.lemma_.lower(), token.lower_
    if lemma not in _TELLING and word not in _TELLING:
        return None
    for kind in KINDS:
        if token.pos_ in {"VERB", "AUX"} and (lemma in _DONE_TO[kind] or lemma in _SUFFERED[kind]):
            return kind
        if token.pos_ in {"NOUN", "PROPN"} and lemma in _NOUNS[kind]:
            return kind
        if token.pos_ in {"ADJ", "VERB"} and word in _STATES[kind]:
            return kind
    return _kind_by_company(token, lemma)


def _kind_by_company(token: Token, lemma: str) -> HarmKind | None:
    """What a word tells of only by the words that stand with it."""
    if lemma in _TOLL and token.pos_ == "NOUN":
        return "killed"
    if lemma in _DEADLY and token.dep_ == "amod":
        return "killed" if token.head.lemma_.lower() in _EVENTS else None
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    if lemma in _SUFFERING and any(t.lemma_.lower() in _WOUNDS for t in _objects(token)):
        return "injured"
    for child in token.children:
        kind = _WITH_PARTICLE.get((lemma, child.lower_))
        if kind is not None:
            return kind
    if lemma == "shoot":
        return _kind_of_shot(token)
    return _brought_to(token) if lemma in _BROUGHT else None


def _objects(verb: Token) -> list[Token]:
    """The verb's objects, those behind "and" too."""
    first = [c for c in verb.children if c.dep_ == "dobj"]
    return [*first, *(t for o in first for t in o.conjuncts)]


def _kind_of_shot(verb: Token) -> HarmKind:
    """Whom a shot hit is hurt, and dead where that is said: "shot dead", "shot and killed"."""
    said_dead = any(c.lower_ in {"dead", "death"} for c in verb.subtree if 0 < c.i - verb.i <= 3)
    return "killed" if said_dead else "injured"


def _brought_to(verb: Token) -> HarmKind | None:
    behind_object = (c for o in verb.children if o.dep_ == "dobj" for c in o.children if c.dep_ == "prep")
    for preposition in (*verb.children, *behind_object):
        if preposition.lower_ in {"into", "in", "to", "under"}:
            for object_ in preposition.children:
                if object_.lower_ in _BROUGHT_TO:
                    return _BROUGHT_TO[object_.lower_]
    return None


def _is_real(token: Token) -> bool:
    """Whether it is told as a fact: not denied, not feared, not threatened."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    around = [*verb.children, *token.children]
    if any(c.dep_ == "neg" or c.lower_ in _NONE for c in around):
        return False
    if any(c.dep_ in {"aux", "mark"} and c.lower_ in _UNREAL for c in around):
        return False
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    return not (verb.dep_ in {"xcomp", "pcomp"} and verb.head.lemma_.lower() in _THREATS)


def _is_other_violence(token: Token) -> bool:
    return any(t.lemma_.lower() in _OTHER_VIOLENCE for t in token.sent if t.pos_ in {"NOUN", "PROPN"})


def _is_the_grievance(token: Token) -> bool:
    """Whether the harm is what a protest was about: "marched over the death of", "since he was killed"."""
    current = token
    for _ in range(6):
        if current.dep_ in {"pobj", "pcomp"} and current.head.lower_ in _ABOUT:
            return True
        if current.dep_ == "relcl" and current.head.pos_ == "PROPN":
            return True
        if current.head.i == current.i or (current.pos_ == "VERB" and current.i != token.i):
            return False
        current = current.head
    return False


# ---- whom


def _count(
    parsed: Parsed, kind: HarmKind, token: Token, numbers: dict[int, Counted], names: Sequence[Name]
) -> Count | None:
    victims = _victims(token, numbers)
    if not victims:
        return None
    readings = [_reading(v, numbers) for v in victims]
    known = [r for r in readings if r is not None]
    if not known or any(v.lower_ in _NONE for v in victims):
        return None
    reading = _sum(known)
    head = victims[0]
    start, end = _span(victims, numbers)
    own = parsed.token(token)
    span = parsed.span(start, end)
    return Count(
        id=value_id(parsed.article.id, kind, span.start, span.end),
        low=reading.low,
        high=reading.high,
        bound=reading.bound,
        words=span.quote,
        who=_who(victims, numbers),
        about=_about(victims, numbers),
        claimant=find_claimant(parsed, head, names),
        confidence=0.8 if head.i in numbers else 0.6,
        evidence=(span, own) if not span.overlaps(own) else (span,),
        by="harm.grammar/1",
    )


def _victims(token: Token, numbers: dict[int, Counted]) -> list[Token]:
    """The head tokens of those whom ``token`` says to be harmed; several where joined by "and"."""
    if token.lemma_.lower() in _TOLL:
        return _toll(token, numbers)
    if token.lemma_.lower() in _DEADLY:
        return [token]
    if token.pos_ in {"NOUN", "PROPN"}:
        return _victims_of_noun(token, numbers)
    first = _victim_of_verb(token, numbers)
    if first is None:
        return []
    if first.lower_ in {"who", "that", "which"} and first.head.dep_ == "relcl":
        first = first.head.head
    return [first, *(c for c in first.children if _is_joined(c) and not _has_own_fate(c))]


def _has_own_fate(token: Token) -> bool:
    """Whether a word of its own says what befell it: "1,000 dead and another 100,000 homeless"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.pos_ == "ADJ" and after.sent.start == token.sent.start


def _is_joined(token: Token) -> bool:
    """Whether a noun behind "and" is harmed too; a verb of its own makes it another clause's subject."""
    if token.dep_ != "conj" or token.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return False
    after = token.i + 1
    return not (token.i > token.head.i and after < len(token.doc) and token.doc[after].pos_ == "AUX") or (
        token.head.dep_ == "nsubjpass"
    )


def _victims_of_noun(token: Token, numbers: dict[int, Counted]) -> list[Token]:
    if token.i in numbers:
        return [token]
    if token.dep_ == "pobj" and token.head.head.i in numbers:  # hundreds of injuries
        return [token.head.head]
    for of in token.children:
        if of.lower_ == "of":
            harmed = [o for o in of.children if o.dep_ == "pobj"]
            return [*harmed, *(c for o in harmed for c in o.children if _is_joined(c))]
    quantified = any(c.lower_ in _VAGUE for c in token.children)
    return [token] if quantified and token.tag_ in {"NNS", "NNPS"} else []


def _toll(token: Token, numbers: dict[int, Counted]) -> list[Token]:
    verb = token.head
    figures = [t for t in verb.subtree if t.i in numbers and t.i > token.i and t.pos_ == "NUM"]
    return [t for t in figures if t.dep_ != "nummod" or _is_a_person(t.head)][:1]


def _victim_of_verb(token: Token, numbers: dict[int, Counted]) -> Token | None:
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    passive = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive
    if token.dep_ == "oprd" and token.head.pos_ == "VERB":  # "were left injured"
        return _victim_of_verb(token.head, numbers) or _before(token, numbers)
    lemma = token.lemma_.lower()
    if lemma in _SUFFERED["killed"] or lemma in _SUFFERING or token.pos_ == "ADJ":
        if subject is not None:
            return subject
        if token.pos_ == "ADJ" or token.dep_ in {"relcl", "acl"}:
            return _described(token, numbers)
        return subject
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if objects and (token.tag_ != "VBN" or objects[0].i in numbers):
        return objects[0]
    if token.dep_ in {"acl", "amod", "relcl"}:
        return token.head
    if token.tag_ == "VBN" and subject is not None:
        return subject
    if token.dep_ == "conj" and token.tag_ in {"VBN", "VBD"} and not objects:
        return _before(token, numbers)
    return objects[0] if objects else _before(token, numbers)


def _described(token: Token, numbers: dict[int, Counted]) -> Token | None:
    head = token.head
    if head.pos_ in {"NOUN", "PROPN", "NUM"}:
        return head
    objects = [c for c in head.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} and c.i in numbers]
    return objects[-1] if objects else _before(token, numbers)


def _before(token: Token, numbers: dict[int, Counted]) -> Token | None:
    """The number phrase right before a harm word whose grammar is lost: "some seven people arrested"."""
    for step in range(1, 4):
        at = token.i - step
        if at < token.sent.start:
            return None
        if at in numbers:
            return token.doc[at]
    return None


# ---- how many


def _reading(victim: Token, numbers: dict[int, Counted]) -> SizeReading | None:
    counted = numbers.get(victim.i)
    if counted is None:
        for child in victim.children:
            if child.i in numbers and child.dep_ in {"nummod", "quantmod"}:
                counted = numbers[child.i]
    if counted is not None:
        return counted.quantity.reading
    if victim.lemma_.lower() in _DEADLY:
        return SizeReading(1, None, "at_least")
    within = _counted_within(victim, numbers)
    if within is not None:
        return within.quantity.reading
    if any(c.lower_ in _VAGUE and c.dep_ != "conj" for c in victim.children) or victim.lower_ in _VAGUE:
        return SizeReading(None, None, "vague")
    return SizeReading(1, 1, "exact") if _is_one_person(victim) else None


def _counted_within(victim: Token, numbers: dict[int, Counted]) -> Counted | None:
    """The number behind a noun of amount: "a total of eight people", "a group of 12"."""
    if victim.lower_ not in {"total", "group", "combined"}:
        return None
    for of in victim.children:
        if of.lower_ == "of":
            return next((numbers[o.i] for o in of.children if o.i in numbers), None)
    return None


def _is_one_person(victim: Token) -> bool:
    if victim.lower_ in {"he", "she", "him", "her"}:
        return True
    if victim.ent_type_ == "PERSON" and victim.tag_ == "NNP":
        return True
    if victim.tag_ == "NNP" and any(_is_joined(c) for c in victim.children):
        return True  # "Bundy and four others"
    if victim.tag_ != "NN":
        return False
    if any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in victim.children):
        return True
    return _is_a_person(victim) and any(c.lower_ in {"a", "an", "another", "one"} for c in victim.children)


def _is_a_person(noun: Token) -> bool:
    """Whether a noun names a person by what he or she is."""
    lemma = noun.lemma_.lower()
    known = lemma in _PEOPLE or any(lemma in words for _, words in _WHO)
    return known or lemma.endswith(("man", "woman", "ist", "ian", "yer", "cher", "goer", "looker"))


def _sum(readings: list[SizeReading]) -> SizeReading:
    if len(readings) == 1:
        return readings[0]
    lows = [r.low for r in readings]
    highs = [r.high for r in readings]
    low = sum(n for n in lows if n is not None) if None not in lows else None
    high = sum(n for n in highs if n is not None) if None not in highs else None
    if low is None and high is None:
        return SizeReading(None, None, "vague")  # "the leader and several others"
    return SizeReading(low, high, "exact" if low == high else "at_least" if high is None else "range")


def _span(victims: list[Token], numbers: dict[int, Counted]) -> tuple[int, int]:
    starts, ends = [], []
    for victim in victims:
        counted = numbers.get(victim.i)
        starts.append(min(victim.idx, counted.quantity.start) if counted else victim.idx)
        ends.append(
            max(victim.idx + len(victim), counted.quantity.end) if counted else victim.idx + len(victim)
        )
        starts.extend(
            c.idx
            for c in victim.lefts
            if c.dep_ in {"amod", "compound", "nummod"} and c.i > victim.sent.start
        )
    return min(starts), max(ends)


def _who(victims: list[Token], numbers: dict[int, Counted]) -> CountedWho:
    kinds: set[CountedWho] = set()
    for victim in victims:
        counted = numbers.get(victim.i)
        noun = victim if counted is None or counted.noun is None else counted.noun
        words = {noun.lemma_.lower(), *(c.lemma_.lower() for c in noun.children if c.dep_ == "compound")}
        kind: CountedWho = next((kind for kind, known in _WHO if words & known), "unknown")
        kinds.add(kind)
    return kinds.pop() if len(kinds) == 1 else "unknown"


def _about(victims: list[Token], numbers: dict[int, Counted]) -> str | None:
    """The words for whom: "students"."""
    nouns = []
    for victim in victims:
        counted = numbers.get(victim.i)
        noun = counted.noun if counted is not None else victim
        if noun is not None and noun.pos_ in {"NOUN", "PROPN"} and _kind_of(noun) is None:
            nouns.append(noun.text)
    return " and ".join(nouns) or None
