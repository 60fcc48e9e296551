"""Ranks: among whom, and by what, a figure's rank is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.around import words_before
from policyqa.chinese.numerals import parse_number
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

_AMONG = re.compile(
    r"全[国省市区县州球]|世界|国内|省内|(?:中|西|东)部|东北|[长珠]三角|中西部|省会|(?:副省级|地级|县级)市"
)
"""Among whom somebody is ranked."""
_MOVES = re.compile(r"(?:前移|后移|上升|提升|下降|回落|提高|跃升|前进|上移|下移)(?:了)?\s?$")


def is_move(figure: Figure) -> bool:
    """Whether places are by how many somebody moved (比上年前移2位), which is no rank."""
    return figure.text[:1] not in "第前" and bool(_MOVES.search(words_before(figure)))


def is_ranked_so(query: Query, figure: Figure) -> bool:
    """Whether a rank is among those asked for: 居全省第3、全国第10 are two ranks."""
    rate = [bool(re.match("增", word)) for word in _RANKED_BY.findall(query.question)]
    by = [bool(re.match("增", word)) for word in _RANKED_BY.findall(words_before(figure))]
    if rate and by and by[-1] not in rate:
        return False
    asked = {_ONE_NAME.get(name, name) for name in _AMONG.findall(query.question)}
    said = ranked_among(figure)
    whom = _OF_GROUP.search(figure.indicator)
    if asked and whom and not said and not any(name[1:] in whom[1] for name in asked):
        return False  # 增速居全国第5位、经济大省第2位
    return not asked or not said or said in asked


_OF_GROUP = re.compile(r"居([一-鿿]{2,10})$")
_RANKED_BY = re.compile(r"增速|增幅|增长率|总量|规模|总值")
"""By what somebody is ranked: the rank of a total is none of its growth."""
_ONE_NAME = {"国内": "全国", "省内": "全省", "世界": "全球"}


def ranked_among(figure: Figure) -> str:
    """Among whom a rank is, as its own words say last, "" where they do not say."""
    said = _AMONG.findall(f"{figure.indicator} {words_before(figure)}")
    return _ONE_NAME.get(said[-1], said[-1]) if said else ""


def how_many(question: str) -> int:
    """How many of the highest are asked for (最高的三个省, 前五名), 1 where the question does not say."""
    match = re.search(r"(?:最[高低大小多少快慢]的?|前)([二两三四五六七八九十]|\d{1,2})(?:个|名|位|大)?", question)
    value = parse_number(match[1]) if match else None
    return int(value) if value else 1
