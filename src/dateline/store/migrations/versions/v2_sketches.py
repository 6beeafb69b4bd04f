"""Signatures of texts, for finding reprints.

Revision ID: 2
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, LargeBinary, Text

revision, down_revision, branch_labels, depends_on = "2", "1", None, None


def upgrade() -> None:
    """Nothing is in it yet; the next linking makes what is missing."""
    op.create_table(
        "article_sketch",
        Column("article_id", Text, ForeignKey("article.id"), primary_key=True),
        Column("sketch", LargeBinary, nullable=False),
    )
