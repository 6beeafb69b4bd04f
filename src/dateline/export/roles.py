"""Which words give a person a public role: an office, a rank, or a voice for an organisation.

Word lists: written for Dateline in November 2026 from the ordinary titles of English-language news
(docs/decisions/0060-masking.md); no source was copied. A word that is not listed gives no public
role, so that a gap in the lists hides a name and never shows one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def words_in(lines: str) -> frozenset[str]:
    """The words of a list written in lines."""
    return frozenset(lines.split())


# Offices known nationally or to a town: a former holder keeps the public role.
HIGH_OFFICES = words_in(
    """
    president premier chancellor minister governor senator mayor mp mep ambassador king queen prince
    princess pope lawmaker congressman congresswoman legislator parliamentarian
    """
)
ROLE_HEADS = HIGH_OFFICES | words_in(
    """
    mpp mla msp mec mpl td mna councillor councilor councilman councilwoman alderman cllr deputy
    commissar sen gov rep rev pres min brig gen col maj capt lt sgt insp supt det const adm cmdr comm
    brigadier general colonel major captain lieutenant sergeant inspector superintendent constable
    admiral commander commissioner marshal sheriff chief chieftain judge magistrate justice prosecutor
    ombudsman spokesman spokeswoman spokesperson spokespeople convenor convener chairman chairwoman
    chairperson chair cochair vicechair leader coleader head treasurer coordinator co-ordinator
    ceo whip speaker envoy diplomat consul undersecretary archbishop bishop cardinal imam mufti rabbi
    pastor reverend moderator principal headmaster headmistress headteacher rector dean candidate regent
    emir sultan
    """
)
# Ordinary jobs by themselves; offices after one of these words.
QUALIFIED_HEADS = {
    "secretary": words_in(
        """
        general state home foreign defence defense treasury health education labour labor transport interior
        provincial regional national branch union party press organising organizing permanent executive
        assistant deputy cabinet environment energy justice business culture housing
        """
    ),
    "organiser": words_in("union party national regional provincial campaign branch senior lead"),
    "organizer": words_in("union party national regional provincial campaign branch senior lead"),
    "officer": words_in("executive electoral medical returning press information liaison"),
    # A director of plays has a job; a managing director speaks for a company.
    "director": words_in(
        "managing executive general deputy regional national provincial programme program campaign"
    ),
    "manager": words_in("city municipal town campaign general"),
    "executive": words_in("chief union council"),
    "general": words_in("attorney secretary director solicitor governor auditor inspector"),
}
# Words with another everyday sense: a title only where capitalised.
_TITLES_IN_CAPITALS = words_in(
    "speaker justice general major marshal pres min gen col maj const det rep sen gov"
)
# "student leader", "protest leader": followed by others, but no office that anyone gave them.
_LOOSE_HEADS = frozenset(("leader", "coleader", "head", "captain", "chief"))
UNOFFICIAL = words_in(
    """
    student students protest protesters strike youth community gang ring rebel local group crowd tribal
    team class scout cheer worship prayer opinion thought loss ringleader workers
    """
)
ABBREVIATED = words_in(
    "sen gov rep rev pres min brig gen col maj capt lt sgt insp supt det const adm cmdr comm cllr hon"
)
HONORIFICS = words_in(
    "barrister haji engr mr mrs ms miss mx dr prof professor adv advocate sir dame lord lady hon"
)
FORMER = frozenset(("former", "ex", "erstwhile", "ousted", "deposed", "late", "retired", "onetime"))
PREPOSITIONS = words_in("of for at in with to from on by against about under near")

_FUNCTION = PREPOSITIONS | {"the", "and", "a", "an", "its", "their"}
# Lower-case words that may stand inside the name of an office or organisation.
_BODY_WORDS = words_in(
    """
    department ministry party union police city town municipality council association federation congress
    league health education transport labour labor foreign home affairs finance interior justice defence
    defense provincial regional national local municipal metro district parliament assembly senate state
    government safety security community environment housing water sport arts culture trade industry
    workers teachers nurses students employees commission committee chamber campaign movement alliance
    coalition group network forum centre center university college court church region province county
    opposition ruling governing public works social development women youth energy mines agriculture
    """
)
# Words that may stand before an office in a title: "Interior Minister", "Vice President".
TITLE_WORDS = _BODY_WORDS | words_in(
    "prime vice deputy first acting assistant chief senior lead general of the for"
)
_VERBS = words_in(
    """
    said says told tells was were is are has had have will would did does could should may might added
    says met saw went came took gave made left led spoke speaks refused
    """
)
_CLOSERS = frozenset((",", ".", ";", ")", ":", "—", "–", "-", '"', "”", "!", "?"))
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Words (with their apostrophes) and single punctuation marks, in order."""
    return _TOKEN.findall(text)


