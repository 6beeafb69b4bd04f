"""The command line: arguments in, calls, words out. What commands do stands in ``commands``.

Heavy imports happen inside the commands: ``dateline --help`` must not wait for them.
"""

from __future__ import annotations

import io
import signal
import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.codebook import Codebook

ALL_WELL, SOME_FAILED, NOT_DONE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="dateline",
    help="Reads news reports of protests and writes protest-event data that can be checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


PROJECT = typer.Option(
    "--project", metavar="FILE", help="A team's codebook (project.toml) to apply; none is looked for."
)
MODEL = typer.Option(
    "--model", metavar="FOLDER", help="Folder of a spaCy English model to use in place of the one that ships."
)

GAZETTEER = typer.Option(
    "--gazetteer",
    metavar="FILE",
    help="A gazetteer that `dateline gazetteer build` made, in place of the places that ship.",
)


class InputFormat(StrEnum):
    """What an input is, whatever its name."""

    text = "text"
    html = "html"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    docx = "docx"
    rtf = "rtf"
    ris = "ris"
    nexis = "nexis"
    factiva = "factiva"
    proquest = "proquest"


class OutputFormat(StrEnum):
    """What an output is, whatever its name."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    geojson = "geojson"
    xlsx = "xlsx"


class EventSort(StrEnum):
    """What events are sorted by."""

    date = "date"
    place = "place"
    size = "size"
    sources = "sources"
    id = "id"


class NumberRule(StrEnum):
    """Which claim of a number stands for an event."""

    best_evidence = "best-evidence"
    lowest = "lowest"
    highest = "highest"
    median = "median"


def _show_version(wanted: bool) -> None:
    if wanted:
        from dateline.commands.version import version_lines

        for line in version_lines():
            typer.echo(line)
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the versions of all parts and end.", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Reads news reports of protests and writes protest-event data that can be checked."""


@app.command()
def code(  # noqa: PLR0917 - typer reads the parameters of a command from its signature
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (.txt .html .json .jsonl .csv, also with .gz), folders, or - for standard input.",
        ),
    ],
    output: Annotated[
        list[str],
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A .jsonl, .parquet, .csv, .xlsx or .geojson file, a project (.db), or -; "
            "may be given more than once.",
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=256, metavar="N", help="Processes that code at a time; by default one a core."
        ),
    ] = None,
    code_all: Annotated[
        bool, typer.Option("--all", help="Code every article, also those with no sign of a protest.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace outputs that are there.")] = False,
    kind: Annotated[
        InputFormat | None,
        typer.Option("--format", help="What the named inputs are, whatever their names say."),
    ] = None,
    to: Annotated[
        OutputFormat | None, typer.Option(help="What the outputs are, whatever their names say.")
    ] = None,
    model: Annotated[str | None, MODEL] = None,
    project: Annotated[str | None, PROJECT] = None,
    gazetteer: Annotated[str | None, GAZETTEER] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Leave out what was published before this day."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Leave out what was published after this day."),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Code N articles, drawn at random; the others are left out."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="S", help="Another number draws another sample; 1 where none is given."),
    ] = None,
    log_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Add what happens to a log, without any article's text."),
    ] = None,
) -> None:
    """Code articles: write the events that they report.

    A .jsonl output has one line for each article, a .csv output one row for each event. A project, which
    init makes, takes in what it does not hold yet; what is coded stays in it when a run is stopped.

    Exit code 0: all well; 1: some articles failed, the rest is written; 2: nothing was written.
    """
    from dateline.coder import made_by
    from dateline.commands.code import CodeArguments
    from dateline.commands.code import code as run
    from dateline.commands.sample import Draw
    from dateline.settings import Settings

    if seed is not None and sample is None:
        raise UsageError("--seed says which sample is drawn; --sample N says how many articles it has")
    settings = Settings(
        code_all=code_all,
        model_path=model,
        gazetteer_path=gazetteer,
        codebook=_codebook(project),
        since=_day("--since", since),
        until=_day("--until", until),
    )
    arguments = CodeArguments(
        inputs=tuple(inputs),
        outputs=tuple(output),
        workers=workers,
        settings=settings,
        quiet=quiet,
        force=force,
        kind=kind.value if kind else None,
        to=to.value if to else None,
        draw=Draw(sample, 1 if seed is None else seed) if sample else None,
        log_file=log_file,
    )
    signal.signal(signal.SIGTERM, _stop)  # a scheduler's way to say Ctrl-C
    try:
        summary = run(arguments, made_by=made_by(settings))
    except KeyboardInterrupt:
        typer.echo(f"dateline: stopped; {_left_behind(output)}", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if not quiet:
        for line in summary.lines():
            typer.echo(line, err=True)
    raise typer.Exit(SOME_FAILED if summary.any_failed else ALL_WELL)


def _left_behind(outputs: list[str]) -> str:
    from dateline.store.names import is_store

    if not any(map(is_store, outputs)):
        return "no file was written"
    return "what was coded before is in the project, and no other file was written; run it again to go on"


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@app.command()
def init(
    project: Annotated[
        str,
        typer.Argument(metavar="PROJECT", help="A file (.db) to make, or postgresql://user@host/database."),
    ],
) -> None:
    """Make an empty project: a database that holds articles, what was read of them, and decisions.

    Exit code 0: made; 2: there is something of that name, or it cannot be made.
    """
    from dateline.commands.project import init as run

    typer.echo(run(project), err=True)


@app.command()
def backup(
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="A project that init made.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file (.db) to make.")],
) -> None:
    """Copy a project into one file while others may go on working, and compare the two row by row.

    Exit code 0: the copy is there and the same; 2: nothing was written.
    """
    from dateline.commands.project import backup as run

    for line in run(project, file):
        typer.echo(line, err=True)


