"""Whether two triggers of one article name the same event: features of the pair."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.event.candidates import Candidate
from dateline.parse import Parsed

_ARTICLES = frozenset("the a an this that these some".split())
_GENERIC = frozenset(("demonstration", "rally"))
_ANOTHER = frozenset(
    "another second third new fresh separate similar other earlier previous last next first".split()
)


def pair_features(parsed: Parsed, a: Candidate, b: Candidate) -> list[str]:
    """Features of two candidates, ``a`` before ``b`` in the text."""
    return ["bias", *_words(a, b), *_distance(a, b), *_settings(parsed, a, b), *_later(b)]


def _words(a: Candidate, b: Candidate) -> Iterator[str]:
    same_words, same_form = a.words == b.words, a.form == b.form
    yield f"words={same_words}"
    yield f"form={same_form}"
    yield f"kinds={a.kind}+{b.kind}"
    yield "forms=" + "+".join(sorted((a.form, b.form)))
    yield f"generic={(a.form in _GENERIC) + (b.form in _GENERIC)}"
    numbers = (_plural(a), _plural(b))
    yield f"plural={numbers}"
    yield f"plural={numbers}|words={same_words}"


def _plural(c: Candidate) -> str:
    tag = c.tokens.root.tag_
    return "p" if tag in ("NNS", "NNPS") else "s" if tag in ("NN", "NNP") else "v"


def _distance(a: Candidate, b: Candidate) -> Iterator[str]:
    apart = b.sentence - a.sentence
    bucket = apart if apart < 3 else 3 if apart < 6 else 6 if apart < 12 else 12
    yield f"apart={bucket}"
    yield f"apart={bucket}|form={a.form == b.form}"
    if apart == 0:
        tokens = b.tokens.start - a.tokens.end
        yield f"near={0 if tokens < 3 else 3 if tokens < 8 else 8}"
        joint = {t.lower_ for t in a.tokens.doc[a.tokens.end : b.tokens.start]}
        yield f"and={'and' in joint}"
        yield f"head={_one_under_other(a, b)}"


def _one_under_other(a: Candidate, b: Candidate) -> bool:
    one, two = a.tokens.root, b.tokens.root
    return bool(one.is_ancestor(two) or two.is_ancestor(one))


def _settings(parsed: Parsed, a: Candidate, b: Candidate) -> Iterator[str]:
    """Do the two stand beside the same places and days?"""
    if a.sentence == b.sentence:
        return
    for label, group in (("place", ("GPE", "FAC", "LOC")), ("date", ("DATE",))):
        one, two = (_entities(parsed, c.sentence, group) for c in (a, b))
        relation = "none" if not one or not two else "same" if one & two else "other"
        yield f"{label}={relation}"
        yield f"{label}={relation}|form={a.form == b.form}"


def _entities(parsed: Parsed, sentence: int, labels: tuple[str, ...]) -> set[str]:
    return {e.text.lower() for e in parsed.entities_of(sentence) if e.label_ in labels}


def _later(b: Candidate) -> Iterator[str]:
    root = b.tokens.root
    for child in root.children:
        if child.dep_ in ("det", "poss"):
            yield f"b.det={child.lower_ if child.lower_ in _ARTICLES else 'x'}"
        if child.lower_ in _ANOTHER:
            yield f"b.another={child.lower_}"
    if not any(c.dep_ == "det" for c in root.children):
        yield "b.det=none"
    yield f"b.tag={root.tag_}"
