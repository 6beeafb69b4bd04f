"""py3langid's model, walked through many parts of a text at once: the same answer in half the time."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from py3langid.langid import LanguageIdentifier

_PARTS: Final = 128
# Bytes after which it no longer matters what was read before them. The model is an automaton of Aho and
# Corasick: its state is the longest end of what it read that begins a feature, and no feature has above six.
_MEMORY: Final = 8


class Identifier(LanguageIdentifier):  # type: ignore[misc]
    """Counts the features that its parent counts, and hands them on in the same order."""

    __slots__ = ("_moves", "_outputs", "_rows")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._moves = np.asarray(self.tk_nextmove)
        self._rows = np.asarray(self.tk_row, dtype=np.intp) << 8
        self._outputs = np.asarray(self.tk_output)

    def _raw_score(self, text: bytes) -> Any:
        outputs = self._outputs[self._states(text)] if text else self._outputs[:0]
        visits = Counter(outputs[outputs >= 0].tolist())
        return self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(text)

    def _states(self, text: bytes) -> NDArray[np.intp]:
        """The state behind each byte: each part is begun a little before it, where the state is not known."""
        length = -(-len(text) // _PARTS)
        padded = bytes(_MEMORY) + text + bytes(length * _PARTS - len(text))
        windows = sliding_window_view(np.frombuffer(padded, np.uint8), _MEMORY + length)
        states = np.zeros((_MEMORY + length + 1, _PARTS), np.intp)
        for step, read in enumerate(windows[::length].T):
            if step == _MEMORY:
                states[step, 0] = 0  # before the first part nothing was read
            states[step + 1] = self._moves[self._rows[states[step]] + read]
        return states[_MEMORY + 1 :].T.ravel()[: len(text)]
