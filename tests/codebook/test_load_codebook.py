"""project.toml: what it may hold, and how what it may not hold is told."""

from __future__ import annotations

import pickle
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.codebook import Codebook, Organisation, OwnForm, Scope, definitions
from dateline.codebook.countries import COUNTRIES
from dateline.codebook.lines import key_lines
from dateline.codebook.load import MAX_BYTES, parse_codebook
from dateline.codebook.starting import example, starting_file
from dateline.codebook.values import MAX_LIST, MAX_NAME
from dateline.errors import CodebookError
from dateline.records import lists
from dateline.settings import Settings


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(CodebookError) as told:
        parse_codebook(text, "project.toml")
    return told.value.problems


def test_an_empty_file_changes_nothing() -> None:
    assert parse_codebook("") == Codebook() == Settings().codebook


def test_the_full_example_holds_every_kind_of_rule() -> None:
    codebook = parse_codebook(example())
    unset = [f.name for f in fields(Codebook) if not getattr(codebook, f.name)]
    assert unset == []
    default = [f.name for f in fields(Scope) if getattr(codebook.scope, f.name) == getattr(Scope(), f.name)]
    assert default == ["unknown_size", "background", "unknown_country"]


def test_the_starting_file_changes_nothing_until_its_rules_are_uncommented() -> None:
    assert parse_codebook(starting_file()) == Codebook()
    uncommented = re.sub(r"^#(?=\S)", "", starting_file(), flags=re.MULTILINE)
    assert parse_codebook(uncommented) == parse_codebook(example())


