"""What the police did at an event."""

from dateline.extract.police.find import Found, find_police, police_of_event

__all__ = ["Found", "find_police", "police_of_event"]
