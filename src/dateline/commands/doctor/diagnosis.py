"""All checks in their order, and their findings as lines and as a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version
from typing import get_args

from dateline.commands.doctor import installed, machine, models
from dateline.commands.doctor.finding import Finding, Verdict
from dateline.commands.home import home_as_tilde

Check = Callable[[], Iterable[Finding]]


def checks(model: str | None = None) -> dict[str, Check]:
    """Each check by its name, in the order in which they are made: what others rest on first."""
    return {
        "Python": machine.python,
        "Dateline": installed.dateline,
        "files": installed.files,
        "packages": installed.packages,
        "extras": installed.extras,
        "cores and memory": machine.cores_and_memory,
        "folders": machine.folders,
        "letters": machine.letters,
        "language model": partial(models.language_model, model),
        "gazetteer": models.gazetteer,
        "coding": partial(models.coding, model),
    }


def diagnose(made: dict[str, Check]) -> Iterator[Finding]:
    """The findings, each as soon as it is known; a check that breaks is a finding too."""
    for name, check in made.items():
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 - a broken installation may break a check in any way
            words = f"cannot be checked: {type(error).__name__}: {error}"
            yield Finding(name, "fault", words, "mend what is said above, then try again")


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict among the findings."""
    order: tuple[Verdict, ...] = get_args(Verdict)
    return max((finding.verdict for finding in findings), key=order.index, default="ok")


def text_line(finding: Finding) -> str:
    """A finding for the terminal: one line, and one more where there is something to do."""
    told = f"{finding.verdict:<8} {finding.check}: {finding.words}"
    return f"{told}\n         -> {finding.mend}" if finding.mend else told


def report(findings: Iterable[Finding]) -> str:
    """The findings as JSON, to be sent to others: ASCII, the home folder without its name."""
    told = list(findings)
    result = {
        "dateline": version("dateline"),
        "verdict": worst(told),
        "findings": [
            {
                "check": finding.check,
                "verdict": finding.verdict,
                "words": home_as_tilde(finding.words),
                "mend": home_as_tilde(finding.mend) if finding.mend else None,
            }
            for finding in told
        ],
    }
    return json.dumps(result, indent=1)
