"""Which events an article tells of: candidates, a judge, and the joining of words that name one event."""

from dateline.extract.event.find import EventFinder

__all__ = ["EventFinder"]
