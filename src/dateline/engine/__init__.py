"""Runs a picklable function over many items in supervised worker processes; knows no language processing."""

from dateline.engine.pool import Result, run
from dateline.engine.worker import NotReady

__all__ = ["NotReady", "Result", "run"]
