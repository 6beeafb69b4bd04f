"""A team's codebook: what it counts and how, as typed rules read from ``project.toml``."""

from dateline.codebook.load import load_codebook
from dateline.codebook.rules import Codebook, Organisation, OwnForm, OwnPlace, OwnSize, OwnTopic, Scope

__all__ = [
    "Codebook", "Organisation", "OwnForm", "OwnPlace", "OwnSize", "OwnTopic", "Scope", "load_codebook",
]  # fmt: skip
