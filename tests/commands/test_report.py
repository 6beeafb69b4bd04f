"""``dateline report``: reads what ``code`` wrote, names what it cannot read, keeps no article."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_record

from dateline.commands.report import ReportArguments, report, summary
from dateline.errors import DatelineError, OutputExists, UnreadableInput, UsageError
from dateline.records import ArticleId, Record


def numbered(number: int) -> Record:
    record = march_record()
    return replace(record, article=replace(record.article, id=ArticleId(f"a{number}")))


def written(path: Path, *lines: str) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return str(path)


def arguments(tmp_path: Path, *inputs: str, **fields: object) -> ReportArguments:
    return ReportArguments(inputs=inputs, html=str(tmp_path / "r.html"), **fields)  # type: ignore[arg-type]


def test_several_files_make_one_page(tmp_path: Path) -> None:
    one = written(tmp_path / "1.jsonl", numbered(1).to_json(), numbered(2).to_json())
    two = tmp_path / "2.jsonl.gz"
    two.write_bytes(gzip.compress(f"{numbered(3).to_json()}\n".encode()))
    coverage = report(arguments(tmp_path, one, str(two), counts=str(tmp_path / "c.csv")))
    assert (coverage.articles, coverage.files) == (3, [("1.jsonl", 2), ("2.jsonl.gz", 1)])
    assert "<dd>3</dd><dt>articles</dt>" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "outcomes,coded,articles,3\n" in (tmp_path / "c.csv").read_text(encoding="utf-8")
    assert str(tmp_path) not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_packing_is_told_by_the_bytes_not_the_name(tmp_path: Path) -> None:
    packed = tmp_path / "run.jsonl"
    packed.write_bytes(gzip.compress(f"{numbered(1).to_json()}\n".encode()))
    assert report(arguments(tmp_path, str(packed))).articles == 1


def test_standard_input_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO(f"{numbered(1).to_json()}\n".encode())
    assert report(arguments(tmp_path, "-"), stdin=stream).files == [("standard input", 1)]


def other(**changes: object) -> str:
    return json.dumps(numbered(9).to_dict() | changes)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param('{"schema": 1, "made', "not JSON", id="cut off"),
        pytest.param("[]", "no record of Dateline", id="a list"),
        pytest.param('{"id": "x", "text": "An article"}', "no record of Dateline", id="an article"),
        pytest.param(other(schema=2), "schema 2; this version reads schema 1", id="another schema"),
        pytest.param(other(schema="=1" * 500), "schema =1=1", id="a schema of words"),
        pytest.param(other(mentions=[{"id": "<b>secret</b>"}]), "Record.mentions[0]", id="another form"),
        pytest.param(other(outcome="secret"), "Record.outcome", id="an unknown outcome"),
        pytest.param(other(article=None), "no record of this version", id="no article"),
        pytest.param('{"schema": 1, "mentions": ' + "[" * 100_000, "not JSON", id="nested deeply"),
        pytest.param('"\\ud800"', "no record of Dateline", id="half a character"),
    ],
)
def test_a_line_that_is_no_record_is_named_and_the_rest_counted(tmp_path: Path, line: str, why: str) -> None:
    file = written(tmp_path / "run.jsonl", numbered(1).to_json(), line, "", numbered(2).to_json())
    coverage = report(arguments(tmp_path, file))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert coverage.articles == 2
    (told,) = coverage.unread_named
    assert told.startswith("run.jsonl, line 2: ") and why in told
    assert "1 line could not be counted" in page and "secret" not in page
    assert any("not counted run.jsonl, line 2" in line for line in summary(coverage))


def test_a_packed_file_that_is_cut_off_is_counted_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = gzip.compress("".join(f"{numbered(i).to_json()}\n" for i in range(300)).encode(), mtime=0)
    cut = tmp_path / "run.jsonl.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    coverage = report(arguments(tmp_path, str(cut)))
    assert 0 < coverage.articles < 300
    assert any("cut off or damaged" in line for line in coverage.unread_named)


def test_an_empty_file_gives_a_page_that_says_so(tmp_path: Path) -> None:
    assert report(arguments(tmp_path, written(tmp_path / "empty.jsonl"))).articles == 0
    assert "hold no record" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"mention_id,article_id\nm1,a1\n", "holds no record of Dateline", id="a table"),
        pytest.param(b'{"text": "An article"}\n', "holds no record of Dateline", id="articles"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "holds no record of Dateline", id="a picture"),
        pytest.param(b"\x1f\x8bnothing packed", "holds no record of Dateline", id="damaged packing"),
        pytest.param(None, "there is no file", id="no file"),
    ],
)
def test_what_is_no_output_of_dateline_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "some.file"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableInput, match=words):
        report(arguments(tmp_path, str(file)))
    assert not (tmp_path / "r.html").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is a folder"):
        report(arguments(tmp_path, str(tmp_path)))


@pytest.mark.parametrize(
    ("html", "counts", "error"),
    [
        pytest.param("run.jsonl", None, DatelineError, id="the page over the records"),
        pytest.param("r.html", "r.html", UsageError, id="both in one file"),
        pytest.param("-", "-", UsageError, id="both on standard output"),
        pytest.param("there.html", None, OutputExists, id="a page that is there"),
    ],
)
def test_outputs_that_cannot_be_are_refused_before_anything_is_read(
    tmp_path: Path, html: str, counts: str | None, error: type[DatelineError]
) -> None:
    file = written(tmp_path / "run.jsonl", numbered(1).to_json())
    (tmp_path / "there.html").write_text("old", encoding="utf-8")
    names = [name if name in (None, "-") else str(tmp_path / name) for name in (html, counts)]
    with pytest.raises(error):
        report(ReportArguments(inputs=(file,), html=names[0] or "", counts=names[1]))
    assert (tmp_path / "there.html").read_text(encoding="utf-8") == "old"


def test_a_page_never_replaces_the_records_even_by_force(tmp_path: Path) -> None:
    file = written(tmp_path / "run.jsonl", numbered(1).to_json())
    with pytest.raises(UsageError, match="input and an output"):
        report(ReportArguments(inputs=(file,), html=file, force=True))


_LARGE = """
import resource, sys
from dateline.commands.report import ReportArguments, report
coverage = report(ReportArguments(inputs=(sys.argv[1],), html=sys.argv[2], force=True))
assert coverage.articles == int(sys.argv[3])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path) -> None:
    line = numbered(1).to_json()
    peaks = []
    for many in (500, 5_000):
        file = tmp_path / f"{many}.jsonl"
        with file.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(line.replace('"id":"a1"', f'"id":"a{i}"', 1) + "\n" for i in range(many))
        command = [sys.executable, "-c", _LARGE, str(file), str(tmp_path / "r.html"), str(many)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] - peaks[0] < 8_000  # kilobytes; 4,500 records are 30 MB
