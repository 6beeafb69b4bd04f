"""How many took part: the figures of an article that count the people of a gathering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.extract.claimant import find_claimant
from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.counted import Counted, find_counted
from dateline.extract.linear import LinearModel, load_model
from dateline.extract.occurrence import Occurrence
from dateline.extract.size_grammar import is_never_a_size, surety, what_is_counted
from dateline.extract.size_judge import FoundNumber, Place, is_near, number_features, pair_features
from dateline.parse import Parsed
from dateline.records import Name, Size
from dateline.records.ids import value_id

# Probability from which a number is an event's size; see the model card.
THRESHOLD: Final = 0.4


@dataclass(frozen=True, slots=True)
class Judges:
    """Which number is an event's size, and who gives it.

    Others than those that ship are for measuring: models that have not seen the article.
    """

    size: LinearModel
    claimant: LinearModel

    @classmethod
    def shipped(cls) -> Judges:
        return cls(load_model("size.json.gz"), load_model("claimant.json.gz"))


def find_sizes(parsed: Parsed, numbers: Sequence[Counted] | None = None) -> tuple[FoundNumber, ...]:
    """The numbers that may tell how many took part in a gathering, in order.

    Figures of dates, ages, prices, distances, police and of people arrested, injured, killed or dismissed are
    none. ``numbers`` is what ``find_counted`` gave for the article, where that is known.
    """
    found = []
    for counted in find_counted(parsed) if numbers is None else numbers:
        if not is_never_a_size(parsed, counted):
            sure = surety(parsed, counted)
            sentence = parsed.sentence_of(counted.token.i)
            found.append(FoundNumber(counted, sentence, sure, number_features(parsed, counted, sure)))
    return tuple(found)


def sizes_of_event(
    parsed: Parsed,
    occurrence: Occurrence,
    found: Sequence[FoundNumber],
    others: Sequence[Occurrence] = (),
    names: Sequence[Name] = (),
    *,
    judges: Judges | None = None,
) -> tuple[Size, ...]:
    """The sizes that tell of one event, each figure once, in the order of the text.

    Args:
        parsed: The article.
        occurrence: The event.
        found: What ``find_sizes`` gave for the article.
        others: The article's other events: a number is the size of the event that it fits best.
        names: The article's names, to name claimants by.
        judges: Those that ship, where none are given.
    """
    judges = judges or Judges.shipped()
    considered = considered_sizes(parsed, occurrence, found, others, judges)
    return _once([size_of(parsed, one, names, judges) for one in taken(considered)])


def considered_sizes(
    parsed: Parsed,
    occurrence: Occurrence,
    found: Sequence[FoundNumber],
    others: Sequence[Occurrence] = (),
    judges: Judges | None = None,
) -> list[Considered[FoundNumber]]:
    """The numbers near an event as they were weighed as its size, in the order of the text."""
    model = (judges or Judges.shipped()).size
    place, rivals = Place.of(parsed, occurrence), [Place.of(parsed, o) for o in others]
    return [
        _ruled(_weighed(model, place, number, rivals), place, rivals, model)
        for number in found
        if is_near(place, number)
    ]


def _weighed(
    model: LinearModel, place: Place, number: FoundNumber, rivals: Sequence[Place]
) -> Considered[FoundNumber]:
    features = [*number.features, *pair_features(place, number, rivals)]
    return Considered(number, model.probability(features), (Judgement(model, features),))


def _ruled(
    one: Considered[FoundNumber], place: Place, rivals: Sequence[Place], model: LinearModel
) -> Considered[FoundNumber]:
    """A likely number is the event's that it fits best."""
    if one.chance < THRESHOLD:
        return one.passed_over("below_threshold")
    for rival in rivals:
        rest = [place, *(r for r in rivals if r is not rival)]
        if is_near(rival, one.item) and _weighed(model, rival, one.item, rest).chance > one.chance:
            return one.passed_over("another_event")
    return one


def size_of(
    parsed: Parsed, one: Considered[FoundNumber], names: Sequence[Name], judges: Judges | None = None
) -> Size:
    """A number as the size that it would be, with who gives it."""
    judge = judges.claimant if judges else None
    counted, quantity = one.item.counted, one.item.counted.quantity
    span = parsed.span(quantity.start, quantity.end)
    return Size(
        id=value_id(parsed.article.id, "size", span.start, span.end),
        low=quantity.reading.low,
        high=quantity.reading.high,
        bound=quantity.reading.bound,
        words=span.quote,
        of=what_is_counted(counted),
        claimant=find_claimant(parsed, counted.token, names, judge),
        confidence=round(one.chance, 2),
        evidence=(span,),
        by="codebook.size/1" if quantity.own else "size.judge/1",
    )


def _once(sizes: list[Size]) -> tuple[Size, ...]:
    """Each figure once for a claimant: a report repeats its lead's figure."""
    kept: list[Size] = []
    for size in sizes:
        same = (k for k in kept if (k.low, k.high) == (size.low, size.high))
        twin = next(same, None)
        if twin is None:
            kept.append(size)
        elif twin.claimant is None and size.claimant is not None:
            kept[kept.index(twin)] = size
    return tuple(kept)
