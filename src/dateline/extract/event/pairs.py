"""Whether two triggers of one article name the same event: features of the pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.event.candidates import Candidate
from dateline.extract.event.levels import levels
from dateline.parse import Parsed

_ARTICLES = frozenset("the a an this that these some".split())
_GENERIC = frozenset(("demonstration", "rally"))
_ANOTHER = frozenset(
    "another second third new fresh separate similar other earlier previous last next first".split()
)
# Words of a sentence that set its event apart from one told before, or tie it to that.
_CUES = frozenset(
    "also elsewhere meanwhile similar other another earlier later previous last since after before following "
    "including ago month year next".split()
)
_PLACES = ("GPE", "FAC", "LOC")
_FAR = 12  # sentences
_NAMED = ("ORG", "PERSON", "NORP")
_CONTENT = ("NOUN", "PROPN", "VERB", "NUM")


@dataclass(frozen=True, slots=True)
class Setting:
    """Places, days and, among the places, towns and states on a trigger or its verb, in lower case."""

    places: frozenset[str]
    days: frozenset[str]
    towns: frozenset[str]


@dataclass(frozen=True, slots=True)
class PairView:
    """An article as pairs of its triggers are judged: what is read of it once is kept.

    Attributes:
        parsed: The article.
        starts: First tokens of all candidates, in order.
        of_form: The same for the candidates of each form.
    """

    parsed: Parsed
    starts: Sequence[int]
    of_form: dict[str, list[int]]
    _settings: dict[int, Setting] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)
    _content: dict[int, frozenset[str]] = field(default_factory=dict)
    _entities: dict[tuple[int, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Parsed, candidates: Sequence[Candidate]) -> PairView:
        """Sort an article's candidates by form."""
        of_form: dict[str, list[int]] = {}
        for c in candidates:
            of_form.setdefault(c.form, []).append(c.tokens.start)
        return cls(parsed, [c.tokens.start for c in candidates], of_form)

    def setting(self, c: Candidate) -> Setting:
        """Where and when a trigger's own clause puts it."""
        known = self._settings.get(c.tokens.start)
        if known is None:
            known = self._settings[c.tokens.start] = _setting(self.parsed, c)
        return known

    def are_in_other_towns(self, a: Candidate, b: Candidate) -> bool:
        """Whether their own clauses, far from each other, put the two in towns, none of them the same.

        Nearer ones are left to the judge: a report names the town, then its state or a suburb.
        """
        if abs(a.sentence - b.sentence) < _FAR:
            return False
        one, two = self.setting(a).towns, self.setting(b).towns
        return bool(one and two) and one.isdisjoint(two)

    def words(self, sentence: int) -> frozenset[str]:
        """The words of a sentence, in lower case."""
        known = self._words.get(sentence)
        if known is None:
            known = frozenset(t.lower_ for t in self.parsed.sentences[sentence])
            self._words[sentence] = known
        return known

    def content(self, sentence: int) -> frozenset[str]:
        """The lemmas of a sentence that say most."""
        known = self._content.get(sentence)
        if known is None:
            known = self._content[sentence] = _content(self.parsed.sentences[sentence])
        return known

    def entities(self, sentence: int, labels: tuple[str, ...]) -> frozenset[str]:
        """A sentence's names of these kinds, in lower case."""
        known = self._entities.get((sentence, labels))
        if known is None:
            found = self.parsed.entities_of(sentence)
            known = frozenset(e.text.lower() for e in found if e.label_ in labels)
            self._entities[sentence, labels] = known
        return known


def _content(sentence: Tokens) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in sentence if t.pos_ in _CONTENT and not t.is_stop)


def _setting(parsed: Parsed, c: Candidate) -> Setting:
    root = c.tokens.root
    over = {root.i, _verb_over(root).i}
    near = [
        (entity.label_, entity.text.lower())
        for entity in parsed.entities_of(c.sentence)
        if entity.label_ in (*_PLACES, "DATE") and _hangs_on(entity.root, over)
    ]
    return Setting(
        places=frozenset(words for label, words in near if label != "DATE"),
        days=frozenset(words for label, words in near if label == "DATE"),
        towns=frozenset(words for label, words in near if label == "GPE"),
    )


def _verb_over(token: Token) -> Token:
    for _ in range(3):
        if token.pos_ in ("VERB", "AUX") or token.head is token:
            break
        token = token.head
    return token


def _hangs_on(token: Token, over: set[int]) -> bool:
    for _ in range(4):
        if token.head is token:
            return False
        token = token.head
        if token.i in over:
            return True
        if token.pos_ == "VERB":
            return False
    return False


