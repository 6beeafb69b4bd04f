"""Whether triggers that were joined name an event of their own: features of the group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.extract.event.describe import Judged
from dateline.extract.event.levels import levels
from dateline.extract.event.pairs import PairView

Pairs = dict[tuple[int, int], float]
"""Probability that two triggers, by their first tokens, the first in the text first, name one event."""

_PLACES = ("GPE", "FAC", "LOC")
_LABELS = ("GPE", "FAC", "DATE", "CARDINAL", "ORG", "NORP", "TIME")
_MOST = 4  # triggers of a group that are held against another's
_SENTENCES = 3  # sentences of a group in which the encoder looks for a place and a day


def group_features(
    view: PairView, group: Sequence[Judged], groups: Sequence[Sequence[Judged]], same: Pairs
) -> list[str]:
    """Features of a group, the surest trigger first, beside the article's other ``groups``."""
    surer = [other for other in groups if other[0].chance > group[0].chance]
    return [
        "bias",
        *_sureness(group),
        *_words(group),
        *_where(view, group),
        *_encoded(view, group),
        *_others(groups, surer),
        *(_beside(view, group, surer, same) if surer else ("surest",)),
    ]


def _sureness(group: Sequence[Judged]) -> Iterator[str]:
    yield from levels("chance", group[0].chance)
    if len(group) > 1:
        yield "several"
        yield from levels("second", group[1].chance)
    yield from levels("triggers", len(group), (2, 3, 4, 6, 9))
    yield from levels("together", sum(j.chance for j in group) / 5)
    yield from levels("news", _mean(j.main for j in group), (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95))
    yield from levels("ahead", _mean(j.planned for j in group), (0.1, 0.25, 0.5, 0.75))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)


def _words(group: Sequence[Judged]) -> Iterator[str]:
    top = group[0].candidate
    yield f"form={top.form}"
    yield f"words={top.words}"
    yield f"kind={top.kind}"
    yield f"sure={top.sure}"
    yield f"tag={top.root.tag_}"
    for form in sorted({j.candidate.form for j in group}):
        yield f"names={form}"


def _sentences_of(group: Sequence[Judged]) -> list[int]:
    return sorted({j.candidate.sentence for j in group})


def _where(view: PairView, group: Sequence[Judged]) -> Iterator[str]:
    sentences = _sentences_of(group)
    yield from levels("at", sentences[0], (1, 2, 3, 5, 9, 17))
    labels = {e.label_ for s in sentences for e in view.parsed.entities_of(s)}
    for label in _LABELS:
        yield f"sent.{label}={label in labels}"
    news = _mean(j.main for j in group) >= 0.5
    yield f"placed={not labels.isdisjoint(_PLACES)}|dated={'DATE' in labels}|news={news}"


def _encoded(view: PairView, group: Sequence[Judged]) -> Iterator[str]:
    tags, top = view.parsed.tags, group[0].candidate.tokens
    surest = max(
        (j.candidate.tokens for j in group), key=lambda t: tags.chance("trigger", t.start_char, t.end_char)
    )
    yield from tags.features(("trigger",), surest.start_char, surest.end_char)
    yield from tags.features(("main", "ahead"), top.start_char, top.end_char)
    for label in ("place", "date"):
        stretches = (view.parsed.sentences[s] for s in _sentences_of(group)[:_SENTENCES])
        yield f"sees.{label}={any(tags.runs(label, s.start_char, s.end_char, 0.5) for s in stretches)}"


def _others(groups: Sequence[Sequence[Judged]], surer: Sequence[Sequence[Judged]]) -> Iterator[str]:
    yield from levels("groups", len(groups), (2, 3, 4, 6, 9))
    yield from levels("surer", len(surer), (1, 2, 3, 5, 9))


def _beside(
    view: PairView, group: Sequence[Judged], surer: Sequence[Sequence[Judged]], same: Pairs
) -> Iterator[str]:
    """Is it one of the surer events again?"""
    chances = [[_same(a, b, same) for a in other[:_MOST] for b in group[:_MOST]] for other in surer]
    yield from levels("like", max(map(max, chances)), (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7))
    yield from levels("alike", max(map(_mean, chances)), (0.03, 0.06, 0.1, 0.15, 0.2, 0.25))
    theirs = [j for other in surer for j in other]
    yield f"same_form={_shares(group, theirs, lambda j: j.candidate.form)}"
    yield f"same_words={_shares(group, theirs, lambda j: j.candidate.words)}"
    yield f"same_sentence={_shares(group, theirs, lambda j: str(j.candidate.sentence))}"
    for name, labels in (("place", _PLACES), ("date", ("DATE",))):
        yield f"{name}={_own(view, group, theirs, labels)}"


def _same(a: Judged, b: Judged, same: Pairs) -> float:
    one, two = sorted((a.candidate.tokens.start, b.candidate.tokens.start))
    return same[one, two]


def _shares(group: Sequence[Judged], others: Sequence[Judged], what: Callable[[Judged], str]) -> bool:
    return not {what(j) for j in group}.isdisjoint({what(j) for j in others})


def _own(view: PairView, group: Sequence[Judged], others: Sequence[Judged], labels: tuple[str, ...]) -> str:
    """Whether its sentences name something that those of the others do not."""
    mine, theirs = ({e for s in _sentences_of(g) for e in view.entities(s, labels)} for g in (group, others))
    return "own" if mine - theirs else "shared" if mine else "none"
