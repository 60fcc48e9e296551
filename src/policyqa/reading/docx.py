"""Read Word documents: paragraphs, headings and tables in order; deleted and hidden text is left out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from policyqa.errors import ReadError
from policyqa.reading.archive import scan_office
from policyqa.reading.cells import Cell
from policyqa.reading.grid import grid_parts, stated_above
from policyqa.reading.layout import Part, lay_out, one_line
from policyqa.reading.limits import Limits
from policyqa.reading.notes import Notes
from policyqa.reading.numbering import Numbering
from policyqa.reading.pieces import Extract

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    [f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "footnoteReference", "rt")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_MAX_SPAN = 60


def _is_hidden(run: Any) -> bool:
    properties = run.find(f"{_W}rPr")
    vanish = None if properties is None else properties.find(f"{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")


def _lines(paragraph: Any) -> list[str]:
    """The lines of a paragraph, parted at its line breaks; a text box's paragraphs inside it count as lines."""
    out: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or (tag == f"{_W}r" and _is_hidden(element)):
            continue
        if tag == f"{_W}t":
            out.append(element.text or "")
        elif tag == f"{_W}tab":
            out.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr") or (tag == f"{_W}p" and element is not paragraph):
            out.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            out.append("-")
        stack.extend(reversed(element))
    return [line for line in map(one_line, "".join(out).split("\n")) if line]


def _level(paragraph: Any, styles: dict[str, int]) -> int:
    """The level of a heading by its outline or style, 0 for any other paragraph."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return 0
    outline = properties.find(f"{_W}outlineLvl")
    style = properties.find(f"{_W}pStyle")
    raw = outline.get(f"{_W}val") if outline is not None else None
    if raw is None:
        return styles.get(style.get(f"{_W}val") or "", 0) if style is not None else 0
    return int(raw) + 1 if raw.isdigit() and int(raw) < 6 else 0


def _style_levels(document: Any) -> dict[str, int]:
    """The outline level of each style that has one, by the style's identifier."""
    levels = {}
    for style in document.styles.element.iter(f"{_W}style"):
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        raw = outline.get(f"{_W}val") if outline is not None else None
        if raw and raw.isdigit() and int(raw) < 6:
            levels[style.get(f"{_W}styleId")] = int(raw) + 1
    return levels


def _inner(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or cell in order, those in content controls and insertions included."""
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            stack.extend(reversed(element))


def _number_of(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    raw = found.get(f"{_W}val") if found is not None else None
    return min(_MAX_SPAN, max(1, int(raw))) if raw and raw.isascii() and raw.isdigit() and len(raw) < 5 else default


def _cell_text(cell: Any, numbering: Numbering) -> str:
    """A cell's text in one line; a table inside a cell is read as its text."""
    lines: list[str] = []
    for paragraph in cell.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}p", *_SKIPPED), None) is not None:
            continue  # of a text box, which its paragraph reads, or left out
        own = _lines(paragraph)
        lines += [numbering.mark(paragraph) + own[0], *own[1:]] if own else []
    return one_line(" ".join(lines))


def _grid(table: Any, numbering: Numbering) -> list[list[Cell]]:
    """A table's cells by row; one merged over rows stands in its first row."""
    rows: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for element in table.iter(f"{_W}tr"):
        if next(element.iterancestors(f"{_W}tbl"), None) is not table:
            continue
        column = _number_of(element, f"{_W}trPr/{_W}gridBefore", 0)
        row: list[Cell] = []
        heads = element.find(f"{_W}trPr/{_W}tblHeader") is not None
        for cell in element.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tbl"), None) is not table:
                continue
            columns = _number_of(cell, f"{_W}tcPr/{_W}gridSpan", 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in open_cells:
                at, nth = open_cells[column]
                old = rows[at][nth]
                rows[at][nth] = Cell(old.text, old.column, old.columns, old.rows + 1, old.heading)
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = (len(rows), len(row))
                row.append(Cell(_cell_text(cell, numbering), column, columns, 1, heads))
            column += columns
        rows.append(row)
    return rows


def _parts(document: Any) -> Iterator[Part]:
    """The document's parts in reading order, each footnote behind the paragraph or table that refers to it."""
    styles, numbering, notes = _style_levels(document), Numbering(document), Notes(document)
    done: list[Part] = []
    tables = 0
    for element in _inner(document.element.body):
        if element.tag == f"{_W}tbl":
            tables += 1
            rows = _grid(element, numbering)
            title, unit = stated_above(done)
            places = [(("table", str(tables)), ("row", str(i))) for i in range(1, len(rows) + 1)]
            fresh = grid_parts(rows, title, unit, places=places)
        else:
            lines = _lines(element)
            level = _level(element, styles) if len(lines) == 1 else 0
            mark = numbering.mark(element) if lines else ""
            fresh = [Part((mark + line if i == 0 else line,), level=level) for i, line in enumerate(lines)]
        done = [*done[-3:], *fresh]
        yield from fresh
        for name, number, paragraphs in notes.referred_in(element):
            lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
            yield from (Part((line,), place=((name, str(number)),)) for line in lines)


def extract_docx(data: bytes, limits: Limits) -> Extract:
    """Read a Word document's body and notes; headers, footers, comments, deleted and hidden text are left out.

    Raises:
        ReadError: it is encrypted, damaged or beyond the limits.
    """
    import docx

    scan_office(data, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        parts = list(_parts(document))
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises whatever its parsers raise
        raise ReadError(f"Word文件已损坏，请用Word打开后另存 (damaged document: {type(error).__name__})") from error
    text, pieces = lay_out(parts)
    return Extract(text, pieces, "docx")
