"""Read spreadsheets: every visible sheet, values as shown, formulas by the values that were saved with them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from policyqa.errors import ReadError
from policyqa.reading.archive import scan_office
from policyqa.reading.cells import Cell
from policyqa.reading.grid import grid_parts
from policyqa.reading.layout import Part, lay_out, one_line
from policyqa.reading.limits import Limits
from policyqa.reading.numbers import builtin_date_format, show_date, show_number
from policyqa.reading.pieces import Extract

_DEFAULT_NAME = ("sheet", "工作表")
_DATES = (datetime.datetime, datetime.date, datetime.time)


def _shown(cell: Any) -> str:
    """A cell's value as the spreadsheet shows it, in one line."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.timedelta):
        return str(value)
    code = builtin_date_format(cell._style.numFmtId) or cell.number_format or ""
    if isinstance(value, _DATES):
        return show_date(value, code)
    if isinstance(value, (int, float)):
        if builtin_date_format(cell._style.numFmtId) and 1 <= value < 2_958_466:
            return show_date(datetime.datetime(1899, 12, 30) + datetime.timedelta(days=float(value)), code)
        return show_number(value, code)
    return one_line(str(value))


def _blocks(cells: dict[tuple[int, int], Any], rows: list[int]) -> Iterator[list[int]]:
    """Part a sheet's rows into tables: two or more blank rows part them."""
    block: list[int] = []
    for row in rows:
        if block and row - block[-1] > 2:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _sheet_cells(sheet: Any) -> tuple[dict[tuple[int, int], Any], bool]:
    """The filled cells that are shown by row and column, and whether rows or columns are hidden."""
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden_columns.update(range(dimension.min, min(dimension.max, dimension.min + 20_000) + 1))
    filled = {at: cell for at, cell in sheet._cells.items() if cell.value is not None}
    shown = {at: cell for at, cell in filled.items() if at[0] not in hidden_rows and at[1] not in hidden_columns}
    return shown, len(shown) < len(filled)


def _sheet_parts(sheet: Any, title_of_sheet: tuple[str, ...]) -> tuple[list[Part], bool]:
    """A sheet's rows as parts, and whether some of it is hidden. Only cells that are there are looked at."""
    cells, hidden = _sheet_cells(sheet)
    merged = {
        (r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells
    }
    parts: list[Part] = []
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        by_row.setdefault(row, []).append(column)
    for rows in _blocks(cells, sorted(by_row)):
        first = min(by_row[row][0] for row in rows)
        used = sorted({column for row in rows for column in by_row[row]})
        grid, places = [], []
        for row in rows:
            grid.append(list(_row_cells(cells, merged, row, by_row[row], used, first)))
            places.append((("sheet", sheet.title), ("row", str(row))))
        parts += grid_parts(grid, above=title_of_sheet, places=places)
    return parts, hidden


def _row_cells(
    cells: dict[tuple[int, int], Any],
    merged: dict[tuple[int, int], tuple[int, int]],
    row: int,
    filled: list[int],
    used: list[int],
    first: int,
) -> Iterator[Cell]:
    """The cells of a row up to its last filled one, in columns that the table uses; blank ones without text."""
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    covered_to = 0
    for column in used:
        if column > filled[-1] or column < covered_to:
            continue
        cell = cells.get((row, column))
        rows, columns = merged.get((row, column), (1, 1))
        if cell is None:
            yield Cell("", column - first, name=f"{get_column_letter(column)}{row}")
            continue
        covered_to = column + columns
        yield Cell(_shown(cell), column - first, columns, rows, name=cell.coordinate)


def extract_xlsx(data: bytes, limits: Limits) -> Extract:
    """Read the sheets of a workbook in order; hidden ones are left out with a warning.

    Raises:
        ReadError: it is encrypted, damaged or beyond the limits.
    """
    import openpyxl  # type: ignore[import-untyped]

    scan_office(data, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=False, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise ReadError(f"工作簿已损坏，请用Excel打开后另存 (damaged workbook: {type(error).__name__})") from error
    warnings: list[str] = []
    parts: list[Part] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"隐藏的工作表“{one_line(sheet.title)}”没有读")
            continue
        plain = sheet.title.lower().startswith(_DEFAULT_NAME)
        found, hidden = _sheet_parts(sheet, () if plain else (one_line(sheet.title),))
        parts += found
        if hidden:
            warnings.append(f"工作表“{one_line(sheet.title)}”里隐藏的行或列没有读")
    warnings += _unsaved_formulas(data, parts)
    text, pieces = lay_out(parts)
    return Extract(text, pieces, "xlsx", tuple(warnings))


def _unsaved_formulas(data: bytes, parts: list[Part]) -> list[str]:
    """Warn of a workbook that holds formulas but was never calculated, so that cells are blank."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as member:
                    head = member.read(2_000_000)
                if b"<f>" in head and (b"</f></c>" in head or b"</f><v></v>" in head or b"</f><v/>" in head):
                    return ["有公式没有保存计算结果，这些单元格是空的；请用Excel打开、保存后再加入"]
    return []
