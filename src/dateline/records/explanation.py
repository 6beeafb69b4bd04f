"""Why an article's values are what they are: everything that was weighed, by whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.records.article import Article, Origin
from dateline.records.lists import Outcome
from dateline.records.record import MadeBy
from dateline.records.spans import MentionId, Span

EXPLANATION_SCHEMA = 1

Slot = Literal[
    "trigger", "form", "status", "main", "date", "place", "organizers", "participants", "targets", "sizes",
    "wave", "issues", "police", "violence", "arrested", "injured", "killed", "damage", "relations",
]  # fmt: skip
WhyNot = Literal[
    "below_threshold",
    "less_likely",
    "less_specific",
    "another_event",
    "another_role",
    "shares_words",
    "told_again",
    "too_many",
    "says_nothing",
    "own_words",
    "town_as_actor",
    "is_the_place",
    "in_the_heading",
    "no_day",
    "lies_ahead",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a judge looked at, and what it added to the log-odds.

    ``words`` says it in words, or is the ``feature`` itself where there are none for it.
    """

    words: str
    feature: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one judge made of one candidate.

    The logistic of ``start`` and of the weights of all that was looked at is ``chance``; ``reasons`` are
    the strongest of them.
    """

    question: str
    judge: str
    chance: float
    start: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One value of an event, or a candidate that did not become one.

    Attributes:
        slot: The field of the mention that it is, or would have been, in.
        value: The value in words.
        words: Where the article says it, the best first.
        by: The rule or model that chose, or did not choose, it.
        rule: What that rule does, in words.
        confidence: As it stands in the record; None for what was not taken.
        chance: The probability that decided, None where a rule alone did.
        needed: What the chance had to reach, None where nothing is asked.
        why_not: Why it was not taken; None for a value of the record.
        instead: What was taken in its place, or is likelier to have it; empty where that says nothing.
        notes: More of what decided, a sentence each.
        judgements: What each judge made of it.
    """

    slot: Slot
    value: str
    words: tuple[Span, ...]
    by: str
    rule: str = ""
    confidence: float | None = None
    chance: float | None = None
    needed: float | None = None
    why_not: WhyNot | None = None
    instead: str = ""
    notes: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedMention:
    """A mention with what was weighed for it; of each slot first what was taken.

    ``more`` says of a slot how many candidates were not taken and are not told here.
    """

    id: MentionId
    heading: str
    main: bool
    weighed: tuple[Weighed, ...]
    more: dict[Slot, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedGate:
    """Whether the article may report a protest: the words found, the trained chance and what it rests on.

    ``judgement`` is None where no protest word was found, for then the trained step is not asked.
    """

    kept: bool
    words: tuple[str, ...]
    relevance: float
    needed: float
    reason: str
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why ``dateline code`` says of an article what it says.

    ``left_over`` are the words that were weighed as naming an event and became none of the mentions',
    ``more_left_over`` how many of those are not told here.
    """

    schema: int = EXPLANATION_SCHEMA
    made_by: MadeBy
    input: Origin
    article: Article
    outcome: Outcome
    reason: str | None = None
    relevance: float = 0.0
    gate: ExplainedGate | None = None
    mentions: tuple[ExplainedMention, ...] = ()
    left_over: tuple[Weighed, ...] = ()
    more_left_over: int = 0
