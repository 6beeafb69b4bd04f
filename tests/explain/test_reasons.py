"""Reasons are said in words, and add up to what the judge said."""

from __future__ import annotations

import math
import random
from importlib.resources import files

import pytest

from dateline.explain.reasons import explained, reasons_of
from dateline.extract.considered import Judgement
from dateline.extract.linear import LinearModel, load_model

MODELS = sorted(
    file.name
    for file in files("dateline.extract").joinpath("models").iterdir()
    if file.name.endswith(".json.gz")
)


@pytest.mark.parametrize("name", MODELS)
def test_nearly_every_feature_of_a_judge_that_ships_has_words(name: str) -> None:
    model = load_model(name)
    reasons = reasons_of(model.name, [pair for pair in model.weights.items() if pair[0] != "bias"])
    raw = [reason.feature for reason in reasons if reason.words == reason.feature]
    assert len(raw) <= len(reasons) / 10, raw[:20]


@pytest.mark.parametrize("name", MODELS)
def test_start_and_all_reasons_make_the_chance(name: str) -> None:
    model = load_model(name)
    features = random.Random(1).sample(sorted(model.weights), 40)
    told = explained("?", Judgement(model, features), most=10_000)
    total = told.start + sum(reason.weight for reason in told.reasons)
    assert 1 / (1 + math.exp(-total)) == pytest.approx(model.probability(features), abs=0.05)


def test_the_strongest_come_first_and_no_more_than_asked() -> None:
    model = LinearModel("size/1", 0.0, {"role=subject": -0.5, "negated=True": 2.0, "apart=0": 1.0})
    told = explained("?", Judgement(model, list(model.weights)), most=2)
    assert [reason.weight for reason in told.reasons] == [2.0, 1.0]


def test_levels_of_the_encoder_count_as_one_reason() -> None:
    added = [("tag.issues>0", 0.5), ("tag.issues>1", 0.25), ("tag.trigger>0", -0.1)]
    issue, trigger = reasons_of("issue/1", added)
    assert (issue.weight, issue.feature) == (0.75, "tag.issues>1")
    assert issue.words == "the encoder sees an issue: 0.08 or more"
    assert trigger.weight == -0.1


@pytest.mark.parametrize(
    "feature", ["quite=new", "quite=new|kind=x", "a bare one", "=", "|", "w-1=|", "a=b=c|"]
)
def test_a_feature_without_words_is_told_as_it_is_or_told_at_all(feature: str) -> None:
    (reason,) = reasons_of("event-trigger/1", [(feature, 1.0)])
    assert reason.feature == feature
    assert reason.words


def test_the_bias_of_the_features_is_part_of_the_start() -> None:
    told = explained("?", Judgement(LinearModel("m/1", -1.0, {"bias": 0.5}), ["bias"]), most=5)
    assert (told.start, told.reasons) == (-0.5, ())
