"""How much each answer weighs: shipped frozen and under a version, or estimated anew for one project."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.errors import ModelError
from dateline.link.comparison import QUESTIONS

_FILE: Final = "weights.json"
MOST_BITS: Final[Mapping[tuple[str, str], float]] = {
    ("when", "weeks"): -14.0,
    ("when", "far"): -14.0,
    ("where", "other_country"): -12.0,
    ("where", "other_town"): -6.0,
}
"""What some answers weigh at most, whatever an estimate says: they decide, as a weekly series or a day of
action in many towns is alike in everything else. See docs/decisions/0112-linking.md.
"""


@dataclass(frozen=True, slots=True)
class Chance:
    """How often an answer is given for pairs that tell of one event, and for pairs that do not."""

    one_event: float
    two_events: float

    @property
    def bits(self) -> float:
        """What the answer weighs; positive where it speaks for one event."""
        return math.log2(self.one_event / self.two_events)

    @classmethod
    def of_bits(cls, bits: float, two_events: float) -> Chance:
        """The chances of an answer that weighs so much; both below one, as only their ratio counts."""
        share = min(two_events, 0.95, 0.95 / 2**bits)
        return cls(float(f"{share * 2**bits:.9g}"), float(f"{share:.9g}"))


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of all answers.

    Attributes:
        version: Names them; results of other weights are other results.
        source: What they were estimated on, in words.
        prior: Chance that two mentions that are compared tell of one event.
        chances: By question and answer.
    """

    version: str
    source: str
    prior: float
    chances: Mapping[str, Mapping[str, Chance]]

    @property
    def prior_bits(self) -> float:
        """What speaks for one event before any answer; negative."""
        return math.log2(self.prior / (1 - self.prior))

    def to_json(self) -> str:
        """As one line, the same for the same weights."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Weights:
        """What ``to_json`` wrote.

        Raises:
            ModelError: It is of another form, or of other questions than this version asks.
        """
        try:
            parts: dict[str, Any] = json.loads(text)
            chances = {
                question: {answer: Chance(**chance) for answer, chance in answers.items()}
                for question, answers in parts.pop("chances").items()
            }
            weights = cls(chances=chances, **parts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError(f"these are no weights for linking: {error}") from error
        if _asked(weights) != _ASKED:
            raise ModelError(
                f"the weights {weights.version} answer other questions than this version asks; "
                "'dateline link PROJECT --estimate' makes new ones, --shipped goes back to those that ship"
            )
        return weights


_ASKED: Final = {(q.name, a.name) for q in QUESTIONS for a in q.answers if not a.says_nothing}


def _asked(weights: Weights) -> set[tuple[str, str]]:
    return {(question, answer) for question, answers in weights.chances.items() for answer in answers}


@cache
def shipped() -> Weights:
    """The weights that come with this version.

    Raises:
        ModelError: The package is damaged.
    """
    return Weights.from_json(files("dateline.link").joinpath(_FILE).read_text(encoding="utf-8"))
