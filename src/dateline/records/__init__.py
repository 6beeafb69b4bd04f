"""The nouns of Dateline: frozen, typed, standard library only."""

from dateline.records.article import Article, Heading, Origin
from dateline.records.record import SCHEMA, MadeBy, Record
from dateline.records.spans import ArticleId, MentionId, Span
from dateline.records.values import (
    Act,
    Actor,
    Count,
    Damage,
    EventDate,
    EventPlace,
    Form,
    Issue,
    Mention,
    Name,
    PlaceChoice,
    PoliceAction,
    Relation,
    Size,
    Statement,
    Status,
    TimeExpression,
    Toponym,
    Violence,
    Wave,
)

__all__ = [
    "SCHEMA", "Act", "Actor", "Article", "ArticleId", "Count", "Damage", "EventDate", "EventPlace", "Form",
    "Heading", "Issue", "MadeBy", "Mention", "MentionId", "Name", "Origin", "PlaceChoice", "PoliceAction",
    "Record", "Relation", "Size", "Span", "Statement", "Status", "TimeExpression", "Toponym", "Violence",
    "Wave",
]  # fmt: skip
