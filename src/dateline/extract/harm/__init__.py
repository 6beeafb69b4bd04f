"""How many were arrested, injured or killed, and at which event."""

from dateline.extract.harm.find import FoundCount, HarmKind, find_counts
from dateline.extract.harm.share import SharedCounts, considered_counts, share_counts

__all__ = ["FoundCount", "HarmKind", "SharedCounts", "considered_counts", "find_counts", "share_counts"]
