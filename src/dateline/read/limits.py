"""How much of a file is read at most, and how a size is told to the user."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import ArticleTooLarge, UnreadableInput
from dateline.settings import Settings

# JSON may write one character of the Basic Multilingual Plane as six bytes (backslash, u, four
# digits) and one beyond it as twelve for two units; a character never takes more than twelve.
_BYTES_A_CHARACTER_IN_JSON = 12
_BYTES_A_CHARACTER = 4
# Room for the fields beside the text.
_OTHER_FIELDS = 1_000_000

# Packed files and archives; measured in docs/decisions/0070-limits-of-archives.md.
# DEFLATE can reach 1,032.
MAX_RATIO = 100
# What any file may unpack to, however small it is.
UNPACKED_FREELY = 16_000_000
MAX_UNPACKED_BYTES = 50_000_000_000
# The directory of a zip is held in memory as a whole.
MAX_MEMBERS = 200_000
MAX_DIRECTORY_BYTES = 64_000_000
# A zip in a zip or on standard input is held in memory, because its directory stands at its end.
MAX_HELD_BYTES = 250_000_000


def max_file_bytes(settings: Settings) -> int:
    """Bytes from which a text file must hold more characters than one article may."""
    return _BYTES_A_CHARACTER * settings.max_article_chars + len(b"\xef\xbb\xbf")


def max_row_bytes(settings: Settings) -> int:
    """Bytes from which a JSON line or a CSV row is taken to hold too long an article, unread."""
    return _BYTES_A_CHARACTER_IN_JSON * settings.max_article_chars + _OTHER_FIELDS


def too_long(size: str, settings: Settings) -> ArticleTooLarge:
    """The error for an article of ``size``, said in words."""
    return ArticleTooLarge(f"{size}; one article may have {settings.max_article_chars:,} characters")


@dataclass(slots=True)
class Unpacking:
    """Counts what comes out of something packed, and stops it where nobody's articles could be so many.

    Args:
        packed: Bytes of the packed form; a stream adds to it as it is read.
        whole: The archive that this is a part of, which counts along.
    """

    packed: int = 0
    whole: Unpacking | None = None
    unpacked: int = 0

    @property
    def spent(self) -> bool:
        """Whether more came out than may, of this or of the whole."""
        return self.unpacked > self._most or (self.whole is not None and self.whole.spent)

    @property
    def _most(self) -> int:
        return min(MAX_UNPACKED_BYTES, max(UNPACKED_FREELY, MAX_RATIO * self.packed))

    def add(self, size: int) -> None:
        """Count ``size`` bytes more.

        Raises:
            UnreadableInput: This, or the whole that it is a part of, unpacks to too much.
        """
        if self.whole is not None:
            self.whole.add(size)
        self.unpacked += size
        if self.spent:
            raise UnreadableInput(
                f"{self.packed:,} packed bytes become more than {self._most:,}, which is made to do harm or "
                "no text; the rest of it is not read. If it is what you want, unpack it and name the files"
            )
