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
MAX_WORDS = 1_200  # of one article, sentence ends counted; what a report is about is said before
_MAX_CHARS = 8 * MAX_WORDS
_WORD_CHARS = 40  # words are remembered; a text without spaces must not fill the memory
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
_ENDS = frozenset(".!?\n")
_NAME = "^"

# One article's features: for each block, bucket -> value; then the sums.
Features = tuple[dict[int, float], dict[int, float], dict[int, float], list[float]]


def features(text: str, title: str | None = None) -> Features:
    """The features of one report; the title, where there is one, counts as its first sentence."""
    tokens = _tokens(f"{title}.\n{text}" if title else text)
    protest = [i for i, token in enumerate(tokens) if is_protest_word(token)]
    words = [token for token in tokens if token != _END]
    near = _unit(_near(tokens, protest))
    lead = _unit(Counter(map(_bucket, dict.fromkeys(words[:LEAD_WORDS]))))
    everywhere = _unit(Counter(map(_bucket, words)))
    return near, lead, everywhere, _sums(words, protest)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    before = _END
    for word in _TOKEN.findall(text[:_MAX_CHARS])[:MAX_WORDS]:
        token = _plain(word[:_WORD_CHARS], before == _END)
        tokens.append(token)
        before = token
    return tokens


@lru_cache(maxsize=1 << 17)
def _plain(word: str, opens_sentence: bool) -> str:
    if word in _ENDS:
        return _END
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
    for at in protest:
        counts.update(map(_bucket, tokens[max(0, at - _WINDOW) : at]))
        counts.update(map(_bucket, tokens[at + 1 : at + 1 + _WINDOW]))
        counts.update(map(_bucket, _phrases(tokens, at)))
    return counts


def _phrases(tokens: list[str], at: int) -> list[str]:
    """What is counted of the protest word at a place beside the words around it."""
    word = tokens[at]
    phrases = [f"_{word}"]
    if at:
        phrases.append(f"{tokens[at - 1]} {word}")
    if at + 1 < len(tokens):
        phrases.append(f"{word} {tokens[at + 1]}")
    if at < LEAD_WORDS:
        phrases.append(f"lead_{word}")
    return phrases


def vocabulary(text: str, title: str | None = None) -> dict[int, tuple[str, ...]]:
    """The words and phrases that stand behind each bucket of ``features``, to say in words what counted."""
    tokens = _tokens(f"{title}.\n{text}" if title else text)
    phrases = (p for i, token in enumerate(tokens) if is_protest_word(token) for p in _phrases(tokens, i))
    known: dict[int, dict[str, None]] = {}
    for words in (*tokens, *phrases):
        known.setdefault(_bucket(words), {})[words] = None
    return {bucket: tuple(words) for bucket, words in known.items()}


def _unit(counts: Counter[int]) -> dict[int, float]:
    values = {bucket: _LOG[min(count, 99)] for bucket, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {bucket: value / length for bucket, value in values.items()}


_LOG = [0.0, *(1.0 + math.log(count) for count in range(1, 100))]


def _sums(words: list[str], protest: list[int]) -> list[float]:
    # Places in ``protest`` count sentence ends too; near enough for how soon a word comes.
    first = protest[0] if protest else MAX_WORDS
    return [
        1.0,
        math.log1p(len(protest)),
        math.log1p(sum(at < LEAD_WORDS for at in protest)),
        20.0 * len(protest) / max(30, len(words)),
        float(first < 15),
        float(first < 40),
        float(not protest),
    ]
