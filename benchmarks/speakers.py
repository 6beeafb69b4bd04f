"""Measure who is resolved as the speaker and which act is read: the set ``speakers`` of bench.py.

The labels in ``benchmarks/statements`` name sources and contents of the development articles of the
attribution set by their offsets. A source is asked about where the machine reads a statement from it; how
often it does is a figure of its own. Beside the resolver stands what is right if every such source were the
name of a person or organisation that comes last, itself included, in its longest form.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Range = tuple[int, int]

_NO_NAME = frozenset("the a an mr mrs ms miss dr sen rep gov president senator".split())
_MORE = re.compile(r",| (?:of|on|in|at|from|for|with|who|that|which|near|including) ")
_SAME = 0.5  # share of their joint characters from which two contents are the same statement's


def speakers(labels: Iterable[Row], texts: Mapping[str, str], outputs: Mapping[str, Row]) -> dict[str, float]:
    """Of the labelled sources that were read: the share resolved rightly, and that of the nearest name."""
    counts = Counter[str]()
    for label in labels:
        text, output = _text(label, texts), outputs[label["article"]]
        counts["labelled"] += 1
        start, end = label["source"]
        read = [s for s in output["statements"] if _touches(s["source"], start, end)]
        if not read:
            continue
        counts["read"] += 1
        said = read[0]["speaker"]
        counts["right"] += is_right(label, text, said["name"] if said else None)
        counts["nearest"] += is_right(label, text, nearest_name(output["names"], end))
    return {
        "read / share of the labelled": round(counts["read"] / max(1, counts["labelled"]), 3),
        "accuracy": round(counts["right"] / max(1, counts["read"]), 3),
        "accuracy of the nearest name": round(counts["nearest"] / max(1, counts["read"]), 3),
    }


def acts(labels: Iterable[Row], texts: Mapping[str, str], outputs: Mapping[str, Row]) -> dict[str, float]:
    """Of the labelled statements that were read: precision of the acts given, and the share of those with
    an act that were given one.
    """
    counts = Counter[str]()
    for label in labels:
        _text(label, texts)
        said = _same_statement(label["content"], outputs[label["article"]]["statements"])
        if said is None:
            continue
        act = said["act"]["value"] if said["act"] else None
        has_act = label["act"] != "other"
        counts.update(read=1, coded=has_act, given=act is not None, covered=has_act and act is not None)
        counts["right"] += act is not None and act in (label["act"], label.get("also"))
    return {
        "read": counts["read"],
        "precision": round(counts["right"] / max(1, counts["given"]), 3),
        "coverage": round(counts["covered"] / max(1, counts["coded"]), 3),
        "given / share of the read": round(counts["given"] / max(1, counts["read"]), 3),
    }


def is_right(label: Row, text: str, name: str | None) -> bool:
    """Whether a name is the labelled speaker's: its fullest form in the article; for an unnamed speaker the
    same noun; for the article's writer, nobody.
    """
    if label.get("author"):
        return name is None
    wanted = label.get("name") or label.get("noun")
    if wanted is None or name is None:
        return False
    gold, told = _words(text[wanted[0] : wanted[1]]), _words(name)
    if not gold or not told:
        return False
    if label.get("noun"):
        return _noun(text[wanted[0] : wanted[1]]) == _noun(name)
    common = set(gold) & set(told)
    return gold == told or (len(common) >= 2 and common in (set(gold), set(told)))


def nearest_name(names: Sequence[Row], end: int) -> str | None:
    """The last name of a person or organisation up to the end of a source, in the longest form with the same
    last word that the article has.
    """
    fits = [n for n in names if n["kind"] in ("person", "organization")]
    before = [n for n in fits if n["evidence"][0]["end"] <= end]
    if not before:
        return None
    last = _words(max(before, key=lambda n: int(n["evidence"][0]["end"]))["name"])
    same = [n["name"] for n in fits if _words(n["name"])[-1:] == last[-1:]]
    return max(same, key=len)


def by_article(lines: Iterable[Row]) -> dict[str, Row]:
    """Records by the id of their article."""
    return {row["article"]["id"]: row for row in lines}


def _noun(phrase: str) -> str:
    """The last word of a noun phrase before what tells more of it."""
    return _words(_MORE.split(phrase, maxsplit=1)[0] or phrase)[-1]


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", re.sub(r"[’']s?\b", "", name.casefold()))
    kept = [w for w in words if w not in _NO_NAME]
    return kept or words


def _text(label: Row, texts: Mapping[str, str]) -> str:
    text = texts[label["article"]]
    if hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
        raise ValueError(f"{label['article']}: not the text that was labelled")
    return text


def _touches(spans: Sequence[Row], start: int, end: int) -> bool:
    return any(s["start"] < end and start < s["end"] for s in spans)


def _same_statement(content: Sequence[Range], statements: Sequence[Row]) -> Row | None:
    wanted = {i for start, end in content for i in range(start, end)}
    shares = [(_share(wanted, said), n) for n, said in enumerate(statements)]
    share, n = max(shares, default=(0.0, 0))
    return statements[n] if share >= _SAME else None


def _share(wanted: set[int], said: Row) -> float:
    own = {i for span in said["content"] for i in range(span["start"], span["end"])}
    return len(own & wanted) / len(own | wanted)
