"""Left out: what a clause does not say again that the clause before, the whole, or a glossary's head has said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.quantities import Quantity
from policyqa.chinese.terms import canonical, find_terms
from policyqa.types import Measure

_HALF = re.compile(
    r"(?P<whole>[一-鿿]{4,}?)(?:中|,其中),?(?P<half>城镇|农村|城市|乡村|男性|女性)(?P<rest>[一-鿿]{0,4})"
)


_TOWN = re.compile(
    r"(?:[一二三四五六七八九十]是)?(?:城市|城镇|城区)(?P<what>(?!化)[一-鿿]{2,14}?)\s?(?:月|年)?(?:提高|增长|上调|达到?)?"
)
_COUNTRY_ALONE = re.compile(r"(?P<who>农村|乡村)\s?(?P<grew>提高|增长|上调|)")


def part_by_halves(indicators: list[str]) -> None:
    """Give each half its whole's words: 居民人均收入中城镇增长5%、农村增长7% are 城镇居民人均收入 and its like."""
    for i, own in enumerate(indicators):
        town = _TOWN.fullmatch(own)
        country = _COUNTRY_ALONE.fullmatch(indicators[i + 1]) if town and i + 1 < len(indicators) else None
        if town and country:  # 城市低保标准提高4%、农村提高5.5%
            indicators[i + 1] = f"{country['who']}{town['what']} {country['grew']}".strip()
        halves = _HALF.fullmatch(own)
        if halves is None:
            continue
        whole = re.sub("^(?:常住|全体)(?=居民)", "", halves["whole"])
        indicators[i] = f"{halves['half']}{whole} {halves['rest']}".strip()
        behind = (
            re.fullmatch(r"(城镇|农村|城市|乡村|男性|女性)([一-鿿]{0,4})", indicators[i + 1])
            if i + 1 < len(indicators)
            else None
        )
        if behind:
            indicators[i + 1] = f"{behind[1]}{whole} {behind[2]}".strip()


_OWN_LEVEL = re.compile(r"(?:省|市|区|县|州|盟)本?级(?:收入|支出)?(?:安排|完成|预算|预计|执行)*")
_OF_ALL_LEVELS = re.compile(r"^(?:\d{4}年)?(?:全[省市区县州盟])?")
_LOANS = re.compile(r"各项贷款余额")
_OF_DEPOSITS = re.compile(r"(?:金融机构)?(?:本外币|人民币|外币)(?=各项存款)")
_OF_AIM = re.compile(
    r"[,;]?(?:完成|达到|实现|低于|高于|超过|优于|好于|与)了?(?:(?:19|20)\d\d年|年初|年度|全年|省定)?(?:控制在|不超过)?\s?"
)
_OF_PLAN = re.compile(r"[,;]?(?:占|完成)(?:了)?(?:全年|年度|年初|当年)?(?:计划|目标)(?:任务|投资|总投资)?的?\s?$")


def add_left_out(sentence: str, quantities: Sequence[Quantity], indicators: list[str], before: Sequence[str]) -> None:
    """Give what a clause leaves out that the one before has named; fills in `indicators`.

    全市一般公共预算收入209亿元;市本级安排70亿元. 人民币各项存款余额518亿元;各项贷款余额341亿元. 完成投资14亿元,
    完成全年计划35亿元的41%.
    """
    for i in range(1, len(quantities)):
        alike = [j for j in range(i) if quantities[j].unit == quantities[i].unit]
        if not alike or (quantities[i].unit not in ("元", "美元") and not _OF_AIM.fullmatch(before[i])):
            continue
        earlier = indicators[alike[-1]]
        if _OWN_LEVEL.fullmatch(indicators[i]) and not _OWN_LEVEL.match(earlier):
            indicators[i] = f"{indicators[i]} {_OF_ALL_LEVELS.sub('', earlier)}".strip()
        elif _LOANS.match(indicators[i]) and (of := _OF_DEPOSITS.search(earlier)):
            indicators[i] = f"{of.group()}{indicators[i]}"
        elif _OF_AIM.fullmatch(before[i]) and re.match(r"的[一-鿿]{0,4}目标", sentence[quantities[i].end :][:8]):
            indicators[i] = f"{earlier} 目标".strip()
        elif _OF_PLAN.fullmatch(before[i]) and sentence.startswith("的", quantities[i].end) and alike[-1] == i - 1:
            indicators[i] = f"{re.sub('完成|实现|累计', '', earlier)} 全年计划任务".strip()


_GROWTH_ALONE = re.compile(r"[,;、]?(?:同比|比上年|较上年)?(?:实际)?(?:增长|下降)\s?")
_CHANGED_PACE = re.compile(r"^[,、;]?[^,;。]{0,6}(?:回升|回落|放缓|加快|提速|收窄|反弹)(?:到|至|为)\s?$")
_MOST_ALIKE = 3


