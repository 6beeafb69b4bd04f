"""``--sample``: some of the articles, drawn at random; the same ones for the same seed.

Each article has a rank, made of the seed and its id as a coin is tossed, and those with the lowest
ranks are drawn. So a draw depends on nothing but the seed and the ids: not on the order or the division
of the inputs, nor on the number of workers, and a larger sample holds the smaller one of the same seed.
Which articles have the lowest ranks is known when all are read; until then they lie in a temporary
file, for standard input cannot be read twice and a page's text should not be taken out twice
(docs/decisions/0075-sampling.md).
"""

from __future__ import annotations

import hashlib
import heapq
import pickle
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from dateline.commands.flow import Settled, ToCode
from dateline.errors import UnwritableOutput
from dateline.read.published import dated, outside
from dateline.records import ArticleId, MadeBy, Record
from dateline.settings import Settings

# What is put aside stays in memory up to this many bytes: a small run touches no disk.
_IN_MEMORY_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Draw:
    """How many articles are drawn, and with which seed."""

    size: int
    seed: int = 1

    def rank(self, article_id: ArticleId) -> int:
        """A number that looks like chance and is always the same; the lowest are drawn."""
        named = f"{self.seed}\0{article_id}".encode("utf-8", errors="surrogatepass")
        return int.from_bytes(hashlib.sha256(named).digest())

    def __str__(self) -> str:
        return f"--sample {self.size} --seed {self.seed}"


@dataclass(slots=True)
class Sampler:
    """A stage of the flow: lets the drawn articles go on to the coder and leaves the others out.

    Articles outside ``--since`` and ``--until`` are not drawn from; they go on, to be left out for that.

    Args:
        draw: What is drawn.
        settings: For the days of publication asked for.
        made_by: For the records of those not drawn.
        folder: Where articles are put aside until all are read; None for the system's temporary folder.
    """

    draw: Draw
    settings: Settings
    made_by: MadeBy
    folder: str | None = None
    _drawn_from: int = 0
    _lowest: list[int] = field(default_factory=list)  # a heap of negated ranks, the highest rank first

    def __call__(self, settled: Iterable[Settled]) -> Generator[Settled]:
        """All that came in, in its order, with a record in place of each article that was not drawn.

        Raises:
            UnwritableOutput: What is put aside cannot be written.
        """
        with SpooledTemporaryFile(_IN_MEMORY_BYTES, dir=self.folder, prefix=".dateline-") as spool:
            aside = cast(IO[bytes], spool)
            for item in settled:
                self._put_aside(item, aside)
            aside.seek(0)
            for item, rank in _taken_up(aside):
                yield item if self._goes_on(rank) else self._not_drawn(item)

    def words(self) -> str:
        """What was drawn, for the summary."""
        if self._drawn_from <= self.draw.size:
            return f"drawn: all {self._drawn_from:,}, for there are no more than {self.draw} asks for"
        return f"drawn: {self.draw.size:,} of {self._drawn_from:,} ({self.draw})"

    def _put_aside(self, item: Settled, aside: IO[bytes]) -> None:
        rank = self._rank(item)
        try:
            pickle.dump((item, rank), aside, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            where = self.folder or "the temporary folder"
            raise UnwritableOutput(
                f"--sample puts the articles aside in {where} until all are read, and they cannot be "
                f"written there: {error.strerror or error}"
            ) from None

    def _rank(self, item: Settled) -> int | None:
        """The rank of what may be drawn, which is counted; None for all else."""
        if not isinstance(item, ToCode) or outside(dated(item.article)[0], self.settings):
            return None
        rank = self.draw.rank(item.article.id)
        self._drawn_from += 1
        heapq.heappush(self._lowest, -rank)
        if len(self._lowest) > self.draw.size:
            heapq.heappop(self._lowest)
        return rank

    def _goes_on(self, rank: int | None) -> bool:
        return rank is None or rank <= -self._lowest[0]

    def _not_drawn(self, item: Settled) -> Record:
        given = cast(ToCode, item)
        return Record(
            made_by=self.made_by,
            input=given.origin,
            article=dated(given.article)[0],
            outcome="left_out",
            reason=f"not drawn: {self.draw}",
        )


def _taken_up(aside: IO[bytes]) -> Iterator[tuple[Settled, int | None]]:
    while True:
        try:
            yield pickle.load(aside)  # noqa: S301 - written above, by this process, to a file of its own
        except EOFError:
            return
