from __future__ import annotations

import time
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.extract.statement import find_statements, link_statement
from dateline.extract.statement.act import THRESHOLD, ActWeights, shipped_weights
from dateline.extract.statement.quotes import find_quotes, paragraphs
from dateline.parse import Parsed, Parser
from dateline.parse.tags import NoTags
from dateline.records import Article, ArticleId, Form, Mention, MentionId, Span, Statement, Status


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("a1"), text=text))


def saying(statements: tuple[Statement, ...], words: str) -> Statement:
    """The statement whose content holds some words; the test fails where there is none."""
    found = [s for s in statements if any(words in c.quote for c in s.content)]
    assert found, [[c.quote for c in s.content] for s in statements]
    return max(found, key=lambda s: s.confidence)


WHOLE = [
    pytest.param(
        "“The factory must stay open,” said Maria Lopez.",
        ["The factory must stay open,"], "said", "Maria Lopez", "direct", id="cue after, verb first",
    ),
    pytest.param(
        "“The factory must stay open,” Maria Lopez said.",
        ["The factory must stay open,"], "said", "Maria Lopez", "direct", id="cue after, name first",
    ),
    pytest.param(
        "Maria Lopez said, “The factory must stay open.”",
        ["The factory must stay open."], "said", "Maria Lopez", "direct", id="cue before",
    ),
    pytest.param(
        "“The factory,” Maria Lopez said, “must stay open.”",
        ["The factory,", "must stay open."], "said", "Maria Lopez", "direct", id="cue in the middle",
    ),
    pytest.param(
        "“The factory must stay open,” Maria Lopez said. “We have nowhere else to go.”",
        ["The factory must stay open,", "We have nowhere else to go."], "said", "Maria Lopez", "direct",
        id="quote goes on after the cue",
    ),
    pytest.param(
        "\"The factory must stay open,\" said Maria Lopez.",
        ["The factory must stay open,"], "said", "Maria Lopez", "direct", id="straight marks",
    ),
    pytest.param(
        "``The factory must stay open,'' said Maria Lopez.",
        ["The factory must stay open,"], "said", "Maria Lopez", "direct", id="TeX marks",
    ),
    pytest.param(
        "«The factory must stay open», said Maria Lopez.",
        ["The factory must stay open"], "said", "Maria Lopez", "direct", id="guillemets",
    ),
    pytest.param(
        "‘The factory must stay open,’ said Maria Lopez.",
        ["The factory must stay open,"], "said", "Maria Lopez", "direct", id="single marks",
    ),
    pytest.param(
        "Maria Lopez: “The factory must stay open for the sake of the town.”",
        ["The factory must stay open for the sake of the town."], ":", "Maria Lopez", "direct", id="colon",
    ),
    pytest.param(
        "Maria Lopez said that the factory would close in June.",
        ["that the factory would close in June"], "said", "Maria Lopez", "indirect", id="that clause",
    ),
    pytest.param(
        "The factory would close in June, Maria Lopez said.",
        ["The factory would close in June"], "said", "Maria Lopez", "indirect", id="clause before the cue",
    ),
    pytest.param(
        "Maria Lopez hopes to reopen the factory in June.",
        ["to reopen the factory in June"], "hopes", "Maria Lopez", "indirect", id="intention",
    ),
    pytest.param(
        "Maria Lopez believes the factory will close.",
        ["the factory will close"], "believes", "Maria Lopez", "indirect", id="thought",
    ),
    pytest.param(
        "Maria Lopez drew attention to the poor state of the roads in the valley.",
        ["the poor state of the roads in the valley"], "drew attention to", "Maria Lopez", "indirect",
        id="cue of several words",
    ),
    pytest.param(
        "Maria Lopez underscored the urgent need for clean water in the camps.",
        ["the urgent need for clean water in the camps"], "underscored", "Maria Lopez", "indirect",
        id="noun phrase as content",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "cue", "speaker", "kind"), WHOLE)
def test_statement_has_content_cue_speaker_and_kind(
    parser: Parser, text: str, content: list[str], cue: str, speaker: str, kind: str
) -> None:
    statement = saying(find_statements(parse(parser, text)), content[0])
    assert [c.quote for c in statement.content] == content
    assert " ".join(c.quote for c in statement.cue) == cue
    assert statement.speaker is not None and statement.speaker.name == speaker
    assert statement.kind == kind


