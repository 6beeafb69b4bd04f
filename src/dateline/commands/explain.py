"""``dateline explain``: why one article was coded as it was."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from dateline.commands.flow import CodeWith, Flow, Noted, Settled, ToCode
from dateline.engine import NotReady, run
from dateline.errors import UnreadableInput, UsageError
from dateline.read import Kind, read_inputs
from dateline.records import MadeBy, Record
from dateline.records.codec import encode
from dateline.records.explanation import ExplainedMention, Explanation
from dateline.screening import Kept
from dateline.settings import Settings
from dateline.show.explanation import SLOTS, explanation_view

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.coder import Coder

# So many articles are named where a file holds several and none was chosen.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainArguments:
    """What the user asked for.

    Attributes:
        article: A file of any kind that ``dateline code`` reads, or ``-`` for standard input.
        id: Which article, where the file holds several; None where its number is given, or it holds one.
        number: Which article of the file, from 1.
        mentions: Numbers of the mentions to show, from 1; empty for all.
        slots: Fields of the mentions to show; empty for all.
        runners_up: Candidates of a field that were not taken.
        reasons: Reasons of each judgement.
        published: Day of publication, in place of what the article gives.
        settings: How to read and code.
        kind: What the input is, whatever its name.
    """

    article: str
    id: str | None = None
    number: int | None = None
    mentions: tuple[int, ...] = ()
    slots: tuple[str, ...] = ()
    runners_up: int = 2
    reasons: int = 3
    published: date | None = None
    settings: Settings = field(default_factory=Settings)
    kind: Kind | None = None


ExplainerFactory = Callable[[], Callable[[ToCode], Explanation | NotReady]]


@dataclass(frozen=True, slots=True)
class ExplainWith:
    """Makes the function that a worker explains with; picklable."""

    settings: Settings
    runners_up: int
    reasons: int

    def __call__(self) -> Callable[[ToCode], Explanation | NotReady]:
        """The function from an article to its explanation; the models are loaded if it needs them."""
        from dateline.coder import Coder

        coder = Coder(self.settings).prepare()
        return partial(_explain, coder, runners_up=self.runners_up, reasons=self.reasons)


def _explain(coder: Coder, given: ToCode, *, runners_up: int, reasons: int) -> Explanation | NotReady:
    screened = coder.screen(given.article)
    if isinstance(screened, Kept) and not coder.is_loaded:
        return NotReady(coder.load)
    return coder.explain_screened(screened, given.origin, runners_up=runners_up, reasons=reasons)


def explain(
    arguments: ExplainArguments,
    *,
    made_by: MadeBy,
    explainer_factory: ExplainerFactory | None = None,
    stdin: IO[bytes] | None = None,
) -> Explanation:
    """Explain one article. ``view`` and ``as_json`` give it to a reader.

    Raises:
        UsageError: The input holds no article, or none of that id or number, or several and none is chosen;
            or the article has no such mention, or there is no such field.
        UnreadableInput: The article cannot be read.
        ModelError, GazetteerError: There is nothing to code with.
    """
    _check_slots(arguments.slots)
    settings = arguments.settings
    entries = read_inputs(
        [arguments.article], settings, kind=arguments.kind, stdin=stdin or getattr(sys.stdin, "buffer", None)
    )
    flow = Flow(coder_factory=CodeWith(settings), made_by=made_by, settings=settings, workers=1)
    with closing(flow.settled(entries)) as settled:
        chosen = _chosen(settled, arguments)
    if arguments.published is not None:
        day = replace(chosen.article, published=arguments.published, published_basis="given")
        chosen = replace(chosen, article=day)
    factory = explainer_factory or ExplainWith(settings, arguments.runners_up, arguments.reasons)
    explanation = _explained(factory, chosen, arguments)
    _check_mentions(explanation, arguments.mentions)
    return explanation


def view(explanation: Explanation, arguments: ExplainArguments) -> RenderableType:
    """What the terminal shows."""
    return explanation_view(explanation, mentions=arguments.mentions, slots=arguments.slots)


def as_json(explanation: Explanation, arguments: ExplainArguments) -> str:
    """The explanation as one JSON object, in ASCII: nothing in it can steer a terminal."""
    wanted = arguments.mentions or range(1, len(explanation.mentions) + 1)
    mentions = [
        _only(mention, arguments.slots)
        for number, mention in enumerate(explanation.mentions, start=1)
        if number in wanted
    ]
    told: dict[str, Any] = encode(replace(explanation, mentions=tuple(mentions)))
    return json.dumps(told, indent=1)


def _only(mention: ExplainedMention, slots: Collection[str]) -> ExplainedMention:
    if not slots:
        return mention
    weighed = tuple(w for w in mention.weighed if w.slot in slots)
    return replace(mention, weighed=weighed, more={s: n for s, n in mention.more.items() if s in slots})


def _check_slots(slots: Iterable[str]) -> None:
    for slot in slots:
        if slot not in SLOTS:
            raise UsageError(f"--slot {slot!r} is no field of a mention; known: {', '.join(SLOTS)}")


def _check_mentions(explanation: Explanation, numbers: Iterable[int]) -> None:
    count = len(explanation.mentions)
    for number in numbers:
        if not 1 <= number <= count:
            raise UsageError(
                f"--mention {number}: the article has {count or 'no'} mention{'s' * (count != 1)}"
            )


def _chosen(settled: Iterable[Settled], arguments: ExplainArguments) -> ToCode:
    """The article that was asked for.

    Raises:
        UsageError, UnreadableInput: There is none, there are several, or it cannot be read.
    """
    found: list[ToCode | Record] = []
    number = 0
    for item in settled:
        if isinstance(item, Noted):
            continue
        number += 1
        if arguments.number == number or (arguments.id is not None and item.article.id == arguments.id):
            return _readable(item, arguments)
        if arguments.number is None and arguments.id is None:
            found.append(item)
            if len(found) > _NAMED:
                break
    if len(found) == 1:
        return _readable(found[0], arguments)
    raise UsageError(_why_none(found, arguments, number))


def _readable(item: ToCode | Record, arguments: ExplainArguments) -> ToCode:
    if isinstance(item, Record):
        raise UnreadableInput(f"{arguments.article}: {item.reason}")
    return item


def _why_none(found: list[ToCode | Record], arguments: ExplainArguments, count: int) -> str:
    if found:
        named = [f"{n} {item.article.id!r}" for n, item in enumerate(found[:_NAMED], start=1)]
        more = ", …" if len(found) > _NAMED else ""
        return (
            f"{arguments.article} holds several articles; choose one with --id or --number: "
            f"{', '.join(named)}{more}"
        )
    if not count:
        return f"{arguments.article} holds no article"
    if arguments.id is not None:
        return f"{arguments.article} holds no article with the id {arguments.id!r}"
    held = "one article" if count == 1 else f"{count} articles"
    return f"{arguments.article} holds {held}, none with the number {arguments.number}"


def _explained(factory: ExplainerFactory, chosen: ToCode, arguments: ExplainArguments) -> Explanation:
    results = run(factory, [chosen], workers=1, time_limit_s=arguments.settings.article_time_s)
    with closing(results) as told:
        result = next(iter(told))
    if result.error is not None:
        raise UnreadableInput(f"{arguments.article}: {result.error}")
    explanation: Explanation = result.value
    if explanation.outcome == "failed":
        raise UnreadableInput(f"{arguments.article}: {explanation.reason}")
    return explanation
