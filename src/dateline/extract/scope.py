"""Which rules of a team's codebook leave an event out: it stays in the record, marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.codebook import Scope
from dateline.extract.event.lexicon import forms_of
from dateline.records import Mention, Size
from dateline.records.lists import ActorKind, FormName, ScopeRule

# Work that is withheld. A hunger strike is none; a picket gathers.
_WITHHELD: Final[frozenset[FormName]] = frozenset(("strike", "walkout", "shutdown"))
# Who leaves a classroom in protest withholds no work.
_LEARNING: Final[frozenset[ActorKind]] = frozenset(("student_group",))
_LEARNERS: Final = frozenset(
    "student students pupil pupils learner learners schoolchildren undergraduates".split()
)

_ONLINE: Final = frozenset("online virtual digital cyber web-based internet virtually on-line".split())
_PLATFORMS: Final = frozenset(
    "twitter facebook instagram tiktok whatsapp telegram youtube zoom reddit discord weibo tumblr snapchat "
    "twitch bluesky mastodon threads skype webinar hashtag hashtags internet web social".split()
)
_OF_HASHTAG: Final = frozenset("hashtag tweet email e-mail twitter facebook tiktok instagram zoom".split())
_BY_MEANS: Final = frozenset("on via over through using".split())
# Verbs that only say that it took place: what hangs on them tells where. Announcing, organising and
# streaming are left out: a march that was called on Facebook, or streamed there, was in the street.
_HOLDING: Final = frozenset(
    "hold stage take join attend occur happen move go conduct host participate".split()
)
_IN_PERSON: Final = frozenset(("person", "streets", "street", "outdoors"))


Trigger = tuple[Tokens, ...]


def out_of_scope(mention: Mention, triggers: Trigger, scope: Scope) -> tuple[ScopeRule, ...]:
    """The rules that leave the mention out, in the order of the closed list; () where it counts.

    ``triggers`` are the tokens that name the event.
    """
    return tuple(_rules(mention, triggers, scope))


def _rules(mention: Mention, triggers: Trigger, scope: Scope) -> Iterator[ScopeRule]:
    if scope.least_people is not None and _is_too_small(mention, scope.least_people, scope.unknown_size):
        yield "least_people"
    if not scope.strikes and _is_withheld_work(mention, triggers):
        yield "strikes"
    if not scope.online and _is_online(triggers):
        yield "online"
    if scope.forms is not None and scope.forms and not _named_forms(mention) & set(scope.forms):
        yield "forms"
    if scope.statuses is not None and mention.status.value not in scope.statuses:
        yield "status"
    if not scope.background and not mention.main:
        yield "background"
    if scope.countries is not None and _is_elsewhere(mention, scope):
        yield "country"


def _named_forms(mention: Mention) -> set[str]:
    """Every form that the article gives the event: a strike that was a rally too counts as either."""
    form = mention.form
    return {form.value, *form.also, *((form.own,) if form.own else ())}


def _is_too_small(mention: Mention, least: int, unknown: str) -> bool:
    size = best_supported(mention)
    if size is None:
        return unknown == "out"
    return size.high is not None and size.high < least


def best_supported(mention: Mention) -> Size | None:
    """The surest claim of the turnout, the largest of like ones; of a planned event also what is expected."""
    told = ("turnout", "expected") if mention.status.value == "planned" else ("turnout",)
    claims = [size for size in mention.sizes if size.of in told]
    return max(claims, key=lambda size: (size.confidence, size.high or float("inf")), default=None)


def _is_withheld_work(mention: Mention, triggers: Trigger) -> bool:
    """A strike, walkout or shutdown that the article does not also call a gathering."""
    if mention.form.value not in _WITHHELD or any(map(_is_gathering, triggers)):
        return False
    return mention.form.value != "walkout" or not _by_learners(mention)


def _is_gathering(trigger: Tokens) -> bool:
    """Whether the words name a gathering; a strike "in protest" at something is none for that."""
    if trigger.root.dep_ == "pobj" and trigger.root.head.lower_ in ("in", "as"):
        return False
    return bool(forms_of([token.lower_ for token in trigger]) - _WITHHELD)


def _by_learners(mention: Mention) -> bool:
    actors = (*mention.participants, *mention.organizers)
    return any(a.kind in _LEARNING or _LEARNERS & set(a.name.lower().split()) for a in actors)


def _is_elsewhere(mention: Mention, scope: Scope) -> bool:
    country = mention.place.country if mention.place else None
    if country is None:
        return scope.unknown_country == "out"
    return country not in (scope.countries or ())


def _is_online(triggers: Trigger) -> bool:
    """Whether words at a trigger say that it happened on the internet, and none that people met as well."""
    roots = [tokens.root for tokens in triggers]
    if any(_in_person(root) for root in roots):
        return False
    online = [root for root in roots if _says_online(root)]
    # "an online rally and a march": half of it was in the street.
    both = any(r.i in {c.i for c in o.conjuncts} for o in online for r in roots if not _says_online(r))
    return bool(online) and not both


def _says_online(root: Token) -> bool:
    modifiers = [c for c in root.children if c.dep_ in ("amod", "compound", "nmod", "advmod")]
    if any(m.lower_ in _ONLINE or m.lower_ in _OF_HASHTAG for m in modifiers):
        return True
    if root.i and root.nbor(-1).lower_ in _ONLINE | _OF_HASHTAG:
        return True  # "virtual sit-in": the parser hangs the word on one part of it
    return any(_hangs_online(token) for token in (root, *_held_by(root)))


def _held_by(root: Token) -> Iterator[Token]:
    """The verb that says that the event took place."""
    head = root.head
    if head.i != root.i and root.pos_ in ("NOUN", "PROPN") and head.lemma_.lower() in _HOLDING:
        yield head


def _hangs_online(token: Token) -> bool:
    for child in token.children:
        if child.dep_ in ("advmod", "acomp", "npadvmod") and child.lower_ in _ONLINE:
            return True
        if child.dep_ == "prep" and child.lower_ in _BY_MEANS and _PLATFORMS & _objects(child):
            return True
    return False


def _objects(preposition: Token) -> set[str]:
    objects = list(preposition.children)  # the parser may take Zoom for an exclamation
    return {t.lower_ for o in objects for t in (o, *o.children, *o.conjuncts)}


def _in_person(root: Token) -> bool:
    prepositions = [c for token in (root, *_held_by(root)) for c in token.children if c.dep_ == "prep"]
    return any(_IN_PERSON & _objects(p) for p in prepositions)
