"""Clauses before: the subject of a figure whose own clause names none, or only a place."""

from __future__ import annotations

import re

from policyqa.chinese.places import find_places
from policyqa.figures.clauses import LEADING, TRAILING, clause_start


def place_between(sentence: str, start: int, end: int) -> str:
    """The words of a clause without a figure, between two figures, that begins with a place: the second is its own.

    So 宜宾3427亿元,德阳受订单影响,2817亿元 is no second figure of 宜宾; "" where no such clause stands between.
    """
    clauses = re.split("[,;]", sentence[start:end])[1:-1]
    places = find_places(clauses[-1]) if clauses else []
    return clauses[-1] if places and places[0].start == 0 else ""


def is_place_ranked(sentence: str, position: int, indicator: str) -> bool:
    """Whether the words of a rank say only which place has it, among whom: 甲市进入全国, behind 营商环境评价.

    The clause before, which then says by what, has no figure of its own.
    """
    start = clause_start(sentence, position)
    if re.search(r"\d", sentence[clause_start(sentence, max(0, start - 1)) : start]):
        return False
    places = find_places(indicator)
    return (
        bool(places)
        and places[0].start == 0
        and _INTO_RANK.fullmatch(indicator.replace(" ", ""), places[0].end) is not None
    )


_INTO_RANK = re.compile(r"(?:首次|再次|成功|跻身|进入|位居|居|列|位列|排名|排在?|在|全[国省]|全球|世界)+")


def from_clause_before(sentence: str, position: int, own: str) -> str:
    """The subject that an elided clause goes on with: the words of the clause before it."""
    start = clause_start(sentence, position)
    before = sentence[clause_start(sentence, max(0, start - 1)) : max(0, start - 1)]
    return f"{TRAILING.sub('', LEADING.sub('', before))} {own}".strip()
