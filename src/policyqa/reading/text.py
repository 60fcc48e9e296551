"""Read plain text."""

from __future__ import annotations

from policyqa.reading.encoding import decode
from policyqa.reading.lines import cut_pieces
from policyqa.reading.pieces import Extract


def extract_text(data: bytes) -> Extract:
    """Decode plain text and cut it into lines and paragraphs."""
    decoded = decode(data)
    return Extract(decoded.text, cut_pieces(decoded.text), decoded.encoding, decoded.warnings)
