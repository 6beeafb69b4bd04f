"""What is hidden before anything leaves, and what is not."""

# ruff: noqa: E501

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import actor, march_record, record_of, span

from dateline.export.mask import Masked, mask
from dateline.records import Count, Form, Mention, MentionId, Record, Span, Status

HIDDEN = [
    # id, text, persons that a name finder gave, what leaves
    ("a-resident", "Resident Joyce Mbatha said she was tired.", ("Joyce Mbatha",), "Resident [person 1] said she was tired."),
    ("a-student", "Li Wei, a student, held a banner.", ("Li Wei",), "[person 1], a student, held a banner."),
    ("last-name-later", "Protester Omar Haddad sang. Haddad later left.", ("Omar Haddad",), "Protester [person 1] sang. [person 1] later left."),
    ("possessive", "Omar Haddad’s mother wept; Haddad's shop burned.", ("Omar Haddad",), "[person 1]’s mother wept; [person 1]'s shop burned."),
    ("first-name-alone", "Wanjiru Kamau came. “Go home,” Wanjiru was told.", ("Wanjiru Kamau",), "[person 1] came. “Go home,” [person 1] was told."),
    ("two-persons-two-numbers", "Ana Ruiz and Eva Soto met. Soto left.", ("Ana Ruiz", "Eva Soto"), "[person 1] and [person 2] met. [person 2] left."),
    ("age-without-name-finder", "Sipho Dube, 15, was there.", (), "[person 1], 15, was there."),
    ("minor-with-a-role", "Youth council chairwoman Ida Berg, 16, spoke.", ("Ida Berg",), "Youth council chairwoman [person 1], 16, spoke."),
    ("year-old-before", "The mayor met 15-year-old Tomas Vega.", ("Tomas Vega",), "The mayor met 15-year-old [person 1]."),
    ("arrested-politician", "Opposition leader Rosa Lind was arrested on Friday.", ("Rosa Lind",), "Opposition leader [person 1] was arrested on Friday."),
    ("spokesperson-and-arrested", "“We stay,” said union spokesman Paul Abara. Police arrested Abara at dusk.", ("Paul Abara",), "“We stay,” said union spokesman [person 1]. Police arrested [person 1] at dusk."),
    ("arrested-in-a-list", "Officers detained MP Jan Kos, Eli Roth and Mira Sand.", ("Jan Kos", "Eli Roth", "Mira Sand"), "Officers detained MP [person 1], [person 2] and [person 3]."),
    ("killed-by-noun", "The death of Councillor Amy Hall shocked the town.", ("Amy Hall",), "The death of Councillor [person 1] shocked the town."),
    ("possessive-death", "Senator Kim Park’s killing led to riots.", ("Kim Park",), "Senator [person 1]’s killing led to riots."),
    ("named-among-the-wounded", "Three were wounded, including deputy mayor Leo Falk.", ("Leo Falk",), "Three were wounded, including deputy mayor [person 1]."),
    ("pronoun-says-injured", "MP Nia Cole said she was hit by a stone.", ("Nia Cole",), "MP [person 1] said she was hit by a stone."),
    ("lower-case", "shopkeeper thabo nkosi wept. nkosi lost his stock.", ("thabo nkosi",), "shopkeeper [person 1] wept. [person 1] lost his stock."),
    ("upper-case", "“Go,” said Thabo Nkosi. NKOSI WEEPS", ("Thabo Nkosi",), "“Go,” said [person 1]. [person 1] WEEPS"),
    ("emoji-beside", "✊🏾Thabo Nkosi🔥 sang 👩‍👩‍👧 loudly. Nkosi🔥", ("Thabo Nkosi",), "✊🏾[person 1]🔥 sang 👩‍👩‍👧 loudly. [person 1]🔥"),
    ("right-to-left", "قال سامر حداد: لا. غادر حداد", ("سامر حداد",), "قال [person 1]: لا. غادر [person 1]"),
    ("combining-marks", "Jose\u0301 Nu\u0301n\u0303ez waved. Nu\u0301n\u0303ez left.", ("Jose\u0301 Nu\u0301n\u0303ez",), "[person 1] waved. [person 1] left."),
    ("particle-and-initial", "Teacher P. J. van der Merwe sang. Van der Merwe left.", ("P. J. van der Merwe",), "Teacher [person 1] sang. [person 1] left."),
    ("hyphen", "The Haddad-led choir thanked Omar Haddad.", ("Omar Haddad",), "The [person 1]-led choir thanked [person 1]."),
    ("student-leader-is-no-office", "Student leader Zanele Moyo spoke.", ("Zanele Moyo",), "Student leader [person 1] spoke."),
    ("former-shop-office", "Former branch chairman Ned Poole sang.", ("Ned Poole",), "Former branch chairman [person 1] sang."),
    ("kin-of-an-official", "Ben Ochieng, the mayor's son, and Ann Otieno, wife of the governor, came.", ("Ben Ochieng", "Ann Otieno"), "[person 1], the mayor's son, and [person 2], wife of the governor, came."),
    ("role-is-the-next-clause-s", "After Ivo Petrov, the minister refused to speak.", ("Ivo Petrov",), "After [person 1], the minister refused to speak."),
    ("role-of-another", "The mayor met shopkeeper Ivo Petrov.", ("Ivo Petrov",), "The mayor met shopkeeper [person 1]."),
    ("spokesman-for-a-person", "A spokesman for the family of Ivo Petrov wept.", ("Ivo Petrov",), "A spokesman for the family of [person 1] wept."),
    ("shared-last-name", "Mayor Jane Doe spoke. Peter Doe, a clerk, listened. Doe left.", ("Jane Doe", "Peter Doe"), "Mayor Jane Doe spoke. [person 1], a clerk, listened. [person 1] left."),
    ("mister", "“No,” Mr. Quayle told us.", (), "“No,” Mr. [person 1] told us."),
    ("arrested-after-a-comma", "Among those arrested was the group's chairman, Kofi Boateng, who had just spoken.", ("Kofi Boateng",), "Among those arrested was the group's chairman, [person 1], who had just spoken."),
    ("arrested-the-group-s-leader", "Police arrested the group's chairman, Kofi Boateng.", ("Kofi Boateng",), "Police arrested the group's chairman, [person 1]."),
    ("role-of-the-next-sentence", "So said cook Ada Finch, 29. A spokesman for the town came.", ("Ada Finch",), "So said cook [person 1], 29. A spokesman for the town came."),
    ("a-finder-took-too-much", "Harbour City striker Leon Duarte sang; Harbour City won.", ("Harbour City striker Leon Duarte",), "Harbour City striker [person 1] sang; Harbour City won."),
    ("director-of-plays", "Sol Reyes, a 39-year-old director for a theatre, sang.", ("Sol Reyes",), "[person 1], a 39-year-old director for a theatre, sang."),
    ("office-as-a-middle-name", "Alan Dean Foster sang.", ("Alan Dean Foster",), "[person 1] sang."),
    ("office-as-a-last-name", "Ann King sang. King left.", ("Ann King",), "[person 1] sang. [person 1] left."),
    ("broken-line", "A baker, Thabo\nNkosi, came.", ("Thabo\nNkosi",), "A baker, [person 1], came."),
]  # fmt: skip

