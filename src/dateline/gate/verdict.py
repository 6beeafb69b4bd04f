"""Verdict: whether an article is worth reading in full, and why not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of one article.

    ``reason`` says in words why an article is not kept, None where it is. ``relevance`` is the
    probability (0..1) that it reports a contentious collective action as its news: 0.0 where the
    word list finds nothing, and where only the word list was asked.
    """

    keep: bool
    reason: str | None = None
    relevance: float = 0.0
