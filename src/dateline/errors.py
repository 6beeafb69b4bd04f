"""Every error Dateline raises on purpose, as one tree.

DatelineError
├── InputError            something about what came in
│   ├── UnreadableInput   a file, line or row that gives no article
│   ├── ArticleTooLarge   more text than one article may have
│   └── ConflictingId     the same id again with another text
├── OutputError           something about where results go
│   ├── OutputExists      the output is there already
│   └── UnwritableOutput  the output cannot be written
├── UsageError            arguments that cannot be used together or at all
├── CodebookError         a project.toml that cannot be read or holds what a codebook cannot
├── UnreadableSize        a phrase that is no crowd size
├── BrokenContract        a value whose words are not in the text, or a record of another form
├── ModelError            a model that is missing, damaged or of another version
├── GazetteerError        a gazetteer that is missing or damaged
├── StoreError            a project that is missing, damaged, of a newer version or cannot be written
├── ProgramFault          something that should not happen: a fault of Dateline itself
├── WorkerDied            a worker process that ended while it held an article
└── TimeLimitReached      an article that took longer than it may

A message says what was found and what would do; the pipeline adds which article with ``add_note``.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error Dateline raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the default would call __init__ with the message.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[DatelineError], args: tuple[object, ...], state: dict[str, object]) -> DatelineError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class InputError(DatelineError):
    """Something about what came in."""


class UnreadableInput(InputError):
    """A file, line or row that gives no article; the message names it."""


class ArticleTooLarge(InputError):
    """More text than one article may have."""


class ConflictingId(InputError):
    """The same id came again with another text."""


class OutputError(DatelineError):
    """Something about where results go."""


class OutputExists(OutputError):
    """The output is there already and ``--force`` was not given."""


class UnwritableOutput(OutputError):
    """The output cannot be written: no folder, no permission, no space."""


class UsageError(DatelineError):
    """Arguments that cannot be used together, or at all."""


class CodebookError(DatelineError):
    """A codebook that cannot be read, or that holds what a codebook cannot.

    Args:
        source: the file.
        problems: each problem with its place in the file and what would do.
    """

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        self.source, self.problems = source, problems
        if len(problems) == 1:
            super().__init__(f"{source}: {problems[0]}")
        else:
            listed = "".join(f"\n  {problem}" for problem in problems)
            super().__init__(f"{source} has {len(problems)} problems:{listed}")


class UnreadableSize(DatelineError):
    """No rule reads these words as a crowd size.

    Args:
        phrase: the words as they were given.
    """

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        super().__init__(
            f"cannot read {phrase!r} as a crowd size; known: a number (300, 1,200, 1.5 lakh), "
            "a range (5-6,000), a bound (more than 2,000) or a vague word (dozens, thousands)"
        )


class BrokenContract(DatelineError):
    """A value whose words are not in the text, or a record that has another form."""


class ModelError(DatelineError):
    """A model that is missing, damaged or of another version."""


class GazetteerError(DatelineError):
    """A gazetteer that is missing or damaged."""


class StoreError(DatelineError):
    """A project's database that is missing, damaged, of a newer version, or cannot be written."""


class ProgramFault(DatelineError):
    """Something that should not happen came up in a worker: a fault of Dateline itself.

    Args:
        message: What it was, and in which line of which file.
        trace: The calls that led there, without the error's own words, which may hold an article's.
    """

    def __init__(self, message: str, trace: str = "") -> None:
        self.trace = trace
        super().__init__(message)


class WorkerDied(DatelineError):
    """A worker process ended while it held an article; the article counts as failed."""


class TimeLimitReached(DatelineError):
    """An article took longer than it may; it counts as failed."""
