"""Settings: what a user may change about how articles are coded."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date

from dateline.codebook import Codebook
from dateline.errors import UsageError

_NO_RULES = Codebook()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How articles are read and coded; every setting is described in docs/reference/settings.md.

    Attributes:
        max_article_chars: Characters one article may have; a longer one fails with that reason.
        max_page_bytes: Bytes one HTML page may have before its text is taken out.
        max_mentions: Event mentions kept of one article, the surest first.
        article_time_s: Seconds one article may take in a worker before it counts as failed.
        gate_threshold: Probability below which the second gate leaves an article out.
        event_threshold: Probability from which words count as an event.
        code_all: Code every article whatever the gate says.
        since: First day of publication that is coded, itself included; None for no limit.
        until: Last day of publication that is coded, itself included; None for no limit.
        model_path: Folder of a spaCy model to use in place of the one that ships; None for that one.
        gazetteer_path: A gazetteer that ``dateline gazetteer build`` made, in place of the places that
            ship; None for those.
        codebook: A team's own rules, from ``load_codebook``; by default none.
    """

    max_article_chars: int = 200_000
    max_page_bytes: int = 8_000_000
    max_mentions: int = 12
    article_time_s: float = 60.0
    gate_threshold: float = 0.05
    event_threshold: float = 0.45
    code_all: bool = False
    since: date | None = None
    until: date | None = None
    model_path: str | None = None
    gazetteer_path: str | None = None
    codebook: Codebook = _NO_RULES

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"since {self.since} is after until {self.until}: no day lies between them")

    def sha256(self) -> str:
        """Hash of the settings that change what is written, for ``made_by``."""
        values = dataclasses.asdict(self)
        for name in ("model_path", "gazetteer_path"):  # a path is a machine's; made_by names what lies there
            values.pop(name)
        return hashlib.sha256(json.dumps(values, sort_keys=True, default=date.isoformat).encode()).hexdigest()
