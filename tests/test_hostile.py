"""Texts made to be slow: each ends as an outcome with a reason, in time, and every value quotes the text."""

from __future__ import annotations

import random
import time

import pytest

from dateline.coder import Coder
from dateline.records import Record

LIMIT_S = 30.0  # half of what an article may take in a worker
"""Seconds of one core's own time that the worst text may take, here and on a slower machine alike."""
WORDS = (
    "the protesters police of in Karachi on Monday thousands teachers marched said that and union killed 20 "
    "were arrested after demanding government city Lahore for wages"
).split()
VERBS = (
    "marched rallied demonstrated protested picketed rioted struck gathered clashed walked sat ran".split()
)
TOWNS = "Karachi Lahore Paris Nairobi Delhi Rome Lima Cairo Dhaka Boston Madrid Berlin".split()


def _no_end() -> str:
    draw = random.Random(1)
    return " ".join(draw.choice(WORDS) for _ in range(30_000))


def _no_words() -> str:
    draw = random.Random(2)
    return " ".join("".join(draw.choices("abcdefghijklmnop", k=6)) + "ing" for _ in range(19_000))


def _twelve() -> str:
    told = "Thousands of teachers {} in {} on Monday to demand wages. Police arrested {} people. "
    rest = "The weather was mild and the shops stayed open through the day as usual. " * 195
    return "".join(told.format(*pair, n + 3) + rest for n, pair in enumerate(zip(VERBS, TOWNS, strict=True)))


def _article() -> str:
    return (
        "Thousands of teachers marched in Karachi on Monday to demand higher wages, police said. "
        "Police fired tear gas and arrested 20 people. “We will not stop,” said union leader Ali Khan. "
    ) * 980


def _dates() -> str:
    draw = random.Random(3)
    return " ".join(
        f"Ali Khan protested in {draw.choice(TOWNS)} on May {draw.randint(1, 28)}, {draw.randint(10, 9999)} people rallied."  # noqa: E501
        for _ in range(2_100)
    )


# Each stays under the caps, or shows that a cap holds.
TEXTS = {
    "hyphens": "a-" * 95_000,
    "hyphens under the cap": "a-" * 24_900,
    "exclamation": "!" * 190_000,
    "exclamation under the cap": "!" * 49_900,
    "open brackets": "protest (" * 20_000,
    "nested brackets": "(" * 24_000 + "protest" + ")" * 24_000,
    "thousands of": "thousands of " * 15_000,
    "one word": "a" * 200_000,
    "open quotations": "“" * 49_900,
    "quotations": "“Go” " * 16_000,
    "said": "said " * 40_000,
    "said that": "said that " * 20_000,
    "demands": "to demand " * 20_000,
    "places": "in Karachi, Lahore and " * 8_000,
    "months": "on 12 May 2021, " * 9_900,
    "line ends": "\n" * 200_000,
    "a word a line": "protest\n" * 24_900,
    "zero width": "p\u200br\u200bo\u200bt\u200dest " * 18_000,
    "combining marks": "e\u0301\u0327 " * 49_000,
    "many marks on a letter": "protest" + "\u0301" * 150_000,
    "right to left": "\u202eprotest\u202c marched " * 8_000,
    "who arrested": "police arrested " * 12_500,
    "killed": "20 killed, " * 16_400,
    "names": "Khan Ali Union Party " * 9_500,
    "a word a sentence": "Police. Protest. Khan. " * 8_200,
    "no full stop": _no_end(),
    "no word twice": _no_words(),
    "twelve events": _twelve(),
    "one paragraph again and again": _article(),
    "two thousand dates": _dates(),
    "emoji": "👩‍👩‍👧‍👦" * 7_000,
}
QUICK = ("one word", "line ends", "hyphens", "exclamation", "many marks on a letter")


def _judge(coder: Coder, text: str) -> Record:
    start = time.process_time()
    record = coder.code(text, published="2023-10-23", language="en")
    spent = time.process_time() - start
    assert spent < LIMIT_S
    record.check()
    assert record.outcome in ("coded", "left_out", "failed")
    assert record.outcome == "coded" or record.reason
    assert all(s.where != "text" or text[s.start : s.end] == s.quote for s in record.spans())
    return record


@pytest.mark.parametrize("name", QUICK)
def test_a_cap_holds_at_once(full_coder: Coder, name: str) -> None:
    _judge(full_coder, TEXTS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TEXTS if name not in QUICK])
def test_a_hostile_text_ends_in_time(full_coder: Coder, name: str) -> None:
    _judge(full_coder, TEXTS[name])


@pytest.mark.slow
def test_a_very_long_report_keeps_its_events(full_coder: Coder) -> None:
    assert len(_judge(full_coder, TEXTS["twelve events"]).mentions) >= 8


@pytest.mark.parametrize("name", ["hyphens", "exclamation"])
def test_marks_without_words_fail_with_their_reason(full_coder: Coder, name: str) -> None:
    record = full_coder.code(TEXTS[name], language="en")
    assert record.outcome == "failed"
    assert "tokens; one article may have 50,000" in (record.reason or "")
