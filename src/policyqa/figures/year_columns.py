"""Parts of the year in tables: which one a column is of, by its own words, the columns before it or the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.heading_units import without_brackets
from policyqa.chinese.rates import PROGRESS, is_change, is_growth, is_index, is_rate, is_share
from policyqa.chinese.year_parts import find_year_parts, part_of_year

_LAST_MONTH = {"一季度": 3, "上半年": 6, "二季度": 6, "前三季度": 9, "三季度": 9, "四季度": 12, "下半年": 12}
_WHOLE = re.compile(r"1\s?[-~至到]\s?12月份?|全年|年[末底](?!.{0,3}累计)")
_OF_MONTH = re.compile(r"(?<![-~至到止])(?:(?<![基成资日])[本当]月|单月|同月)(?!(?:止|末|底)?.{0,2}累计|止)")
_ADDED_UP = re.compile(r"累计|[-~至到][本当]月|[本当]月止|年初(?:至今|以来)")
_SINCE = re.compile(r"同比|(?<!\d)1\s?[-~至到]\s?\d{1,2}月")
_OVER_YEARS = re.compile(r"开工|历年|建设|建成|投产|以来累计|年[末底]|总投资|五年|十[一二三四五六]五")
"""What is added up over more than a year."""
_AS_BEFORE = re.compile(r"同期|同[月季]|上期")
_AIM = re.compile(r"目标|计划|预期")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_RANK = re.compile(r"[位名]次|排[名位]")


def is_part(text: str) -> bool:
    """Whether a text names a part of a year, or all of it, and nothing else (`1-3月`, `2024年一季度`)."""
    rest = _YEAR.sub("", text.strip(), count=1)
    if _WHOLE.fullmatch(rest):
        return True
    parts = find_year_parts(rest)
    return len(parts) == 1 and (parts[0].start, parts[0].end) == (0, len(rest)) and not parts[0].name.endswith("日")


def month_of(texts: Sequence[str]) -> int:
    """The month that a table goes up to, as the last of the texts above it that names a part of the year says; or 0."""
    for text in reversed(texts):
        whole = [match.start() for match in re.finditer(r"1\s?[-~至到]\s?12月|全年", text)]
        parts = [part for part in find_year_parts(text) if not part.name.endswith("日")]
        if whole and (not parts or parts[-1].start < whole[-1]):
            return 12
        if parts:
            return _closing(parts[-1].name)
    return 0


def _closing(part: str) -> int:
    month = re.search(r"(\d{1,2})月末?$", part)
    return int(month[1]) if month else _LAST_MONTH.get(part, 0)


def _until(month: int) -> str:
    """The months up to one, as they are written."""
    return {0: "", 1: "1月", 12: "全年"}.get(month, f"1-{month}月")


def column_part(labels: Sequence[str], nth: int, month: int) -> str:
    """The part of the year that a column is of, "" where neither it nor the columns before it say one.

    Args:
        labels: the headings of the row's cells.
        nth: the column.
        month: the month that the table goes up to, 0 where nothing says so.
    """
    label = labels[nth]
    if is_index(label) and month:
        of_all = "同期" in label and any("同月" in other for other in labels if is_index(other))
        return _own_part(label, month) or (_until(month) if of_all else f"{month}月")
    if own := _own_part(label, month):
        return own
    if (_YEAR.search(label) and not _AS_BEFORE.search(label)) or (
        _AIM.search(label) and not PROGRESS.search(without_brackets(label))
    ):
        return ""
    if is_accompanying(label) or _AS_BEFORE.search(label):
        for i in range(nth - 1, 0, -1):
            if not is_accompanying(labels[i]) and not (_AIM.search(labels[i]) and is_share(label)):
                return column_part(labels, i, month)
    return ""


def _own_part(label: str, month: int) -> str:
    stated = part_of_year(f"\n{label.replace('/', ' ')}")
    if _ADDED_UP.search(label) and not _OVER_YEARS.search(label):
        return _until(_closing(stated) or month)
    if stated:
        return stated
    if whole := whole_year(label):
        return whole
    return f"{month}月" if month and _OF_MONTH.search(label) else ""


def whole_year(text: str) -> str:
    """The one word for all of a year where a text says so in any (1-12月, 年末), else ""."""
    return "全年" if _WHOLE.search(text) else ""


def is_reported(labels: Sequence[str]) -> bool:
    """Whether the columns of a table show that it reports what was: a month, what added up to it, the year before."""
    return any(
        _ADDED_UP.search(label) or _OF_MONTH.search(label) or _AS_BEFORE.search(label) or _SINCE.search(label)
        for label in labels
        if not _AIM.search(label) and not _OVER_YEARS.search(label)
    )


def is_accompanying(label: str) -> bool:
    """Whether a column speaks of the amounts in the one before it: their growth, share, change or rank."""
    return is_rate(label) or is_growth(label) or is_share(label) or is_change(label) or bool(_RANK.search(label))


def year_beside(labels: Sequence[str], nth: int) -> str:
    """The heading of the year that a rate's column is of, where the table has such a column behind each year."""
    if not is_accompanying(labels[nth]) or labels.count(labels[nth]) < 2:
        return ""
    for i in range(nth - 1, 0, -1):
        if not is_accompanying(labels[i]):
            return labels[i]
    return ""
