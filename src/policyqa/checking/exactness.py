"""Exactness: whether a stated figure can bear a claim out: nothing said of either that is not said of the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.heads import head_of
from policyqa.answering.in_scope import stated_part
from policyqa.checking.circumstances import days_of, other_circumstances
from policyqa.checking.types import Claim
from policyqa.checking.wording import left_out, unsaid
from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import find_places, is_within, names_inside
from policyqa.chinese.year_parts import part_of_year
from policyqa.index.remembering import remembered
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

_TEXT_BEFORE = 400
_TEXT_BEHIND = 40
_LISTED_BEHIND = re.compile(r"[一-鿿]{1,8}(?:、[一-鿿]{1,10}){1,6}等[一-鿿]{2,8}")
"""Things counted together, with what they all are: 棉衣、棉被等救灾物资."""
EXAMPLES = re.compile(r"^.*等(?=.{2})")


def compare_wording(index: OpenIndex, claim: Claim, figure: Figure, own: str) -> tuple[int, bool, bool]:
    """Compare what a claim and a stated figure say beside their values.

    Args:
        index: the documents.
        claim: the claim.
        figure: the stated figure.
        own: its own words in canonical terms, of several that share it those that the claim is about.

    Returns:
        How many characters of the claim its clause does not hold; whether it can bear the claim out; whether both
        name the same day.
    """
    listed = _LISTED_BEHIND.match(_text_behind(index, figure))
    if listed and " " in own:
        own = f"{own.rpartition(' ')[0]} {listed.group()}"
    apart, foreign = unsaid(claim, figure, own)
    day, stated_day = _days(index, claim, figure)
    missing = left_out(claim, figure, EXAMPLES.sub("", own) if listed else own)
    exact = not (
        foreign
        or missing
        or other_circumstances(claim, figure)
        or _of_a_part(index, claim, figure)
        or _of_a_place_inside(claim, figure)
        or (day and day != stated_day)
    )
    return apart, exact, bool(day) and day == stated_day


_WHOLE = re.compile(r"全[国省市区县州]|我[省市区县州]|其中")


def _of_a_place_inside(claim: Claim, figure: Figure) -> bool:
    """Whether the clause before a stated figure's own names a place inside the document's that the claim does not.

    `支持炎陵建设国际陆港,货运量增长20%` may be 炎陵's.
    """
    lead = (figure.context.split("\n") + [""] * 4)[2]
    clauses = re.split(r"[,;:。]", lead)
    if len(clauses) < 2 or _WHOLE.search(clauses[-1]):
        return False
    said = f"{claim.before} {claim.sentence}"
    return any(name in clauses[-2] and name not in said for name in names_inside(figure.region))


def _of_a_part(index: OpenIndex, claim: Claim, figure: Figure) -> bool:
    """Whether the stated figure is of a part of the year (上半年) that the claim does not name."""
    part = stated_part(figure, head_of(index, figure))
    return bool(part) and part != part_of_year(f"{claim.before}\n{claim.sentence}")


def _days(index: OpenIndex, claim: Claim, figure: Figure) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The day that a claim names for its figure, and where it names one the last that the document names before its."""
    claimed = days_of(claim.before)
    if not claimed:
        return None, None
    stated = days_of(_text_before(index, figure))
    return claimed[-1], stated[-1] if stated else None


def only_place(index: OpenIndex, figure: Figure) -> str:
    """The code of the place that a document of no place of its own speaks of before a figure.

    That is the one that all others named lie in; "" where there is none.
    """
    codes = {p.region.code for p in find_places(_text_before(index, figure))} - {"100000"}
    return next((code for code in sorted(codes) if all(is_within(other, code) for other in codes)), "")


def _text_behind(index: OpenIndex, figure: Figure) -> str:
    return fold_text(index.document(figure.document).text[figure.end : figure.end + _TEXT_BEHIND])


@remembered(256)
def _text_before(index: OpenIndex, figure: Figure) -> str:
    return fold_text(index.document(figure.document).text[max(0, figure.start - _TEXT_BEFORE) : figure.start])
