"""The day of publication that a page states in its markup.

Three places are read, in the order of their trust: the JSON-LD of schema.org for the article itself
(not for its pictures or the articles it links to), the ``meta`` elements made for it, and elements
marked ``datePublished``. Vocabularies: schema.org, the Open Graph protocol, Dublin Core, Parse.ly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from dateline.read.days import read_day

_ARTICLES = (
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report",
)  # fmt: skip
_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "parsely-pub-date", "dc.date.issued", "dcterms.issued", "pubdate", "publish-date",
)  # fmt: skip
_MAX_JSON = 2_000_000


def stated_day(tree: Any) -> tuple[date, str | None] | None:
    """The day a parsed page states, and the words of its time of day where it states one."""
    for place in (_from_json_ld, _from_meta, _from_elements):
        for words in place(tree):
            if isinstance(words, str) and (found := read_day(words.strip())):
                day, has_time = found
                return day, (words.strip() if has_time else None)
    return None


def _from_json_ld(tree: Any) -> Iterator[Any]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > _MAX_JSON:
            continue
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item["datePublished"] for item in _top(value) if _is_article(item))


def _top(value: Any) -> Iterator[dict[str, Any]]:
    """The objects that stand for the page itself: at the top, in a list there, or in its graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return "datePublished" in item and any(kind in _ARTICLES for kind in named)


def _from_meta(tree: Any) -> Iterator[str | None]:
    stated: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        stated.setdefault(name.lower(), meta.get("content"))
    return (stated.get(name) for name in _METAS)


def _from_elements(tree: Any) -> Iterator[str | None]:
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content")
