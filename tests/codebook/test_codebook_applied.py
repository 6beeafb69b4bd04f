"""Each kind of rule, from the file to the record."""

from __future__ import annotations

import dataclasses

import pytest

from dateline.codebook import Codebook, Scope
from dateline.codebook.load import parse_codebook
from dateline.coder import Coder
from dateline.extract.scope import out_of_scope
from dateline.records import Mention, Record
from dateline.settings import Settings

RULES = """
[forms.padyatra]
is_a = "march"
words = ["padyatra", "foot march"]
[forms.gherao]
is_a = "blockade"
verbs = ["gherao"]
[forms.vigil]
words = ["diya ceremony"]
[topics."land rights"]
words = ["patta", "land title*"]
[topics.environment]
words = ["sand mining"]
[[organisations]]
name = "Narmada Farmers' Front"
acronym = "NFF"
aliases = ["Kisan Morcha"]
kind = "party"
[[places]]
name = "Chandni Maidan"
latitude = 22.72
longitude = 75.86
country = "IN"
admin1 = "Madhya Pradesh"
precision = "site"
[[places]]
name = "London"
latitude = 10.5
longitude = 20.5
country = "TD"
geonameid = 77
[sizes]
scores = [60, 150]
"a sea of people" = [3000]
"a human tide" = [500, 5000]
"""


@pytest.fixture(scope="module")
def team() -> Coder:
    return Coder(Settings(code_all=True, codebook=parse_codebook(RULES))).load()


@pytest.fixture(scope="module")
def gated() -> Coder:
    return Coder(Settings(codebook=parse_codebook(RULES)))


def coded(coder: Coder, text: str) -> Record:
    record = coder.code(text, published="2023-10-23", language="en")
    record.check()
    return record


def the_mention(coder: Coder, text: str) -> Mention:
    (mention,) = coded(coder, text).mentions
    return mention


# ---- forms


@pytest.mark.parametrize(
    ("text", "value", "own"),
    [
        ("Thousands joined the padyatra in Indore on Sunday.", "march", "padyatra"),
        ("Padyatras were held in Indore on Sunday.", "march", "padyatra"),
        ("Villagers held a foot march to Bhopal on Saturday.", "march", "padyatra"),
        ("Farmers gheraoed the collector's office in Indore on Friday.", "blockade", "gherao"),
        ("Students held a diya ceremony in Indore on Friday for the dead.", "vigil", None),
        ("Thousands joined the padyatra and protest in Indore on Sunday.", "march", "padyatra"),
    ],
    ids=["noun", "plural", "phrase", "verb", "word of a shipped form", "beside a shipped word"],
)
def test_an_own_word_names_an_event_that_no_one_saw_without_it(
    team: Coder, text: str, value: str, own: str | None
) -> None:
    form = the_mention(team, text).form
    assert (form.value, form.own, form.by) == (value, own, "codebook.form/1")


def test_the_same_sentence_has_no_event_without_the_codebook(full_coder: Coder) -> None:
    assert coded(full_coder, "Thousands joined the padyatra in Indore on Sunday.").mentions == ()


def test_an_own_word_passes_both_gates(gated: Coder) -> None:
    text = "The padyatra reached Bhopal on Saturday, its sixth day."
    assert Coder().code(text, language="en").outcome == "left_out"
    assert coded(gated, text).outcome == "coded"


def test_an_own_word_in_the_title_alone_passes_the_gate(gated: Coder) -> None:
    record = gated.code("It reached Bhopal on Saturday.", title="Padyatra in its sixth day", language="en")
    assert record.outcome == "coded"


def test_a_word_that_is_not_sure_is_left_to_the_article() -> None:
    unsure = parse_codebook('[forms.yatra]\nis_a = "march"\nwords = ["camp"]\nsure = false')
    coder = Coder(Settings(codebook=unsure))
    text = "The team went to a training camp. " + "They slept well and ate fish by the lake. " * 8
    assert coder.code(text, language="en").outcome == "left_out"


def test_an_own_word_inside_another_word_is_none(gated: Coder) -> None:
    assert coded(gated, "The padyatrapur line opened to trains.").outcome == "left_out"


def test_an_own_word_is_no_person(team: Coder) -> None:
    record = coded(team, "Padyatras were held in Indore on Sunday.")
    assert [name.name for name in record.names] == ["Indore"]


# ---- topics


