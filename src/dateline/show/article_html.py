"""One article as a page: its words tinted by what was read from them, and the values beside them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dateline.records import Record
from dateline.show.page import link, page, text
from dateline.show.pieces import pieces
from dateline.show.sheet import FIELDS, Group, Sheet, Value, sheet_of


def show_html(record: Record, *, masked: bool = True, fragment: bool = False) -> str:
    """One article with every value's words, as one page that needs nothing but itself.

    Args:
        record: The record of the article.
        masked: Hide the names of private persons; False only for pages that stay where they are.
        fragment: Give the page in a frame, to stand inside another page (a notebook) without
            touching that page's style.
    """
    sheet = sheet_of(record, masked=masked)
    body = f"<main>{article_section(sheet, 'a1', level=1)}</main>\n"
    whole = page(sheet.label, body, target_names(sheet, "a1"))
    if not fragment:
        return whole
    return (
        '<iframe title="Article with its values" sandbox="" loading="lazy" width="100%" height="640" '
        f'style="border:1px solid #8888" srcdoc="{escape(whole, quote=True)}"></iframe>'
    )


def article_section(sheet: Sheet, name: str, level: int) -> str:
    """The section of one article; ``name`` keeps its links apart from those of other articles."""
    record = sheet.record
    heading = _marked(sheet, sheet.title, "title", name) if sheet.title else text(sheet.label)
    parts = [
        f'<section class="article" id="{name}" aria-labelledby="{name}h">',
        f'<h{level} id="{name}h" dir="auto">{heading}</h{level}>',
        f'<p class="about" dir="auto">{_about(sheet)}</p>',
        _outcome(record),
        '<div class="beside"><div class="read">',
        _legend(sheet),
        f'<div class="text" dir="auto">{_marked(sheet, sheet.text, "text", name)}</div>',
        '</div><div class="values">',
        *_tables(sheet, name, level + 1),
        "</div></div></section>\n",
    ]
    return "".join(parts)


def target_names(sheet: Sheet, name: str) -> list[str]:
    """Names of the words that links of this section may light up."""
    return [f"{name}w{i}" for i, value in enumerate(sheet.values) if value.words]


def _about(sheet: Sheet) -> str:
    article = sheet.record.article
    parts = [text(article.source) if article.source else ""]
    if article.published:
        parts.append(f'<time datetime="{article.published}">{article.published}</time>')
    parts += [link(article.url)]
    return " · ".join(part for part in parts if part) or text(sheet.origin)


def _outcome(record: Record) -> str:
    if record.outcome == "coded" and record.mentions:
        return ""
    words = {"coded": "No event was found.", "left_out": "Left out", "failed": "Failed"}[record.outcome]
    reason = f": {text(record.reason)}" if record.reason else ""
    return f'<p class="outcome">{words}{reason}</p>'


def _legend(sheet: Sheet) -> str:
    used = {value.field for value in sheet.values if value.words}
    items = [f'<li class="f-{key}">{label}</li>' for key, label in FIELDS.items() if key in used]
    return f'<ul class="legend" aria-label="Colours">{"".join(items)}</ul>' if items else ""


def _marked(sheet: Sheet, words: str, where: str, name: str) -> str:
    values = sheet.values
    drawn = []
    for piece in pieces(len(words), values, where):
        first_here = [i for i in piece.begins if _anchor(values[i]) == (where, piece.start)]
        drawn += [f'<i id="{name}w{i}"></i>' for i in first_here]
        drawn.append(_piece(words[piece.start : piece.end], piece.inside, values, name))
    return "".join(drawn)


def _anchor(value: Value) -> tuple[str, int]:
    """Where a link to a value's words leads: the first of them, so that a rule lights the rest too."""
    where = value.words[0].where
    return where, min(words.start for words in value.words if words.where == where)


def _piece(words: str, inside: tuple[int, ...], values: list[Value], name: str) -> str:
    if not inside:
        return text(words)
    top = values[inside[0]]
    quoted = any(values[i].field == "statement" for i in inside)
    classes = " ".join([f"w f-{top.field}", *(["said"] if quoted else []), *(f"{name}w{i}" for i in inside)])
    tip = "; ".join(f"{values[i].label}: {_short(values[i].reading)}" for i in inside)
    return f'<a class="{classes}" href="#{name}v{inside[0]}" title="{text(tip)}">{text(words)}</a>'


def _tables(sheet: Sheet, name: str, level: int) -> Iterator[str]:
    number = 0
    for group in sheet.groups:
        yield _table(group, number, name, level)
        number += len(group.values)


def _table(group: Group, number: int, name: str, level: int) -> str:
    note = ' <span class="note">background</span>' if group.background else ""
    rows = "".join(
        _row(value, f"{name}v{number + i}", f"{name}w{number + i}") for i, value in enumerate(group.values)
    )
    return (
        f'<h{level} dir="auto">{text(group.heading)}{note}</h{level}>{_review(group)}'
        '<div class="scroll"><table>'
        "<caption>Values, the words they were read from, and who says so</caption>"
        '<thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Words</th>'
        f'<th scope="col" class="sure">Sure</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _review(group: Group) -> str:
    if not group.review:
        return ""
    reasons = "".join(f"<li>{text(reason)}</li>" for reason in group.review)
    return f'<div class="look" dir="auto">To check:<ul>{reasons}</ul></div>'


def _row(value: Value, row: str, target: str) -> str:
    quotes = " … ".join(f"“{text(_short(words.quote))}”" for words in value.words[:3])
    linked = (
        f'<a href="#{target}">{quotes}</a>'
        if value.words
        else '<span class="none">no words of its own</span>'
    )
    said = f'<span class="claimant">says {text(value.claimant)}</span>' if value.claimant else ""
    sure = "" if value.confidence is None else f"{value.confidence:.0%}"
    return (
        f'<tr id="{row}"><th scope="row"><span class="f-{value.field} tag">{text(value.label)}</span></th>'
        f'<td dir="auto">{text(value.reading)}{said}</td><td dir="auto">{linked}</td>'
        f'<td class="sure" title="{text(value.by)}">{sure}</td></tr>'
    )


def _short(words: str, most: int = 120) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
