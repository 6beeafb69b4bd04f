"""Names that a team's codebook gives: organisations and places, wherever an article writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dateline.codebook import Organisation, OwnForm, OwnPlace
from dateline.codebook.inflect import as_written, own_sequences
from dateline.codebook.phrases import Match, Phrasebook
from dateline.extract.nametag import word_lists
from dateline.parse import Parsed
from dateline.records import Actor, Count, Mention, Name, Size, Statement

BY_ORGANISATION = "codebook.organisation/1"
BY_PLACE = "codebook.place/1"
_SURE = 0.99

Known = Organisation | OwnPlace


class OwnNames:
    """Finds a team's organisations and places, and gives organisations their full names.

    Args:
        organisations: Of two with one name the first counts.
        places: Likewise; an organisation wins over a place of its name.
        forms: What their words name is no person or organisation, though a sentence may begin with them.
    """

    def __init__(
        self,
        organisations: Sequence[Organisation] = (),
        places: Sequence[OwnPlace] = (),
        forms: Sequence[OwnForm] = (),
    ) -> None:
        known: list[Known] = [*organisations, *places]
        self._book = Phrasebook[Known]([(name, one) for one in known for name in one.names])
        self._organisations = bool(organisations)
        self._actions = frozenset(as_written(way) for form in forms for _, way in own_sequences(form))
        self._any = bool(known or forms)

    def add_to(self, names: tuple[Name, ...], parsed: Parsed) -> tuple[Name, ...]:
        """The article's names with the team's among them, in order; none overlaps another.

        A team's name wins over what the tagger read there, unless that is a longer name of something
        else: the "Green Front Youth League" is not the Green Front.
        """
        if not self._any:
            return names
        names = tuple(name for name in names if name.name.lower() not in self._actions)
        own: list[Name] = []
        for match in self._book.find(parsed.text):
            over = [n for n in names if n.evidence[0].start < match.end and match.start < n.evidence[0].end]
            if not (_goes_on(parsed.text, match) or any(_is_other(parsed.text, match, n) for n in over)):
                names = tuple(n for n in names if n not in over)
                own.append(_name(parsed, match))
        return tuple(sorted((*names, *own), key=lambda name: name.evidence[0].start))

    def in_mention(self, mention: Mention) -> Mention:
        """The mention with the team's organisations under their full names, wherever they act or claim."""
        if not self._organisations:
            return mention
        return replace(
            mention,
            organizers=self._actors(mention.organizers),
            participants=self._actors(mention.participants),
            targets=self._actors(mention.targets),
            sizes=tuple(self._claimed(size) for size in mention.sizes),
            arrested=tuple(self._claimed(count) for count in mention.arrested),
            injured=tuple(self._claimed(count) for count in mention.injured),
            killed=tuple(self._claimed(count) for count in mention.killed),
        )

    def in_statement(self, statement: Statement) -> Statement:
        """The statement with its speaker under the full name, where that is a team's organisation."""
        if not self._organisations or statement.speaker is None:
            return statement
        return replace(statement, speaker=self._actor(statement.speaker))

    def _claimed[T: (Size, Count)](self, claim: T) -> T:
        return claim if claim.claimant is None else replace(claim, claimant=self._actor(claim.claimant))

    def _actors(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """Each organisation once, with the words of all its names."""
        found: dict[tuple[str, bool], Actor] = {}
        for actor in map(self._actor, actors):
            key = (actor.name, actor.by == BY_ORGANISATION)
            old = found.get(key)
            found[key] = actor if old is None else replace(old, evidence=old.evidence + actor.evidence)
        return tuple(found.values())

    def _actor(self, actor: Actor) -> Actor:
        """The actor as the team knows it, where its words end in one of the team's names."""
        quote = actor.evidence[0].quote if actor.evidence else ""
        matches = [m for m in self._book.find(quote) if isinstance(m.value, Organisation)]
        if not matches or not _is_head(quote, matches[-1].start, matches[-1].end):
            return actor
        known = matches[-1].value
        assert isinstance(known, Organisation)
        return replace(
            actor,
            name=known.name,
            acronym=known.acronym or actor.acronym,
            kind=known.kind,
            role=None,
            affiliation=None,
            by=BY_ORGANISATION,
        )


# What may stand behind a name that the phrase is about: its acronym, an owner's mark.
_BEHIND = re.compile(r"(?:['’]s?)?(?:\s*\([^()]{1,20}\)?)?\s*")
# A link before the name makes it part of a phrase about something else: members of the Green Front.
_LINKED = re.compile(r"\b(?:of|for|from|in|at|and|by|with|to|against|who|that)\b", re.IGNORECASE)


def _is_head(quote: str, start: int, end: int) -> bool:
    """Whether a phrase is about the organisation named at its end, not about its members or a leader."""
    return _BEHIND.fullmatch(quote, end) is not None and _LINKED.search(quote[:start]) is None


def _name(parsed: Parsed, match: Match[Known]) -> Name:
    span = parsed.span(match.start, match.end)
    if isinstance(match.value, Organisation):
        return Name(
            name=span.quote, kind="organization", confidence=_SURE, evidence=(span,), by=BY_ORGANISATION
        )
    return Name(name=span.quote, kind="place", confidence=_SURE, evidence=(span,), by=BY_PLACE)


# Words with a capital behind a name, as many as the rest of a longer one has.
_CAPITALS = re.compile(r"(?: [A-Z]\w*){1,3}")


def _goes_on(text: str, match: Match[Known]) -> bool:
    """Whether the name of a body goes on behind the team's, though the tagger may not have seen it."""
    behind = _CAPITALS.match(text, match.end)
    if behind is None or isinstance(match.value, OwnPlace):
        return False
    return any(word.lower() in word_lists()["head"] for word in behind[0].split())


def _is_other(text: str, match: Match[Known], name: Name) -> bool:
    """Whether a longer name that holds the team's is that of something else."""
    span = name.evidence[0]
    if span.start > match.start or span.end < match.end or span.end - span.start == match.end - match.start:
        return False
    rule: Callable[[str, str, str], bool] = (
        _is_other_body if isinstance(match.value, Organisation) else _is_other_place
    )
    return rule(text[span.start : match.start], text[match.end : span.end], name.kind)


def _is_other_body(before: str, behind: str, kind: str) -> bool:
    heads = word_lists()["head"]
    return kind == "organization" and any(word.lower() in heads for word in re.findall(r"\w+", behind))


def _is_other_place(before: str, behind: str, kind: str) -> bool:
    """A road, station or body that is called after the place; a comma parts the place from the next."""
    if kind in ("person", "organization"):
        return bool(before.strip() or behind.strip())
    return re.match(r"\s{1,20}+[A-Z]", behind) is not None
