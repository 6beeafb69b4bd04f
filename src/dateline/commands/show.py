"""``dateline show``: one article with its values beside its words, in the terminal or as a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, TYPE_CHECKING

from dateline.commands.flow import CoderFactory, CodeWith, Flow, Noted, ToCode
from dateline.engine import NotReady
from dateline.errors import UsageError
from dateline.export.writing import check_output, open_output
from dateline.read import Entry, Found, Kind, Skipped, read_inputs
from dateline.records import MadeBy, Record
from dateline.settings import Settings
from dateline.show import article_view, show_html

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowArguments:
    """What the user asked for.

    Attributes:
        article: A file of any kind that ``dateline code`` reads, or ``-`` for standard input.
        id: Which article, where the file holds several; None for the first.
        html: File of the page to write; None for none, ``-`` for standard output.
        published: Day of publication, in place of what the article gives.
        settings: How to read and code.
        masked: Hide names in the terminal too; a page always hides them.
        force: Replace a page that is there.
        kind: What the input is, whatever its name.
    """

    article: str
    id: str | None = None
    html: str | None = None
    published: date | None = None
    settings: Settings = field(default_factory=Settings)
    masked: bool = False
    force: bool = False
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Codes with another coder, under a day of publication that the user gave; picklable."""

    coder_factory: CoderFactory
    day: date

    def __call__(self) -> Callable[[ToCode], Record | NotReady]:
        """The function from an article to its record."""
        code = self.coder_factory()
        return lambda given: code(
            replace(given, article=replace(given.article, published=self.day, published_basis="given"))
        )


def show(
    arguments: ShowArguments,
    *,
    made_by: MadeBy,
    coder_factory: CoderFactory | None = None,
    stdin: IO[bytes] | None = None,
) -> Record:
    """Code one article; write its page where one was asked for. ``view`` draws it for the terminal.

    Raises:
        UsageError: The input holds no article, or none of that id.
        OutputError: The page cannot be written.
        ModelError, GazetteerError: There is nothing to code with.
    """
    if arguments.html is not None and arguments.html != "-":
        check_output(arguments.html, force=arguments.force)
    factory = coder_factory or CodeWith(arguments.settings)
    if arguments.published is not None:
        factory = Published(factory, arguments.published)
    entries = read_inputs(
        [arguments.article],
        arguments.settings,
        kind=arguments.kind,
        stdin=stdin or getattr(sys.stdin, "buffer", None),
    )
    flow = Flow(coder_factory=factory, made_by=made_by, settings=arguments.settings, workers=1)
    record = _the_one(flow, _asked_for(entries, arguments.id), arguments)
    if arguments.html is not None:
        with open_output(arguments.html, force=arguments.force) as output:
            output.write(show_html(record))
    return record


def view(record: Record, arguments: ShowArguments) -> RenderableType:
    """What the terminal shows of the record; nothing is read from it but words."""
    return article_view(record, masked=arguments.masked)


def _asked_for(entries: Iterable[Entry], wanted: str | None) -> Iterator[Entry]:
    """The first article; with an id all that may bear it, for a page's id is known once it is read."""
    for entry in entries:
        if isinstance(entry, Skipped):
            continue
        if wanted is None:
            yield entry
            return
        if not isinstance(entry, Found) or entry.article.id == wanted:
            yield entry


def _the_one(flow: Flow, entries: Iterable[Entry], arguments: ShowArguments) -> Record:
    with closing(flow.records(entries)) as told:
        for item in told:
            if not isinstance(item, Noted) and arguments.id in (None, item.article.id):
                return item
    if arguments.id is not None:
        raise UsageError(f"{arguments.article} holds no article with the id {arguments.id!r}")
    raise UsageError(f"{arguments.article} holds no article")
