"""The questions that two mentions are compared by, each with its possible answers.

An answer is a condition in the SQL of DuckDB over the columns of ``Description``, of one mention as ``_l``
and of the other as ``_r``; how much it weighs stands in the weights. The first answer whose condition holds
is the one; the last of a question holds where no other does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: ``name`` in the weights, ``words`` for people, ``sql`` the condition.

    An answer that ``says_nothing`` weighs nothing, whatever the weights.
    """

    name: str
    words: str
    sql: str
    says_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the comparison."""

    name: str
    answers: tuple[Answer, ...]


_GAP: Final = "greatest(first_l - last_r, first_r - last_l, 0)"
_ONE_DAY: Final = "(first_l = last_l and first_r = last_r)"
_DATED: Final = "(first_l is not null and first_r is not null)"
_BOTH_LASTING: Final = "(lasting_l and lasting_r)"
_TOLD: Final = "abs(told_l - told_r)"

SURE: Final = 0.6
"""Confidence from which on a day or a place is taken by its word."""
_UNSURE_DAYS: Final = f"least(day_trust_l, day_trust_r) < {SURE}"
_UNSURE_PLACES: Final = f"least(place_trust_l, place_trust_r) < {SURE}"

WHEN: Final = Question(
    "when",
    (
        Answer("unknown", "no day is known of one of them", f"not {_DATED} and {_TOLD} is null", True),
        Answer("none_close", "a date is missing; told within two days", f"not {_DATED} and {_TOLD} <= 2"),
        Answer("none_near", "a date is missing; told within a month", f"not {_DATED} and {_TOLD} <= 30"),
        Answer("none_far", "a date is missing; told more than a month apart", f"not {_DATED}"),
        Answer("going_on", "it goes on for weeks; the days meet", f"{_BOTH_LASTING} and {_GAP} <= 2"),
        Answer("going_month", "it goes on for weeks; within a month", f"{_BOTH_LASTING} and {_GAP} <= 31"),
        Answer("going_season", "it may go on; within four months", f"{_BOTH_LASTING} and {_GAP} <= 120"),
        Answer("same_day", "the same day", f"{_ONE_DAY} and {_GAP} = 0"),
        Answer("next_day", "one day apart", f"{_ONE_DAY} and {_GAP} = 1"),
        Answer("overlap", "the days overlap", f"{_GAP} = 0"),
        Answer("few_days", "two to three days apart", f"{_GAP} <= 3"),
        Answer("unsure", "more than three days apart, but one of the dates is unsure", _UNSURE_DAYS),
        Answer("weeks", "four days to a month apart", f"{_GAP} <= 31"),
        Answer("far", "more than a month apart", "ELSE"),
    ),
)

_PLACED: Final = "(country_l is not null and country_r is not null)"
_BOTH_NEAR: Final = "(near_l and near_r)"
# Great circle, in kilometres; the Earth's mean radius is 6,371 km.
_KM: Final = (
    "6371 * 2 * asin(least(1, sqrt(pow(sin(radians(latitude_r - latitude_l) / 2), 2)"
    " + cos(radians(latitude_l)) * cos(radians(latitude_r))"
    " * pow(sin(radians(longitude_r - longitude_l) / 2), 2))))"
)
NEAR_KM: Final = 50
"""A town and those around it."""
_WIDE_FORMS: Final = "('strike', 'boycott', 'shutdown')"
_WIDE: Final = f"form_l in {_WIDE_FORMS} and form_r in {_WIDE_FORMS} and country_l = country_r"
_ELSEWHERE: Final = f"({_BOTH_NEAR} or country_l != country_r)"
WHERE: Final = Question(
    "where",
    (
        Answer("unknown", "no place is known of one of them", f"not {_PLACED}", True),
        Answer("same_town", "the same town", f"{_BOTH_NEAR} and (place_l = place_r or {_KM} <= 5)"),
        Answer("near", f"towns within {NEAR_KM} km", f"{_BOTH_NEAR} and {_KM} <= {NEAR_KM}"),
        Answer("wide", "one country, of a strike or boycott that may be told from several towns", _WIDE),
        Answer("unsure", "other places, but one of them is unsure", f"{_ELSEWHERE} and {_UNSURE_PLACES}"),
        Answer("other_town", "other towns of one country", f"{_BOTH_NEAR} and country_l = country_r"),
        Answer(
            "same_region",
            "one province or country, told less closely",
            "country_l = country_r and admin1_l = admin1_r",
        ),
        Answer("same_country", "one country, told less closely", "country_l = country_r"),
        Answer("other_country", "other countries", "ELSE"),
    ),
)

_CROWDS: Final = "('rally', 'march', 'demonstration', 'vigil', 'picket', 'motorcade', 'other')"
_SEIZES: Final = "('occupation', 'blockade', 'sit_in', 'riot')"
_STOPS: Final = "('strike', 'walkout', 'shutdown')"
_GENERAL: Final = "('demonstration', 'other')"


def _both(forms: str) -> str:
    return f"(form_l in {forms} and form_r in {forms})"


FORM: Final = Question(
    "form",
    (
        Answer("same", "the same form", f"form_l = form_r and form_l not in {_GENERAL}"),
        Answer("general", "the same form, a general one", "form_l = form_r"),
        Answer(
            "like",
            "forms that are told for each other",
            f"{_both(_CROWDS)} or {_both(_SEIZES)} or {_both(_STOPS)}",
        ),
        Answer("one_general", "one form is a general one", f"form_l in {_GENERAL} or form_r in {_GENERAL}"),
        Answer("other", "other forms", "ELSE"),
    ),
)


def _both_have(one: str, other: str) -> str:
    """How many words are in both of two lists; for short ones ten times as fast as ``list_intersect``."""
    return f"len(list_filter({one}, lambda word: list_contains({other}, word)))"


def _shared(column: str, words: str, least: tuple[int, ...], *, in_two: bool = False) -> Question:
    """A question that is answered by how many words both have.

    Args:
        column: Of the description, and the question's name.
        words: What they are.
        least: The fewest of each answer, in order.
        in_two: Whether it is asked of two articles alone: within one, neighbours share them anyway.
    """
    both = _both_have(f"{column}_l", f"{column}_r")
    missing = f"len({column}_l) = 0 or len({column}_r) = 0"
    if in_two:
        missing += " or article_l = article_r"
    # Fewest first: most pairs share nothing, and need not be counted again and again.
    *below, most = least
    answers = [
        Answer(f"shared_{few}", f"{words} in common: {_range(few, more)}", f"{both} < {more}")
        for few, more in zip(below, [*below[1:], most], strict=True)
    ]
    return Question(
        column,
        (
            Answer("unknown", f"no {words} to compare", missing, True),
            Answer("none", f"{words} in common: none", f"{both} = 0"),
            *answers,
            Answer(f"shared_{most}", f"{words} in common: {most} or more", "ELSE"),
        ),
    )


def _range(few: int, more: int) -> str:
    return f"{few}" if more == few + 1 else f"{few} to {more - 1}"


SIZE: Final = Question(
    "size",
    (
        Answer("unknown", "no turnout of one of them", "low_l is null or low_r is null", True),
        Answer("like", "turnouts that can be one", "low_l <= high_r and low_r <= high_l"),
        Answer("near", "turnouts within a factor of three", "low_l <= 3 * high_r and low_r <= 3 * high_l"),
        Answer("other", "turnouts that differ", "ELSE"),
    ),
)

_CROSSED: Final = f"({_both_have('own_l', 'targets_r')} + {_both_have('own_r', 'targets_l')} > 0)"
_NO_SIDES: Final = "len(own_l) = 0 or len(own_r) = 0 or len(targets_l) + len(targets_r) = 0"
SIDES: Final = Question(
    "sides",
    (
        Answer("unknown", "no organizers, participants or targets to compare", _NO_SIDES, True),
        Answer(
            "opposed",
            "who acts in one is the target of the other",
            f"{_CROSSED} and {_both_have('own_l', 'own_r')} = 0",
        ),
        Answer("not_opposed", "none acts against the other", "ELSE"),
    ),
)

ARTICLE: Final = Question(
    "article",
    (
        Answer("same", "told in one article, as two", "article_l = article_r"),
        Answer("two", "told in two articles", "ELSE"),
    ),
)

QUESTIONS: Final = (
    WHEN,
    WHERE,
    FORM,
    _shared("actors", "words of actors", (1, 2, 3)),
    _shared("issues", "words of issues", (1, 2, 4)),
    SIDES,
    SIZE,
    _shared("words", "words at the triggers", (1, 2, 3, 4, 6), in_two=True),
    _shared("names", "names around", (1, 2, 4, 6), in_two=True),
    ARTICLE,
)
