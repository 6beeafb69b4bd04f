"""Whether the grammar of a sentence makes a counted number the people of a gathering."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from dateline.extract.counted import Counted
from dateline.extract.number import OTHER_UNITS, find_quantities
from dateline.parse import Parsed
from dateline.records.lists import SizeOf

# People who are where they are in order to protest.
PROTESTERS: Final = frozenset(
    """
    protester protestor demonstrator marcher striker picketer activist campaigner rioter supporter
    counter-protester counterprotester counter-demonstrator agitator picket reveler reveller spectator
    participant attendee mourner occupier militant sympathiser sympathizer follower unionist comrade
    rallygoer dissident looter
    """.split()
)  # fmt: skip
# People of any kind: counted only where they gather.
PEOPLE: Final = frozenset(
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
WHOLES: Final = frozenset(
    """
    crowd group rally march protest demonstration gathering mob throng vigil procession turnout
    attendance convoy picket mobilization mobilisation contingent meeting audience assembly column
    sea sit-in parade strike peak maximum minimum force band figure thousands hundreds
    """.split()
)  # fmt: skip
GATHERING: Final = frozenset(
    """
    march rally protest demonstrate gather strike picket block blockade occupy assemble converge chant
    parade mass mobilise mobilize riot converge congregate descend storm jam throng line surround join
    attend participate take turn walk stage hold flood fill pack pour swarm clog besiege barricade camp
    boycott wave carry brave swell demand besiege rampage clash hurl throw link disrupt stand
    sit sing shut arrive crowd greet come spill mourn form shout
    """.split()
)  # fmt: skip
DRAWING: Final = frozenset(
    "draw attract see bring include involve mobilise mobilize gather number assemble lead rally join feature "
    "unite expect estimate swell attend muster total reach exceed comprise summon call have".split()
)  # fmt: skip
_HARMING: Final = frozenset(
    """
    arrest killing shooting detention injury death murder massacre layoff dismissal sacking deportation
    execution eviction beating transfer release trial loss disappearance lives jailing arrival influx exodus
    return deployment
    """.split()
)
OTHER_MEETINGS: Final = frozenset(
    "meeting forum teach-in vote election conference concert petition funeral course seminar hearing poll "
    "polls match game".split()
)
OTHER_DEEDS: Final = frozenset(
    "sign vote live die wait flee write apply depend suffer own earn face belong receive migrate "
    "battle".split()
)
ESTIMATING: Final = frozenset(
    "put estimate number swell reach range grow count place exceed total peak speak talk".split()
)
_HARMED: Final = frozenset(
    """
    arrest detain injure wound kill hurt hospitalise hospitalize die jail imprison sentence charge shoot stab
    evict displace deport dismiss fire sack retrench suspend expel employ hire pay rescue execute murder
    massacre lose leave fine cite ticket convict behead torture beat disappear trap evacuate release treat
    indict accuse transfer transport round
    abduct kidnap lay test infect serve feed house cut shed represent deploy
    """.split()
) - {"leave", "cut"}  # fmt: skip
_LOCKS: Final = frozenset("detention custody prison jail jails hospital hospitals bars".split())
_HARM_BEHIND: Final = frozenset("dead arrested injured killed wounded detained arrests".split())
_POLICE: Final = frozenset("police officer policeman cop soldier troop trooper guard constable".split())
COMING: Final = frozenset({"will", "'ll", "’ll", "would", "could", "may", "might", "should"})
EXPECTING: Final = frozenset("expect plan anticipate predict hope estimate intend prepare project".split())
PROTEST_WORDS: Final = frozenset(
    "protest rally march demonstration strike picket vigil demonstrate walkout sit-in blockade riot "
    "demonstrator protester protesting marching striking street streets occupation procession "
    "stoppage".split()
)  # fmt: skip
CROWD_WORDS: Final = PROTEST_WORDS | frozenset(
    "crowd turnout number attendance attendee participant estimate size".split()
)
_REPRESENTING: Final = frozenset("represent".split())


# What those do of whom only the number is told: they are no crowd.
_BEING: Final = frozenset("live reside inhabit die own earn belong suffer migrate flee".split())
_DWELLING: Final = frozenset({"live", "reside"})
# Tokens before a sentence in which "it" finds its crowd.
_LOOK_BACK: Final = 25
# How sure a team's own phrase for a crowd is where the grammar does not tell what the crowd does.
_OWN_WORDS: Final = 0.6


def what_is_counted(counted: Counted) -> SizeOf:
    verb = counted.verb
    if verb is None:
        return "turnout"
    if verb.lemma_.lower() in _REPRESENTING:
        return "represented"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    above = verb.head.lemma_.lower() if verb.dep_ in {"xcomp", "ccomp"} else ""
    if auxiliaries & COMING or {verb.lemma_.lower(), above} & (EXPECTING - {"estimate"}):
        return "expected"
    return "turnout"


def surety(parsed: Parsed, counted: Counted) -> float:
    """How sure it is that the figure counts a gathering's people; 0.0 where it does not."""
    by_grammar = _surety_by_grammar(parsed, counted)
    return by_grammar or (_OWN_WORDS if _is_own_crowd(parsed, counted) else 0.0)


