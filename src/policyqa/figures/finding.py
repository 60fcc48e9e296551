"""Find the figures of a document: one pass over its blocks, the scope carried from headings and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import find_places, find_zones, is_within
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.figures.binding import Bound, bind
from policyqa.figures.holding import Carried, carried_holder, column_holder, holder_of
from policyqa.figures.section import Section, column_status, figure_status, main_year, section_of, speaking_year
from policyqa.figures.table import row_figures
from policyqa.types import Block, Document, Figure

_SENTENCE = re.compile(r"[^。!?;\n]{0,1200}(?:[。!?;\n]{1,9}[”\"』」)]?|$)|[^。!?;\n]{1,1200}[,、:]|[^。!?;\n]{1,1200}")
"""A sentence; one without an end is cut at a clause, since binding looks back over the whole of it."""
_MAX_CLAUSE = 380
_BEFORE_PERIOD = re.compile(
    r"(?:由|从|力争|确保|争取|实现|完成|预计|计划|在|其中|于|全市|全区|全省|全县|[一-鿿][省市县区])$"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a block, at an offset of the folded document."""

    text: str
    start: int


def find_figures(document: Document) -> list[Figure]:
    """Find all figures of a document's blocks, in order.

    The year is the one named last before the figure in its sentence, else in its paragraph, else in its section's
    headings, else the year the document is about. Time is linear in the text.
    """
    folded = fold(document.text)
    found: list[Figure] = []
    carried = ""
    carried_path: tuple[str, ...] = ()
    ahead = ""
    for block in document.blocks:
        if block.path != carried_path:
            carried, carried_path = "", block.path
        section = section_of(block.path, document)
        if not section.year and ahead:
            section = Section(ahead, section.status)
        elif section.year and section.status != "actual":
            ahead = section.year
        if block.kind == "row" and block.cells:
            found.extend(_row_figures(document, folded, block, section))
            continue
        span = folded.folded(block.start, block.end)
        figures, carried = _block_figures(document, folded, block, section, span.start, span.end, carried)
        found.extend(figures)
    return found


def _row_figures(document: Document, folded: Folded, block: Block, section: Section) -> list[Figure]:
    """The figures of a table row; its column headings say the year, its first words whose figure it is."""
    this_year = speaking_year(document)
    found = []
    for cell in row_figures(folded, block):
        wording = f"{cell.label};{cell.heading};{cell.text[: cell.quantity.start]}"
        periods = [p for p in find_periods(wording, this_year) if p.years and p.kind != "base"]
        year = (_span_years(periods[0], document, section) if periods else "") or section.year or main_year(document)
        said = column_status(cell.label)
        status = said if said != "unknown" else figure_status(wording, "", year, section, this_year)
        places, zones = find_places(cell.heading, near=(document.metadata.region,)), find_zones(cell.heading)
        region, holder = holder_of(document, cell.heading, len(cell.heading), places, zones)
        if (region, holder) == (document.metadata.region, document.metadata.region_name):
            region, holder = column_holder(document, cell.label)
        span = folded.original(cell.start + cell.quantity.start, cell.start + cell.quantity.end)
        quoted = min(block.end, max(span.end, block.start + _MAX_CLAUSE))
        found.append(
            Figure(
                document=document.path,
                start=span.start,
                end=span.end,
                clause_start=block.start if span.end - block.start <= _MAX_CLAUSE else span.start - 100,
                clause_end=quoted if span.end - block.start <= _MAX_CLAUSE else min(block.end, span.end + 100),
                text=document.text[span.start : span.end],
                value=_signed(cell.quantity.value) if cell.decline else cell.quantity.value,
                unit=cell.quantity.unit,
                comparator=cell.quantity.comparator,
                indicator=cell.indicator,
                context="\n".join((" ".join(block.path), "", "", cell.near)),
                year=year,
                region=region,
                holder=holder,
                status=status,
                measure=cell.measure,
            )
        )
    return found


def _sentences(folded: Folded, start: int, end: int) -> Iterator[_Sentence]:
    position = start
    while position < end:
        match = _SENTENCE.match(folded.text, position, end)
        if match is None or match.end() == position:
            break
        if match.group().strip():
            yield _Sentence(match.group(), position)
        position = match.end()


