"""``dateline codebook``: the rules in force, as a document; checks a team's file; gives one to start from."""

from __future__ import annotations

from dateline.codebook import Codebook, load_codebook
from dateline.codebook.starting import starting_file
from dateline.commands.rules import rules_in_force
from dateline.errors import UsageError
from dateline.export.writing import STDOUT, open_output


def codebook(
    *,
    project: str | None = None,
    check: str | None = None,
    example: bool = False,
    output: str = STDOUT,
    force: bool = False,
) -> None:
    """Write what was asked for to ``output``.

    Raises:
        UsageError: Two things were asked for.
        CodebookError: The file cannot be read or holds what a codebook cannot.
        OutputError: The output cannot be written.
    """
    if sum((project is not None, check is not None, example)) > 1:
        raise UsageError("--project, --check and --example ask for different things; give one of them")
    if check is not None:
        words = f"{check}: well formed; it has {summary(load_codebook(check))}\n"
    elif example:
        words = starting_file()
    else:
        words = rules_in_force(load_codebook(project) if project is not None else Codebook())
    with open_output(output, force=force) as opened:
        opened.write(words)


def summary(codebook: Codebook) -> str:
    """What a codebook holds, in a few words."""
    rules = sum(
        getattr(codebook.scope, name) != getattr(Codebook().scope, name)
        for name in type(codebook.scope).__dataclass_fields__
    )
    counts = {
        "scope rule": rules,
        "form": len(codebook.forms),
        "topic": len(codebook.topics),
        "organisation": len(codebook.organisations),
        "place": len(codebook.places),
        "size": len(codebook.sizes),
    }
    told = [f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count]
    return ", ".join(told) or "no rules, so it changes nothing"