@app.command()
def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup, or any project.")],
    project: Annotated[
        str,
        typer.Argument(metavar="PROJECT", help="A file (.db) to make, or an empty PostgreSQL database."),
    ],
) -> None:
    """Make a project of a backup; with a PostgreSQL address, move a project there.

    Exit code 0: the project is there and the same; 2: nothing was written.
    """
    from dateline.commands.project import restore as run

    for line in run(file, project):
        typer.echo(line, err=True)


@app.command()
def forget(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id.")],
    project: Annotated[str, typer.Option("--from", metavar="PROJECT", help="The project that holds it.")],
) -> None:
    """Erase an article from a project: its text, every word quoted from it, and decisions on it.

    Exit code 0: erased; 2: there is no such article.
    """
    from dateline.commands.project import forget as run
    from dateline.records.legible import legible

    typer.echo(legible(run(project, article)), err=True)


@app.command()
def verify(
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="A project that init made.")],
) -> None:
    """Check every text, record, span, pointer and change of a project.

    Exit code 0: all holds; 1: something does not, and is named; 2: the project cannot be opened.
    """
    from dateline.commands.project import verified_lines
    from dateline.commands.project import verify as run
    from dateline.records.legible import legible

    found = run(project)
    for line in verified_lines(project, found):
        typer.echo(legible(line))
    raise typer.Exit(SOME_FAILED if found.problems else ALL_WELL)


@app.command()
def link(  # noqa: PLR0917 - as above
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="A project that init made.")],
    why: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Only say why two mentions, or two events, are one or are not."),
    ] = None,
    merge: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="EVENT EVENT", help="Decide that two events are one, then link."),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="EVENT", help="Decide that the --mention of EVENT are another one, then link."),
    ] = None,
    mentions: Annotated[
        list[str] | None,
        typer.Option("--mention", metavar="MENTION", help="For --split; may be given more than once."),
    ] = None,
    pin: Annotated[
        str | None,
        typer.Option(metavar="EVENT", help="Decide that EVENT keeps its mentions and gets no others."),
    ] = None,
    unpin: Annotated[str | None, typer.Option(metavar="EVENT", help="Lift that.")] = None,
    estimate: Annotated[
        bool,
        typer.Option("--estimate", help="Estimate the project's own weights from its mentions, then link."),
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(metavar="S", help="For --estimate: the same number, the same weights; else 1."),
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Go back to the weights that come with Dateline, then link.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=256, metavar="N", help="Processes at a time; by default one a core, if it pays."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="For --why: one JSON object in place of text.")
    ] = False,
) -> None:
    """Group the mentions of a project into events: which reports tell of one thing.

    Links anew from scratch each time; what people decided stays, and so do the ids of events.

    Exit code 0: linked, or the reasons told; 2: refused, or not linked.
    """
    from dateline.commands import link as commands
    from dateline.link.scoring import check_installed
    from dateline.records.legible import legible

    asked = [
        option for option in (why, merge, split, pin, unpin, estimate or None, shipped or None) if option
    ]
    if len(asked) > 1:
        raise UsageError(
            "give one of --why, --merge, --split, --pin, --unpin, --estimate, --shipped at a time"
        )
    if bool(mentions) != (split is not None):
        raise UsageError("--split EVENT takes --mention MENTION, once for each that is another event")
    if seed is not None and not estimate:
        raise UsageError("--seed is for --estimate")
    if as_json and why is None:
        raise UsageError("--json is for --why; 'dateline events PROJECT --json' lists the events")
    check_installed()
    if why is not None:
        told = commands.why(project, *why)
        for line in [told.as_json()] if as_json else told.lines():
            typer.echo(legible(line))
        return
    if merge is not None:
        typer.echo(commands.merge(project, merge), err=True)
    elif split is not None:
        typer.echo(commands.split(project, split, mentions or []), err=True)
    elif pin is not None or unpin is not None:
        typer.echo(commands.pin(project, pin or unpin or "", lift=unpin is not None), err=True)
    elif estimate or shipped:
        typer.echo(commands.reweigh(project, (1 if seed is None else seed) if estimate else None), err=True)
    for line in commands.link_project(project, workers).lines():
        typer.echo(legible(line), err=True)


