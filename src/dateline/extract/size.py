"""How many took part: the figures of an article that count the people of a gathering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.extract.claimant import find_claimant
from dateline.extract.counted import Counted, find_counted
from dateline.extract.linear import load_model
from dateline.extract.occurrence import Occurrence
from dateline.extract.size_grammar import is_never_a_size, surety, what_is_counted
from dateline.extract.size_judge import FoundNumber, Place, is_near, number_features, pair_features
from dateline.parse import Parsed
from dateline.records import Name, Size
from dateline.records.ids import value_id

# Probability from which a number is an event's size; see the model card.
THRESHOLD: Final = 0.4


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
) -> tuple[Size, ...]:
    """The sizes that tell of one event, each figure once, in the order of the text.

    Args:
        parsed: The article.
        occurrence: The event.
        found: What ``find_sizes`` gave for the article.
        others: The article's other events: a number is the size of the event that it fits best.
        names: The article's names, to name claimants by.
    """
    place, rivals = Place.of(parsed, occurrence), [Place.of(parsed, o) for o in others]
    sizes = []
    for number in found:
        probability = _probability(place, number, rivals)
        if probability >= THRESHOLD and all(
            probability >= _probability(rival, number, [place, *(r for r in rivals if r is not rival)])
            for rival in rivals
        ):
            sizes.append(_size(parsed, number.counted, probability, names))
    return _once(sizes)


def _probability(place: Place, number: FoundNumber, rivals: Sequence[Place]) -> float:
    if not is_near(place, number):
        return 0.0
    model = load_model("size.json.gz")
    return model.probability([*number.features, *pair_features(place, number, rivals)])


def _size(parsed: Parsed, counted: Counted, probability: float, names: Sequence[Name]) -> Size:
    quantity = counted.quantity
    span = parsed.span(quantity.start, quantity.end)
    return Size(
        id=value_id(parsed.article.id, "size", span.start, span.end),
        low=quantity.reading.low,
        high=quantity.reading.high,
        bound=quantity.reading.bound,
        words=span.quote,
        of=what_is_counted(counted),
        claimant=find_claimant(parsed, counted.token, names),
        confidence=round(probability, 2),
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
