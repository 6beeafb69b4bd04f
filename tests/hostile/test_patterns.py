"""Every regular expression of the package is linear on texts that are made of its own parts."""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

# They never see an article: each is tried once a line, from its start, on a team's own project file.
_OWN_FILES = ("codebook.",)
_SPEC = importlib.util.spec_from_file_location("adversary", Path(__file__).with_name("adversary.py"))
assert _SPEC is not None and _SPEC.loader is not None
adversary = importlib.util.module_from_spec(_SPEC)
sys.modules["adversary"] = adversary
_SPEC.loader.exec_module(adversary)

N = 5_000
"""Characters of the shorter text; the longer has twice as many."""
MOST_GROWTH = 3.0
"""Twice the text may take twice as long, and somewhat more on a busy machine; a square takes four times."""
NOTICED_S = 0.010
"""Less than this for the shorter text is 2 microseconds a character: no square hides in it."""
MOST_S = 0.5
SMALL = (12, 17, 22)
"""Lengths at which an exponential shows and still ends."""
MOST_FOR_SMALL_S = 0.02


def _spent(pattern: re.Pattern[Any], words: str) -> float:
    """Seconds of this process for one search of the whole text; tried twice, for a machine may be busy."""
    text = words.encode("utf-8") if isinstance(pattern.pattern, bytes) else words
    spent = []
    for _ in range(2):
        start = time.process_time()
        for _match in pattern.finditer(text):
            pass
        spent.append(time.process_time() - start)
        if spent[-1] < NOTICED_S:
            break
    return min(spent)


def _fault(pattern: re.Pattern[Any], before: str, pump: str, after: str, n: int) -> str | None:
    def text(length: int) -> str:
        return before + pump * (length // len(pump) + 1) + after

    for length in SMALL:
        if (small := _spent(pattern, text(length))) > MOST_FOR_SMALL_S:
            return f"{small:.3f} s for {length} characters"
    shorter = _spent(pattern, text(n))
    if shorter < NOTICED_S:
        return None
    longer = _spent(pattern, text(2 * n))
    if longer > MOST_S:
        return f"{longer:.3f} s for {2 * n} characters"
    # Twice in a row: a busy machine may slow one of the measurements.
    if longer > MOST_GROWTH * shorter and _spent(pattern, text(4 * n)) > MOST_GROWTH * longer:
        return f"{shorter:.3f} s for {n} characters, {longer:.3f} s for twice as many"
    return None


def _worst(pattern: re.Pattern[Any]) -> str | None:
    """The first text that the pattern is slow on.

    Every pattern searches the whole text here, also one that is only tried at one place of an article:
    whoever calls it next may not know.
    """
    # Without a repetition that goes on, a square is impossible; what is left is a large constant.
    n = N // 10 if adversary.is_bounded(pattern) else N
    found = ((one, _fault(pattern, *one, n)) for one in adversary.texts(pattern))
    return next(
        (f"{one[0]!r}, then {one[1]!r} again and again: {fault}" for one, fault in found if fault), None
    )


@pytest.mark.slow
def test_every_pattern_of_the_package_is_linear() -> None:
    patterns = adversary.patterns()
    assert len(patterns) > 100
    of_others = [(name, p) for name, p in patterns.items() if not name.startswith(_OWN_FILES)]
    slow = [f"{name}: {p.pattern[:120]!r}\n    {w}" for name, p in of_others if (w := _worst(p))]
    assert not slow, "\n".join(slow)


def test_the_search_for_patterns_finds_those_of_every_kind() -> None:
    from dateline.extract import time_expression
    from dateline.read import heading, page

    found = {pattern.pattern for pattern in adversary.patterns().values()}
    assert {heading._HEAD.pattern, page._DECLARED.pattern, r"[-_]"} <= found
    assert {rule.pattern.pattern for rule in time_expression._MONTH_RULES} <= found


@pytest.mark.parametrize("source", [r"\s*,", r"(?:a+)+$", r"(?:a|a)*b", r"\w+\d", r"(?:x+x+)+y"], ids=str)
def test_a_pattern_that_is_not_linear_is_noticed(source: str) -> None:
    assert _worst(re.compile(source))
