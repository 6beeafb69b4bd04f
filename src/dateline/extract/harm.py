"""How many were arrested, injured or killed: counts of people and what befell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Token

from dateline.extract.claimant import find_claimant
from dateline.extract.counted import Counted, find_counted
from dateline.extract.number import SizeReading
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Count, Name
from dateline.records.ids import value_id
from dateline.records.lists import CountedWho

HarmKind = Literal["arrested", "injured", "killed"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose object, or passive subject, is harmed.
_DONE_TO: Final[dict[HarmKind, frozenset[str]]] = {
    "arrested": _words("arrest detain apprehend nab"),
    "injured": _words("injure wound hurt hospitalise hospitalize stab bloody maim"),
    "killed": _words("kill murder massacre slay lynch behead execute"),
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
    "people person man woman boy girl child man suspect student worker resident individual citizen teenager"
)
# Violence of another kind: its victims are not an event's.
_OTHER_VIOLENCE: Final = _words(
    "bomb bomber bombing blast airstrike earthquake crash accident quake flood insurgent missile jihadist "
    "landmine militant war gunmen shelling drought disease virus"
)
_KINDS: Final[tuple[HarmKind, ...]] = ("arrested", "injured", "killed")
# Every lemma or word that can tell of harm: all others are passed by at once.
_TELLING: Final = frozenset().union(
    *_DONE_TO.values(), *_SUFFERED.values(), *_NOUNS.values(), *_STATES.values(), _SUFFERING, _TOLL,
    {"shoot", "take"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A count of harmed people somewhere in an article.

    Attributes:
        kind: What befell them.
        count: The value.
        token: Index of the word that says what befell them.
        sentence: Number of its sentence.
    """

    kind: HarmKind
    count: Count
    token: int
    sentence: int


def find_counts(
    parsed: Parsed, names: Sequence[Name] = (), counted: Sequence[Counted] | None = None
) -> tuple[FoundCount, ...]:
    """The counts of arrested, injured and killed people, in order.

    "Several were hurt" is a count with both bounds open; "no one was hurt" is none. ``counted`` is what
    ``find_counted`` gave for the article, where that is known.
    """
    numbers = _by_token(find_counted(parsed) if counted is None else counted)
    found: list[FoundCount] = []
    for token in parsed.doc:
        kind = _kind_of(token)
        if kind is None or not _is_real(token) or _is_other_violence(token) or _is_the_grievance(token):
            continue
        count = _count(parsed, kind, token, numbers, names)
        if count is not None and not any(f.count.id == count.id and f.kind == kind for f in found):
            found.append(FoundCount(kind, count, token.i, parsed.sentence_of(token.i)))
    return tuple(found)


def _by_token(counted: Iterable[Counted]) -> dict[int, Counted]:
    table: dict[int, Counted] = {}
    for item in counted:
        for token in (item.token, item.noun):
            if token is not None:
                table.setdefault(token.i, item)
    return table


def _kind_of(token: Token) -> HarmKind | None:
    lemma, word = token.lemma_.lower(), token.lower_
    if lemma not in _TELLING and word not in _TELLING:
        return None
    for kind in _KINDS:
        if token.pos_ in {"VERB", "AUX"} and (lemma in _DONE_TO[kind] or lemma in _SUFFERED[kind]):
            return kind
        if token.pos_ in {"NOUN", "PROPN"} and lemma in _NOUNS[kind]:
            return kind
        if token.pos_ in {"ADJ", "VERB"} and word in _STATES[kind]:
            return kind
    if lemma in _SUFFERING and any(c.lemma_.lower() in _WOUNDS for c in token.children):
        return "injured"
    if lemma in _TOLL:
        return "killed"
    if lemma == "shoot" and any(c.lower_ == "dead" for c in token.children):
        return "killed"
    return "arrested" if _into_custody(token) else None


def _into_custody(token: Token) -> bool:
    return token.lemma_.lower() == "take" and any(
        c.lower_ == "into" and any(o.lower_ == "custody" for o in c.children) for c in token.children
    )


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
    if kind == "killed" and reading.high == 1 and token.pos_ != "VERB":
        return None  # "the death of a student" is far oftener why people march than what a march cost
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
    if token.pos_ in {"NOUN", "PROPN"}:
        return _victims_of_noun(token, numbers)
    first = _victim_of_verb(token, numbers)
    if first is None:
        return []
    return [first, *(c for c in first.children if _is_joined(c))]


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
            return [o for o in of.children if o.dep_ == "pobj"]
    quantified = any(c.lower_ in _VAGUE for c in token.children)
    return [token] if quantified and token.tag_ in {"NNS", "NNPS"} else []


