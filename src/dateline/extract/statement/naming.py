"""The parts of a noun phrase that names someone: title, role, affiliation, name; and its kind of actor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.extract.statement.clauses import Range
from dateline.records.lists import ActorKind

TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame lord lady sheikh shaikh maulana mufti imam haji rev fr sr hon "
    "capt col gen lt sgt maj cmdr adm sen rep gov pres pm adv advocate justice judge father sister "
    "brother pastor bishop".split()
)
# Words for the position of a person; heads of "police chief", "deputy prime minister", "Republican senator".
ROLES = frozenset(
    "convenor convener president premier minister chancellor secretary spokesman spokeswoman "
    "spokesperson chairman chairwoman chairperson chair chief leader head director commissioner "
    "officer official governor mayor senator representative congressman congresswoman ambassador "
    "general colonel captain lieutenant sergeant inspector superintendent constable sheriff professor "
    "lecturer teacher lawyer attorney prosecutor judge justice analyst economist activist organiser "
    "organizer coordinator co-ordinator adviser advisor aide deputy manager editor author journalist "
    "reporter correspondent columnist pollster strategist candidate nominee lawmaker legislator "
    "councillor councilman councilwoman councilmember mp mla mep mna chancellor king queen prince "
    "princess pope bishop archbishop cardinal imam cleric pastor rabbi priest founder co-founder "
    "owner ceo executive treasurer member student nurse doctor farmer worker resident shopkeeper "
    "driver survivor veteran vice-president vice-chancellor envoy delegate dean principal scholar "
    "researcher scientist historian expert counsel whip speaker undersecretary magistrate ombudsman "
    "negotiator campaigner protester demonstrator marcher unionist commander brigadier major marshal".split()
)
_ROLE_MODIFIERS = frozenset(
    "deputy vice prime former acting senior junior assistant chief foreign interior home finance "
    "general national provincial regional district local executive managing co ex opposition majority "
    "minority press union student police party campaign attorney secretary state associate first "
    "founding interim outgoing incoming human rights defence defense education health justice "
    "information".split()
)
# Words that tell what kind of actor a name or noun is, the first kind that fits; as regular expressions.
_KINDS: dict[ActorKind, str] = {
    "police": "police(man|men|woman|women)? constabulary cops? sheriff('?s)? gendarmes? troopers?",
    "student_group": "students? pupils? undergraduates?",
    "union": "(trade_)?unions? unionists labou?r_federation teamsters workers'?_(congress|federation)",
    "party": "party parties republicans? democrats? conservatives labour tories gop",
    "court": "courts? tribunal judges justices jury",
    "military": "army navy military air_force soldiers troops generals marines pentagon",
    "armed_group": "rebels? militants? insurgents? guerrillas? militias? taliban fighters gunmen",
    "religious_group": "church(es)? mosques? clergy clerics priests bishops imams diocese muslims christians",
    "media": "newspapers? news times post radio television tv press journal herald gazette magazine reuters",
    "company": "company companies corporation corp inc ltd plc bank firms? airlines? employers?",
    "government": "government ministry ministries cabinet administration council parliament senate congress "
    "officials? authority authorities department agency commission ministers lawmakers senators white_house "
    "embassy municipality",
    "civil_society": "association foundation organi[sz]ations? ngos? coalition alliance campaign committee "
    "network society institute centre center charity charities activists? organi[sz]ers? campaigners groups? "
    "federation",
    "crowd": "protest[eo]rs? demonstrators? marchers? residents? people crowds? witness(es)? villagers "
    "locals workers? farmers neighbou?rs voters critics supporters families women men others many some most",
}
_KIND_WORDS = [
    (
        kind,
        re.compile(rf"\b(?:{'|'.join(words.replace('_', ' ') for words in row.split())})\b", re.IGNORECASE),
    )
    for kind, row in _KINDS.items()
]


def kind_of(words: str, head: Token | None = None) -> ActorKind:
    """What kind of actor some words name; ``other`` where no word tells."""
    if head is not None and head.ent_type_ == "PERSON":
        return "person"
    if head is not None and head.lower_ in ROLES:
        return "person"
    if head is not None and head.ent_type_ == "GPE":
        return "country"
    return next((kind for kind, pattern in _KIND_WORDS if pattern.search(words)), "other")


_APPOSITION = 8  # tokens read of it
_BEFORE_ROLE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_IN_NAME = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase taken apart: "MQM-P Convenor Dr Khalid Maqbool Siddiqui".

    ``start`` and ``end`` are the tokens without articles and titles; ``name`` is "" for "a spokesman".
    """

    start: int
    end: int
    name: str
    title: str | None
    role: str | None
    affiliation: str | None
    words: Range  # tokens of the name


