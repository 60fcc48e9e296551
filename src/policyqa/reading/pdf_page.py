"""One page of a PDF: its lines, in coordinates of the page as shown, from the top left in points."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policyqa.reading.layout import close_gaps, one_line


class Glyph(NamedTuple):
    """A character and its box; `top` < `bottom`. A named tuple, for there are millions."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def page_frame(page: Any) -> tuple[float, float, float, float, int]:
    """The left, bottom, right and top of a page in its own coordinates, and by how many degrees it is shown turned."""
    box = page.get_mediabox(fallback_ok=False) or page.get_bbox()  # one that the page inherits is not told
    return (*box, page.get_rotation())


def glyphs(page: Any, raw: Any) -> list[Glyph]:
    """The characters of a page in the order of its content; line ends and blanks that the library adds have no box."""
    left, bottom, right, top, turn = page_frame(page)
    text_page = page.get_textpage()
    found = []
    rectangle, handle, box_of = raw.FS_RECTF(), text_page.raw, raw.FPDFText_GetLooseCharBox
    unknown = raw.FPDFText_HasUnicodeMapError
    where = ctypes.byref(rectangle)
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        known = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 and unknown(handle, i) != 1
        character = chr(code) if known else "\ufffd"
        if not box_of(handle, i, where):
            continue
        box = (rectangle.left - left, rectangle.bottom - bottom, rectangle.right - left, rectangle.top - bottom)
        found.append(Glyph(character, *turned(box, right - left, top - bottom, turn)))
    text_page.close()
    return found


def turned(
    box: tuple[float, float, float, float], width: float, height: float, turn: int
) -> tuple[float, float, float, float]:
    """A box from the bottom left of the unturned page to one from the top left of the page as shown."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, x0, y1, x1
    if turn == 180:
        return width - x1, y0, width - x0, y1
    if turn == 270:
        return height - y1, width - x1, height - y0, width - x0
    return x0, height - y1, x1, height - y0


def join_glyphs(found: Sequence[Glyph]) -> list[PageLine]:
    """Join characters to lines; a wide gap inside a line becomes a blank."""
    lines: list[list[Glyph]] = []
    fresh = True
    for glyph in found:
        if glyph.text in "\r\n":
            fresh = True
            continue
        if glyph.text.isspace() or glyph.right <= glyph.left:
            if lines and not fresh:
                last = lines[-1][-1]
                lines[-1].append(Glyph(" ", last.right, last.top, last.right, last.bottom))
            continue
        before = next((g for g in reversed(lines[-1]) if g.text != " "), None) if lines else None
        if before is not None and _same_line(before, glyph, fresh):
            height = max(glyph.bottom - glyph.top, before.bottom - before.top)
            if glyph.left - before.right > height * 0.9:
                lines[-1].append(Glyph(" ", before.right, before.top, before.right, before.bottom))
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
        fresh = False
    return [line for line in map(_line, lines) if line.text]


def _same_line(before: Glyph, glyph: Glyph, fresh: bool) -> bool:
    """Tell whether a character stands in the line of the one before; small marks hang within the line's height."""
    overlap = min(before.bottom, glyph.bottom) - max(before.top, glyph.top)
    height = min(before.bottom - before.top, glyph.bottom - glyph.top)
    if fresh:
        return overlap > height * 0.6 and glyph.left > before.right
    return overlap > 0 or abs(before.bottom - glyph.bottom) < max(before.bottom - before.top, 6.0)


def _line(line: Sequence[Glyph]) -> PageLine:
    text = close_gaps(one_line("".join(g.text for g in line)))
    inked = [g for g in line if g.text != " "]
    return PageLine(
        text,
        min(g.left for g in inked),
        min(g.top for g in inked),
        max(g.right for g in inked),
        max(g.bottom for g in inked),
    )
