"""PDF pages drawn by hand for the tests: Chinese text at a place, and boxes, without a font file."""

from __future__ import annotations

from collections.abc import Sequence

from hostile import pdf_of, stream

SIZE = 10
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>"
    b"/DW 1000>>]>>"
)


def text_at(x: float, y: float, text: str) -> bytes:
    """A line of text, every character as wide as it is high, `y` from the foot of the page."""
    return b"BT /F %d Tf %g %g Td <%s> Tj ET\n" % (SIZE, x, y, text.encode("utf-16-be").hex().encode())


def table_at(y: float, columns: Sequence[float], rows: Sequence[Sequence[str]]) -> bytes:
    """A ruled table with its top at `y`: a box for each cell, its lines parted by line feeds."""
    out = b""
    for row in rows:
        height = 14 * max(1, *(cell.count("\n") + 1 for cell in row)) + 4
        for left, right, cell in zip(columns, columns[1:], row, strict=False):
            out += b"%g %g %g %g re S\n" % (left, y - height, right - left, height)
            for i, line in enumerate(cell.split("\n") if cell else []):
                out += text_at(left + 3, y - 13 - 14 * i, line)
        y -= height
    return out


def drawn_pdf(*pages: bytes) -> bytes:
    """A PDF of pages with this content."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: _FONT}
    kids = b""
    for i, content in enumerate(pages):
        number = 4 + 2 * i
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (number + 1)
        )
        objects[number + 1] = stream(content)
        kids += b"%d 0 R " % number
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
    return pdf_of(dict(sorted(objects.items())))
