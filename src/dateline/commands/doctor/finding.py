"""Finding: what one check came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to.

    ``fault``: articles cannot be coded, or not as they should. ``warning``: they can, though something
    may go slowly, look odd or fail later. ``mend`` says what would do, also where all is well and
    there is something to add.
    """

    check: str
    verdict: Verdict
    words: str
    mend: str | None = None