def _toll(token: Token, numbers: dict[int, Counted]) -> list[Token]:
    verb = token.head
    return [t for t in verb.subtree if t.i in numbers and t.i > token.i and t.pos_ == "NUM"][:1]


def _victim_of_verb(token: Token, numbers: dict[int, Counted]) -> Token | None:
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    passive = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive
    lemma = token.lemma_.lower()
    if lemma in _SUFFERED["killed"] or lemma in _SUFFERING or token.pos_ == "ADJ":
        if subject is not None:
            return subject
        if token.pos_ == "ADJ" or token.dep_ in {"relcl", "acl"}:
            return _described(token, numbers)
        return subject
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if objects and token.tag_ != "VBN":
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
    if any(c.lower_ in _VAGUE for c in victim.children) or victim.lower_ in _VAGUE:
        return SizeReading(None, None, "vague")
    return SizeReading(1, 1, "exact") if _is_one_person(victim) else None


def _is_one_person(victim: Token) -> bool:
    if victim.ent_type_ == "PERSON" and victim.tag_ == "NNP":
        return True
    lemma = victim.lemma_.lower()
    if victim.tag_ != "NN" or not (lemma in _PEOPLE or any(lemma in words for _, words in _WHO)):
        return False
    return any(c.lower_ in {"a", "an", "another", "one"} for c in victim.children)


def _sum(readings: list[SizeReading]) -> SizeReading:
    if len(readings) == 1:
        return readings[0]
    lows = [r.low for r in readings]
    highs = [r.high for r in readings]
    low = sum(n for n in lows if n is not None) if None not in lows else None
    high = sum(n for n in highs if n is not None) if None not in highs else None
    if low is None and high is None:
        return next((r for r in readings if r.low is not None or r.high is not None), readings[0])
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


# ---- which event

# Sentences behind the trigger in which an event's harm is still looked for.
_REACH: Final = 6
_REACH_OF_BACKGROUND: Final = 1


def counts_of_event(
    parsed: Parsed,
    occurrence: Occurrence,
    found: Sequence[FoundCount],
    others: Sequence[Occurrence] = (),
) -> tuple[tuple[Count, ...], tuple[Count, ...], tuple[Count, ...]]:
    """The arrested, injured and killed of one event.

    Args:
        parsed: The article.
        occurrence: The event.
        found: What ``find_counts`` gave for the article.
        others: The article's other events, so that each count goes to the nearest.
    """
    near: dict[HarmKind, list[tuple[tuple[int, int], Count]]] = {kind: [] for kind in _KINDS}
    for item in found:
        own = _distance(parsed, occurrence, item)
        if own is None:
            continue
        rivals = (d for other in others if (d := _distance(parsed, other, item)) is not None)
        if all(own <= rival for rival in rivals):
            near[item.kind].append((own, item.count))
    arrested, injured, killed = (_best(near[kind]) for kind in _KINDS)
    return arrested, injured, killed


def _distance(parsed: Parsed, occurrence: Occurrence, item: FoundCount) -> tuple[int, int] | None:
    triggers = [(parsed.sentence_of(t.root.i), t.root.i) for t in occurrence.trigger]
    tokens = min(abs(item.token - at) for _, at in triggers)
    if any(sentence == item.sentence for sentence, _ in triggers):
        return 0, tokens
    steps = [item.sentence - sentence for sentence, _ in triggers]
    after = [s for s in steps if 0 < s <= (_REACH if occurrence.main else _REACH_OF_BACKGROUND)]
    if after:
        return 1 + min(after), tokens
    return (3, tokens) if -1 in steps else None


def _best(near: list[tuple[tuple[int, int], Count]]) -> tuple[Count, ...]:
    """One count of a kind: the nearest that has a figure, else the nearest."""
    if not near:
        return ()
    ranked = sorted(near, key=lambda n: (n[1].low is None and n[1].high is None, n[0]))
    return (ranked[0][1],)
