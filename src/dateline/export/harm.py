"""Whether the words around a name say that the person was arrested, injured, killed or is under age.

Works on words, not on grammar, because an export must not need a language model; it errs towards
"yes", which hides a name (docs/decisions/0060-masking.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.export.roles import ROLE_HEADS, tokens, words_in

_PASSIVE = words_in(
    """
    cited bundled hauled manhandled fined expelled arrested detained apprehended jailed imprisoned
    charged handcuffed remanded convicted sentenced seized abducted kidnapped tortured raped assaulted
    attacked beaten injured hurt wounded hit struck shot stabbed trampled crushed hospitalised
    hospitalized killed murdered slain assassinated executed lynched burned burnt pepper-sprayed
    teargassed clubbed missing dead bailed acquitted prosecuted accused held questioned interrogated
    deported tasered run knocked caught suspected bruised concussed bleeding gassed sprayed tackled
    dragged cuffed whipped
    """
)
_INTRANSITIVE = words_in("died drowned disappeared perished collapsed bled faces appeared")
_TRANSITIVE = words_in(
    """
    arrested arresting arrest detained detaining detain jailed killed killing kill shot shooting beat
    beating beaten injured injuring wounded wounding murdered murdering stabbed stabbing assaulted
    assaulting abducted kidnapped tortured charged charging hit struck seized apprehended slain dead
    injured dragged mourned mourning mourn buried bury remember freed
    """
)
_NOUNS = words_in(
    """
    arrest arrests detention death deaths killing killings murder murders shooting funeral body remains
    beating jailing imprisonment abduction disappearance trial release injury injuries wounds
    assassination burial memory loss sentencing conviction prosecution bail hospitalisation
    hospitalization charges corpse grave coffin
    """
)
_AUXILIARIES = words_in("was were is are be been being got get gets has have had who remains lay")
_ADVERBS = words_in(
    """
    later also reportedly allegedly fatally seriously critically briefly again then since both himself
    herself themselves among one of those the subsequently badly severely slightly mortally first still
    not already violently brutally in custody taken into all on just earlier so
    """
)
_REPORTING = words_in(
    """
    said says told tells added adds confirmed announced wrote tweeted warned claimed estimated put denied
    reported explained called urged asked spoke speaking addressed condemned accused blamed
    """
)
_NAMING = words_in("including included includes identified named namely like as were was are victims")
_MINOR_WORDS = words_in(
    """
    schoolgirl schoolboy schoolchild pupil learner teenager teen teenage minor child toddler baby infant
    boy girl underage grader juvenile
    """
)
_SMALL_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
]
_AGE = rf"(?:\d|1[0-7]|{'|'.join(_SMALL_NUMBERS)})"
_YEARS_OLD_BEFORE = re.compile(rf"(?<![\w.]){_AGE}[- ‑]year[s]?[- ‑]old\b[^.;!?\n]{{0,40}}$", re.IGNORECASE)
_AGE_AFTER = re.compile(
    rf"\s{{0,20}}+(?:[,(—–-]\s{{0,20}}+)?(?:(?:who|is|was|then|just|only|a|an|the|aged|age|of)\s{{1,20}}+){{0,4}}"
    rf"{_AGE}(?:\s{{0,20}}+(?:[,).;]|$)|\s+years|[- ‑]year|\s+and\b|\s+when\b|\s+at\b)",
    re.IGNORECASE,
)
# Words that may stand between "arrested" and the name, beside titles.
_LEAD_WORDS = words_in(
    """
    the a an of for and who him her his their party union opposition leader activist protester student
    man woman year old resident worker driver teacher organiser organizer local veteran human rights
    secretary
    """
)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=\S)|\n\s*\n")
_PRONOUN_HARM = re.compile(r"(?<!\w)(?:he|she|i)\s+((?:\w+\s+){1,5}?)(\w+(?:-sprayed)?)(?!\w)", re.IGNORECASE)
_LOOK = 300  # characters on each side of a name


def is_minor(before: str, after: str) -> bool:
    """Whether the words beside a name say that the person is under 18 or at school."""
    if _YEARS_OLD_BEFORE.search(before[-80:]) or _AGE_AFTER.match(after[:60]):
        return True
    near = [word.lower() for word in tokens(before[-40:])[-3:] if word.isalpha()]
    if before[-40:].rstrip()[-1:] not in (".", "!", "?", ",") and _MINOR_WORDS & set(near[-2:]):
        return True
    words = tokens(after[:80])
    if words[:1] not in ([","], ["("]):
        return False
    return bool(_MINOR_WORDS & {word.lower() for word in _until_stop(words[1:10])})


def _until_stop(words: Sequence[str]) -> list[str]:
    stop = next((i for i, word in enumerate(words) if word in ".;)!?" or word.lower() in _REPORTING), None)
    return list(words[:stop])


def is_harmed(before: str, after: str) -> bool:
    """Whether the words around a name say that the person was arrested, injured or killed."""
    before, rest = before[-_LOOK:], after[:_LOOK]
    ends = list(_SENTENCE_END.finditer(rest))
    same = rest[: ends[0].start()] if ends else rest
    following = rest[ends[0].end() : ends[1].start() if len(ends) > 1 else None] if ends else ""
    return (
        _possessive_harm(same)
        or _harm_after(tokens(same))
        or _harm_before(_last_sentence(before))
        or _named_among(_last_sentence(before), tokens(same))
        or _pronoun_harm(same)
        or _pronoun_harm(following, first=True)
    )


def _last_sentence(before: str) -> list[str]:
    # A full stop after a short word is an abbreviation's: "arrested Brig. X".
    words = tokens(before)
    for i in range(len(words) - 1, -1, -1):
        if words[i] in "!?;" or (words[i] == "." and i and len(words[i - 1]) > 4):
            return words[i + 1 :]
    return words


def _possessive_harm(after: str) -> bool:
    match = re.match(r"['’]s?\s", after)
    if match is None:
        return False
    return bool(_NOUNS & {word.lower() for word in tokens(after[match.end() :])[:3]})


def _harm_after(words: list[str]) -> bool:
    """``NAME was later arrested``, ``NAME, a baker, and NAME were killed``, ``NAME arrested in``."""
    if _headline_harm(words):
        return True
    for start in _clause_starts(words):
        i, saw_auxiliary = start, False
        while i < len(words) and words[i].lower() in _AUXILIARIES | _ADVERBS:
            saw_auxiliary |= words[i].lower() in _AUXILIARIES
            i += 1
        if i >= len(words):
            continue
        word = words[i].lower()
        if (saw_auxiliary and word in _PASSIVE) or word in _INTRANSITIVE:
            return True
        if saw_auxiliary and words[i - 1].lower() == "custody":
            return True
    return False


def _headline_harm(words: list[str]) -> bool:
    if not words or words[0].lower() not in _PASSIVE:
        return False
    return len(words) == 1 or not (words[1][0].isdigit() or words[1].lower() in ("the", "a", "an", "some"))


def _clause_starts(words: list[str]) -> list[int]:
    """Where a verb of the name's own clause may begin: at once, or after an apposition or a list."""
    starts = [0]
    for i, word in enumerate(words[:30]):
        if word.lower() in _REPORTING:
            break
        if word in (",", ")", "—", "–") or (i and (word[0].isupper() or word.isdigit())):
            starts.append(i + 1)
    return starts