@pytest.mark.parametrize(
    ("issue", "topic"),
    [
        ("for land titles", "land rights"),
        ("against sand mining", "environment"),
        ("against fuel prices", "economy"),
    ],
    ids=["own topic", "more words", "as ever"],
)
def test_topics_of_issues(team: Coder, issue: str, topic: str) -> None:
    mention = the_mention(team, f"Thousands of villagers protested in Indore on Sunday {issue}.")
    assert [topic in one.topics for one in mention.issues] == [True]


# ---- organisations


def test_an_organisation_acts_claims_and_speaks_under_its_full_name(team: Coder) -> None:
    text = (
        "INDORE - The NFF organised a rally in Indore on Sunday. Kisan Morcha said that 4,000 people "
        "marched. "
        "“We will be back,” the Narmada Farmers’ Front said."
    )
    record = coded(team, text)
    own = [name.name for name in record.names if name.by == "codebook.organisation/1"]
    assert own == ["NFF", "Kisan Morcha", "Narmada Farmers’ Front"]
    actors = [a for m in record.mentions for a in m.organizers]
    actors += [s.claimant for m in record.mentions for s in m.sizes if s.claimant]
    actors += [s.speaker for s in record.statements if s.speaker]
    assert len(actors) >= 3
    known = ("Narmada Farmers' Front", "NFF", "party", "codebook.organisation/1")
    assert {(a.name, a.acronym, a.kind, a.by) for a in actors} == {known}


@pytest.mark.parametrize(
    "text",
    [
        "The nff marker was found in Indore.",
        "Leaders of the Narmada Farmers' Front Youth League marched in Indore on Sunday.",
    ],
    ids=["acronym in small letters", "longer name of another body"],
)
def test_what_is_no_name_of_the_organisation(team: Coder, text: str) -> None:
    assert [n for n in coded(team, text).names if n.by == "codebook.organisation/1"] == []


def test_members_of_an_organisation_are_not_the_organisation(team: Coder) -> None:
    mention = the_mention(team, "Members of the NFF marched in Indore on Sunday against the dam.")
    names = [a.name for a in (*mention.organizers, *mention.participants)]
    assert names
    assert "Narmada Farmers' Front" not in [
        a.name for a in mention.participants if a.evidence[0].quote == "Members"
    ]


# ---- places


def test_an_event_at_an_own_square_has_its_coordinates(team: Coder) -> None:
    place = the_mention(
        team, "Thousands of farmers rallied at Chandni Maidan on Sunday against the dam."
    ).place
    assert place is not None
    assert (place.name, place.site, place.precision) == ("Chandni Maidan", "Chandni Maidan", "site")
    assert (place.latitude, place.longitude, place.country, place.admin1) == (
        22.72,
        75.86,
        "IN",
        "Madhya Pradesh",
    )


def test_an_own_place_wins_over_the_gazetteer_s_of_its_name(team: Coder) -> None:
    record = coded(team, "Thousands of farmers marched in London on Sunday against the dam.")
    (place,) = record.places
    assert (place.geonameid, place.country, place.by) == (77, "TD", "codebook.place/1")
    assert record.mentions[0].place is not None
    assert record.mentions[0].place.geonameid == 77


def test_a_road_called_after_an_own_place_is_another_place(team: Coder) -> None:
    record = coded(team, "Thousands of farmers marched on Chandni Maidan Road in Indore on Sunday.")
    assert "Chandni Maidan" not in [p.name for p in record.places]


# ---- sizes


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("Scores of people", 60, 150),
        ("A sea of people", 3000, None),
        ("A human tide", 500, 5000),
        ("Dozens of people", 24, 199),
        ("More than a sea of people", 3000, None),
    ],
)
def test_vague_words_mean_what_the_team_says(team: Coder, words: str, low: int, high: int | None) -> None:
    mention = the_mention(team, f"{words} marched through Indore on Sunday in protest against fuel prices.")
    (size,) = mention.sizes
    assert (size.low, size.high) == (low, high)


def test_a_longer_phrase_is_not_cut_to_a_team_s_word() -> None:
    coder = Coder(Settings(code_all=True, codebook=parse_codebook("[sizes]\nhundreds = [100, 999]")))
    text = "Hundreds of thousands of people marched through Indore on Sunday against fuel prices."
    (size,) = the_mention(coder, text).sizes
    assert (size.low, size.high, size.by) == (200_000, 1_999_999, "size.judge/1")


# ---- scope