RULE = typer.Option(help="Which claim of a size or a toll stands for the event.")


@app.command()
def events(  # noqa: PLR0917 - as above
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="A project that link has linked.")],
    since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only events that go on on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only events that go on on this day or earlier.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CC", help="Only events of a country, by its two letters.")
    ] = None,
    box: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="Only events inside these degrees.")
    ] = None,
    form: Annotated[str | None, typer.Option(metavar="FORM", help="Only events of this form.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="Only events of this status.")] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only events with these words in an actor's name.")
    ] = None,
    issue: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only events with these words in an issue or topic.")
    ] = None,
    sources: Annotated[
        int, typer.Option(min=0, metavar="N", help="Only events that N independent sources report.")
    ] = 0,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only events whose reports disagree.")
    ] = False,
    sort: Annotated[EventSort, typer.Option(help="What comes first.")] = EventSort.date,
    rule: Annotated[NumberRule, RULE] = NumberRule.best_evidence,
    crosswalk: Annotated[
        str | None,
        typer.Option(metavar="OUT", help="Write which mention is in which event (JSON Lines), and no list."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON Lines: one event a line, with every claim.")
    ] = False,
    masked: Annotated[bool, typer.Option("--masked", help="Hide private names.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an output that is there.")] = False,
) -> None:
    """List the events of a project.

    The sources in brackets are the independent ones: reprints of one text count once. ``!`` stands where the
    reports disagree.

    Exit code 0: listed; 2: there is no such project.
    """
    from rich.console import Console

    from dateline.commands import events as commands
    from dateline.show.linked import event_list

    if crosswalk is not None:
        count = commands.write_crosswalk(project, crosswalk, force=force)
        typer.echo(f"{crosswalk}: {count:,} mentions", err=True)
        return
    wanted = commands.Wanted(
        since=_day("--since", since),
        until=_day("--until", until),
        country=country,
        box=_box(box),
        form=form,
        status=status,
        actor=actor,
        issue=issue,
        sources=sources,
        conflicts=conflicts,
    )
    listed = commands.events(project, wanted, rule=rule.value, sort=sort.value, masked=masked)
    if as_json:
        for event in listed.events:
            typer.echo(commands.as_json(event))
    else:
        Console(highlight=False).print(event_list(listed.events))
        typer.echo(f"{len(listed.events):,} events", err=True)
    if listed.unlinked:
        typer.echo(f"{listed.unlinked:,} mentions are in no event yet: dateline link {project}", err=True)


@app.command()
def event(
    event_id: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")],
    project: Annotated[str, typer.Option("--from", metavar="PROJECT", help="The project that holds it.")],
    rule: Annotated[NumberRule, RULE] = NumberRule.best_evidence,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object in place of text.")] = False,
    masked: Annotated[bool, typer.Option("--masked", help="Hide private names.")] = False,
) -> None:
    """Show one event with its reports side by side: every claim, and which one stands for the event.

    Exit code 0: shown; 2: there is no such event.
    """
    from rich.console import Console

    from dateline.commands import events as commands
    from dateline.show.linked import event_view

    found = commands.event(project, event_id, rule=rule.value, masked=masked)
    if as_json:
        typer.echo(commands.as_json(found))
    else:
        Console(highlight=False).print(event_view(found))
    if found.id != event_id:
        typer.echo(f"{event_id} ended; this is what came after it", err=True)


