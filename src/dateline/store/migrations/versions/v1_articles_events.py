"""Articles, what was read of them, decisions, events.

Revision ID: 1
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Integer, Text

revision, down_revision, branch_labels, depends_on = "1", None, None, None


def upgrade() -> None:
    """From nothing."""
    op.create_table("project", Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
    _articles()
    _mentions()
    _changes()
    _events()


def _articles() -> None:
    op.create_table(
        "article",
        Column("id", Text, primary_key=True),
        Column("text_sha256", Text),
        Column("forgotten", Integer, nullable=False),
        CheckConstraint("forgotten in (0, 1)", name="article_forgotten"),
    )
    op.create_table(
        "article_text",
        Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
        Column("text", Text, nullable=False),
    )
    op.create_table(
        "reading",
        Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("made_by_sha256", Text, nullable=False),
        Column("body_sha256", Text, nullable=False),
        Column("outcome", Text, nullable=False),
    )
    op.create_table(
        "reading_body",
        Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("body", Text, nullable=False),
    )


def _mentions() -> None:
    op.create_table(
        "mention",
        Column("id", Text, primary_key=True),
        Column("article_id", Text, ForeignKey("article.id"), nullable=False),
        Column("in_version", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        CheckConstraint('start < "end"', name="mention_start_end"),
    )
    op.create_index("mention_of_article", "mention", ["article_id"])
    op.create_table(
        "mention_moved",
        Column("made_id", Text, primary_key=True),
        Column("mention_id", Text, ForeignKey("mention.id"), nullable=False),
    )


def _changes() -> None:
    op.create_table(
        "change",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("article_id", Text, ForeignKey("article.id")),
        Column("digest", Text, nullable=False),
        Column("chain", Text, nullable=False),
    )
    op.create_index("change_of_article", "change", ["article_id"])
    op.create_table(
        "change_body",
        Column("number", Integer, ForeignKey("change.number"), primary_key=True, autoincrement=False),
        Column("salt", Text, nullable=False),
        Column("body", Text, nullable=False),
    )


def _events() -> None:
    op.create_table(
        "event",
        Column("id", Text, primary_key=True),
        Column("made", Integer, nullable=False, unique=True),
        Column("successor", Text, ForeignKey("event.id")),
    )
    op.create_table(
        "event_mention",
        Column("mention_id", Text, ForeignKey("mention.id"), primary_key=True),
        Column("event_id", Text, ForeignKey("event.id"), nullable=False),
    )
    op.create_index("event_mention_of_event", "event_mention", ["event_id"])
    op.create_table(
        "link",
        Column("one", Text, ForeignKey("mention.id"), primary_key=True),
        Column("other", Text, ForeignKey("mention.id"), primary_key=True),
        Column("bits", Float, nullable=False),
        Column("by_field", Text, nullable=False),
        CheckConstraint("one < other", name="link_in_order"),
    )
    op.create_table(
        "related",
        Column("one", Text, ForeignKey("event.id"), primary_key=True),
        Column("other", Text, ForeignKey("event.id"), primary_key=True),
        Column("kind", Text, nullable=False),
    )
    op.create_table(
        "syndicated",
        Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
        Column("first_id", Text, ForeignKey("article.id"), nullable=False),
    )
