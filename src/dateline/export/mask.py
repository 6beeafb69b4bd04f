"""Hides the names of private persons, and of all who were arrested, injured, killed or are under age.

Whatever leaves Dateline other than its working files goes through here: CSV, GeoJSON, HTML, reports.
The rules and their reasons: docs/explanation/masking.md and docs/decisions/0060-masking.md.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from dateline.export.harm import is_harmed, is_minor
from dateline.export.people import Naming, People, Person, fold, harm_spans, words_of
from dateline.export.roles import role_after, role_before
from dateline.records import Article, ArticleId, EventPlace, Name, Origin, Record, Span, Toponym

Why = Literal["private", "harmed", "minor"]

# Fields whose words come from the article or the outside; every other string is ours or an address.
_FREE_WORDS = frozenset(
    ("name", "acronym", "role", "affiliation", "words", "about", "site", "reason", "source", "title")
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """One name that was hidden: where it stood in the untouched text or title, and why.

    It does not hold the name, so that a log of what was hidden can leave with the rest.
    """

    start: int
    end: int
    label: str
    why: Why
    where: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True)
class Masked:
    """A record that may leave.

    ``record`` is the record with every name hidden that must be: its quotes, its words, its title
    and its text. Spans keep their offsets into the *untouched* text, and ``text_sha256`` is that
    text's, so that whoever holds the article can check them; ``place`` gives where a span's words
    stand in the masked text.
    """

    record: Record
    hidden: tuple[Hidden, ...] = ()
    _cuts: dict[str, _Cuts] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_place = {
            where: _Cuts([cut for cut in self.hidden if cut.where == where]) for where in ("text", "title")
        }
        object.__setattr__(self, "_cuts", by_place)

    def place(self, span: Span) -> tuple[int, int]:
        """Start and end of a span's words in the masked text (or title, where the span is the title's)."""
        cuts = self._cuts[span.where]
        return cuts.moved(span.start, end=False), cuts.moved(span.end, end=True)


class _Cuts:
    """The hidden names of one text, in order, none overlapping."""

    def __init__(self, cuts: list[Hidden]) -> None:
        self._cuts = cuts
        self._starts = [cut.start for cut in cuts]
        self._ends = [cut.end for cut in cuts]
        grown = (len(cut.label) - (cut.end - cut.start) for cut in cuts)
        self._shifts = [0, *accumulate(grown)]

    def inside(self, span: Span) -> list[Hidden]:
        """The names that a span holds or touches."""
        return self._cuts[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def moved(self, offset: int, *, end: bool) -> int:
        """An offset of the untouched text as one of the masked text; inside a name, the label's edge."""
        passed = bisect_right(self._starts, offset - end)
        if not passed or offset >= self._ends[passed - 1]:
            return offset + self._shifts[passed]
        cut = self._cuts[passed - 1]
        return cut.start + self._shifts[passed - 1] + (len(cut.label) if end else 0)


def mask(record: Record) -> Masked:
    """The record as it may leave: names hidden as ``[person 1]``, the same number for the same person.

    >>> from dateline.records import Article, ArticleId, MadeBy, Origin, Record
    >>> article = Article(id=ArticleId("a"), text="Sipho Dube, 15, was there. Mayor Ann Lee spoke.")
    >>> made_by = MadeBy(dateline="0", gazetteer="none", settings_sha256="")
    >>> mask(Record(made_by=made_by, input=Origin(), article=article, outcome="coded")).record.article.text
    '[person 1], 15, was there. Mayor Ann Lee spoke.'
    """
    masking = _Masking(record)
    if not masking.labels:
        return Masked(record)
    return Masked(masking.rewritten(record), (*masking.cuts["text"], *masking.cuts["title"]))


def masked_record(record: Record) -> Record:
    """The record of ``mask``. The several outputs of a run ask for one record in turn; it is masked once."""
    global _latest  # noqa: PLW0603 - one pair, replaced whole; who reads it compares the record first
    pair = _latest
    if pair is None or pair[0] is not record:
        pair = _latest = record, mask(record).record
    return pair[1]


_latest: tuple[Record, Record] | None = None