def _harm_before(words: list[str]) -> bool:
    """``arrested Mayor NAME``, ``the death of NAME``, ``detained NAME, NAME and NAME``."""
    lowered = [word.lower() for word in words]
    for i in range(len(words) - 1, max(-1, len(words) - 25), -1):
        word = lowered[i]
        if word in _NOUNS and lowered[i + 1 : i + 2] == ["of"]:
            return True
        if word in _TRANSITIVE and lowered[i + 1 : i + 2] != [","]:
            return not _AUXILIARIES & set(lowered[max(0, i - 2) : i])
        if word.islower() and not _may_lead_to_a_name(word, words[i]):
            return False
    return False


def _named_among(words: list[str], after: list[str]) -> bool:
    """``those killed included NAME``, ``among the arrested was the group's chairman, NAME``."""
    lowered = [word.lower() for word in words]
    for i in range(len(words) - 1, max(-1, len(words) - 16), -1):
        if lowered[i] in _REPORTING:
            return False
        if lowered[i] in _NAMING and (_PASSIVE | _NOUNS | {"died"}) & set(lowered[:i]):
            # "12 were hurt, including two guards, NAME said": the name is the one who says so.
            speaks = bool(after) and after[0].lower() in _REPORTING
            return not (speaks and "," in words[i:])
    return False


def _may_lead_to_a_name(word: str, as_printed: str) -> bool:
    owner = word.endswith(("'s", "’s", "s'", "s’"))
    return as_printed[0].isupper() or owner or word in _LEAD_WORDS or word in ROLE_HEADS


def _pronoun_harm(sentence: str, *, first: bool = False) -> bool:
    """``… said she was hit``; in the sentence after, only where the pronoun opens it."""
    for match in _PRONOUN_HARM.finditer(sentence):
        if first and match.start() > 2:
            return False
        between = match[1].lower().split()
        if between[0] in _AUXILIARIES and match[2].lower() in _PASSIVE:
            return True
        if _PASSIVE & set(between) and between[0] in _AUXILIARIES:
            return True
    return False
