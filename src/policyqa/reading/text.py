"""Read plain text."""

from __future__ import annotations

from policyqa.reading.encoding import decode
from policyqa.reading.flat import rebuild_rows
from policyqa.reading.lines import cut_pieces
from policyqa.reading.pieces import Extract, Piece
from policyqa.reading.plain_tables import with_plain_tables
from policyqa.reading.quota_lines import with_quota_lines

_MIN_WIDTH, _MAX_WIDTH = 24, 100
_MIN_FULL_LINES = 4


def _wrap_width(text: str, pieces: tuple[Piece, ...]) -> int:
    """The width at which a text's lines were broken whatever stands there, 0 where there is no such width.

    Evidence is that no line is longer, and at least four and a third of all lines are full but for two characters.
    """
    widths = [p.end - p.start for p in pieces]
    widest = max(widths, default=0)
    full = [p for p, width in zip(pieces, widths, strict=True) if width >= widest - 2]
    if not _MIN_WIDTH <= widest <= _MAX_WIDTH or len(full) < max(_MIN_FULL_LINES, len(pieces) / 3):
        return 0
    cut = sum(text[p.end - 1] not in "。！？；：:!?;" for p in full)
    return widest if cut * 2 > len(full) else 0


def _join_wrapped(text: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Join the lines of a paragraph that was broken at a fixed width; a short line, blank line or indent ends it."""
    width = _wrap_width(text, pieces)
    if not width:
        return pieces
    joined: list[Piece] = []
    goes_on = False
    for piece in pieces:
        before = text[joined[-1].end : piece.start] if joined else ""
        if goes_on and before.count("\n") == 1 and before.endswith("\n") and text[piece.start] not in "|｜│":
            joined[-1] = Piece(joined[-1].start, piece.end)
        else:
            joined.append(piece)
        goes_on = piece.end - piece.start >= width - 4
    return tuple(joined)


def extract_text(data: bytes) -> Extract:
    """Decode plain text and cut it into lines and paragraphs, and into rows where a table was pasted."""
    decoded = decode(data)
    pieces = _join_wrapped(decoded.text, cut_pieces(decoded.text))
    pieces = with_quota_lines(decoded.text, with_plain_tables(decoded.text, rebuild_rows(decoded.text, pieces)))
    return Extract(decoded.text, pieces, decoded.encoding, decoded.warnings)
