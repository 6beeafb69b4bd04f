"""What the second gate looks at: hashed words of a report, and the words around its protest words.

Four blocks, each brought to length 1 so that a long report weighs no more than a short one:

- ``near``: the words within five of a protest word, and the two-word phrases it stands in, so that
  "air strike", "campaign rally" and "month of March" differ from what protesters do;
- ``lead``: the words of the opening;
- ``all``: every word;
- ``sums``: how many protest words there are, and how soon the first comes.

Names inside a sentence become one sign and figures keep only their length: who and where must not
decide, or the model would learn the newspapers it was trained on.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from functools import lru_cache

BLOCKS = ("near", "lead", "all")
BUCKETS = 1 << 16  # hashed words per block
SUMS = 7
MAX_WORDS = 1_500  # of one article; what a report is about is said before
LEAD_WORDS = 70
_WINDOW = 5

_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+|[.!?]|\n")
_PROTEST_WORD = re.compile(
    r"protest|demonstrat(?!es$)|march(?:ed|ers?|es|ing)?$|rall(?:y|ies|ied|ying)$|str(?:ik(?:es?|ers|ing)|uck)$"
    r"|picket|riot|blockad|blocked$|blocking$|vigil|boycott|walk-?out|hartal|bandh$|stay-?away|unrest$|sit-?in"
    r"|shut-?down|occup(?:y|ied|ation|iers)|barricad|chant|placard|mobs?$|loot(?:ed|ing|ers)|tear-?gas"
    r"|activist|clash|motorcade|uprising|gather(?:ed|ing)|crowd|streets$|agitat|procession|dharna|gherao"
    r"|toyi|stoppage|kettl|rampage|pelt(?:ed|ing)|ston(?:ed|ing)$|torched$|tyres$|disgruntled|dispers(?:e|ed|ing)$"
    r"|rubber$|slogans?$|banners?$|downed$|violence$|supporters$"
)
_END = "."
_NAME = "^"

# One article's features: for each block, bucket -> value; then the sums.
Features = tuple[dict[int, float], dict[int, float], dict[int, float], list[float]]


def features(text: str, title: str | None = None) -> Features:
    """The features of one report; the title, where there is one, counts as its first sentence."""
    tokens = _tokens(f"{title}.\n{text}" if title else text)
    words = [token for token in tokens if token is not _END]
    protest = [i for i, token in enumerate(tokens) if token is not _END and is_protest_word(token)]
    near = _unit(_near(tokens, protest))
    lead = _unit(Counter(_bucket(word) for word in set(words[:LEAD_WORDS])))
    everywhere = _unit(Counter(map(_bucket, words)))
    return near, lead, everywhere, _sums(words)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    before = _END
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in ".!?\n":
            tokens.append(_END)
            before = _END
        else:
            tokens.append(_plain(word, before is _END))
            before = word
            if len(tokens) >= MAX_WORDS:
                break
    return tokens


def _plain(word: str, opens_sentence: bool) -> str:
    if word[0].isdigit():
        return f"#{min(len(word), 7)}"
    lower = word.lower()
    named = word[0].isupper() and len(word) > 1 and not opens_sentence and not word.isupper()
    return _NAME if named and not is_protest_word(lower) else lower


@lru_cache(maxsize=1 << 16)
def is_protest_word(word: str) -> bool:
    """Whether a word in lower case can name or surround a protest; other senses included."""
    return _PROTEST_WORD.match(word) is not None


@lru_cache(maxsize=1 << 17)
def _bucket(word: str) -> int:
    # crc32, as Python's own hash differs from one process to the next.
    return zlib.crc32(word.encode()) % BUCKETS


def _near(tokens: list[str], protest: list[int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    last = len(tokens) - 1
    for at in protest:
        word = tokens[at]
        counts.update(map(_bucket, tokens[max(0, at - _WINDOW) : at]))
        counts.update(map(_bucket, tokens[at + 1 : at + 1 + _WINDOW]))
        phrases = [f"_{word}"]
        if at:
            phrases.append(f"{tokens[at - 1]} {word}")
        if at < last:
            phrases.append(f"{word} {tokens[at + 1]}")
        if at < LEAD_WORDS:
            phrases.append(f"lead_{word}")
        counts.update(map(_bucket, phrases))
    return counts


def _unit(counts: Counter[int]) -> dict[int, float]:
    values = {bucket: _LOG[min(count, 99)] for bucket, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {bucket: value / length for bucket, value in values.items()}


_LOG = [0.0, *(1.0 + math.log(count) for count in range(1, 100))]


def _sums(words: list[str]) -> list[float]:
    places = [i for i, word in enumerate(words) if is_protest_word(word)]
    in_lead = sum(i < LEAD_WORDS for i in places)
    first = places[0] if places else len(words)
    return [
        1.0,
        math.log1p(len(places)),
        math.log1p(in_lead),
        20.0 * len(places) / max(30, len(words)),
        float(first < 15),
        float(first < 40),
        float(not places),
    ]