def test_according_to_is_a_cue(parser: Parser) -> None:
    text = "According to the police, about 300 people blocked the bridge on Sunday."
    statement = saying(find_statements(parse(parser, text)), "blocked the bridge")
    assert [c.quote for c in statement.cue] == ["According to"]
    assert statement.speaker is not None and (statement.speaker.name, statement.speaker.kind) == (
        "police", "police",
    )  # fmt: skip


def test_part_in_quotation_marks_makes_a_mixed_statement(parser: Parser) -> None:
    text = "Maria Lopez said that the plan was “a disgrace” and would hurt thousands of families."
    statement = saying(find_statements(parse(parser, text)), "a disgrace")
    assert statement.kind == "mixed"
    assert statement.content[0].quote.endswith("families")


def test_quotation_that_runs_over_paragraphs_is_one_statement(parser: Parser) -> None:
    text = "“We marched all night,” said Ada Obi. “Nobody helped us.\n\n“In the morning the police came.”"
    statement = saying(find_statements(parse(parser, text)), "We marched")
    assert [c.quote for c in statement.content] == [
        "We marched all night,", "Nobody helped us.", "In the morning the police came.",
    ]  # fmt: skip


STORY = (
    "Teachers' Front Chairman Dr Imran Aziz Qadri told the crowd that the strike would go on. "
    "He said the pay rise was too small. Dr Qadri added that parents supported the teachers. "
    "“We thank every parent,” he said."
)


@pytest.mark.parametrize(
    "words", ["the strike would go on", "the pay rise was too small", "parents supported", "We thank every"]
)
def test_speaker_is_the_full_name_first_given(parser: Parser, words: str) -> None:
    speaker = saying(find_statements(parse(parser, STORY)), words).speaker
    assert speaker is not None
    assert speaker.name == "Imran Aziz Qadri"
    assert (speaker.kind, speaker.role) == ("person", "Chairman")


def test_role_and_affiliation_come_from_an_apposition(parser: Parser) -> None:
    text = "Ada Obi, a spokeswoman for the dockers' union, said the port would stay shut."
    speaker = saying(find_statements(parse(parser, text)), "the port would stay shut").speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Ada Obi", "spokeswoman")
    assert speaker.affiliation == "dockers' union"


def test_she_is_not_a_man_named_last(parser: Parser) -> None:
    text = "Ms Ada Obi led the march. Mr John Dube watched. She said the port would stay shut."
    speaker = saying(find_statements(parse(parser, text)), "the port would stay shut").speaker
    assert speaker is not None and speaker.name == "Ada Obi"


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        pytest.param("Police said two men were held.", "two men were held", "Police", "police", id="police"),
        pytest.param(
            "Residents said the water was dirty.", "the water was dirty", "Residents", "crowd", id="residents"
        ),
        pytest.param(
            "The government denied that the water was dirty.", "water was dirty", "government", "government",
            id="government",
        ),
    ],
)  # fmt: skip
def test_groups_speak_too(parser: Parser, text: str, words: str, name: str, kind: str) -> None:
    speaker = saying(find_statements(parse(parser, text)), words).speaker
    assert speaker is not None and (speaker.name, speaker.kind) == (name, kind)


def test_speaker_without_antecedent_is_unknown(parser: Parser) -> None:
    statement = saying(find_statements(parse(parser, "He said the water was dirty.")), "the water was dirty")
    assert statement.speaker is None


@pytest.mark.parametrize(
    ("text", "words", "act", "shown"),
    [
        pytest.param(
            "Ada Obi expressed gratitude to the nurses for their help.", "gratitude", "thank",
            "expressed gratitude", id="noun under a light verb",
        ),
        pytest.param("The mayor denied that the bridge was unsafe.", "bridge", "deny", "denied", id="cue"),
        pytest.param(
            "“We demand higher wages,” Ada Obi said.", "wages", "request", "We demand", id="first person",
        ),
    ],
)  # fmt: skip
def test_act_is_shown_by_its_words(parser: Parser, text: str, words: str, act: str, shown: str) -> None:
    found = saying(find_statements(parse(parser, text)), words).act
    assert found is not None
    assert (found.value, found.evidence[0].quote) == (act, shown)


