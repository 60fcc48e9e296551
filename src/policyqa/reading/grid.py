"""Tables of every format: which rows are title, unit line, heading, group or note, and what each cell is labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policyqa.chinese.fold import fold_text
from policyqa.reading.layout import Part, close_gaps, folded_name

Role = Literal["title", "unit", "heading", "body", "group", "note"]

_NUMBER = re.compile(r"[-+−]?\d[\d.,%％‰]{0,20}[㐀-鿿%％]{0,4}")
_BARE = re.compile(
    r"(?:约|达到?|超过?|突破|力争|不少于|不低于|不超过|[<>≥≤])?\s?"
    r"(?:[-+−]?\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,8})?|[-+−]?\d{1,15}(?:\.\d{1,8})?)"
    r"(?:[-—~至]\d{1,15}(?:\.\d{1,8})?)?\s?(?:以上|左右|以内|以下|余|多|\+)?"
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:\s?年.{0,4}|[-—–~至]\d{1,4}[年月]?)?|\d{1,2}(?:[-—–~至]\d{1,2})?月份?|\d{1,2}季度"
)
_UNIT_LINE = re.compile(r"(?:计量|金额)?单\s{0,4}位\s?[:：]\s?([^\s()（）:：]{1,24})")
_UNIT_COLUMN = re.compile(r"(?:计量|计算)?单位")
_OWN_UNIT = re.compile(r"[(（](?:单位[:：]?)?([^)）]{1,8})[)）]")
_IS_UNIT = re.compile(
    r"[%％‰]|(?:[十百千万亿]{0,3})(?:元|美元|亩|人|人次|户|家|个|项|件|吨|公里|千米|平方米|平方公里|立方米|公顷|千瓦|千瓦时|辆|套|所|"
    r"张|名|岁|天|次|处|座|条|台|株|头|只|度|标准煤|吨标准煤|万元/亩|元/亩|元/吨|微克/立方米|个百分点)|[万亿]|[\w/]{0,8}/[\w]{1,6}"
)
_RATE = re.compile(r"增长|增速|增幅|比重|占比|同比|环比|比例|%|％|完成率|率$|率/")
_NOT_COUNTED = re.compile(r"序号|编号|年份|年度$|时间|日期|代码|排名|位次|名次|备注|电话|页码")
_NOTE = re.compile(r"[*※]|\(?（?(?:备?注|说明|附注|资料来源|数据来源|来源|填表人|制表|审核)\d{0,2}[:：.、)）]")
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its column of the table; `columns` and `rows` are how many it covers.

    `heading` tells that the format itself marks it as a heading, `name` is the original's name of it ("C7").
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    heading: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as understood: `cells` with those merged from above, their labels, and what stands above."""

    role: Role
    cells: tuple[Cell, ...]
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


