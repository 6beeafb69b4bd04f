"""The tables of a project, as the last migration leaves them.

What can name people or quote a report lies in tables of its own (``article_text``, ``reading_body``,
``change_body``), so that it can be erased while everything that points at it stays.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA: Final = MetaData()

# One row: which format this is and the name that the chain of changes begins with.
PROJECT: Final = Table(
    "project",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# ``forgotten`` is 1 for an article whose words were erased.
ARTICLE: Final = Table(
    "article",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("text_sha256", Text),
    Column("forgotten", Integer, nullable=False, default=0),
    CheckConstraint("forgotten in (0, 1)", name="article_forgotten"),
)

ARTICLE_TEXT: Final = Table(
    "article_text",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
    Column("text", Text, nullable=False),
)

# What one version of Dateline said of an article; the last is the one in use. ``body_sha256`` is that of
# the record without text and without the place it was read from.
READING: Final = Table(
    "reading",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("made_by_sha256", Text, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

READING_BODY: Final = Table(
    "reading_body",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)

# A mention that some version found. ``in_version`` is the last version that has it.
MENTION: Final = Table(
    "mention",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("article.id"), nullable=False),
    Column("in_version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    CheckConstraint('start < "end"', name="mention_start_end"),
    Index("mention_of_article", "article_id"),
)

# The id that a later version would give to a mention whose trigger moved, and the one it keeps.
MENTION_MOVED: Final = Table(
    "mention_moved",
    METADATA,
    Column("made_id", Text, primary_key=True),
    Column("mention_id", Text, ForeignKey("mention.id"), nullable=False),
)

# Everything that a person decided or that was erased, in order; nothing is ever changed or taken away.
# ``chain`` is the digest of this row and of the chain before it.
CHANGE: Final = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("article_id", Text, ForeignKey("article.id")),
    Column("digest", Text, nullable=False),
    Column("chain", Text, nullable=False),
    Index("change_of_article", "article_id"),
)

CHANGE_BODY: Final = Table(
    "change_body",
    METADATA,
    Column("number", Integer, ForeignKey("change.number"), primary_key=True, autoincrement=False),
    Column("salt", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# ``successor`` is given for an event that was merged into another or emptied by a split: its tombstone.
EVENT: Final = Table(
    "event",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("made", Integer, nullable=False, unique=True),
    Column("successor", Text, ForeignKey("event.id")),
)

EVENT_MENTION: Final = Table(
    "event_mention",
    METADATA,
    Column("mention_id", Text, ForeignKey("mention.id"), primary_key=True),
    Column("event_id", Text, ForeignKey("event.id"), nullable=False),
    Index("event_mention_of_event", "event_id"),
)

# Why two mentions are one event: the weight of the evidence in bits, in all and by field (JSON).
LINK: Final = Table(
    "link",
    METADATA,
    Column("one", Text, ForeignKey("mention.id"), primary_key=True),
    Column("other", Text, ForeignKey("mention.id"), primary_key=True),
    Column("bits", Float, nullable=False),
    Column("by_field", Text, nullable=False),
    CheckConstraint("one < other", name="link_in_order"),
)

# Two events that are not one but belong together: a march and its counter-protest.
RELATED: Final = Table(
    "related",
    METADATA,
    Column("one", Text, ForeignKey("event.id"), primary_key=True),
    Column("other", Text, ForeignKey("event.id"), primary_key=True),
    Column("kind", Text, nullable=False),
)

# Articles that print one text, under the one that came first.
SYNDICATED: Final = Table(
    "syndicated",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
    Column("first_id", Text, ForeignKey("article.id"), nullable=False),
)

# Which stretches of words a text is made of, hashed; empty for a text of a few words. Made once by linking.
ARTICLE_SKETCH: Final = Table(
    "article_sketch",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
)
