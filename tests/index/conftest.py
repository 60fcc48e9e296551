"""A workshop with three documents, for tests of the index."""

from __future__ import annotations

from pathlib import Path

import pytest
from stub_index import BOOK, PARK, ROAD, Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A corpus of three documents, not yet indexed."""
    made = Workshop(tmp_path)
    made.write(park=PARK, road=ROAD, book=BOOK)
    return made