@app.command()
def show(  # noqa: PLR0917 - as above
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="A file of any kind that code reads, or - for standard input."
        ),
    ],
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="OUT", help="Write one self-contained page; - for standard output."),
    ] = None,
    article_id: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help="Which article, where the file holds several; else the first."
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day of publication, in place of what the article gives."),
    ] = None,
    masked: Annotated[
        bool,
        typer.Option("--masked", help="Hide private names in the terminal too; a page always hides them."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a page that is there.")] = False,
    kind: Annotated[
        InputFormat | None, typer.Option("--format", help="What the input is, whatever its name says.")
    ] = None,
    model: Annotated[str | None, MODEL] = None,
    project: Annotated[str | None, PROJECT] = None,
    gazetteer: Annotated[str | None, GAZETTEER] = None,
) -> None:
    """Show one article with its values beside their words.

    Exit code 0: shown; 1: the article could not be coded; 2: nothing was shown.
    """
    from rich.console import Console

    from dateline.coder import made_by
    from dateline.commands.show import ShowArguments, view
    from dateline.commands.show import show as run
    from dateline.settings import Settings

    settings = Settings(
        code_all=True, model_path=model, gazetteer_path=gazetteer, codebook=_codebook(project)
    )
    arguments = ShowArguments(
        article=article,
        id=article_id,
        html=html,
        published=_day("--published", published),
        settings=settings,
        masked=masked,
        force=force,
        kind=kind.value if kind else None,
    )
    record = run(arguments, made_by=made_by(settings))
    if html != "-":
        Console().print(view(record, arguments))
    raise typer.Exit(SOME_FAILED if record.outcome == "failed" else ALL_WELL)


@app.command()
def explain(  # noqa: PLR0917 - as above
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="A file of any kind that code reads, or - for standard input."
        ),
    ],
    article_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Which article, where the file holds several."),
    ] = None,
    number: Annotated[
        int | None,
        typer.Option("--number", min=1, metavar="N", help="Which article of the file, counted from 1."),
    ] = None,
    mentions: Annotated[
        list[int] | None,
        typer.Option("--mention", min=1, metavar="N", help="Only this mention; may be given more than once."),
    ] = None,
    slots: Annotated[
        list[str] | None,
        typer.Option("--slot", metavar="FIELD", help="Only this field; may be given more than once."),
    ] = None,
    runners_up: Annotated[
        int,
        typer.Option("--runners-up", min=0, metavar="N", help="Candidates of a field that were not taken."),
    ] = 2,
    reasons: Annotated[
        int, typer.Option("--reasons", min=0, metavar="N", help="Reasons of each judgement, the strongest.")
    ] = 3,
    code_all: Annotated[
        bool, typer.Option("--all", help="Go on where the gate passes the article over.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object in place of text.")] = False,
    published: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day of publication, in place of what the article gives."),
    ] = None,
    kind: Annotated[
        InputFormat | None, typer.Option("--format", help="What the input is, whatever its name says.")
    ] = None,
    model: Annotated[str | None, MODEL] = None,
    project: Annotated[str | None, PROJECT] = None,
    gazetteer: Annotated[str | None, GAZETTEER] = None,
) -> None:
    """Say why an article is coded as it is: scores, reasons, and what was not taken.

    Exit code 0: explained, also that it is passed over; 2: nothing was explained.
    """
    from rich.console import Console

    from dateline.coder import made_by
    from dateline.commands.explain import ExplainArguments, view
    from dateline.commands.explain import as_json as json_of
    from dateline.commands.explain import explain as run
    from dateline.settings import Settings

    if article_id is not None and number is not None:
        raise UsageError("--id and --number both say which article; give one of them")
    settings = Settings(
        code_all=code_all, model_path=model, gazetteer_path=gazetteer, codebook=_codebook(project)
    )
    arguments = ExplainArguments(
        article=article,
        id=article_id,
        number=number,
        mentions=tuple(mentions or ()),
        slots=tuple(slots or ()),
        runners_up=runners_up,
        reasons=reasons,
        published=_day("--published", published),
        settings=settings,
        kind=kind.value if kind else None,
    )
    explanation = run(arguments, made_by=made_by(settings))
    if as_json:
        typer.echo(json_of(explanation, arguments))
    else:
        Console(highlight=False).print(view(explanation, arguments))
        if explanation.outcome == "left_out" and explanation.gate is not None:
            typer.echo("dateline: passed over; --all goes on with what would be coded", err=True)


gazetteers = typer.Typer(name="gazetteer", no_args_is_help=True, help="Places by name: the user's own lists.")
app.add_typer(gazetteers)


@gazetteers.callback()
def gazetteer_group() -> None:
    """Places by name: the user's own lists."""


