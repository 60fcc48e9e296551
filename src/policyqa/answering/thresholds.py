"""Thresholds: the numbers that belong to what is asked (5000万元以上项目), in digits or in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from policyqa.chinese.numerals import parse_number, plain

_THRESHOLD = re.compile(
    r"(?:\d[\d.]*|[一二两三四五六七八九十百千]+)?[万亿]+元?(?:及?以上|以下)|(?:\d[\d.]*)[万亿]*元(?:及?以上|以下)"
    r"|(?:突破|超过?|达到?|满|不低于|不少于|高于)\d[\d.]*[万亿]*元"
)
_SIDE = re.compile(r"([\d一二两三四五六七八九十百千万亿]{1,8}[人户亩吨元岁个]?)及?(以[上下])")
_BOUND = re.compile(r"元|及?以上|以下|突破|超过?|达到?|满|不低于|不少于|高于")


def other_threshold(content: str, own: str, numbers: Sequence[str] = ()) -> bool:
    """Whether question and figure name different thresholds: 亿元以上项目 against 10亿元以上项目.

    `numbers` are those of the question that belong to what is asked, wherever its words went.
    """
    sides, theirs = (dict(_SIDE.findall(text)) for text in (content, own))
    if any(theirs.get(size, side) != side for size, side in sides.items()):
        return True  # 千人以上, 千人以下
    asked = {_digits(_BOUND.sub("", t)) for t in (*_THRESHOLD.findall(content), *numbers)}
    stated = {_digits(_BOUND.sub("", t)) for t in _THRESHOLD.findall(own)}
    if " " in own and len(stated) > 1:  # `10亿元以上 新引进亿元以上项目` is of those above 10亿元
        stated = {max(stated, key=_size)}
    return bool(asked and stated and not asked & stated)


_TIER = re.compile(
    r"(?:超过?|突破|达到?|满|不低于|不少于)?(?P<bound>(?:\d[\d.]*|[一二两三四五六七八九十百千]*)[万亿]+)元?(?:及?以[上下])?的[一-鿿]{0,8}$"
)


def is_of_other_tier(numbers: Sequence[str], lead: str) -> bool:
    """Whether a figure counts those above another bound than the one asked for (超500亿元的7个,超百亿元的90个).

    Args:
        numbers: those of the question that belong to what is asked.
        lead: the earlier words of the figure's sentence.
    """
    bound = _TIER.search(lead)
    sums = [number for number in numbers if re.search("[万亿]", number)]
    return bound is not None and bool(sums) and not any(holds_number(number, bound["bound"]) for number in sums)


def _size(threshold: str) -> Decimal:
    number = Decimal(re.sub(r"[^\d.]", "", threshold).strip(".") or 1)
    return number * Decimal(10) ** (4 * threshold.count("万") + 8 * threshold.count("亿"))


def _number_key(number: str) -> str:
    """The digits and magnitude of a question's number: `超10亿元` -> 10亿."""
    match = re.search(r"[\d.,]+\s?[万亿千百]*|[一二两三四五六七八九十百千万亿]+", number)
    return _digits(_words_key(match.group() if match else number))


def holds_number(number: str, text: str) -> bool:
    """Whether a text holds a question's number whole: 5条 does not stand in 15条, nor 5 in 5万."""
    key = _number_key(number)
    behind = rf"[\d{_NUMERALS}]|\.\d" + ("" if key.endswith(("万", "亿")) else "|[万亿]")
    return bool(re.search(rf"(?<![\d.{_NUMERALS}]){re.escape(key)}(?!{behind})", _digits(_words_key(text))))


_NUMERALS = "零〇一二两三四五六七八九十百千"


@lru_cache(maxsize=4096)
def _digits(text: str) -> str:
    """Thresholds in Chinese numerals with digits (超五百亿元 as 超500亿元), so that both writings are one."""
    return _CHINESE_SIZE.sub(lambda m: f"{plain(parse_number(m.group()) or Decimal(0))}" or m.group(), text)


_CHINESE_SIZE = re.compile(r"[一二两三四五六七八九]?[十百千][一二两三四五六七八九]?[十百]?(?=[万亿])")


def _words_key(text: str) -> str:
    return re.sub(r"[\s,]", "", text)


_NTH = re.compile(r"第(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:批|期|轮)")


def holds_ordinals(question: str, words: str) -> bool:
    """Whether words name the batch, stage or round that a question names (第4批): another one's figure is no answer.

    >>> holds_ordinals("第4批有多少项", "推动第4批51项事项"), holds_ordinals("第4批有多少项", "事项扩展至355项")
    (True, False)
    """
    return all(nth in words for nth in _NTH.findall(question))
