"""Clauses before: the subject of a figure whose own clause names none, or only a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.places import find_places
from policyqa.chinese.quantities import Quantity
from policyqa.figures.clauses import ELIDED, LEADING, TRAILING, clause_start


def own_of_clause(
    sentence: str, quantities: Sequence[Quantity], before: Sequence[str], i: int, indicators: Sequence[str]
) -> str:
    """The whole words of an elided quantity `i` that does not go on with the one before it, "" for one that does.

    A clause between them may name its place or its subject; what something was never below for years
    (连续13年稳定在430亿斤以上) is no figure of its own and stays without a subject.
    """
    earlier, own = quantities[i - 1], indicators[i]
    if aside := place_between(sentence, earlier.end, quantities[i].start):
        return f"{aside} {own}".strip()
    if told := subject_between(sentence, earlier.end, quantities[i].start):
        points = quantities[i].unit == "个百分点" and earlier.unit in ("%", "个百分点")
        if points and not re.search(r"率|比[重例]|占比|增速|强度", told):
            return ""  # 城镇化率76%,户籍人口稳步增加,提高0.6个百分点
        if quantities[i].unit == "%" != earlier.unit and _REMARK.search(told):
            return ""  # 出口3.9万亿元,外贸结构持续优化,增长8.1%
        return f"{_whose(sentence, earlier.end, quantities[i].start, indicators[i - 1])}{told} {own}".strip()
    on_end = _YEARS_ON_END.fullmatch(before[i - 1]) and earlier.unit in ("年", "个月")
    return "连续" if on_end and _NEVER_LESS.match(before[i]) else ""


_REMARK = re.compile(r"(?:结构|格局|活力|份额|差距|成本|地位|质量|效益|质效|基础|韧性|信心|环境|后劲|体系|动能)$")
"""Ends what is said of a thing in passing, and grows by no per cent itself."""
_GROUP = re.compile(
    r"(?:农村|城镇)(?:常住)?居民|民营(?:企业|经济)|(?:国有|外资|台资|外商|港澳台)企业|民间|"
    r"[一-鿿]{2,10}?(?:发展区|都市圈|城市群|经济[区圈带]|开发区|新区|高新区|经开区|自贸[区港]|片区|示范区|园区)"
)


def _whose(sentence: str, start: int, end: int, earlier: str) -> str:
    """The place or group that the figure before is of, which the clause behind it goes on with: 厦门市GDP…,出口….

    "" where that clause is of all (全省出口…) or names another one.
    """
    if ";" in sentence[start:end]:
        return ""  # 农村居民收入增长8%;粮食总产量再创新高,达到80亿斤
    clause = sentence[start:end].split(",")[-2]
    bare = LEADING.sub("", earlier)
    if re.match(r"全[国省区]|我[国省区]", clause) or _GROUP.match(clause) or find_places(clause[:4]):
        return ""
    places = find_places(bare)
    if places and places[0].start == 0:
        return bare[: places[0].end]
    group = _GROUP.match(bare)
    return group.group() if group else ""


def is_high_of_years(sentence: str, quantities: Sequence[Quantity], i: int) -> bool:
    """Whether the number before `i` only says of how many years something is the highest (创近五年新高,增长5%)."""
    earlier = quantities[i - 1]
    return i > 1 and earlier.unit == "年" and _HIGH_OF_YEARS.match(sentence, earlier.end) is not None


_HIGH_OF_YEARS = re.compile(r"(?:来|以来|同期|历史)*的?(?:新高|新低|最[高好佳低快](?:水平)?)")
_YEARS_ON_END = re.compile(r"[,、]?(?:已|已经|实现)?连续\s?")
_NEVER_LESS = re.compile(r"(?:都|均)?(?:稳定|保持|维持|超过?|突破|达到?|站稳|处)")


def place_between(sentence: str, start: int, end: int) -> str:
    """The words of a clause without a figure, between two figures, that begins with a place: the second is its own.

    So 宜宾3427亿元,德阳受订单影响,2817亿元 is no second figure of 宜宾; "" where no such clause stands between.
    """
    clauses = re.split("[,;]", sentence[start:end])[1:-1]
    places = find_places(clauses[-1]) if clauses else []
    return clauses[-1] if places and places[0].start == 0 else ""


def subject_between(sentence: str, start: int, end: int) -> str:
    """What the last clause without a figure between two figures tells of, where it has a subject of its own.

    So 出口增长19%,全省进出口总值创新高,达到5379亿元 is no second figure of 出口; "" where it goes on with the first's
    (产值80亿元,再创新高,增长5%), or where no such clause stands between.
    """
    between = re.sub(r"\([^()]*\)", lambda match: "(" * len(match[0]), sentence[start:end])
    marks = [start + match.start() for match in re.finditer("[,;]", between)]
    clauses = [sentence[a + 1 : b] for a, b in pairwise(marks)]
    if not clauses or _GOES_ON.match(clause := LEADING.sub("", clauses[-1])):
        return ""
    told = _TOLD.fullmatch(clause)
    subject = TRAILING.sub("", told["subject"] if told else clause).removesuffix("生产")
    return "" if ELIDED.fullmatch(subject) or _NO_SUBJECT.search(subject) else subject


_GOES_ON = re.compile(
    r"的|增速|增幅|降幅|涨幅|单产|总量|首次|其中|按|受|[再首连屡均]?创(?:下|造|历史|[一-鿿]{0,6}(?:新高|新低|纪录|最[好高佳]))|逆势|实现|克服|扣除|剔除|同比|环比|[较比与]|高于|低于|即|"
    r"虽|但|主要|占|[位稳]?居|排|列|[为是达超有]|连续|已|均|全部|成为|[一-鿿]{0,2}年来|应|可|须|不|最|预计|预期|任务|计划|下同|约束性|预期性|圆满|超额|顺利|提前|如期|好于|快于|优于|符合|稳居|领跑|领先|名列|位次|突破|跨|跃|站上|重[回返]|合计|"
    r"[共累总]计|历史|同口径|若|如果|完成(?:了?(?:全年|年度|年初|预期|既定)?(?:目标|任务|计划))|分[一-鿿]{1,3}看|也|更|当年|年均"
)
"""Begins a clause without a figure that says more of the figure before, and names nothing new."""


_HOW = (
    r"(?:稳步|持续|平稳|快速|较快|大幅度?|明显|显著|不断|进一步|加快|加速|逐步|逐[年季月]|连年|有序|蓬勃|迅速|迅猛|全面|整体|总体|稳中有|"
    r"强劲|高速|健康|高质量|实现|首次|双双|均|全部|成功|有效|扎实|深入|企稳|止跌|由[负正降升跌增减][转变为向]{1,2}|"
    r"[再首屡连续]次?|持续保持|保持|历史性地?|一举|喜?获得?|取得|基本|更加|日益|大大|稳定|同步|总量|规模|质量|动能|势头|态势|呈现|较上年|比上年)"
)
_GOES = (
    r"(?:倍增|转[正负升降增]|[正负增减升降]|增长|提升|提高|增加|壮大|改善|优化|扩大|下降|降低|减少|回升|回落|发展|推进|恢复|回暖|向好|运行|攀升|走高|走强|上升|上涨|"
    r"增强|完善|拓展|延伸|巩固|领先|释放|活跃|繁荣|兴旺|旺盛|趋稳|趋好|提速|加快|增收|增产|丰收|见效|成型|平稳|稳定|较快|良好|"
    r"[正负]增长?|[升降增减]|进|新?突破|新?跨越|翻番|新高|新台阶|新进展|新成效|新局面|创(?:历史|同期|近年|有史以来)*(?:新高|最[好高佳](?:水平)?|纪录|新低)|"
    r"[跃迈站登]?上(?:了)?新?的?台阶|取得(?:新|显著|明显|重大|积极|长足|历史性)*(?:进展|成效|突破|成果|进步)|"
    r"(?:更趋|更加)?(?:坚实|稳固|有力|完备|完善|合理|协调)|迈[上入进出][一-鿿]{0,8}|"
    r"[跨越突]破?过?[一两二三四五六七八九十百千万亿]{1,5}元?(?:大关|台阶|关口|门槛))"
)
_NO_SUBJECT = re.compile(
    r"^(?:支撑|成效|效果|势头|态势|作用|表现|质效|结构|贡献|动能|运行|形势)(?:作用|力)?$|^(?:但|虽|而|[一二三四]季度|[上下]半年|年初|年底|全年)|(?:态势|势头|[季月]度?以?[起来后]?)$"
)
_TOLD = re.compile(rf"(?P<subject>.*?)(?:{_HOW}|的|地|了|和|、|{_GOES})*{_GOES}(?:态势|势头|水平|阶段)?")
"""A clause that only tells how its subject goes: 全省进出口总值再创历史新高."""


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
    told = _TOLD.fullmatch(sentence[clause_start(sentence, max(0, start - 1)) : max(0, start - 1)])
    if (topic := _TOPIC.match(sentence)) and not (told and told["subject"]):
        return f"{topic['topic']} {own}".strip()
    before = LEADING.sub("", sentence[clause_start(sentence, max(0, start - 1)) : max(0, start - 1)])
    return crop_of(before, own) or f"{TRAILING.sub('', before)} {own}".strip()


_TOPIC = re.compile(r"\s?(?P<topic>[一-鿿]{2,12}?)(?:的?发展|建设|工作)?方面,(?=[^\d]{12})")
"""What a sentence is about, said at its start: 非常规天然气发展方面,…,力争产量突破200亿立方米."""
_FARMED = re.compile(r"(?:(?:播种|种植|栽培|养殖)?面积|总?产量?(?!业|值|能|品)|[单亩]产|[出存]栏)")
_CROP = re.compile(r"(?P<subject>[一-鿿]{2,6}?)(?:生产|种植|产业)?")


def crop_of(told: str, own: str) -> str:
    """The whole name of what is farmed, where its crop stands only in a clause that tells how it goes; "" elsewhere.

    >>> crop_of("粮食生产再获丰收", "总产"), crop_of("粮食生产稳步推进", "补贴")
    ('粮食总产', '')
    """
    match = _TOLD.fullmatch(told.strip("-—。 ")) if _FARMED.match(own) else None
    crop = _CROP.fullmatch(match["subject"]) if match else None
    return f"{crop['subject']}{own}" if crop and not crop["subject"].endswith("业") else ""