@gazetteers.command("build")
def build_gazetteer(
    dump: Annotated[
        str,
        typer.Argument(metavar="DUMP", help="A GeoNames dump: allCountries.zip or a country's, or its .txt."),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; by default beside the dump."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a gazetteer that is there.")] = False,
) -> None:
    """Make a gazetteer of every populated place of a GeoNames dump, for --gazetteer.

    Run again after a break, it goes on where it was.

    Exit code 0: all lines were read; 1: some lines were left out; 2: nothing was made.
    """
    from dateline.commands.gazetteer import build

    built = build(dump, output, force=force, tell=None if quiet else lambda w: typer.echo(w, err=True))
    raise typer.Exit(SOME_FAILED if built.left_out else ALL_WELL)


@app.command()
def doctor(
    as_json: Annotated[
        bool,
        typer.Option("--json", help="A report to send to others: no article, no name of your home folder."),
    ] = False,
    model: Annotated[str | None, MODEL] = None,
) -> None:
    """Check the installation and the machine, and say how to mend what is wrong.

    Exit code 0: nothing is in the way of coding; 1: something is.
    """
    from dateline.commands.doctor import checks, diagnose, report, text_line, worst

    findings = []
    for finding in diagnose(checks(model)):
        findings.append(finding)
        if not as_json:
            typer.echo(text_line(finding))
    if as_json:
        typer.echo(report(findings))
    raise typer.Exit(SOME_FAILED if worst(findings) == "fault" else ALL_WELL)


@app.command()
def codebook(
    project: Annotated[str | None, PROJECT] = None,
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="FILE", help="Only say whether FILE is well formed."),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Give a project.toml to start from, every rule commented out.")
    ] = False,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="A file to write, - for standard output.")
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace an output that is there.")] = False,
) -> None:
    """Print the rules in force: what counts, what each word means, what comes from your project.toml.

    Exit code 0: written; 2: the file is not well formed, or nothing could be written.
    """
    from dateline.commands.codebook import codebook as run

    run(project=project, check=check, example=example, output=output, force=force)


@app.command()
def report(  # noqa: PLR0917 - as above
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="OUT.jsonl...", help="Files that code wrote (.jsonl .jsonl.gz), or - for standard input."
        ),
    ],
    html: Annotated[
        str, typer.Option("--html", metavar="REPORT", help="The page to write; - for standard output.")
    ],
    counts: Annotated[
        str | None,
        typer.Option("--counts", metavar="CSV", help="Write every count of the page, one a line, too."),
    ] = None,
    title: Annotated[
        str, typer.Option("--title", metavar="WORDS", help="Title of the page.")
    ] = "Coverage of protest reports",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace outputs that are there.")] = False,
) -> None:
    """Write a page of what was coded: sources, days, gaps, a map, and how sure the values are.

    The page holds counts alone, no words of any article.

    Exit code 0: all counted; 1: some lines are no records, the rest is counted; 2: nothing was written.
    """
    from dateline.commands.report import ReportArguments, summary
    from dateline.commands.report import report as run

    arguments = ReportArguments(inputs=tuple(inputs), html=html, counts=counts, title=title, force=force)
    coverage = run(arguments)
    if not quiet:
        for line in summary(coverage):
            typer.echo(line, err=True)
    raise typer.Exit(SOME_FAILED if coverage.unread else ALL_WELL)


def _codebook(project: str | None) -> Codebook:
    from dateline.codebook import Codebook, load_codebook

    return Codebook() if project is None else load_codebook(project)


def _box(words: str | None) -> tuple[float, float, float, float] | None:
    if words is None:
        return None
    try:
        west, south, east, north = map(float, words.split(","))
    except ValueError:
        raise UsageError(
            f"--box {words!r}: four numbers are needed, WEST,SOUTH,EAST,NORTH in degrees"
        ) from None
    return west, south, east, north


def _day(option: str, words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words is not None else None
    except ValueError:
        raise UsageError(f"{option} {words!r} is no day; write it as 2023-10-21") from None


def main() -> None:
    """Run the command line; the entry point ``dateline``."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a file that is not UTF-8 (Windows, the locale C) cannot show every letter of an
        # article; it must not end the run. Records are written as UTF-8 whatever the terminal is.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app(windows_expand_args=False)  # patterns of inputs are expanded by the command, on every system
    except DatelineError as error:
        from dateline.records.legible import legible

        # An error may quote a file's name or a field, which must not steer the terminal.
        typer.echo(legible(f"dateline: {error}"), err=True)
        for note in getattr(error, "__notes__", ()):
            typer.echo(legible(f"  {note}"), err=True)
        sys.exit(NOT_DONE)
