"""The lines of a rich text file (.rtf)."""

from __future__ import annotations

import re

from dateline.errors import UnreadableInput

# striprtf writes the address of each link into the text; it knows a link by this brace. The space is
# the end of the control word and no text.
_LINK = re.compile(r"\\fldinst\{")


def rich_lines(raw: bytes) -> list[str]:
    """The lines of the text, one for each paragraph.

    Raises:
        UnreadableInput: The bytes are no rich text, or it is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    markup = raw.decode("cp1252", errors="replace")
    if not markup.lstrip("\ufeff \r\n").startswith("{\\rtf"):
        raise UnreadableInput("no rich text: such a file begins with {\\rtf")
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            _LINK.sub(r"\\fldinst {", markup), errors="replace"
        )
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise UnreadableInput(f"damaged rich text: {error!s:.200}") from None
    # A character beyond the basic plane is written as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.split("\n")