KEPT = [
    ("mayor", "Mayor Jane Doe said the road was closed. Doe left.", ("Jane Doe",)),
    ("minister-of", "The minister of health, Ola Berg, spoke.", ("Ola Berg",)),
    ("after-the-name", "Ola Berg, general secretary of the Dockers Union, spoke.", ("Ola Berg",)),
    ("spokesman-for", "Raj Iyer, a spokesman for the farmers on strike, spoke.", ("Raj Iyer",)),
    ("convenor", "March convenor Raj Iyer thanked the crowd.", ("Raj Iyer",)),
    ("police-rank", "Brig. Deven Pillay said 12 people were arrested.", ("Deven Pillay",)),
    ("police-says-after", "Forty-three people were arrested, Brigadier Deven Pillay said.", ("Deven Pillay",)),
    ("police-apposition", "Brigadier Deven Pillay, 51, said two men, including a guard, were injured.", ("Deven Pillay",)),
    ("union-leader", "Union leader Tom Ray called for calm.", ("Tom Ray",)),
    ("mp-after", "Una Vale MP marched too.", ("Una Vale",)),
    ("former-president", "Former president Ivan Aho waved.", ("Ivan Aho",)),
    ("institution", "Crowds met at Nelson Mandela Square and Thabo Mbeki Memorial Hospital.", ("Nelson Mandela", "Thabo Mbeki")),
    ("saint", "They prayed at St. Thomas More.", ("Thomas More",)),
    ("role-of-house", "Ola Berg, the member for Harlow and chairman, sang.", ()),
    ("local-councillor", "Local councillor Haji Omar Wasay spoke.", ("Haji Omar Wasay",)),
    ("police-says-among", "Twelve people were hurt, including two guards, Captain Rui Melo said.", ("Rui Melo",)),
    ("police-arrested-says", "Police arrested 43 people, Captain Rui Melo said.", ("Rui Melo",)),
    ("collective", "The collective Green Shore marched.", ("collective Green Shore",)),
    ("no-name", "His lawyer spoke; the lawyer left.", ("His lawyer",)),
    ("title-inside-the-name", "Interior Minister Ola Berg spoke.", ("Interior Minister Ola Berg",)),
    ("saint-s-hospital", "They met at St James's Hospital.", ("St James",)),
    ("managing-director", "Mill Line managing director Ola Berg spoke.", ("Ola Berg",)),
    ("no-person", "Thousands marched in March 🔥.", ()),
    ("organisation-read-as-person", "Sunrise Farmers Movement marched.", ("Sunrise Farmers Movement",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "persons", "leaves"), [c[1:] for c in HIDDEN], ids=[c[0] for c in HIDDEN])
def test_a_name_that_must_not_leave_is_hidden(text: str, persons: tuple[str, ...], leaves: str) -> None:
    assert mask(record_of(text, persons=persons)).record.article.text == leaves


@pytest.mark.parametrize(("text", "persons"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_a_public_role_or_a_place_keeps_its_name(text: str, persons: tuple[str, ...]) -> None:
    assert mask(record_of(text, persons=persons)).record.article.text == text


def test_a_name_read_once_as_an_organisation_is_still_a_person_s() -> None:
    text = "Baker Sipho Dube sang. Dube left."
    record = record_of(text, persons=("Sipho Dube",), others=(("Sipho Dube", "organization"),))
    assert mask(record).record.article.text == "Baker [person 1] sang. [person 1] left."


def test_a_minor_read_as_an_organisation_is_hidden() -> None:
    text = "Sipho Dube, 15, sang. Sipho Dube left."
    record = record_of(text, others=(("Sipho Dube", "organization"),))
    assert mask(record).record.article.text == "[person 1], 15, sang. [person 1] left."


def test_a_town_that_was_once_read_as_a_person_keeps_its_name() -> None:
    text = "Crowds filled Karachi; Karachi sang."
    record = record_of(text, persons=("Karachi",), others=(("Karachi", "place"),))
    assert mask(record).record.article.text == text


def test_a_role_that_the_speaker_was_given_counts() -> None:
    text = "“Enough,” Ola Berg told the crowd."
    speaker = actor("Ola Berg", "Ola Berg", "person", "general secretary", text=text)
    statement = march_record().statements[0]
    said = replace(statement, speaker=speaker, source=(), cue=(), content=(), mention=None)
    assert mask(record_of(text, statements=(said,))).record.article.text == text


def test_the_word_march_is_not_hidden_with_a_person_called_march() -> None:
    text = "Maria March joined the march in March. March wept."
    masked = mask(record_of(text, persons=("Maria March",))).record.article.text
    assert masked is not None
    assert masked.startswith("[person 1] joined the march in March.")


def test_every_string_that_leaves_is_masked() -> None:
    masked = mask(march_record()).record
    written = masked.to_json()
    for name in ("Khoza", "Musa", "Lindiwe", "Zondo"):
        assert name not in written
    for name in ("Deven Pillay", "Anil Naicker"):
        assert name in written


def test_a_masked_span_keeps_its_offsets() -> None:
    record = march_record()
    for before, after in zip(record.spans(), mask(record).record.spans(), strict=True):
        assert (before.start, before.end) == (after.start, after.end)


def test_a_span_finds_its_words_in_the_masked_text() -> None:
    record = march_record()
    masked = mask(record)
    assert masked.record.article.text is not None
    for before, after in zip(record.spans(), masked.record.spans(), strict=True):
        start, end = masked.place(before)
        assert masked.record.article.text[start:end] == after.quote


def test_the_log_of_what_was_hidden_holds_no_name() -> None:
    hidden = mask(march_record()).hidden
    assert {cut.why for cut in hidden} <= {"private", "harmed", "minor"}
    assert {cut.label for cut in hidden} == {"[person 1]", "[person 2]"}
    assert "Khoza" not in repr(hidden)


def test_an_address_that_spells_a_hidden_name_becomes_a_hash() -> None:
    url = "https://paper.example/2024/thabo-nkosi-in-court"
    article = mask(record_of("Thabo Nkosi wept.", persons=("Thabo Nkosi",), url=url)).record.article
    assert article.url is not None
    assert article.url.startswith("https://paper.example/[masked ")
    assert "nkosi" not in article.id


def test_an_address_without_a_hidden_name_is_kept() -> None:
    assert mask(march_record()).record.article.url == "https://paper.example/news/dock-march"


def test_a_person_inside_the_words_of_an_arrest_is_hidden_whatever_the_office() -> None:
    text = "Mayor Kit Lowe and 12 others at the police station that night."
    count = Count(
        id="c", low=12, high=12, bound="exact", words="12", who="protester", confidence=0.9, by="count.rule/1",
        evidence=(span("Kit Lowe and 12 others", text),),
    )  # fmt: skip
    trigger = (span("12 others", text),)
    mention = Mention(
        id=MentionId("m"), main=True, trigger=trigger, arrested=(count,),
        form=Form(value="march", confidence=0.9, evidence=trigger, by="x/1"),
        status=Status(value="held", confidence=0.9, evidence=(), by="x/1"),
    )  # fmt: skip
    masked = mask(record_of(text, persons=("Kit Lowe",), mentions=(mention,))).record.article.text
    assert masked == "Mayor [person 1] and 12 others at the police station that night."


def test_the_title_is_masked_with_the_same_number() -> None:
    record = record_of("Thabo Nkosi wept.", persons=("Thabo Nkosi",), title="Nkosi weeps at vigil")
    assert mask(record).record.article.title == "[person 1] weeps at vigil"


def test_a_failed_article_has_nothing_to_mask() -> None:
    assert mask(record_of(None)).hidden == ()


@given(
    words=st.lists(
        st.sampled_from(["Thabo", "Nkosi", "thabo", "🔥", "Mayor", ",", "said", "é", "\u200f", "'s", "\n"]),
        max_size=30,
    )
)
def test_offsets_hold_for_any_arrangement(words: list[str]) -> None:
    text = "Thabo Nkosi wept. " + " ".join(words)
    masked: Masked = mask(record_of(text, persons=("Thabo Nkosi",)))
    after = masked.record.article.text
    assert after is not None
    assert "Thabo Nkosi" not in after or "Mayor" in after
    for start in range(0, len(text), 3):
        piece = Span.of(text, start, min(len(text), start + 4))
        first, last = masked.place(piece)
        assert 0 <= first <= last <= len(after)
    for cut in masked.hidden:
        first, last = masked.place(Span.of(text, cut.start, cut.end))
        assert after[first:last] == cut.label


def test_the_outputs_of_a_run_share_one_masking(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.export import mask as module

    one, other = (
        record_of(f"Resident {name} was there.", persons=(name,)) for name in ("Ana Ruiz", "Eva Soto")
    )
    asked: list[Record] = []

    def counted(record: Record) -> Masked:
        asked.append(record)
        return mask(record)

    monkeypatch.setattr(module, "mask", counted)
    texts = [module.masked_record(record).article.text for record in (one, one, other)]
    assert texts == ["Resident [person 1] was there."] * 3
    assert asked == [one, other]
