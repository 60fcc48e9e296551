"""Table rows: which cell names a row, what its columns measure, and the quantities of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyqa.chinese.fold import Folded
from policyqa.chinese.heading_units import UNIT_COLUMN, label_unit
from policyqa.chinese.quantities import find_quantities
from policyqa.chinese.quantity_patterns import PREFIXES, SUFFIXES
from policyqa.chinese.rates import falls, is_change, is_growth, is_open_change, is_rate, is_share, with_percent
from policyqa.chinese.units import UNIT
from policyqa.figures.binding import Bound, bind
from policyqa.figures.cell_quantities import cell_quantities, is_sum_of_years
from policyqa.figures.columns import is_generic, measure_words, names_aim, telling_words
from policyqa.figures.row_names import SUM_OF_MONEY, TOTAL
from policyqa.figures.year_columns import is_accompanying, is_part
from policyqa.types import Block, Measure

MAX_CELL = 1200
"""Characters of a cell that are read: binding looks back over the whole of it."""
_SERIAL = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[(（]\d{1,2}[)）])[.、]?\s*")
_NOT_A_HEADING = re.compile(r"序号|来源|依据|单位|部门|备注|责任|牵头|协同|配合")
_NO_FIGURES = re.compile(r"编号|代码|电话|邮编|文号|属性")
_BLANK = re.compile(r"\s*[-—–/…]{0,4}\s*")
_NUMERIC = re.compile(r"\s*[〔\[]?[≥≤<>]?=?-?[\d.,]+(?:[-~][\d.,]+)?\s*(?:%|‰)?(?:以上|以下|以内|左右)?[〕\]]?\s*")
_UNIT_ONLY = re.compile(rf"[万亿千百]*{UNIT}")
_NAMES_ROW = (re.compile(r"指标"), re.compile(r"项目|事项|名称|内容|任务|主要目标"), re.compile(r"行业|地区|园区|类别"))
"""Headings of the column that names a row, the surest first; of several columns of 指标 the last is the finest."""
_WHEN = re.compile(
    r"\s*(?:(?:19|20)\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?月?|年度?)|\d{1,2}(?:[-~至]\d{1,2})?月份?|"
    r"第?[一二三四1-4]季度)\s*(?:前|底|末|底前|以前)?\s*"
)
"""A cell that only says when."""
_TIME_LABEL = re.compile(r"时间|时限|期限|日期|年[份限]|开工|竣工|投产|起止|截止")
_YEAR_LABEL = re.compile(r"年份|年度|时间")
_PERIOD_LABEL = re.compile(r"年份|月份|季度|时期|报告期|统计(?:时间|时期|期间)")
_YEAR_ROW = re.compile(r"\s*(?:19|20)\d\d(?:年度?)?\s*(?:[(（][^)）]{1,6}[)）])?\s*")
_BARE_YEAR = re.compile(r"(?<![^/])((?:19|20)\d\d)(?=/|\(|（|$)")
_PLACES = re.compile(
    r"各?(?:县市?区?|区县?|市[县区州]?区?|州市?|地市|盟市|乡镇|区镇|镇区|街镇|镇街?|乡|街道|乡镇街道|镇街道|园区|新城|片区|地区|城市|区域|功能区"
    r"|板块|开发区|行政区划?|省份?|省市|单位|部门|(?:责任|实施|牵头|承担)(?:单位|部门|主体))(?:名称)?"
)
"""Headings of a column that says whose figures a row holds."""
_PART = re.compile(r"[#＃]|(?:其中|#)[:：]?|[-—–－·]{1,3}\s?(?=[一-鿿])")
_OWN_RATE = re.compile(r"(?<![增长降低生产])率(?:\([^)]*\))?$")
"""A rate, which a column of yearly growth states as it is to be (失业率 6以内)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as understood: its cells' offsets in the folded document, their texts and column headings.

    `at` is the cell that names it (None for none), `heading` that cell's words, `group` those of the columns before.
    `member` tells that its column says whose figures they are, `when` the year that the row is of, `part` that it is
    one of the row before it (其中), `unit` the unit that a column of its own states.
    """

    starts: tuple[int, ...]
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    at: int | None
    heading: str
    group: str
    member: bool
    when: str
    part: bool
    unit: str


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A quantity of a cell; `start` is the offset of its cell, the `nth` of the row, `own` the words beside it there.

    `text` is the cell's folded text, `label` its column heading, `measured` what that says is measured ("" for no more
    than the row says), `row` the row it stands in.
    """

    start: int
    nth: int
    text: str
    bound: Bound
    own: str
    near: str
    label: str
    measured: str
    measure: Measure
    decline: bool
    summed: bool
    row: Row


def is_heading_row(folded: Folded, block: Block, following: Block | None) -> bool:
    """Whether a row holds the headings of its table: what the cells of the next row, or its own, are labelled."""
    texts = {_plain(folded.text[span.start : span.end]) for c in block.cells if (span := folded.folded(c.start, c.end))}
    texts.discard("")
    if not texts:
        return False
    if any(block.labels):
        return texts <= {_plain(label) for label in block.labels}
    below = following.labels if following is not None and following.kind == "row" else ()
    parts = {_plain(part) for label in below for part in (label, *label.split("/"))}
    return len(texts & parts) * 2 > len(texts)


