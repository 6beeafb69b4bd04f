"""What an actor is called: a person without titles, an organisation in full; which phrases mean the same."""

from __future__ import annotations

import unicodedata

from spacy.tokens import Span as Tokens

from dateline.extract.actor.phrases import Phrase
from dateline.extract.actor.registry import Registry, acronym_after
from dateline.parse import Parsed
from dateline.records import Span

_LONGEST_ACRONYM = 7


def words_of(parsed: Parsed, phrase: Phrase) -> Span:
    """The phrase's words as evidence: of a person the name alone, without title, party and age."""
    return parsed.words(
        phrase.name if phrase.name is not None and phrase.label == "PERSON" else phrase.tokens
    )


def called(parsed: Parsed, phrase: Phrase, registry: Registry) -> tuple[str, str | None]:
    """The full name that the article gives for a phrase, and its acronym."""
    span = parsed.words(_proper(phrase))
    words = span.quote.split("(")[0].strip() or span.quote
    name, acronym = registry.resolve(" ".join(words.split()))
    acronym = acronym or acronym_after(parsed.text, span.start + len(words))
    if acronym is None and phrase.label == "ORG" and name.isupper() and len(name) <= _LONGEST_ACRONYM:
        acronym = name  # the article knows it by nothing else
    return name, acronym


def _proper(phrase: Phrase) -> Tokens:
    """The name in a phrase; an organisation's with the capitals before it, "Harare City Council"."""
    if phrase.name is None:
        return phrase.tokens
    start, doc = phrase.name.start, phrase.tokens.doc
    while phrase.label == "ORG" and start > phrase.tokens.start and doc[start - 1].text[:1].isupper():
        start -= 1
    return doc[start : phrase.name.end]


def key_of(parsed: Parsed, phrase: Phrase, registry: Registry) -> str:
    """The same for all phrases of one actor: "governments" and "government's", "Lopez" and "Ana López"."""
    if phrase.label and phrase.name is not None:
        return plain(called(parsed, phrase, registry)[0])
    tokens = phrase.tokens
    return plain("".join((_one(t.text) if t.i == phrase.head else t.text) + t.whitespace_ for t in tokens))


def _one(word: str) -> str:
    """A noun without its plural ending; by its letters, for lemmas differ between "Nurses" and "nurses"."""
    lower = word.lower()
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def plain(name: str) -> str:
    """Lower case, without accents and possessive endings."""
    name = name.replace("’", "'")
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return " ".join(word.removesuffix("'s").removesuffix("'") for word in letters.split())
