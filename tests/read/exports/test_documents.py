from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from dateline.commands.flow import Flow
from dateline.errors import UnreadableInput
from dateline.read import Export, Found, Unread, read_inputs
from dateline.read.exports import word
from dateline.read.exports.opening import read_export
from dateline.read.exports.rich_text import rich_lines
from dateline.read.exports.word import word_lines
from dateline.records import Origin, Record
from dateline.settings import Settings

MARCH = "Hundreds of nurses marched through Harbrook on Friday."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def opened(raw: bytes) -> tuple[Found | Unread, ...]:
    return read_export(Export(origin=Origin(file="a.docx"), raw=raw), Settings())


def saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def with_body(xml: str) -> bytes:
    """A document whose main part is this."""
    source, held = io.BytesIO(saved(Document())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, xml if member.filename == "word/document.xml" else content)
    return held.getvalue()


def test_a_document_that_is_no_export_is_one_article() -> None:
    document = Document()
    document.add_heading("Nurses march")
    document.add_paragraph(MARCH)
    document.add_table(1, 1).cell(0, 0).text = "They left at noon."
    (entry,) = opened(saved(document))
    assert isinstance(entry, Found)
    assert entry.article.text == f"Nurses march\n\n{MARCH}\n\nThey left at noon."
    assert (entry.article.id, entry.id_from, entry.article.text_from) == ("a.docx", "path", "docx/1")


def test_inserted_words_and_links_are_text_and_deleted_words_and_drawings_are_not() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Nurses</w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'> of Harbrook</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> of Leeds</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> marched</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>on</w:t><w:br/><w:t>Friday.</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Advert</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    lines = word_lines(with_body(f"<w:document {W}><w:body>{body}</w:body></w:document>"))
    assert lines == ["Nurses of Harbrook marched\ton", "Friday."]


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"secret"'):
        xml = (
            f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e {entity}>]>'
            f"<w:document {W}><w:body><w:p><w:r><w:t>{MARCH}&e;</w:t></w:r></w:p></w:body></w:document>"
        )
        assert "secret" not in "".join(word_lines(with_body(xml)))


def test_a_document_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_UNPACKED", 1_000_000)
    bomb = with_body("<w:document>" + " " * 2_000_000 + "</w:document>")
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableInput, match="unpacks to"):
        word_lines(bomb)


@pytest.mark.parametrize(
    "raw",
    [
        b"PK",
        b"PK\x03\x04 damaged",
        with_body("<w:document"),
        with_body("<other/>"),
        with_body("<w:document " + W + "/>"),
        saved(Document())[:2000],
    ],
    ids=["two bytes", "no archive", "cut XML", "another root", "no body", "cut archive"],
)
def test_a_damaged_document_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(UnreadableInput, match="Word document"):
        word_lines(raw)


def test_an_archive_that_is_no_document_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("news.txt", MARCH)
    with pytest.raises(UnreadableInput, match="Word document"):
        word_lines(held.getvalue())


def test_an_old_document_is_refused_with_what_would_do() -> None:
    with pytest.raises(UnreadableInput, match=r"save it as \.docx"):
        opened(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_rich_text_keeps_its_letters_and_drops_the_addresses_of_links() -> None:
    markup = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\info{\title no}}\pard "
        rb"Caf\'e9 owners \u8220?marched\u8221? \u-10180?\u-8448?\par "
        rb'{\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt{Harbrook}}} hyperlink\par}'
    )
    assert rich_lines(markup)[:2] == ["Café owners “marched” 🌀", "Harbrook hyperlink"]


@pytest.mark.parametrize(
    "raw",
    [b"no rich text", b"{\\rtf1\\ansi \\pict\\bin}", b"{\\rtf1\\ansi \\uc a}", b"{\\rtf1 \\u9999999999 }"],
    ids=["text", "bin without a length", "uc without a number", "no character"],
)
def test_damaged_rich_text_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(UnreadableInput, match="rich text"):
        rich_lines(raw)


@pytest.mark.parametrize("name", ["a.docx", "a.rtf", "a.ris"])
def test_an_empty_file_fails_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    (entry,) = read_inputs([str(tmp_path / name)], Settings())
    assert isinstance(entry, Unread) and entry.origin.file == (tmp_path / name).as_posix()


@pytest.mark.slow
def test_a_run_gives_a_record_for_each_article_of_an_export(tmp_path: Path) -> None:
    """The way through the workers: read, cut apart, each article coded or failed by itself."""
    good = "T {n}\nCourier\nMarch 3, 2023\nLength: 9 words\nBody\n" + MARCH + " {n}\nEnd of Document\n"
    bad = "Lost\nCourier\nMarch 3, 2023\nLength: 9 words\nEnd of Document\n"
    (tmp_path / "a.txt").write_text(good.format(n=1) + bad + good.format(n=2), encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK damaged")
    (tmp_path / "c.txt").write_text(MARCH, encoding="utf-8")
    from dateline.coder import made_by

    flow = Flow(coder_factory=echo, made_by=made_by(Settings()), settings=Settings(), workers=1)
    records = [
        item for item in flow.records(read_inputs([str(tmp_path)], Settings())) if isinstance(item, Record)
    ]
    assert [(Path(r.input.file or "").name, r.input.line, r.outcome) for r in records] == [
        ("a.txt", 1, "left_out"),
        ("a.txt", 8, "failed"),
        ("a.txt", 13, "left_out"),
        ("b.docx", None, "failed"),
        ("c.txt", None, "left_out"),
    ]


def echo():  # type: ignore[no-untyped-def]
    return _echo


def _echo(given):  # type: ignore[no-untyped-def]
    from dateline.coder import made_by

    return Record(made_by=made_by(Settings()), input=given.origin, article=given.article, outcome="left_out")
