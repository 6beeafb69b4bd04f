"""What a judge's decision rests on: its strongest features, said in words where there are words for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.explain.labels import ASKED, COMMON, ENCODED, LABELS, STANDS, VALUES
from dateline.extract.considered import Judgement as Given
from dateline.parse.tags import LEVELS
from dateline.records.explanation import Judgement, Reason

# "tag.trigger>3", or with what else holds: "tag.police>3|verb".
_ENCODER: Final = re.compile(r"((?:any\.)?\w{1,40}+)\.(\w{1,40}+)>(\d)(\|.*)?")
_ANY: Final = " (any of its phrases)"
_STRANGE: Final = re.compile(r"strange>[\d.]+")


def explained(question: str, given: Given, most: int) -> Judgement:
    """A judgement with its ``most`` strongest reasons."""
    judge = given.judge
    added = judge.contributions(given.features)
    start = judge.bias + sum(weight for feature, weight in added if feature == "bias")
    reasons = reasons_of(judge.name, [pair for pair in added if pair[0] != "bias"])
    return Judgement(
        question=question,
        judge=judge.name,
        chance=round(judge.probability(given.features), 3),
        start=round(start, 2),
        reasons=tuple(reasons[:most]),
    )


def reasons_of(judge: str, added: Sequence[tuple[str, float]]) -> list[Reason]:
    """Features with what they add as reasons, the strongest first; the encoder's levels of a label as one."""
    family = judge.split("/", maxsplit=1)[0]
    levels: dict[tuple[str, str, str], list[tuple[int, float]]] = {}
    reasons = []
    for feature, weight in added:
        if match := _ENCODER.fullmatch(feature):
            key = (match[1], match[2], match[4] or "")
            levels.setdefault(key, []).append((int(match[3]), weight))
        else:
            reasons.append(Reason(_words(family, feature), feature, round(weight, 2)))
    reasons += [_of_levels(family, key, found) for key, found in levels.items()]
    return sorted((r for r in reasons if r.weight), key=lambda r: (-abs(r.weight), r.feature))


def _of_levels(family: str, key: tuple[str, str, str], found: Sequence[tuple[int, float]]) -> Reason:
    asked, label, beside = key
    top = max(level for level, _ in found)
    feature = f"{asked}.{label}>{top}{beside}"
    weight = round(sum(weight for _, weight in found), 2)
    least = LEVELS[top] if top < len(LEVELS) else LEVELS[-1]
    of_any = _ANY if asked.startswith("any.") else ""
    where = ASKED.get(asked.removeprefix("any."), f" at {asked}") + of_any
    words = f"the encoder sees {ENCODED.get(label, label)}{where}: {least:.2f} or more"
    return Reason(words + (f" ({_value(family, beside[1:])})" if beside else ""), feature, weight)


def _words(family: str, feature: str) -> str:
    """A feature as label and value; the feature itself where one of its parts has no label.

    >>> _words("size", "hang=verb|subject")
    "how it hangs on the event's words: verb, subject"
    """
    if _STRANGE.fullmatch(feature):
        return "the sentence names an event that was not found"
    if feature.startswith("any|") and (words := _words(family, feature[4:])) != feature[4:]:
        return words + _ANY
    labels = COMMON | LABELS.get(family, {})
    told: list[str] = []
    for part in feature.split("|"):
        name, equals, value = part.partition("=")
        if name in labels:
            told.append(f"{labels[name]}: {_value(family, value)}" if equals else labels[name])
        elif told and not equals:
            told[-1] += f", {_value(family, part)}"
        elif feature.startswith("common "):
            return f"a date that the article has twice or more, for an event that is: {feature[7:]}"
        else:
            return feature
    return "; ".join(told)


def _value(family: str, value: str) -> str:
    if family == "place":
        return ", ".join(STANDS.get(part) or VALUES.get(part, part) for part in value.split()) or "none"
    return VALUES.get(value, value.strip())
