"""How much of a file is read at most, and how a size is told to the user."""

from __future__ import annotations

from dateline.errors import ArticleTooLarge
from dateline.settings import Settings

# JSON may write one character of the Basic Multilingual Plane as six bytes (backslash, u, four
# digits) and one beyond it as twelve for two units; a character never takes more than twelve.
_BYTES_A_CHARACTER_IN_JSON = 12
_BYTES_A_CHARACTER = 4
# Room for the fields beside the text.
_OTHER_FIELDS = 1_000_000


def max_file_bytes(settings: Settings) -> int:
    """Bytes from which a text file must hold more characters than one article may."""
    return _BYTES_A_CHARACTER * settings.max_article_chars + len(b"\xef\xbb\xbf")


def max_row_bytes(settings: Settings) -> int:
    """Bytes from which a JSON line or a CSV row is taken to hold too long an article, unread."""
    return _BYTES_A_CHARACTER_IN_JSON * settings.max_article_chars + _OTHER_FIELDS


def too_long(size: str, settings: Settings) -> ArticleTooLarge:
    """The error for an article of ``size``, said in words."""
    return ArticleTooLarge(f"{size}; one article may have {settings.max_article_chars:,} characters")