def _is_own_crowd(parsed: Parsed, counted: Counted) -> bool:
    """Whether the words are a team's own phrase for a crowd, in a sentence that tells of a protest."""
    quantity = counted.quantity
    if not quantity.own or find_quantities(parsed.text[quantity.core : quantity.end]):
        return False
    return not is_harmed(counted) and any(
        t.lemma_.lower() in PROTEST_WORDS or t.lemma_.lower() in GATHERING for t in counted.token.sent
    )


def _surety_by_grammar(parsed: Parsed, counted: Counted) -> float:
    reading = counted.quantity.reading
    largest = reading.high or reading.low or 0
    if largest < 2 or is_harmed(counted) or is_something_else(parsed, counted):
        return 0.0
    if counted.noun is None:
        return _surety_alone(parsed, counted, largest)
    if counted.noun.lower_ in OTHER_UNITS:
        return 0.0
    lemma, gathers = counted.noun.lemma_.lower(), _gathers(counted)
    if lemma in _POLICE or (largest < 10 and not (gathers and counted.role == "subject")):
        return 0.0
    if lemma.split("-")[-1] in PROTESTERS:
        return 0.9 if gathers else 0.75
    if lemma in WHOLES and lemma not in PEOPLE:
        return 0.0
    if lemma in PEOPLE or counted.noun.ent_type_ == "NORP":
        if gathers:
            return 0.85
        if _is_an_estimate(counted) or (largest >= 20 and _is_looked_forward_to(counted)):
            return 0.8
        return 0.55 if _speaks_of_protest(counted) and largest >= 20 and not _does_otherwise(counted) else 0.0
    made = counted.whole is not None and counted.whole.lemma_.lower() in PROTEST_WORDS
    if gathers and (counted.role == "subject" or made) and counted.noun.tag_ in {"NNS", "NNPS"}:
        return 0.6
    return 0.0


def _does_otherwise(counted: Counted) -> bool:
    return counted.verb is not None and counted.verb.lemma_.lower() in OTHER_DEEDS


def _surety_alone(parsed: Parsed, counted: Counted, largest: int) -> float:
    if counted.quantity.reading.bound == "exact" and 1900 <= largest <= 2100 and counted.token.is_digit:
        return 0.0
    text, end = parsed.text, counted.quantity.end
    if text[end : end + 7].lower() in {"-strong", " strong"}:
        return 0.85
    if counted.whole is not None and counted.whole.lemma_.lower() in WHOLES:
        return 0.8
    if counted.verb is None or (largest < 10 and counted.role != "subject"):
        return 0.0
    lemma = counted.verb.lemma_.lower()
    if counted.role == "subject" and lemma in GATHERING:
        return 0.8 if not _is_other_meeting(counted) else 0.0
    if largest >= 20 and (_is_an_estimate(counted) or _was_estimated(counted)):
        return 0.7
    if counted.role in {"object", "oblique"} and lemma in DRAWING and largest >= 20:
        return 0.6 if _speaks_of_protest(counted) else 0.0
    return 0.0


