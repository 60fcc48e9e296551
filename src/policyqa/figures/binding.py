"""Binding: which words of a sentence say what each of its quantities measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyqa.chinese.places import find_places
from policyqa.chinese.quantities import Quantity
from policyqa.chinese.units import dimension
from policyqa.figures.compared import go_on_comparing
from policyqa.figures.measures import declines_of, measure_of
from policyqa.figures.members import members, with_shared_end
from policyqa.figures.planned import is_done, is_planned, outcome, pair_up, subject_of
from policyqa.types import Measure, Status

_HARD = ",;:。!?\n\t("
_RESPECTIVE = re.compile(r"分别|依次")
_JOIN = re.compile(
    r"^[\s、和与及,以]{0,3}(?:达到?|为|增长|下降|提高|居|位居|降低|减少|增加|至|到|约|超过?|突破)?[\s、和与及]{0,2}$"
)
_TRAILING = re.compile(
    r"(?:分别|依次|各|均|都|力争|争取|确保|努力|实现|完成|达到|达|为|至|到|控制|保持|稳定|维持|在|是|有|共|共有|(?<![累合统总共预估])计|(?<![入出])总计|(?<=[量值入额率])继续|高于|低于|约|超过|超|突破|不少于|不低于"
    r"|预计|预期|增至|增加到|提高到|提升到|上升到|下降到|增长到|转为|变为|提高至|提升至|上升至|下降至|增加至|扩大到|扩大至|减少到|缩小到|压缩到|压减到|调整为|上调至|降低到|降低至|降至|升至|提至|跃升至|跃升到|跃至|占|占比|的|个|了|全年|新增到|以|再)+$"
)
_LEADING = re.compile(
    r"^(?:(?:19|20)\d\d年(?:底|末|前(?!(?:\d{1,2}|[一二两三四五六七八九十]+)个?[月季]))?|其中|并|且|同时|以及|及|和|与|力争|确保|争取|全年|全区|全市|全县|全省|我省|我市|我区|我县|预计|使|让|将|要|到(?![位岗期])|至|年(?![度均产初])|底|末|的|左右|以上|以内|、|,|\s|“|”)+"
)
_FROM = re.compile(r"[由从][^,到至]{0,8}$")
_CHANGES_TO = re.compile(
    r"(?:提高|提升|增加|扩大|上升|下降|降低|增|升|降|减少|压缩|缩短|跃升|调整|上调|下调|缩小)(?:到|至|为)"
)
ELIDED = re.compile(
    r"(?:[上下]半年|前?[一二三四]季度|\d{1,2}[-~至]\d{1,2}月份?|\d{1,2}月[份末底]?|按?(?:可比|不变|现行)价格?(?:计算)?|(?:按?可比|同)口径|(?:扣除|剔除)价格因素(?:影响)?|(?:19|20)\d\d年[底末]?|今年|本年|当年|去年|转为|转|变为|同比|环比|比上年末|比上年同期|较上年同期|比上年|较上年|比年初|较年初|年内|[一二三四五]年|内(?=新增|净增)|本年|较|压减|压缩|缩减|上年|年均|实际|名义|仅"
    r"|又|再|并|跃居|位居|跃升|跃|居|列|位列|排名|排|升至|升|至|由|从|在|全国|全省|全市"
    r"|全区|世界|全球|中部|西部|东部|首位|增长|增加|下降|降低|提高|提升|上升|回升|达到|达"
    r"|年度|计划|减少|减|上涨|回落|惠及(?:居民|群众|住户)?|覆盖|受益(?:居民|群众)?|涉及(?:居民|群众)?|总数|总量|总产值|总额|数量|规模|产量|产值|面积|销量|单产|累计|总|占比|占|均|增速|增幅"
    r"|降幅|涨幅|也|都|超过?|突破|分别|为|到|其中|约|的|新增|净增|覆盖率|投资|收入|营收"
    r"|金额|余额"
    r"|去年|前年|目前|当前|仍|还|高于|低于|快于|慢于|平均水平|平均|水平|超出|超额"
    r"|完成|目标|预期|任务|率|当年|截至|年末|年底|末|实有|现有|实| )*"
)
"""Words that name no subject of their own: the quantity goes on with the subject of the one before."""
_WORK = r"新建|改造|改建|扩建|续建|维修|修缮|养护|整治|修复|建成|开工|竣工|完工|投产"
_DONE_ALSO = re.compile(rf"(?:{_WORK})")
_DONE_FIRST = re.compile(rf"^(?:{_WORK})(?=\s?[一-鿿]{{2}})")
"""What is done to more of the thing that the figure before names: 新建公路200公里、改造120公里."""


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
    named = [match.span() for match in _SECTORS.finditer(sentence)]
    real = [q for q in quantities if not q.threshold and not any(s <= q.start < e for s, e in named)]
    before = [_before(sentence, real, i) for i in range(len(real))]
    indicators = [_indicator(sentence, real, i, before[i]) for i in range(len(real))]
    measures: list[Measure] = []
    for i in range(len(real)):
        measures.append(measure_of(sentence, real, i, measures))
    _distribute(sentence, real, indicators, before, measures)
    _give_tiers(sentence, quantities, real, indicators)
    clauses = [_clause_start(sentence, q.start) for q in real]
    planned = [is_planned(sentence, clause, q.start) for clause, q in zip(clauses, real, strict=True)]
    done = [is_done(sentence[clause : q.start]) for clause, q in zip(clauses, real, strict=True)]
    plans = pair_up(real, indicators, before, planned, done)
    aims = {plan for plan in plans.values() if plan is not None}
    for i, q in enumerate(real):
        if i - 1 in aims and not done[i] and ELIDED.fullmatch(indicators[i]):
            aims.add(i)  # 计划开工60个,总投资300亿元,实际开工58个
        if i in plans:
            plan = plans[i]
            indicators[i] = outcome("" if plan is None else subject_of(indicators[plan]), before[i])
        elif i and (not indicators[i] or ELIDED.fullmatch(indicators[i])):
            indicators[i] = _inherited(indicators[i - 1], before[i])
        elif ELIDED.fullmatch(indicators[i]):
            indicators[i] = _from_clause_before(sentence, q.start, indicators[i])
        elif i and q.unit == real[i - 1].unit and _DONE_ALSO.fullmatch(indicators[i]):
            verb = _DONE_FIRST.match(indicators[i - 1])
            indicators[i] += indicators[i - 1][verb.end() :] if verb else ""
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
        for i in range(whole + 1, len(quantities)):
            level = measures[i] == measures[whole] == "level"
            if (
                level
                and own[whole] not in indicators[i]
                and not _WHOLE_NAME.match(own[i])
                and quantities[i].unit == quantities[whole].unit
                and ";" not in sentence[match.end() : quantities[i].start]
            ):
                indicators[i] = f"{indicators[i]} {own[whole]}".strip()


_WHOLE_NAME = re.compile(r"(?:出口|进口)(?:总?[额值])?$")
"""What has a name of its own and is asked for by it: 进出口总额268亿元,其中出口196亿元."""


def _from_clause_before(sentence: str, position: int, own: str) -> str:
    """The subject that an elided clause goes on with: the words of the clause before it."""
    start = _clause_start(sentence, position)
    before = sentence[_clause_start(sentence, max(0, start - 1)) : max(0, start - 1)]
    return f"{_TRAILING.sub('', _LEADING.sub('', before))} {own}".strip()


def _clause_start(sentence: str, position: int) -> int:
    return max((sentence.rfind(mark, 0, position) for mark in _HARD if mark != "("), default=-1) + 1


def _before(sentence: str, quantities: Sequence[Quantity], i: int) -> str:
    """The words before a quantity that are its own: since the last mark or the last quantity."""
    start = quantities[i].start
    floor = quantities[i - 1].end if i else 0
    hard = _last_hard(sentence, floor, start)
    segment = sentence[max(hard, floor) : start]
    if i and hard <= floor and "、" in segment:
        segment = segment[segment.index("、") + 1 :]
    return segment


def _last_hard(sentence: str, floor: int, end: int) -> int:
    """The offset behind the last hard mark; a closed bracket in between is part of the words."""
    depth = 0
    for position in range(end - 1, floor - 1, -1):
        character = sentence[position]
        if character == ")":
            depth += 1
        elif character == "(" and depth:
            depth -= 1
        elif character in _HARD and not depth:
            return position + 1
    return floor


def _noun_after(sentence: str, quantities: Sequence[Quantity], i: int) -> str:
    """What a quantity counts, where the noun follows it: `13个重大项目`."""
    end = quantities[i].end
    stop = quantities[i + 1].start if i + 1 < len(quantities) else len(sentence)
    words = re.match(r"[^,;:。、!?\n\t()“]{0,24}", sentence[end : min(stop, end + 24)])
    return words.group() if words else ""


def _indicator(sentence: str, quantities: Sequence[Quantity], i: int, before: str) -> str:
    own = _TRAILING.sub("", _LEADING.sub("", before)).strip()
    after = _noun_after(sentence, quantities, i).strip()
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


def _inherited(previous: str, before: str) -> str:
    """The words of an elided subject: those of the quantity before, plus what little stands between."""
    own = _TRAILING.sub("", _LEADING.sub("", before)).strip()
    subject = _FROM.sub("", previous)
    if "投资" in own:
        subject = re.sub(r"\s(?:计划)?总投资$", "", subject)
    if "同比" in own:
        subject = re.sub(r"\s?环比[一-鿿]{0,2}$", "", subject)
    if "实际" in own:
        subject = re.sub(r"^(?:原|年度|全年|年初)?计划", "", subject)
    if re.search(r"总|累计|存量", own):
        subject = re.sub(r"^(?:新增|净增|新认定|新培育|新建)|(?:新增|净增)$", "", subject)
    return f"{subject} {own}".strip()


_AS_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_FIRST_OF_THEM = re.compile(r"前([两二三四五])[项个者位]")
"""The first of the things that the sentence has just listed (前两项增速分别居全国第8位、第5位)."""


def _distribute(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], before: list[str], measures: list[Measure]
) -> None:
    """Give the members of `A、B和C分别达到x、y、z` one quantity each, in order; fills in `indicators`."""
    listed: list[str] = []
    _give_places(sentence, quantities, indicators, measures)
    for match in _RESPECTIVE.finditer(sentence):
        first = next((i for i, q in enumerate(quantities) if q.start >= match.end()), None)
        if first is None or any(mark in sentence[match.end() : quantities[first].start] for mark in ";。"):
            continue
        count = _run_length(sentence, quantities, first)
        names, between = _names(sentence, quantities, match.start(), first, count)
        if len(names) != count and first:
            own = indicators[max(0, first - count) : first]
            if len(own) == count and all(own) and not names[1:]:
                start = _last_hard(sentence, quantities[first - 1].end, match.start())
                names, between = own, _TRAILING.sub("", _LEADING.sub("", sentence[start : match.start()]))
        pointed = _FIRST_OF_THEM.search(sentence, max(0, match.start() - 12), match.start())
        if pointed:
            names = listed[: count if len(listed) > count == _AS_MANY[pointed[1]] else 0]
            between = sentence[pointed.end() : match.start()]
        if count < 2 or len(names) != count:
            if pointed:  # whose ranks they are stands in a list that was not understood
                indicators[first : first + count] = [sentence[pointed.start() : match.start()]] * count
            continue
        listed = names = with_shared_end(names)
        tail = _TRAILING.sub("", sentence[match.end() : quantities[first].start])
        behind = _counted_by_all(sentence, quantities, first, count)
        _give(indicators, measures, first, [" ".join(filter(None, (name, between, tail, behind))) for name in names])
        _go_on(sentence, quantities, indicators, measures, first + count, names)


def _give_tiers(sentence: str, quantities: Sequence[Quantity], real: Sequence[Quantity], indicators: list[str]) -> None:
    """Give the amounts behind 分别 the tiers before it, one each (`突破50亿元、10亿元的企业,分别奖励9万元、3万元`)."""
    for match in _RESPECTIVE.finditer(sentence):
        first = next((i for i, q in enumerate(real) if q.start >= match.end()), None)
        if first is None or any(mark in sentence[match.end() : real[first].start] for mark in ";。"):
            continue
        count = _run_length(sentence, real, first)
        tiers = [q for q in quantities if q.threshold and q.end <= match.start()][-count:]
        between = [sentence[a.end : b.start] for a, b in pairwise(tiers)]
        if count < 2 or len(tiers) != count or not all(_JOIN.match(re.sub("及?以上", "", text)) for text in between):
            continue
        bound = sentence[tiers[0].start : tiers[0].number_start]
        before = _LEADING.sub("", sentence[_clause_start(sentence, tiers[0].start) : tiers[0].start])
        behind = re.split("[,;:。]", sentence[tiers[-1].end : match.start()])[0]
        verb = _TRAILING.sub("", sentence[match.end() : real[first].start])
        given = " ".join(filter(None, (verb, _counted_by_all(sentence, real, first, count))))
        for offset, tier in enumerate(tiers):
            whose = f"{before.removeprefix('对')}{bound}{sentence[tier.number_start : tier.end]}{behind}"
            indicators[first + offset] = f"{whose} {given}".strip()


def _give_places(sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]) -> None:
    """Give places that are listed before as many quantities one each, without 分别 too (甲市、乙市产值增长6%、5%)."""
    i = 0
    while i < len(quantities):
        count = _run_length(sentence, quantities, i)
        floor = quantities[i - 1].end if i else 0
        words = _LEADING.sub("", sentence[_last_hard(sentence, floor, quantities[i].start) : quantities[i].start])
        parts = re.split(r"[、和]", words)
        if 1 < count == len(parts) and "分别" not in words:
            places = [find_places(part) for part in parts]
            listed = all(found and found[0].start == 0 for found in places)
            if listed and all(found[0].end == len(part) for found, part in zip(places[:-1], parts, strict=False)):
                rest = _TRAILING.sub("", parts[-1][places[-1][0].end :])
                _give(
                    indicators,
                    measures,
                    i,
                    [part[: found[0].end] + rest for found, part in zip(places, parts, strict=True)],
                )
        i += max(1, count)


def _sums_up(quantity: Quantity, count: int) -> bool:
    """Whether a quantity only counts the members of a list (`甲、乙、丙三个口岸`)."""
    return quantity.value == str(count) and quantity.unit in ("个", "大", "家", "类", "项", "种", "地", "市", "")


def _counted_by_all(sentence: str, quantities: Sequence[Quantity], first: int, count: int) -> str:
    """What a whole list is an amount of, where the noun follows its last member: 分别发放3元、2元和1元生活补贴."""
    words = _noun_after(sentence, quantities, first + count - 1).strip()
    return words if re.fullmatch(r"的?[一-鿿]{2,8}", words) and not re.search("以上|左右|以下|以内", words) else ""


def _give(indicators: list[str], measures: list[Measure], first: int, names: Sequence[str]) -> None:
    """Name the quantities from `first` on; growth of the first is growth of all; fills in both lists."""
    for offset, name in enumerate(names):
        indicators[first + offset] = name
        if measures[first] == "growth":
            measures[first + offset] = "growth"


def _go_on(
    sentence: str,
    quantities: Sequence[Quantity],
    indicators: list[str],
    measures: list[Measure],
    first: int,
    names: list[str],
) -> None:
    """Give the same names to the next list of as many (`分别完成甲、乙,增长丙和丁`); fills in both lists."""
    if first + len(names) > len(quantities):
        return
    between = sentence[quantities[first - 1].end : quantities[first].start]
    verb = _LEADING.sub("", between)
    if ELIDED.fullmatch(verb.strip(", ")) and _run_length(sentence, quantities, first) == len(names):
        _give(indicators, measures, first, [f"{name} {_TRAILING.sub('', verb)}".strip() for name in names])


_SECTORS = re.compile(r"三次产业|一二三产业?|第一、第?二、第?三产业|一、二、三产业?")
"""The three sectors by one name; what stands behind 分别 is theirs in this order."""


def _names(sentence: str, quantities: Sequence[Quantity], at: int, first: int, count: int) -> tuple[list[str], str]:
    """The `count` names that 分别 at `at` shares out, and the words between them and it.

    They stand right before it, or in the clause before (三大产业是甲、乙和丙,产值分别达到…).
    """
    earlier_figures = [q.end for q in quantities[:first] if dimension(q.unit) != "time" and not _sums_up(q, count)]
    floor = earlier_figures[-1] if earlier_figures else 0
    end = at - 1 if at and sentence[at - 1] == "," else at
    start = _last_hard(sentence, floor, end)
    if count == 3 and (sectors := _SECTORS.search(sentence, start, end)):
        return [f"第{nth}产业" for nth in "一二三"], _TRAILING.sub("", sentence[sectors.end() : end])
    names = members(_LEADING.sub("", sentence[start:end]), count)
    if len(names) == count or start <= floor + 1:
        return names, ""
    earlier = sentence[_last_hard(sentence, floor, start - 1) : start - 1]
    others = members(_LEADING.sub("", re.sub(r"^.*?(?:包括|分别是|是|为|即)", "", earlier)), count)
    if len(others) != count:  # 甲、乙和丙仍为前三大伙伴,进出口分别为…
        others = members(re.split(r"[仍均都]?[为是]", _LEADING.sub("", earlier))[0], count)
    if len(others) == count and count > 1:
        return others, _TRAILING.sub("", _LEADING.sub("", sentence[start:end]))
    return names, ""


def _run_length(sentence: str, quantities: Sequence[Quantity], first: int) -> int:
    """How many quantities follow one another with nothing but list marks between."""
    count = 1
    while first + count < len(quantities):
        between = sentence[quantities[first + count - 1].end : quantities[first + count].start]
        same = quantities[first + count].unit == quantities[first + count - 1].unit
        if not _JOIN.match(between) or ("," in between and not same):
            break
        count += 1
    return count
