"""Mentions into events: compare, find what hangs together, group it as people and evidence say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dateline.link.decided import Decided
from dateline.link.description import Description
from dateline.link.grouping import NOTHING, Decisions, Pair, group
from dateline.link.scoring import Reason, compare, load, opened, reasons, tables
from dateline.link.spread import spread
from dateline.link.weights import Weights

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_PAIRS_OF_A_LOT: Final = 200_000  # seconds of work, a few megabytes to hand over


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two mentions (``one`` < ``other``) are one event: bits in all, the prior included, and by field."""

    one: str
    other: str
    bits: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What linking found.

    Attributes:
        events: Every mention in just one of them; sorted.
        evidence: For each event the strongest links that hold it together, one fewer than it has mentions, or
            less where people put it together.
        countered: Pairs of mentions of which one tells of a protest against the other.
        mentions: How many there are; ``pairs`` is how many were compared.
    """

    events: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    countered: tuple[tuple[str, str], ...]
    mentions: int
    pairs: int


def link(
    described: Iterable[pa.Table], weights: Weights, decided: Decided | None = None, workers: int = 1
) -> Grouped:
    """Group mentions into events; the same whatever order they come in, and however many processes.

    Args:
        described: Descriptions as tables: ``scoring.tables``.
        weights: What each answer weighs.
        decided: What people decided.
        workers: Processes that group at a time; with one, this one does it.

    Raises:
        UsageError: What linking needs is not installed.
    """
    with opened() as database:
        mentions = load(database, described)
        if not mentions:
            return Grouped((), (), (), 0, 0)
        pairs = compare(database, weights)
        countered = _countered(database)
        decisions = _numbered(decided or Decided(), mentions, countered)
        groups, trees = _grouped(database, len(mentions), decisions, workers)
        evidence = _evidence(database, weights, mentions, trees)
        return Grouped(
            events=tuple(tuple(mentions[n] for n in members) for members in groups),
            evidence=tuple(evidence),
            countered=tuple((mentions[one], mentions[other]) for one, other in countered),
            mentions=len(mentions),
            pairs=pairs,
        )


def strongest(ones: Sequence[Description], others: Sequence[Description], weights: Weights) -> Evidence:
    """What speaks most for a mention of ``ones`` and one of ``others`` being one event, and what against.

    They are compared whether or not they share a block.
    """
    first = {description.mention for description in ones}
    with opened() as database:
        mentions = load(database, tables((*ones, *others)))
        mine = [n for n, mention in enumerate(mentions) if mention in first]
        pairs = [(min(a, b), max(a, b)) for a in mine for b in range(len(mentions)) if b not in mine]
        found = [(one, other, why) for one, other, why in reasons(database, weights, pairs)]
    one, other, why = max(found, key=lambda item: (_bits(weights, item[2]), -item[0], -item[1]))
    return Evidence(mentions[one], mentions[other], _bits(weights, why), why)


def _bits(weights: Weights, found: Sequence[Reason]) -> float:
    return weights.prior_bits + sum(reason.bits for reason in found)


def _countered(database: DuckDBPyConnection) -> list[tuple[int, int]]:
    found = database.execute(
        "select distinct least(d.n, o.n), greatest(d.n, o.n) "
        "from (select n, unnest(apart) as mention from description) d join description o using (mention) "
        "where d.n != o.n order by all"
    )
    return [(int(one), int(other)) for one, other in found.fetchall()]


def _numbered(decided: Decided, mentions: Sequence[str], countered: Iterable[tuple[int, int]]) -> Decisions:
    """Decisions by the numbers of the mentions that are there, and what the reports themselves tell apart."""
    named = {
        m
        for group in (*decided.together, *decided.pinned, *(g for p in decided.apart for g in p))
        for m in group
    }
    number = {mention: n for n, mention in enumerate(mentions) if mention in named}

    def numbers(group: Iterable[str]) -> frozenset[int]:
        return frozenset(number[mention] for mention in group if mention in number)

    together = [numbers(group) for group in decided.joined()]
    apart = [(numbers(one), numbers(other)) for one, other in decided.apart]
    joined = {n: at for at, members in enumerate(together) for n in members}
    told = [
        (frozenset((one,)), frozenset((other,)))
        for one, other in countered
        if one not in joined or joined[one] != joined.get(other)
    ]
    return Decisions(
        together=tuple(tuple(sorted(members)) for members in together if members),
        apart=tuple(pair for pair in (*apart, *told) if pair[0] and pair[1]),
        closed=tuple(members for group in decided.pinned if (members := numbers(group))),
    )


def _grouped(
    database: DuckDBPyConnection, count: int, decisions: Decisions, workers: int
) -> tuple[list[list[int]], list[Pair]]:
    """The groups of all mentions by their first ones, and the links that hold them together."""
    names = _components(database, count, decisions.together)
    parts = _by_component(decisions, names)
    groups: list[list[int]] = []
    trees: list[Pair] = []
    lots = _lots(_components_paired(database, names, parts))
    for found, tree in spread(_grouping, lots, workers):
        groups += found
        trees += tree
    for part in parts.values():  # people put together what has no link at all
        groups += group((), part)
    seen = {n for members in groups for n in members}
    groups += [[n] for n in range(count) if n not in seen]
    return sorted(groups), sorted(trees)


@dataclass(frozen=True, slots=True)
class _Component:
    """Mentions that hang together: the pairs of them (arrays of one length), and what people decided."""

    ones: Any
    others: Any
    bits: Any
    decisions: Decisions
    all_compared: bool


def _grouping() -> Callable[[Sequence[_Component]], tuple[list[list[int]], list[Pair]]]:
    return _group_lot


def _group_lot(lot: Sequence[_Component]) -> tuple[list[list[int]], list[Pair]]:
    groups: list[list[int]] = []
    trees: list[Pair] = []
    for one in lot:
        pairs = list(zip(one.ones.tolist(), one.others.tolist(), one.bits.tolist(), strict=True))
        found = group(pairs, one.decisions, one.all_compared)
        groups += found
        trees += _spanning(found, pairs)
    return groups, trees


def _lots(components: Iterable[_Component]) -> Iterator[list[_Component]]:
    """Components in lots that are worth handing to another process."""
    held: list[_Component] = []
    pairs = 0
    for one in components:
        held.append(one)
        pairs += len(one.ones)
        if pairs >= _PAIRS_OF_A_LOT:
            yield held
            held, pairs = [], 0
    if held:
        yield held


def _components(database: DuckDBPyConnection, count: int, together: Iterable[Sequence[int]]) -> Any:
    """For each mention the least one that links and people's decisions lead to."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    linked = database.execute("select one, other from scored where bits > 0").fetchnumpy()
    extra = [(members[0], other) for members in together for other in members[1:]]
    ones = np.concatenate([linked["one"], np.array([one for one, _ in extra], np.int64)])
    others = np.concatenate([linked["other"], np.array([other for _, other in extra], np.int64)])
    _, labels = connected_components(
        coo_array((np.ones(len(ones), bool), (ones, others)), (count, count)), False
    )
    least = np.full(count, count)
    np.minimum.at(least, labels, np.arange(count))
    return least[labels]


