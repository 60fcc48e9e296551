"""Figures of table rows: a cell's quantity with its indicator, year, place and status from the headings around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyqa.chinese.fold import Folded, fold_text
from policyqa.chinese.heading_units import without_brackets
from policyqa.chinese.periods import find_periods
from policyqa.chinese.places import PlaceMention, find_places, find_zones, is_within, region_by_code
from policyqa.chinese.rates import PROGRESS, is_share, without_base
from policyqa.chinese.year_parts import part_of_year
from policyqa.figures.columns import is_generic, measure_words
from policyqa.figures.holding import Carried, column_holder, holder_of, is_named_column
from policyqa.figures.row_names import MEASURE, THING
from policyqa.figures.section import Section, column_status, figure_status, main_year, section_of, speaking_year
from policyqa.figures.table import CellFigure, Row, is_heading_row, read_row, row_figures
from policyqa.figures.table_indicators import indicator_of, is_group_total, names_one
from policyqa.figures.year_columns import column_part, is_reported, month_of, whole_year, year_beside
from policyqa.figures.years import years_of
from policyqa.types import Block, Document, Figure, Status

MAX_CLAUSE = 380
"""Characters of a clause that is quoted."""
_WHOLE = re.compile(r"(?:全[国省市区县州]|本[省市区县]|总计|合计|总和|总量|[省市区县]级)")
_TITLE = re.compile(
    r"^(?:附?表|附件|专栏)\s?\d{0,2}[-.]?\d{0,2}[:：]?|^[一二三四五六七八九十]{1,3}[、.]|^[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[(（][^)）]*[)）]|(?:19|20)\d\d年?(?:度|底|末)?(?:-\d{4}年)?|(?:\d{1,2}[-至])?\d{1,2}月(?:份|末)?|[上下]半年|前?[一二三四]季度|(?:全[省市区县州])?各(?:县\(市、区\)|[省市区县州乡镇街道园、]{1,6})|^(?:部分|各)?(?:县市区|县区|区县|市县|市州|地市|乡镇|街道|园区)|部分|主要|分[县市区]{1,3}"
    r"|(?:目标|任务|完成|统计|对照|分解|分配|一览|计划|预期|情况|汇总|指标)*[表单]?$"
)
"""What of a table's title says nothing of what is measured in it."""


_SIZE_ALONE = re.compile(r"^(?:限额以|规模以|限)[上下](?:单位|企业|部分)?$")
"""What says only how large those are that a part of the row before is of: 限额以上 below 社会消费品零售总额."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the last row that is no part of another is about, in which unit; `parted` where parts of it came since."""

    name: str = ""
    unit: str = ""
    parted: bool = False


def rows_of_table(
    document: Document,
    folded: Folded,
    block: Block,
    section: Section,
    following: Block | None,
    whole: Whole,
    headed: Carried | None,
) -> tuple[list[Figure], Whole]:
    """The figures of one table row; its column headings say the year, its first words whose figure it is.

    Args:
        document: the document.
        folded: its text, folded.
        block: the row.
        section: what the headings above say.
        following: the block behind it.
        whole: what the last row that is no part of another (其中) is about.
        headed: the place that the headings above name.

    Returns:
        The figures, and `whole` for the next row.
    """
    if is_heading_row(folded, block, following):
        return [], Whole()
    if section.status == "unknown":  # a table speaks as its document does: of aims in one of aims
        section = Section(section.year, section_of((fold_text(document.metadata.title),), document).status)
    found: list[Figure] = []
    for row in read_row(folded, block):
        if not row.part and whole.parted and _goes_on(row, whole):
            row = replace(row, part=True)
        whole = replace(whole, parted=True) if row.part else Whole(row.heading, row.unit)
        if row.part and _SIZE_ALONE.search(row.heading):
            row = replace(row, heading=f"{row.heading}{whole.name}")
        for cell in row_figures(row):
            found.append(_figure(document, folded, block, section, cell, whole.name if row.part else "", headed))
    return found, whole


def _goes_on(row: Row, whole: Whole) -> bool:
    """Whether a row behind 其中 is one more part of the same whole: a thing that does not say how it is measured."""
    thing = THING.search(row.heading) is not None and not MEASURE.search(row.heading)
    return thing and row.unit == whole.unit and MEASURE.search(whole.name) is not None


def _figure(
    document: Document,
    folded: Folded,
    block: Block,
    section: Section,
    cell: CellFigure,
    whole: str,
    headed: Carried | None,
) -> Figure:
    row = cell.row
    quantity = cell.bound.quantity
    year, status = _year_and_status(document, section, cell)
    places, zones = find_places(row.heading, near=(document.metadata.region,)), find_zones(row.heading)
    of_place = _is_place(row.heading, places, zones) and bool(cell.label) and not is_group_total(row)
    own = (document.metadata.region, document.metadata.region_name)
    region, holder, named = _holder(document, cell, headed)
    if named and not of_place:
        cell = replace(cell, measured=_beside_names(document, cell, holder, headed))
    if (region, holder) == own and row.member and not of_place and row.heading:
        holder = row.heading
    if headed and not named and (region, holder) == own:
        region, holder = headed.region, headed.holder
    title = _about(block.path[-1] if block.path else "", document.metadata.region_name)
    if not block.path and names_one(words := _about(fold_text(document.metadata.title), document.metadata.region_name)):
        title = words  # the document is its table
    indicator = indicator_of(cell, of_place, title, whole)
    span = folded.original(cell.start + quantity.start, cell.start + quantity.end)
    quoted = min(block.end, max(span.end, block.start + MAX_CLAUSE))
    short = span.end - block.start <= MAX_CLAUSE
    return Figure(
        document=document.path,
        start=span.start,
        end=span.end,
        clause_start=block.start if short else span.start - 100,
        clause_end=quoted if short else min(block.end, span.end + 100),
        text=document.text[span.start : span.end],
        value=signed(quantity.value) if cell.decline else quantity.value,
        unit=quantity.unit,
        comparator=quantity.comparator,
        indicator=indicator,
        context="\n".join((_path(document, block, region, headed), "", whole, _near(document, block, cell))),
        year=year,
        region=region,
        holder=holder,
        status=status,
        measure=cell.measure,
    )