def _plain(text: str) -> str:
    return re.sub(r"[(（][^)）]*[)）]|\s", "", text)


def read_row(folded: Folded, block: Block) -> list[Row]:
    """Understand a row; one that holds several side by side, each under headings of its own, as several."""
    spans = [folded.folded(cell.start, cell.end) for cell in block.cells]
    texts = [folded.text[span.start : span.end] for span in spans]
    labels = [with_percent(_BARE_YEAR.sub(r"\1年", label)) for label in block.labels]
    labels += [""] * (len(spans) - len(labels))
    begins = [0, *_repeats(labels)]
    return [
        _row([s.start for s in spans[a:b]], texts[a:b], labels[a:b])
        for a, b in zip(begins, [*begins[1:], len(texts)], strict=True)
    ]


def _repeats(labels: Sequence[str]) -> list[int]:
    """Where the headings of a table begin again beside themselves (指标 | 数值 | 指标 | 数值)."""
    first = labels[0] if labels else ""
    if not first or not (re.search("序号", first) or any(p.search(first) for p in _NAMES_ROW)):
        return []
    return [i for i in range(1, len(labels)) if labels[i] == first]


def _row(starts: Sequence[int], texts: Sequence[str], labels: Sequence[str]) -> Row:
    at, group = _heading_cell(texts, labels)
    heading = texts[at].strip() if at is not None else ""
    label = labels[at] if at is not None else ""
    part = _PART.match(heading)
    heading = heading[part.end() :].strip() if part and part.end() < len(heading) else heading
    when = " ".join(texts[i].strip() for i in _periods(texts, labels))
    stated = [t.strip() for t, name in zip(texts, labels, strict=True) if UNIT_COLUMN.fullmatch(_plain(name))]
    unit = stated[0] if stated else label_unit(heading)
    return Row(
        tuple(starts),
        tuple(texts),
        tuple(_with_changes(_of_group(texts, labels, "" if unit else label_unit(group)), unit)),
        at,
        "" if at is not None and at in _periods(texts, labels) else heading,
        group,
        bool(_PLACES.fullmatch(re.sub(r"[(（、）)]|(?<=县\()市、?区", "", label))) and not SUM_OF_MONEY.search(heading),
        f"{when}年" if when.isdigit() else when,
        part is not None,
        stated[0] if stated else "",
    )


def _of_group(texts: Sequence[str], labels: Sequence[str], unit: str) -> list[str]:
    """Headings of bare numbers with the unit that the group of the row states (`营业收入(亿元)` beside its rows)."""
    return [
        f"{label}({unit})"
        if unit and _NUMERIC.fullmatch(text) and not label_unit(label) and not is_rate(label)
        else label
        for text, label in zip(texts, labels, strict=True)
    ]


def _with_changes(labels: Sequence[str], unit: str) -> list[str]:
    """Headings with the row's unit behind changes (增减) that rates stand beside: they are of the amount then."""
    if not unit or unit == "%" or not any(is_rate(label) for label in labels):
        return list(labels)
    return [f"{label}({unit})" if is_open_change(label) else label for label in labels]


def _says_when(text: str, label: str) -> bool:
    """Whether a row's first words only say when its figures are: a year, or a part of one."""
    year = _YEAR_ROW.fullmatch(text) and (_YEAR_LABEL.search(label) or "年" in text)
    return bool(year) or is_part(text)


def _periods(texts: Sequence[str], labels: Sequence[str]) -> list[int]:
    """The cells that only say when a row's figures are: its first, or those of columns that are called so."""
    return [
        i
        for i, (text, label) in enumerate(zip(texts, labels, strict=True))
        if (i == 0 or _PERIOD_LABEL.fullmatch(_plain(label))) and _says_when(text.strip(), label)
    ]


def row_figures(row: Row) -> list[CellFigure]:
    """Find the figures of one row, cell by cell; the row's heading cell gives none of its own."""
    found: list[CellFigure] = []
    numbers = any(_NUMERIC.fullmatch(t) for i, t in enumerate(row.texts) if i != row.at and "号" not in row.labels[i])
    named = row.at is not None and re.search(r"指标|名称", row.labels[row.at]) is not None
    for i, (start, text, label) in enumerate(zip(row.starts, row.texts, row.labels, strict=True)):
        if _NOT_A_HEADING.search(label) or _NO_FIGURES.search(label):
            continue
        if (_SERIAL.fullmatch(text) and (i == 0 or "号" in label)) or _only_says_when(text, label):
            continue
        if _UNIT_ONLY.fullmatch(text.strip()):
            continue  # 千瓦 in a column of units is no thousand of anything
        if i == row.at and (row.when or (named and numbers) or not (len(text) > 12 and find_quantities(text))):
            continue
        found.extend(_cell(row, i, start, text[:MAX_CELL], label))
    return found


