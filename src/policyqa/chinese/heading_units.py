"""Units in headings of tables: those in brackets behind a name, and what a column of units is called."""

from __future__ import annotations

import re

from policyqa.chinese.units import UNIT

UNIT_COLUMN = re.compile(r"(?:计量|计算)?单位")
"""The heading of a column that states the unit of each row."""
_SCALED = re.compile(r"[百千万亿]{1,2}[㐀-鿿]{1,4}")
_IN_BRACKETS = re.compile(r"[(（〔\[][^)）〕\]]*[)）〕\]]")
_BRACKETED = re.compile(r"[(（](?:单位[:：]?)?([^()（）]{1,8})[)）]")
_IS_UNIT = re.compile(rf"[十百千万亿]{{0,3}}(?:{UNIT}|[A-Za-z]{{1,4}})?|[%％‰]|[^\d\s年月]{{1,5}}/[^\d\s]{{1,4}}")


def bracketed(label: str) -> list[str]:
    """What stands in a heading's brackets and may be a unit: `投资额（单位：亿元）` gives 亿元."""
    return _BRACKETED.findall(label)


def without_brackets(label: str) -> str:
    return _IN_BRACKETS.sub("", label)


def is_scaled(text: str) -> bool:
    """Whether a text is a unit by its scale, also one that no list holds (万标箱)."""
    return _SCALED.fullmatch(text) is not None


def label_unit(label: str) -> str:
    """The unit that a column heading states in its last brackets that hold one (`投资额（亿元）`), "" for none.

    >>> label_unit("2023年（计划）（万元）"), label_unit("2023年（计划）"), label_unit("增长（±%）")
    ('万元', '', '%')
    """
    units = [unit.removeprefix("±") for unit in bracketed(label)]
    stated = [unit for unit in units if _IS_UNIT.fullmatch(unit) or is_scaled(unit)]
    return stated[-1] if stated else ""
