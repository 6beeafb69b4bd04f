"""An event told as one of many: "rallies in 20 cities", "nationwide protests"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import UnreadableSize
from dateline.extract.number import read_size
from dateline.extract.occurrence import Occurrence
from dateline.extract.signed import Signed, fold
from dateline.parse import Parsed
from dateline.records import Span, Wave

_PLACES = (
    r"(?:cities|towns|places|locations|countries|states|provinces|districts|villages|campuses|universities|"
    r"schools|capitals|sites|centres|centers)\b"
)
_IN_PLACES = Signed.of(
    "cities,towns,places,locations,countries,states,provinces,districts,villages,campuses,universities,schools,"
    "capitals,sites,centres,centers",
    r"\b(?:in|across|at) ((?:[\w,.+>-]+ ){1,5}?)"
    r"(?:(?:other|different|major|more|US|U\.S\.|\w+ian) )?" + _PLACES,
)
_EVERYWHERE = Signed.of(
    "wide,the country,the nation,the world,the globe,the continent,the region",
    r"\b(?:nationwide|countrywide|worldwide|across the (?:country|nation|world|globe|continent|region)|"
    r"around the (?:country|world|globe)|throughout the (?:country|nation|world))\b",
)
_UNCOUNTED = frozenset("several many numerous various other".split())
_MIN_PLACES = 3  # two places are two events, not a wave
_NEAR_TOKENS = 12  # further from the trigger, the words tell of something else


def wave_of_event(parsed: Parsed, occurrence: Occurrence) -> Wave | None:
    """The wave that the event is told as, read near its triggers; None where it is told alone.

    "hundreds of" places count by the lower end of the vague word (docs/reference/sizes.md).
    """
    for places, span in _told(parsed, occurrence):
        if places is None or places >= _MIN_PLACES:
            confidence = 0.6 if places is None else 0.8
            return Wave(
                places=places, words=span.quote, confidence=confidence, evidence=(span,), by="wave.places/1"
            )
    return None


def _told(parsed: Parsed, occurrence: Occurrence) -> Iterator[tuple[int | None, Span]]:
    for tokens in occurrence.trigger:
        sentence = parsed.sentences[parsed.sentence_of(tokens.root.i)]
        first = sentence.start_char
        text = parsed.text[first : sentence.end_char]
        folded = fold(text)
        for match in (*_IN_PLACES.matches(text, folded), *_EVERYWHERE.matches(text, folded)):
            start = first + match.start()
            if abs(parsed.token_at(start) - tokens.root.i) > _NEAR_TOKENS:
                continue
            counted = match.re is _IN_PLACES.pattern
            places = _how_many(match[1]) if counted else None
            if places is None and counted and not _UNCOUNTED & set(match[0].lower().split()):
                continue
            yield places, parsed.span(start, start + len(match[0]))


def _how_many(words: str) -> int | None:
    """The number that the words begin or end with, after "of" and "the" are set aside."""
    cleaned = re.sub(r"\b(?:of|the|its|their|some)\b", " ", words).strip()
    for candidate in (words.strip(), cleaned, cleaned.split(" ")[-1]):
        try:
            reading = read_size(candidate.removesuffix(" of"))
        except UnreadableSize:
            continue
        return reading.low if reading.low is not None else reading.high
    return None
