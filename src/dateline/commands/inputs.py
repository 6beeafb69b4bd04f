"""Names of inputs as the user gave them, patterns among them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator


def expanded(names: Iterable[str]) -> Iterator[str]:
    """The names, with the files that it matches in place of each pattern, sorted.

    Shells of Windows hand patterns over as they are. A name that is there is no pattern, whatever
    characters it has (``report[1].txt``), and one that matches nothing stays, to fail under its name.
    ``**`` stands for any number of folders; hidden files are not matched.
    """
    for name in names:
        if glob.has_magic(name) and not os.path.lexists(name):
            yield from sorted(glob.glob(name, recursive=True)) or [name]
        else:
            yield name