def _holder(document: Document, cell: CellFigure, headed: Carried | None) -> tuple[str, str, bool]:
    """Whose a figure is, by the name of its row or of the group it is the total of, or its column.

    Returns:
        The region, the holder, and whether the column names them.
    """
    own = (document.metadata.region, document.metadata.region_name)
    near = (document.metadata.region,)
    words = cell.row.group if is_group_total(cell.row) else cell.row.heading
    places, zones = find_places(words, near=near), find_zones(words)
    region, holder = holder_of(document, words, len(words), places, zones)
    if (region, holder) != own:
        return region, holder, False
    if (place := column_holder(document, cell.label, headed)) is not None:
        return *place, True
    name = is_named_column(document, cell.label, cell.row.labels)
    return own[0], name or own[1], bool(name)


def _path(document: Document, block: Block, region: str, headed: Carried | None) -> str:
    """The headings above a figure; without the name of the place that its column's wider one (全省) stands beside."""
    path = " ".join(block.path)
    for code in (document.metadata.region, headed.region if headed else ""):
        inner = region_by_code(code)
        if inner is not None and code != region and is_within(code, region):
            path = path.replace(inner.name, "").replace(inner.short, "")
    return path


def _near(document: Document, block: Block, cell: CellFigure) -> str:
    """The words beside a figure: its row's and column's, with the part of the year that they leave to others."""
    row, label = cell.row, cell.label
    above = (fold_text(document.metadata.title), *block.path, row.when)
    part = column_part(row.labels, cell.nth, month_of(above)) or whole_year(row.when)
    known = part_of_year(f"{row.when} {label}")
    group = "" if is_group_total(row) else row.group  # which is what its total is named by
    return " ".join((group, row.when, label, *([part] if part not in ("", known) else []), cell.near))


def _beside_names(document: Document, cell: CellFigure, holder: str, headed: Carried | None) -> str:
    """What a column measures, without the part of its heading that says whose it is."""
    named = [part.strip() for part in without_brackets(cell.label).split("/")]
    parts = [part for part in named if part != holder and column_holder(document, part, headed) is None]
    return cell.measured if len(parts) == len(named) else measure_words("/".join(parts))


def _year_and_status(document: Document, section: Section, cell: CellFigure) -> tuple[str, Status]:
    row = cell.row
    this_year = _year_of_table(document, row.labels)
    label = _SAME_PERIOD.sub("上年同期", without_base(cell.label))
    beside = year_beside(row.labels, cell.nth)
    wording = f"{label};{beside};{row.when};{without_base(row.heading)};{cell.text[: cell.bound.quantity.start]}"
    periods = [p for p in find_periods(wording, this_year) if p.years and p.kind != "base"]
    year = (years_of(periods[0], document, section) if periods else "") or section.year or main_year(document)
    if cell.summed and periods and year.isdigit():
        year = f"{int(year) - 4}-{year}"  # what five years add up to, in the column of the last
    if cell.measure == "share" and not cell.own and PROGRESS.search(without_brackets(cell.label)):
        return year, "actual"
    said = column_status(cell.label)
    if said == "unknown":
        words = _ADDED_UP.sub("", wording) if section.status == "target" else wording
        said = figure_status(words, "", year, section, this_year)
    return year, "actual" if said == "unknown" and is_reported(row.labels) else said


_ADDED_UP = re.compile("累计(?=完成|实现|投入)")
"""In the rows of a table of aims only how they count (累计完成改造的企业), and no result."""
_SAME_PERIOD = re.compile(r"(?<![年月季一-鿿])同期(?![比增])")
"""The same part of the year before, where a column does not say of which year."""
_AHEAD = re.compile(r"明年|来年|下一?年|[今本当]年.{0,4}预计|预计.{0,4}[今本当]年")
"""Columns of a table that speaks in the year before the one it is about."""


def _year_of_table(document: Document, labels: Sequence[str]) -> int | None:
    """The year that a table calls this one: that which its document is about, where it is issued just before it.

    One that looks ahead to the next year, or does not know yet what this one comes to, speaks when it is issued.
    """
    speaking, about = speaking_year(document), main_year(document)
    if any(_AHEAD.search(label) for label in labels):
        return speaking
    if speaking and about.isdigit() and int(about) == speaking + 1 and document.metadata.issued[5:7] in ("11", "12"):
        return int(about)
    return speaking


def _about(words: str, place: str) -> str:
    """What the title of a table says is measured in it, "" where it names kinds and years only."""
    for _ in range(3):
        words = _TITLE.sub("", words.removeprefix(place)).strip(" 、和与及的:")
    words = words.removeprefix(place)
    return "" if is_generic(words) or is_share(words) or len(words) > 24 else words


def _is_place(heading: str, places: list[PlaceMention], zones: list[tuple[int, int, str]]) -> bool:
    """Whether a row's heading is a place's name and nothing else."""
    heading = heading.strip()
    named = [place.text for place in places] + [zone for _, _, zone in zones]
    return bool(_WHOLE.fullmatch(heading)) or heading in named or any(heading[s:e] == heading for s, e, _ in zones)


def signed(value: str) -> str:
    """The value of a decline: each part below zero."""
    return "/".join(f"-{part}" for part in value.split("/"))
