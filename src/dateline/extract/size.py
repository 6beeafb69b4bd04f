"""How many took part: the figures of an article that count the people of a gathering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from dateline.extract.claimant import find_claimant
from dateline.extract.counted import Counted, find_counted
from dateline.extract.number import OTHER_UNITS, find_quantities
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Name, Size
from dateline.records.ids import value_id
from dateline.records.lists import SizeOf

# People who are where they are in order to protest.
_PROTESTERS: Final = frozenset(
    """
    protester protestor demonstrator marcher striker picketer activist campaigner rioter supporter
    counter-protester counterprotester counter-demonstrator agitator picket reveler reveller spectator
    participant attendee mourner occupier militant sympathiser sympathizer follower unionist comrade
    rallygoer dissident looter
    """.split()
)  # fmt: skip
# People of any kind: counted only where they gather.
_PEOPLE: Final = frozenset(
    """
    people person worker student teacher miner farmer resident villager youth woman man child citizen
    member employee nurse doctor lawyer journalist driver employer learner pupil academic professor parent
    migrant refugee immigrant asylum-seeker prisoner inmate detainee veteran soldier
    monk nun priest cleric pilgrim christian muslim jew hindu sikh believer worshipper voter
    individual person demonstrator volunteer trader vendor hawker shopkeeper taxi-driver commuter
    fan fisherman labourer laborer labor staff staffer lecturer scientist engineer artist musician
    pensioner retiree mother father grandmother tenant homeowner settler native tribesman
    lgbt gay lesbian feminist environmentalist anarchist communist socialist nationalist leftist
    islamist loyalist royalist monarchist conservative liberal democrat republican
    operator clerk cleaner guard firefighter officer cop policeman reservist graduate undergraduate
    schoolchild schoolboy schoolgirl teenager kid boy girl adult elder leader delegate representative
    mp lawmaker legislator senator councillor councilor politician opponent critic onlooker
    bystander local foreigner expatriate national exile dweller squatter
    peasant campesino rancher trucker biker cyclist motorist passenger user customer consumer
    devotee soul other machinist electrician technician actor writer
    cabinetmaker metalworker steelworker dockworker autoworker janitor seafarer postman
    """.split()
)  # fmt: skip
_WHOLES: Final = frozenset(
    """
    crowd group rally march protest demonstration gathering mob throng vigil procession turnout
    attendance convoy picket mobilization mobilisation contingent meeting audience assembly column
    sea sit-in parade strike peak maximum minimum force band figure thousands hundreds
    """.split()
)  # fmt: skip
_GATHERING: Final = frozenset(
    """
    march rally protest demonstrate gather strike picket block blockade occupy assemble converge chant
    parade mass mobilise mobilize riot converge congregate descend storm jam throng line surround join
    attend participate take turn walk stage hold flood fill pack pour swarm clog besiege barricade camp
    boycott wave carry brave swell demand besiege rampage clash hurl throw link disrupt stand
    sit sing shut arrive crowd greet come spill mourn form shout
    """.split()
)  # fmt: skip
_DRAWING: Final = frozenset(
    "draw attract see bring include involve mobilise mobilize gather number assemble lead rally join feature "
    "unite expect estimate swell attend muster total reach exceed comprise summon call have".split()
)  # fmt: skip
_HARMING: Final = frozenset(
    "arrest killing shooting detention injury death murder massacre layoff dismissal sacking deportation "
    "execution eviction beating transfer release trial loss disappearance lives jailing".split()
)
_OTHER_MEETINGS: Final = frozenset(
    "meeting forum teach-in vote election conference concert petition funeral course seminar hearing poll "
    "polls match game".split()
)
_OTHER_DEEDS: Final = frozenset(
    "sign vote live die wait flee write apply depend suffer own earn face belong receive migrate "
    "battle".split()
)
_ESTIMATING: Final = frozenset(
    "put estimate number swell reach range grow count place exceed total peak".split()
)
_HARMED: Final = frozenset(
    """
    arrest detain injure wound kill hurt hospitalise hospitalize die jail imprison sentence charge shoot stab
    evict displace deport dismiss fire sack retrench suspend expel employ hire pay rescue execute murder
    massacre lose leave fine cite ticket convict behead torture beat disappear trap evacuate release treat
    indict accuse transfer transport round
    abduct kidnap lay test infect register serve feed house cut shed represent deploy
    """.split()
) - {"leave", "cut"}  # fmt: skip
_HARM_BEHIND: Final = frozenset("dead arrested injured killed wounded detained arrests".split())
_POLICE: Final = frozenset("police officer policeman cop soldier troop trooper guard constable".split())
_COMING: Final = frozenset({"will", "'ll", "’ll", "would", "could", "may", "might", "should"})
_EXPECTING: Final = frozenset("expect plan anticipate predict hope estimate intend prepare project".split())
_PROTEST_WORDS: Final = frozenset(
    "protest rally march demonstration strike picket vigil demonstrate walkout sit-in blockade riot "
    "demonstrator protester protesting marching striking street streets occupation procession "
    "stoppage".split()
)  # fmt: skip
_CROWD_WORDS: Final = _PROTEST_WORDS | frozenset(
    "crowd turnout number attendance attendee participant estimate size".split()
)
_REPRESENTING: Final = frozenset("represent".split())


@dataclass(frozen=True, slots=True)
class FoundSize:
    """A size of some gathering in an article.

    Attributes:
        size: The value; its id rests on the article and the words.
        token: Index of the number's head token.
        sentence: Number of its sentence.
    """

    size: Size
    token: int
    sentence: int


def find_sizes(
    parsed: Parsed, names: Sequence[Name] = (), numbers: Sequence[Counted] | None = None
) -> tuple[FoundSize, ...]:
    """The phrases that tell how many took part in a gathering, in order.

    Figures of dates, ages, prices, arrests, injuries, deaths and of other things than people are none.
    ``numbers`` is what ``find_counted`` gave for the article, where that is known.
    """
    found = []
    for counted in find_counted(parsed) if numbers is None else numbers:
        confidence = _surety(parsed, counted)
        if confidence:
            found.append(_found(parsed, counted, names, confidence))
    return tuple(found)


def _found(parsed: Parsed, counted: Counted, names: Sequence[Name], confidence: float) -> FoundSize:
    quantity = counted.quantity
    span = parsed.span(quantity.start, quantity.end)
    size = Size(
        id=value_id(parsed.article.id, "size", span.start, span.end),
        low=quantity.reading.low,
        high=quantity.reading.high,
        bound=quantity.reading.bound,
        words=span.quote,
        of=_of(counted),
        claimant=find_claimant(parsed, counted.token, names),
        confidence=confidence,
        evidence=(span,),
        by="codebook.size/1" if quantity.own else "size.grammar/1",
    )
    return FoundSize(size, counted.token.i, parsed.sentence_of(counted.token.i))


def _of(counted: Counted) -> SizeOf:
    verb = counted.verb
    if verb is None:
        return "turnout"
    if verb.lemma_.lower() in _REPRESENTING:
        return "represented"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    above = verb.head.lemma_.lower() if verb.dep_ in {"xcomp", "ccomp"} else ""
    if auxiliaries & _COMING or verb.lemma_.lower() in _EXPECTING - {"estimate"} or above in _EXPECTING:
        return "expected"
    return "turnout"


def _surety(parsed: Parsed, counted: Counted) -> float:
    """How sure it is that the figure counts a gathering's people; 0.0 where it does not."""
    by_grammar = _surety_by_grammar(parsed, counted)
    return by_grammar or (_OWN_WORDS if _is_own_crowd(parsed, counted) else 0.0)


