"""What every test may use."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from dateline.coder import Coder
from dateline.parse import Parser
from dateline.settings import Settings

# The same examples at every run, on machines of any speed: what fails then fails for a change that was
# made. New examples are looked for by "make fuzz", which has no such luck to keep out.
_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("same", _ANY_SPEED, derandomize=True)
settings.register_profile("new", _ANY_SPEED, max_examples=300)
settings.load_profile(os.environ.get("DATELINE_EXAMPLES", "same"))


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The language model, loaded once for all tests."""
    return Parser()


@pytest.fixture(scope="session")
def full_coder() -> Coder:
    """The whole pipeline, loaded once for all tests; it codes whatever the gate says."""
    return Coder(Settings(code_all=True)).load()
