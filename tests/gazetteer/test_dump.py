"""Gazetteers built from a user's GeoNames dump."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer, full, sources, version_of
from dateline.gazetteer.dump import Dump
from dateline.gazetteer.full import Built, Progress, build_from_dump

SUBDIVISIONS = [
    sources.Subdivision("Pennsylvania", "US.PA", 100, (), 1),
    sources.Subdivision("Ember County", "US.PA.001", 101, (), 2),
]


def line(number: int, name: str, **given: str) -> str:
    """A line of a dump: a town in Ember County, unless said otherwise."""
    values = {
        "names": "", "latitude": "40.0", "longitude": "-80.0", "class": "P", "code": "PPL", "country": "US",
        "first": "PA", "second": "001", "people": "900", **given,
    }  # fmt: skip
    return "\t".join((
        str(number), name, name, values["names"], values["latitude"], values["longitude"], values["class"],
        values["code"], values["country"], "", values["first"], values["second"], "", "", values["people"],
        "", "10", "Etc/UTC", "2026-01-01",
    ))  # fmt: skip


LINES = (
    line(1, "Larkfield", names="Lark Field,Ларкфилд,LKF", people="30000"),
    line(2, "Quenby Hollow", latitude="40.6", longitude="-80.6"),
    line(3, "Larkfield", people="70"),
    line(4, "Old Mill", code="PPLX", people="0"),
    line(5, "Drowned Town", code="PPLQ"),
    line(6, "Lark River", **{"class": "H", "code": "STM"}),
    line(7, "São Martim", country="PT", first="14", second="", people="1200"),
)


def zipped(path: Path, lines: tuple[str, ...], member: str = "allCountries.txt") -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr(member, "".join(f"{one}\n" for one in lines))
        archive.writestr("readme.txt", "what the columns are")
    return path


@pytest.fixture(autouse=True)
def few_subdivisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "subdivisions", lambda: SUBDIVISIONS)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return zipped(tmp_path / "allCountries.zip", LINES)


def built(dump: Path, path: Path, tell: Callable[[Progress], None] = lambda _: None) -> Built:
    return build_from_dump(Dump.open(dump), path, tell)


@pytest.fixture
def gazetteer(dump: Path, tmp_path: Path) -> Iterator[Gazetteer]:
    built(dump, tmp_path / "full")
    found = Gazetteer.open(file=tmp_path / "full")
    yield found
    found.close()


def rows(path: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    tables = ("place", "name", "about")
    found = [row for t in tables for row in database.execute(f"SELECT * FROM {t} ORDER BY 1, 2")]
    database.close()
    return found


def test_towns_villages_and_quarters_are_kept(gazetteer: Gazetteer) -> None:
    assert [e.population for e in gazetteer.lookup("larkfield")] == [30_000, 70]
    (quarter,) = gazetteer.lookup("Old Mill")
    (village,) = gazetteer.lookup("Quenby Hollow")
    assert (quarter.site, village.site) == (True, False)
    assert (village.admin1, village.admin2, village.country) == ("Pennsylvania", "Ember County", "US")


@pytest.mark.parametrize("name", ["Drowned Town", "Lark River", "LKF", "Ларкфилд"])
def test_what_no_report_means_is_left_out(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_other_names_and_accents(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Lark Field")[0].geonameid == 1
    assert gazetteer.lookup("sao martim")[0].country == "PT"


def test_provinces_and_countries_are_there_too(gazetteer: Gazetteer) -> None:
    (province,) = gazetteer.lookup("Pennsylvania")
    assert (province.kind, province.latitude, province.population) == ("province", 40.3, 30_970)
    assert gazetteer.lookup("Portugal")[0].kind == "country"


def test_version_is_of_the_file(dump: Path, gazetteer: Gazetteer, tmp_path: Path) -> None:
    assert gazetteer.version == version_of(tmp_path / "full") == Dump.open(dump).version
    assert gazetteer.version.startswith("geonames-dump/")


def test_text_file_gives_the_same_places(dump: Path, tmp_path: Path) -> None:
    plain = tmp_path / "allCountries.txt"
    plain.write_bytes("".join(f"{one}\n" for one in LINES).encode())
    built(dump, tmp_path / "a")
    built(plain, tmp_path / "b")
    assert rows(tmp_path / "a")[:-1] == rows(tmp_path / "b")[:-1]


def test_broken_off_build_goes_on_and_ends_the_same(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full, "BATCH", 2)
    whole = built(dump, tmp_path / "whole")

    def break_off(progress: Progress) -> None:
        if progress.lines == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(dump, tmp_path / "parts", break_off)
    assert not (tmp_path / "parts").exists()
    heard: list[Progress] = []
    went_on = built(dump, tmp_path / "parts", heard.append)
    assert (went_on.went_on, heard[0].lines) == (4, 6)
    assert (went_on.lines, went_on.places) == (whole.lines, whole.places) == (7, 5)
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")
    assert not (tmp_path / "parts.part").exists()


def test_break_while_names_are_ordered_loses_nothing(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: object, version: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("dateline.gazetteer.build.Builder.finish", stop)
        with pytest.raises(KeyboardInterrupt):
            built(dump, tmp_path / "full")
    assert built(dump, tmp_path / "full").went_on == len(LINES)


@pytest.mark.parametrize("left", [b"", b"no database" * 99], ids=["empty", "not a database"])
def test_useless_working_file_is_begun_anew(dump: Path, tmp_path: Path, left: bytes) -> None:
    (tmp_path / "full.part").write_bytes(left)
    assert built(dump, tmp_path / "full").went_on == 0


def test_working_file_of_another_dump_is_begun_anew(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(progress: Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(full, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        built(zipped(tmp_path / "other.zip", LINES[::-1]), tmp_path / "full", break_off)
    assert built(dump, tmp_path / "full").went_on == 0


def test_lines_that_cannot_be_read_are_counted_and_told(tmp_path: Path) -> None:
    faulty = (LINES[0], "8\ttoo short", line(9, "Nowhere", latitude="140.0"), line(10, "Late", people="many"))
    result = built(zipped(tmp_path / "dump.zip", faulty), tmp_path / "full")
    assert (result.places, result.left_out) == (1, 3)
    assert result.faults[0] == "line 2 has 2 columns where a dump has 19"
    assert "line 3" in result.faults[1]
    assert "140.0" in result.faults[1]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(b"", "no line", id="empty"),
        pytest.param(b"name,country\nLarkfield,US\n", "1 columns", id="another table"),
        pytest.param(b"\xff\xfe\x00", "not UTF-8", id="other bytes"),
    ],
)
def test_what_is_no_dump_is_refused_with_what_was_found(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=found):
        Dump.open(path)


def test_zip_with_several_lists_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "dump.zip", LINES)
    with ZipFile(path, "a") as archive:
        archive.writestr("US.txt", LINES[0])
    with pytest.raises(GazetteerError, match=r"US\.txt"):
        Dump.open(path)


def test_cut_off_zip_is_told(dump: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(dump.read_bytes()[:-60])
    with pytest.raises(GazetteerError, match="download it again"):
        Dump.open(cut)


def test_gazetteer_of_another_build_is_refused(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(dump, tmp_path / "full")
    monkeypatch.setattr("dateline.gazetteer.index.BUILD", -1)
    with pytest.raises(GazetteerError, match="another version of Dateline"):
        Gazetteer.open(file=tmp_path / "full")


def test_gazetteer_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="dateline gazetteer build"):
        Gazetteer.open(file=tmp_path / "none")
