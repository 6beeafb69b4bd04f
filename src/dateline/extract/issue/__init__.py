"""What an event is for or against."""

from dateline.extract.issue.find import Clauses, IssueFinder

__all__ = ["Clauses", "IssueFinder"]
