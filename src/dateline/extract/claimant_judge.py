"""What the judge of claimants looks at: the words near a figure that may name who gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from dateline.extract.size_grammar import EXPECTING
from dateline.parse import Parsed

SAYING: Final = frozenset(
    "say estimate put claim report tell announce add state confirm believe reckon count expect predict "
    "declare insist maintain note explain write tweet allege place anticipate project hope speak boast "
    "suggest assert quote cite warn hop".split()  # the lemma of "hoping" is given as "hop"
)
# Showing is telling where a newsroom does it.
SHOWING: Final = frozenset("show".split())
NEWSROOMS: Final = frozenset("news footage television tv broadcaster media channel".split())
PRONOUNS: Final = frozenset("he she it they".split())
# Nouns of a figure, which somebody may own: "the organisers' estimate of 40,000".
FIGURES: Final = frozenset("figure estimate count number tally total claim projection".split())
_FAMILIES: Final = {
    "police": "police officer sheriff constable policeman patrol trooper department",
    "organisers": "organiser organizer union alliance coalition campaign federation activist group party "
    "campaigner leader association network movement forum council congress committee",
    "officials": "official authority government ministry minister mayor governor municipality city company",
    "speaker": "spokesman spokeswoman spokesperson spokespeople director president secretary chairman",
    "media": "media newspaper agency reporter reuters times post television radio news bbc afp journalist",
    "present": "witness resident participant protester demonstrator observer student worker volunteer",
}
_KINDS: Final = {word: kind for kind, words in _FAMILIES.items() for word in words.split()}
_SENTENCES: Final = 1  # looked at on each side of the figure's own sentence
_CLIMB: Final = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may name who gives a figure, and what speaks for it."""

    token: Token
    features: tuple[str, ...]


def candidates(parsed: Parsed, number: Token, ruled: dict[int, str]) -> Iterator[Candidate]:
    """Every word near a figure that says something, in order.

    Args:
        parsed: The article.
        number: The figure.
        ruled: Words that a rule of grammar names, with the rule, the surest first.
    """
    doc, own = parsed.doc, parsed.sentence_of(number.i)
    first = parsed.sentences[max(0, own - _SENTENCES)].start
    last = parsed.sentences[min(len(parsed.sentences) - 1, own + _SENTENCES)].end
    above = _above(number)
    near = {token.i: verb for token in doc[first:last] if (verb := _said_by(token)) is not None}
    places = sorted(near.keys() | ruled.keys())
    quoted, first_choice = _is_quoted(parsed, number), next(iter(ruled), None)
    for at in places:
        source = doc[at]
        rule = ruled.get(at, "none")
        between = sum(min(at, number.i) < other < max(at, number.i) for other in places)
        apart = parsed.sentence_of(at) - own
        features = [
            f"rule={rule}",
            f"ruled={rule != 'none'}|{bool(ruled)}",
            f"first={at == first_choice}",
            *_word_features(source),
            *_verb_features(source, near.get(at), number, above),
            f"apart={apart}|quoted={quoted}",
            f"apart={apart}|side={at < number.i}|between={min(between, 2)}",
            f"tokens={min(abs(at - number.i) // 5, 5)}",
            f"others={min(len(places) - 1, 3)}",
        ]
        yield Candidate(source, tuple(features))


def _above(number: Token) -> list[Token]:
    """The figure and the words that it stands under, the nearest first."""
    chain = []
    for _ in range(_CLIMB):
        if number.head.i == number.i:
            break
        chain.append(number)
        number = number.head
    return [*chain, number]


def _said_by(token: Token) -> Token | None:
    """By which word a token says something: the verb that it is the subject of, "according", a figure."""
    head, lemma = token.head, token.head.lemma_.lower()
    if token.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    match token.dep_:
        case "poss":
            says = lemma in FIGURES
        case "nsubj":
            says = lemma in SAYING | SHOWING or any(c.dep_ == "ccomp" for c in head.children)
        case "dobj":  # "..., warn union leaders"
            ahead = any(c.dep_ == "nsubj" for c in head.children)
            says = lemma in SAYING and token.i > head.i and not ahead
        case "pobj":
            head = head.head
            by = token.head.dep_ == "agent" and head.lemma_.lower() in SAYING
            says = by or (head.lower_ == "according" and token.head.lower_ == "to")
        case _:
            says = False
    return head if says else None


def _word_features(source: Token) -> list[str]:
    lemma = source.lemma_.lower()
    kind = _KINDS.get(lemma) or ("pronoun" if source.pos_ == "PRON" else source.ent_type_ or source.pos_)
    return [f"kind={kind}", f"number={source.tag_}", f"pronoun={source.lower_ if kind == 'pronoun' else ''}"]


def _verb_features(source: Token, verb: Token | None, number: Token, above: list[Token]) -> list[str]:
    if verb is None:
        return ["verb=none"]
    lemma = verb.lemma_.lower()
    hang = _hang(verb, above)
    negated = any(c.dep_ == "neg" for c in verb.children)
    return [
        f"verb={lemma}",
        f"way={_way(lemma)}|hang={hang}",
        f"hang={hang}|{source.dep_}",
        f"hang={hang}|before={source.i < number.i}",
        f"negated={negated}",
        f"expecting={lemma in EXPECTING}",
        f"quote={verb.nbor(-1).text if verb.i else ''}",
    ]


def _way(lemma: str) -> str:
    """What sort of word it is said by."""
    if lemma in SAYING:
        return "saying"
    return "showing" if lemma in SHOWING else lemma if lemma in {"according", *FIGURES} else "other"


def _hang(verb: Token, above: list[Token]) -> str:
    """How the figure hangs on the verb of saying: in its clause, as its object, beside it.

    ``above`` are the figure and the words over it.
    """
    for steps, token in enumerate(above):
        if token.i == verb.i:
            return f"{above[steps - 1].dep_}{min(steps, 3)}" if steps else "self"
    if above[0].is_ancestor(verb):
        return "over"
    if above[-1].is_ancestor(verb):
        return f"beside:{verb.dep_}"
    return "apart"


def _is_quoted(parsed: Parsed, token: Token) -> bool:
    start = parsed.text.rfind("\n", 0, token.idx) + 1
    before = parsed.text[start : token.idx]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1
