"""What each rule or model does, in a sentence: by its name in ``by``, without the version."""

from __future__ import annotations

from typing import Final

from dateline.extract.actor.roles import MAX_ACTORS
from dateline.extract.issue.find import MAX_ISSUES

RULES: Final = {
    "event.trigger": "Words that can name an event; those that are sure enough are joined where they name "
    "one event, and a judge weighs whether that is an event of its own.",
    "event.form": "The likeliest of the forms that words of the event's sentences name.",
    "codebook.form": "The form that your codebook gives the words.",
    "event.status-cue": "The event's surest word is the object of a verb of calling off.",
    "event.status": "The likeliest status, by the clauses of the event's words and whether it lies ahead.",
    "event.main": "Whether the article is news of it, on average over the event's words: from 0.5 on it is.",
    "date.event-date": "The likeliest of the article's time expressions; days of one list come together.",
    "date.heading": "No words date the event, so the date in the report's heading does.",
    "place.likeliest": "The likeliest of the places that the article names.",
    "place.in_the_likeliest": "The likeliest place is a country, a province or a town; one in it is nearly "
    "as likely, and says more.",
    "place.town_of_the_site": "The likeliest place is a building or square that the gazetteer does not hold; "
    "a town of the same sentence is likely enough.",
    "place.whole_country": "The sentence says that it was all over the country.",
    "place.site_alone": "No place is likely, but the event is said to be at a building with a name.",
    "actor": "A phrase has the role whose chance exceeds most, in proportion, what it needs. Phrases for one "
    f"name are one actor; an event has at most {MAX_ACTORS} of a role.",
    "codebook.organisation": "The name is one of your codebook's.",
    "size.judge": "A number that is likely the size of the event, and fits no other event better.",
    "codebook.size": "Your codebook says what the vague word means; the number fits no other event better.",
    "issue": f"The likeliest phrases near the event's words, at most {MAX_ISSUES}; no two share words.",
    "police.judge": "The chance that the words tell of police action, times that it was at this event.",
    "police.arrested": "People were arrested at the event, so arrests were made.",
    "harm.judge": "A count goes to its likeliest event, and an event has the likeliest count of each kind.",
    "harm.claims": "Those who give figures contradict each other: from the lowest to the highest.",
    "wave.places": "Words near the event's tell of many places at once.",
    "violence.verb": "A verb or noun of force in the part of the article that tells of the event, up to 12 "
    "sentences behind its words.",
    "violence.damage": "What was set on fire, smashed or looted, where that was no person.",
    "relation": "Words for a counter-protest, for a part of something larger, or for what came before.",
}


def rule_of(by: str) -> str:
    """What the rule of that name does, "" where it has no entry.

    >>> rule_of("harm.claims/1").startswith("Those who give figures")
    True
    """
    name = by.split("/", maxsplit=1)[0]
    return RULES.get(name) or RULES.get(name.split(".", maxsplit=1)[0], "")