def _components_paired(
    database: DuckDBPyConnection, names: Any, parts: dict[int, Decisions]
) -> Iterator[_Component]:
    """Each component with all its pairs; takes the decisions on it out of ``parts``."""
    import numpy as np

    scored = database.execute("select one, other, bits from scored order by all").fetchnumpy()
    ones, others, bits = scored["one"], scored["other"], scored["bits"]
    crowded = np.zeros(len(names), bool)
    crowded[database.execute("select n from crowded").fetchnumpy()["n"]] = True
    inside = np.flatnonzero(names[ones] == names[others])
    inside = inside[np.argsort(names[ones[inside]], kind="stable")]
    begins = np.flatnonzero(np.diff(names[ones[inside]])) + 1
    for at in np.split(inside, begins) if len(inside) else ():
        own = parts.pop(int(names[ones[at[0]]]), NOTHING)
        all_compared = not (crowded[ones[at]].any() or crowded[others[at]].any())
        yield _Component(ones[at], others[at], bits[at], own, all_compared)


def _by_component(decisions: Decisions, names: Any) -> dict[int, Decisions]:
    """The decisions on the mentions of each component."""
    together: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    apart: dict[int, list[tuple[frozenset[int], frozenset[int]]]] = defaultdict(list)
    closed: dict[int, list[frozenset[int]]] = defaultdict(list)
    for members in decisions.together:
        together[int(names[members[0]])].append(members)
    for one, other in decisions.apart:
        ones, others = _split_up(one, names), _split_up(other, names)
        for name in ones.keys() & others.keys():
            apart[name].append((ones[name], others[name]))
    for group_closed in decisions.closed:
        for name, part in _split_up(group_closed, names).items():
            closed[name].append(part)
    return {
        name: Decisions(tuple(together[name]), tuple(apart[name]), tuple(closed[name]))
        for name in sorted({*together, *apart, *closed})
    }


def _split_up(members: Iterable[int], names: Any) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for n in members:
        found[int(names[n])].add(n)
    return {name: frozenset(part) for name, part in found.items()}


def _spanning(groups: Iterable[Sequence[int]], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The strongest links that hold each group together."""
    of = {n: at for at, members in enumerate(groups) for n in members}
    head = {n: n for n in of}

    def find(n: int) -> int:
        while head[n] != n:
            head[n] = head[head[n]]
            n = head[n]
        return n

    inside = sorted((-bits, one, other) for one, other, bits in pairs if bits > 0 and of[one] == of[other])
    for against, one, other in inside:
        if (a := find(one)) != (b := find(other)):
            head[a] = b
            yield one, other, -against


def _evidence(
    database: DuckDBPyConnection, weights: Weights, mentions: Sequence[str], trees: Sequence[Pair]
) -> Iterator[Evidence]:
    for one, other, found in reasons(database, weights, [(one, other) for one, other, _ in trees]):
        yield Evidence(mentions[one], mentions[other], _bits(weights, found), found)
