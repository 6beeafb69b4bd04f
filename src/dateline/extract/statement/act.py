"""What a speaker does by a statement: thanks, demands, denies, …

The closed list is ``records.lists.ActName``: the verbal events of PLOVER (Halterman et al., 2023) with what
rallies add. Told by the cue, by the noun it governs, or by words of the statement in the first person.
A cue that only says ("said", "added") tells nothing, and the act is then None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Syntax
from dateline.extract.statement.weights import cue_word
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


def read_act(syntax: Syntax, candidate: Candidate) -> Act | None:
    """What the speaker does, with the words that show it; None where no rule tells."""
    for value, span, confidence, rule in _readings(syntax, candidate):
        return Act(value=value, confidence=confidence, evidence=(span,), by=f"statement.act.{rule}/1")
    return None


def _readings(syntax: Syntax, candidate: Candidate) -> Iterator[tuple[ActName, Span, float, str]]:
    parsed, head = syntax.parsed, candidate.head.i
    if syntax.child(head, "neg") is not None:
        return  # "did not thank"
    word, noun = cue_word(syntax.word(head)), syntax.child(head, "dobj")
    if noun is not None and noun > head and word in _LIGHT and (act := _by_noun(syntax, noun)):
        yield act, parsed.span(*syntax.characters(head, noun + 1)), 0.85, "noun"
    behind = next((c for c in syntax.children(head, "prep", "prt") if c > head), None)
    longer = "" if behind is None else f"{word} {syntax.lower[behind]}"
    if act := _BY_CUE.get(longer) or _BY_CUE.get(word):
        yield act, parsed.token(candidate.head), 0.85, "cue"
    if syntax.pos[head] == "NOUN" and (act := _by_noun(syntax, head)):
        yield act, parsed.token(candidate.head), 0.7, "noun"
    for start, end in candidate.content[:4]:
        if found := _FIRST_PERSON.search(parsed.text, start, end):
            said = found[1].lower().replace("ise", "ize")
            act = _BY_CUE.get(said) or _BY_CUE.get(_STAND.get(said, ""))
            if act:
                yield act, parsed.span(found.start(), found.end()), 0.6, "first_person"


def _by_noun(syntax: Syntax, noun: int) -> ActName | None:
    return _BY_NOUN.get(syntax.lower[noun]) or _BY_NOUN.get(syntax.lemma[noun])