def unit_of(line: str) -> str:
    """The unit that a unit line or a title states (`单位：亿元`), "" where it states none.

    >>> unit_of("2023年主要指标（单位：亿元）"), unit_of("责任单位：经发局")
    ('亿元', '')
    """
    line = fold_text(line)
    found = _UNIT_LINE.search(line)
    if found is None or (found.start() and re.match(r"[㐀-鿿]", line[found.start() - 1])):
        return ""
    units = [part for part in re.split(r"[、,，]", found.group(1)) if _IS_UNIT.fullmatch(part)]
    return "、".join(units) if units else found.group(1) if _IS_UNIT.fullmatch(found.group(1)) else ""


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and _PERIOD.fullmatch(text) is None


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _is_heading(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be the table's heading: several filled cells, short, none of them a number."""
    filled = _filled(row)
    if len(filled) < 2:
        return False
    return all(c.heading for c in filled) or not any(_is_number(c.text) or len(c.text) > 40 for c in filled)


def _goes_on(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Tell whether a row is the second of a heading: it names the columns below cells that cover several."""
    if not _is_heading(row) or any(_is_number(c.text) for c in row):
        return False
    named = {c for cell in above if cell.text for c in range(cell.column, cell.column + cell.columns)}
    spread = [cell for cell in above if cell.columns > 1 and cell.text]
    wide = {c for cell in spread for c in range(cell.column, cell.column + cell.columns)}
    columns = {cell.column for cell in _filled(row)}
    first = min(named, default=0)
    if columns - named and first not in columns:
        return True  # headings over several columns whose merging was lost
    return bool(columns & wide) and not columns & (named - wide)


def _heading_rows(rows: Sequence[Sequence[Cell]]) -> range:
    """Which rows are the table's heading, at most three, among the first six; empty where there is none."""
    first = next((i for i, row in enumerate(rows[:6]) if _is_heading(row)), None)
    if first is None or any(_is_number(c.text) for row in rows[:first] for c in _filled(row)):
        return range(0)
    last = first + 1
    if any(c.columns > 1 for c in rows[first]):
        last = first + min(3, max(c.rows for c in rows[first] if c.text))
    while last < min(len(rows), first + 3) and _goes_on(rows[last - 1], rows[last]):
        last += 1
    return range(first, min(last, len(rows)))


def _column_names(rows: Sequence[Sequence[Cell]], heading: range) -> dict[int, str]:
    """The name of each column, parts of several heading rows joined by /."""
    names: dict[int, list[str]] = {}
    for i in heading:
        own = {
            column: close_gaps(fold_text(cell.text))
            for cell in rows[i]
            if cell.text
            for column in range(cell.column, cell.column + cell.columns)
        }
        below = {c.column for c in _filled(rows[i + 1])} if i + 1 in heading else set()
        held = ""
        for column in sorted(own.keys() | below):
            lost = held if i == heading.start else ""  # of a heading over several columns, its merging lost
            held = text = own.get(column, lost)
            if text and text not in names.setdefault(column, []):
                names[column].append(text)
    return {column: "/".join(parts) for column, parts in names.items() if parts}


def _with_unit(name: str, unit: str) -> str:
    """A column's name with a unit in brackets behind it; one that states its own unit, or counts nothing, stays."""
    if not unit or not name or _NOT_COUNTED.search(name):
        return name
    own = _OWN_UNIT.search(name)
    if own is not None and _IS_UNIT.fullmatch(own.group(1)):
        return name
    units = unit.split("、")
    counted = [u for u in units if u not in "%％"]
    if _RATE.search(name):
        chosen = "%" if len(counted) < len(units) else ""
    else:
        chosen = counted[0] if len(counted) == 1 else "%" if not counted else ""
    return f"{name}（{chosen}）" if chosen else name


def _merged_down(rows: Sequence[Sequence[Cell]], from_row: int) -> list[tuple[Cell, ...]]:
    """Repeat the words of cells merged over rows in each row they cover, but no numbers: those would count twice."""
    hanging: list[tuple[int, Cell]] = []
    done: list[tuple[Cell, ...]] = []
    for i, row in enumerate(rows):
        taken = {cell.column for cell in row if cell.text}
        own = [c for c in row if c.text or all(c.column != h.column for _, h in hanging)]
        above = [
            replace(h, rows=1, text="" if _is_number(h.text) or _BARE.fullmatch(h.text) else h.text)
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
    filled = _filled(row)
    if len({c.text for c in filled}) == 1:
        text = fold_text(filled[0].text)
        if len(text) <= 40 and unit_of(text) and not _is_number(text):
            return "unit"
        if before and not _is_number(text):
            return "title" if len(text) <= _MAX_TITLE else "note"
        if _NOTE.match(text):
            return "note"
        whole = filled[0].columns >= max(2, width - 1)
        if headed and len(text) <= 40 and not _is_number(text) and (whole or _GROUP.match(text)):
            return "group"
        if whole and len(text) > 40:
            return "note"
    return "body"


def _row_unit(row: Sequence[Cell], names: dict[int, str]) -> str:
    """The unit that a row's unit column states, "" where there is none."""
    for cell in row:
        if _UNIT_COLUMN.fullmatch(names.get(cell.column, "")) and _IS_UNIT.fullmatch(folded_name(cell.text)):
            return folded_name(cell.text)
    return ""


def _label(cell: Cell, names: dict[int, str], unit: str) -> str:
    """A cell's label: its column's name, or those of all columns that it covers; with the unit where it is a number."""
    found = dict.fromkeys(names.get(c, "") for c in range(cell.column, cell.column + min(cell.columns, 50)))
    name = "、".join(n for n in found if n)
    return _with_unit(name, unit) if _BARE.fullmatch(cell.text) else name


def read_grid(rows: Sequence[Sequence[Cell]], title: str = "", unit: str = "") -> list[Row]:
    """Read a table's rows in order, blank ones left out.

    Args:
        rows: the cells of each row; a cell merged over rows stands in the first of them.
        title: the table's title as it stands above the table, "" where there is none.
        unit: the unit stated above the table.

    Returns:
        The rows with their roles. A body row carries labels; `under` is the table's title and the group it stands in.
    """
    heading = _heading_rows(rows)
    names = _column_names(rows, heading)
    width = max((c.column + c.columns for row in rows for c in row), default=0)
    covered = _merged_down(rows, heading.stop)
    unit = unit or unit_of(title)
    group = ""
    done: list[Row] = []
    for i, row in enumerate(rows):
        if not _filled(row):
            continue
        if i in heading:
            done.append(Row("heading", tuple(row), under=(title,) if title else ()))
            continue
        before = len(heading) > 0 and i < heading.start
        role = _role_of(row, width, before, len(heading) > 0)
        text = fold_text(_filled(row)[0].text) if role != "body" else ""
        if role in ("title", "unit"):
            unit = unit_of(text) or unit
            title = title or (close_gaps(_UNIT_LINE.sub("", text)).strip("()（） ") if role == "title" else "")
        if role == "group":
            group = close_gaps(text)
        under = tuple(part for part in (title, group if role == "body" else "") if part)
        if role != "body":
            done.append(Row(role, tuple(_filled(row)[:1]), under=under if role != "title" else ()))
            continue
        own = _row_unit(covered[i], names) or unit
        done.append(Row("body", covered[i], tuple(_label(c, names, own) for c in covered[i]), under))
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
    filled = [place for row, place in zip(rows, places, strict=False) if _filled(row)]
    parts = []
    for i, row in enumerate(read_grid(rows, title, unit)):
        texts = tuple(cell.text for cell in row.cells)
        place = filled[i] if i < len(filled) else ()
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
            text = close_gaps(_UNIT_LINE.sub("", text)).strip("()（） ")
            if not text:
                continue
        if len(text) > _MAX_TITLE or re.search(r"[。；;!！?？]|[:：]$", text):
            break
        return (close_gaps(text) if unit or _TABLE_TITLE.search(text) else ""), unit
    return "", unit
