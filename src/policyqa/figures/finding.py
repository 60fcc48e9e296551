"""Find the figures of a document: one pass over its blocks, the scope carried from headings and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import find_places, find_zones
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.figures.binding import Bound, bind
from policyqa.figures.going_on import going_on
from policyqa.figures.holding import (
    NATION,
    OVERALL,
    Carried,
    carried_holder,
    heading_holder,
    holder_of,
    of_paragraph,
    paragraph_holder,
)
from policyqa.figures.listed_places import AMONG, MEMBERS, is_on_parts, named_in, of_economy, subjects_of, with_subjects
from policyqa.figures.measures import FALL
from policyqa.figures.planned import is_surely_done
from policyqa.figures.rewards import is_reward
from policyqa.figures.section import (
    Section,
    annex_year,
    figure_status,
    goes_deeper,
    main_year,
    only_reviews,
    section_of,
    speaking_year,
)
from policyqa.figures.table_figures import MAX_CLAUSE, Whole, rows_of_table, signed
from policyqa.figures.wider import wider_holder
from policyqa.figures.years import (
    OF_WHOLE_YEAR,
    begins_clause,
    carried_on,
    dealt_out_by_year,
    ends_ahead,
    goes_on_aside,
    in_brackets,
    is_ahead_aside,
    is_behind_from,
    is_old_value,
    is_past_aside,
    is_starting_point,
    names_day,
    planned_periods,
    says_when,
    speaks_of_part,
    turns_to_part,
    year_behind,
    year_right_before,
    years_of,
)
from policyqa.reading.dating import ASSUMED
from policyqa.types import Block, Document, Figure, Status

_SENTENCE = re.compile(r"[^。!?;\n]{0,1200}(?:[。!?;\n]{1,9}[”\"』」)]?|$)|[^。!?;\n]{1,1200}[,、:]|[^。!?;\n]{1,1200}")
"""A sentence; one without an end is cut at a clause, since binding looks back over the whole of it."""


_LINE_ABOVE = 120


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
    found = _find(document)
    source = dict(document.metadata.found).get("years", "")
    if source not in ASSUMED:
        return found
    undated = replace(document, metadata=replace(document.metadata, years=()))
    stated = {(figure.start, figure.end): figure.year for figure in _find(undated)}
    return [
        figure if figure.year == stated.get((figure.start, figure.end)) else replace(figure, year_source=source)
        for figure in found
    ]


def _find(document: Document) -> list[Figure]:
    """All figures, whatever the document's year was found by."""
    folded = fold(document.text)
    found: list[Figure] = []
    carried = ""
    carried_path: tuple[str, ...] = ()
    ahead = ""
    of_part = speaks_of_part(document)
    otherwise: Status = "actual" if only_reviews(document) else "unknown"
    whole = Whole()
    headed: Carried | None = None
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        if block.path != carried_path:
            if not goes_deeper(block.path, carried_path, document, carried):
                carried = ""
            carried_path = block.path
            headed = heading_holder(document, block.path)
        section = replace(section_of(block.path, document), otherwise=otherwise)
        ahead = annex_year(document.text[block.start : block.end], ahead)
        if not section.year and ahead:
            section = replace(section, year=ahead)
        elif section.year and section.status != "actual":
            ahead = section.year
        if block.kind == "row" and block.cells:
            figures, whole = rows_of_table(document, folded, block, section, following, whole, headed)
            found.extend(figures)
            continue
        whole = Whole()
        span = folded.folded(block.start, block.end)
        figures, carried = _block_figures(
            document, folded, block, section, span.start, span.end, carried, of_part, headed
        )
        found.extend(figures)
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
    document: Document,
    folded: Folded,
    block: Block,
    section: Section,
    start: int,
    end: int,
    carried: str,
    of_part: bool,
    headed: Carried | None,
) -> tuple[list[Figure], str]:
    """The figures of one block, and the year that the next block of the section goes on with.

    `of_part` says that the document is about a part of its year: where it comes back to that, the year is its own, and
    a year before it that a sentence names is that sentence's only.
    """
    this_year = speaking_year(document)
    year = carried
    spans = "-" in main_year(document)
    aside = ""
    above = folded.text[max(0, start - _LINE_ABOVE) : start].strip().rpartition("\n")[2]
    found: list[Figure] = []
    previous = ""
    bounds: list[Bound] = []
    holder = headed
    paragraph: Carried | None = None
    listed: list[Bound] = []
    for sentence in _sentences(folded, start, end):
        periods = [p for p in find_periods(sentence.text, this_year) if says_when(sentence.text, p)]
        periods += planned_periods(sentence.text, periods, section, this_year)
        bounds = going_on(bind(sentence.text, find_quantities(sentence.text)), bounds, previous)
        if (of_part and turns_to_part(sentence.text, periods)) or ("-" in year and OF_WHOLE_YEAR.match(sentence.text)):
            year = ""
        aside = aside if goes_on_aside(sentence.text, previous) else ""
        paragraph = paragraph_holder(document, sentence.text, paragraph, not previous or sentence.text[:1].isspace())
        if bounds:
            whose = holder or of_paragraph(document, sentence.text, paragraph)
            figures, measured = _sentence_figures(
                document, folded, block, section, sentence, bounds, periods, aside or year, previous, whose, listed
            )
            found.extend(figures)
            listed = listed if is_on_parts(sentence.text) else measured
        holder = carried_holder(document, sentence.text, holder)
        carrying = [p for p in periods if not is_behind_from(sentence.text, p) and begins_clause(sentence.text, p)]
        carrying = [p for p in carrying if not in_brackets(sentence.text, p.start)]
        carrying = [p for p in carrying if not names_day(sentence.text, p, previous or above)]
        if (
            frame := carried_on(sentence.text, carrying, bool(year or section.year or of_part or spans), previous)
        ) is not None:
            named = years_of(frame, document, section) or year
            ahead = section.year and is_ahead_aside(sentence.text, frame, named, section.year)  # …、2026年建成
            if of_part and not ahead and is_past_aside(named, document):
                aside = named
            elif not ahead:
                year = named
        previous = sentence.text
    return found, "" if "-" in year or (year != carried and ends_ahead(folded.text[start:end], this_year)) else year