def test_the_public_way_in_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text(example(), encoding="utf-8")
    assert dateline.load_codebook(path) == dateline.load_codebook(str(path)) == parse_codebook(example())


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16"], ids=["utf-8 with a mark", "as PowerShell writes it"]
)
def test_marks_at_the_start_of_a_file_do_no_harm(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "project.toml"
    path.write_text('name = "Équipe"\n', encoding=encoding)
    assert dateline.load_codebook(path).name == "Équipe"


def test_line_ends_of_windows_do_no_harm() -> None:
    assert parse_codebook(example().replace("\n", "\r\n")) == parse_codebook(example())


def test_a_codebook_is_hashable_and_goes_to_workers() -> None:
    settings = Settings(codebook=parse_codebook(example()))
    again = pickle.loads(pickle.dumps(settings))
    assert again == settings
    assert hash(again) == hash(settings)


@pytest.mark.parametrize(
    "rule",
    [
        'name = "x"',
        "[scope]\nleast_people = 5",
        "[scope]\nonline = false",
        '[forms.sangha]\nis_a = "march"\nwords = ["sangha"]',
        '[topics.water]\nwords = ["well"]',
        '[[organisations]]\nname = "Green Front"',
        '[[places]]\nname = "Ghat"\nlatitude = 1\nlongitude = 2',
        "[sizes]\nscores = [1, 2]",
    ],
    ids=lambda rule: rule.split("\n")[0],
)
def test_each_rule_changes_the_hash_of_the_settings(rule: str) -> None:
    with_rule = Settings(codebook=parse_codebook(rule)).sha256()
    assert with_rule == Settings(codebook=parse_codebook(rule)).sha256()
    assert with_rule != Settings().sha256()


MISTAKES = {
    "no TOML": ("[scope\n", "is no TOML: .*line 1"),
    "a key twice": ("name = 'a'\nname = 'b'", "is no TOML"),
    "brackets without end": ("x = " + "[" * 5_000, "cannot be read as TOML|is no TOML"),
    "a number without end": ("[scope]\nleast_people = " + "9" * 5_000, "cannot be read as TOML|is no TOML"),
    "unknown table": ("[scop]\nonline = true", r"line 1, scop: is no key.*did you mean 'scope'\?"),
    "unknown key": (
        "[scope]\n\nstrike = false",
        r"line 3, \[scope\], strike: is no key.*did you mean 'strikes'",
    ),
    "wrong kind": ('[scope]\nstrikes = "no"', r"is text in quotes, 'no'; it takes true or false"),
    "true for a number": ("[scope]\nleast_people = true", "is true or false, True; it takes a whole number"),
    "number out of bounds": ("[scope]\nleast_people = -3", "is -3; it takes a whole number from 1"),
    "unknown form": ('[scope]\nforms = ["marsh"]', "'marsh' is none of its words; did you mean 'march'"),
    "unknown status": ('[scope]\nstatuses = ["hold"]', "did you mean 'held'"),
    "nothing left in": ("[scope]\nforms = []", "is empty, so nothing would count"),
    "unknown country": ('[scope]\ncountries = ["XX"]', "'XX' is no country code; write ISO 3166"),
    "half a rule": ('[scope]\nunknown_size = "out"', "says nothing without least_people"),
    "scope that is no table": ("scope = 3", "is a whole number, 3; it takes a table"),
    "form without its kind": ('[forms.yatra]\nwords = ["yatra"]', r"\[forms.yatra\], is_a: is missing"),
    "form of an unknown kind": ('[forms.yatra]\nis_a = "marching"\nwords = ["y"]', "did you mean 'march'"),
    "form of the list with a kind": ('[forms.march]\nis_a = "rally"\nwords = ["y"]', "leave is_a out"),
    "form without words": ('[forms.yatra]\nis_a = "march"', "words: is missing"),
    "form that is no table": ("[forms]\nmarch = 3", r"\[forms.march\]: is a whole number, not a table"),
    "form with an odd name": ('[forms."*"]\nis_a = "march"\nwords = ["y"]', "is no name"),
    "word that is none": ('[forms.march]\nwords = ["a|b"]', r"'a\|b' is no word or phrase"),
    "phrase without end": (f'[forms.march]\nwords = ["{"a " * 9}b"]', "has more than 8 words"),
    "word of two forms": (
        '[forms.a]\nis_a = "march"\nwords = ["y"]\n[forms.b]\nis_a = "rally"\nwords = ["y"]',
        r"line 6, \[forms.b\], words: 'y' is a word of \[forms.a\] already",
    ),
    "topic without words": ("[topics.water]", "words: is missing"),
    "topic with a star inside": ('[topics.water]\nwords = ["w*ter"]', r"\* may stand at the end"),
    "organisation without name": (
        '[[organisations]]\nacronym = "X"',
        r"\[\[organisations\]\] number 1, name: is miss",
    ),
    "person": ('[[organisations]]\nname = "X"\nkind = "person"', "'person' is none of its words"),
    "one name twice": (
        '[[organisations]]\nname = "X"\n[[organisations]]\nname = "X"',
        "line 3, .*names 'X' already",
    ),
    "name without letters": ('[[organisations]]\nname = "12"', "holds no letter"),
    "empty name": ('[[organisations]]\nname = " "', "is empty"),
    "name with a bell": ('[[organisations]]\nname = "a\\u0007"', "cannot be printed"),
    "name without end": (f'[[organisations]]\nname = "{"a" * (MAX_NAME + 1)}"', f"{MAX_NAME} are the most"),
    "aliases without end": (
        f"[[organisations]]\nname = 'a'\naliases = {['b'] * (MAX_LIST + 1)}",
        "are the most",
    ),
    "one table in place of a list": ('[organisations]\nname = "X"', r"it takes a list in \[ \]"),
    "place without degrees": ('[[places]]\nname = "X"', "latitude: is missing"),
    "place off the globe": ('[[places]]\nname = "X"\nlatitude = 91\nlongitude = 0', "from -90 to 90"),
    "place at infinity": ('[[places]]\nname = "X"\nlatitude = nan\nlongitude = inf', "from -90 to 90"),
    "place in no country": (
        '[[places]]\nname = "X"\nlatitude = 1\nlongitude = 1\ncountry = "India"',
        "two capitals",
    ),
    "size with digits": ('[sizes]\n"3000" = [1, 2]', "letters only"),
    "size upside down": ("[sizes]\nscores = [9, 2]", "swap them"),
    "size of three": ("[sizes]\nscores = [1, 2, 3]", r"it takes \[low, high\] or \[low\]"),
    "size that is no list": ("[sizes]\nscores = 3", r"is a whole number; it takes \[low, high\]"),
    "a day": ("name = 2026-01-01", "is a date or time"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_would_do(text: str, words: str) -> None:
    assert any(re.search(words, problem) for problem in problems(text)), problems(text)


def test_all_problems_of_a_file_are_told_at_once_in_its_order() -> None:
    found = problems(
        '[scope]\nonlin = true\n[sizes]\nscores = 1\n[forms.march]\nwords = 3\n[[places]]\nname = "X"'
    )
    places = [re.match(r"line (\d+)", problem) for problem in found]
    assert [int(p[1]) for p in places if p] == [2, 4, 6, 7, 7]


def test_a_file_of_nothing_but_mistakes_is_told_in_part() -> None:
    found = problems("\n".join(f"wrong{n} = 1" for n in range(300)))
    assert found[-1] == "and 250 more"


def test_an_error_keeps_its_problems_on_the_way_from_a_worker() -> None:
    error = CodebookError("project.toml", ("one", "two"))
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problems) == (str(error), error.problems)
    assert str(error) == "project.toml has 2 problems:\n  one\n  two"


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"nowhere\.toml: cannot be read: "):
        dateline.load_codebook(tmp_path / "nowhere.toml")


def test_a_folder_is_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        dateline.load_codebook(tmp_path)


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_bytes(b'name = "a"\n# \xff\n')
    with pytest.raises(CodebookError, match="line 2: is not UTF-8"):
        dateline.load_codebook(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(CodebookError, match="more than 2,000,000 bytes"):
        dateline.load_codebook(path)


KEYS = ["name", "scope", "forms", "topics", "organisations", "places", "sizes", "words", "is_a", "latitude",
        "aliases", "kind", "march", "strikes", "least_people", "x y", "", "é"]  # fmt: skip
SCALARS = st.one_of(
    st.integers(-5, 10**10),
    st.floats(),
    st.booleans(),
    st.text(max_size=8),
    st.sampled_from(["march", "IN", "held"]),
)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def outcome(text: str) -> Codebook | CodebookError:
    """What reading gives; any other error is a crash and fails the test."""
    try:
        return parse_codebook(text)
    except CodebookError as error:
        return error


def as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'


@given(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=5))
def test_any_toml_gives_a_codebook_or_a_codebook_error(data: dict[str, Any]) -> None:
    text = "\n".join(f"{quoted(key)} = {as_toml(value)}" for key, value in data.items())
    assert isinstance(outcome(text), Codebook | CodebookError)


@given(st.text())
def test_any_text_gives_a_codebook_or_a_codebook_error(text: str) -> None:
    assert isinstance(outcome(text), Codebook | CodebookError)


def test_keys_of_tables_in_a_list_have_lines_of_their_own() -> None:
    lines = key_lines('[[places]]\nname = "a"\n\n[[places]]\nname = "b"')
    assert lines["places", 0, "name"] == 2
    assert lines["places", 1, "name"] == 5


@pytest.mark.parametrize(
    ("meanings", "words"),
    [
        (definitions.FORM_MEANINGS, lists.FormName),
        (definitions.STATUS_MEANINGS, lists.StatusName),
        (definitions.POLICE_MEANINGS, lists.PoliceActionName),
        (definitions.VIOLENCE_MEANINGS, lists.ViolenceKind),
        (definitions.ACT_MEANINGS, lists.ActName),
        (definitions.ACTOR_MEANINGS, lists.ActorKind),
        (definitions.PRECISION_MEANINGS, lists.PlacePrecision),
        (definitions.STANCE_MEANINGS, lists.Stance),
        (definitions.SIZE_OF_MEANINGS, lists.SizeOf),
        (definitions.SCOPE_MEANINGS, lists.ScopeRule),
        (definitions.TOPIC_MEANINGS, lists.Topic),
    ],
    ids=[
        "forms",
        "statuses",
        "police",
        "violence",
        "acts",
        "actors",
        "places",
        "stances",
        "sizes",
        "scope",
        "topics",
    ],
)
def test_each_word_of_a_closed_list_has_a_meaning(meanings: dict[str, str], words: Any) -> None:
    assert list(meanings) == list(get_args(words))
    assert all(meaning.endswith(".") for meaning in meanings.values())


def test_the_gazetteer_s_countries_may_be_named() -> None:
    table = Path(dateline.__file__).parent / "gazetteer/countries.tsv"
    rows = [line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert set(rows) <= COUNTRIES


def test_names_of_an_organisation_come_once_each() -> None:
    assert Organisation(name="A B", acronym="AB", aliases=("AB", "Beta")).names == ("A B", "AB", "Beta")


def test_words_added_to_a_form_of_the_list_are_no_form_of_their_own() -> None:
    assert OwnForm(name="march", is_a="march", words=("trek",)).own is None
