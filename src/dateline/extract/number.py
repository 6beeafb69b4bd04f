"""How many: the grammar of numbers, bounds and vague words in news English.

The values of vague words are those of the output contract (docs/reference/sizes.md), which follow the
Crowd Counting Consortium's and Mass Mobilization's tables. No language model is needed here: the
grammar reads tokens of its own, so that ``read_size`` is cheap to import.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from dateline.codebook import OwnSize
from dateline.errors import UnreadableSize
from dateline.records.lists import Bound

# No gathering had more people; a longer number is an account, a telephone or a slip.
MOST_PEOPLE: Final = 1_000_000_000
# Coders' notes are short; a page of text is no size phrase.
LONGEST_PHRASE: Final = 400


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "lac": 100_000,
    "million": 1_000_000, "crore": 10_000_000, "mn": 1_000_000,
}  # fmt: skip
_PLURAL_SCALES: Final = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "lakhs": 100_000,
    "lacs": 100_000, "millions": 1_000_000, "crores": 10_000_000,
}  # fmt: skip
_LETTER_SCALES: Final = {"k": 1_000, "m": 1_000_000}
# Bare vague words: low, high. "tens of thousands" multiplies "tens" by a thousand, and so on.
_VAGUE: Final[dict[str, tuple[int, int | None]]] = {
    "tens": (20, 199), "dozens": (24, 199), "scores": (40, 199), "hundreds": (200, 1_999),
    "thousands": (2_000, 19_999), "lakhs": (200_000, 1_999_999), "lacs": (200_000, 1_999_999),
    "millions": (2_000_000, None), "crores": (20_000_000, None),
}  # fmt: skip
_CURRENCY_WORDS: Final = _split("rs usd us eur gbp inr pkr ngn zar kes ksh sh shs r n cad aud rupees rmb")
_BOUND_WORDS: Final[dict[Bound, str]] = {
    "about": (
        "about|around|some|nearly|almost|roughly|approximately|approx|approx .|circa|ca .|~|≈|close to|"
        "an estimated|estimated|est|est .|near|practically|virtually|as good as|in the region of|"
        "somewhere around|just about|just short of|a good|perhaps|maybe|estimated at|estimated to be|"
        "an average of"
    ),
    "at_least": (
        "more than|over|well over|just over|slightly over|at least|upwards of|upward of|in excess of|"
        "no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|above|exceeding|"
        "exceeded|greater than|better than|>|≥|> =|north of|well above|just above|slightly more than|"
        "a little over|a little more than|just more than|much more than|many more than|far more than|"
        "considerably more than|well more than|beyond"
    ),
    "at_most": (
        "up to|fewer than|less than|under|well under|just under|below|at most|no more than|"
        "not more than|a maximum of|maximum of|as many as|<|≤|< =|slightly fewer than|"
        "slightly less than|slightly under|just below"
    ),
}
_BEFORE: Final[dict[tuple[str, ...], Bound]] = {
    tuple(words.split()): bound for bound, phrases in _BOUND_WORDS.items() for words in phrases.split("|")
}
_AFTER: Final[dict[tuple[str, ...], Bound]] = {
    ("+",): "at_least", ("-", "plus"): "at_least", ("plus",): "at_least", ("or", "more"): "at_least",
    ("or", "so"): "about", ("-", "odd"): "about", ("odd",): "about", ("or", "fewer"): "at_most",
    ("or", "less"): "at_most", ("at", "least"): "at_least", ("at", "most"): "at_most",
}  # fmt: skip
_LONGEST_BEFORE: Final = max(map(len, _BEFORE))

_TOKEN: Final = re.compile(
    r"\d+(?:[-/:]\d+){2,}"  # an ISO date, a clock time with seconds: never a number of people
    r"|\d+[/:]\d+"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,.]?\d)"  # 3 000
    r"|\d{1,3}(?:,\d{2,3})+(?!\d)"  # 3,000 and 1,50,000
    r"|\d{1,3}(?:\.\d{3})+(?!\d)"  # 3.000
    r"|\d+(?:\.\d+)?"
    r"|[^\W\d_]+"
    r"|[^\s\w]|_"
)


class Token(NamedTuple):
    """A word, number or sign in lower case, and where it stands in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SizeReading:
    """A crowd size as people at least and at most, both included; None where the words leave it open."""

    low: int | None
    high: int | None
    bound: Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase in a text: ``text[start:end]`` are its words, bound words included.

    ``core`` is where the number itself begins: ``more than 300`` has it at the 3. ``own`` is true where
    a team's codebook gives the words and what they mean.
    """

    start: int
    end: int
    core: int
    reading: SizeReading
    own: bool = False


class _Core(NamedTuple):
    """A number or vague word read at a token, before any bound."""

    low: int
    high: int | None
    end: int  # index of the token after it
    scale: int  # of the last scale word, 1 where none
    digits: bool
    vague: bool = False  # whatever its bounds

    @property
    def exact(self) -> bool:
        return self.low == self.high and not self.vague


class OwnSizes:
    """A team's vague words, by their tokens.

    Args:
        sizes: As a codebook gives them.
    """

    def __init__(self, sizes: Sequence[OwnSize] = ()) -> None:
        self._sizes = {tuple(t.word for t in tokenize(size.words)): size for size in sizes}
        self._lengths: dict[str, set[int]] = {}
        for words in self._sizes:
            self._lengths.setdefault(words[0], set()).add(len(words))

    def read(self, tokens: list[Token], at: int) -> _Core | None:
        """The longest of the phrases that begins at token ``at``; a word repeated counts as one."""
        for length in sorted(self._lengths.get(_word(tokens, at), ()), reverse=True):
            words = tuple(t.word for t in tokens[at : at + length])
            if (size := self._sizes.get(words)) is None:
                continue
            end = at + length
            while _word(tokens, end) in {"and", "upon", "on"} and (_word(tokens, end + 1),) == words:
                end += 2  # "thousands upon thousands"
            return _Core(size.low, size.high, end, 1, False, vague=True)
        return None


def tokenize(text: str) -> list[Token]:
    """The grammar's own tokens of a text, in lower case, in order."""
    return [Token(m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def find_quantities(text: str, own: OwnSizes | None = None) -> list[Quantity]:
    """Every number phrase of a text, in order, none overlapping another.

    Dates, clock times, prices, percentages, ordinals and numbers inside words are no number phrases;
    what is counted is not judged here. ``own`` are a team's vague words.
    """
    own = own or OwnSizes()
    tokens = tokenize(text)
    found: list[Quantity] = []
    at = floor = 0
    while at < len(tokens):
        read = _read_quantity(text, tokens, at, floor, own)
        if read is None:
            at += 1
            continue
        quantity, at = read
        floor = at
        if quantity is not None:
            found.append(quantity)
    return found


def _read_quantity(
    text: str, tokens: list[Token], at: int, floor: int, own: OwnSizes
) -> tuple[Quantity | None, int] | None:
    """The phrase whose number begins at token ``at``; its quantity is None where it is no count."""
    first = _read_core(text, tokens, at)
    given = own.read(tokens, at)
    # "hundreds of thousands" is more than a team's "hundreds"; of phrases as long the team's counts.
    if given is not None and (first is None or given.end >= first.end):
        first = given
    else:
        given = None
    if first is None:
        return None
    core, is_range = _read_range(text, tokens, at, first)
    start, before, between = _look_before(tokens, at, floor)
    end, after = _look_after(text, tokens, core.end)
    if _is_no_count(text, tokens, start, end):
        return None, end
    if core.low > MOST_PEOPLE or core.high == 0:
        return None, end
    reading = _bounded(core, before or after, is_range)
    if between and not is_range:
        start = at
    extent = tokens[start].start, tokens[end - 1].end, tokens[at].start
    return Quantity(*extent, reading, given is not None and given.end == core.end), end


def _bounded(core: _Core, bound: Bound | None, is_range: bool) -> SizeReading:
    if is_range:
        return SizeReading(core.low, core.high, "range")
    if bound == "at_least":
        return SizeReading(core.low, None, "at_least")
    if bound == "at_most" and core.high is not None:
        return SizeReading(None, core.high, "at_most")
    if not core.exact:
        return SizeReading(core.low, core.high, "vague")
    return SizeReading(core.low, core.high, "about" if bound == "about" else "exact")


def _look_before(tokens: list[Token], at: int, floor: int) -> tuple[int, Bound | None, bool]:
    """Where the bound words before ``at`` begin, the strongest bound, and whether "between" opens it."""
    bound: Bound | None = None
    start, between = at, False
    while start > floor:
        word = tokens[start - 1].word
        if word in {"between", "btw", "btwn"} or (
            word == "." and start - 2 >= floor and tokens[start - 2].word in {"btw", "btwn"}
        ):
            return start - (2 if word == "." else 1), bound, True
        hit = next(
            (
                n
                for n in range(min(_LONGEST_BEFORE, start - floor), 0, -1)
                if tuple(t.word for t in tokens[start - n : start]) in _BEFORE
            ),
            0,
        )
        if not hit:
            break
        found = _BEFORE[tuple(t.word for t in tokens[start - hit : start])]
        bound = found if bound is None or bound == "about" else bound
        start -= hit
    return start, bound, between


def _look_after(text: str, tokens: list[Token], end: int) -> tuple[int, Bound | None]:
    for n in (2, 1):
        words = tuple(t.word for t in tokens[end : end + n])
        bound = _AFTER.get(words)
        if bound is not None and len(words) == n:
            return end + n, bound
    return end, None


def _touching(tokens: list[Token], at: int) -> bool:
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def _read_range(text: str, tokens: list[Token], at: int, first: _Core) -> tuple[_Core, bool]:
    """``first`` and, where a second number closes a range, both as one."""
    joint = first.end
    if joint >= len(tokens) - 1:
        return first, False
    opened = at > 0 and tokens[at - 1].word in {"between", "btw", "btwn", "."}
    if not _joins(tokens, joint, opened):
        return first, False
    second = _read_core(text, tokens, joint + 1)
    if second is None or _is_no_count(text, tokens, joint + 1, second.end):
        return first, False
    if first.exact and not second.exact and not _touching(tokens, joint):
        return first, False  # "March 14 - Thousands of teachers": the dash closes a report's head
    low = first.low * _shared_scale(first, second) if first.exact else first.low
    high = second.high
    if high is not None and high <= low:
        return first, False
    return _Core(low, high, second.end, second.scale, second.digits), True


def _joins(tokens: list[Token], joint: int, opened: bool) -> bool:
    word = tokens[joint].word
    if word in {"to", "or"}:
        return True
    if word in {"and", "&"}:
        return opened
    left, right = _touching(tokens, joint), _touching(tokens, joint + 1)
    if word in {"-", "–"}:
        return left == right
    return word in {"—", "‑", "−"} and left and right


def _shared_scale(first: _Core, second: _Core) -> int:
    """What ``first`` is multiplied by: "5-6,000" and "two to three thousand" name the scale once."""
    high = second.high or 0
    if first.scale == 1 and second.scale > 1 and first.low * second.scale < high:
        return second.scale
    if first.digits and second.digits and second.scale == 1 and first.scale == 1:
        for scale, limit in ((1_000, 1_000), (100, 10)):
            if high >= scale and high % scale == 0 and first.low < limit and first.low * scale < high:
                return scale if first.low * scale * 10 >= high or scale == 1_000 else 1
    return 1


def _read_core(text: str, tokens: list[Token], at: int) -> _Core | None:
    if at >= len(tokens):
        return None
    word = tokens[at].word
    if word[0].isdecimal():
        return _read_digits(text, tokens, at)
    if word in {"several", "few", "many", "couple", "handful"} or (
        word in {"a", "the"} and _word(tokens, at + 1) in {"few", "couple", "handful", "good"}
    ):
        return _read_vague_amount(tokens, at)
    if word in _PLURAL_SCALES:
        return _read_plural(tokens, at)
    return _read_words(tokens, at)


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""


def _value_of_digits(word: str) -> float | None:
    if "/" in word or ":" in word or "-" in word:
        return None
    groups = re.split(r"[, \u00a0\u202f]", word)
    if len(groups) > 1:
        western = all(len(g) == 3 for g in groups[1:])
        indian = len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[1:-1])
        return float("".join(groups)) if western or indian else None
    return float(word) if word.count(".") <= 1 else float(word.replace(".", ""))


def _read_digits(text: str, tokens: list[Token], at: int) -> _Core | None:
    token = tokens[at]
    value = None if len(token.word) > 15 else _value_of_digits(token.word)
    if value is None or _is_glued(text, token):
        return None
    end, scale = at + 1, 1
    next_word = _word(tokens, end)
    if next_word and _touching(tokens, end) and next_word[0].isalpha():
        if next_word == "s" and value in {10.0**n for n in range(1, 7)}:
            low, high = int(2 * value), int(20 * value) - 1
            return _Core(low, high if value < 1_000_000 else None, end + 1, 1, False)
        if next_word not in _LETTER_SCALES and next_word not in _SCALES:
            return None
        scale, end = _LETTER_SCALES.get(next_word) or _SCALES[next_word], end + 1
    while _word(tokens, end) in _SCALES and scale < 1_000_000:
        scale, end = scale * _SCALES[_word(tokens, end)], end + 1
    if scale == 1 and re.fullmatch(r"\d{1,3}\.\d{3}", token.word):
        value *= 1_000  # a point as thousands separator: people come whole
    number = round(value * scale, 6)
    if number != int(number):
        return None
    return _Core(int(number), int(number), end, scale, True)


def _is_glued(text: str, token: Token) -> bool:
    """Whether a number is part of something else: A320, $300, 24/7, #7, 3.5.1."""
    before = text[token.start - 1] if token.start else " "
    after = text[token.end : token.end + 2]
    if (
        before.isalnum()
        or before in "$£€¥₹₦₨#/:@^_"
        or (before in ".," and text[token.start - 2 : token.start - 1].isdigit())
    ):
        return True
    return bool(after) and (after[0] in "%/:°º₂_" or (after[0] in ".," and after[1:].isdigit()))


def _read_vague_amount(tokens: list[Token], at: int) -> _Core | None:
    """Several hundred, a few dozen, a couple of thousand, a handful, many thousands."""
    if tokens[at].word in {"a", "the"}:
        at += 1
    if _word(tokens, at) == "good":
        at += 1
    kind, at = _word(tokens, at), at + 1
    if kind == "handful":
        return _Core(3, 9, at, 1, False)
    if _word(tokens, at) == "of":
        at += 1
    scale, end = 1, at
    while (
        step := _SCALES.get(_word(tokens, end)) or _PLURAL_SCALES.get(_word(tokens, end))
    ) and scale < 10**6:
        scale, end = scale * step, end + 1
        if _word(tokens, end) == "of" and _word(tokens, end + 1) in _PLURAL_SCALES | _SCALES:
            end += 1
    if scale == 1:
        return None
    if kind == "couple":
        return _Core(2 * scale, 3 * scale - 1, end, scale, False)
    if kind == "many":
        high = 20 * scale - 1 if scale not in {12, 20} else 199
        return _Core(2 * scale, high if scale < 10**6 else None, end, scale, False)
    return _Core(2 * scale, 99 if scale in {12, 20} else 10 * scale - 1, end, scale, False)


def _read_plural(tokens: list[Token], at: int) -> _Core | None:
    """Dozens; tens of thousands; hundreds and hundreds; thousands upon thousands."""
    word = tokens[at].word
    low, high = _VAGUE[word]
    end, scale = at + 1, _PLURAL_SCALES[word]
    while _word(tokens, end) in {"and", "upon", "on"} and _word(tokens, end + 1) == word:
        end += 2
    while _word(tokens, end) == "of" and (step := _PLURAL_SCALES.get(_word(tokens, end + 1), 0)) > scale:
        low, high = low * step, high and (high + 1) * step - 1
        scale, end = scale * step, end + 2
        if low >= 2_000_000:
            high = None if low >= 20_000_000 or word not in {"tens", "dozens", "scores"} else high
            break
    if word == "tens" and scale == 10:
        return _Core(20, 199, end, 1, False)
    return _Core(low, high, end, scale, False)


def _read_words(tokens: list[Token], at: int) -> _Core | None:
    """English number words: two hundred and fifty, half a million, a dozen, two and a half thousand."""
    word = tokens[at].word
    if word in {"half", "quarter"} or (word == "a" and _word(tokens, at + 1) in {"half", "quarter"}):
        return _read_fraction(tokens, at)
    if word in {"a", "an"}:
        scale = _SCALES.get(_word(tokens, at + 1), 0)
        if not scale or word == "an":
            return None
        return _read_sum(tokens, at + 2, scale, scale)
    if word in _SCALES and word not in {"score", "mn", "m"}:
        return _read_sum(tokens, at + 1, _SCALES[word], _SCALES[word])
    value, end = _below_hundred(tokens, at)
    if not value or (word == "one" and at and tokens[at - 1].word in {"no", "any", "every", "some"}):
        return None
    return _read_sum(tokens, end, value, 1)


def _read_fraction(tokens: list[Token], at: int) -> _Core | None:
    if tokens[at].word == "a":
        at += 1
    part = 2 if tokens[at].word == "half" else 4
    end = at + 1
    while end < at + 5 and _word(tokens, end) in {"-", "of", "a"}:
        end += 1
    scale = _SCALES.get(_word(tokens, end), 0)
    if not scale or scale % part:
        return None
    return _Core(scale // part, scale // part, end + 1, scale, False)


def _below_hundred(tokens: list[Token], at: int) -> tuple[int, int]:
    word = _word(tokens, at)
    if word in _TENS:
        end = at + 1
        if _word(tokens, end) in {"-", "‑"} and _word(tokens, end + 1) in _UNITS:
            return _TENS[word] + _UNITS[_word(tokens, end + 1)], end + 2
        if _word(tokens, end) in _UNITS:
            return _TENS[word] + _UNITS[_word(tokens, end)], end + 1
        return _TENS[word], end
    return _UNITS.get(word) or _TEENS.get(word) or 0, at + 1


def _read_sum(tokens: list[Token], end: int, value: int, scale: int) -> _Core:
    """The rest of a number that has begun with ``value``: scales multiply, smaller parts add."""
    total, part, last = 0, value, scale
    while end < len(tokens):
        word = tokens[end].word
        step = _SCALES.get(word, 0)
        if step and word not in {"mn", "m"} and part * step <= MOST_PEOPLE:
            part, last, end = part * step, step, end + 1
            continue
        if word == "and" and _word(tokens, end + 1) == "a" and _word(tokens, end + 2) == "half":
            after = _SCALES.get(_word(tokens, end + 3), 0)
            if after:  # two and a half thousand
                part, last, end = part * after + after // 2, after, end + 4
                continue
            if last >= 100:  # a million and a half
                return _Core(total + part + last // 2, total + part + last // 2, end + 3, last, False)
        joint = end + 1 if word == "and" and last >= 100 else end
        more, after = _below_hundred(tokens, joint)
        if not more or last < 100 or (joint == end and last == 12):
            break
        ahead = _SCALES.get(_word(tokens, after), 0)
        if ahead == 100 and last > 100:
            total, part, last, end = total + part, more * 100, 100, after + 1
            continue
        if ahead:
            if ahead >= last:
                break
            total, part, last, end = total + part, more * ahead, ahead, after + 1
            continue
        return _Core(total + part + more, total + part + more, after, 1, False)
    return _Core(total + part, total + part, end, last, False)


def _is_no_count(text: str, tokens: list[Token], start: int, end: int) -> bool:
    """Whether the number is a percentage, a price, an ordinal or the like."""
    after, before = _word(tokens, end), tokens[start - 1].word if start else ""
    if after in {"%", "percent", "°"} or (after == "per" and _word(tokens, end + 1) == "cent"):
        return True
    if before in {"$", "£", "€", "¥", "₹", "₦", "#"} or before in _CURRENCY_WORDS:
        return True
    if before == "." and start >= 2 and tokens[start - 2].word == "rs":
        return True
    return after in {"st", "nd", "rd", "th", "am", "pm"} and tokens[end - 1].end == tokens[end].start


# ---- phrases as coders note them down

# What is counted besides people; singular forms are left out, since a number stands before.
OTHER_UNITS: Final = _split(
    """
    groups organisations organizations unions parties taxis cars buses busloads vehicles trucks lorries
    tractors motorcycles bikes bicycles boats ships families households homes houses companies shops stores
    businesses schools universities colleges campuses cities towns villages countries states provinces
    districts places locations sites streets squares protests demonstrations rallies marches strikes events
    days nights weeks months years hours minutes decades times km kms kilometres kilometers miles metres
    meters feet blocks acres hectares tons tonnes dollars euros pounds rand rupees naira cents yuan
    shillings points seats votes signatures letters banners flags tents animals sheep cows dogs cattle
    arrests deaths casualties injuries fatalities detentions bullets rounds shots bombs wagons branches
    chapters firms factories mines hospitals delegations contingents january february april june july
    august september october november december
    """
)
_HARM_WORDS: Final = re.compile(
    r"\b(?:arrest\w*|detain\w*|detention\w*|injur\w+|wounded|hurt|kill(?:ed|ings?)|dead|died|deaths?|"
    r"hospitali[sz]ed|jailed|imprisoned|in custody|shot dead|casualt\w+|fatalit\w+)\b",
    re.IGNORECASE,
)
_SUBSET: Final = re.compile(r"\b(?:including|of whom|of them|among them|among whom)\b[^;.]*$", re.IGNORECASE)
_ESTIMATED: Final = re.compile(r"\best(?:\.|imated?\b|\b)", re.IGNORECASE)
_CLAUSE_END: Final = re.compile(r"[,;.](?:\s|$)")
_NOUN: Final = re.compile(r"[^\W\d_]+")


def read_size(words: str) -> SizeReading:
    """Read a crowd-size phrase, as a report prints it or as a coder notes it down.

    The values are those of docs/reference/sizes.md. Where a phrase holds the figures of two
    claimants, the reading spans both.

    Args:
        words: The size words, with or without the people counted: "about 1,200", "1000s",
            "several hundred students".

    Raises:
        UnreadableSize: The phrase names no number of people. It never guesses.

    >>> read_size("more than 2,000")
    SizeReading(low=2000, high=None, bound='at_least')
    >>> read_size("some 5-6,000 people")
    SizeReading(low=5000, high=6000, bound='range')
    >>> read_size("tens of thousands").low, read_size("1.5 lakh").high
    (20000, 150000)
    >>> read_size("a large crowd")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    dateline.errors.UnreadableSize: cannot read 'a large crowd' as a crowd size; ...
    """
    if len(words) > LONGEST_PHRASE or re.match(r"\s{0,20}+[-−]\s{0,20}+\d", words):
        raise UnreadableSize(words)
    readings = [q.reading for q in find_quantities(words) if _counts_people(words, q)]
    if not readings:
        raise UnreadableSize(words)
    reading = readings[0] if len(readings) == 1 else _span_of(readings)
    if reading.bound == "exact" and _ESTIMATED.search(words):
        return SizeReading(reading.low, reading.high, "about")
    return reading


def _counts_people(words: str, quantity: Quantity) -> bool:
    rest = words[quantity.end :]
    clause = rest[: m.start()] if (m := _CLAUSE_END.search(rest)) else rest
    lead = words[: quantity.start]
    if _SUBSET.search(lead) or _HARM_WORDS.search(clause):
        return False
    if re.search(r"\b(?:arrest\w*|detain\w*|injur\w+|wound\w+|kill\w*)\W{1,3}$", lead, re.IGNORECASE):
        return False
    nouns = [
        n.lower() for n in _NOUN.findall(clause.split(" of ")[0] if not clause.startswith(" of ") else clause)
    ]
    if nouns[:1] == ["of"]:
        nouns = nouns[1:]
    return not any(noun in OTHER_UNITS for noun in nouns[:2])


def _span_of(readings: list[SizeReading]) -> SizeReading:
    """From the lowest to the highest figure given."""
    figures = [n for r in readings for n in (r.low, r.high) if n is not None]
    low, high = min(figures), max(figures)
    return SizeReading(low, high, "range" if low < high else readings[0].bound)