def pair_features(view: PairView, a: Candidate, b: Candidate) -> list[str]:
    """Features of two candidates, ``a`` before ``b`` in the text."""
    return [
        "bias",
        *_words(a, b),
        *_distance(view.parsed, a, b),
        *_settings(view, a, b),
        *_later(b),
        *_own_settings(view, a, b),
        *_encoded(view.parsed, a, b),
        *_article(view, a, b),
        *_sentences(view, a, b),
        *_grammar(a, b),
    ]


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


def _distance(parsed: Parsed, a: Candidate, b: Candidate) -> Iterator[str]:
    apart = b.sentence - a.sentence
    bucket = apart if apart < 3 else 3 if apart < 6 else 6 if apart < 12 else 12
    yield f"apart={bucket}"
    yield f"apart={bucket}|form={a.form == b.form}"
    yield f"lines={min(parsed.text.count(chr(10), a.tokens.end_char, b.tokens.start_char), 3)}"
    if apart == 0:
        tokens = b.tokens.start - a.tokens.end
        yield f"near={0 if tokens < 3 else 3 if tokens < 8 else 8}"
        joint = {t.lower_ for t in a.tokens.doc[a.tokens.end : b.tokens.start]}
        yield f"and={'and' in joint}"
        yield f"head={_one_under_other(a, b)}"


def _one_under_other(a: Candidate, b: Candidate) -> bool:
    one, two = a.tokens.root, b.tokens.root
    return bool(one.is_ancestor(two) or two.is_ancestor(one))


def _settings(view: PairView, a: Candidate, b: Candidate) -> Iterator[str]:
    """Do the two stand beside the same places and days?"""
    if a.sentence == b.sentence:
        return
    for label, group in (("place", _PLACES), ("date", ("DATE",))):
        one, two = (view.entities(c.sentence, group) for c in (a, b))
        relation = "none" if not one or not two else "same" if one & two else "other"
        yield f"{label}={relation}"
        yield f"{label}={relation}|form={a.form == b.form}"


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


def _own_settings(view: PairView, a: Candidate, b: Candidate) -> Iterator[str]:
    """Do their own clauses put the two at the same places and days?"""
    one, two = view.setting(a), view.setting(b)
    for label, x, y in (("places", one.places, two.places), ("days", one.days, two.days)):
        relation = _relation(x, y)
        yield f"own.{label}={relation}"
        yield f"own.{label}={relation}|form={a.form == b.form}"
        yield f"own.{label}={relation}|sentence={a.sentence == b.sentence}"


def _relation(x: frozenset[str], y: frozenset[str]) -> str:
    if not x and not y:
        return "none"
    return "one" if not x or not y else "same" if x & y else "other"


def _encoded(parsed: Parsed, a: Candidate, b: Candidate) -> Iterator[str]:
    """How far the encoder's views of the two lie apart: is one news, or ahead, and the other not?"""
    for label in ("main", "ahead"):
        one, two = (parsed.tags.chance(label, c.tokens.start_char, c.tokens.end_char) for c in (a, b))
        yield from levels(f"unlike.{label}", abs(one - two), (0.1, 0.2, 0.3, 0.45, 0.6))


def _article(view: PairView, a: Candidate, b: Candidate) -> Iterator[str]:
    """Where the two stand among the article's other candidates."""
    yield from levels("between", _between(view.starts, a, b), (1, 2, 3, 5, 9, 17))
    if a.form == b.form:
        yield from levels("like_between", _between(view.of_form[a.form], a, b), (1, 2, 4))
    yield f"first={a.sentence == 0}|{b.sentence == 0}"
    yield f"opening={view.parsed.sentences[a.sentence].start_char < 200}"


def _between(starts: Sequence[int], a: Candidate, b: Candidate) -> int:
    return bisect_left(starts, b.tokens.start) - bisect_left(starts, a.tokens.start + 1)


def _sentences(view: PairView, a: Candidate, b: Candidate) -> Iterator[str]:
    """What sets the second's sentence apart, and what both sentences say."""
    where = "together" if a.sentence == b.sentence else "b"
    for cue in sorted(_CUES & view.words(b.sentence)):
        yield f"{where}.cue={cue}"
    if a.sentence != b.sentence:
        shared = view.content(a.sentence) & view.content(b.sentence)
        yield from levels("shared", len(shared), (1, 2, 3, 4, 6))
        yield f"names={_relation(view.entities(a.sentence, _NAMED), view.entities(b.sentence, _NAMED))}"


def _grammar(a: Candidate, b: Candidate) -> Iterator[str]:
    for name, c in (("a", a), ("b", b)):
        yield f"{name}.dep={c.tokens.root.dep_}"
        yield f"{name}.words={c.words}"
    yield f"a.tag={a.tokens.root.tag_}"
    yield f"both={a.words}+{b.words}"
    yield f"b.head={b.tokens.root.head.lemma_.lower()}"
