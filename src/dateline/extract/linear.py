"""A logistic model over named features, read from the package: the judge of several extractors.

Weights are fitted by the scripts in ``training/``; each file names its data in a model card.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, repeat

from dateline.errors import ModelError

_TAG_FEATURE = re.compile(r"((?:any\.)?(?:tag|head|first|last|before|after)\.\w+)>(\d)")


def log_odds(probability: float) -> float:
    """Of a probability between 0 and 1, neither included."""
    return math.log(probability / (1.0 - probability))


@dataclass(frozen=True, slots=True)
class LinearModel:
    """``probability(features)`` is the logistic of the bias and the weights of the features that it knows.

    Attributes:
        name: Name and version, as written in ``by``.
        bias: Log-odds with no feature present.
        weights: Log-odds that each feature adds.
    """

    name: str
    bias: float
    weights: dict[str, float]

    def probability(self, features: Iterable[str]) -> float:
        """Between 0 and 1; unknown features add nothing.

        >>> LinearModel("m/1", 0.0, {"a": 2.0}).probability(["b"])
        0.5
        """
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score(features)))))

    def score(self, features: Iterable[str]) -> float:
        """Log-odds: the bias and the weights of the features."""
        return self.bias + sum(map(self.weights.get, features, repeat(0.0)))

    def contributions(self, features: Iterable[str]) -> list[tuple[str, float]]:
        """What each known feature adds to the log-odds, the greatest first; with the bias it makes ``score``.

        >>> LinearModel("m/1", 0.0, {"a": 2.0, "b": -3.0}).contributions(["a", "b", "c"])
        [('b', -3.0), ('a', 2.0)]
        """
        added: dict[str, float] = {}
        for feature in features:
            if weight := self.weights.get(feature):
                added[feature] = added.get(feature, 0.0) + weight
        return sorted(added.items(), key=lambda pair: (-abs(pair[1]), pair[0]))

    def most_from_tags(self) -> float:
        """The most log-odds that features of ``parse.tags`` (``name.label>level``) can add.

        Who falls short by more than that need not be looked up there: it would change nothing, and
        reading the text with the encoder is what costs.
        """
        levels: dict[str, list[tuple[int, float]]] = {}
        for feature, weight in self.weights.items():
            if match := _TAG_FEATURE.fullmatch(feature):
                levels.setdefault(match[1], []).append((int(match[2]), weight))
        return sum(max(0.0, *accumulate(weight for _, weight in sorted(own))) for own in levels.values())

    @classmethod
    def from_bytes(cls, data: bytes) -> LinearModel:
        """The model that ``to_bytes`` wrote."""
        raw = json.loads(gzip.decompress(data))
        return cls(raw["name"], raw["bias"], raw["weights"])

    def to_bytes(self) -> bytes:
        """The model as compressed JSON; the same model gives the same bytes."""
        raw = {"name": self.name, "bias": self.bias, "weights": dict(sorted(self.weights.items()))}
        return gzip.compress(json.dumps(raw, ensure_ascii=False).encode(), mtime=0)


@cache
def load_model(file_name: str) -> LinearModel:
    """The shipped model ``extract/models/<file_name>``.

    Raises:
        ModelError: The file is missing or damaged.
    """
    source = files(__package__).joinpath("models").joinpath(file_name)
    try:
        return LinearModel.from_bytes(source.read_bytes())
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ModelError(f"the model {file_name} is missing or damaged; install Dateline again") from error
