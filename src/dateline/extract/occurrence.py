"""Occurrence: an event that an article tells of, before its when, where, who and how many are filled in.

Found by ``extract.event``; read by the modules that answer the other questions, which are ignorant
of each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from dateline.records import Form, Span, Status


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event in the text.

    Attributes:
        trigger: The runs of tokens that name or state the event, the clearest first; one or more.
        form: What kind of action it is.
        status: Whether it took place.
        main: True where the article is news of it, False for background.
        scope: Numbers of the sentences that tell of this event, in order; they hold at least the
            triggers' sentences. Two occurrences of an article may share sentences.
        confidence: Probability that this is a contentious collective action.
        at: Words of the place that this one of several like events was at ("marches in Lahore, Multan
            and Quetta" are three); None where the event is told alone.
        order: Its number among the events that share its first trigger, from 0.
    """

    trigger: tuple[Tokens, ...]
    form: Form
    status: Status
    main: bool
    scope: tuple[int, ...]
    confidence: float
    at: Span | None = None
    order: int = 0

    @property
    def head(self) -> int:
        """Index of the first trigger's root token: where distances are counted from."""
        return int(self.trigger[0].root.i)
