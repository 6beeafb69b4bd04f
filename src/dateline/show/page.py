"""What every page shares: its head, its style, its policy. No page loads or runs anything."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from dateline.records.legible import legible

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
"""


@cache
def _style() -> str:
    return files("dateline.show").joinpath("style.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def page(title: str, body: str, targets: list[str]) -> str:
    """One self-contained page.

    The policy allows the page's own style, by its hash, and nothing else: no script, no image, no
    address. ``targets`` are the names of words that a link may light up: words lie in pieces, and a
    rule for each name lights all of its pieces.
    """
    lit = ",".join(f"#{name}:target~.{name}" for name in targets)
    style = _style() + (f"{lit}{{outline:3px solid var(--lit);outline-offset:1px}}\n" if lit else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = _HEAD.format(policy=policy, title=text(title), style=style)
    return f"{head}{body}</body>\n</html>\n"


def text(words: object) -> str:
    """Any words as HTML text or attribute; what a page must not hold becomes a replacement sign."""
    return escape(legible(str(words)), quote=True)


def link(url: str | None) -> str:
    """A link to a web address, and plain words for any other kind of address."""
    if not url:
        return ""
    if url.lower().startswith(("https://", "http://")):
        return f'<a href="{text(url)}" rel="noopener noreferrer">{text(url)}</a>'
    return text(url)
