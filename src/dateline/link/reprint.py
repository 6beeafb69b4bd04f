"""Articles that print one text: of an agency, a press release, a newspaper's own second edition.

Two texts are one when they share most stretches of words, by MinHash over shingles: what a paper cuts, or
adds at the end, does not make another source.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash


SHINGLE: Final = 4
"""Words of a stretch."""
LEAST_ALIKE: Final = 0.5
"""Share of stretches in common from which on two texts are one, of all that either has."""
FEWEST: Final = 12
"""Stretches that a text must have: a headline alone is no text."""
HASHES: Final = 128
"""The estimate of a share of one half is off by 0.044 (one standard deviation)."""
_BAND: Final = 4
# Texts that share half of their stretches meet in one of the 32 bands with a chance of 0.87, those that share
# seven tenths nearly always; those that share a tenth with one of 0.003.
_SEED: Final = 1
# Odd numbers by which the hash of the first, second, ... word of a stretch counts: 2**64 by the golden
# ratio, and three drawn at random.
_PLACES: Final = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_WORD: Final = re.compile(r"\w+")


def sketch(text: str) -> bytes | None:
    """The MinHash signature of a text (4 bytes for each of ``HASHES``); None for one that is too short."""
    import numpy as np

    words = np.array([_hash_of(word) for word in _WORD.findall(text.casefold())], np.uint64)
    if len(words) < SHINGLE:
        return None
    last = len(words) - SHINGLE + 1
    mixed = np.zeros(last, np.uint64)
    for at, place in enumerate(_places()):
        mixed += words[at : at + last] * place
    stretches = set((mixed >> np.uint64(32)).tolist())  # the upper half mixes best
    if len(stretches) < FEWEST:
        return None
    made = _empty().copy()
    made.update_batch(stretches)
    return np.asarray(made.hashvalues, dtype="<u4").tobytes()


@cache
def _places() -> tuple[np.uint64, ...]:
    import numpy as np

    return tuple(map(np.uint64, _PLACES))


@cache
def _empty() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=HASHES, seed=_SEED, hashfunc=int)


@lru_cache(maxsize=200_000)
def _hash_of(word: str) -> int:
    return zlib.crc32(word.encode("utf-8"))


def alike(one: bytes, other: bytes) -> float:
    """The share of stretches that two texts have in common, as their signatures tell."""
    import numpy as np

    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def firsts(sketches: Sequence[tuple[str, bytes]]) -> dict[str, str]:
    """For every article that prints a text of an earlier one: the article that came first.

    Args:
        sketches: Articles and their signatures, first printed first. Each is compared with the first articles
            of the texts before it, so that a text cannot drift from paper to paper into another.
    """
    buckets: dict[bytes, list[int]] = defaultdict(list)
    found: dict[str, str] = {}
    for number, ((article, signature), bands) in enumerate(
        zip(sketches, _shared_bands(sketches), strict=True)
    ):
        near = sorted({n for band in bands for n in buckets.get(band, ())})
        best = max(near, key=lambda n: (alike(sketches[n][1], signature), -n), default=None)
        if best is not None and alike(sketches[best][1], signature) >= LEAST_ALIKE:
            found[article] = sketches[best][0]
            continue
        for band in bands:
            buckets[band].append(number)
    return found


def _shared_bands(sketches: Sequence[tuple[str, bytes]]) -> Iterator[list[bytes]]:
    """For each article the bands of its signature that another one has too, with their places."""
    import numpy as np

    if not sketches:
        return
    joined = np.frombuffer(b"".join(signature for _, signature in sketches), f"V{4 * _BAND}")
    bands = joined.reshape(len(sketches), -1)
    shared = np.zeros(bands.shape, dtype=bool)
    for at in range(bands.shape[1]):
        _, which, counts = np.unique(bands[:, at].view("S16"), return_inverse=True, return_counts=True)
        shared[:, at] = counts[which] > 1
    for row, alone in zip(bands, shared, strict=True):
        yield [bytes([at]) + row[at].tobytes() for at in np.flatnonzero(alone)]
