"""What a notebook shows for a record."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_record


def test_a_notebook_gets_a_masked_frame() -> None:
    html = march_record()._repr_html_()
    assert html.startswith("<iframe ")
    assert "Zondo" not in html
