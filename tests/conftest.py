"""What every test may use."""

from __future__ import annotations

import pytest

from dateline.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The language model, loaded once for all tests."""
    return Parser()
