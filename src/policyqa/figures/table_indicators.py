"""Indicators of table figures: what a cell measures, by its row, its column and the title of its table."""

from __future__ import annotations

import re

from policyqa.chinese.heading_units import without_brackets
from policyqa.figures.columns import is_generic, telling_words
from policyqa.figures.row_names import ALL, MEASURE, SUBTOTAL, SUM_OF_MONEY, THING, TOTAL
from policyqa.figures.table import CellFigure, Row


def _repeats_end(words: str, subject: str) -> bool:
    """Whether a column says what its row says already (发电量 under 产量)."""
    return len(words) == 2 and subject.endswith(words[-1])


_OF_A_PART = {"生产总值": "增加值", "GDP": "增加值"}
"""What of a part a measure of the whole is called."""


def names_one(title: str) -> bool:
    """Whether the title of a table names one amount that all its rows are parts of (各行业固定资产投资)."""
    return SUM_OF_MONEY.search(title) is not None and not re.search(r"[、与和及]", title)


def is_group_total(row: Row) -> bool:
    """Whether a row holds the total of the group that the cells before it name, not of all there is."""
    named = SUBTOTAL.fullmatch(row.heading) or (TOTAL.fullmatch(row.heading) and not ALL.fullmatch(row.group))
    return bool(row.group and named)


def indicator_of(cell: CellFigure, of_place: bool, title: str, of_whole: str = "") -> str:
    """What a cell's figure measures.

    Args:
        cell: the figure.
        of_place: the row's name is only whose figures it holds, which the figure says apart.
        title: what the table says it is about, for columns that say no more than years and kinds.
        of_whole: what the row is a part of, which says how a thing is measured (锂电产业 below 营业收入).
    """
    row = cell.row
    of_group = is_group_total(row)
    subject = row.group if of_group else row.heading
    if cell.own and not is_generic(cell.own):
        return cell.own if of_place or not subject else f"{subject} {cell.own}"
    words = cell.measured if not is_generic(cell.measured) else ""
    if words and not SUM_OF_MONEY.search(words.partition(" ")[0]) and names_one(title) and (of_place or row.member):
        words = " ".join((words.partition(" ")[0], title, words.partition(" ")[2])).strip()
    whole = not row.heading if row.when else TOTAL.fullmatch(row.heading) and not of_group
    if of_place or whole:
        about = words or " ".join(p for p in (title, cell.measured) if p)
        return about or cell.label or subject
    if row.member:
        return " ".join(p for p in (subject, words or title) if p)
    if (of_group or SUBTOTAL.fullmatch(row.heading)) and not words:
        return f"{subject} {title}".strip()
    measure = MEASURE.search(without_brackets(of_whole or row.group))
    if measure and not words and not cell.own and THING.search(subject) and not MEASURE.search(subject):
        return f"{subject} {_OF_A_PART.get(measure.group(), measure.group())}"
    told = words if telling_words(words) and not _repeats_end(words, subject) else ""
    if subject and not words and not cell.own and not SUM_OF_MONEY.search(subject) and names_one(title):
        told = title
    return " ".join(p for p in (subject, told, cell.own) if p) or cell.label
