"""A project as an output of ``dateline code``, and ``dateline init``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace

from dateline.commands.flow import Noted, Settled, ToCode
from dateline.errors import UsageError
from dateline.records import MadeBy, Record
from dateline.store.adding import Added, Adder
from dateline.store.checking import Verified
from dateline.store.checking import verify as check
from dateline.store.copying import copy_store
from dateline.store.erasing import forget as erase
from dateline.store.names import is_server, is_store
from dateline.store.opened import create_store, open_store

_TOLD: dict[Added, str] = {
    "new": "new",
    "version": "read anew, the older reading is kept beside it",
    "again": "there already",
    "kept": "failed this time, the older reading is kept",
    "conflict": "there with another text",
    "forgotten": "forgotten before, and not taken in again",
}


def init(name: str) -> str:
    """Make an empty project and say so.

    Raises:
        StoreError: It cannot be made.
    """
    return f"{create_store(name).name} is ready: dateline code ... --output {name}"


def backup(name: str, target: str) -> list[str]:
    """Copy a project into a new file; what was copied, in words.

    Raises:
        StoreError: There is no such project, or the file cannot be written.
        UsageError: The backup would not be a file.
    """
    if is_server(target) or not is_store(target):
        raise UsageError(f"{target}: a backup is a file whose name ends in .db")
    return _copied(name, target)


def restore(source: str, name: str) -> list[str]:
    """Make a project of a backup, in a new file or an empty database; what was copied, in words.

    Raises:
        StoreError: There is no such backup, or there is a project of that name.
    """
    return _copied(source, name)


def forget(name: str, article_id: str) -> str:
    """Erase an article's words from a project; what is left, in words.

    Raises:
        StoreError: There is no such project or article.
    """
    erase(open_store(name), article_id)
    return (
        f"forgotten: {article_id}. Its id and the hash of its text stay, so that it is not taken in again. "
        "Backups that were made before still hold it."
    )


def verify(name: str) -> Verified:
    """Look at all that a project holds.

    Raises:
        StoreError: It cannot be opened.
    """
    return check(open_store(name))


def verified_lines(name: str, found: Verified) -> list[str]:
    """What was looked at and found, in words."""
    counts = (
        f"{found.articles:,} articles, {found.readings:,} readings, {found.mentions:,} mentions, "
        f"{found.changes:,} changes"
    )
    if not found.problems:
        return [f"{name}: {counts}; every text, record, span, pointer and change holds"]
    return [
        f"{name}: {counts}; {len(found.problems):,} problems",
        *(f"  {words}" for words in found.problems),
    ]


def _copied(source: str, target: str) -> list[str]:
    tables = copy_store(open_store(source), target)
    rows = [
        f"  {table.name}: {table.rows:,} rows, sha256 {table.sha256[:16]}" for table in tables if table.rows
    ]
    return [f"{target} holds what {source} holds, row by row:", *rows]


@dataclass(slots=True)
class ProjectOutput:
    """Puts the records of one run into a project, and passes over what it holds already.

    Args:
        adder: Of the project.
        made_by: Of this run.
    """

    adder: Adder
    made_by: MadeBy
    counts: Counter[Added] = field(default_factory=Counter)

    @classmethod
    def open(cls, name: str, made_by: MadeBy) -> ProjectOutput:
        """The project of that name.

        Raises:
            StoreError: There is none, or it cannot be opened.
        """
        return cls(Adder(open_store(name)), made_by)

    def pass_over(self, settled: Iterable[Settled]) -> Generator[Settled]:
        """A stage before coding: what this version has read already is not read once more."""
        for item in settled:
            if isinstance(item, ToCode) and self._is_read(item):
                self.counts["again"] += 1
                yield Noted(origin=item.origin, words="in the project already", repeated=True)
            else:
                yield item

    def add(self, record: Record) -> Record:
        """Put a record into the project; gives it, or why its article could not be taken in.

        Raises:
            StoreError: The project cannot be written; what was added before stays.
        """
        added = self.adder.add(record)
        self.counts[added] += 1
        if added != "conflict":
            return record
        reason = f"the id {record.article.id!r} is in the project with another text; give this one its own id"
        article = replace(record.article, text=None, text_sha256=None)
        return Record(
            made_by=self.made_by, input=record.input, article=article, outcome="failed", reason=reason
        )

    def words(self) -> str:
        """What became of the articles, for the summary."""
        parts = [f"{count:,} {_TOLD[added]}" for added, count in self.counts.items() if count]
        return f"in {self.adder.store.name}: {'; '.join(parts) or 'nothing new'}"

    def _is_read(self, item: ToCode) -> bool:
        return self.adder.is_read(item.article.id, item.article.text_sha256, self.made_by)