def _is_own_crowd(parsed: Parsed, counted: Counted) -> bool:
    """Whether the words are a team's own phrase for a crowd, in a sentence that tells of a protest."""
    quantity = counted.quantity
    if not quantity.own or find_quantities(parsed.text[quantity.core : quantity.end]):
        return False
    return not _is_harmed(counted) and any(
        t.lemma_.lower() in _PROTEST_WORDS or t.lemma_.lower() in _GATHERING for t in counted.token.sent
    )


def _surety_by_grammar(parsed: Parsed, counted: Counted) -> float:
    reading = counted.quantity.reading
    largest = reading.high or reading.low or 0
    if largest < 2 or _is_harmed(counted) or _is_something_else(parsed, counted):
        return 0.0
    if counted.noun is None:
        return _surety_alone(parsed, counted, largest)
    if counted.noun.lower_ in OTHER_UNITS:
        return 0.0
    lemma, gathers = counted.noun.lemma_.lower(), _gathers(counted)
    if lemma in _POLICE or (largest < 10 and not (gathers and counted.role == "subject")):
        return 0.0
    if lemma.split("-")[-1] in _PROTESTERS:
        return 0.9 if gathers else 0.75
    if lemma in _WHOLES and lemma not in _PEOPLE:
        return 0.0
    if lemma in _PEOPLE or counted.noun.ent_type_ == "NORP":
        if gathers:
            return 0.85
        if _is_an_estimate(counted):
            return 0.8
        return 0.55 if _speaks_of_protest(counted) and largest >= 20 and not _does_otherwise(counted) else 0.0
    if gathers and counted.role == "subject" and counted.noun.tag_ in {"NNS", "NNPS"}:
        return 0.6
    return 0.0


