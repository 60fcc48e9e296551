"""Heads of documents: what their titles and first words say of the part of the year that their figures are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.answering.around import said_before, words_before
from policyqa.chinese.fold import fold, fold_text
from policyqa.chinese.year_parts import counts_months, find_year_parts, is_day, own_parts
from policyqa.index.remembering import remembered
from policyqa.reading.date_lines import without_date_lines
from policyqa.types import Figure, Metadata

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex


def title_of(index: OpenIndex, path: str) -> str:
    """The title of a document, "" where it has none."""
    known = _metadata(index).get(path)
    return known.title if known else ""


def head_of(index: OpenIndex, figure: Figure) -> str:
    """The title and the first words of a figure's document, folded: their part of the year is the figure's too.

    So `今年上半年` at the start of a news item, whose later sentences do not repeat it. Left out are date lines, parts
    of a year that is neither the figure's nor the document's, and for a figure of another year that its own sentence
    names all parts of the document's. The one part that a short document names counts for what stands behind it in
    its paragraph.
    """
    path, year = figure.document, figure.year
    known = _metadata(index).get(path)
    main = _main_year(known) if known else ""
    said = said_before(figure)
    apart = bool(year) and year != main and (f"{year}年" in f"{said}{words_before(figure)}" or _goes_on(figure))
    matter = _only_part(index, path)
    years = (year,) if apart else ("", main, year) if main or year else ()
    head = _head(index, path, years)
    if not apart and any(start <= figure.start < end for start, end in matter.reach):
        return f"{head}\n{matter.part}"
    return head


def _goes_on(figure: Figure) -> bool:
    """Whether a figure is one of a list over sentences, whose year the list's first one names (其中,…;…;…)."""
    previous = (figure.context.split("\n") + [""] * 2)[1]
    return previous.startswith("其中") or previous.rstrip().endswith(";")


_OF_A_YEAR = re.compile(r"政府工作报告|计划执行情况|统计公报|五年规划|年度计划")
"""Papers about whole years, whose opening may tell how the year went by quarters."""
_HEAD_LENGTH = 160
_ONE_MATTER = 3000
"""Up to this many characters a document is about one matter, and the only part of a year it names is its figures'."""
_PROSE = re.compile(r"[。;]")


@dataclass(frozen=True, slots=True)
class _OnlyPart:
    """The only part of the year that a document names, and the ranges of its paragraphs behind that."""

    part: str = ""
    reach: tuple[tuple[int, int], ...] = ()


@remembered(4096)
def _head(index: OpenIndex, path: str, years: tuple[str, ...]) -> str:
    """Title and opening with the parts of these years only, as `own_parts` tells them; with all for ()."""
    title, text = fold_text(title_of(index, path)), index.text_of(path)
    opening = fold_text(text[: _opening_end(index, path, text)])
    head = without_date_lines(f"{title}\n{opening}")
    own = own_parts(head, years) if years else find_year_parts(head)
    whole = _OF_A_YEAR.search(title) is not None or re.search("四个季度|逐季|各季度", opening) is not None
    kept = {part.start for part in own if part.end <= len(title) or (counts_months(part.name) and not whole)}
    for part in reversed(find_year_parts(head)):
        if not is_day(part.name) and part.start not in kept:
            head = f"{head[: part.start]} {head[part.end :]}"
    return head


def _opening_end(index: OpenIndex, path: str, text: str) -> int:
    """Where the opening of a text ends: at the first figure of its prose, which what follows it does not date."""
    for figure in index.figures_of(path):
        if figure.start >= _HEAD_LENGTH:
            break
        begins, ends = text.rfind("\n", 0, figure.start) + 1, text.find("\n", figure.end)
        if _PROSE.search(text, begins, ends if ends >= 0 else len(text)):
            return figure.start
    return _HEAD_LENGTH


@remembered(4096)
def _only_part(index: OpenIndex, path: str) -> _OnlyPart:
    text = index.text_of(path)
    if len(text) > _ONE_MATTER or _OF_A_YEAR.search(fold_text(title_of(index, path))):
        return _OnlyPart()
    folded = fold(text)
    named = [p for p in find_year_parts(folded.text) if counts_months(p.name) and not re.match(r"\d+月", p.name)]
    if len({part.name for part in named}) != 1:
        return _OnlyPart()
    starts = [folded.original(part.start, part.end).start for part in named]
    ends = (text.find("\n", start) for start in starts)
    return _OnlyPart(named[0].name, tuple(zip(starts, (end if end >= 0 else len(text) for end in ends), strict=True)))


def _main_year(metadata: Metadata) -> str:
    return (metadata.years[0] if metadata.years else metadata.issued)[:4]


@remembered(4)
def _metadata(index: OpenIndex) -> dict[str, Metadata]:
    return {document.path: document.metadata for document in index.documents()}
