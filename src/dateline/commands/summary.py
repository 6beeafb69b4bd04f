"""What a run came to, in words for the terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.commands.flow import Noted
from dateline.records import Origin, Record
from dateline.records.legible import legible

# More failures than a terminal shows at once help nobody; the output holds them all.
_NAMED_AT_MOST = 20
_DAY = re.compile(r"\Apublished \d{4}-\d\d-\d\d, ")


@dataclass(slots=True)
class Summary:
    """Counts of a run; the articles that came in are the coded, left out, failed and repeated ones."""

    outcomes: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    repeated: int = 0
    notes: dict[str, Counter[str]] = field(default_factory=dict)  # how often in which place
    mentions: int = 0
    out_of_scope: Counter[str] = field(default_factory=Counter)  # by rule; one event may fall under several
    events_out: int = 0
    remarks: list[str] = field(default_factory=list)  # on the run as a whole

    def add(self, told: Record | Noted) -> None:
        """Count one record or note."""
        if isinstance(told, Noted):
            self.repeated += told.repeated
            self.notes.setdefault(told.words, Counter())[_place(told.origin)] += 1
            return
        self.outcomes[told.outcome] += 1
        self.mentions += len(told.mentions)
        self.events_out += sum(bool(mention.out_of_scope) for mention in told.mentions)
        self.out_of_scope.update(rule for mention in told.mentions for rule in mention.out_of_scope)
        if told.outcome == "left_out":
            # Each day outside a period is a reason of its own in the output; here they are one.
            self.left_out[_DAY.sub("published ", told.reason or "no reason given")] += 1
        elif told.outcome == "failed" and len(self.failed) < _NAMED_AT_MOST:
            self.failed.append(f"{_place(told.input)}: {told.reason}")

    @property
    def articles(self) -> int:
        """Articles that came in."""
        return self.outcomes.total() + self.repeated

    @property
    def any_failed(self) -> bool:
        """Whether an article failed."""
        return self.outcomes["failed"] > 0

    def lines(self) -> Iterator[str]:
        """The summary, one line at a time; names and reasons are others' words, made fit for a terminal."""
        yield from (legible(line, keep="") for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield self._counts()
        for remark in self.remarks:
            yield f"  {remark}"
        if self.events_out:
            rules = ", ".join(f"{rule} {count:,}" for rule, count in self.out_of_scope.most_common())
            yield f"  out of scope {self.events_out:,} of {self.mentions:,} events: {rules}"
        for reason, count in self.left_out.most_common():
            yield f"  left out {count}: {reason}"
        for failure in self.failed:
            yield f"  failed {failure}"
        if (unnamed := self.outcomes["failed"] - len(self.failed)) > 0:
            yield f"  failed {unnamed} more; the output names them all"
        for words, places in self.notes.items():
            more = f" and {len(places) - 3} more" if len(places) > 3 else ""
            named = [f"{place} ({times:,} times)" if times > 1 else place for place, times in places.items()]
            yield f"  note: {words}: {', '.join(named[:3])}{more}"

    def _counts(self) -> str:
        counts = [
            f"{self.outcomes[outcome]:,} {words}"
            for outcome, words in (("coded", "coded"), ("left_out", "left out"), ("failed", "failed"))
        ]
        if self.repeated:
            counts.append(f"{self.repeated:,} repeated")
        return f"{self.articles:,} article{'' if self.articles == 1 else 's'}: {', '.join(counts)}"


def _place(origin: Origin) -> str:
    name = origin.file or "standard input"
    name = name if origin.number is None else f"{name}#{origin.number}"
    return name if origin.line is None else f"{name}:{origin.line}"