def _does_otherwise(counted: Counted) -> bool:
    return counted.verb is not None and counted.verb.lemma_.lower() in _OTHER_DEEDS


def _surety_alone(parsed: Parsed, counted: Counted, largest: int) -> float:
    if counted.quantity.reading.bound == "exact" and 1900 <= largest <= 2100 and counted.token.is_digit:
        return 0.0
    text, end = parsed.text, counted.quantity.end
    if text[end : end + 7].lower() in {"-strong", " strong"}:
        return 0.85
    if counted.whole is not None and counted.whole.lemma_.lower() in _WHOLES:
        return 0.8
    if counted.verb is None or (largest < 10 and counted.role != "subject"):
        return 0.0
    lemma = counted.verb.lemma_.lower()
    if counted.role == "subject" and lemma in _GATHERING:
        return 0.8 if not _is_other_meeting(counted) else 0.0
    if largest >= 20 and (_is_an_estimate(counted) or _was_estimated(counted)):
        return 0.7
    if counted.role in {"object", "oblique"} and lemma in _DRAWING and largest >= 20:
        return 0.6 if _speaks_of_protest(counted) else 0.0
    return 0.0


def _is_harmed(counted: Counted) -> bool:
    """Whether the counted are arrested, hurt, dismissed, employed and the like."""
    verb = counted.verb
    above = counted.head if counted.token.is_ancestor(counted.head) is False else counted.token
    if any(t.lemma_.lower() in _HARMING for t in _nouns_over(above)):
        return True
    suffers = counted.role in {"sufferer", "object", "oblique"}
    if verb is not None and suffers and verb.lemma_.lower() in _HARMED:
        return True
    if verb is not None and counted.role == "subject" and verb.lemma_.lower() in {"die", "lose"}:
        return True
    for child in counted.head.children:
        if child.dep_ in {"acl", "amod"} and child.lemma_.lower() in _HARMED and child.tag_ in {"VBN", "VBD"}:
            return True
    after = counted.head.doc[counted.head.i + 1 : counted.head.i + 3]
    return any(t.lower_ in _HARM_BEHIND for t in after)


def _nouns_over(token: Token) -> list[Token]:
    """The nouns that a phrase hangs on by "of": the beating of four students."""
    nouns = []
    for _ in range(4):
        if token.dep_ != "pobj" or token.head.lower_ != "of":
            break
        token = token.head.head
        nouns.append(token)
    return nouns


def _is_other_meeting(counted: Counted) -> bool:
    verb = counted.verb
    return verb is not None and any(t.lower_ in _OTHER_MEETINGS for t in verb.subtree)


def _was_estimated(counted: Counted) -> bool:
    """Whether the number alone is what somebody expected: "the 900 expected by police"."""
    if not any(t.lemma_.lower() in _CROWD_WORDS for t in counted.token.sent):
        return False
    return any(c.dep_ == "acl" and c.lemma_.lower() in {"expect", "estimate"} for c in counted.token.children)


