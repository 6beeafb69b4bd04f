from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import pytest

from dateline.read import Entry, Found, Page, Unread, read_inputs
from dateline.read.page import PageReader
from dateline.settings import Settings

TEXT = "Hundreds of nurses marched through Harbrook on Friday.\r\n"
NAMES = [
    "Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "Url", "Abstract Note",
    "Date", "Language", "Section", "File Attachments",
]  # fmt: skip


def zotero(folder: Path, *attachments: str, names: list[str] = NAMES) -> Path:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(names)
    for number, files in enumerate(attachments):
        row = [
            f"KEY{number}",
            "newspaperArticle",
            "2023",
            "Ellwood, Mara",
            "Nurses march",
            "The Harbrook Courier",
            f"https://courier.example/{number}",
            "Nurses want more pay.",
            "2023-03-03",
            "en",
            "News",
            files,
        ]
        writer.writerow(row[: len(names)])
    path = folder / "export.csv"
    path.write_text(held.getvalue(), encoding="utf-8-sig", newline="")
    return path


def ris(folder: Path, *references: str) -> Path:
    path = folder / "export.ris"
    path.write_text("\n".join(references), encoding="utf-8", newline="")
    return path


def reference(attachment: str, *, end: str = "ER  - ") -> str:
    return "\n".join(
        [
            "TY  - NEWS",
            "TI  - Nurses march",
            "AU  - Ellwood, Mara",
            "AU  - Wynn, Lee",
            "T2  - The Harbrook Courier",
            "DA  - 2023/03/03/",
            "PY  - 2023",
            "UR  - https://courier.example/1",
            "SE  - News",
            "LA  - en",
            f"L1  - {attachment}",
            "N2  - Nurses want",
            "more pay.",
            end,
        ]
    )


def read(path: Path) -> list[Entry]:
    return list(read_inputs([str(path)], Settings()))


def reasons(entries: list[Entry]) -> list[str]:
    return [entry.reason for entry in entries if isinstance(entry, Unread)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "library"
    (inside / "files" / "12").mkdir(parents=True)
    (inside / "files" / "12" / "nurses.txt").write_bytes(TEXT.encode())
    paragraphs = "".join(
        f"<p>Nurses marched through Harbrook for the {n}th day of a strike.</p>" for n in range(20)
    )
    page = f"<html><head><title>Snapshot</title></head><body><article>{paragraphs}</article></body></html>"
    (inside / "files" / "12" / "nurses.html").write_text(page, encoding="utf-8")
    (inside / "files" / "12" / "nurses.pdf").write_bytes(b"%PDF")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return inside


@pytest.mark.parametrize(
    "path", ["files/12/nurses.txt", "files\\12\\nurses.txt", "x.pdf; files/12/nurses.txt"],
    ids=["relative", "of Windows", "the second"],
)  # fmt: skip
def test_a_text_that_is_attached_is_the_article(folder: Path, path: str) -> None:
    (entry,) = read(zotero(folder, path))
    assert isinstance(entry, Found)
    article = entry.article
    assert (article.id, article.title, article.byline) == ("KEY0", "Nurses march", "Ellwood, Mara")
    assert (article.source, article.section, article.published) == (
        "The Harbrook Courier", "News", date(2023, 3, 3),
    )  # fmt: skip
    assert (article.text, article.text_from, entry.origin.line) == (TEXT, "zotero attachment/1", 2)


def test_an_absolute_path_within_the_folder_is_read(folder: Path) -> None:
    (entry,) = read(zotero(folder, str(folder / "files" / "12" / "nurses.txt")))
    assert isinstance(entry, Found)


def test_a_page_that_is_attached_keeps_what_the_export_says(folder: Path) -> None:
    (page,) = read(zotero(folder, "files/12/nurses.html"))
    assert isinstance(page, Page)
    found = PageReader(Settings())()(page)
    assert isinstance(found, Found)
    assert (found.article.id, found.id_from) == ("KEY0", "given")
    assert (found.article.title, found.article.published_basis) == ("Nurses march", "given")
    assert "4th day" in (found.article.text or "")


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/passwd.txt", "files/../../secret.txt", "file:///etc/hosts.txt"],
    ids=["upwards", "absolute", "there and back", "an address"],
)  # fmt: skip
def test_no_file_outside_the_folder_of_the_export_is_read(folder: Path, path: str) -> None:
    entries = read(zotero(folder, path)) + read(ris(folder, reference(path)))
    assert len(entries) == 2
    assert all("outside the folder" in reason for reason in reasons(entries))


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_that_leads_outside_is_not_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    assert "outside the folder" in reasons(read(zotero(folder, "link.txt")))[0]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("files/12/nurses.pdf", "attachments of .txt or .html are read, and it has .pdf"),
        ("", "it has none; an abstract is not taken for the article"),
        ("files/13/gone.txt", "is not in the folder of the export"),
        ("files/12/nul\0.txt", ""),
        ("https://courier.example/a.html", "it has none"),
    ],
    ids=["a pdf", "nothing", "a missing file", "a NUL", "an address of the web"],
)
def test_an_item_without_a_text_is_a_failure_and_the_rest_is_read(
    folder: Path, path: str, reason: str
) -> None:
    failed, found = read(zotero(folder, path, "files/12/nurses.txt"))
    assert isinstance(failed, Unread) and isinstance(found, Found)
    assert reason in failed.reason and failed.id == "KEY0"


def test_a_column_for_the_text_is_read_before_attachments(folder: Path) -> None:
    names = ["text" if name == "Abstract Note" else name for name in NAMES]
    (entry,) = read(zotero(folder, "../secret.txt", names=names))
    assert isinstance(entry, Found) and entry.article.text == "Nurses want more pay."


def test_a_reference_has_its_text_attached(folder: Path) -> None:
    first, second = read(ris(folder, reference("files/12/nurses.txt"), "", reference("files/12/nurses.pdf")))
    assert isinstance(first, Found) and isinstance(second, Unread)
    article = first.article
    assert (article.id, article.url) == ("https://courier.example/1", "https://courier.example/1")
    assert (article.title, article.byline, article.source) == (
        "Nurses march", "Ellwood, Mara; Wynn, Lee", "The Harbrook Courier",
    )  # fmt: skip
    assert (article.published, article.section, first.origin.line) == (date(2023, 3, 3), "News", 1)


def test_a_reference_that_is_cut_off_is_a_failure(folder: Path) -> None:
    path = ris(folder, reference("files/12/nurses.txt", end="KW  - strike"), reference("files/12/nurses.txt"))
    failed, found = read(path)
    assert isinstance(failed, Unread) and "no end" in failed.reason and isinstance(found, Found)


@pytest.mark.parametrize("text", ["", "no reference\n", "ER  - \n"], ids=["empty", "words", "an end"])
def test_a_file_without_references_is_a_failure(folder: Path, text: str) -> None:
    assert "no reference in it" in reasons(read(ris(folder, text)))[0]


def test_lines_before_any_tag_do_no_harm(folder: Path) -> None:
    (entry,) = read(ris(folder, "TY  - NEWS\nlost\nwords\nER  - \n"))
    assert isinstance(entry, Unread)
