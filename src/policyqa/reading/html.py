"""Read HTML pages (first version: text of the body's blocks, one a line)."""

from __future__ import annotations

from policyqa.reading.pieces import Extract
from policyqa.reading.text import extract_text


def extract_html(data: bytes) -> Extract:
    """Placeholder until the parser stands: the source as text."""
    return extract_text(data)
