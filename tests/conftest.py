"""What every test may use."""

from __future__ import annotations

import pytest

from dateline.coder import Coder
from dateline.parse import Parser
from dateline.settings import Settings


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The language model, loaded once for all tests."""
    return Parser()


@pytest.fixture(scope="session")
def full_coder() -> Coder:
    """The whole pipeline, loaded once for all tests; it codes whatever the gate says."""
    return Coder(Settings(code_all=True)).load()
