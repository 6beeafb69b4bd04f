"""``dateline explain``: which article, mentions and fields; most with an explainer that needs no model."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fake_coder import MADE_BY
from fake_explainer import fake_explainer

from dateline.commands.explain import ExplainArguments, as_json, explain
from dateline.errors import UnreadableInput, UsageError
from dateline.records.explanation import Explanation
from dateline.settings import Settings


def explained(article: Path | str, stdin: bytes = b"", **options: Any) -> Explanation:
    arguments = ExplainArguments(article=str(article), **options)
    return explain(arguments, made_by=MADE_BY, explainer_factory=fake_explainer, stdin=io.BytesIO(stdin))


def file_of(folder: Path, *texts: str) -> Path:
    file = folder / "news.jsonl"
    rows = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts, start=1)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def several(tmp_path: Path) -> Path:
    return file_of(tmp_path, "Text one.", "Text two.", "Text three.")


def test_the_only_article_needs_no_choice(tmp_path: Path) -> None:
    assert explained(file_of(tmp_path, "Text one.")).article.text == "Text one."


def test_of_several_none_is_taken_unasked_and_they_are_named(several: Path) -> None:
    with pytest.raises(
        UsageError, match=r"several articles; choose one with --id or --number: 1 'a1', 2 'a2'"
    ):
        explained(several)


def test_of_very_many_the_first_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"5 'a5', …$"):
        explained(file_of(tmp_path, *(f"Text {n}." for n in range(40))))


@pytest.mark.parametrize(("choice", "text"), [({"id": "a3"}, "Text three."), ({"number": 2}, "Text two.")])
def test_an_id_or_a_number_chooses(several: Path, choice: dict[str, Any], text: str) -> None:
    assert explained(several, **choice).article.text == text


def test_a_repeated_article_has_no_number_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "twice.jsonl"
    row = json.dumps({"id": "a", "text": "Text one."})
    file.write_text(f"{row}\n{row}\n" + json.dumps({"id": "b", "text": "Text two."}) + "\n", encoding="utf-8")
    assert explained(file, number=2).article.id == "b"


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"id": "a9"}, "holds no article with the id 'a9'"),
        ({"number": 4}, "holds 3 articles, none with the number 4"),
    ],
)
def test_a_choice_that_is_not_there_is_told(several: Path, choice: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        explained(several, **choice)


def test_an_empty_file_and_an_empty_folder_hold_no_article(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    with pytest.raises((UsageError, UnreadableInput), match=r"no article|empty"):
        explained(tmp_path / "none.jsonl")
    (tmp_path / "folder").mkdir()
    with pytest.raises((UsageError, UnreadableInput)):
        explained(tmp_path / "folder")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        explained(tmp_path / "missing.txt")


def test_an_article_that_fails_is_told_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="the reason"):
        explained(file_of(tmp_path, "FAIL"))
    (tmp_path / "bad.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="not JSON"):
        explained(tmp_path / "bad.jsonl")


@pytest.mark.slow
def test_an_article_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="not done within"):
        explained(file_of(tmp_path, "SLEEP"), settings=Settings(article_time_s=0.5))


def test_standard_input_is_read() -> None:
    assert explained("-", stdin=b"Text of the input.", kind="text").article.text == "Text of the input."


def test_a_given_day_of_publication_counts(tmp_path: Path) -> None:
    article = explained(file_of(tmp_path, "Text one."), published=date(2024, 5, 1)).article
    assert (article.published, article.published_basis) == (date(2024, 5, 1), "given")


def test_a_mention_or_a_field_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = file_of(tmp_path, "Text one.")
    with pytest.raises(UsageError, match="--mention 3: the article has 2 mentions"):
        explained(file, mentions=(3,))
    with pytest.raises(UsageError, match="no field of a mention; known: trigger, form"):
        explained(file, slots=("colour",))


def test_json_holds_the_mentions_and_fields_that_were_asked_for(tmp_path: Path) -> None:
    arguments = ExplainArguments(article="-", mentions=(2,), slots=("place",))
    told = json.loads(as_json(explained(file_of(tmp_path, "Text one.")), arguments))
    (mention,) = told["mentions"]
    assert [w["slot"] for w in mention["weighed"]] == ["place"]
    assert mention["more"] == {"place": 5}
    assert (told["schema"], told["outcome"], told["article"]["id"]) == (1, "coded", "a1")


def test_json_is_ascii_whatever_the_article_holds(tmp_path: Path) -> None:
    file = file_of(tmp_path, "Tex\u202e \x9b2J \x1b[2J é")
    told = as_json(explained(file), ExplainArguments(article="-"))
    assert told.isascii()
    assert "\x1b" not in told
    assert json.loads(told)["article"]["text"] == "Tex\u202e \x9b2J \x1b[2J é"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", "explain", *arguments]
    env = os.environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "72"}
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", env=env)


@pytest.mark.slow
class TestTheCommand:
    def test_says_why_without_colour_and_within_the_width(self, tmp_path: Path) -> None:
        file = tmp_path / "one.txt"
        file.write_text("LEEDS - About 300 bus drivers marched on Monday against pay cuts.", encoding="utf-8")
        done = run(str(file), "--published", "2024-05-08")
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 72
        assert all(line == line.rstrip() for line in done.stdout.splitlines())
        assert "* march  “marched”" in done.stdout

    def test_gives_json(self, tmp_path: Path) -> None:
        file = tmp_path / "one.txt"
        file.write_text("LEEDS - About 300 bus drivers marched on Monday against pay cuts.", encoding="utf-8")
        done = run(str(file), "--json", "--slot", "sizes")
        assert json.loads(done.stdout)["mentions"][0]["weighed"][0]["value"].startswith("About 300")

    def test_says_why_an_article_is_passed_over_and_goes_on_with_all(self, tmp_path: Path) -> None:
        file = tmp_path / "bank.txt"
        file.write_text("The bank opened a branch in Leeds.", encoding="utf-8")
        done = run(str(file))
        assert done.returncode == 0
        assert "left out: no protest word" in done.stdout
        assert "--all goes on" in done.stderr
        assert "No event" in run(str(file), "--all").stdout

    def test_what_cannot_be_explained_ends_with_2(self, tmp_path: Path) -> None:
        done = run(str(tmp_path / "missing.txt"))
        assert (done.returncode, done.stdout) == (2, "")
        assert "no such file" in done.stderr
        done = run("x.txt", "--id", "a", "--number", "1")
        assert done.returncode == 2
        assert "give one of them" in done.stderr
