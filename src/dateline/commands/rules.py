"""The rules in force as a Markdown document, from the code and data that apply them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.codebook import Codebook, OwnForm, OwnSize, Scope
from dateline.codebook.definitions import (
    ACT_MEANINGS,
    ACTOR_MEANINGS,
    FORM_MEANINGS,
    POLICE_MEANINGS,
    PRECISION_MEANINGS,
    SCOPE_MEANINGS,
    SIZE_OF_MEANINGS,
    STANCE_MEANINGS,
    STATUS_MEANINGS,
    TOPIC_MEANINGS,
    VIOLENCE_MEANINGS,
)
from dateline.records.lists import FormName, ScopeRule

# Vague phrases whose values the document tells; what is read from each is what a run reads.
_PHRASES = (
    "a handful", "tens", "dozens", "a few dozen", "several dozen", "scores", "hundreds",
    "a couple of hundred", "several hundred", "thousands", "a couple of thousand", "several thousand",
    "tens of thousands", "lakhs",
    "hundreds of thousands", "several hundred thousand", "millions", "crores",
)  # fmt: skip
_BOUNDS = (
    ("3,000", "a number alone"), ("about 3,000", "around, some, nearly, roughly"),
    ("more than 3,000", "over, at least, upwards of, 3,000+"),
    ("up to 3,000", "fewer than, less than, under"),
    ("5-6,000", "between 5,000 and 6,000"), ("dozens", "the words of the next table"),
)  # fmt: skip
TEAM = "team"
DATELINE = "Dateline"


def rules_in_force(codebook: Codebook) -> str:
    """What counts as what, with a team's rules among Dateline's own; each entry says whose it is."""
    return "\n".join(_lines(codebook)).rstrip("\n") + "\n"


def _lines(codebook: Codebook) -> Iterator[str]:
    yield f"# Rules in force{f': {_cell(codebook.name)}' if codebook.name else ''}"
    yield ""
    yield (
        "An event is a contentious collective action: people in public, or withholding work, to press a "
        "claim, to "
        "show support or opposition, or to mourn in protest. Same action, same place, same day or unbroken "
        "spell: "
        "one event. Party conventions, candidates' own rallies, sport, markets, military action, court "
        "cases and "
        "the action of one person are none."
    )
    yield ""
    yield f'Entries marked "{TEAM}" come from the team\'s file.'
    yield from _scope(codebook.scope)
    yield from _forms(codebook)
    yield from _section("Status", ("status", "meaning"), STATUS_MEANINGS.items())
    yield from _sizes(codebook.sizes)
    yield from _topics(codebook)
    yield from _section("Stance", ("stance", "meaning"), STANCE_MEANINGS.items())
    yield from _section("Kinds of actor", ("kind", "meaning"), ACTOR_MEANINGS.items())
    yield from _organisations(codebook)
    yield from _section("Police actions", ("action", "meaning"), POLICE_MEANINGS.items())
    yield from _section("Kinds of violence", ("kind", "meaning"), VIOLENCE_MEANINGS.items())
    yield from _section("What a speaker does", ("act", "meaning"), ACT_MEANINGS.items())
    yield from _section("Precision of a place", ("precision", "meaning"), PRECISION_MEANINGS.items())
    yield from _places(codebook)
    yield from _thresholds()


def _section(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", f"| {' | '.join(head)} |", f"|{'--|' * len(head)}")
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(words: str) -> str:
    """Words that neither end a cell nor are taken for markup."""
    for sign in "\\|<*`[":
        words = words.replace(sign, f"\\{sign}")
    return words


def _scope(scope: Scope) -> Iterator[str]:
    values = _scope_values(scope)
    rows = [(rule, values[rule], meaning) for rule, meaning in SCOPE_MEANINGS.items()]
    title = ("rule", "here", "what it leaves out of tables and maps")
    yield from _section("Scope", title, rows)


def _scope_values(scope: Scope) -> dict[ScopeRule, str]:
    def listed(words: Sequence[str] | None) -> str:
        return "all count" if words is None else f"{TEAM}: " + ", ".join(words)

    def allowed(yes: bool) -> str:
        return "count" if yes else f"{TEAM}: out"

    least = f"{TEAM}: {scope.least_people:,}; unknown: {scope.unknown_size}" if scope.least_people else "none"
    countries = listed(scope.countries)
    return {
        "least_people": least,
        "strikes": allowed(scope.strikes),
        "online": allowed(scope.online),
        "forms": listed(scope.forms),
        "status": listed(scope.statuses),
        "background": allowed(scope.background),
        "country": f"{countries}; unknown: {scope.unknown_country}" if scope.countries else countries,
    }


def _forms(codebook: Codebook) -> Iterator[str]:
    given: dict[str, OwnForm] = {form.name: form for form in codebook.forms}
    rows: list[tuple[str, str, str, str]] = []
    for name, meaning in FORM_MEANINGS.items():
        more = given.pop(name, None)
        words = ", ".join(_words_of_form(name))
        own = f"; {TEAM}: {', '.join((*more.words, *more.verbs))}" if more else ""
        rows.append((name, DATELINE, meaning, words + own))
    for form in given.values():
        meaning = f"{form.definition or ''} A kind of {form.is_a}.".strip()
        rows.append((form.name, TEAM, meaning, ", ".join((*form.words, *form.verbs))))
    yield from _section("Forms", ("form", "from", "meaning", "words that name it"), rows)
    yield from (
        "",
        "The most specific word that an article uses of an event gives its form, a team's own before all. "
        "Plurals "
        "and the forms of verbs are found too. Words marked with ? name other things as well: a model that "
        "has "
        "learnt from labelled articles judges each by its sentence and article.",
    )


def _words_of_form(name: FormName) -> Iterator[str]:
    from dateline.extract.event.lexicon import shipped_words

    seen = set()
    for words, _, form, sure in shipped_words():
        if form == name and words not in seen:
            seen.add(words)
            yield words if sure else f"{words}?"


def _sizes(own: Sequence[OwnSize]) -> Iterator[str]:
    from dateline.extract.number import OwnSizes, find_quantities

    table = OwnSizes(own)
    bounds = []
    for example, words in _BOUNDS:
        reading = find_quantities(example)[0].reading
        bounds.append((reading.bound, example, words, _people(reading.low), _people(reading.high)))
    yield from _section("Sizes", ("bound", "example", "words", "low", "high"), bounds)
    phrases = dict.fromkeys((*_PHRASES, *(size.words for size in own)))
    given = {size.words for size in own}
    rows = []
    for phrase in phrases:
        reading = find_quantities(phrase, table)[0].reading
        whose = TEAM if phrase in given else DATELINE
        rows.append((phrase, whose, _people(reading.low), _people(reading.high)))
    yield from _section("Vague sizes", ("words", "from", "low", "high"), rows)
    yield from _section("What a size counts", ("of", "meaning"), SIZE_OF_MEANINGS.items())


def _people(count: int | None) -> str:
    return "open" if count is None else f"{count:,}"


def _topics(codebook: Codebook) -> Iterator[str]:
    from dateline.extract.issue.topics import shipped_topics

    given = {topic.name: topic for topic in codebook.topics}
    rows = []
    for name, words in shipped_topics().items():
        more = given.pop(name, None)
        own = f"; {TEAM}: {', '.join(more.words)}" if more else ""
        meaning = TOPIC_MEANINGS[name]  # type: ignore[index]
        rows.append((name, DATELINE, meaning, ", ".join(w.replace("+", " ") for w in words) + own))
    rows += [(t.name, TEAM, t.definition or "", ", ".join(t.words)) for t in given.values()]
    yield from _section("Topics", ("topic", "from", "meaning", "words that show it"), rows)
    yield from ("", "An ending * stands for any. A topic is read from the words of an issue alone.")


def _organisations(codebook: Codebook) -> Iterator[str]:
    rows = [(o.name, o.acronym or "", ", ".join(o.aliases), o.kind) for o in codebook.organisations]
    if rows:
        yield from _section("Organisations (team)", ("name", "acronym", "other names", "kind"), rows)


def _places(codebook: Codebook) -> Iterator[str]:
    rows = [
        (p.name, ", ".join(p.aliases), f"{p.latitude:g}, {p.longitude:g}", p.admin1 or "",
         p.country or "", p.precision)
        for p in codebook.places
    ]  # fmt: skip
    if rows:
        head = ("name", "other names", "latitude, longitude", "admin1", "country", "precision")
        yield from _section("Places (team)", head, rows)
    yield from (
        "",
        "Other places are those of GeoNames with over 500 people, countries, states and counties.",
    )


def _thresholds() -> Iterator[str]:
    from dateline.extract.actor.roles import THRESHOLDS
    from dateline.extract.event.find import GIVEN
    from dateline.extract.issue.find import THRESHOLD as ISSUE
    from dateline.extract.place import THRESHOLD as PLACE
    from dateline.extract.statement.find import THRESHOLD as STATEMENT
    from dateline.settings import Settings

    settings = Settings()
    rows = [
        ("an article is read in full", f"{settings.gate_threshold:g}"),
        ("words name an event", f"{settings.event_threshold:g}"),
        ("a sure word of the team's own counts at least as", f"{GIVEN:g}"),
        *((f"a phrase is one of the {role}", f"{least:g}") for role, least in THRESHOLDS.items()),
        ("a place is the event's", f"{PLACE:g}"),
        ("words are an issue", f"{ISSUE:g}"),
        ("words are a statement", f"{STATEMENT:g}"),
    ]
    yield from _section("Thresholds", ("what is decided", "least probability"), rows)
