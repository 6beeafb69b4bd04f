"""Trains the model that chooses an event's place.

    python training/train_place.py --bench ../shared/bench --output src/dateline/extract/models/place.json.gz

Data: event_place/other_verbs (sentences with one event word and its place) and the coded articles
(records/train and labels/records). Logistic regression, fixed seed, one process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from own_labels import read_coded_rows  # in this folder
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.extract.linear import LinearModel
from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.extract.occurrence import Occurrence
from dateline.extract.place import Candidate, candidates
from dateline.extract.resolve import km
from dateline.extract.toponym import find_toponyms
from dateline.gazetteer import Gazetteer
from dateline.parse import Parsed, Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Form, Span, Status, Toponym

SENTENCES = 4_000
# Verbs whose object is the place itself say nothing about where a crowd gathers.
OBJECT_VERBS = (
    "captur",
    "patrol",
    "target",
    "enter",
    "storm",
    "bomb",
    "shell",
    "raid",
    "hit",
    "struck",
    "strik",
    "destroy",
)
MIN_COUNT = 6
REGULARISATION = 0.15
RECORD_WEIGHT = 2.0  # whole articles are what the model is for
NEAR_KM = 25.0

Example = tuple[Candidate, bool, float]


def occurrence(parsed: Parsed, spans: list[tuple[int, int]], *, main: bool = True) -> Occurrence | None:
    runs = [parsed.doc.char_span(a, b, alignment_mode="expand") for a, b in spans]
    triggers = tuple(run for run in runs if run is not None and len(run))
    if not triggers:
        return None
    words = tuple(parsed.words(run) for run in triggers)
    scope = tuple(sorted({parsed.sentence_of(run.start) for run in triggers}))
    form = Form(value="other", confidence=1.0, evidence=words, by="gold/1")
    status = Status(value="held", confidence=1.0, evidence=words, by="gold/1")
    return Occurrence(triggers, form, status, main, scope, 1.0)


def toponyms_of(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    return find_toponyms(parsed, find_names(parsed, shipped_list()), gazetteer)


def same_words(a: Span, b: tuple[int, int]) -> bool:
    shared = min(a.end, b[1]) - max(a.start, b[0])
    return shared > 0 and shared / (max(a.end, b[1]) - min(a.start, b[0])) >= 0.3


def words(name: str | None) -> set[str]:
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return set(plain.replace("-", " ").split()) - {"the", "of"}


def same_place(gold: dict, toponym: Toponym) -> bool:
    if gold.get("country") and toponym.country and gold["country"] != toponym.country:
        return False
    if words(gold["name"]) in (words(toponym.name), words(toponym.evidence[0].quote)):
        return True
    if None in (gold.get("lat"), gold.get("lon"), toponym.latitude, toponym.longitude):
        return False
    return km(gold["lat"], gold["lon"], toponym.latitude or 0.0, toponym.longitude or 0.0) <= NEAR_KM


def of_sentences(pairs: Iterable[tuple[dict, Parsed]], gazetteer: Gazetteer) -> Iterator[Example]:
    for row, parsed in pairs:
        if row["text"][slice(*row["trigger"])].lower().startswith(OBJECT_VERBS):
            continue
        event = occurrence(parsed, [tuple(row["trigger"])])
        if event is None:
            continue
        for candidate in candidates(parsed, event, toponyms_of(parsed, gazetteer), gazetteer):
            span = candidate.toponym.evidence[0]
            yield candidate, any(same_words(span, tuple(place)) for place in row["places"]), 1.0


def of_records(pairs: Iterable[tuple[dict, Parsed]], gazetteer: Gazetteer) -> Iterator[Example]:
    for row, parsed in pairs:
        toponyms = toponyms_of(parsed, gazetteer)
        for mention in row["mentions"]:
            event = occurrence(parsed, trigger_spans(row["text"], mention), main=mention["main"])
            if event is None:
                continue
            found = candidates(parsed, event, toponyms, gazetteer)
            gold = mention["place"]
            for candidate in found:
                yield candidate, bool(gold) and same_place(gold, candidate.toponym), RECORD_WEIGHT


def trigger_spans(text: str, mention: dict) -> list[tuple[int, int]]:
    spans = []
    for item in mention["trigger"]:
        at = -1
        for _ in range(item.get("nth", 1)):
            at = text.find(item["text"], at + 1)
        if at >= 0:
            spans.append((at, at + len(item["text"])))
    return spans


def fit(examples: list[Example]) -> LinearModel:
    counts = Counter(feature for candidate, _, _ in examples for feature in candidate.features)
    rows = [
        {feature: 1.0 for feature in candidate.features if counts[feature] >= MIN_COUNT}
        for candidate, _, _ in examples
    ]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=400)
    model.fit(matrix, [good for _, good, _ in examples], sample_weight=[weight for _, _, weight in examples])
    weights = {
        name: round(float(value), 3)
        for name, value in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if not math.isclose(value, 0.0, abs_tol=0.02)
    }
    return LinearModel("place/1", round(float(model.intercept_[0]), 3), weights)


def parsed_rows(rows: list[dict], parser: Parser) -> Iterator[tuple[dict, Parsed]]:
    articles = (
        (Article(id=ArticleId(row["id"]), text=row["text"]), find_heading(row["text"], None)) for row in rows
    )
    yield from zip(rows, parser.parse_many(articles), strict=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bench", type=Path, required=True)
    arguments.add_argument("--output", type=Path, required=True)
    given = arguments.parse_args()
    with gzip.open(given.bench / "event_place" / "other_verbs.jsonl.gz", "rt", encoding="utf-8") as file:
        sentences = [json.loads(line) for line in file][:SENTENCES]
    articles = read_coded_rows(given.bench)
    parser, gazetteer = Parser(), Gazetteer.open()
    examples = [
        *of_sentences(parsed_rows(sentences, parser), gazetteer),
        *of_records(parsed_rows(articles, parser), gazetteer),
    ]
    given.output.write_bytes(fit(examples).to_bytes())


if __name__ == "__main__":
    main()
