"""Lay the parts of a document out as text: one part a line, a table row's cells parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from policyqa.chinese.fold import fold_text
from policyqa.reading.pieces import Piece
from policyqa.types import Span

_BLANKS = re.compile(r"\s{1,100000}")
_CJK_GAP = re.compile(r"(?<=[㐀-鿿、，。；：（）]) (?=[㐀-鿿、，。；：（）])")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or table row before it has its place in the text.

    `texts` are a row's cells, or a paragraph's only text; they hold no tab or line end. `row` tells a row of one cell
    from a paragraph. The rest is as in `Piece`.
    """

    texts: tuple[str, ...]
    row: bool = False
    level: int = 0
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    place: tuple[tuple[str, str], ...] = ()
    cell_names: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """A text in one line: every run of white space is one blank, none around it."""
    return _BLANKS.sub(" ", text).strip(" \u00a0\u3000\u200b\ufeff")


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """Fold a column's or table's name, blanks around it dropped; the same few stand on every row."""
    return fold_text(name).strip()


def close_gaps(text: str) -> str:
    """A text without the blanks between Chinese characters that line ends left.

    >>> close_gaps("协同责任 单位 (2023 年)")
    '协同责任单位 (2023 年)'
    """
    return _CJK_GAP.sub("", text)


def lay_out(parts: Iterable[Part]) -> tuple[str, tuple[Piece, ...]]:
    """Join the parts to the document's text, and give each its piece; blank parts are left out."""
    lines: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        line = "\t".join(part.texts)
        if not line.strip():
            continue
        cells: list[Span] = []
        cell_at = at
        for text in part.texts if part.row else ():
            cells.append(Span(cell_at, cell_at + len(text)))
            cell_at += len(text) + 1
        pieces.append(
            Piece(at, at + len(line), part.level, tuple(cells), part.labels, part.under, part.place, part.cell_names)
        )
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), tuple(pieces)
