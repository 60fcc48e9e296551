"""Tables of every format: which rows are title, unit line, heading, group or note, and what each cell is labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policyqa.chinese.fold import fold_text
from policyqa.chinese.rates import is_rate
from policyqa.reading.cells import BARE, Cell, filled, group_of, is_number
from policyqa.reading.layout import Part, close_gaps
from policyqa.reading.table_headings import column_names, heading_rows, is_heading, row_unit
from policyqa.reading.table_units import is_rate_row, title_unit, unit_of, with_unit, without_unit

Role = Literal["title", "unit", "heading", "body", "group", "note"]

_NOTE = re.compile(r"[*※]|\(?（?(?:备?注|说明|附注|资料来源|数据来源|来源|填表人|制表|审核)\d{0,2}[:：.、)）]")
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_HEAD_WORD = re.compile(
    r".{0,6}(?:序号|编号|项目|指标|名称|类别|类型|乡镇|街道|县区|区县|县市区|地区|区域|城市|单位|部门|行业|产业|企业|园区|年份|时间|事项|任务|"
    r"内容|科目|品种|分类|领域)(?:名称)?"
)
_FILED = re.compile(r"填报|制表|时间|日期|编制|单位|年\s?\d{1,2}\s?月")
_PLACEHOLDER = re.compile(r"暂无|待定|另行|见附|合并|同上|上级|不详|数据")
_ATTACHED = re.compile(r"附\s?[件表]\s?\d{0,2}[:：]?")
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\)?$")
"""A line of issuer and date, which is no table's title."""
_MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as understood: `cells` with those merged from above, their labels, and what stands above."""

    role: Role
    cells: tuple[Cell, ...]
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


def _merged_down(rows: Sequence[Sequence[Cell]], from_row: int) -> list[tuple[Cell, ...]]:
    """Repeat the words of cells merged over rows in each row they cover, but no numbers: those would count twice."""
    hanging: list[tuple[int, Cell]] = []
    done: list[tuple[Cell, ...]] = []
    for i, row in enumerate(rows):
        taken = {cell.column for cell in row if cell.text}
        own = [c for c in row if c.text or all(c.column != h.column for _, h in hanging)]
        above = [
            replace(h, rows=1, text="" if is_number(h.text) or BARE.fullmatch(h.text) else h.text)
            for _, h in hanging
            if h.column not in taken
        ]
        done.append(tuple(sorted([*own, *above], key=lambda c: c.column)))
        hanging = [(left - 1, h) for left, h in hanging if left > 1]
        if i >= from_row:
            hanging += [(c.rows - 1, c) for c in row if c.rows > 1]
    return done


def _role_of(row: Sequence[Cell], width: int, before: bool, headed: bool) -> Role:
    """What a row outside the heading is: `before` tells that it stands before the heading."""
    held = filled(row)
    if headed and not before and group_of(row):
        return "group"
    if len({c.text for c in held}) == 1:
        text = fold_text(held[0].text)
        if len(text) <= 40 and unit_of(text) and not is_number(text):
            rest = without_unit(text)
            return "title" if before and len(rest) > 3 and not _FILED.search(rest) else "unit"
        if before and not is_number(text):
            return "title" if len(text) <= _MAX_TITLE else "note"
        if _NOTE.match(text):
            return "note"
        whole = held[0].columns >= max(2, width - 1)
        if headed and len(text) <= 40 and not is_number(text) and (whole or _GROUP.match(text)):
            return "group"
        if whole and len(text) > 40:
            return "note"
    return "body"


def _is_rate_row(row: Sequence[Cell]) -> bool:
    """Tell whether the words before a row's first number name a rate."""
    words: list[str] = []
    for text in (cell.text for cell in row if cell.text):
        number = BARE.fullmatch(text) is not None or is_number(text)
        if number and words:
            break
        if not number:
            words.append(text)
    return bool(words) and is_rate_row(words[-1])


def _label(cell: Cell, names: dict[int, str], unit: str, rate: bool, beside_rate: bool) -> str:
    """A cell's label: its column's name, or those of all columns that it covers; with the unit where it is a number."""
    found = dict.fromkeys(names.get(c, "") for c in range(cell.column, cell.column + min(cell.columns, 50)))
    name = "、".join(n for n in found if n)
    return with_unit(name, unit, rate, beside_rate) if BARE.fullmatch(cell.text) else name


def _is_new_heading(row: Sequence[Cell], heading: Sequence[Cell], numeric: set[int]) -> bool:
    """Tell whether a row is the heading of another table below: names where numbers stood, the first a usual one."""
    held = filled(row)
    if len(held) < 2 or len({c.text for c in held}) < len(held) or not is_heading(row):
        return False
    if any(len(c.text) > 20 or _PLACEHOLDER.search(c.text) for c in held):
        return False
    named = sum(c.column in numeric and re.search(r"[㐀-鿿]{2}", c.text) is not None for c in held)
    first = close_gaps(fold_text(held[0].text))
    usual = _HEAD_WORD.fullmatch(first) or first == "".join(c.text for c in filled(heading)[:1])
    return named > 0 and bool(usual)


