"""Record: what Dateline writes for one article; one JSON object a line."""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from dateline.errors import BrokenContract
from dateline.records.article import Article, Origin
from dateline.records.codec import decode, encode, fields_of, to_line
from dateline.records.lists import Outcome
from dateline.records.spans import Span
from dateline.records.values import Mention, Name, Statement, TimeExpression, Toponym

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """Which program, models, gazetteer and settings made a record; no clock time."""

    dateline: str
    models: dict[str, str] = field(default_factory=dict)
    gazetteer: str
    settings_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything Dateline says of one article.

    ``outcome`` is ``coded``, ``left_out`` or ``failed``; the three add up to the articles that came
    in. ``reason`` says why in words for the last two. ``relevance`` is the probability that the
    article reports a contentious collective action as its news.
    """

    schema: int = SCHEMA
    made_by: MadeBy
    input: Origin
    article: Article
    outcome: Outcome
    reason: str | None = None
    relevance: float = 0.0
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    places: tuple[Toponym, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    names: tuple[Name, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, in the order of the contract."""
        result: dict[str, Any] = encode(self)
        return result

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Record:
        """The record that ``to_dict`` wrote; fields it does not know are refused.

        Raises:
            BrokenContract: A field is missing, unknown or of another type, or a span does not
                quote the text.
        """
        if not isinstance(data, dict):
            raise BrokenContract(f"Record: {data!r:.80} found, an object expected")
        if data.get("schema") != SCHEMA:
            raise BrokenContract(f"schema {data.get('schema')!r} found; this version reads {SCHEMA}")
        record = decode(cls, data)
        record.check()
        return record

    def to_json(self) -> str:
        """The record as one line of JSON, without the line end."""
        return to_line(self)

    def spans(self) -> list[Span]:
        """Every span of the record, in no promised order."""
        found: list[Span] = []
        _spans_in((self.mentions, self.statements, self.places, self.dates, self.names), found)
        return found

    def check(self) -> None:
        """Every span must quote the article.

        Raises:
            BrokenContract: One does not; the message shows it.
        """
        for span in self.spans():
            if not span.quotes(self.article.text or "", self.article.title):
                raise BrokenContract(f"{span} does not quote the {span.where} of {self.article.id!r}")

    def _repr_html_(self) -> str:
        # Imported here: records know nothing of how they are shown until a notebook asks.
        from dateline import show_html

        return show_html(self, fragment=True)


def _spans_in(node: Any, found: list[Span]) -> None:
    """Put the spans of a tuple or a record among those found."""
    parts = node if isinstance(node, tuple) else map(node.__getattribute__, _holders(node.__class__))
    for part in parts:
        if isinstance(part, Span):
            found.append(part)
        elif part is not None and not isinstance(part, str):
            _spans_in(part, found)


@cache
def _holders(cls: type) -> tuple[str, ...]:
    """Names of a record class's fields that are spans, records or tuples."""
    return tuple(name for name, _, hint, _ in fields_of(cls) if _may_hold(hint))


def _may_hold(hint: Any) -> bool:
    """Whether a value of this type can be a span or hold one."""
    if get_origin(hint) is Literal:
        return False
    return is_dataclass(hint) or any(map(_may_hold, get_args(hint)))