def _is_an_estimate(counted: Counted) -> bool:
    """Whether the figure is what a crowd is put at, or what it swelled to."""
    verb = counted.verb
    if verb is None or counted.role not in {"oblique", "object"} or verb.lemma_.lower() not in _ESTIMATING:
        return False
    if any(t.lemma_.lower() in _CROWD_WORDS for t in verb.subtree):
        return True
    return any(t.lower_ == "it" for t in verb.children) and any(
        t.lemma_.lower() in _CROWD_WORDS for t in verb.sent
    )


def _is_something_else(parsed: Parsed, counted: Counted) -> bool:
    token = counted.token
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"} and counted.noun is None:
        return True
    before = token.nbor(-1) if token.i else None
    return before is not None and before.ent_type_ == "DATE" and counted.noun is None and token.is_digit


def _gathers(counted: Counted) -> bool:
    """Whether the grammar puts the counted people into a gathering."""
    if counted.whole is not None and counted.whole.lemma_.lower() in _WHOLES:
        return True
    verb = counted.verb
    if verb is not None:
        lemma = verb.lemma_.lower()
        if counted.role in {"subject", "sufferer"} and lemma in _GATHERING:
            return not _is_other_meeting(counted)
        if counted.role in {"object", "oblique"} and lemma in _DRAWING | {"lead"}:
            return _speaks_of_protest(counted)
        if any(
            c.dep_ in {"xcomp", "ccomp", "conj"} and c.lemma_.lower() in _GATHERING for c in verb.children
        ):
            return counted.role == "subject"
    return any(_is_gathering_clause(c) for c in counted.head.children)


def _is_gathering_clause(token: Token) -> bool:
    return token.dep_ in {"acl", "relcl"} and token.lemma_.lower() in _GATHERING


def _speaks_of_protest(counted: Counted) -> bool:
    verb = counted.verb if counted.verb is not None else counted.head
    return any(t.lemma_.lower() in _PROTEST_WORDS for t in verb.subtree)


# ---- which event


def sizes_of_event(
    parsed: Parsed,
    occurrence: Occurrence,
    found: Sequence[FoundSize],
    others: Sequence[Occurrence] = (),
) -> tuple[Size, ...]:
    """The sizes that tell of one event: those nearer to its triggers than to another event's.

    Args:
        parsed: The article.
        occurrence: The event.
        found: What ``find_sizes`` gave for the article.
        others: The article's other events, so that each size goes to the nearest.
    """
    sizes = []
    for item in found:
        own = _distance(parsed, occurrence, item)
        if own is None:
            continue
        rivals = [d for other in others if (d := _distance(parsed, other, item)) is not None]
        if all(own <= rival for rival in rivals):
            sizes.append(item.size)
    return _once(sizes)


def _distance(parsed: Parsed, occurrence: Occurrence, item: FoundSize) -> tuple[int, int] | None:
    """How far a size is from an event: sentences, then tokens; None where it is too far to belong."""
    triggers = [(parsed.sentence_of(t.root.i), t.root.i) for t in occurrence.trigger]
    same = [abs(item.token - at) for sentence, at in triggers if sentence == item.sentence]
    if same:
        return 0, min(same)
    after = [item.sentence - sentence for sentence, _ in triggers if 0 < item.sentence - sentence <= _REACH]
    if after:
        return 1 + min(after), min(abs(item.token - at) for _, at in triggers)
    if any(sentence - item.sentence == 1 for sentence, _ in triggers):
        return 2 + _REACH, min(abs(item.token - at) for _, at in triggers)
    return None


# How sure a team's own phrase for a crowd is where the grammar does not tell what the crowd does.
_OWN_WORDS: Final = 0.6
# Sentences behind a trigger in which its sizes are looked for.
_REACH: Final = 2


def _once(sizes: list[Size]) -> tuple[Size, ...]:
    """Each figure once for a claimant: a report repeats its lead's figure."""
    kept: list[Size] = []
    for size in sizes:
        same = (k for k in kept if (k.low, k.high) == (size.low, size.high))
        twin = next(same, None)
        if twin is None:
            kept.append(size)
        elif twin.claimant is None and size.claimant is not None:
            kept[kept.index(twin)] = size
    return tuple(kept)
