"""What a speaker does by a statement: thanks, demands, denies, …

The closed list is ``records.lists.ActName``: the verbal events of PLOVER (Halterman et al., 2023) with what
rallies add. Told by the cue, by the noun it governs, or by words of the statement in the first person.
Where a cue only says ("said", "added"), a trained model judges cue and content together
(docs/reference/models/act.md); where it is not sure, the act is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Range, Syntax
from dateline.extract.statement.weights import cue_word
from dateline.parse.tags import Tags
from dateline.records import Act, Span
from dateline.records.lists import ACTS, ActName


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


# Judged acts with a lower chance are not given. Chosen where seven of ten are right, of training statements
# that the fit had not seen: the rules, which go first, are right in nine of ten (training/statement_acts.py).
THRESHOLD = 0.35
_NO_ACT = "other"


def read_act(syntax: Syntax, candidate: Candidate) -> Act | None:
    """What the speaker does, with the words that show it; None where neither rules nor model tell."""
    if syntax.child(candidate.head.i, "neg") is not None:
        return None  # "did not thank"
    for value, span, confidence, rule in _readings(syntax, candidate):
        return Act(value=value, confidence=confidence, evidence=(span,), by=f"statement.act.{rule}/1")
    return _judged(syntax, candidate)


@dataclass(frozen=True, slots=True)
class ActWeights:
    """How much the encoder's states speak for each act.

    Args:
        content: For the mean state of the content, of shape (width, acts); ``cue`` likewise.
        bias: Of shape (2, acts): for the content and, where there is one, for the cue.
    """

    content: NDArray[np.float32]
    cue: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def from_bytes(cls, data: bytes) -> ActWeights:
        """Read from what ``training/statement_acts.py`` writes."""
        with np.load(BytesIO(data)) as arrays:
            if tuple(arrays["acts"]) != ACTS:
                raise ModelError("acts.npz was fitted for other acts; install Dateline again")
            return cls(arrays["content"], arrays["cue"], arrays["bias"])

    def of_content(self, tags: Tags, runs: Sequence[Range]) -> NDArray[np.float32] | None:
        """Log-odds that stretches of characters speak for, as words of the content."""
        state = tags.state(runs)
        return None if state is None else state @ self.content + self.bias[0]

    def of_cue(self, tags: Tags, runs: Sequence[Range]) -> NDArray[np.float32] | None:
        """Log-odds that stretches of characters speak for, as words of the cue."""
        state = tags.state(runs)
        return None if state is None else state @ self.cue + self.bias[1]

    def chances(
        self, tags: Tags, content: Sequence[Range], cue: Sequence[Range]
    ) -> NDArray[np.float64] | None:
        """The chance of each act of ``ACTS``; None where no encoder read the text."""
        said, told = self.of_content(tags, content), self.of_cue(tags, cue)
        if said is None:
            return None
        odds = np.asarray(said if told is None else said + told, dtype=np.float64)
        raised = np.exp(odds - odds.max())
        result: NDArray[np.float64] = raised / raised.sum()
        return result


@cache
def shipped_weights() -> ActWeights:
    """The weights that ship.

    Raises:
        ModelError: They are missing or were fitted for other acts.
    """
    try:
        return ActWeights.from_bytes(files(__package__).joinpath("acts.npz").read_bytes())
    except OSError as error:
        raise ModelError("acts.npz is missing; install Dateline again") from error


def _judged(syntax: Syntax, candidate: Candidate) -> Act | None:
    parsed, weights = syntax.parsed, shipped_weights()
    cue = [syntax.characters(*run) for run in candidate.cue]
    each = weights.chances(parsed.tags, candidate.content, cue)
    if each is None:
        return None
    best = max((k for k, act in enumerate(ACTS) if act != _NO_ACT), key=lambda k: each[k])
    if each[best] < THRESHOLD:
        return None
    start, end = _clearest(parsed.tags, weights, best, candidate.content, cue)
    confidence = round(float(each[best]), 3)
    evidence = (parsed.span(start, end),)
    return Act(value=ACTS[best], confidence=confidence, evidence=evidence, by="statement.act.judged/1")


def _clearest(
    tags: Tags, weights: ActWeights, act: int, content: Sequence[Range], cue: Sequence[Range]
) -> Range:
    """Of the cue and the stretches of the content the one that speaks most for an act."""
    told = [(run, weights.of_content(tags, [run])) for run in content]
    told += [(run, weights.of_cue(tags, [run])) for run in cue]
    return max(told, key=lambda pair: -np.inf if pair[1] is None else pair[1][act] - pair[1].mean())[0]


def _readings(syntax: Syntax, candidate: Candidate) -> Iterator[tuple[ActName, Span, float, str]]:
    parsed, head = syntax.parsed, candidate.head.i
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
