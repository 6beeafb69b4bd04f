"""The tables of attribute rules and lemmas give what the model's own pipes give."""

from __future__ import annotations

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Token

from dateline.parse import Parser
from dateline.parse.model import shipped_model
from dateline.parse.rules import RuleTable, can_take
from dateline.records import Article, ArticleId

TEXTS = [
    "I'd gone; it gets us what they've got, and there's nobody who could have done it better than her.",
    "Mine workers' unions ain't striking.\n\n  “We won’t go,” she said, for whom the bells toll. 3.5% of 12!",
    "There were those that marched, which is what you do as he's having none of it, let's say, cos he can't.",
    "Y'all gonna see nothin', I gotta say; c'mon, let's go: it ain't you. Does it? Do you have that?",
    "",
    "  \n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_rules_apply(text: str) -> None:
    nlp = spacy.load(shipped_model(), exclude=["ner", "lemmatizer"])
    ruler = nlp.remove_pipe("attribute_ruler")[1]
    assert can_take(ruler)
    table = RuleTable()
    table.take(ruler)
    expected, found = ruler(nlp(text)), table(nlp(text))
    assert [_given(token) for token in found] == [_given(token) for token in expected]


def test_a_rule_that_asks_for_more_is_left_to_the_model() -> None:
    ruler = AttributeRuler(spacy.blank("en").vocab)
    ruler.add([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "go"})
    assert can_take(ruler)
    ruler.add([[{"LOWER": "gon", "OP": "+"}]], {"LEMMA": "go"})
    assert not can_take(ruler)


def _given(token: Token) -> tuple[str, ...]:
    return token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_plain_model(parser: Parser, text: str) -> None:
    ours = parser.parse(Article(id=ArticleId("a"), text=text)).doc if text else []
    # The sentence starts at line ends are ours, so the lines are given one by one.
    if "\n" not in text:
        plain = spacy.load(shipped_model())(text)
        assert [(t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_) for t in ours] == [
            (t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_) for t in plain
        ]
