"""Words as texts write them: the plural of a noun, the forms of a verb, hyphens apart or left out."""

from __future__ import annotations

import re
from typing import Literal

from dateline.codebook.rules import OwnForm

Kind = Literal["noun", "verb", "who", "phrase"]

# First words of the phrases that are verbs, with their other forms.
_IRREGULAR = {
    "take": ("takes", "took", "taking", "taken"),
    "come": ("comes", "came", "coming"),
    "hold": ("holds", "held", "holding"),
    "hit": ("hits", "hitting"),
    "set": ("sets", "setting"),
    "lay": ("lays", "laid", "laying"),
    "sit": ("sits", "sat", "sitting"),
    "shut": ("shuts", "shutting"),
    "throw": ("throws", "threw", "throwing", "thrown"),
    "strike": ("strikes", "struck", "striking"),
    "burn": ("burns", "burned", "burnt", "burning"),
}
_VERB_FIRST = frozenset(
    "take come hold hit set lay sit shut pour return fill turn wave carry shout raise chant burn down "
    "stop walk stay close stage toyi".split()
)


def inflected(words: str, kind: Kind) -> set[tuple[str, ...]]:
    """Every inflected form of an entry as lower-case tokens, hyphens apart as the tokenizer has them."""
    first, *rest = tokens_of(words)
    if kind == "verb" or (kind == "phrase" and first in _VERB_FIRST):
        firsts = {first, *_verb_forms(first)}
        return {(f, *rest) for f in firsts}
    if not rest:
        return {(first,), (_plural(first),)}
    forms = {(first, *rest), (first, *rest[:-1], _plural(rest[-1]))}
    return forms | {tuple(t for t in form if t != "-") for form in forms}


def tokens_of(words: str) -> list[str]:
    """The words as the tokenizer of the language model cuts them."""
    return words.replace("-", " - ").split()


def _plural(noun: str) -> str:
    if noun.endswith(("ch", "sh", "s", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    doubled = verb + verb[-1] if verb in ("chat", "stop") else stem
    return (_plural(verb), doubled + "ed", doubled + "ing")


# "march for justice": what is many is the first word.
_LINKS = frozenset("of for against in to on with by".split())
_OWNER = re.compile(r"(?<=\w)'(s?)(?= |$)")


def own_sequences(form: OwnForm) -> set[tuple[Kind, tuple[str, ...]]]:
    """Every way in which a text may write the words of a team's form: kind and lower-case tokens."""
    nouns = {("noun", sequence) for words in form.words for sequence in _of_noun(words)}
    verbs = {("verb", sequence) for words in form.verbs for sequence in inflected(_apart(words), "verb")}
    found: set[tuple[Kind, tuple[str, ...]]] = {*nouns, *verbs}  # type: ignore[arg-type]
    curly: set[tuple[Kind, tuple[str, ...]]] = {
        (kind, tuple(word.replace("'", "’") for word in sequence)) for kind, sequence in found
    }
    return found | curly


def _of_noun(words: str) -> set[tuple[str, ...]]:
    words = _apart(words)
    found = inflected(words, "noun")
    first, *rest = tokens_of(words)
    return found | {(_plural(first), *rest)} if _LINKS & set(rest) else found


def _apart(words: str) -> str:
    return _OWNER.sub(r" '\1", words.replace("’", "'"))


def as_written(sequence: tuple[str, ...]) -> str:
    """Tokens as a text writes them.

    >>> as_written(("women", "'s", "sit", "-", "in"))
    "women's sit-in"
    """
    joined = " ".join(sequence).replace(" - ", "-")
    return joined.replace(" '", "'").replace(" ’", "’")
