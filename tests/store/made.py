"""Records to put into stores, without a language model."""

from __future__ import annotations

import hashlib

from dateline.records import (
    Article,
    ArticleId,
    Form,
    MadeBy,
    Mention,
    MentionId,
    Origin,
    Record,
    Span,
    Status,
)
from dateline.records.ids import value_id

TEXT = "Dockers marched in Vell on Monday. 🔥 Nurses struck in Obi the day after, police said."


def made_by(version: str = "1") -> MadeBy:
    return MadeBy(dateline="0.1.0", models={"event": version}, gazetteer="none", settings_sha256="0")


def mention(article_id: str, text: str, words: str) -> Mention:
    """A mention whose trigger is the first place of some words."""
    start = text.index(words)
    trigger = (Span.of(text, start, start + len(words)),)
    return Mention(
        id=MentionId(value_id(article_id, "mention", start, start + len(words))),
        main=True,
        trigger=trigger,
        form=Form(value="march", confidence=0.9, evidence=trigger, by="test/1"),
        status=Status(value="held", confidence=0.9, evidence=trigger, by="test/1"),
    )


def record(
    article_id: str = "a1", *words: str, text: str = TEXT, version: str = "1", file: str = "news.jsonl"
) -> Record:
    """A coded record with a mention for each of some words."""
    return Record(
        made_by=made_by(version),
        input=Origin(file=file, line=1),
        article=Article(
            id=ArticleId(article_id), text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest()
        ),
        outcome="coded",
        mentions=tuple(mention(article_id, text, w) for w in words or ("marched",)),
    )


def failed(article_id: str = "a1") -> Record:
    return Record(
        made_by=made_by(),
        input=Origin(file="news.jsonl", line=1),
        article=Article(id=ArticleId(article_id)),
        outcome="failed",
        reason="too long",
    )
