"""Why an event has its date and its place."""

from __future__ import annotations

from dataclasses import replace

from dateline.explain.rules import RULES
from dateline.explain.told import Event, settled
from dateline.extract.assemble import places_for
from dateline.extract.considered import Considered
from dateline.extract.date import considered_times
from dateline.extract.date import needed as date_needed
from dateline.extract.place import THRESHOLD as PLACE_NEEDED
from dateline.extract.place import Candidate, ChosenPlace, choose_place, considered_places
from dateline.records import TimeExpression
from dateline.records.explanation import Weighed, WhyNot
from dateline.show.sheet import read_date, read_place


def when(event: Event) -> list[Weighed]:
    """The date, and the other time expressions near the event."""
    considered = considered_times(event.parsed, event.occurrence, event.parts.times)
    weighed = [_time(event, one) for one in considered]
    found = event.mention.date
    values = [(found, found.by, read_date(found))] if found else []
    # One that was taken for a date and gives none names too many days.
    return settled("date", values, weighed, "no_day")


def _time(event: Event, one: Considered[TimeExpression]) -> Weighed:
    time = one.item
    days = " to ".join(dict.fromkeys(day.isoformat() for day in (time.start, time.end) if day))
    return Weighed(
        slot="date",
        value=days or "no day",
        words=time.evidence,
        by=time.by,
        chance=round(one.chance, 3) if one.judged else None,
        needed=date_needed(event.parsed, event.occurrence) if one.judged else None,
        why_not=one.why_not,
        judgements=event.told.judgements(["Is it the day of the event?"][: len(one.judged)], one.judged),
    )


def where(event: Event) -> list[Weighed]:
    """The place, and the other places that the article names."""
    places, gazetteer = places_for(event.parts, event.occurrence), event.parts.gazetteer
    chosen = choose_place(event.parsed, event.occurrence, places, gazetteer)
    considered = considered_places(event.parsed, event.occurrence, places, gazetteer)
    weighed = [_place(event, one, chosen) for one in considered]
    found = event.mention.place
    settled_places = settled(
        "place", [(found, found.by, read_place(found))] if found else [], weighed, "less_likely"
    )
    return [_with_rule(w, chosen) if w.why_not is None else w for w in settled_places]


def _place(event: Event, one: Considered[Candidate], chosen: ChosenPlace) -> Weighed:
    toponym = one.item.toponym
    named = (toponym.name, toponym.admin1, toponym.country)
    taken = (
        chosen.toponym is not None
        and chosen.toponym.item.toponym is toponym
        and chosen.rule != "whole_country"
    )
    why_not = None if taken else _why_not(one, chosen)
    lowered = one.chance < one.judged[0].judge.probability(one.judged[0].features) - 1e-9
    return Weighed(
        slot="place",
        value=", ".join(dict.fromkeys(part for part in named if part)),
        words=toponym.evidence,
        by=toponym.by,
        chance=round(one.chance, 3),
        needed=PLACE_NEEDED,
        why_not=why_not,
        instead=chosen.place.name if chosen.place and why_not == "less_likely" else "",
        notes=("It lies in the words of what the event is about, which makes it less likely.",) * lowered,
        judgements=event.told.judgements(["Is it the place of the event?"], one.judged),
    )


def _why_not(one: Considered[Candidate], chosen: ChosenPlace) -> WhyNot:
    same = chosen.place is not None and one.item.toponym.geonameid == chosen.place.geonameid
    if same and one.item.toponym.geonameid is not None:
        return "told_again"
    return "below_threshold" if one.chance < PLACE_NEEDED else "less_likely"


def _with_rule(weighed: Weighed, chosen: ChosenPlace) -> Weighed:
    """A chosen place with the rule that took it, and what is made of its chance."""
    notes = weighed.notes
    if weighed.chance is not None and chosen.toponym is not None:
        sure = chosen.toponym.item.toponym.confidence
        product = f"{weighed.chance:.2f} x (0.5 + 0.5 x {sure:.2f})"
        notes += (f"Sure by how sure the reading of the name is, too: {product}.",)
    if chosen.rule == "whole_country" and chosen.toponym is not None:
        notes += (f"The rule gives it {chosen.toponym.chance:.2f}.",)
    return replace(weighed, rule=RULES[f"place.{chosen.rule}"], notes=notes)
