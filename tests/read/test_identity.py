from __future__ import annotations

import pytest

from dateline.errors import ConflictingId
from dateline.read import Found, Identity, Repeated
from dateline.read.entry import IdBasis
from dateline.records import Article, ArticleId, Origin

URL = "https://example.org/march"


def found(article_id: str, text: str, id_from: IdBasis = "given") -> Found:
    digest = (text * 64)[:64]
    article = Article(id=ArticleId(article_id), text=text, text_sha256=digest)
    return Found(origin=Origin(), article=article, id_from=id_from)


def test_an_id_that_is_new_stays() -> None:
    identity = Identity()
    settled = [identity.settle(found(i, "a")) for i in ("x", "y")]
    assert [s.id for s in settled] == ["x", "y"]


@pytest.mark.parametrize("basis", ["given", "url", "path", "text"])
def test_same_id_and_same_text_is_a_repetition(basis: IdBasis) -> None:
    identity = Identity()
    identity.settle(found("x", "a", basis))
    assert identity.settle(found("x", "a", basis)) == Repeated(ArticleId("x"))


@pytest.mark.parametrize("basis", ["given", "path"])
def test_same_id_with_another_text_is_refused(basis: IdBasis) -> None:
    identity = Identity()
    identity.settle(found("x", "a", basis))
    with pytest.raises(ConflictingId, match="'x' came before with another text"):
        identity.settle(found("x", "b", basis))


def test_same_url_with_a_new_text_is_a_new_version() -> None:
    identity = Identity()
    identity.settle(found(URL, "a", "url"))
    version = identity.settle(found(URL, "b", "url"))
    assert isinstance(version, Article)
    assert (version.id, version.version_of) == (f"{URL}#bbbbbbbbbbbb", URL)


def test_a_version_that_came_before_is_a_repetition() -> None:
    identity = Identity()
    for text in ("a", "b"):
        identity.settle(found(URL, text, "url"))
    assert identity.settle(found(URL, "b", "url")) == Repeated(ArticleId(f"{URL}#bbbbbbbbbbbb"))
    assert isinstance(identity.settle(found(URL, "c", "url")), Article)
