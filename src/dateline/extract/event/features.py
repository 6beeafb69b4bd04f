"""What the judge of candidates looks at: named features of a candidate, its sentence and its article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.event.candidates import Candidate
from dateline.parse import Parsed

# Words of the other things that rally, march, strike, demonstrate and clash. Kept short on
# purpose: the model learns the rest from its training articles.
_SENSES = {
    "market": frozenset(
        "stock stocks shares index market markets investors traders dollar yen bond oil price percent "
        "points".split()
    ),
    "war": frozenset(
        "air drone airstrike missile missiles troops rebels militants army soldiers bomb bombing military "
        "insurgents gunmen offensive".split()
    ),
    "sport": frozenset(
        "team coach league match season cup player players goal innings striker referee".split()
    ),
    "poll": frozenset(
        "campaign candidate candidates primary nominee polls voters election delegates".split()
    ),
    "crowd": frozenset(
        "protesters demonstrators marchers crowd crowds people thousands hundreds placards banners "
        "slogans chanted chanting streets workers students residents supporters activists".split()
    ),
    "labour": frozenset("union unions wage wages pay strikers employers workers talks".split()),
    "claim": frozenset(
        "against demand demands demanding solidarity support justice rights oppose opposed condemn condemned "
        "denounce call calling calls urge urged plight struggle slogans anger angry outrage oppressed".split()
    ),
    "court": frozenset(
        "court trial judge charged convicted sentenced verdict lawyers prosecutor".split()
    ),
}  # fmt: skip


# Labels of the tagger that tell whether a word names an event, whether it is news, whether it lies ahead.
_TAGGED = ("trigger", "main", "ahead")
_MARKS = frozenset(('"', "“", "”", "``", "''"))
_LABELS = ("GPE", "FAC", "DATE", "TIME", "CARDINAL", "ORG", "PERSON", "NORP")


@dataclass(frozen=True, slots=True)
class SentenceView:
    """What is read once a sentence.

    Attributes:
        place: Features of where it stands and of what its entities are.
        senses: Names of the senses of which it has words.
        cues: Features of its words that tell whether an event took place.
        marks: The tokens that are quotation marks.
    """

    place: tuple[str, ...]
    senses: tuple[str, ...]
    cues: tuple[str, ...]
    marks: tuple[int, ...]

    @classmethod
    def of(cls, parsed: Parsed, number: int) -> SentenceView:
        """Read sentence ``number``."""
        sentence = parsed.sentences[number]
        tokens = parsed.lower[sentence.start : sentence.end]
        words = frozenset(tokens)
        labels = {t.ent_type_ for t in sentence}
        return cls(
            (f"at={_bucket(number)}", *(f"sent.{label}={label in labels}" for label in _LABELS)),
            tuple(name for name, group in _SENSES.items() if not words.isdisjoint(group)),
            tuple(
                f"cue={word}" for word in sorted(words & _CUES)
            ),  # in one order: sums of floats depend on it
            tuple(at for at, word in enumerate(tokens, sentence.start) if word in _MARKS),
        )


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What is read once an article: how often the words of each sense come, the words that are judged."""

    parsed: Parsed
    senses: tuple[str, ...]
    words: Counter[str]
    candidates: int
    sentences: dict[int, SentenceView]

    @classmethod
    def of(cls, parsed: Parsed, candidates: list[Candidate]) -> ArticleView:
        """Count the article's words of each sense."""
        words = Counter(parsed.lower)
        counts = {name: sum(words[w] for w in words.keys() & group) for name, group in _SENSES.items()}
        senses = tuple(f"art.{name}={_level(count)}" for name, count in counts.items())
        sentences = {n: SentenceView.of(parsed, n) for n in {c.sentence for c in candidates}}
        return cls(parsed, senses, Counter(c.words for c in candidates), len(candidates), sentences)


def _level(count: int) -> int:
    return 0 if not count else 1 if count < 3 else 2 if count < 8 else 3


def candidate_features(c: Candidate, view: ArticleView) -> list[str]:
    """Features by which a candidate is judged to name a protest event."""
    return [*plain_features(c, view), *tagged_features(c, view)]