def is_harmed(counted: Counted) -> bool:
    """Whether the counted are arrested, hurt, dismissed, employed and the like, and no more is told of them.

    "900 miners who have gone on strike were dismissed" tells how many struck: the judge decides.
    """
    return befalls(counted) and not _is_told_to_protest(counted)


def _is_told_to_protest(counted: Counted) -> bool:
    """Whether a clause that hangs on the counted tells what they did at a protest."""
    return any(
        clause.dep_ in {"relcl", "acl"}
        and clause.i > counted.head.i
        and clause.lemma_.lower() not in _HARMED
        and (
            clause.lemma_.lower() in GATHERING
            or any(t.lemma_.lower() in PROTEST_WORDS for t in clause.subtree)
        )
        for clause in counted.head.children
    )


def befalls(counted: Counted) -> bool:
    """Whether arrest, hurt, dismissal and the like befall the counted."""
    above = counted.head if counted.token.is_ancestor(counted.head) is False else counted.token
    if any(t.lemma_.lower() in _HARMING for t in _nouns_over(above)) or _suffers(counted):
        return True
    for child in counted.head.children:
        if child.dep_ in {"acl", "amod"} and child.lemma_.lower() in _HARMED and child.tag_ in {"VBN", "VBD"}:
            # "7,000 workers represented by the union struck": what they do counts.
            return child.dep_ == "amod" or not _acts(counted)
        if (
            child.dep_ == "relcl"
            and child.lemma_.lower() in _HARMED
            and _is_passive(child)
            and not _acts(counted)
        ):
            return True
    if any(_is_locked_up(t) for t in (counted.verb, counted.head) if t is not None):
        return not _acts(counted)
    after = counted.head.doc[counted.head.i + 1 : counted.head.i + 3]
    return any(t.lower_ in _HARM_BEHIND for t in after) and not _acts(counted)


def _suffers(counted: Counted) -> bool:
    """Whether the verb does harm to the counted; what befalls "a march of 300" is not done to them."""
    verb = counted.verb
    if verb is None or (counted.whole is not None and counted.whole.lemma_.lower() in PROTEST_WORDS):
        return False
    lemma = verb.lemma_.lower()
    if counted.role == "subject":
        return lemma in {"die", "lose"}
    return counted.role in {"sufferer", "object", "oblique"} and lemma in _HARMED


def _is_locked_up(governor: Token) -> bool:
    """Whether the words behind it put somebody in prison or hospital."""
    inside = [c for c in governor.children if c.lower_ in {"in", "into", "behind"}]
    return any(c.lower_ in _LOCKS for prep in inside for c in prep.children)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)


def _acts(counted: Counted) -> bool:
    """Whether the counted themselves gather, march or strike."""
    return counted.role == "subject" and counted.verb is not None and counted.verb.lemma_.lower() in GATHERING


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
    return verb is not None and any(t.lower_ in OTHER_MEETINGS for t in verb.subtree)


def _was_estimated(counted: Counted) -> bool:
    """Whether the number alone is what somebody expected: "the 900 expected by police"."""
    if not any(t.lemma_.lower() in CROWD_WORDS for t in counted.token.sent):
        return False
    return any(c.dep_ == "acl" and c.lemma_.lower() in {"expect", "estimate"} for c in counted.token.children)