def _block_figures(
    document: Document, folded: Folded, block: Block, section: Section, start: int, end: int, carried: str
) -> tuple[list[Figure], str]:
    """The figures of one block, and the year that the next block of the section goes on with."""
    this_year = speaking_year(document)
    year = carried
    found: list[Figure] = []
    previous = ""
    holder: Carried | None = None
    for sentence in _sentences(folded, start, end):
        periods = [p for p in find_periods(sentence.text, this_year) if _is_adverbial(sentence.text, p)]
        quantities = find_quantities(sentence.text)
        if quantities:
            found.extend(
                _sentence_figures(
                    document, folded, block, section, sentence, quantities, periods, year, previous, holder
                )
            )
        holder = carried_holder(document, sentence.text, holder)
        if (frame := _frame(sentence.text, periods, bool(year), previous)) is not None:
            year = _span_years(frame, document, section) or year
        previous = sentence.text
    return found, "" if "-" in year or (year != carried and _ends_ahead(folded.text[start:end], this_year)) else year


def _frame(sentence: str, periods: list[PeriodMention], framed: bool, previous: str) -> PeriodMention | None:
    """The period that the next sentence goes on with: one that this sentence opens with, else the last that it names.

    What is named aside (`…，到2026年达到…`, `“十三五”期间…，2020年达到…`) holds for its own clause only.
    """
    goes_on = previous.rstrip().endswith(";")
    opening = [p for p in periods if not any(mark in sentence[: p.start] for mark in ",;:")]
    opening = [p for p in opening if not (goes_on and p.kind == "until")]
    if opening:
        return opening[-1]
    last = periods[-1] if periods and periods[-1].kind != "until" else None
    return None if framed and last is not None and last.kind == "year" and _is_aside(sentence, last) else last


def _is_aside(sentence: str, period: PeriodMention) -> bool:
    """Whether a period in a later clause only says when a value is reached (`2020年达到…`)."""
    return bool(re.match(r"末?[即已]?(?:达到?|突破|超过|为)", sentence[period.end :]))


def _ends_ahead(text: str, this_year: int | None) -> bool:
    """Whether a block's last period is one that it looks ahead to (到2023年): the next block does not go on with it."""
    periods = [p for p in find_periods(text, this_year) if p.kind in ("year", "until", "relative")]
    return bool(periods) and periods[-1].kind == "until"


def _is_adverbial(sentence: str, period: PeriodMention) -> bool:
    """Whether a period says when: at the start of a clause, or behind 到 or a verb of aim; not inside a name."""
    if period.kind == "base" or not period.years:
        return False
    if period.kind == "until":
        return True
    before = sentence[: period.start]
    at_start = not before.strip() or before[-1] in ",;:。、!?\n( " or bool(_BEFORE_PERIOD.search(before))
    if period.kind in ("range", "span"):
        return at_start and bool(
            re.match(r"[“”\"]?(?:期间|时期|累计|内|间|,|年)|.{0,2}累计", sentence[period.end - 2 : period.end + 4])
        )
    return at_start


def _span_years(period: PeriodMention, document: Document, section: Section) -> str:
    """A period's years; `三年累计` in a document about 2021 is 2021-2023, in its review part 2018-2020."""
    if period.kind != "span":
        return period.years
    first, _, last = period.years.partition("-")
    about = main_year(document)
    if not (first.isdigit() and last.isdigit() and about[:4].isdigit()):
        return period.years
    if section.status == "actual":
        length = int(last) - int(first)
        return f"{int(about[:4]) - 1 - length}-{int(about[:4]) - 1}"
    shift = int(about[:4]) - int(first) if int(about[:4]) >= int(first) and int(last) >= int(about[:4]) else 0
    return f"{int(first) + shift}-{int(last) + shift}"


def _sentence_figures(
    document: Document,
    folded: Folded,
    block: Block,
    section: Section,
    sentence: _Sentence,
    quantities: list[Quantity],
    periods: list[PeriodMention],
    carried: str,
    previous: str,
    carried_holder: Carried | None,
) -> list[Figure]:
    places = find_places(sentence.text, near=(document.metadata.region,))
    zones = find_zones(sentence.text)
    found = []
    for bound in bind(sentence.text, quantities):
        at = bound.quantity.start
        named = [p for p in periods if p.end <= at]
        behind = _year_behind(sentence.text, bound.quantity, periods)
        year = (
            (_span_years(named[-1], document, section) if named else "")
            or behind
            or carried
            or section.year
            or main_year(document)
        )
        this_year = speaking_year(document)
        region, holder = holder_of(document, sentence.text, at, places, zones)
        if carried_holder and (region, holder) == (document.metadata.region, document.metadata.region_name):
            region, holder = carried_holder.region, carried_holder.holder
        region, holder = _named_in(bound.indicator, document) or (region, holder)
        status = figure_status(bound.clause, bound.lead, year, section, this_year)
        found.append(_figure(document, folded, block, sentence, bound, previous, year, region, holder, status))
    return found


