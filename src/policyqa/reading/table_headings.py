"""Headings of tables: which rows they are, what they call each column, and in what it is counted."""

from __future__ import annotations

from collections.abc import Sequence

from policyqa.chinese.fold import fold_text
from policyqa.chinese.heading_units import UNIT_COLUMN
from policyqa.reading.cells import Cell, filled, group_of, is_number
from policyqa.reading.layout import close_gaps, folded_name
from policyqa.reading.table_units import bracketed_unit, is_own_unit, is_unit


def is_heading(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be the table's heading: several held cells, short, none of them a number."""
    held = filled(row)
    if len(held) < 2:
        return False
    return all(c.heading for c in held) or not any(is_number(c.text) or len(c.text) > 40 for c in held)


def _goes_on(above: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Tell whether a row goes on with the heading rows above: it names the columns below cells that cover several."""
    if not is_heading(row) or any(is_number(c.text) for c in row) or group_of(row):
        return False
    lowest = {c: cell for cells in above for cell in cells if cell.text for c in range(cell.column, _behind(cell))}
    columns = {cell.column for cell in filled(row)}
    first = min((cell.column for cell in filled(above[0])), default=0)
    if len(above) == 1 and columns - lowest.keys() and first not in columns:
        return True  # headings over several columns whose merging was lost
    wide = {c for c, cell in lowest.items() if cell.columns > 1}
    return bool(columns & wide) and not columns & (lowest.keys() - wide)


def _behind(cell: Cell) -> int:
    return cell.column + cell.columns


def _is_unit_row(row: Sequence[Cell]) -> bool:
    """Tell whether a row below the heading only says in what each column is counted."""
    texts = [folded_name(cell.text).strip("()（）") for cell in filled(row)]
    units = [text for text in texts if is_unit(text)]
    return len(units) > 0 and all(text in units or UNIT_COLUMN.fullmatch(text) for text in texts)


def heading_rows(rows: Sequence[Sequence[Cell]]) -> range:
    """Which rows are the table's heading, at most three, among the first six; empty where there is none."""
    first = next((i for i, row in enumerate(rows[:6]) if is_heading(row)), None)
    if first is None or any(is_number(c.text) for row in rows[:first] for c in filled(row)):
        return range(0)
    last = first + 1
    if any(c.columns > 1 for c in rows[first]):
        last = first + min(3, max(c.rows for c in rows[first] if c.text))
    while last < min(len(rows), first + 3) and _goes_on(rows[first:last], rows[last]):
        last += 1
    last += last < len(rows) and _is_unit_row(rows[last])
    return range(first, min(last, len(rows)))


def column_names(rows: Sequence[Sequence[Cell]], heading: range) -> dict[int, str]:
    """The name of each column, parts of several heading rows joined by /."""
    names: dict[int, list[str]] = {}
    for i in heading:
        own = {
            column: close_gaps(fold_text(cell.text))
            for cell in rows[i]
            if cell.text
            for column in range(cell.column, cell.column + cell.columns)
        }
        below = {c.column for c in filled(rows[i + 1])} if i + 1 in heading else set()
        held = ""
        for column in sorted(own.keys() | below):
            lost = held if i == heading.start else ""  # of a heading over several columns, its merging lost
            held = text = own.get(column, lost)
            if text and text not in names.setdefault(column, []):
                names[column].append(text)
    return {column: _joined(parts) for column, parts in names.items() if parts}


def _joined(parts: Sequence[str]) -> str:
    """The parts of a column's name; a unit below them goes into brackets (`投资（亿元）`)."""
    unit = parts[-1].strip("()（）")
    if len(parts) > 1 and is_unit(unit):
        return bracketed_unit("/".join(parts[:-1]), unit)
    return "/".join(parts[:-1] if len(parts) > 1 and UNIT_COLUMN.fullmatch(parts[-1]) else parts)


def row_unit(row: Sequence[Cell], names: dict[int, str]) -> str:
    """The unit that a row's unit column states, "" where there is none."""
    for cell in row:
        if UNIT_COLUMN.fullmatch(names.get(cell.column, "")):
            unit = folded_name(cell.text).strip("()")
            return unit if is_own_unit(unit) else ""
    return ""
