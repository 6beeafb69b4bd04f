"""Who a word stands for at a protest: police, protesters, counter-protesters, bystanders, property."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.records.lists import ViolenceSide

_POLICE = frozenset(
    "police policeman policewoman policemen officer officers cop cops constable trooper guard guards "
    "soldier soldiers troop troops army military gendarme gendarmes force forces authorities deputies "
    "sheriff swat".split()
)
_PROTESTERS = frozenset(
    "protester protesters protestor protestors demonstrator demonstrators marcher marchers crowd crowds "
    "mob mobs student students worker workers rioter rioters striker strikers activist activists youth "
    "youths resident residents supporter supporters villager villagers farmer farmers group groups they "
    "people picketer picketers miner miners looter looters occupier occupiers teacher teachers community "
    "members".split()
)
_COUNTER = frozenset(["counterprotester", "counterprotesters", "counterdemonstrator", "counterdemonstrators"])
_BYSTANDERS = frozenset(
    "bystander bystanders journalist journalists reporter reporters passer-by passersby motorist "
    "motorists pedestrian pedestrians shopkeeper shopkeepers civilian civilians photographer driver "
    "drivers".split()
)
_PROPERTY = frozenset(
    "car cars vehicle vehicles bus buses truck trucks shop shops store stores building buildings house "
    "houses window windows property home homes office offices tyre tyres tire tires train trains school "
    "schools police-station station bank banks clinic library hall statue barricade barricades furniture "
    "van vans dustbin bins road effigy flag flags "
    "furniture posters poster billboard billboards door doors gate gates fence fences mosque temple church "
    "parliament headquarters mall supermarket kiosk kiosks stall stalls businesses business equipment".split()
)
_GROUPS: tuple[tuple[ViolenceSide, frozenset[str]], ...] = (
    ("counter_protesters", _COUNTER),
    ("police", _POLICE),
    ("bystanders", _BYSTANDERS),
    ("protesters", _PROTESTERS),
    ("property", _PROPERTY),
)
_POLICE_ACRONYMS = frozenset(("NYPD", "LAPD", "SAPS", "RCMP", "PSNI"))


def side_of(token: Token | None) -> ViolenceSide:
    """The side that a noun stands for; "unknown" where its word tells none."""
    if token is None:
        return "unknown"
    if token.text in _POLICE_ACRONYMS:
        return "police"
    modifiers = {c.lower_ for c in token.children if c.dep_ in ("amod", "compound")}
    if token.lower_ in ("vehicle", "vehicles", "car", "cars", "van", "vans", "station", "stations"):
        return "property"
    if modifiers & {"counter"} or token.lower_.startswith("counter"):
        return "counter_protesters"
    if modifiers & {"police", "security", "riot"} and token.lower_ not in _PROTESTERS:
        return "police"
    for side, words in _GROUPS:
        if token.lower_ in words:
            return side
    return "unknown"


def subject_of(verb: Token) -> Token | None:
    """Who does it: the subject, a passive's agent, or the governor's subject for a joined or open verb."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return _antecedent(child)
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return None
    if verb.dep_ in ("acl", "relcl"):
        return verb.head if verb.tag_ != "VBN" else None
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head is not verb:
        return subject_of(verb.head)
    return None


def object_of(verb: Token) -> Token | None:
    """To whom or what: the object, or a passive's subject."""
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            return child
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return verb.head
    return None


def _antecedent(subject: Token) -> Token:
    verb = subject.head
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


_NOBODY = frozenset(("no", "nobody", "none", "nothing"))


def negated(verb: Token) -> bool:
    """Whether the verb is denied, itself or by what it speaks of: "no one was arrested"."""
    return any(
        c.dep_ == "neg" or c.lower_ in _NOBODY or any(inner.lower_ == "no" for inner in c.children)
        for c in verb.children
        if c.dep_ in ("neg", "nsubj", "nsubjpass", "dobj") or c.lower_ in _NOBODY
    )
