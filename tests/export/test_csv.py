"""The flat table: columns, joining, masking, and cells that a spreadsheet might run."""

# ruff: noqa: E501

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_mention, march_record, record_of

from dateline.export.csv import HEADER, rows
from dateline.records import MentionId, Record


def row_of(record: Record) -> dict[str, str]:
    (row,) = rows(record)
    return dict(zip(HEADER, row, strict=True))


def test_a_mention_gives_one_row_of_the_contract_s_columns() -> None:
    row = row_of(march_record())
    assert row["form"] == "march"
    assert (row["date_start"], row["date_end"], row["date_basis"]) == ("2024-03-14", "2024-03-14", "relative")
    assert (row["place"], row["site"], row["country"], row["geonameid"]) == (
        "Durban",
        "Farewell Square",
        "ZA",
        "1007311",
    )
    assert (row["size_low"], row["size_high"], row["size_words"], row["size_claimant"]) == (
        "2000",
        "19999",
        "Thousands",
        "",
    )
    assert row["issues"] == "for: higher wages"
    assert row["main"] == "true"
    assert row["made_by"].startswith("dateline 0.1.0; parser en_core_web_md/3.8.0; ")


def test_all_sizes_are_listed_with_their_claimants() -> None:
    assert row_of(march_record())["sizes_all"] == (
        "Thousands [2000-19999]; 8,000 [8000-8000] by Harbour Workers Front; about 3,500 [3500-3500] by Deven Pillay"
    )


def test_an_unknown_value_is_an_empty_cell() -> None:
    row = row_of(march_record())
    assert (row["published"], row["admin2"], row["killed_low"], row["damage"]) == ("", "", "", "")


def test_no_hidden_name_is_in_any_cell() -> None:
    (row,) = rows(march_record())
    assert not [cell for cell in row if "Khoza" in cell or "Zondo" in cell]
    assert "[person 1]: We have not had" in dict(zip(HEADER, row, strict=True))["statements"]


def test_evidence_is_json_with_the_offsets_of_the_untouched_text() -> None:
    record = march_record()
    (row,) = rows(record)
    evidence = json.loads(dict(zip(HEADER, row, strict=True))["evidence"])
    text = record.article.text or ""
    assert {
        "field": "form",
        "start": text.index("marched"),
        "end": text.index("marched") + 7,
        "quote": "marched",
    } in evidence


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    record = march_record()
    record = replace(record, article=replace(record.article, title=f"{start}HYPERLINK(1)"))
    assert row_of(record)["title"] == f"'{start}HYPERLINK(1)"


def test_a_negative_coordinate_stays_a_number() -> None:
    assert float(row_of(march_record())["latitude"]) == pytest.approx(-29.8579)


def test_an_article_without_mentions_gives_no_row() -> None:
    assert list(rows(record_of("Nothing happened."))) == []


def test_a_mention_with_reasons_needs_review_and_names_them() -> None:
    mention = replace(march_mention(), review=("date_published", "sizes_conflict"))
    row = row_of(replace(march_record(), mentions=(mention,)))
    assert (row["needs_review"], row["review_reasons"]) == ("true", "date_published; sizes_conflict")


def test_a_mention_without_reasons_needs_no_review() -> None:
    row = row_of(march_record())
    assert (row["needs_review"], row["review_reasons"]) == ("false", "")


def test_the_form_s_own_name_stands_beside_the_closed_list_s() -> None:
    mention = march_mention()
    mention = replace(mention, form=replace(mention.form, own="toyi-toyi"))
    row = row_of(replace(march_record(), mentions=(mention,)))
    assert (row["form"], row["form_own"]) == ("march", "toyi-toyi")


def test_a_mention_that_the_codebook_leaves_out_has_no_row() -> None:
    mention = march_mention()
    out = replace(mention, id=MentionId("m2"), out_of_scope=("least_people",))
    (row,) = rows(replace(march_record(), mentions=(out, mention)))
    assert row[0] == "m1"


@pytest.mark.parametrize(
    ("number", "written"), [(151.20732, "151.20732"), (-29.8579, "-29.8579"), (31.0, "31"), (0.0, "0")]
)
def test_a_coordinate_keeps_all_its_digits(number: float, written: str) -> None:
    mention = march_mention()
    assert mention.place is not None
    mention = replace(mention, place=replace(mention.place, longitude=number))
    assert row_of(replace(march_record(), mentions=(mention,)))["longitude"] == written


def test_a_semicolon_inside_an_item_does_not_split_the_list() -> None:
    mention = march_mention()
    (issue,) = mention.issues
    record = replace(
        march_record(), mentions=(replace(mention, issues=(replace(issue, words="pay; rest"), issue)),)
    )
    assert row_of(record)["issues"] == "for: pay, rest; for: higher wages"


def test_an_issue_says_its_stance_once() -> None:
    mention = march_record().mentions[0]
    issue = replace(mention.issues[0], stance="against", words="against rising rents")
    record = replace(march_record(), mentions=(replace(mention, issues=(issue,)),))
    assert row_of(record)["issues"] == "against: rising rents"
