"""Compare designs for attribution on set-aside training articles: the table of decision 0107.

    python training/compare_attribution.py --bench ../shared/bench --tags build/attribution-train.npz

Every sixth article of attribution/train.jsonl.gz is set aside; weights are fitted on the others, and the
chances are those of networks that did not see the article. Prints the figures of the set's own scorer, and
the time that judging takes, candidates and chances given. About five minutes, most of it parsing.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from statement_cues import characters, fit, is_attribution, parsed_articles  # in this folder

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.choose import choose
from dateline.extract.statement.clauses import Range, Syntax
from dateline.extract.statement.find import THRESHOLD, candidates
from dateline.extract.statement.told import Told
from dateline.extract.statement.weights import features
from dateline.parse import Parsed

ASIDE = 6
STRENGTH, MIN_COUNT = 0.1, 5
SURE = 0.5  # chance from which a piece is of a stretch, for the encoder alone
NEAR = 120  # characters from a content to its source, for the encoder alone

Row = dict[str, Any]
Said = tuple[list[Range], Range | None]  # content and source, in characters


class Article:
    """A parsed article with its candidates, their features by kind, and whether each is an attribution."""

    def __init__(self, row: Row, parsed: Parsed) -> None:
        for gold in row["attributions"]:
            gold["chars"] = characters(parsed.text, gold["content"])
        syntax, told = Syntax(parsed), Told.of(parsed.tags)
        found = [c for c in candidates(syntax) if any(parsed.text[a:b].strip() for a, b in c.content)]
        self.row, self.parsed, self.candidates = row, parsed, found
        self.plain = [features(c, syntax) for c in found]
        self.told = [told.features(c) for c in found]
        self.labels = [is_attribution(row, parsed, c) for c in found]

    def features(self, design: str) -> list[list[str]]:
        """The features that a design looks at, of each candidate."""
        if design == "rules and weights":
            return self.plain
        return [plain + told for plain, told in zip(self.plain, self.told, strict=True)]


def weighed(articles: Sequence[Article], design: str) -> Callable[[Article], list[Said]]:
    """A way to read statements with weights fitted on some articles."""
    data = [
        (names, label, a.row["id"])
        for a in articles
        for names, label in zip(a.features(design), a.labels, strict=True)
    ]
    weights = fit(data, STRENGTH, MIN_COUNT)

    def read(article: Article) -> list[Said]:
        scored = [
            (_logistic(weights, names), candidate)
            for names, candidate in zip(article.features(design), article.candidates, strict=True)
        ]
        return [_said(article.parsed, c) for _, c in choose(scored, THRESHOLD)]

    return read


def _logistic(weights: dict[str, float], names: list[str]) -> float:
    total = weights["bias"] + sum(weights.get(name, 0.0) for name in names)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _said(parsed: Parsed, candidate: Candidate) -> Said:
    source = None
    if candidate.source is not None:
        words = parsed.doc[candidate.source[0] : candidate.source[1]]
        source = (words.start_char, words.end_char)
    return list(candidate.content), source


def encoder_alone(article: Article) -> list[Said]:
    """Stretches of content, each with the nearest stretch of a source in its sentences."""
    parsed, tags = article.parsed, article.parsed.tags
    sources = [(a, b) for a, b, _ in tags.runs("source", 0, len(parsed.text), SURE)]
    found = list[Said]()
    for start, end, _ in tags.runs("content", 0, len(parsed.text), SURE):
        homes = {parsed.sentence_of(parsed.token_at(at)) for at in (start, end - 1)}
        near = [
            (min(abs(a - end), abs(start - b)), (a, b))
            for a, b in sources
            if parsed.sentence_of(parsed.token_at(a)) in homes and not start <= a < end
        ]
        far, source = min(near, default=(NEAR, None))
        source = source if far < NEAR else None
        if found and source is not None and found[-1][1] == source:
            found[-1][0].append((start, end))
        elif end - start > 1:
            found.append(([(start, end)], source))
    return found


def outputs(articles: Sequence[Article], read: Callable[[Article], list[Said]]) -> dict[str, Row]:
    """What a design reads, as far as the scorer looks at it, by the article's id."""
    rows = {}
    for article in articles:
        statements = [
            {"content": _spans(content), "source": _spans([source] if source else []), "cue": []}
            for content, source in read(article)
        ]
        rows[article.row["id"]] = {"article": {"text": article.parsed.text}, "statements": statements}
    return rows


def _spans(runs: Sequence[Range]) -> list[Row]:
    return [{"start": start, "end": end} for start, end in runs]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--tags", type=Path, required=True, help="chances, of training/attribution.py")
    given = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", given.bench / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    articles = [Article(row, parsed) for row, parsed in parsed_articles(given.bench, given.tags)]
    aside, others = articles[::ASIDE], [a for n, a in enumerate(articles) if n % ASIDE]
    designs: dict[str, Callable[[Article], list[Said]]] = {
        "rules and weights": weighed(others, "rules and weights"),
        "encoder alone": encoder_alone,
        "rules, weights and encoder": weighed(others, "rules, weights and encoder"),
    }
    for name, read in designs.items():
        begun = time.monotonic()
        figures = scorer.score_attribution([a.row for a in aside], outputs(aside, read))
        print(f"{name}: {figures}, {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main()
