"""The chain of changes: what people decided and what was erased, in order, so that nobody can take one out.

A change's digest is that of its body with a salt; the chain's digest is that of the change's and of the
chain before. When a body is erased with its salt, the chain still holds, and nobody can guess the body
from its digest.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dateline.store.tables import CHANGE, CHANGE_BODY, PROJECT


def append(connection: Connection, kind: str, body: dict[str, Any], article_id: str | None = None) -> int:
    """Add a change inside a step that has begun; gives its number, from 1."""
    number = (connection.scalar(select(func.max(CHANGE.c.number))) or 0) + 1
    before = connection.scalar(select(CHANGE.c.chain).where(CHANGE.c.number == number - 1))
    salt, written = secrets.token_hex(16), json.dumps(body, sort_keys=True, ensure_ascii=False)
    digest = _sha256(salt, written)
    link = _link(before or _beginning(connection), number, kind, article_id, digest)
    row = {"number": number, "kind": kind, "article_id": article_id, "digest": digest, "chain": link}
    connection.execute(insert(CHANGE), row)
    connection.execute(insert(CHANGE_BODY), {"number": number, "salt": salt, "body": written})
    return number


def broken(connection: Connection) -> Iterator[str]:
    """What does not hold in the chain, in words; nothing where all does."""
    joined = CHANGE.outerjoin(CHANGE_BODY, CHANGE.c.number == CHANGE_BODY.c.number)
    wanted = select(CHANGE, CHANGE_BODY.c.salt, CHANGE_BODY.c.body).select_from(joined)
    before, due = _beginning(connection), 1
    for row in connection.execute(wanted.order_by(CHANGE.c.number)):
        if row.number != due:
            yield f"change {due} is missing"
        if row.chain != _link(before, row.number, row.kind, row.article_id, row.digest):
            yield f"change {row.number} is not the one that was written, or one before it is missing"
        if row.body is not None and _sha256(row.salt, row.body) != row.digest:
            yield f"the body of change {row.number} was altered"
        before, due = row.chain, row.number + 1


def _beginning(connection: Connection) -> str:
    return str(connection.scalar(select(PROJECT.c.value).where(PROJECT.c.name == "id")))


def _link(before: str, number: int, kind: str, article_id: str | None, digest: str) -> str:
    return _sha256(before, json.dumps([number, kind, article_id, digest], ensure_ascii=False))


def _sha256(first: str, second: str) -> str:
    return hashlib.sha256(f"{first}\n{second}".encode()).hexdigest()
