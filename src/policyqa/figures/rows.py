"""The figures of a table's rows, bound to year, place and kind by headings of columns and rows."""

from __future__ import annotations

import re

from policyqa.chinese.fold import Folded
from policyqa.chinese.periods import find_periods
from policyqa.chinese.places import PlaceMention, find_places, find_zones
from policyqa.figures.holding import column_holder, holder_of
from policyqa.figures.section import Section, column_status, figure_status, main_year, speaking_year
from policyqa.figures.table import CellFigure, row_figures
from policyqa.figures.years import years_of
from policyqa.types import Block, Document, Figure

MAX_CLAUSE = 380
"""The longest clause to quote."""


def figures_of_row(document: Document, folded: Folded, block: Block, section: Section) -> list[Figure]:
    """The figures of a table row; its column headings say the year, its first words whose figure it is."""
    this_year = speaking_year(document)
    found = []
    for cell in row_figures(folded, block):
        wording = f"{cell.label};{cell.heading};{cell.text[: cell.quantity.start]}"
        periods = [p for p in find_periods(wording, this_year) if p.years and p.kind != "base"]
        year = (years_of(periods[0], document, section) if periods else "") or section.year or main_year(document)
        said = column_status(cell.label)
        status = said if said != "unknown" else figure_status(wording, "", year, section, this_year)
        places, zones = find_places(cell.heading, near=(document.metadata.region,)), find_zones(cell.heading)
        region, holder = holder_of(document, cell.heading, len(cell.heading), places, zones)
        if (region, holder) == (document.metadata.region, document.metadata.region_name):
            region, holder = column_holder(document, cell.label)
        of_place = _is_place(cell.heading, places, zones) and bool(cell.label)
        span = folded.original(cell.start + cell.quantity.start, cell.start + cell.quantity.end)
        quoted = min(block.end, max(span.end, block.start + MAX_CLAUSE))
        found.append(
            Figure(
                document=document.path,
                start=span.start,
                end=span.end,
                clause_start=block.start if span.end - block.start <= MAX_CLAUSE else span.start - 100,
                clause_end=quoted if span.end - block.start <= MAX_CLAUSE else min(block.end, span.end + 100),
                text=document.text[span.start : span.end],
                value=signed(cell.quantity.value) if cell.decline else cell.quantity.value,
                unit=cell.quantity.unit,
                comparator=cell.quantity.comparator,
                indicator=_column_measure(cell) if of_place else cell.indicator,
                context="\n".join((" ".join(block.path), "", "", cell.near)),
                year=year,
                region=region,
                holder=holder,
                status=status,
                measure=cell.measure,
            )
        )
    return found


_NO_MEASURE = re.compile(
    r"[(（][^)）]*[)）]|(?:19|20)\d\d年?(?:度|底|末)?|目标值?|计划|预期|实际|完成值?|预计|均值|[/;]|(?:上|去|今|本)年"
)


def _column_measure(cell: CellFigure) -> str:
    """What a table's column measures, for rows that are places: its heading without years, kinds and units."""
    return " ".join(_NO_MEASURE.sub(" ", cell.label).split()) or cell.indicator


_WHOLE = re.compile(r"(?:全[国省市区县州]|本[省市区县]|总计|合计|总量|[省市区县]级)")


def _is_place(heading: str, places: list[PlaceMention], zones: list[tuple[int, int, str]]) -> bool:
    """Whether a row's heading is a place's name and nothing else."""
    heading = heading.strip()
    named = [place.text for place in places] + [zone for _, _, zone in zones]
    return bool(_WHOLE.fullmatch(heading)) or heading in named or any(heading[s:e] == heading for s, e, _ in zones)


def signed(value: str) -> str:
    """The value of a decline: each part below zero."""
    return "/".join(f"-{part}" for part in value.split("/"))