@pytest.mark.parametrize(
    "text", ["Ada Obi said it rained.", "The minister did not deny that the road was closed."]
)
def test_act_is_none_where_no_word_shows_it(parser: Parser, text: str) -> None:
    assert all(s.act is None for s in find_statements(parse(parser, text)))


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        pytest.param(
            "“He is a liar and a crook,” Ada Obi said of the mayor.", "a liar", "accuse", id="accuse"
        ),
        pytest.param(
            "Officials said 40 homes were without water on Monday.", "40 homes", "inform", id="inform"
        ),
    ],
)
def test_act_behind_a_cue_that_only_says_is_judged(parser: Parser, text: str, words: str, act: str) -> None:
    statement = saying(find_statements(parse(parser, text)), words)
    found = statement.act
    assert found is not None and found.value == act and found.by == "statement.act.judged/1"
    assert THRESHOLD <= found.confidence <= 1.0
    assert found.evidence[0] in (*statement.cue, *statement.content)


def test_no_act_is_judged_where_no_encoder_read_the_text(parser: Parser) -> None:
    tagged = parse(parser, "“They lied to us for years,” Ada Obi said.").tags
    assert shipped_weights().chances(tagged, [(1, 28)], [(38, 42)]) is not None
    assert shipped_weights().chances(NoTags(), [(1, 28)], [(38, 42)]) is None


def test_weights_for_other_acts_are_refused() -> None:
    stream = BytesIO()
    none = np.zeros((4, 2), dtype=np.float32)
    np.savez(stream, acts=np.array(["sing", "dance"]), content=none, cue=none, bias=none[:2])
    with pytest.raises(ModelError, match="other acts"):
        ActWeights.from_bytes(stream.getvalue())


@pytest.mark.parametrize("text", ["", "   \n", "The shop opened at nine.", "“", '""', "’’’"])
def test_nothing_said_gives_no_statement(parser: Parser, text: str) -> None:
    assert find_statements(parse(parser, text)) == ()


def test_lower_case_text_is_read(parser: Parser) -> None:
    text = "the police commissioner said that four shops were burnt in the old city."
    assert saying(find_statements(parse(parser, text)), "four shops were burnt").source


def test_ids_are_unlike_and_stay_the_same(parser: Parser) -> None:
    ids = [s.id for s in find_statements(parse(parser, STORY))]
    assert len(set(ids)) == len(ids)
    assert ids == [s.id for s in find_statements(parse(parser, STORY))]


def _mention(text: str, words: str, name: str) -> Mention:
    start = text.index(words)
    span = (Span.of(text, start, start + len(words)),)
    form = Form(value="rally", confidence=1.0, evidence=span, by="test/1")
    status = Status(value="held", confidence=1.0, evidence=span, by="test/1")
    return Mention(id=MentionId(name), main=True, trigger=span, form=form, status=status)


