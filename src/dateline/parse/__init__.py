"""One language pass: sentences, tokens, dependencies and names over the untouched text."""

from dateline.parse.parsed import Parsed
from dateline.parse.parser import Parser

__all__ = ["Parsed", "Parser"]
