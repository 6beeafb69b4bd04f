"""Which quotation takes up the one before it, and what the encoder says of candidates."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dateline.extract.statement.clauses import Syntax
from dateline.extract.statement.find import candidates
from dateline.extract.statement.quoted import find_speech
from dateline.extract.statement.run_on import run_on
from dateline.extract.statement.told import Told, most
from dateline.extract.statement.weights import load_weights
from dateline.parse import Parser
from dateline.parse.tags import LEVELS, NoTags, known_tags
from dateline.records import Article, ArticleId

TEXT = "Ada Obi said the mine would stay shut."


def follows(parser: Parser, text: str) -> dict[int, int]:
    parsed = parser.parse(Article(id=ArticleId("a"), text=text))
    speech = find_speech(parsed)
    return run_on(text, tuple(s.quote for s in speech), tuple(s.paragraph for s in speech))


@pytest.mark.parametrize(
    "text",
    [
        "“We will march,” Ada Obi said. “Nobody will stop us.”",
        "“Is that all?” asked Ben Roe, who has driven a tram here for years. “We want a rise of a tenth.”",
        "“They came at night,” she said, “and took our tents.”",
        "“The water is brown, and nobody comes to look at it.\n\n“We boil it. It stays brown.”",
    ],
)
def test_speech_goes_on_after_its_cue(parser: Parser, text: str) -> None:
    assert follows(parser, text) == {0: 1}


@pytest.mark.parametrize(
    "text",
    [
        "“We will march,” Ada Obi said. The mayor called that “a shame for the whole town”.",
        "“We will march,” Ada Obi said.\n\nBen Roe of the chamber was angry. “We lose money,” he said.",
        "The “free” bus and the “express” train were both late.",
    ],
)
def test_another_quotation_is_another_statement(parser: Parser, text: str) -> None:
    assert follows(parser, text) == {}


def test_time_grows_with_the_number_of_quotations_alone(parser: Parser) -> None:
    text = "“no,” he said. " * 6_000
    parsed = parser.parse(Article(id=ArticleId("a"), text=text))
    speech = find_speech(parsed)
    start = time.process_time()
    run_on(text, tuple(s.quote for s in speech), tuple(s.paragraph for s in speech))
    assert time.process_time() - start < 5.0


def test_no_tags_give_no_feature(parser: Parser) -> None:
    parsed = parser.parse(Article(id=ArticleId("a"), text=TEXT))
    told = Told.of(NoTags())
    assert all(told.features(c) == [] for c in candidates(Syntax(parsed)))


def test_levels_of_words_and_of_their_edges(parser: Parser) -> None:
    parsed = parser.parse(Article(id=ArticleId("a"), text=TEXT))
    offsets = [(t.idx, t.idx + len(t)) for t in parsed.doc]
    content = [0.0, 0.0, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.0]
    rows = [[0.95 if n < 2 else 0.0, 0.5 if n == 2 else 0.0, c] for n, c in enumerate(content)]
    tags = known_tags(offsets, {"source": 0, "cue": 1, "content": 2}, np.array(rows, dtype=np.float32))
    told = Told.of(tags)
    clause = next(c for c in candidates(Syntax(parsed)) if c.pattern == "clause")
    found = set(told.features(clause))
    top = len(LEVELS) - 1
    assert {f"content>{top}", f"first>{top}", f"last>{top}", f"source>{top}", "cue>4", "before>1"} <= found
    assert not {"cue>5", "after>0", "before>2"} & found
    assert f"p=clause content>{top}" in found


def test_what_the_encoder_adds_at_most_is_no_less_than_what_it_adds(parser: Parser) -> None:
    parsed, weights = parser.parse(Article(id=ArticleId("a"), text=TEXT * 3)), load_weights()
    told = Told.of(parsed.tags)
    for candidate in candidates(Syntax(parsed)):
        added = sum(weights.get(name, 0.0) for name in told.features(candidate))
        assert added <= most(weights, candidate.pattern) + 1e-9
