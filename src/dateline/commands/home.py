"""The user's home folder, kept out of what may be sent to others."""

from __future__ import annotations

import os
import re
from pathlib import Path


def home_as_tilde(words: str) -> str:
    """The words with ``~`` in place of the home folder: its name is often the user's.

    >>> home_as_tilde(str(Path.home() / "news.jsonl")).startswith("~")
    True
    """
    home = str(Path.home())
    if home == Path(home).anchor:  # "/" as a home folder names nobody
        return words
    flags = re.IGNORECASE if os.name == "nt" else 0
    for spelling in {home, Path(home).as_posix(), home.replace("\\", "\\\\")}:
        words = re.sub(re.escape(spelling) + r"(?![\w.-])", "~", words, flags=flags)
    return words
