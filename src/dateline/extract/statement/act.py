"""What a speaker does by a statement: thanks, demands, denies, …

The closed list is ``records.lists.ActName``: the verbal events of PLOVER (Halterman et al., 2023) with what
rallies add. Told by the cue, by the noun it governs, or by words of the statement in the first person.
A cue that only says ("said", "added") tells nothing, and the act is then None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import child, children
from dateline.extract.statement.weights import cue_word
from dateline.parse import Parsed
from dateline.records import Act, Span
from dateline.records.lists import ActName


def _table(**rows: str) -> dict[str, ActName]:
    return {word.replace("_", " "): act for act, words in rows.items() for word in words.split()}  # type: ignore[misc]


_BY_CUE = _table(
    agree="agree concur accept approve consent ratify",
    consult="discuss consult meet negotiate debate deliberate confer",
    support="support back endorse praise applaud hail welcome commend salute defend favor favour "
    "champion laud",
    concede="concede admit acknowledge apologize confess relent regret",
    promise="promise pledge vow assure commit guarantee swear reassure undertake",
    thank="thank",
    mourn="mourn grieve lament",
    request="demand urge request ask_for call_for call_on call_upon appeal plead beg insist_on "
    "implore press_for advocate petition exhort seek push_for",
    accuse="accuse blame condemn denounce criticize slam blast decry deplore fault allege lambast "
    "charge rebuke chide castigate deride berate",
    reject="reject refuse oppose dismiss decline rebuff object disagree veto rule_out spurn",
    threaten="threaten warn",
    deny="deny refute rebut disavow",
    inform="announce inform report disclose reveal confirm declare explain clarify brief notify",
)
_BY_NOUN = _table(
    support="support solidarity backing endorsement praise admiration",
    thank="thanks gratitude appreciation",
    mourn="condolences condolence grief sorrow mourning sympathies",
    request="demand demands request appeal plea call",
    accuse="criticism condemnation blame accusation allegation outrage",
    reject="opposition objection rejection refusal",
    promise="promise pledge vow commitment assurance",
    concede="regret apology remorse apologies",
    deny="denial",
    threaten="threat warning ultimatum",
    agree="agreement approval",
)
# Verbs that take their act from the noun they govern.
_LIGHT = frozenset(
    "express voice give offer make issue convey extend pay show declare repeat reiterate send deliver".split()
)
_FIRST_PERSON = re.compile(
    r"\b(?:we|i)"
    r"(?: also| again| strongly| categorically| hereby| will| shall| would like to| want to| must)? "
    r"(demand|urge|call on|call upon|call for|appeal to|request|condemn|denounce|accuse|blame|reject"
    r"|refuse|oppose|support|stand with|stand by|thank|promise|pledge|vow|mourn|apologi[sz]e|deny|agree)\b",
    re.IGNORECASE,
)
_STAND = {"stand with": "support", "stand by": "support", "appeal to": "request"}


def read_act(parsed: Parsed, candidate: Candidate) -> Act | None:
    """What the speaker does, with the words that show it; None where no rule tells."""
    for value, span, confidence, rule in _readings(parsed, candidate):
        return Act(value=value, confidence=confidence, evidence=(span,), by=f"statement.act.{rule}/1")
    return None


def _readings(parsed: Parsed, candidate: Candidate) -> Iterator[tuple[ActName, Span, float, str]]:
    head, word = candidate.head, cue_word(candidate.head)
    if _denied(head):
        return
    noun = _noun_of(head)
    if noun is not None and word in _LIGHT and (act := _by_noun(noun)):
        yield act, parsed.span(head.idx, noun.idx + len(noun)), 0.85, "noun"
    longer = next(
        (f"{word} {c.lower_}" for c in head.children if c.dep_ in ("prep", "prt") and c.i > head.i), ""
    )
    if act := _BY_CUE.get(longer) or _BY_CUE.get(word):
        yield act, parsed.token(head), 0.85, "cue"
    if head.pos_ == "NOUN" and (act := _by_noun(head)):
        yield act, parsed.token(head), 0.7, "noun"
    for start, end in candidate.content[:4]:
        if found := _FIRST_PERSON.search(parsed.text, start, end):
            said = found[1].lower().replace("ise", "ize")
            act = _BY_CUE.get(said) or _BY_CUE.get(_STAND.get(said, ""))
            if act:
                yield act, parsed.span(found.start(), found.end()), 0.6, "first_person"


def _by_noun(noun: Token) -> ActName | None:
    return _BY_NOUN.get(noun.lower_) or _BY_NOUN.get(noun.lemma_.lower())


def _noun_of(head: Token) -> Token | None:
    thing = child(head, "dobj")
    return thing if thing is not None and thing.i > head.i else None


def _denied(head: Token) -> bool:
    """Words that take the act back: "did not thank"."""
    return bool(children(head, "neg"))
