"""Cells of tables: what stands in them, a number, a unit or words, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"[-+−]?\d[\d.,%％‰]{0,20}[㐀-鿿%％]{0,4}")
BARE = re.compile(
    r"[〔\[]?(?:同比|增长|下降|降低|提高)?(?:约|达到?|超过?|突破|力争|确保|完成|不少于|不低于|不超过|[<>≥≤＜＞]=?)?\s?"
    r"(?:[-+−]?\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,8})?|[-+−]?\d{1,15}(?:\.\d{1,8})?)"
    r"(?:[-—~～至]\d{1,15}(?:\.\d{1,8})?)?\s?(?:以上|左右|以内|以下|余|多|\+)?[〕\]]?"
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:\s?年.{0,4}|[-—–~至]\d{1,4}[年月]?)?|\d{1,2}(?:[-—–~至]\d{1,2})?(?:月|季度)[㐀-鿿]{0,4}[%％]?"
)
"""What only looks like a number with its unit: a year, months, a quarter, with what is told of them (9月当月)."""
_GROUP_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]?|[(（][一二三四五六七八九十]{1,3}[)）]")
"""What numbers a group of rows in a cell of its own, before the group's name."""


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


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and _PERIOD.fullmatch(text) is None


def filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def group_of(row: Sequence[Cell]) -> str:
    """The group that a row of a number and a name opens (`一 | 综合经济`), "" where it is another row."""
    held = filled(row)
    if len(held) != 2 or not _GROUP_NUMBER.fullmatch(held[0].text) or held[0].columns > 1:
        return ""
    name = held[1].text
    return (
        "" if is_number(name) or BARE.fullmatch(name) or len(name) > 30 else f"{held[0].text.strip('、.． ')}、{name}"
    )
