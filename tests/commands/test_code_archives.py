from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from fake_coder import MADE_BY, fake_coder

from dateline.commands.code import CodeArguments, code
from dateline.records import Record
from dateline.settings import Settings

pytestmark = pytest.mark.slow

DEMAND = "<p>Lorry drivers closed lane {} of the ring road on Friday and asked for safer rest stops.</p>"
PAGE = "<html><body><article>" + "".join(DEMAND.format(i) for i in range(5)) + "</article></body></html>"


def response(number: int, body: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}"
    fields = f"WARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
    return gzip.compress(f"WARC/1.1\r\n{fields}Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n".encode())


def test_a_page_of_a_web_archive_that_fails_is_named_by_address_and_number(tmp_path: Path) -> None:
    web = response(1, PAGE) + response(2, "<html></html>") + response(3, PAGE)[:90] + response(4, PAGE + "!")
    path, out = tmp_path / "x.zip", tmp_path / "records.jsonl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("web.warc.gz", web)
        archive.writestr("../../page.html", PAGE)
        archive.writestr("photo.jpg", b"\xff")
    arguments = CodeArguments(
        inputs=(str(path),), outputs=(str(out),), settings=Settings(article_time_s=20), workers=1
    )
    summary = code(arguments, made_by=MADE_BY, coder_factory=fake_coder)
    records = [Record.from_dict(json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]
    inside = path.as_posix() + "/web.warc.gz"
    assert [(r.article.id, r.input.number, r.outcome) for r in records] == [
        (path.as_posix() + "/page.html", None, "coded"),
        ("https://example.org/1", 1, "coded"),
        ("https://example.org/2", 2, "failed"),
        (f"{inside}#3", 3, "failed"),
        ("https://example.org/4", 4, "coded"),
    ]
    told = "\n".join(summary.lines())
    assert f"failed {inside}#2: no article text found in the page" in told
    assert f"note: of no kind Dateline reads: {path.as_posix()}/photo.jpg" in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["records.jsonl", "x.zip"]
