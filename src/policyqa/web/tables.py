"""Tables for people's spreadsheets: CSV and XLSX whose cells are text and numbers, never formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal

Cell = str | Decimal | None

_NUMBER = re.compile(r"[+-]\d{1,30}(?:\.\d{1,30})?%?")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60


def safe_cell(text: str) -> str:
    """Give text that no spreadsheet takes for a formula: an apostrophe goes before what begins like one.

    >>> safe_cell("=1+1"), safe_cell("-3.2%"), safe_cell("-3+cmd")
    ("'=1+1", '-3.2%', "'-3+cmd")
    """
    begins = text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if begins and text and not _NUMBER.fullmatch(text) else text


def table_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Give rows as CSV in UTF-8 with a byte order mark, so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([safe_cell("" if cell is None else _plain(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def table_xlsx(rows: Sequence[Sequence[Cell]], title: str) -> bytes:
    """Give rows as a workbook of one sheet, the first row its heading; text is text even where it begins with "="."""
    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\\/?*\[\]:\x00-\x1f]", " ", _NOT_IN_XML.sub(" ", title)).strip(" '")[:31] or "表"
    for number, row in enumerate(rows, 1):
        for column, content in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(content, Decimal):
                cell.value = content
            elif content:
                cell.value = _NOT_IN_XML.sub("\ufffd", content)[:32_000]
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column in range(1, len(rows[0]) + 1 if rows else 1):
        widest = max(sum(2 if ord(c) > 255 else 1 for c in _plain(row[column - 1] or "")) for row in rows)
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = min(widest + 3, _WIDEST)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(cell: str | Decimal) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else cell