def _only_says_when(text: str, label: str) -> bool:
    """Whether a cell says when and nothing more; `2086.3` in a column of 亿元 is an amount."""
    if not _WHEN.fullmatch(text):
        return False
    return not label_unit(label) or not re.fullmatch(r"\s*\d{4}(?:\.\d)?\s*", text) or bool(_TIME_LABEL.search(label))


def _bound(texts: Sequence[str]) -> str:
    """The comparator that a row states in a cell of its own (`不少于`), "" where it states none or several."""
    words = {text.strip() for text in texts} & {*PREFIXES, *SUFFIXES}
    return words.pop() if len(words) == 1 else ""


def _heading_cell(texts: Sequence[str], labels: Sequence[str]) -> tuple[int | None, str]:
    """The cell that names the row: one under 指标 or the like, else the last words before the first number.

    Returns:
        Its index, None where the row has no words; and the words of the group columns before it.
    """
    periods = _periods(texts, labels)
    words = [
        i
        for i, text in enumerate(texts)
        if i not in periods
        and not _BLANK.fullmatch(text)
        and not _SERIAL.fullmatch(text)
        and not _NOT_A_HEADING.search(labels[i])
    ]
    if periods and not any(p.search(labels[i]) for i in words for p in _NAMES_ROW):
        return periods[0], ""
    if words and TOTAL.fullmatch(texts[words[0]].strip()):
        return words[0], ""
    numbers = [
        i
        for i, text in enumerate(texts)
        if _NUMERIC.fullmatch(text) and not (_SERIAL.fullmatch(text) and (i == 0 or "号" in labels[i]))
    ]
    first = numbers[0] if numbers else len(texts)
    names = [i for i in words if i < first and not _UNIT_ONLY.fullmatch(texts[i].strip())] or words
    names = [i for i in names if i not in numbers] or _bodies(texts, labels)
    if not names:
        return None, ""
    at = names[-1] if numbers else names[0]
    for nth, pattern in enumerate(_NAMES_ROW):
        if named := [i for i in names if pattern.search(labels[i])]:
            at = named[-1] if nth == 0 else named[0]
            break
    return at, " ".join(texts[i].strip() for i in names if i < at)


def _bodies(texts: Sequence[str], labels: Sequence[str]) -> list[int]:
    """The first cell of a column of bodies (单位, 责任部门), which name the rows of a table that has nothing else."""
    found = [
        i
        for i, text in enumerate(texts)
        if re.search(r"单位|部门", labels[i]) and len(text.strip()) > 1 and not _UNIT_ONLY.fullmatch(text.strip())
    ]
    return found[:1]


def _cell(row: Row, nth: int, start: int, text: str, label: str) -> list[CellFigure]:
    heading = "" if nth == row.at else row.heading
    stated = _bound(row.texts)
    quantities = cell_quantities(text, label, heading)
    if stated and all(q.comparator == "=" for q in quantities):
        quantities = [replace(q, comparator=(PREFIXES | SUFFIXES)[stated]) for q in quantities]
    found = []
    for bound in bind(text, quantities):
        own = bound.indicator if len(bound.indicator) > 1 else ""
        alone = len(text.strip()) - (bound.quantity.end - bound.quantity.start) <= 2
        measured = _measured(row, nth) if alone or (own and is_generic(own)) else ""
        measure = _measure(row, label, heading, measured, bound)
        fallen = measure == "growth" and not own and (falls(label) or falls(heading))
        near = " ".join((bound.near, stated))
        found.append(
            CellFigure(
                start,
                nth,
                text,
                bound,
                own,
                near,
                label,
                measured,
                measure,
                bound.decline or (fallen and not bound.quantity.value.startswith("-")),
                is_sum_of_years(text),
                row if nth != row.at else replace(row, heading=""),
            )
        )
    return found


def _measured(row: Row, nth: int) -> str:
    """What a column measures; one that only says growth or share speaks of the amounts in the column before it."""
    words = measure_words(row.labels[nth])
    if words and not is_generic(words) and not is_change(row.labels[nth]):
        return words
    for i in range(nth - 1, row.at if row.at is not None else -1, -1):
        before = "" if is_accompanying(row.labels[i]) else measure_words(row.labels[i])
        if before and not is_generic(before) and not names_aim(before) and _NUMERIC.fullmatch(row.texts[i]) and words:
            return f"{before} {words}"
    return words


def _measure(row: Row, label: str, heading: str, measured: str, bound: Bound) -> Measure:
    if bound.measure in ("growth", "rank"):
        return bound.measure
    if bound.quantity.unit not in ("%", "个百分点"):
        return "growth" if is_change(label) else bound.measure
    if is_share(label) or (_OWN_RATE.search(heading) and "年均" in label):
        return "share"
    if is_growth(heading) or is_growth(label):
        return "growth"
    unit = label_unit(heading) or row.unit
    sum_of = unit not in ("", "%", "‰") or (SUM_OF_MONEY.search(heading) and not is_share(heading))
    return "growth" if sum_of and not telling_words(label) else bound.measure
