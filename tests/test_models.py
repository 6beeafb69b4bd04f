"""What made_by says of the models is true."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.coder import data_sha256, made_by
from dateline.extract.linear import LinearModel
from dateline.gate import Gate
from dateline.settings import Settings

MODELS = sorted(
    f.name for f in files("dateline.extract").joinpath("models").iterdir() if f.name.endswith(".gz")
)


@pytest.mark.parametrize("name", MODELS)
def test_each_model_is_named_for_its_file_and_its_family_is_in_made_by(name: str) -> None:
    model = LinearModel.from_bytes(files("dateline.extract").joinpath("models").joinpath(name).read_bytes())
    stem, version = model.name.split("/")
    assert name == f"{stem}.json.gz"
    families = made_by(Settings()).models
    assert families[stem.split("-")[0]].split("/")[1] == version


def test_the_gates_model_is_the_one_that_made_by_names() -> None:
    assert made_by(Settings()).models["relevance"] == Gate(Settings()).model


def test_the_hash_of_weights_and_word_lists_is_twelve_digits() -> None:
    assert len(data_sha256()) == 12
    assert int(data_sha256(), 16) >= 0


def test_a_model_comes_back_as_it_went() -> None:
    model = LinearModel("m/1", -0.5, {"b": 1.25, "a": -2.0})
    assert LinearModel.from_bytes(model.to_bytes()) == model
    assert model.to_bytes() == LinearModel("m/1", -0.5, {"a": -2.0, "b": 1.25}).to_bytes()
