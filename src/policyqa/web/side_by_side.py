"""Comparisons and series: an answer's table with the values behind its words, for sorting, charts and downloads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from policyqa.chinese.fold import fold_text
from policyqa.chinese.quantities import find_quantities
from policyqa.present import source_line, year_name
from policyqa.types import Answer, Citation
from policyqa.web.tables import Cell

_LABEL = re.compile(r"\[(\d{1,3})\]")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
NUMBER = "数字"
SOURCE = "出处"


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell's words are worth: the number in the base unit, of a range its lower end."""

    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or one dot: `said` is the figure verbatim, `kind` target, actual or nothing, as the table says it."""

    name: str
    said: str
    value: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart shows: one indicator in one unit, over places or over years."""

    over: Literal["places", "years"]
    indicator: str
    unit: str
    points: tuple[Point, ...]


def value_of(text: str) -> Value | None:
    """Give what a figure is worth that stands alone in a cell, None for a cell of words."""
    found = find_quantities(fold_text(text))
    if not found or not found[0].value:
        return None
    try:
        return Value(Decimal(re.split(r"[/:]", found[0].value)[0]), found[0].unit)
    except InvalidOperation:
        return None


def ranks_of(rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Give for each cell below the heading its place in its column's order, equal cells alike, 0 for an empty cell.

    Figures go by their value, years by the year, other cells by their characters.
    """
    columns = [_ranks([row[column] if column < len(row) else "" for row in rows[1:]]) for column in range(len(rows[0]))]
    return [list(row) for row in zip(*columns, strict=True)]


def _ranks(cells: list[str]) -> list[int]:
    years = [_YEAR.fullmatch(cell) for cell in cells]
    values = [value_of(cell) for cell in cells]
    if all(year or not cell for year, cell in zip(years, cells, strict=True)):
        keys: list[Decimal | str | None] = [Decimal(year[1]) if year else None for year in years]
    elif any(values) and len({value.unit for value in values if value}) == 1:
        keys = [value.number if value else None for value in values]
    else:
        keys = [cell or None for cell in cells]
    order = {key: place for place, key in enumerate(sorted({key for key in keys if key is not None}), 1)}
    return [order[key] if key is not None else 0 for key in keys]


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[list[int], list[str]]:
    """Give the columns to show, and in words those left out since every row that states a figure has the same there.

    Only year, kind and indicator are left out so, and a year that the row's name says already.
    """
    head, *body = rows
    stated = [
        row
        for row in body
        if len(row) == len(head) and not (NUMBER in head and value_of(row[head.index(NUMBER)]) is None)
    ]
    kept, said = [], []
    for column, name in enumerate(head):
        cells = {row[column] for row in stated}
        repeats = name == "年份" and all(row[0] == year_name(row[column]) for row in stated)
        if len(stated) < 2 or name not in ("年份", "口径", "指标") or (len(cells) > 1 and not repeats):
            kept.append(column)
        elif not repeats:
            said.append(year_name(*cells) if name == "年份" else "".join(cells))
    return kept, [word for word in said if word]


def series_of(answer: Answer) -> Series | None:
    """Give what a chart of the answer's table would show, None where none would help.

    A chart needs two figures or more of one indicator's kind in one unit, each of another place, or each of another
    year; a table that mixes places and years has none.
    """
    if len(answer.rows) < 3 or NUMBER not in answer.rows[0]:
        return None
    rows = [dict(zip(answer.rows[0], row, strict=False)) for row in answer.rows[1:]]
    named = [(row, value) for row in rows if (value := value_of(row[NUMBER])) is not None]
    units = {value.unit for _, value in named}
    names = [next(iter(row.values())) for row, _ in named]
    if len(named) < 2 or len(units) != 1:
        return None
    years = [_YEAR.fullmatch(row.get("年份", "")) for row, _ in named]
    dated = [year[1] for year in years if year]
    over: Literal["places", "years"]
    if len(dated) == len(named) == len(set(dated)) and len({n for n in names if not _YEAR.fullmatch(n)}) <= 1:
        over, names = "years", dated
    elif len(set(names)) == len(names) and len(set(dated)) <= 1 and not any(_YEAR.fullmatch(n) for n in names):
        over = "places"
    else:
        return None
    points = [
        Point(name, row[NUMBER], value.number, row.get("口径", ""))
        for name, (row, value) in zip(names, named, strict=True)
    ]
    points.sort(key=lambda point: point.name if over == "years" else "")
    return Series(over, _indicator(rows), units.pop(), tuple(points))


def _indicator(rows: Sequence[dict[str, str]]) -> str:
    """The wording most rows share, the first of those that are as frequent."""
    words = [row.get("指标", "").replace(" ", "") for row in rows if row.get("指标")]
    return max(words, key=lambda word: (words.count(word), -words.index(word))) if words else ""


def download_rows(answer: Answer) -> list[list[Cell]]:
    """Give the table with, for each row, the value as a number, its unit, and the source in full with its quote."""
    by_label = {citation.label: citation for citation in answer.citations}
    head, *rows = answer.rows
    kept = [column for column, name in enumerate(head) if name != SOURCE]
    shown: list[list[Cell]] = [[*(head[c] for c in kept), "数值", "单位", SOURCE, "文件", "原文"]]
    for row in rows:
        cited = _cited(row, by_label)
        value = value_of(row[head.index(NUMBER)]) if NUMBER in head else None
        words: list[Cell] = [row[c] if c < len(row) else "" for c in kept]
        source = [source_line(cited), cited.document, cited.quote] if cited else ["", "", ""]
        shown.append([*words, value.number if value else None, value.unit if value else "", *source])
    return shown


def _cited(row: Sequence[str], by_label: dict[int, Citation]) -> Citation | None:
    found = [by_label.get(int(match[1])) for cell in row for match in _LABEL.finditer(cell)]
    return next((citation for citation in found if citation), None)


def source_note(answer: Answer) -> str:
    """Name the documents that a chart's figures stand in."""
    titles = list(dict.fromkeys(c.title.strip("《》") or c.document for c in answer.citations))
    if not titles:
        return ""
    return f"来源：《{titles[0]}》" + (f"等{len(titles)}份文件" if len(titles) > 1 else "")


def chart_title(answer: Answer, series: Series) -> str:
    """Name what a chart shows: whose, which year, which indicator, and target or actual where all are the same."""
    whose = answer.scope.region_names or answer.scope.holders
    place = whose[0] if series.over == "years" and len(whose) == 1 else ""
    year = answer.scope.years[0] if series.over == "places" and len(answer.scope.years) == 1 else ""
    kinds = {point.kind for point in series.points}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    return f"{place}{year_name(year)}{series.indicator}{kind}"
