"""Who organised an event, who took part, whom it addresses."""

from dateline.extract.actor.kind import actor_kind
from dateline.extract.actor.roles import ActorFinder, Phrases

__all__ = ["ActorFinder", "Phrases", "actor_kind"]