def read_phrase(doc: Doc, head: Token, source: Range) -> Phrase:
    """The parts of a noun phrase: name, title, role and affiliation as far as it gives them."""
    start, end = source
    while (start < head.i and doc[start].dep_ in ("det", "predet")) or (
        doc[start].is_punct and start < end - 1
    ):
        start += 1
    stop = _name_end(doc, head, end)
    at = _name_start(doc, start, stop)
    title = doc[at - 1].lower_.rstrip(".") if at > start and is_title(doc[at - 1]) else None
    before = at - 1 if title else at
    while before > start and is_title(doc[before - 1]):
        before -= 1
    if at >= stop:
        return Phrase(start, end, "", None, None, None, (at, stop))
    role = _role_run(doc, start, before)
    told, where = (None, None) if role is None else (_text(doc, role), _text(doc, (start, role[0])))
    if told is None:
        told, where = _apposition(doc, stop)
    return Phrase(start, end, _text(doc, (at, stop)) or "", title, told, where, (at, stop))


def is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in TITLES


def _name_end(doc: Doc, head: Token, end: int) -> int:
    stop: int = head.i + 1
    while stop < end and doc[stop].pos_ == "PROPN" and doc[stop - 1].text not in (",",):
        stop += 1
    return stop


def _name_start(doc: Doc, start: int, stop: int) -> int:
    """First token of the run of name words that ends at ``stop``; ``stop`` where there is none."""
    at = stop
    while at > start:
        token = doc[at - 1]
        word = token.lower_.rstrip(".")
        inside = token.pos_ == "PROPN" or (
            at < stop and token.text in ("-", "of", "al", "bin", "de", "the", "and")
        )
        if not inside or word in TITLES or (word in ROLES and at < stop):
            break
        at -= 1
    while at < stop and (
        doc[at].text in ("-", "of", "the", "and") or (doc[at].lower_ in ROLES and at + 1 < stop)
    ):
        at += 1
    return at


def _role_run(doc: Doc, start: int, end: int) -> Range | None:
    """The role that ends right before a name, with its modifiers."""
    if end <= start or doc[end - 1].lower_ not in ROLES:
        return None
    at = end - 1
    while at > start and doc[at - 1].lower_ in (_ROLE_MODIFIERS | ROLES) and doc[at - 1].ent_type_ != "ORG":
        at -= 1
    return at, end


def _apposition(doc: Doc, stop: int) -> tuple[str | None, str | None]:
    """Role and affiliation told after a name that ends at ``stop``: ", director of the institute,".

    Read from the words, since the parser often hangs an apposition from the wrong noun.
    """
    if stop >= len(doc) or doc[stop].text != ",":
        return None, None
    start = at = stop + 1
    while at < min(len(doc), start + _APPOSITION) and doc[at].pos_ in _BEFORE_ROLE:
        if doc[at].lower_ in ROLES and (at + 1 == len(doc) or doc[at + 1].lower_ not in ROLES):
            role = (_modified_from(doc, start, at), at + 1)
            return _text(doc, role), _place_of_work(doc, at)
        at += 1
    return None, None


def _modified_from(doc: Doc, start: int, at: int) -> int:
    while at > start and doc[at - 1].lower_ in (_ROLE_MODIFIERS | ROLES):
        at -= 1
    return at


def _place_of_work(doc: Doc, role: int) -> str | None:
    """What follows "spokeswoman for", up to the next comma or verb."""
    at = role + 1
    if at >= len(doc) or doc[at].lower_ not in ("of", "for", "at", "with", "from"):
        return None
    end = at + 1
    while end < min(len(doc), at + _APPOSITION) and doc[end].pos_ in _IN_NAME:
        end += 1
    return _text(doc, (at + 1, end))


def _text(doc: Doc, run: Range) -> str | None:
    """The text of a run without an article before and a possessive after it; None where that is nothing."""
    start, end = run
    while start < end and (doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return " ".join(doc[start:end].text.split()) or None
