"""Whether two triggers of one article name the same event: features of the pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
_DATES = ("DATE",)
_NAMED = ("ORG", "PERSON", "NORP")
_CONTENT = ("NOUN", "PROPN", "VERB", "NUM")


@dataclass(frozen=True, slots=True)
class Setting:
    """Places, days and, among the places, towns and states on a trigger or its verb, in lower case."""

    places: frozenset[str]
    days: frozenset[str]
    towns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair: what is read of it once, whichever the other is.

    Attributes:
        c: The candidate.
        start: Its first token.
        line: Number of the line in which it begins.
        end_line: Number of the line in which it ends.
        number: "p" where it is a plural noun, "s" a singular one, "v" none.
        opening: Whether its sentence is of the first of the text.
        chances: How likely it is news, and ahead, as the encoder sees it.
        places: The places of its sentence, in lower case.
        dates: The same for its days.
        names: The same for its names of people and bodies.
        later: Its features as the second of a pair: what stands with it.
        as_first: What it is, as the first of a pair.
        as_second: The same as the second.
        tag: Its tag, as the first of a pair.
        head: The word it hangs on, as the second.
    """

    c: Candidate
    start: int
    line: int
    end_line: int
    number: str
    opening: bool
    chances: tuple[float, float]
    places: frozenset[str]
    dates: frozenset[str]
    names: frozenset[str]
    later: tuple[str, ...]
    as_first: tuple[str, ...]
    as_second: tuple[str, ...]
    tag: str
    head: str

    @classmethod
    def of(cls, view: PairView, c: Candidate) -> Side:
        """Read a candidate."""
        tokens, tags, text = c.tokens, view.parsed.tags, view.parsed.text
        start, end, tag, dep = tokens.start_char, tokens.end_char, c.root.tag_, c.root.dep_
        line = text.count("\n", 0, start)
        return cls(
            c=c,
            start=tokens.start,
            line=line,
            end_line=line + text.count("\n", start, end),
            number="p" if tag in ("NNS", "NNPS") else "s" if tag in ("NN", "NNP") else "v",
            opening=view.parsed.sentences[c.sentence].start_char < 200,
            chances=(tags.chance("main", start, end), tags.chance("ahead", start, end)),
            places=view.entities(c.sentence, _PLACES),
            dates=view.entities(c.sentence, _DATES),
            names=view.entities(c.sentence, _NAMED),
            later=tuple(_later(c.root)),
            as_first=(f"a.dep={dep}", f"a.words={c.words}"),
            as_second=(f"b.dep={dep}", f"b.words={c.words}"),
            tag=f"a.tag={tag}",
            head=f"b.head={view.parsed.lemmas[c.root.head.i]}",
        )


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
    _sides: dict[int, Side] = field(default_factory=dict)
    _settings: dict[int, Setting] = field(default_factory=dict)
    _cues: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _content: dict[int, frozenset[str]] = field(default_factory=dict)
    _entities: dict[tuple[int, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Parsed, candidates: Sequence[Candidate]) -> PairView:
        """Sort an article's candidates by form."""
        of_form: dict[str, list[int]] = {}
        for c in candidates:
            of_form.setdefault(c.form, []).append(c.tokens.start)
        return cls(parsed, [c.tokens.start for c in candidates], of_form)

    def side(self, c: Candidate) -> Side:
        """What is read of a trigger."""
        known = self._sides.get(c.tokens.start)
        if known is None:
            known = self._sides[c.tokens.start] = Side.of(self, c)
        return known

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

    def cues(self, sentence: int) -> tuple[str, ...]:
        """The words of a sentence that set its event apart or tie it to another, in one order."""
        known = self._cues.get(sentence)
        if known is None:
            tokens = self.parsed.sentences[sentence]
            words = _CUES.intersection(self.parsed.lower[tokens.start : tokens.end])
            known = self._cues[sentence] = tuple(sorted(words))
        return known

    def content(self, sentence: int) -> frozenset[str]:
        """The lemmas of a sentence that say most."""
        known = self._content.get(sentence)
        if known is None:
            known = self._content[sentence] = _content(self.parsed, sentence)
        return known

    def entities(self, sentence: int, labels: tuple[str, ...]) -> frozenset[str]:
        """A sentence's names of these kinds, in lower case."""
        known = self._entities.get((sentence, labels))
        if known is None:
            found = self.parsed.entities_of(sentence)
            known = frozenset(e.text.lower() for e in found if e.label_ in labels)
            self._entities[sentence, labels] = known
        return known


def _content(parsed: Parsed, sentence: int) -> frozenset[str]:
    lemmas, pos = parsed.lemmas, parsed.pos
    return frozenset(
        lemmas[t.i] for t in parsed.sentences[sentence] if pos[t.i] in _CONTENT and not t.is_stop
    )


def _setting(parsed: Parsed, c: Candidate) -> Setting:
    over = {c.root.i, _verb_over(c.root).i}
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
    one, two = view.side(a), view.side(b)
    return [
        "bias",
        *_words(one, two),
        *_distance(view.parsed, one, two),
        *_settings(one, two),
        *two.later,
        *_own_settings(view, a, b),
        *_encoded(one, two),
        *_article(view, one, two),
        *_sentences(view, one, two),
        *one.as_first,
        *two.as_second,
        one.tag,
        f"both={a.words}+{b.words}",
        two.head,
    ]


def _words(one: Side, two: Side) -> Iterator[str]:
    a, b = one.c, two.c
    same_words = a.words == b.words
    yield f"words={same_words}"
    yield f"form={a.form == b.form}"
    yield f"kinds={a.kind}+{b.kind}"
    yield f"forms={a.form}+{b.form}" if a.form <= b.form else f"forms={b.form}+{a.form}"
    yield f"generic={(a.form in _GENERIC) + (b.form in _GENERIC)}"
    numbers = f"plural={(one.number, two.number)}"
    yield numbers
    yield f"{numbers}|words={same_words}"


def _distance(parsed: Parsed, one: Side, two: Side) -> Iterator[str]:
    a, b = one.c, two.c
    apart = b.sentence - a.sentence
    bucket = apart if apart < 3 else 3 if apart < 6 else 6 if apart < 12 else 12
    yield f"apart={bucket}"
    yield f"apart={bucket}|form={a.form == b.form}"
    yield f"lines={min(two.line - one.end_line, 3)}"
    if apart == 0:
        tokens = two.start - a.tokens.end
        yield f"near={0 if tokens < 3 else 3 if tokens < 8 else 8}"
        yield f"and={'and' in parsed.lower[a.tokens.end : two.start]}"
        yield f"head={_one_under_other(a.root, b.root)}"


def _one_under_other(one: Token, two: Token) -> bool:
    return bool(one.is_ancestor(two) or two.is_ancestor(one))


def _settings(one: Side, two: Side) -> Iterator[str]:
    """Do the two stand beside the same places and days?"""
    if one.c.sentence == two.c.sentence:
        return
    same_form = one.c.form == two.c.form
    for label, x, y in (("place", one.places, two.places), ("date", one.dates, two.dates)):
        relation = "none" if not x or not y else "other" if x.isdisjoint(y) else "same"
        yield f"{label}={relation}"
        yield f"{label}={relation}|form={same_form}"


def _later(root: Token) -> Iterator[str]:
    has_determiner = False
    for child in root.children:
        word, dep = child.lower_, child.dep_
        has_determiner |= dep == "det"
        if dep in ("det", "poss"):
            yield f"b.det={word if word in _ARTICLES else 'x'}"
        if word in _ANOTHER:
            yield f"b.another={word}"
    if not has_determiner:
        yield "b.det=none"
    yield f"b.tag={root.tag_}"


def _own_settings(view: PairView, a: Candidate, b: Candidate) -> Iterator[str]:
    """Do their own clauses put the two at the same places and days?"""
    one, two = view.setting(a), view.setting(b)
    for label, x, y in (("places", one.places, two.places), ("days", one.days, two.days)):
        relation = f"own.{label}={_relation(x, y)}"
        yield relation
        yield f"{relation}|form={a.form == b.form}"
        yield f"{relation}|sentence={a.sentence == b.sentence}"


def _relation(x: frozenset[str], y: frozenset[str]) -> str:
    if not x and not y:
        return "none"
    return "one" if not x or not y else "other" if x.isdisjoint(y) else "same"


def _encoded(one: Side, two: Side) -> Iterator[str]:
    """How far the encoder's views of the two lie apart: is one news, or ahead, and the other not?"""
    for label, x, y in zip(("main", "ahead"), one.chances, two.chances, strict=True):
        yield from levels(f"unlike.{label}", abs(x - y), (0.1, 0.2, 0.3, 0.45, 0.6))


def _article(view: PairView, one: Side, two: Side) -> Iterator[str]:
    """Where the two stand among the article's other candidates."""
    a, b = one.c, two.c
    yield from levels("between", _between(view.starts, one, two), (1, 2, 3, 5, 9, 17))
    if a.form == b.form:
        yield from levels("like_between", _between(view.of_form[a.form], one, two), (1, 2, 4))
    yield f"first={a.sentence == 0}|{b.sentence == 0}"
    yield f"opening={one.opening}"


def _between(starts: Sequence[int], one: Side, two: Side) -> int:
    return bisect_left(starts, two.start) - bisect_left(starts, one.start + 1)


def _sentences(view: PairView, one: Side, two: Side) -> Iterator[str]:
    """What sets the second's sentence apart, and what both sentences say."""
    first, second = one.c.sentence, two.c.sentence
    where = "together" if first == second else "b"
    for cue in view.cues(second):
        yield f"{where}.cue={cue}"
    if first != second:
        shared = view.content(first) & view.content(second)
        yield from levels("shared", len(shared), (1, 2, 3, 4, 6))
        yield f"names={_relation(one.names, two.names)}"