def deal_out_growth(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], before: Sequence[str], measures: list[Measure]
) -> None:
    """Give each of the sums before it one of the growths that stand together behind them; fills in both lists.

    So 接待游客6亿人次,旅游收入7400亿元,同比增长29%和41%, without 分别 too.
    """
    for i in range(1, len(quantities)):
        if measures[i] == "share" and measures[i - 1] == "growth" and _CHANGED_PACE.search(before[i]):
            measures[i] = "growth"  # 增长5%,三季度回升到6%
    for i in range(2, len(quantities) - 1):
        count = 1
        while (
            i + count < len(quantities)
            and quantities[i + count].unit == quantities[i].unit == "%"
            and sentence[quantities[i + count - 1].end : quantities[i + count].start].strip() in ("和", "、")
        ):
            count += 1
        if not (1 < count <= min(_MOST_ALIKE, i) and _GROWTH_ALONE.fullmatch(before[i])):
            continue
        sums = range(i - count, i)
        alone = i == count or measures[i - count - 1] != "level" or sentence[quantities[i - count - 1].end] in ";。"
        if alone and all(measures[j] == "level" and quantities[j].unit not in ("%", "位") for j in sums):
            for offset, j in enumerate(sums):
                indicators[i + offset] = f"{indicators[j]} {before[i].strip(',;、 ')}"
                measures[i + offset] = "growth"


_QUARTERS = re.compile(r"(?:[四4]个|各)季度(?:[一-鿿]{0,8}?)分别[为是]?\s?(?:增长)?")


def deal_out_quarters(sentence: str, quantities: Sequence[Quantity], indicators: list[str]) -> None:
    """Give each of four quarters' figures its quarter, of what the figure before measures; fills in `indicators`.

    So 地区生产总值比上年增长4.3%,四个季度增速分别为4.9%、2.8%、4.1%、5.2%.
    """
    for match in _QUARTERS.finditer(sentence):
        first = next((i for i, q in enumerate(quantities) if match.end() <= q.start <= match.end() + 1), None)
        if first is None or len(quantities) < first + 4 or len({q.unit for q in quantities[first : first + 4]}) > 1:
            continue
        whole = indicators[first - 1] if first else ""
        for offset, nth in enumerate("一二三四"):
            indicators[first + offset] = f"{nth}季度{whole}"


_FORMERLY = re.compile(
    r"\((?:去年|上年|前年|(?:19|20)\d\d年)(?:同期|底|末)?(?P<each>分别|依次)?(?:完成|实现|达到?)?[为是]?\s?"
)


def deal_out_former(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]
) -> None:
    """Give figures in brackets that say what it was the year before the words of those they stand behind.

    So 办结率98.5%、满意度95%以上(去年分别为98.1%、94.2%); fills in both lists.
    """
    for match in _FORMERLY.finditer(sentence):
        inside = [i for i, q in enumerate(quantities) if match.end() <= q.start < sentence.find(")", match.end())]
        if not inside or inside[0] < len(inside) or quantities[inside[0]].start > match.end() + 1:
            continue
        before = range(inside[0] - len(inside), inside[0])
        if (match["each"] or len(inside) == 1) and all(
            quantities[i].unit == quantities[j].unit for i, j in zip(inside, before, strict=True)
        ):
            for i, j in zip(inside, before, strict=True):
                indicators[i], measures[i] = indicators[j], measures[j]


_EXPLAINS = re.compile(r"\s*(?:[\d①-⑳]{1,3}[.、)]?\s?)?[“\"]?(?P<term>[^“”\":,;。]{2,20})[”\"]?:(?:主要)?是?指")
_ONLY_VERBS = re.compile(
    r"(?:现?已|目前|累计|共|全[省市区县]|建成|建设|建|认定|培育|覆盖|实施|开工|完成|新建|拥有|有|达|入选|入库|\s)*"
)


def add_explained(sentence: str, indicators: list[str]) -> None:
    """Give figures that a glossary states without a subject the term that it explains (“甲”:指…,已建成20个)."""
    explains = _EXPLAINS.match(sentence)
    if explains is None:
        return
    for i, own in enumerate(indicators):
        if _ONLY_VERBS.fullmatch(own):
            indicators[i] = f"{own}{explains['term']}"


_MEASURED = re.compile(
    r"(?:增加值|产值|投资|营业收入|零售额|销售额|产量|进出口|出口|进口)(?=\s?(?:同比)?(?:增长|下降|$))"
)
_PER_HEAD = re.compile(r"人均(?:可支配收入|纯收入|消费支出|生活消费支出)")
_RESIDENTS_ONLY = re.compile(r"(?P<name>(?:城镇|农村|城市|乡村)(?:常住)?居民)\s?(?P<grew>(?:同比)?(?:增长|下降))")
_NAMES_ONLY = re.compile(r"(?P<name>[一-鿿]{2,10})(?P<grew> (?:同比)?(?:增长|下降))")


def with_measure(part: str, whole: str) -> str:
    """A part's growth with what the whole's is the growth of (产业增加值增长7%,其中装备制造增长6%)."""
    if (residents := _RESIDENTS_ONLY.fullmatch(part)) and (per_head := _PER_HEAD.search(whole)):
        return f"{residents['name']}{per_head.group()} {residents['grew']}"
    measured, named = _MEASURED.search(whole), _NAMES_ONLY.fullmatch(part)
    if measured is None or named is None or find_terms(canonical(named["name"])):
        return part
    return f"{named['name']}{measured.group()}{named['grew']}"
