"""An explainer that needs no model; workers import it, so it is no test module."""

from __future__ import annotations

import time
from collections.abc import Callable

from fake_coder import MADE_BY

from dateline.commands.flow import ToCode
from dateline.records import MentionId, Span
from dateline.records.explanation import ExplainedMention, Explanation, Slot, Weighed


def _weighed(slot: Slot, text: str) -> Weighed:
    return Weighed(slot=slot, value=text[:4], words=(Span.of(text, 0, 4),), by="test/1")


def _explain(given: ToCode) -> Explanation:
    text = given.article.text or ""
    if text.startswith("SLEEP"):
        time.sleep(60)
    if text.startswith("RAISE"):
        raise ValueError("bad text")
    mention = ExplainedMention(
        id=MentionId("m"),
        heading="March",
        main=True,
        weighed=(_weighed("form", text), _weighed("place", text)),
        more={"form": 3, "place": 5},
    )
    outcome = "left_out" if text.startswith("LEAVE") else "failed" if text.startswith("FAIL") else "coded"
    return Explanation(
        made_by=MADE_BY,
        input=given.origin,
        article=given.article,
        outcome=outcome,
        reason=None if outcome == "coded" else "the reason",
        mentions=(mention, mention) if outcome == "coded" else (),
    )


def fake_explainer() -> Callable[[ToCode], Explanation]:
    return _explain
