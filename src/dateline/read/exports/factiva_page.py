"""Factiva as a page: each article in a ``div`` whose class ends in ``Article`` (enArticle, deArticle)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.read.exports.cut import Cut, tidy
from dateline.read.exports.factiva import CODES, DOCUMENT, WORDS, coded_cut, read_below, with_text

_ARTICLE = re.compile(r"[a-z]{2,4}Article")
_HEADLINE = re.compile(r"[a-z]{2,4}Headline")
# What tells such a page from any other, within its first bytes or those of its first article.
MARK = re.compile(rb"class=[\"']article [a-z]{2,4}Article[\"']")


def cut_factiva_page(markup: str) -> Iterator[Cut]:
    """The articles of a page in order; ``at`` counts them from 0."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(markup, parser=html.HTMLParser(no_network=True))
    except etree.LxmlError:  # no element in it
        return
    at = 0
    for div in tree.iter("div"):
        # One within another would repeat its text at each depth.
        if _is_article(div) and not any(_is_article(above) for above in div.iterancestors("div")):
            yield replace(_cut(div), at=at)
            at += 1


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _is_article(div: Any) -> bool:
    return any(_ARTICLE.fullmatch(name) for name in _classes(div))


def _cut(div: Any) -> Cut:
    rows = _rows(div)
    if "HD" in rows or "LP" in rows:
        return coded_cut(rows, at=0, number=_number(" ".join(rows.get("AN", ()))))
    leaves = [part for part in div.iter("div") if part is not div and part.find("div") is None]
    head = [words for part in leaves if (words := _words(part))]
    text = [
        words for part in div.iter("p") if "articleParagraph" in _classes(part) and (words := _words(part))
    ]
    title = _headline(div)
    counted = next((i for i, line in enumerate(head) if WORDS.fullmatch(line)), None)
    above = head[: counted or 0]
    cut = Cut(
        title=title,
        byline=_of_class(div, "author"),
        section=above[0] if title in above[1:] else None,
        id=_number(" ".join(_words(part) or "" for part in div.iter("p"))),
    )
    if counted is not None:
        cut, _ = read_below(cut, head[counted + 1 :])
    return with_text(cut, text)


def _rows(div: Any) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for row in div.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = _words(cells[0]) if len(cells) >= 2 else None
        if code in CODES:
            inner = [words for part in cells[1].iter("p") if (words := _words(part))]
            whole = _words(cells[1])
            rows[code] = inner or ([whole] if whole else [])
    return rows


def _headline(div: Any) -> str | None:
    for part in div.iter("span", "b"):
        if any(_HEADLINE.fullmatch(name) for name in _classes(part)):
            return _words(part)
    return None


def _of_class(div: Any, name: str) -> str | None:
    return next((_words(part) for part in div.iter("div") if name in _classes(part)), None)


def _number(words: str) -> str | None:
    found = DOCUMENT.findall(words)
    return found[-1] if found else None


def _words(element: Any) -> str | None:
    return tidy("".join(element.itertext()))
