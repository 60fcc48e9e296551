"""Binding: which words of a sentence say what each of its quantities measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyqa.chinese.quantities import Quantity
from policyqa.chinese.units import dimension
from policyqa.figures.clause_before import from_clause_before, is_high_of_years, is_place_ranked, own_of_clause
from policyqa.figures.clauses import ELIDED, LEADING, RANKED, TRAILING, clause_start, last_hard, noun_after
from policyqa.figures.compared import go_on_comparing
from policyqa.figures.former_aims import deal_out_aims, without_comparison
from policyqa.figures.left_out import (
    add_explained,
    add_left_out,
    deal_out_former,
    deal_out_growth,
    deal_out_quarters,
    part_by_halves,
    with_measure,
)
from policyqa.figures.measures import declines_of, measure_of
from policyqa.figures.planned import (
    is_done,
    is_only_done,
    is_planned,
    is_set_beside,
    outcome,
    pair_up,
    subject_of,
)
from policyqa.figures.sharing import SECTORS, distribute, give_tiers
from policyqa.types import Measure, Status

_FROM = re.compile(r"[由从][^,到至]{0,8}$")
_CHANGES_TO = re.compile(
    r"^[到至]$|[一-鿿]{0,2}(?:[增减升降扩缩压涨跌拓延提调]|整合|归并|合并|重组|改组|撤并|精简|发展|恢复|攀|跃|移|开密|宽|密)[一-鿿]{0,2}[到至为]"
)
_WORK = r"新建|改造|改建|扩建|续建|维修|修缮|养护|整治|修复|建成|开工|竣工|完工|投产"
_DONE_ALSO = re.compile(rf"(?:{_WORK})")
_DONE_FIRST = re.compile(rf"^(?:{_WORK})(?=\s?[一-鿿]{{2}})")
"""What is done to more of the thing that the figure before names: 新建公路200公里、改造120公里."""
_AND_DONE = re.compile(rf"^[和与及、](?:{_WORK}|提升|提质)+")
"""What else is done to it, of which the second figure is only a part: 新建和改造农田286万亩,其中新建171万亩."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a quantity measures: `indicator` its own words, `lead` the earlier words of its sentence.

    `stands` is "target" for a plan's figure beside which another says what was done, and "actual" for that one.
    """

    quantity: Quantity
    indicator: str
    lead: str
    near: str
    clause: str
    measure: Measure
    decline: bool
    stands: Status = "unknown"


def bind(sentence: str, quantities: Sequence[Quantity]) -> list[Bound]:
    """Bind each quantity of one folded sentence that is no threshold to the words that it measures, in order."""
    named = [match.span() for match in SECTORS.finditer(sentence)]
    named += [
        (q.start, q.end)
        for q in quantities
        if _is_of_others(sentence, q) or _counts_list(sentence, q) or _is_ago(sentence, q)
    ]
    shown = [q for q in quantities if not q.threshold and not any(s <= q.start < e for s, e in named)]
    real = [without_comparison(sentence, q) for q in shown]
    before = [_before(sentence, real, i) for i in range(len(real))]
    indicators = [_indicator(sentence, real, i, before[i]) for i in range(len(real))]
    measures: list[Measure] = []
    for i in range(len(real)):
        measures.append(measure_of(sentence, real, i, measures))
    distribute(sentence, real, indicators, before, measures)
    give_tiers(sentence, quantities, real, indicators)
    clauses = [clause_start(sentence, q.start) for q in real]
    planned = [is_planned(sentence, clause, q.start) for clause, q in zip(clauses, real, strict=True)]
    done = [is_done(sentence[clause : q.start]) for clause, q in zip(clauses, real, strict=True)]
    set_beside = [
        i
        for i in range(len(real) - 1)
        if is_set_beside(sentence, real[i], real[i + 1])
        and not (i and re.fullmatch("[、和与及]", sentence[real[i - 1].end : real[i].start]))
    ]
    for i in set_beside:
        planned[i], done[i + 1] = True, True
        measures[i + 1] = measures[i] if measures[i + 1] in ("share", "level") else measures[i + 1]
    plans = pair_up(real, indicators, before, planned, done) | {i + 1: i for i in set_beside}
    aims = {plan for plan in plans.values() if plan is not None}
    for i in range(1, len(real)):  # 新建农田5万亩,已完成2万亩: also where no word says that the first is a plan
        alike = real[i].unit == real[i - 1].unit and measures[i] == measures[i - 1] == "level"
        if i not in plans and alike and is_only_done(before[i]):
            plans[i] = i - 1
    add_left_out(sentence, real, indicators, before)
    for i, q in enumerate(real):
        if i - 1 in aims and not done[i] and ELIDED.fullmatch(indicators[i]):
            aims.add(i)  # 计划开工60个,总投资300亿元,实际开工58个
        if i in plans:
            plan = plans[i]
            indicators[i] = outcome("" if plan is None else subject_of(indicators[plan]), before[i])
        elif i and (
            not indicators[i] or ELIDED.fullmatch(indicators[i]) or _is_total(indicators[i], indicators[i - 1])
        ):
            if own := own_of_clause(sentence, real, before, i, indicators):
                indicators[i] = own
                continue
            gone = i > 1 and bool(_GONE.match(indicators[i - 1])) and bool(_STOCK.search(before[i]))
            whose = i - 1 - ((gone and real[i - 2].unit == q.unit) or is_high_of_years(sentence, real, i))
            indicators[i] = _inherited(indicators[whose], before[i], q.unit == real[whose].unit)
        elif (
            i
            and q.unit == "位" == real[i - 1].unit
            and sentence[q.start - len(before[i]) - 1] == "、"
            and _AMONG.fullmatch(indicators[i])
        ):
            ranked = _UP_TO_RANK.match(indicators[i - 1])
            indicators[i] = f"{ranked[0]}{indicators[i]}" if ranked else indicators[i]
        elif i and indicators[i] in ("货物", "旅客") and indicators[i - 1].endswith(("旅客", "货物")):
            indicators[i] = indicators[i - 1][:-2] + indicators[i]  # 发送旅客800万人次、货物900万吨
        elif i and q.unit == "位" and RANKED.fullmatch(indicators[i]):
            indicators[i] = _inherited(indicators[i - 1], before[i], False)
        elif i and q.unit in ("%", "‰") and _SHARE_OF.match(before[i]) and _SHARE_OF.match(indicators[i]):
            whole = _OF_WHOLE.sub("", indicators[i - 1])
            indicators[i] = _inherited(whole, before[i], False)
            if _OF_ECONOMY.match(before[i]) and "研发" in whole:  # one name: 研发投入占地区生产总值比重
                indicators[i] = whole + TRAILING.sub("", before[i].strip(", "))
        elif i and _OTHERWISE.match(indicators[i]) and sentence[real[i - 1].end : q.start].startswith("("):
            indicators[i] = _inherited(indicators[i - 1], before[i], False)
        elif ELIDED.fullmatch(indicators[i]) or (q.unit == "位" and is_place_ranked(sentence, q.start, indicators[i])):
            indicators[i] = _TURNED.sub("", from_clause_before(sentence, q.start, indicators[i]))
        elif i and q.unit == real[i - 1].unit and _DONE_ALSO.fullmatch(indicators[i]):
            verb = _DONE_FIRST.match(indicators[i - 1])
            indicators[i] += _AND_DONE.sub("", indicators[i - 1][verb.end() :]) if verb else ""
    deal_out_growth(sentence, real, indicators, before, measures)
    deal_out_quarters(sentence, real, indicators)
    deal_out_former(sentence, real, indicators, measures)
    aims |= deal_out_aims(sentence, real, indicators, measures)
    add_explained(sentence, indicators)
    part_by_halves(indicators)
    _add_whole(sentence, real, indicators, measures)
    declines = declines_of(sentence, real, measures)
    near = [sentence[real[i - 1].end if i else 0 : q.start] for i, q in enumerate(real)]
    go_on_comparing(real, indicators, near)
    return [
        Bound(
            q,
            indicators[i],
            sentence[: q.start],
            near[i],
            sentence[clauses[i] : q.start],
            measures[i],
            declines[i],
            "actual" if i in plans else "target" if i in aims else "unknown",
        )
        for i, q in enumerate(real)
    ]


_AMONG = re.compile(r"[一-鿿]{2,10}(?:省区?|市|州|县|区|地区|城市|行业|企业|口岸|国家)")
_UP_TO_RANK = re.compile(r".{2,}(?:居|列|排名?|位次)在?(?=全|世界|中部|西部|东部)")
"""Among whom a second rank is, and what both are of: 单产居全国第四、主产省第二."""
_SHARE_OF = re.compile(r"[,、;]?(?:约|均|仅|只)?占(?!地(?![区方])|[用道位领补])")
_OF_WHOLE = re.compile(r"\s占\S*$")
"""Says of what a share is, and nothing of what has it: 草地面积5亿亩,占全省面积的56%,占全国草地的14%."""


_OF_ECONOMY = re.compile(r",?占(?:地区生产总值|生产总值|国内生产总值|GDP)的?比[重例]")
_OTHERWISE = re.compile(r"(?:剔除|扣除|不含|不计|含|按(?:可比|同)?口径|计入)")
"""Begins what a figure in brackets leaves out of, or adds to, the one before it (88.4%(剔除沙尘后为96.9%))."""


def _is_of_others(sentence: str, quantity: Quantity) -> bool:
    """Whether a quantity in brackets is only what others have (较行业平均水平(1.75%)低0.56个百分点)."""
    before, behind = sentence[: quantity.start], sentence[quantity.end :]
    return bool(re.search(r"(?:[比较]|[高低快慢多少]于)[^,;。()\d]{2,12}\($", before)) and behind.startswith(")")


def _is_ago(sentence: str, quantity: Quantity) -> bool:
    """Whether a number of years only says when an old value was (由五年前的54%提高到73%)."""
    return (
        quantity.unit == "年" and re.match(r"之?前的(?=约?\d)", sentence[quantity.end : quantity.end + 6]) is not None
    )


def _counts_list(sentence: str, quantity: Quantity) -> bool:
    """Whether a number only counts the names before it that 分别 shares out (甲、乙、丙三个口岸货运量分别为…)."""
    count = int(quantity.value) if quantity.value in _FEW and quantity.unit in _COUNTERS else 0
    if not count or not _SHARED_OUT.match(sentence, quantity.end):
        return False
    if count == 4 and _QUARTERS_OF.match(sentence, quantity.end):
        return True
    words = sentence[clause_start(sentence, quantity.start) : quantity.start]
    return len(re.split(r"[、和与及]", words)) == count


_FEW = frozenset("23456789")
_COUNTERS = ("个", "家", "大", "类", "项", "种", "座", "条", "所", "")
_SHARED_OUT = re.compile(r"[一-鿿]{2,16}分别")
_QUARTERS_OF = re.compile(r"季度[一-鿿]{0,8}分别")


def is_elided(indicator: str) -> bool:
    """Whether words name no subject of their own."""
    return ELIDED.fullmatch(indicator) is not None


def _add_whole(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: Sequence[Measure]
) -> None:
    """Give the parts behind 其中 the words of their whole too; fills in `indicators`."""
    own = list(indicators)
    for match in re.finditer("其中", sentence):
        whole = next((i for i in reversed(range(len(quantities))) if quantities[i].end <= match.start()), None)
        if whole is None or any(mark in sentence[quantities[whole].end : match.start()] for mark in "。;"):
            continue
        stop = max(sentence.rfind(mark, 0, match.start()) for mark in "。;")
        for i in range(whole + 1, len(quantities)):
            if ";" in sentence[match.end() : quantities[i].start]:
                continue
            if measures[i] == measures[whole] == "growth" and i >= whole + 1:
                indicators[i] = with_measure(indicators[i], own[whole])
            if measures[i] != "level":
                continue
            # 改造小区86个,惠及居民1.45万户,其中甲县9个: the whole is the last that is counted alike
            alike = (
                j
                for j in range(whole, -1, -1)
                if quantities[j].start > stop
                and quantities[j].unit == quantities[i].unit
                and measures[j] == "level"
                and own[j] != "连续"
            )
            at = next(alike, None)
            between = sentence[quantities[i - 1].end : quantities[i].start]
            if at is not None and own[at] not in indicators[i] and not _WHOLE_NAME.match(own[i]):
                added = _OF_YEARS.sub("", own[at]) if _YEAR.search(between) else own[at]
                indicators[i] = f"{indicators[i]} {added}".strip()


_OF_YEARS = re.compile(r"\([^()]{0,12}(?:19|20)\d\d[^()]{0,12}\)|[^,]{0,8}期间|累计")
"""The years of a whole, which are not those of its part: 执行期间(2022-2024年)累计兑付8亿元,其中2024年兑付3亿元."""
_YEAR = re.compile(r"(?:19|20)\d\d年|[今去当]年")
_WHOLE_NAME = re.compile(r"(?:出口|进口)(?:总?[额值])?$")
"""What has a name of its own and is asked for by it: 进出口总额268亿元,其中出口196亿元."""


_TURNED = re.compile(
    r"(?:增速|增幅)?(?:由(?:上年|去年|前年)的?[一-鿿]{0,3}(?:下降|下滑|负增长|回落)(?:转为|变为)(?=[增下上]|$)|由[负降跌减正增升涨][转变为向]{1,2}[正增升涨负降跌]|止[跌降滑][回企]?[升稳]{0,2}|(?:企稳|止跌)?回[升稳]|转[正负]|扭[负亏]为[正盈]|明显|持续|稳步|(?:首次|一举|成功)?(?:突破|跨越|跨过|迈上|站上|登上|跃上)[一两二三四五六七八九十百千万亿]{1,5}元?(?:大关|台阶|关口|门槛))+(?=\s|$)"
)
"""That something turned, which is no part of its name: 固定资产投资由负转正,增长1.2%."""


_BRACKETS = re.compile(r"\([^()]{1,40}\)")


def _before(sentence: str, quantities: Sequence[Quantity], i: int) -> str:
    """The words before a quantity that are its own: since the last mark or the last quantity."""
    start = quantities[i].start
    floor = quantities[i - 1].end if i else 0
    hard = last_hard(sentence, floor, start)
    segment = sentence[max(hard, floor) : start]
    outside = _BRACKETS.sub(lambda match: "(" * len(match.group()), segment)  # 县(市、区) is one word
    if i and hard <= floor and "、" in outside:
        segment = segment[outside.index("、") + 1 :]
    return segment


def _indicator(sentence: str, quantities: Sequence[Quantity], i: int, before: str) -> str:
    own = _BY_CAUSE.sub("", TRAILING.sub("", LEADING.sub("", before))).strip()
    after = noun_after(sentence, quantities, i).strip()
    after = "" if _STEP.match(after) else after
    if quantities[i].unit == "位":
        return own
    kind = dimension(quantities[i].unit)
    after = "" if _CHANGES_TO.match(after) else after
    if re.match(r"以上|左右|的?(?:速度|幅度|目标|比例|增幅|增速)", after):
        after = re.sub(r"^(?:以上|左右)", "", after)
    if kind in ("count", "") or (after.startswith("的") or not own):
        return f"{own} {after}".strip()
    if kind in ("area", "length", "money", "mass", "power", "multiple", "人次") and after:
        return f"{own} {after}".strip()
    return own


_STEP = re.compile("台阶|大关|关口|门槛")
_BY_CAUSE = re.compile(
    r"(?<=[一-鿿]{2})(?:受[一-鿿]{2,12}(?:拖累|影响|带动|制约|冲击|拉动)(?:仅|只)?|由[负降跌][转变为]{1,2}[正增升]、|(?:止跌|企稳|触底)?回[稳升暖]、(?:力争|确保|预计)?|止跌回升、|同?比?(?:基本)?持平略?|略有?|小幅|微幅?)(?=增|下降|减|回落|$)"
)
"""Why, or how little, in the middle of what is measured: 固定资产投资受房地产拖累仅增长."""
_GONE = re.compile(r"(?:注销|退出|退规|退库|出库|关停|淘汰|净?减少|撤销)")
_STOCK = re.compile(r"(?:实有|现有|共有|总数|累计|拥有|达到?|净增)\s?$")
"""What is there in all goes on with what was added, not with what left (新增9家、退出3家,年末实有120家)."""
_STOCK_LEFT = re.compile(r"(?:年末|年底|目前)?[实现]$")
"""What is left of 年末实有 and 现有 when the verb is taken off."""
_TOTAL = re.compile(r"(?:总|累计)([一-鿿]{2,6})")
_ADDED = r"(?:新增|净增|新认定|新培育|新登记|新开通|新开|新设立?|新注册|新发展|新引进|新入库|新建)"
_REACHES = re.compile(r"(?:达到?|增至|增加[到至]|突破|超过?)\s?$")


def _is_total(own: str, previous: str) -> bool:
    """Whether words name only the whole of what the quantity before added to (新增里程43公里、总里程达到879公里)."""
    total = _TOTAL.fullmatch(own)
    return total is not None and previous.endswith(total[1])


def _inherited(previous: str, before: str, same_unit: bool) -> str:
    """The words of an elided subject: those of the quantity before, plus what little stands between.

    What a count reaches is no longer what was added to it (净增15万户、达157万户), if it is in the same unit.
    """
    own = _STOCK_LEFT.sub("", TRAILING.sub("", LEADING.sub("", before)).strip())
    subject = _FROM.sub("", previous)
    if own == "强度":
        return re.sub(r"(?:首次|已|再次)?(?:(?:同比|年均)?(?:增长|提高))?(?: .*)?$", "", subject) + own
    if _SHARE_OF.match(before):
        subject = _OF_WHOLE.sub("", subject)
    if re.match(r"总产|单产|产量|产值|产", own):  # 棉花面积3600万亩,总产560万吨
        crop = re.sub(r"\s?(?:(?:播种|种植|栽培)?面积|[单亩]产).*$", "", subject)
        if crop != subject:
            return f"{crop}{own}".strip()  # 粮食总产
    if "投资" in own:
        subject = re.sub(r"\s(?:计划)?总投资$", "", subject)
    if "同比" in own:
        subject = re.sub(r"\s?环比[一-鿿]{0,2}$", "", subject)
    if "净增" in own:
        subject = re.sub(rf"^{_ADDED}", "", subject)
    if "实际" in own:
        subject = re.sub(r"^(?:原|年度|全年|年初)?计划", "", subject)
    if same_unit and (re.search(r"总|累计|存量|[实现共]有|共\s?$", before) or _REACHES.search(before)):
        subject = re.sub(rf"^{_ADDED}|(?:新增|净增)$", "", subject)
    return f"{subject} {own}".strip()