def _is_an_estimate(counted: Counted) -> bool:
    """Whether the figure is what a crowd is put at, or what it swelled to."""
    verb = counted.verb
    if verb is None or counted.role not in {"oblique", "object"} or verb.lemma_.lower() not in ESTIMATING:
        return False
    if any(t.lemma_.lower() in CROWD_WORDS for t in (*verb.subtree, verb.head)):
        return True
    before = verb.doc[max(0, verb.sent.start - _LOOK_BACK) : verb.sent.end]
    return any(t.lower_ == "it" for t in verb.children) and any(
        t.lemma_.lower() in CROWD_WORDS for t in before
    )


def _is_looked_forward_to(counted: Counted) -> bool:
    """Whether the counted are people whom somebody expects: "the union expects 5,000 people"."""
    verb = counted.verb
    return verb is not None and counted.role == "object" and verb.lemma_.lower() in EXPECTING - {"estimate"}


def is_something_else(parsed: Parsed, counted: Counted) -> bool:
    token = counted.token
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"} and counted.noun is None:
        return True
    before = token.nbor(-1) if token.i else None
    if counted.noun is None and _is_in_a_row(counted):
        return True
    return before is not None and before.ent_type_ == "DATE" and counted.noun is None and token.is_digit


def _is_in_a_row(counted: Counted) -> bool:
    """Whether numbers stand on both sides: a chant or a table."""
    token = counted.token
    near = (token.doc[max(0, token.i - 2) : token.i], token.doc[token.i + 1 : token.i + 3])
    return all(any(t.like_num for t in side) for side in near)


def _gathers(counted: Counted) -> bool:
    """Whether the grammar puts the counted people into a gathering."""
    if counted.whole is not None and counted.whole.lemma_.lower() in WHOLES:
        return True
    verb = counted.verb
    if verb is not None:
        lemma = verb.lemma_.lower()
        if counted.role in {"subject", "sufferer"} and lemma in GATHERING:
            return not _is_other_meeting(counted)
        if counted.role in {"object", "oblique"} and lemma in DRAWING | {"lead"}:
            return _speaks_of_protest(counted)
        if any(c.dep_ in {"xcomp", "ccomp", "conj"} and c.lemma_.lower() in GATHERING for c in verb.children):
            return counted.role == "subject"
    return any(_is_gathering_clause(c) for c in counted.head.children)


def _is_gathering_clause(token: Token) -> bool:
    return token.dep_ in {"acl", "relcl"} and token.lemma_.lower() in GATHERING


def _speaks_of_protest(counted: Counted) -> bool:
    verb = counted.verb if counted.verb is not None else counted.head
    return any(t.lemma_.lower() in PROTEST_WORDS for t in verb.subtree)


def _is_in_a_name(parsed: Parsed, counted: Counted) -> bool:
    """Whether the number is part of a name: the Million Worker March, I-94."""
    start, token = counted.quantity.start, counted.token
    if start >= 2 and parsed.text[start - 1] == "-" and parsed.text[start - 2].isalpha():
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return token.is_title and token.is_alpha and not token.is_sent_start and after.is_title


def _only_are(counted: Counted) -> bool:
    """Whether it is only told that the counted live somewhere, own or earn something, die."""
    if counted.role != "subject" or counted.verb is None:
        return False
    lemma = counted.verb.lemma_.lower()
    # "Twenty people were living in tents as they protested".
    return lemma in _BEING and not (lemma in _DWELLING and _speaks_of_protest(counted))


def is_never_a_size(parsed: Parsed, counted: Counted) -> bool:
    """Whether a number is plainly no crowd: a date, an age, money, a distance, people harmed, police."""
    reading = counted.quantity.reading
    largest = reading.high or reading.low or 0
    if (
        largest < 2
        or is_harmed(counted)
        or is_something_else(parsed, counted)
        or _is_in_a_name(parsed, counted)
    ):
        return True
    if _only_are(counted):
        return True
    if counted.noun is None:
        return reading.bound == "exact" and 1900 <= largest <= 2100 and counted.token.is_digit
    return counted.noun.lower_ in OTHER_UNITS or counted.noun.lemma_.lower() in _POLICE