def plain_features(c: Candidate, view: ArticleView) -> list[str]:
    """Those for which the encoder is not asked."""
    parsed = view.parsed
    return [
        "bias",
        *_own(c),
        *_neighbours(c, parsed),
        *_syntax(c, parsed),
        *_sentence(c, view.sentences[c.sentence]),
        *_article(c, view),
    ]


def tagged_features(c: Candidate, view: ArticleView) -> list[str]:
    """Those that the encoder gives."""
    return view.parsed.tags.features(_TAGGED, c.tokens.start_char, c.tokens.end_char)


def _own(c: Candidate) -> Iterator[str]:
    root, tag = c.root, c.root.tag_
    yield f"words={c.words}/{c.kind}"
    yield f"form={c.form}"
    yield f"sure={c.sure}|{c.kind}"
    yield f"sure={c.sure}|tag={tag}"
    yield f"kind={c.kind}"
    yield f"tag={tag}"
    yield f"words={c.words}|tag={tag}"
    if root.is_title and not root.is_sent_start and c.kind != "verb":
        yield f"named={_has_determiner(root)}"
    if entity := c.tokens[0].ent_type_:
        yield f"ent={entity}"


def _has_determiner(root: Token) -> bool:
    return any(child.dep_ == "det" for child in root.children)


def _neighbours(c: Candidate, parsed: Parsed) -> Iterator[str]:
    words, start, end = parsed.lower, c.tokens.start, c.tokens.end
    last = words[start - 1] if start >= 1 else "^"
    yield f"w-2={words[start - 2] if start >= 2 else '^'}"
    yield f"w-1={last}"
    yield f"w-1={last}|{c.words}"
    yield f"w+1={words[end] if end < len(words) else '$'}"
    yield f"w+2={words[end + 1] if end + 1 < len(words) else '$'}"


def _syntax(c: Candidate, parsed: Parsed) -> Iterator[str]:
    root, dep = c.root, c.root.dep_
    head = parsed.lemmas[root.head.i]
    yield f"dep={dep}"
    yield f"head={head}|{dep}"
    yield f"head={head}"
    yield f"form={c.form}|head={head}"
    for child in root.children:
        yield from _child(child)
    verb = _governor(root)
    yield f"gov={parsed.lemmas[verb.i]}"
    yield f"govtag={verb.tag_}"
    for child in verb.children:
        dep = child.dep_
        if dep in ("aux", "auxpass", "neg"):
            yield f"gov.{dep}={child.lower_}"
        if dep in ("nsubj", "nsubjpass") and not c.tokens.start <= child.i < c.tokens.end:
            yield f"gov.subj={parsed.lemmas[child.i]}"


def _child(child: Token) -> Iterator[str]:
    word, dep = child.lower_, child.dep_
    if dep in ("det", "poss", "nummod", "neg", "aux", "auxpass"):
        yield f"{dep}={word}"
    elif dep in ("amod", "compound"):
        yield f"mod={word}"
    elif dep in ("prep", "agent"):
        yield f"prep={word}"
        for inner in child.children:
            yield f"prep={word}|{inner.ent_type_ or inner.pos_}"
    elif dep in ("nsubj", "nsubjpass", "dobj"):
        yield f"{dep}={child.lemma_.lower()}"
        yield f"{dep}.ent={child.ent_type_ or child.pos_}"


def _governor(token: Token) -> Token:
    """The verb that the word hangs under, or the root of its clause."""
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX") or token.head is token:
            return token
        token = token.head
    return token


def _sentence(c: Candidate, sentence: SentenceView) -> Iterator[str]:
    yield from sentence.place
    for name in sentence.senses:
        yield f"sent.{name}"
        yield f"sent.{name}|{c.form}"
    if bisect_left(sentence.marks, c.tokens.start) % 2 == 1:
        yield "quoted"
    yield from sentence.cues


def _bucket(sentence: int) -> int:
    return next((floor for floor in (16, 8, 4) if sentence >= floor), sentence)


# Words that tell whether an event took place, and whether it is this one or another.
_CUES = frozenset(
    "would will if could might never plans plan planned threatened threaten called call cancelled "
    "postponed another second earlier previous last ago during after year history since ongoing".split()
)


def _article(c: Candidate, view: ArticleView) -> Iterator[str]:
    for sense in view.senses:
        yield sense
        yield f"{sense}|{c.form}"
    yield f"same={min(view.words[c.words], 5)}"
    yield f"all={min(view.candidates // 4, 6)}"
