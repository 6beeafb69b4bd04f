"""Text that is no language costs no more than language does."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import ArticleTooLarge
from dateline.parse import Parser
from dateline.parse.parser import LONGEST_SENTENCE
from dateline.parse.tokens import LONGEST_STRETCH
from dateline.records import Article, ArticleId

SIGNS = "ab!“”-/. \n\t\u00a0\u2003e\u0301"


def _article(text: str) -> Article:
    return Article(id=ArticleId("a"), text=text)


def test_a_long_stretch_without_a_space_is_read_in_linear_time(parser: Parser) -> None:
    start = time.perf_counter()
    with pytest.raises(ArticleTooLarge, match="tokens; one article may have"):
        parser.parse(_article("!" * 190_000))
    assert time.perf_counter() - start < 5


@given(text=st.text(alphabet=SIGNS, max_size=2 * LONGEST_STRETCH), at=st.integers(0, 400))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_token_stands_at_its_place(parser: Parser, text: str, at: int) -> None:
    text = text[:at] + "a-!" * (LONGEST_STRETCH // 2) + text[at:]
    doc = parser.parse(_article(text)).doc
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_text_without_long_stretches_is_read_as_the_model_reads_it(parser: Parser) -> None:
    text = "Don't go to https://example.org/" + "a" * (LONGEST_STRETCH - 100) + ", said Mrs. Obi."
    assert [t.text for t in parser.parse(_article(text)).doc][:4] == ["Do", "n't", "go", "to"]


@pytest.mark.parametrize(
    "text", ["march " * 2_000, "and Mr. " * 2_000, "! " * 3_000], ids=["no end", "titles", "marks"]
)
def test_no_sentence_is_endless(parser: Parser, text: str) -> None:
    assert max(len(s) for s in parser.parse(_article(text)).sentences) <= 2 * LONGEST_SENTENCE
