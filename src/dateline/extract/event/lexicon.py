"""The words that can name a protest event: those that ship, and those of a team's codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import OwnForm
from dateline.codebook.inflect import Kind, inflected, own_sequences
from dateline.records.lists import FormName


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of writing one entry of the lexicon.

    Attributes:
        words: The entry, or the shipped word that a team's word is judged as.
        kind: What the words are.
        form: The form of the closed list that they name.
        sure: Whether they hardly name anything else.
        sequence: Lower-case tokens.
        given: Whether a codebook gives the words.
        own: The team's form that they name.
    """

    words: str
    kind: Kind
    form: FormName
    sure: bool
    sequence: tuple[str, ...]
    given: bool = False
    own: str | None = None


# The word of each form that the judge knows best: what it has learnt of that word it then applies to a
# team's word. First the noun, then the verb; its kind where it is neither.
_TYPICAL: dict[FormName, tuple[tuple[str, Kind], tuple[str, Kind]]] = {
    "rally": (("rally", "noun"), ("rally", "verb")),
    "march": (("march", "noun"), ("march", "verb")),
    "demonstration": (("protest", "noun"), ("protest", "verb")),
    "vigil": (("vigil", "noun"), ("mourn", "verb")),
    "picket": (("picket", "noun"), ("picket", "verb")),
    "strike": (("strike", "noun"), ("strike", "verb")),
    "walkout": (("walkout", "noun"), ("walk out", "phrase")),
    "shutdown": (("hartal", "noun"), ("shut down", "phrase")),
    "sit_in": (("sit-in", "phrase"), ("sit in", "phrase")),
    "occupation": (("occupation", "noun"), ("occupy", "verb")),
    "blockade": (("blockade", "noun"), ("blockade", "verb")),
    "boycott": (("boycott", "noun"), ("boycott", "verb")),
    "hunger_strike": (("hunger strike", "phrase"), ("protest", "verb")),
    "riot": (("riot", "noun"), ("riot", "verb")),
    "motorcade": (("motorcade", "noun"), ("march", "verb")),
    "other": (("protest", "noun"), ("protest", "verb")),
}

Lexicon = dict[str, tuple[Entry, ...]]


@cache
def lexicon(forms: tuple[OwnForm, ...] = ()) -> Lexicon:
    """Entries by the first token of each inflected form, the longest first, a team's before the others."""
    table: dict[str, list[Entry]] = {}
    for entry in (*_given(forms), *_shipped()):
        table.setdefault(entry.sequence[0], []).append(entry)
    return {w: tuple(sorted(es, key=lambda e: -len(e.sequence))) for w, es in table.items()}


def forms_of(words: Sequence[str]) -> set[FormName]:
    """The forms that lower-case tokens name in the lexicon that ships.

    >>> forms_of(["rallied"])
    {'rally'}
    """
    entries = lexicon().get(words[0], ()) if words else ()
    return {entry.form for entry in entries if entry.sequence == tuple(words)}


@cache
def shipped_words() -> tuple[tuple[str, Kind, FormName, bool], ...]:
    """The lines of ``lexicon.tsv``: words, kind, form, and whether they hardly name anything else."""
    source = files(__package__).joinpath("lexicon.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in source.splitlines() if line and not line.startswith("#"))
    return tuple((words, kind, form, clarity == "sure") for words, kind, form, clarity in lines)  # type: ignore[misc]


def _shipped() -> list[Entry]:
    return [
        Entry(words, kind, form, sure, sequence)
        for words, kind, form, sure in shipped_words()
        for sequence in inflected(words, kind)
    ]


def _given(forms: tuple[OwnForm, ...]) -> list[Entry]:
    return [
        Entry(*_TYPICAL[form.is_a][kind == "verb"], form.is_a, form.sure, sequence, given=True, own=form.own)
        for form in forms
        for kind, sequence in sorted(own_sequences(form))
    ]