STRIKE = "Bus drivers went on strike in Indore on Monday over pay."
SCOPES = {
    "too few": ("least_people = 100", "About 40 people marched in Indore on Sunday.", ["least_people"]),
    "enough": ("least_people = 100", "About 400 people marched in Indore on Sunday.", []),
    "no upper end": ("least_people = 100", "More than 40 people marched in Indore on Sunday.", []),
    "unknown size in": ("least_people = 100", "Farmers marched in Indore on Sunday.", []),
    "unknown size out": (
        'least_people = 100\nunknown_size = "out"',
        "Farmers marched in Indore on Sunday.",
        ["least_people"],
    ),
    "strike": ("strikes = false", STRIKE, ["strikes"]),
    "strike that counts": ("strikes = true", STRIKE, []),
    "strike rally": ("strikes = false", "Bus drivers held a strike rally in Indore on Monday over pay.", []),
    "strike with a rally": (
        "strikes = false",
        "Bus drivers went on strike and rallied in Indore on Monday.",
        [],
    ),
    "strike in protest": (
        "strikes = false",
        "Bus drivers went on strike in Indore in protest at low pay.",
        ["strikes"],
    ),
    "students' walkout": (
        "strikes = false",
        "Students walked out of classes in Indore on Monday over fees.",
        [],
    ),
    "workers' walkout": (
        "strikes = false",
        "Workers walked out of the mill in Indore on Monday over pay.",
        ["strikes"],
    ),
    "online protest": (
        "online = false",
        "Students held an online protest on Sunday against exam fees.",
        ["online"],
    ),
    "rally on Zoom": (
        "online = false",
        "Activists held a rally on Zoom on Sunday against the dam.",
        ["online"],
    ),
    "protested online": (
        "online = false",
        "Students protested online on Sunday against exam fees.",
        ["online"],
    ),
    "announced on Facebook": (
        "online = false",
        "Students marched in Indore on Sunday. The march was announced on Facebook.",
        [],
    ),
    "form not listed": ('forms = ["vigil"]', "Farmers marched in Indore on Sunday.", ["forms"]),
    "form listed": ('forms = ["march"]', "Farmers marched in Indore on Sunday.", []),
    "status not listed": ('statuses = ["held"]', "Farmers will march in Indore on Friday.", ["status"]),
    "elsewhere": ('countries = ["ZA"]', "Farmers marched in Indore on Sunday.", ["country"]),
    "in the country": ('countries = ["IN"]', "Farmers marched in Indore on Sunday.", []),
    "nowhere": (
        'countries = ["IN"]\nunknown_country = "out"',
        "Farmers marched on Sunday against the dam.",
        ["country"],
    ),
    "two rules": ('strikes = false\ncountries = ["ZA"]', STRIKE, ["strikes", "country"]),
}


@pytest.mark.parametrize(("rules", "text", "out"), SCOPES.values(), ids=SCOPES)
def test_an_event_out_of_scope_stays_in_the_record_with_the_rules(
    full_coder: Coder, rules: str, text: str, out: list[str]
) -> None:
    mention = the_mention(under(full_coder, parse_codebook(f"[scope]\n{rules}")), text)
    assert list(mention.out_of_scope) == out


def under(coder: Coder, codebook: Codebook) -> Coder:
    """A coder with the models of another and rules of its own, so that each test need not load them."""
    settings = dataclasses.replace(coder.settings, codebook=codebook)
    other = Coder(settings)
    other.__dict__["_tools"] = dataclasses.replace(coder._tools, settings=settings)
    return other


@pytest.mark.parametrize(("counts", "out"), [(True, ()), (False, ("background",))])
def test_background_events_may_be_out_of_scope(full_coder: Coder, counts: bool, out: tuple[str, ...]) -> None:
    recalled = dataclasses.replace(
        the_mention(full_coder, "Farmers marched in Indore on Sunday."), main=False
    )
    assert out_of_scope(recalled, (), Scope(background=counts)) == out


def test_an_own_form_may_be_listed_in_the_scope() -> None:
    rules = RULES.replace("[forms.padyatra]", '[scope]\nforms = ["padyatra"]\n[forms.padyatra]', 1)
    coder = Coder(Settings(code_all=True, codebook=parse_codebook(rules)))
    assert the_mention(coder, "Thousands joined the padyatra in Indore on Sunday.").out_of_scope == ()
    assert the_mention(coder, "Thousands marched in Indore on Sunday.").out_of_scope == ("forms",)