def is_public_role(role: str) -> bool:
    """Whether a role in words is an office, a rank or a voice for an organisation.

    >>> is_public_role("general secretary of the union"), is_public_role("a student")
    (True, False)
    """
    words = tokens(role)
    for i, word in enumerate(words):
        if word.lower() in PREPOSITIONS:
            return False
        if _is_head(words, i):
            return True
    return False


def role_before(before: str) -> bool:
    """Whether the words straight before a name give it a public role: "Mayor", "the mayor of Leeds,"."""
    if before.endswith("\n"):
        return False
    words = tokens(before[-160:])
    words = _without_honorifics(words)
    if not words:
        return False
    if _is_head(words, len(words) - 1) or _is_member_of_house(words):
        return True
    return _office_of_a_body(words)


def role_after(after: str) -> bool:
    """Whether the words straight after a name give it a public role: ", a spokesman for", " MP"."""
    words = tokens(after[:200])
    if not words or after[:1] in "\n.!?;":
        return False
    if words[0] in ("MP", "MEP", "MLA", "MSP", "MPP", "TD", "MEC"):
        return True
    return words[0] in (",", "(", "—", "–") and _role_in_apposition(words)


def _without_honorifics(words: list[str]) -> list[str]:
    end = len(words)
    if end > 1 and words[end - 1] == "." and words[end - 2].lower() in ABBREVIATED | HONORIFICS:
        end -= 1  # the full stop of an abbreviation
    while end > 1 and words[end - 1].lower() in HONORIFICS:
        end -= 1
    return words[:end]


def _is_head(words: Sequence[str], i: int) -> bool:
    word = words[i].lower()
    back = i - 1
    while back >= 0 and words[back] in ("-", "."):
        back -= 1
    previous = words[back].lower() if back >= 0 else ""
    if word in QUALIFIED_HEADS and previous in QUALIFIED_HEADS[word]:
        return _still_in_office(words, i, high=False)
    # "Gen. X", "General X" and "Secretary X" are ranks where capitalised.
    if word == "secretary":
        return words[i][0].isupper() and i == len(words) - 1 and _still_in_office(words, i, high=False)
    if word not in ROLE_HEADS or (word in _LOOSE_HEADS and previous in UNOFFICIAL):
        return False
    if word in _TITLES_IN_CAPITALS and words[i].islower():
        return False
    return _still_in_office(words, i, high=word in HIGH_OFFICES)


def _still_in_office(words: Sequence[str], i: int, *, high: bool) -> bool:
    return high or not any(word.lower() in FORMER for word in words[max(0, i - 4) : i])


def _is_member_of_house(words: Sequence[str]) -> bool:
    ending = [word.lower() for word in words[-4:]]
    return ending[-3:] == ["member", "of", "parliament"] or ending[-2:] == ["parliament", "member"]


def _office_of_a_body(words: list[str]) -> bool:
    """``the mayor of Leeds ,`` and ``spokesman for the provincial department of health``."""
    comma = words[-1] == ","
    end = len(words) - comma
    if end and comma and _is_head(words, end - 1):
        return True
    if not end or words[end - 1].lower() in _FUNCTION:
        return False  # "spokesman for the family of NAME": the role is another's
    for i in range(end - 1, max(-1, end - 12), -1):
        if not _may_name_a_body(words[i]) and not _is_head(words, i):
            return False
        if i + 1 < end and words[i + 1].lower() in PREPOSITIONS and _is_head(words, i):
            owner = [word.lower() for word in words[max(0, i - 2) : i]]
            if not {"of", "for", "to"} & set(owner):
                return True
    return False


def _may_name_a_body(word: str) -> bool:
    return word[0].isupper() or word.lower() in _FUNCTION or word.lower() in _BODY_WORDS


def _role_in_apposition(words: list[str]) -> bool:
    start = 1
    if start < len(words) and words[start].isdigit():
        if words[start + 1 : start + 2] != [","]:
            return False
        start += 2  # ", 45,"
    if words[start : start + 2] in (["who", "is"], ["who", "was"]):
        start += 2
    definite = words[start : start + 1] == ["the"]
    for i in range(start, min(start + 9, len(words))):
        word = words[i]
        if word.lower() in PREPOSITIONS or word.lower() in _VERBS or word in _CLOSERS - {"-"}:
            return _member_of_parliament_at(words, i - 1)
        if _is_head(words, i):
            return not definite or _apposition_closes(words, i + 1)
    return False


def _member_of_parliament_at(words: Sequence[str], i: int) -> bool:
    return [word.lower() for word in words[i : i + 3]] == ["member", "of", "parliament"]


def _apposition_closes(words: Sequence[str], start: int) -> bool:
    """``NAME, the mayor of Leeds, said``, and not ``according to NAME, the mayor lied``."""
    for word in words[start : start + 14]:
        if word in _CLOSERS:
            return True
        if word.lower() in _VERBS or (word.islower() and word.endswith("ed")):
            return False
    return len(words) <= start + 14