class _Masking:
    """One article's persons, which of them are hidden, and where they stand."""

    def __init__(self, record: Record) -> None:
        self._people = People(record)
        self._texts = {"text": record.article.text or "", "title": record.article.title or ""}
        found = {where: list(self._people.find(text, where)) for where, text in self._texts.items()}
        self._why = self._judge(record, found)
        self.labels: dict[int, str] = {}
        self.cuts: dict[str, list[Hidden]] = {"text": [], "title": []}
        for where in ("text", "title"):
            for naming in found[where]:
                if (person := self._to_hide(naming, self._texts[where])) is not None:
                    hidden = Hidden(naming.start, naming.end, self._label(person), self._why[person], where)
                    self.cuts[where].append(hidden)
        self._cuts = {where: _Cuts(cuts) for where, cuts in self.cuts.items()}
        for person in sorted(self._why):
            self._label(person)  # named nowhere in the text as it stands, but in a resolved name

    def _label(self, person: int) -> str:
        return self.labels.setdefault(person, f"[person {len(self.labels) + 1}]")

    def _judge(self, record: Record, found: dict[str, list[Naming]]) -> dict[int, Why]:
        """Why each person is hidden; a person who is not in the answer keeps the name."""
        public = {i for i, person in enumerate(self._people.persons) if person.public}
        why: dict[int, Why] = {}
        harmed_words = [(s.start, s.end) for s in harm_spans(record) if s.where == "text"]
        for where, namings in found.items():
            text = self._texts[where]
            for naming in namings:
                before, after = (
                    text[max(0, naming.start - 400) : naming.start],
                    text[naming.end : naming.end + 400],
                )
                if role_before(before) or role_after(after):
                    public |= naming.persons
                held = where == "text" and any(s <= naming.start < e for s, e in harmed_words)
                if is_minor(before, after):
                    why.update(dict.fromkeys(naming.persons, "minor"))
                elif held or is_harmed(before, after):
                    for person in naming.persons:
                        why.setdefault(person, "harmed")
        for i in range(len(self._people.persons)):
            if i not in public:
                why.setdefault(i, "private")
        return why

    def _to_hide(self, naming: Naming, text: str) -> int | None:
        """The person to hide at a naming; where two share the name, the one who must be hidden."""
        candidates = sorted(naming.persons)
        if naming.whole:
            spelled = {word.key for word in words_of(text[naming.start : naming.end])}
            exact = [p for p in candidates if spelled >= set(self._people.persons[p].words)]
            candidates = exact or candidates
        hidden = [p for p in candidates if p in self._why]
        if not hidden:
            return None
        if len(hidden) < len(candidates) and role_before(text[max(0, naming.start - 200) : naming.start]):
            return None  # "Mayor Doe", where a private Doe is named too
        return hidden[0]

    def words(self, words: str) -> str:
        """A string with every hidden person's name replaced."""
        pieces, last = [], 0
        for naming in self._people.find(words):
            person = self._to_hide(naming, words)
            if person is not None:
                pieces += [words[last : naming.start], self._label(person)]
                last = naming.end
        return "".join([*pieces, words[last:]])

    def span(self, span: Span) -> Span:
        """The span with its quote masked and its offsets kept."""
        quote, last = [], span.start
        source = self._texts[span.where]
        for cut in self._cuts[span.where].inside(span):
            quote += [source[last : max(last, cut.start)], cut.label]
            last = min(span.end, cut.end)
        masked = "".join([*quote, source[last : span.end]]) if quote else span.quote
        return dataclasses.replace(span, quote=masked)

    def rewritten(self, record: Record) -> Record:
        """The whole record, masked."""
        article = record.article
        masked: Record = self._rewrite(dataclasses.replace(record, article=Article(id=article.id)))
        return dataclasses.replace(masked, article=self._article(article), input=self._origin(record.input))

    def _article(self, article: Article) -> Article:
        text, title = article.text, article.title
        return dataclasses.replace(
            article,
            id=ArticleId(self._address(article.id)),
            url=self._address(article.url) if article.url else None,
            version_of=self._address(article.version_of) if article.version_of else None,
            source=self.words(article.source) if article.source else None,
            title=_cut(title, self.cuts["title"]) if title else title,
            text=_cut(text, self.cuts["text"]) if text else text,
        )

    def _origin(self, origin: Origin) -> Origin:
        return dataclasses.replace(origin, file=self._address(origin.file) if origin.file else None)

    def _address(self, address: str) -> str:
        """An address or id; one that spells a hidden name keeps its host and becomes a hash."""
        spelled = {fold(word) for word in re.split(r"[\W\d_]+", unquote(address)) if word}
        if not any(self._spells(self._people.persons[p], spelled) for p in self._why):
            return address
        try:
            host = urlsplit(address)
        except ValueError:
            host = urlsplit("")
        head = f"{host.scheme}://{host.netloc}/" if host.scheme and host.netloc else ""
        return f"{head}[masked {hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:12]}]"

    def _spells(self, person: Person, spelled: set[str]) -> bool:
        # A first name alone in an address ("grace", "mark") names nobody.
        plain = {re.sub(r"\W", "", word) for word in spelled} | spelled
        return set(person.words) <= plain or (len(person.words) > 1 and person.words[-1] in plain)

    def _rewrite(self, node: Any) -> Any:
        if isinstance(node, Span):
            return self.span(node)
        if isinstance(node, tuple):
            return tuple(self._rewrite(item) for item in node)
        if not dataclasses.is_dataclass(node) or isinstance(node, type):
            return node
        changes = {f.name: self._field(node, f.name) for f in dataclasses.fields(node)}
        return dataclasses.replace(node, **{k: v for k, v in changes.items() if v is not getattr(node, k)})

    def _field(self, node: Any, name: str) -> Any:
        value = getattr(node, name)
        if not isinstance(value, str):
            return self._rewrite(value)
        if name not in _FREE_WORDS:
            return value
        if isinstance(node, Toponym | EventPlace | Name) and name == "name":
            return self._name_of(node)
        return self.words(value)

    def _name_of(self, node: Toponym | EventPlace | Name) -> str:
        """A name goes where its words go; a town is not hidden because a person bears its name."""
        for span in node.evidence[:1]:
            for cut in self._cuts[span.where].inside(span):
                return cut.label if isinstance(node, Toponym | EventPlace) else self.words(node.name)
        return self.words(node.name) if isinstance(node, Name) and node.kind == "person" else node.name


def _cut(text: str, cuts: list[Hidden]) -> str:
    pieces, last = [], 0
    for cut in cuts:
        pieces += [text[last : cut.start], cut.label]
        last = cut.end
    return "".join([*pieces, text[last:]])
