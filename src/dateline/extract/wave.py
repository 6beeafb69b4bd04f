"""An event told as one of many: "rallies in 20 cities", "nationwide protests"."""

from __future__ import annotations

import re

from dateline.errors import UnreadableSize
from dateline.extract.number import read_size
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Wave

_IN_PLACES = re.compile(
    r"\b(?:in|across|at|to) ((?:[\w,.+>-]+ ){1,5}?)"
    r"(?:(?:other|different|major|more|US|U\.S\.|\w+ian) )?"
    r"(?:cities|towns|places|locations|countries|states|provinces|districts|villages|campuses|universities|"
    r"schools|capitals|sites|centres|centers)\b",
    re.IGNORECASE,
)
_MIN_PLACES = 3  # two places are two events, not a wave


def wave_of_event(parsed: Parsed, occurrence: Occurrence) -> Wave | None:
    """The wave that the event is told as, read in its triggers' sentences; None where it is told alone.

    "hundreds of" places count by the lower end of the vague word (docs/reference/sizes.md).
    """
    for number in sorted({parsed.sentence_of(t.root.i) for t in occurrence.trigger}):
        sentence = parsed.sentences[number]
        for match in _IN_PLACES.finditer(sentence.text):
            places = _how_many(match[1])
            if places is not None and places >= _MIN_PLACES:
                start = sentence.start_char + match.start()
                span = parsed.span(start, start + len(match[0]))
                return Wave(
                    places=places, words=span.quote, confidence=0.8, evidence=(span,), by="wave.places/1"
                )
    return None


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
