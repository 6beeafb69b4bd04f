"""Which articles print one text."""

from __future__ import annotations

import random

from dateline.link.reprint import FEWEST, HASHES, alike, firsts, sketch


def words(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abcdefghiklmnoprstuvz", k=5)) for _ in range(count)]


def text(seed: int, count: int = 300) -> str:
    return " ".join(words(seed, count))


def sketched(**texts: str) -> list[tuple[str, bytes]]:
    found = [(name, made) for name, written in texts.items() if (made := sketch(written)) is not None]
    assert len(found) == len(texts)
    return found


def test_the_estimate_is_near_the_share_of_stretches() -> None:
    one, other = words(1, 400), words(2, 400)
    both = " ".join(one[:300] + other[:100])
    # 297 of 397 + 397 - 297 stretches are in both.
    estimate = alike(sketch(" ".join(one)) or b"", sketch(both) or b"")
    assert abs(estimate - 297 / 497) < 4 * (0.25 / HASHES) ** 0.5


def test_one_text_has_one_sketch_whatever_its_case_and_marks() -> None:
    assert sketch(text(1)) == sketch(text(1).upper().replace(" ", ",\n"))


def test_a_short_text_has_none() -> None:
    assert sketch("") is None
    assert sketch(text(1, FEWEST)) is None
    assert sketch("Police: 12 held 🔥") is None


def test_a_press_release_in_five_papers_is_one_source() -> None:
    release = text(1)
    papers = [
        release,
        f"{text(5, 20)} {release}",
        f"{release} {text(6, 20)}",
        " ".join(release.split()[:240]),
        release,
    ]
    found = firsts(sketched(**{f"p{n}": paper for n, paper in enumerate(papers)}, other=text(9)))
    assert found == {"p1": "p0", "p2": "p0", "p3": "p0", "p4": "p0"}


def test_a_text_that_drifts_from_paper_to_paper_becomes_another() -> None:
    """Each paper changes a quarter of what the one before printed."""
    drifting = words(1, 400)
    papers = {}
    for turn in range(6):
        papers[f"p{turn}"] = " ".join(drifting)
        drifting = drifting[100:] + words(50 + turn, 100)
    found = firsts(sketched(**papers))
    assert found["p1"] == "p0"
    assert found.get("p5") != "p0"
    assert set(found.values()) <= papers.keys() - found.keys(), "a first is no reprint itself"


def test_ten_thousand_printings_of_one_text_are_no_square() -> None:
    made = sketch(text(1)) or b""
    found = firsts([(f"p{n:05}", made) for n in range(10_000)])
    assert set(found.values()) == {"p00000"}
    assert len(found) == 9_999