def test_statement_is_linked_to_the_event_named_beside_it(parser: Parser) -> None:
    text = (
        "A march was held in Lyon. Speaking at the rally, Ada Obi said the port would stay shut. Rain fell. "
        "Ada Obi said the rain was a blessing."
    )
    parsed = parse(parser, text)
    mentions = (_mention(text, "march", "m1"), _mention(text, "rally", "m2"))
    statements = find_statements(parsed)
    assert link_statement(saying(statements, "port"), parsed, mentions) == "m2"
    assert link_statement(saying(statements, "blessing"), parsed, mentions) is None


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        pytest.param('a 5" pipe and a “good” one', ["good"], id="inch mark"),
        pytest.param("the workers' union said ‘no.’", ["no."], id="apostrophe"),
        pytest.param("“It's theirs,” he said", ["It's theirs,"], id="apostrophe inside"),
        pytest.param("he said 'that's it,' and left", ["that's it,"], id="apostrophe inside single marks"),
        pytest.param("“he told us ‘go’ at once”", ["he told us ‘go’ at once"], id="nested"),
        pytest.param(
            "“he calls it “hell”, I do not.” So", ["he calls it “hell”, I do not."], id="nested, same marks"
        ),
        pytest.param("“one, “two” and", ["one, "], id="a first one that nobody closed"),
        pytest.param("“no end", ["no end"], id="never closed"),
        pytest.param("no start” here", [], id="never opened"),
        pytest.param("„unten und oben“ he wrote", ["unten und oben"], id="low marks"),
    ],
)
def test_quotations_are_paired(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotes(text)] == inner


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a\n\nb\nc", ["a", "b\nc"], id="blank lines part"),
        pytest.param("a\nb", ["a", "b"], id="line ends part where there are no blank lines"),
        pytest.param("a\r\n\r\nb", ["a\r", "b"], id="carriage returns"),
    ],
)
def test_paragraphs(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == found


PIECES = st.sampled_from(
    ["“", "”", '"', "``", "''", "‘", "’", "'", "«", "»", "„", "‹",
     ", ", ". ", ": ", " ", "\n", "\r\n", "\n\n", "-",
     "😀", "é", "e\u0301", "שלום", "مرحبا", "\u200f", "\u00a0", "he said", "Ada Obi", "according to",
     "We demand", "who",
     "told the crowd that", "the claim that", "is expected to", "as", "(", ")",
     "5", "police", "believes", "?"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_marks_every_span_quotes_the_text(parser: Parser, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for statement in find_statements(parse(parser, text)):
        spans = (*statement.source, *statement.cue, *statement.content)
        told = statement.speaker.evidence if statement.speaker else ()
        assert statement.content
        assert all(
            s.quotes(text) for s in (*spans, *told, *(statement.act.evidence if statement.act else ()))
        )
        assert 0.0 <= statement.confidence <= 1.0


@given(st.text(alphabet="“”\"'‘’`«» \nab.,", max_size=300))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    quotes = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    assert all(q.start < q.inner_start < q.inner_end <= q.end <= len(text) for q in quotes)


@pytest.mark.parametrize("piece", ["“", "' a ", '"a" ', "‘a b", "\n", "“a”\n\n"])
def test_time_for_quotations_grows_with_the_text_alone(piece: str) -> None:
    text = piece * 40_000
    start = time.process_time()
    find_quotes(text)
    assert time.process_time() - start < 5.0


def test_report_of_a_body_is_not_that_body(parser: Parser) -> None:
    text = "A report from the police said the bridge was unsafe."
    speaker = saying(find_statements(parse(parser, text)), "the bridge was unsafe").speaker
    assert speaker is not None and speaker.kind == "other"


def test_endless_sentence_is_not_read(parser: Parser) -> None:
    assert find_statements(parse(parser, "Ada Obi said that " * 600)) == ()


def test_an_open_quotation_mark_at_a_line_end_is_no_statement(parser: Parser) -> None:
    found = find_statements(parse(parser, "‹ according to 😀 “ \r\n"))
    assert all(span.quote.strip() for statement in found for span in statement.content)


RESOLVED = [
    pytest.param(
        "Maria Lopez said the plan was cruel. “Ben Roe told us to be quiet,” she said, “and we were not.”",
        "Ben Roe told us", "Maria Lopez", id="a name inside the quotation does not speak",
    ),
    pytest.param(
        "Maria Lopez runs the shelter. She and her brother founded it. Ben Roe visited on Monday. "
        "Ben Roe wrote his report at night. The roof leaks, she said.",
        "The roof leaks", "Maria Lopez", id="the article calls a person he or she",
    ),
    pytest.param(
        "Republican nominee Ben Roe and Democratic nominee Ada Obi met on Monday. "
        "The Republican nominee said that taxes would fall.",
        "taxes would fall", "Ben Roe", id="the role and what it is of",
    ),
    pytest.param(
        "The World Water Fund met in Oslo. The fund said that the wells were dry.",
        "the wells were dry", "World Water Fund", id="the last word of a name",
    ),
    pytest.param(
        "The World Water Fund met in Oslo. The WWF said that the wells were dry.",
        "the wells were dry", "World Water Fund", id="initials",
    ),
    pytest.param(
        "Letters came from Mr. Ben Roe and Ms. Ada Obi, who wrote that the wells were dry.",
        "the wells were dry", "Ada Obi", id="the last of two before who",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), RESOLVED)
def test_speaker_is_who_the_article_shows(parser: Parser, text: str, words: str, name: str) -> None:
    speaker = saying(find_statements(parse(parser, text)), words).speaker
    assert speaker is not None and speaker.name == name


@pytest.mark.parametrize("dash", [" — ", " – ", " ― ", " - ", "― ", " ―\u00a0", "\n— "])
def test_a_name_behind_a_dash_signs_a_quotation(parser: Parser, dash: str) -> None:
    told = "They closed the school and told nobody. I am furious."
    text = f"We asked our readers.\n\n“{told}”{dash}Maria Lopez\n\nMore."
    statement = saying(find_statements(parse(parser, text)), "They closed the school")
    assert statement.kind == "direct"
    assert statement.speaker is not None and statement.speaker.name == "Maria Lopez"