def _year_behind(sentence: str, quantity: Quantity, periods: list[PeriodMention]) -> str:
    """A year in brackets right behind a figure: `26万人(2024年)`."""
    for period in periods:
        if quantity.end <= period.start <= quantity.end + 2 and sentence[quantity.end : period.start] == "(":
            return period.years
    return ""


_DISTRICT_FIRST = re.compile(r"[一-鿿]{1,12}?[省市区县旗州盟]")
"""Tells cheaply which words cannot begin with a place's full name."""


def _named_in(indicator: str, document: Document) -> tuple[str, str] | None:
    """The place inside the document's own whose full name a figure's words begin with, as a member of a list does."""
    if not _DISTRICT_FIRST.match(indicator):
        return None
    for place in find_places(indicator, near=(document.metadata.region,))[:1]:
        region, own = place.region, document.metadata.region
        if place.start == 0 and place.text == region.name and region.code != own and is_within(region.code, own):
            return region.code, region.name
    return None


def _figure(
    document: Document,
    folded: Folded,
    block: Block,
    sentence: _Sentence,
    bound: Bound,
    previous: str,
    year: str,
    region: str,
    holder: str,
    status: str,
) -> Figure:
    q = bound.quantity
    verb = _DECLINE.search(sentence.text[: q.start]) if bound.decline else None
    span = folded.original(sentence.start + (verb.start() if verb else q.start), sentence.start + q.end)
    clause_start, clause_end = _clause(folded, sentence, q)
    lead = bound.lead
    near = f"{bound.near} {_tail(sentence.text, q)}"
    context = "\n".join((" ".join(block.path), previous[-80:].strip() if len(lead) < 24 else "", lead[-160:], near))
    return Figure(
        document=document.path,
        start=span.start,
        end=span.end,
        clause_start=clause_start,
        clause_end=clause_end,
        text=document.text[span.start : span.end],
        value=_signed(q.value) if bound.decline else q.value,
        unit=q.unit,
        comparator=q.comparator,
        indicator=bound.indicator,
        context=context,
        year=year,
        region=region,
        holder=holder,
        status=status,  # type: ignore[arg-type]
        measure=bound.measure,
    )


_DECLINE = re.compile(r"(?:下降|减少|回落|降低|负增长|下滑|缩减)了?$")


def _signed(value: str) -> str:
    """The value of a decline: each part below zero."""
    return "/".join(f"-{part}" for part in value.split("/"))


def _tail(sentence: str, quantity: Quantity) -> str:
    """What follows a figure in its clause."""
    match = re.match(r"[^,;:。、!?\n]{0,40}", sentence[quantity.end : quantity.end + 40])
    return match.group() if match else ""


def _clause(folded: Folded, sentence: _Sentence, quantity: Quantity) -> tuple[int, int]:
    """The span to quote, in the original: the sentence, or a window of it at clause marks where it is long."""
    text = sentence.text
    start, end = 0, len(text.rstrip("\n "))
    start += len(text) - len(text.lstrip())
    span = folded.original(sentence.start + start, sentence.start + end)
    if span.end - span.start <= _MAX_CLAUSE:
        return span.start, span.end
    number = folded.original(sentence.start + quantity.start, sentence.start + quantity.end)
    half = (_MAX_CLAUSE - (number.end - number.start)) // 2
    low, high = max(span.start, number.start - half), min(span.end, number.end + half)
    inner = folded.folded(low, high)
    cut = [i for i in range(inner.start, sentence.start + quantity.start) if folded.text[i] in ",;。:"]
    if cut and low > span.start:
        low = folded.ends[cut[0]]
    cut = [i for i in range(sentence.start + quantity.end, inner.end) if folded.text[i] in ",;。"]
    if cut and high < span.end:
        high = folded.ends[cut[-1]]
    return low, high