def _tables(rows: Sequence[Sequence[Cell]]) -> list[range]:
    """Part rows that hold several tables, one below another, each with its title rows."""
    starts, at = [0], heading_rows(rows)
    numeric: set[int] = set()
    for i in range(at.stop, len(rows)) if at else ():
        if numeric and _is_new_heading(rows[i], rows[at.start], numeric):
            above = i
            while above - 1 > starts[-1] and len(filled(rows[above - 1])) <= 1 and i - above < 3:
                if _NOTE.match(fold_text("".join(c.text for c in rows[above - 1]))):
                    break
                above -= 1
            starts.append(above)
            numeric = set()
            continue
        numeric |= {c.column for c in rows[i] if BARE.fullmatch(c.text) or is_number(c.text)} - {0}
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def read_grid(rows: Sequence[Sequence[Cell]], title: str = "", unit: str = "") -> list[Row]:
    """Read the rows of a table, or of several one below another, in order, blank ones left out.

    Args:
        rows: the cells of each row; a cell merged over rows stands in the first of them.
        title: the table's title as it stands above the table, "" where there is none.
        unit: the unit stated above the table.

    Returns:
        The rows with their roles. A body row carries labels; `under` is the table's title and the group it stands in.
    """
    done: list[Row] = []
    for nth, part in enumerate(_tables(rows)):
        own = rows[part.start : part.stop]
        titled = nth == 0 or len(filled(own[0])) == 1
        done += _read_table(own, title if nth == 0 or not titled else "", unit if nth == 0 or not titled else "")
    return done


def _read_table(rows: Sequence[Sequence[Cell]], title: str, unit: str) -> list[Row]:
    """Read the rows of one table."""
    heading = heading_rows(rows)
    names = column_names(rows, heading)
    width = max((c.column + c.columns for row in rows for c in row), default=0)
    beside_rate = any(is_rate(name) for name in names.values())
    covered = _merged_down(rows, heading.stop)
    unit = unit or title_unit(title)
    group = group_unit = ""
    done: list[Row] = []
    for i, row in enumerate(rows):
        if not filled(row):
            continue
        if i in heading:
            done.append(Row("heading", tuple(row), under=(title,) if title else ()))
            continue
        before = len(heading) > 0 and i < heading.start
        role = _role_of(row, width, before, len(heading) > 0)
        text = fold_text(filled(row)[0].text) if role != "body" else ""
        if role in ("title", "unit"):
            unit = title_unit(text) or unit
            if role == "title" and (not title or _ATTACHED.fullmatch(title)):
                title = without_unit(text)
        if role == "group":
            group = close_gaps(fold_text(group_of(row)) or text)
            group_unit = title_unit(group)
        under = tuple(part for part in (title, group if role == "body" else "") if part)
        if role != "body":
            cells = tuple(filled(row)) if role == "group" else tuple(filled(row)[:1])
            done.append(Row(role, cells, under=under if role != "title" else ()))
            continue
        stated = row_unit(covered[i], names)
        rate = not stated and _is_rate_row(covered[i])
        labels = tuple(_label(c, names, stated or group_unit or unit, rate, beside_rate) for c in covered[i])
        done.append(Row("body", covered[i], labels, under))
    return done


def grid_parts(
    rows: Sequence[Sequence[Cell]],
    title: str = "",
    unit: str = "",
    above: tuple[str, ...] = (),
    places: Sequence[tuple[tuple[str, str], ...]] = (),
) -> list[Part]:
    """Read a table and give each row as a part; titles, unit lines and notes inside it are paragraphs.

    Args:
        rows: as in `read_grid`.
        title: as in `read_grid`.
        unit: as in `read_grid`.
        above: names that stand above the table's own title in every path (a sheet's).
        places: the place of each row in the original, in the order of `rows`.
    """
    held = [place for row, place in zip(rows, places, strict=False) if filled(row)]
    parts = []
    for i, row in enumerate(read_grid(rows, title, unit)):
        texts = tuple(cell.text for cell in row.cells)
        place = held[i] if i < len(held) else ()
        names = tuple(cell.name or str(cell.column + 1) for cell in row.cells)
        if row.role in ("title", "unit", "note"):
            parts.append(Part(texts, under=above + row.under, place=place))
        else:
            parts.append(Part(texts, True, 0, row.labels, above + row.under, place, names))
    return parts


_TABLE_TITLE = re.compile(
    r"(?:表|清单|一览|情况|指标|计划|任务|目标|安排|台账|目录|分解|明细|汇总|名单)(?:\s?[(（].{1,20}[)）])?$|^(?:附?表|附件)\s?\d{0,2}"
)


def stated_above(parts: Sequence[Part]) -> tuple[str, str]:
    """The title and the unit that the paragraphs right above a table state; "" for what they don't.

    A title is a short line without a sentence's marks that ends like one (表, 情况, 计划), or stands above a unit line.
    """
    unit = ""
    for part in reversed(parts[-3:]):
        if part.row:
            break
        text = fold_text(part.texts[0]).strip()
        stated = unit_of(text)
        if stated:
            unit = unit or stated
            text = without_unit(text)
            if not text:
                continue
        if len(text) > _MAX_TITLE or _DATED.search(text) or re.search(r"[。；;!！?？]|[:：]$", text):
            break
        unit = unit or title_unit(text)
        return (close_gaps(text) if unit or _TABLE_TITLE.search(text) else ""), unit
    return "", unit
