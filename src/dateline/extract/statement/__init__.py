"""Statements: what the article attributes to whom, in whose words."""

from dateline.extract.statement.find import find_statements
from dateline.extract.statement.link import link_statement

__all__ = ["find_statements", "link_statement"]
