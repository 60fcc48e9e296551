"""Figures of table rows: a cell's figure is named by its row heading, its column heading and the table's path."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policyqa.chinese.fold import Folded
from policyqa.chinese.numerals import DIGIT_NUMBER, magnitude, parse_number, plain
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.chinese.quantity_patterns import PREFIXES, SUFFIXES
from policyqa.chinese.units import UNIT, base_unit
from policyqa.figures.binding import bind
from policyqa.types import Block, Measure

MAX_CELL = 1200
"""Characters of a cell that are read: binding looks back over the whole of it."""
_SERIAL = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[(（]\d{1,2}[)）])[.、]?\s*")
_NOT_A_HEADING = re.compile(r"序号|来源|依据|单位|部门|备注|责任|牵头|协同|配合")
_NUMERIC = re.compile(r"\s*-?[\d.,]+\s*(?:%|‰)?(?:以上|以下|以内|左右)?\s*")
_UNIT_ONLY = re.compile(rf"[万亿千百]*{UNIT}")
_NAMES_ROW = (re.compile(r"指标"), re.compile(r"项目|事项|名称|内容|任务|主要目标"), re.compile(r"行业|地区|园区|类别"))
"""Headings of the column that names a row, the surest first; of several columns of 指标 the last is the finest."""
_WHEN = re.compile(
    r"\s*(?:(?:19|20)\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?月?|年度?)|\d{1,2}(?:[-~至]\d{1,2})?月份?|"
    r"第?[一二三四1-4]季度)\s*(?:前|底|末|底前|以前)?\s*"
)
"""A cell that only says when."""
_BARE_YEAR = re.compile(r"(?<![^/])((?:19|20)\d\d)(?=/|\(|（|$)")
_RATE = re.compile(r"增速|增长|增幅|涨幅|降幅|同比")
_IS_UNIT = re.compile(rf"[十百千万亿]{{0,3}}(?:{UNIT}|[A-Za-z]{{1,4}})?|[%％‰]|[^\d\s年月]{{1,5}}/[^\d\s]{{1,4}}")
_UNIT_IN_LABEL = re.compile(r"[(（](?:单位[::]?)?([^)）]{1,8})[)）]")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A quantity of a cell; `start` is the cell's offset in the folded document.

    `text` is the cell's folded text, `label` its column heading, `heading` the row's.
    """

    start: int
    text: str
    quantity: Quantity
    indicator: str
    near: str
    heading: str
    label: str
    measure: Measure
    decline: bool


def row_figures(folded: Folded, block: Block) -> list[CellFigure]:
    """Find the figures of one table row, cell by cell; the row's heading cell gives none of its own."""
    cells = [folded.folded(cell.start, cell.end) for cell in block.cells]
    texts = [folded.text[cell.start : cell.end] for cell in cells]
    labels = [_BARE_YEAR.sub(r"\1年", label) for label in block.labels]
    labels += [""] * (len(cells) - len(labels))
    at, group = _heading_cell(texts, labels)
    heading = texts[at].strip() if at is not None else ""
    found: list[CellFigure] = []
    for i, (cell, text, label) in enumerate(zip(cells, texts, labels, strict=False)):
        if _NOT_A_HEADING.search(label) or (_SERIAL.fullmatch(text) and (i == 0 or "号" in label)):
            continue
        if _WHEN.fullmatch(text):
            continue
        if i == at and not (len(text) > 12 and find_quantities(text)):
            continue
        found.extend(_cell(cell.start, text, label, "" if i == at else heading, group, _bound(texts)))
    return found


def _bound(texts: list[str]) -> str:
    """The comparator that a row states in a cell of its own (`不少于`), "" where it states none or several."""
    words = {text.strip() for text in texts} & {*PREFIXES, *SUFFIXES}
    return words.pop() if len(words) == 1 else ""


def _heading_cell(texts: list[str], labels: list[str]) -> tuple[int | None, str]:
    """The cell that names the row: one under 指标 or the like, else the last words before the first number.

    Returns:
        Its index, None where the row has no words; and the words of the group columns before it.
    """
    words = [
        i
        for i, text in enumerate(texts)
        if text.strip() and not _SERIAL.fullmatch(text) and not _NOT_A_HEADING.search(labels[i])
    ]
    numbers = [
        i for i, text in enumerate(texts) if _NUMERIC.fullmatch(text) and not (i == 0 and _SERIAL.fullmatch(text))
    ]
    first = numbers[0] if numbers else len(texts)
    names = [i for i in words if i < first and not _UNIT_ONLY.fullmatch(texts[i].strip())] or words
    if not names:
        return None, ""
    at = names[-1] if numbers else names[0]
    for nth, pattern in enumerate(_NAMES_ROW):
        if named := [i for i in names if pattern.search(labels[i])]:
            at = named[-1] if nth == 0 else named[0]
            break
    return at, " ".join(texts[i].strip() for i in names if i < at)


def _cell(start: int, text: str, label: str, heading: str, group: str, stated: str) -> list[CellFigure]:
    text = text[:MAX_CELL]
    quantities = _bare(text, label_unit(label) or label_unit(heading)) or find_quantities(text)
    if stated and all(q.comparator == "=" for q in quantities):
        quantities = [replace(q, comparator=(PREFIXES | SUFFIXES)[stated]) for q in quantities]
    found = []
    for bound in bind(text, quantities):
        own = bound.indicator if len(bound.indicator) > 1 else ""
        rate = bound.quantity.unit in ("%", "个百分点") and _RATE.search(f"{heading}{label}")
        indicator = " ".join(part for part in (heading, own) if part) or label
        found.append(
            CellFigure(
                start,
                text,
                bound.quantity,
                indicator,
                " ".join((group, label, bound.near, stated)),
                heading,
                label,
                "growth" if rate else bound.measure,
                bound.decline,
            )
        )
    return found


def _bare(text: str, unit: str) -> list[Quantity]:
    """The number of a cell whose unit stands in its column's or row's heading; none where no heading names one."""
    match = re.fullmatch(rf"\s*(-?)({DIGIT_NUMBER})(以上|以下|以内|左右)?\s*", text)
    value = parse_number(match[2]) if match else None
    if match is None or value is None or not unit:
        return []
    value = -value if match[1] else value
    scale = re.match(r"[万亿千百]*", unit)
    written = unit[scale.end() :] if scale and unit != "千米" else unit
    base, factor = base_unit(written)
    total = value * factor * magnitude(scale.group() if scale else "")
    comparator = SUFFIXES[match[3]] if match[3] else "="
    end = match.end(3) if match[3] else match.end(2)
    return [Quantity(match.start(1), end, plain(total), base, comparator, match.start(1))]


def label_unit(label: str) -> str:
    """The unit that a column heading states in its last brackets that hold one (`投资额（亿元）`), "" for none.

    >>> label_unit("2023年（计划）（万元）"), label_unit("2023年（计划）")
    ('万元', '')
    """
    stated = [unit for unit in _UNIT_IN_LABEL.findall(label) if _IS_UNIT.fullmatch(unit)]
    return stated[-1] if stated else ""
