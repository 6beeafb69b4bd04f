"""What the judge of candidates looks at: named features of a candidate, its sentence and its article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.event.candidates import Candidate
from dateline.parse import Parsed
from dateline.parse.tags import Tags

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


@dataclass(frozen=True, slots=True)
class SentenceView:
    """What is read once a sentence: its words, its entities' labels, the tokens that are quotation marks."""

    words: frozenset[str]
    labels: frozenset[str]
    marks: tuple[int, ...]

    @classmethod
    def of(cls, sentence: Tokens) -> SentenceView:
        """Read a sentence."""
        return cls(
            frozenset(t.lower_ for t in sentence),
            frozenset(t.ent_type_ for t in sentence if t.ent_type),
            tuple(t.i for t in sentence if t.text in _MARKS),
        )


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What is counted once an article: how often each sense's words come, and the candidates' words."""

    senses: dict[str, int]
    words: Counter[str]
    candidates: int
    sentences: dict[int, SentenceView]
    tags: Tags

    @classmethod
    def of(cls, parsed: Parsed, candidates: list[Candidate]) -> ArticleView:
        """Count the article's words of each sense."""
        words = Counter(t.lower_ for t in parsed.doc)
        senses = {name: sum(words[w] for w in group) for name, group in _SENSES.items()}
        told = {c.sentence for c in candidates}
        sentences = {n: SentenceView.of(parsed.sentences[n]) for n in told}
        return cls(senses, Counter(c.words for c in candidates), len(candidates), sentences, parsed.tags)


def candidate_features(c: Candidate, view: ArticleView) -> list[str]:
    """Features by which a candidate is judged to name a protest event."""
    return [*plain_features(c, view), *tagged_features(c, view)]


def plain_features(c: Candidate, view: ArticleView) -> list[str]:
    """Those for which the encoder is not asked."""
    return ["bias", *_own(c), *_neighbours(c), *_syntax(c), *_sentence(c, view), *_article(c, view)]


def tagged_features(c: Candidate, view: ArticleView) -> list[str]:
    """Those that the encoder gives."""
    return view.tags.features(_TAGGED, c.tokens.start_char, c.tokens.end_char)


def _own(c: Candidate) -> Iterator[str]:
    root = c.tokens.root
    yield f"words={c.words}/{c.kind}"
    yield f"form={c.form}"
    yield f"sure={c.sure}|{c.kind}"
    yield f"sure={c.sure}|tag={root.tag_}"
    yield f"kind={c.kind}"
    yield f"tag={root.tag_}"
    yield f"words={c.words}|tag={root.tag_}"
    if root.is_title and not root.is_sent_start and c.kind != "verb":
        yield f"named={_has_determiner(root)}"
    if c.tokens[0].ent_type_:
        yield f"ent={c.tokens[0].ent_type_}"


def _has_determiner(root: Token) -> bool:
    return any(child.dep_ == "det" for child in root.children)


def _neighbours(c: Candidate) -> Iterator[str]:
    doc = c.tokens.doc
    for offset in (-2, -1):
        at = c.tokens.start + offset
        word = doc[at].lower_ if at >= 0 else "^"
        yield f"w{offset}={word}"
        if offset == -1:
            yield f"w-1={word}|{c.words}"
    for offset in (0, 1):
        at = c.tokens.end + offset
        yield f"w+{offset + 1}={doc[at].lower_ if at < len(doc) else '$'}"


def _syntax(c: Candidate) -> Iterator[str]:
    root = c.tokens.root
    yield f"dep={root.dep_}"
    yield f"head={root.head.lemma_.lower()}|{root.dep_}"
    yield f"head={root.head.lemma_.lower()}"
    yield f"form={c.form}|head={root.head.lemma_.lower()}"
    for child in root.children:
        yield from _child(child)
    verb = _governor(root)
    yield f"gov={verb.lemma_.lower()}"
    yield f"govtag={verb.tag_}"
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg"):
            yield f"gov.{child.dep_}={child.lower_}"
        if child.dep_ in ("nsubj", "nsubjpass") and child.i not in range(c.tokens.start, c.tokens.end):
            yield f"gov.subj={child.lemma_.lower()}"


def _child(child: Token) -> Iterator[str]:
    word = child.lower_
    if child.dep_ in ("det", "poss", "nummod", "neg", "aux", "auxpass"):
        yield f"{child.dep_}={word}"
    elif child.dep_ in ("amod", "compound"):
        yield f"mod={word}"
    elif child.dep_ in ("prep", "agent"):
        yield f"prep={word}"
        for inner in child.children:
            yield f"prep={word}|{inner.ent_type_ or inner.pos_}"
    elif child.dep_ in ("nsubj", "nsubjpass", "dobj"):
        yield f"{child.dep_}={child.lemma_.lower()}"
        yield f"{child.dep_}.ent={child.ent_type_ or child.pos_}"


def _governor(token: Token) -> Token:
    """The verb that the word hangs under, or the root of its clause."""
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX") or token.head is token:
            return token
        token = token.head
    return token


def _sentence(c: Candidate, view: ArticleView) -> Iterator[str]:
    sentence = view.sentences[c.sentence]
    labels, words = sentence.labels, sentence.words
    yield f"at={_bucket(c.sentence)}"
    for label in ("GPE", "FAC", "DATE", "TIME", "CARDINAL", "ORG", "PERSON", "NORP"):
        yield f"sent.{label}={label in labels}"
    for name, group in _SENSES.items():
        if words & group:
            yield f"sent.{name}"
            yield f"sent.{name}|{c.form}"
    if bisect_left(sentence.marks, c.tokens.start) % 2 == 1:
        yield "quoted"
    for word in sorted(words & _CUES):  # in one order: sums of floats depend on it
        yield f"cue={word}"


def _bucket(sentence: int) -> int:
    return next((floor for floor in (16, 8, 4) if sentence >= floor), sentence)


# Words that tell whether an event took place, and whether it is this one or another.
_CUES = frozenset(
    "would will if could might never plans plan planned threatened threaten called call cancelled "
    "postponed another second earlier previous last ago during after year history since ongoing".split()
)


def _article(c: Candidate, view: ArticleView) -> Iterator[str]:
    for name, count in view.senses.items():
        level = 0 if not count else 1 if count < 3 else 2 if count < 8 else 3
        yield f"art.{name}={level}"
        yield f"art.{name}={level}|{c.form}"
    yield f"same={min(view.words[c.words], 5)}"
    yield f"all={min(view.candidates // 4, 6)}"
