"""``dateline --version``: the versions of all that makes a record."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import version

from dateline.errors import DatelineError
from dateline.settings import Settings


def version_lines() -> Iterator[str]:
    """Dateline's version on the first line, then that of each part; no model is loaded."""
    from dateline.coder import made_by

    yield f"dateline {version('dateline')}"
    try:
        made = made_by(Settings())
    except DatelineError as error:
        yield f"  {error}"
        parts = {}
    else:
        parts = {**made.models, "gazetteer": made.gazetteer}
    for name, what in {**parts, "python": platform.python_version(), "platform": platform.platform()}.items():
        yield f"  {name:<10} {what}"
