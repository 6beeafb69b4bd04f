"""What is loaded, and when: an article that is left out waits for no language model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.coder import Coder, made_by
from dateline.commands.code import CodeArguments, code
from dateline.errors import GazetteerError, ModelError
from dateline.records import Article, ArticleId
from dateline.settings import Settings

MARKET = "Shares rose on Monday as investors bought the stocks of three banks in quiet trade."
MARCH = "LAHORE - Some 3,000 teachers marched to the assembly on Saturday to demand higher pay."

LEAVES_OUT = """
import sys
from dateline import Coder
record = Coder().code({text!r})
assert record.outcome == "left_out", record
assert not [name for name in sys.modules if name.split(".")[0] in ("spacy", "thinc")]
"""


@pytest.mark.slow
def test_an_article_that_is_left_out_loads_no_language_model() -> None:
    script = LEAVES_OUT.format(text=MARKET)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_an_article_that_is_kept_loads_it_once() -> None:
    coder = Coder()
    assert not coder.is_loaded
    assert coder.code(MARKET).outcome == "left_out" and not coder.is_loaded
    assert coder.code(MARCH).outcome == "coded" and coder.is_loaded


def test_a_gazetteer_that_cannot_be_opened_ends_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(**places: object) -> None:
        raise GazetteerError("the folder cannot be written")

    monkeypatch.setattr("dateline.gazetteer.Gazetteer.open", closed)
    with pytest.raises(GazetteerError, match="cannot be written"):
        Coder().code_article(Article(id=ArticleId("a"), text=MARCH, language="en"))


@pytest.mark.slow
def test_a_model_that_does_not_load_ends_the_run_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "meta.json").write_text('{"lang": "en", "name": "made", "version": "1.0.0"}', encoding="utf-8")
    settings = Settings(model_path=str(folder))
    news = tmp_path / "news.txt"
    news.write_text(MARCH, encoding="utf-8")
    arguments = CodeArguments(inputs=(str(news),), outputs=(str(tmp_path / "o.jsonl"),), settings=settings)
    with pytest.raises(ModelError, match="cannot be loaded"):
        code(arguments, made_by=made_by(settings))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "news.txt"]
