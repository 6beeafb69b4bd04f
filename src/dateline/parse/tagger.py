"""Tagger: the encoder that ships, a small one fine-tuned on coded articles (docs/reference/models/tagger.md),
and the layer beside its last one that reads attributions (docs/reference/models/attribution.md).

Windows of the text are read, and only those in which something is asked for: an article without a sign of
a protest costs nothing. Trained by ``training/tagger.py`` and ``training/attribution.py``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from dateline.errors import ModelError
from dateline.parse.tags import Chances, Tags

# Word pieces of a window, and how far the next one begins behind it. What lies in two windows is read in
# the one where it is farther from the edge. Training uses the same figures.
INSIDE = 126
STEP = 112
_EDGE = (INSIDE - STEP) // 2


class Tagger:
    """Loads its model at the first text; workers load their own."""

    def tags(self, text: str) -> Tags:
        """The tags of a text; its windows are read when something in them is asked for."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        windows = Windows(encoding.ids, self._read)
        return Tags(encoding.offsets, self._labels, windows.rows, windows.states)

    def __reduce__(self) -> tuple[type[Tagger], tuple[()]]:
        return Tagger, ()

    def _read(self, ids: Sequence[int]) -> tuple[Chances, Chances]:
        row = np.array([[self._marks[0], *ids, self._marks[1]]], dtype=np.int64)
        events, states = self._encoder.run(["chances", "states"], {"ids": row})
        (told,) = self._attribution.run(["chances"], {"states": states})
        inside: Chances = np.concatenate((events[0, 1:-1], told[0, 1:-1]), axis=1)
        return inside, states[0, 1:-1]

    @cached_property
    def _labels(self) -> dict[str, int]:
        names = [*json.loads(_file("labels.json")), *json.loads(_file("attribution-labels.json"))]
        return {name: column for column, name in enumerate(names)}

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(_file("tokenizer.json").decode("utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _marks(self) -> tuple[int, int]:
        return self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")

    @cached_property
    def _encoder(self) -> Any:
        return _session("encoder.onnx")

    @cached_property
    def _attribution(self) -> Any:
        return _session("attribution.onnx")


@dataclass(slots=True)
class Windows:
    """A text's pieces; a window is read once, when something of it is first asked for.

    ``read`` gives of a window's ids the chances and what the encoder's second layer says of each piece.
    """

    ids: Sequence[int]
    read: Callable[[Sequence[int]], tuple[Chances, Chances]]
    _read: dict[int, tuple[Chances, Chances]] = field(default_factory=dict)

    def rows(self, first: int, last: int) -> Chances:
        """Chances of pieces ``first`` to ``last``, each from the window where it stands best."""
        return self._of(first, last, 0)

    def states(self, first: int, last: int) -> Chances:
        """The states of these pieces, of shape (pieces, width of the encoder)."""
        return self._of(first, last, 1)

    def _of(self, first: int, last: int, which: int) -> Chances:
        homes = range(self._home(first), self._home(last - 1) + 1)
        parts = []
        for home in homes:
            begin = first if home == homes[0] else self._begin(home)
            end = last if home == homes[-1] else self._begin(home + 1)
            parts.append(self._window(home)[which][begin - home * STEP : end - home * STEP])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _home(self, piece: int) -> int:
        return min(max(0, (piece - _EDGE) // STEP), self._last())

    def _begin(self, home: int) -> int:
        return home * STEP + _EDGE if home else 0

    def _last(self) -> int:
        return max(0, -(-(len(self.ids) - INSIDE) // STEP))

    def _window(self, home: int) -> tuple[Chances, Chances]:
        known = self._read.get(home)
        if known is None:
            known = self._read[home] = self.read(self.ids[home * STEP : home * STEP + INSIDE])
        return known


def _session(name: str) -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1  # one worker a core
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return InferenceSession(_file(name), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"{name} is damaged ({error!s:.80}); install Dateline again") from error


def _file(name: str) -> bytes:
    try:
        return files(__package__).joinpath("tagger").joinpath(name).read_bytes()
    except OSError as error:
        raise ModelError(f"{name} of the tagger is missing; install Dateline again") from error
