"""What a number phrase counts, and what the counted do or suffer, by the grammar of its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Token

from dateline.extract.number import OwnSizes, Quantity, find_quantities
from dateline.parse import Parsed

Role = Literal["subject", "sufferer", "object", "oblique", "other"]

_ROLES: Final[dict[str, Role]] = {
    "nsubj": "subject", "nsubjpass": "sufferer", "dobj": "object", "attr": "object", "obj": "object",
    "pobj": "oblique", "agent": "subject", "dative": "object", "oprd": "object",
}  # fmt: skip
_BEFORE_NOUN: Final = frozenset("nummod quantmod compound amod nmod advmod npadvmod det poss punct".split())
_CLIMB: Final = 7
# A number behind one of these is a name: Local 88, Section 5, Route 9.
_NUMBERED: Final = frozenset(
    "local no no. nos number section sections article route highway interstate chapter page resolution bill "
    "unit platform gate room act proposition measure district ward pier exit flight line level phase title "
    "psalm verse channel bus ranked formula".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number phrase in its sentence.

    Attributes:
        quantity: The number phrase.
        token: The number's head token.
        noun: What is counted, None where the number stands alone ("thousands marched").
        whole: The noun that the counted make up: "crowd" in "a crowd of 300", else None.
        verb: The verb (or, without one, the noun) that the phrase belongs to.
        role: What the counted are to that verb.
    """

    quantity: Quantity
    token: Token
    noun: Token | None
    whole: Token | None
    verb: Token | None
    role: Role

    @property
    def head(self) -> Token:
        """The noun, or the number where it stands alone."""
        return self.noun if self.noun is not None else self.token


def find_counted(parsed: Parsed, own: OwnSizes | None = None) -> tuple[Counted, ...]:
    """Every number phrase outside the report's head, with what it counts, in order.

    ``own`` are a team's vague words.
    """
    skip = parsed.heading.end if parsed.heading else 0
    found = []
    for quantity in find_quantities(parsed.text, own):
        if quantity.start < skip or _is_a_name(parsed, quantity):
            continue
        found.append(_counted(parsed, quantity))
    return tuple(found)


def _is_a_name(parsed: Parsed, quantity: Quantity) -> bool:
    at = parsed.token_at(quantity.core)
    return quantity.core == quantity.start and at > 0 and parsed.doc[at - 1].lower_ in _NUMBERED


def _counted(parsed: Parsed, quantity: Quantity) -> Counted:
    doc = parsed.doc
    first, last = parsed.token_at(quantity.core), parsed.token_at(quantity.end - 1)
    token = doc[first : last + 1].root
    noun, top = _noun_of(token, doc[last])
    whole = _whole_of(top)
    verb, role = governor(whole if whole is not None else top)
    return Counted(quantity, token, noun, whole, verb, role)


def _noun_of(token: Token, last: Token) -> tuple[Token | None, Token]:
    """What is counted, and the token that stands for the whole phrase in the sentence."""
    top = token
    for _ in range(4):
        if top.dep_ in _BEFORE_NOUN and top.head.i > top.i and top.head.pos_ in {"NOUN", "PROPN", "NUM"}:
            top = top.head
            if top.pos_ != "NUM":
                return top, top
        else:
            break
    for start in (last, top):
        for preposition in start.rights:
            if preposition.lower_ == "of" and preposition.i - last.i <= 2:
                objects = [c for c in preposition.children if c.dep_ == "pobj"]
                if objects:
                    return _whole_word(objects[0]), top
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if after is not None and after.pos_ == "NOUN" and after.sent.start == last.sent.start:
        return after, after  # the parser lost the number; the noun stands right behind it
    return None, top


def _whole_word(noun: Token) -> Token:
    """The last part of a word that the tokens split at its hyphen: counter-demonstrators."""
    if noun.i + 2 < len(noun.doc) and noun.nbor(1).text == "-" and not noun.whitespace_:
        return noun.nbor(2)
    return noun


def _whole_of(top: Token) -> Token | None:
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.pos_ in {"NOUN", "PROPN"}:
        return top.head.head
    return None


def governor(token: Token) -> tuple[Token | None, Role]:
    """The verb a noun phrase belongs to, and what it is to that verb."""
    role: Role | None = None
    for _ in range(_CLIMB):
        if role is None and token.dep_ in _ROLES:
            role = _ROLES[token.dep_]
        head = token.head
        if head.i == token.i:
            return None, role or "other"
        if head.pos_ in {"VERB", "AUX"}:
            if role == "oblique" and token.dep_ == "agent":
                role = "subject"
            return head, role or "other"
        token = head
    return None, role or "other"