def _sentence_figures(
    document: Document,
    folded: Folded,
    block: Block,
    section: Section,
    sentence: _Sentence,
    bounds: list[Bound],
    periods: list[PeriodMention],
    carried: str,
    previous: str,
    carried_holder: Carried | None,
    listed: list[Bound],
) -> tuple[list[Figure], list[Bound]]:
    """The figures of one sentence, and what the next one may go on with."""
    places = find_places(sentence.text, near=(document.metadata.region,))
    zones = find_zones(sentence.text)
    found = []
    own_names = {sentence.text[start:end] for start, end, _ in zones} | {place.text for place in places}
    quantities = [bound.quantity for bound in bounds]
    among = AMONG.match(sentence.text)
    if among is not None:
        own_names |= set(MEMBERS.findall(sentence.text, among.end()))
    goes_on = previous.rstrip().endswith(";") or among is not None
    bounds = with_subjects(bounds, own_names, listed if goes_on else of_economy(listed))
    for bound in bounds:
        at = bound.quantity.start
        named = [p for p in periods if p.end <= at and not in_brackets(sentence.text, p.start, at)]
        named = [p for p in named if not is_starting_point(sentence.text, p, quantities, at)]
        if bound.stands == "actual":  # 计划到2027年建成50个,已建成30个
            named = [p for p in named if p.kind != "until"]
        behind = year_behind(sentence.text, bound.quantity, periods)
        year = (
            year_right_before(sentence.text[max(0, at - 10) : at], speaking_year(document))
            or dealt_out_by_year(sentence.text, quantities, bound.quantity)
            or (years_of(named[-1], document, section) if named else "")
            or behind
            or carried
            or (section.span if "年均" in bound.indicator and bound.measure == "growth" else "")
            or section.year
            or main_year(document)
        )
        former = "-" in year and is_old_value(sentence.text, bound.quantity)
        if former:
            year = ""  # of the time before those years, which is not named
        this_year = speaking_year(document)
        region, holder = holder_of(document, sentence.text, at, places, zones)
        own = (region, holder) == (document.metadata.region, document.metadata.region_name)
        of_all = document.metadata.region not in ("", NATION) and OVERALL.search(sentence.text, 0, at)
        if carried_holder and own and not of_all:
            region, holder = carried_holder.region, carried_holder.holder
        region, holder = wider_holder(document, sentence.text, bound.quantity, places) or (region, holder)
        region, holder = named_in(bound.indicator, document, sentence.text) or (region, holder)
        status = figure_status(bound.clause, bound.lead, year, section, this_year)
        if bound.stands == "target" or _FORMER_TARGET.match(sentence.text, bound.quantity.end):
            status = "target"
        elif bound.stands == "actual" and (section.status != "target" or is_surely_done(bound.clause)):
            status = "actual"
        told = status == "target" or (status == "actual" and not named)
        q = bound.quantity
        given = is_reward(bound.clause, _tail(sentence.text, q), q.unit, sentence.text[q.start : q.end])
        if (told and given) or (status == "target" and former):
            status = "unknown"
        found.append(_figure(document, folded, block, sentence, bound, previous, year, region, holder, status))
    return found, subjects_of(bounds, own_names)


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
    verb = FALL.search(sentence.text[: q.start]) if bound.decline else None
    span = folded.original(sentence.start + (verb.start() if verb else q.start), sentence.start + q.end)
    clause_start, clause_end = _clause(folded, sentence, q)
    lead = f"{previous[-60:].strip()}{bound.lead}" if _BREAKDOWN.match(sentence.text) else bound.lead
    near = f"{bound.near} {_tail(sentence.text, q)}"
    context = "\n".join((" ".join(block.path), previous[-80:].strip() if len(lead) < 24 else "", lead[-160:], near))
    return Figure(
        document=document.path,
        start=span.start,
        end=span.end,
        clause_start=clause_start,
        clause_end=clause_end,
        text=document.text[span.start : span.end],
        value=signed(q.value) if bound.decline else q.value,
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


_FORMER_TARGET = re.compile(
    r"(?:以上|左右|以内)?(?:的(?:年度|年初|全年|既定|增长|计划)?(?:预期)?目标|(?:年度|全年)?(?:目标任务|任务目标|任务的))"
)
"""What a review says of the target that was set: 低于5.5%的年度预期目标, 完成全年5万人目标任务的六成."""
_BREAKDOWN = re.compile(r"\s?(?:[分按][^,;。]{1,8}看|其中)")
"""A sentence that parts what the one before it says: 分经济类型看,私营企业增长10.4%; 其中,甲园区9亿元."""


_TAIL = 60
_MODIFIERS = re.compile(r"[^,;:。、!?\n\d]{2,12}(?:、[^,;:。、!?\n\d]{2,4}){1,4}[^,;:。、!?\n\d]{6,30}(?=[,;。\n]|$)")
"""A noun behind several words that are said of it: 6000户特殊困难高龄、失能、残疾老年人家庭适老化改造."""


def _tail(sentence: str, quantity: Quantity) -> str:
    """What follows a figure in its clause."""
    rest = sentence[quantity.end : quantity.end + _TAIL]
    match = _MODIFIERS.match(rest) or re.match(r"[^,;:。、!?\n]{0,40}", rest)
    return match.group() if match else ""


def _clause(folded: Folded, sentence: _Sentence, quantity: Quantity) -> tuple[int, int]:
    """The span to quote, in the original: the sentence, or a window of it at clause marks where it is long."""
    text = sentence.text
    start, end = 0, len(text.rstrip("\n "))
    start += len(text) - len(text.lstrip())
    span = folded.original(sentence.start + start, sentence.start + end)
    if span.end - span.start <= MAX_CLAUSE:
        return span.start, span.end
    number = folded.original(sentence.start + quantity.start, sentence.start + quantity.end)
    half = (MAX_CLAUSE - (number.end - number.start)) // 2
    low, high = max(span.start, number.start - half), min(span.end, number.end + half)
    inner = folded.folded(low, high)
    cut = [i for i in range(inner.start, sentence.start + quantity.start) if folded.text[i] in ",;。:"]
    if cut and low > span.start:
        low = folded.ends[cut[0]]
    cut = [i for i in range(sentence.start + quantity.end, inner.end) if folded.text[i] in ",;。"]
    if cut and high < span.end:
        high = folded.ends[cut[-1]]
    return low, high
