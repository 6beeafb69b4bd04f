"""The rule of every value, on texts of all kinds of signs: it quotes the article, whatever is in it."""

# ruff: noqa: E501

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.coder import Coder
from dateline.export.csv import rows
from dateline.export.mask import mask
from dateline.records import Record
from dateline.show import report_html, show_html

PIECES = (
    "Thousands of teachers marched in Lahore on Monday", "police fired tear gas", "“We will not stop,”",
    "said Ali Khan", "the National Union of Teachers (NUT)", "protests", "20 people were arrested",
    "to demand higher wages", "a general strike", "KARACHI, May 1 -", "1,000", "between 20 and 30 workers",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇵🇰", "e\u0301", "n\u0303\u0327", "\u202eabc\u202c", "\u200b", "\u00ad", "\ufeff", "מחאה בחיפה", "احتجاج في القاهرة",
    "抗議", "\r\n", "\r\n\r\n", "\n", "\n\n", "\t", "\u00a0", "\u2028", "\x85", "\x0b", "“", "”", "‘", "’", '"', "'", "«", "»", "„",
    "``", "''", "(", ")", "[", "]", "—", "--", ".", ",", ":", ";", "?", "!", "…", "٣٠٠", "½", "²", "<b>", "&amp;",
    "=cmd()", "@x", "ǅ", "ﬁ", "İstanbul", "ß",
)  # fmt: skip
LEAST = "Thousands protested in Lahore."

texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")),
    min_size=1,
    max_size=40,
).flatmap(lambda pieces: st.sampled_from((" ", "", " ")).map(lambda joint: joint.join(pieces)))


@given(text=texts, lead=st.booleans(), published=st.sampled_from((None, "2023-10-23")))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_value_of_any_text_can_be_checked_and_written(
    full_coder: Coder, text: str, lead: bool, published: str | None
) -> None:
    text = f"{LEAST} {text}" if lead else text
    record = full_coder.code(text, published=published, language="en", title=text[:80])

    record.check()
    assert all(s.where != "text" or text[s.start : s.end] == s.quote for s in record.spans())
    assert Record.from_dict(json.loads(record.to_json())) == record
    again = full_coder.code(text, published=published, language="en", title=text[:80])
    assert again.to_json() == record.to_json()

    # A masked record's spans keep their offsets into the untouched text, so only its form is looked at.
    for shown in (record, mask(record).record):
        shown.to_json().encode("utf-8")
        assert all(isinstance(cell, str) for row in rows(shown) for cell in row)
    for masked in (True, False):
        show_html(record, masked=masked).encode("utf-8")
        report_html([record], masked=masked).encode("utf-8")
