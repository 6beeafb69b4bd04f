from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dateline.read import detect_language
from dateline.read.identifier import Identifier


@pytest.mark.parametrize(
    "text",
    [
        "Thousands march",
        "POLICE FIRE TEAR GAS AT MARCHERS",
        "Teachers And Nurses Walk Out In Kano",
        "hundreds marched in durban on friday, police said",
        "SAMWU strike, eThekwini",
        "Gaza",
        "12 - 0 !!!",
        "",
        "Rally 🎉🎉",
        "Abahlali baseMjondolo march to Durban City Hall",
    ],
)
def test_english_however_short_or_written_is_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mehrere tausend Menschen haben am Samstag in Leipzig gegen die Reform demonstriert.", "de"),
        ("Des milliers de personnes ont défilé samedi à Lyon contre la réforme.", "fr"),
        ("Miles de personas se manifestaron el sábado en Sevilla contra la reforma.", "es"),
        ("خرج آلاف المتظاهرين يوم السبت في شوارع المدينة ضد القانون الجديد", "ar"),
    ],
)
def test_another_language_is_told(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_text_read_in_parts_is_judged_as_one_read_through() -> None:
    ours = Identifier.from_model_file(MODEL_FILE, norm_probs=True)
    plain = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    words = (
        "Mehrere tausend Menschen défilé samedi à Lyon, los sábados خرج آلاف المتظاهرين 🎉 march in Durban. "
    )
    for text in ("", "a", "\0", words, words * 30, words[::-1] * 7):
        assert ours.classify(text) == plain.classify(text)
