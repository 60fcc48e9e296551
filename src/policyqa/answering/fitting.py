"""Fitting: whether a figure can answer a question at all, by unit, measure and scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.table_rows import names_member
from policyqa.chinese.periods import covers
from policyqa.chinese.places import canonical_zone, find_places, find_zones, is_within, region_by_code
from policyqa.chinese.units import dimension
from policyqa.chinese.year_parts import find_year_parts, last_day, part_of_year, same_part, turns_to_years
from policyqa.figures.holding import OVERALL
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

NATION = "100000"
_MONEY_HEAD = (
    r"(?:投资|产值|收入|支出|销售额|成交额|消费额?|贷款余额|存款余额"
    r"|资金|总[值额]|营收|利润|零售额|出口额|进口额|补贴|奖励)$"
)
_MONEY_UNITS = ("money", "percent", "points", "multiple", "", "比")
_ASKS_TIME = re.compile(
    r"多久|几年|几天|几个月|多少[天年日]|多少个?(?:工作日|小时|月)|期限|时限|时间|年限|缩短|压缩|时长|寿命|岁|年龄"
)
_ASKS_GRANT = re.compile(r"(?:[补奖罚贴]|补贴|奖励|补助|资助|给予|拨款?|投入?资?)(?:了|到|给)?多少(?![一-鿿])")
_ASKS_COUNT = re.compile(r"(?<![指系基分倍])数(?:量)?(?:目标)?(?:是|为)?(?:多少|几|呢)?[??]?$")
_ASKS_SIZE = re.compile(r"有?多[大高](?!的?项目)")
_IS_SHARE = re.compile(r"占[^,;]{2,16}比(?:重|例)?$")
_ASKS_SHARE = re.compile(r"占|比重|比例|强度|成|率|百分|几分之")
"""A share of something (海洋生产总值占地区生产总值比重) is not that something's own figure."""
_ASKS_TOTAL = re.compile(r"^(?!.*(?:新增|净增|新认定|新培育)).*(?:总数|总量|总里程|现有|存量)")
_ADDED = re.compile(r"(?!.*(?:总|累计|存量|现有))(?:新增|净增|新认定|新培育|新建|改造|改建|扩建)")
"""What is added is not the whole."""
_GENERIC_COUNTS = ("个", "家", "户", "项", "所", "名", "人", "位", "条", "处", "座", "种", "")
_SHARE_OF = re.compile(r"占.{1,12}(?:比重|比例|的?多少|几成|百分之几)")
CEILING = re.compile(r"最高|最多|封顶|上限|不超过|不得超过")
_COMPARES = re.compile(
    r"(?:比(?!上年|去年|年初|重|例|上月|同期)[^,;:。、]{2,16}(?:高|低|快|慢|多|少|大|小)(?:出)?|(?:高于|低于|快于|慢于|多于|少于|高出|领先|落后|超出)(?!预期目标)[^,;:。、]{0,12}|(?<=超)(?:年度)?计划)$"
)
"""A figure that states a difference from another place or kind (高于全国0.7个百分点, 比城镇快1.6个百分点)."""


def fits_unit(query: Query, figure: Figure) -> bool:
    """Whether the figure is in a unit that answers `多少套`, `百分之几`, `多少钱`."""
    if re.search(r"多少个?[万亿]", query.question) and figure.unit in ("%", "‰", "个百分点", "倍", "番", "位", "比"):
        return False
    if (
        re.search(r"多少(?:万)?亿", query.question)
        and not query.unit
        and "亿" not in figure.text
        and figure.unit != "元"
    ):
        return False
    if query.condition and (query.condition.unit == "%") != (figure.unit == "%"):
        return False
    if (
        not query.unit
        and _ASKS_GRANT.search(query.question)
        and dimension(figure.unit).partition("/")[0] not in _MONEY_UNITS
    ):
        return False
    money = query.asked != "rank" and re.search(_MONEY_HEAD, query.content)
    if money and not query.unit and dimension(figure.unit).partition("/")[0] not in _MONEY_UNITS:
        return False
    if money and not query.asked and not query.unit and figure.measure == "share" and figure.unit in ("%", "‰"):
        return False
    kind = dimension(figure.unit).partition("/")[0]
    if kind in ("money", "percent", "points") and _ASKS_COUNT.search(query.question):
        return False
    if kind == "count" and _ASKS_SIZE.search(query.question) and not query.unit:
        return False
    if dimension(figure.unit) == "time" and not _ASKS_TIME.search(query.question):
        return False
    if not query.unit:
        return figure.unit != "位" or query.asked == "rank" or "前" in query.content
    if query.unit == figure.unit:
        return True
    asked, have = dimension(query.unit), dimension(figure.unit)
    if asked == "count":
        if query.unit in ("个", "家", "名", "人", "位"):
            return have in ("count", "", "人次") and (figure.unit in _GENERIC_COUNTS or query.unit == "个")
        return figure.unit in ("", "个") or figure.unit == query.unit
    if asked == "multiple":
        return have == "multiple"
    if query.unit == "元":
        return have == "money"
    if figure.unit == "" and have == "":
        return asked == "count" or query.unit in ("人次", "场次")
    return asked == have


def fits_measure(query: Query, figure: Figure) -> bool:
    """Whether the figure is growth where growth is asked for, a rank where a rank is."""
    compares = bool(_COMPARES.search(_before_figure(figure))) and not _IS_AIM.match(_behind_figure(figure))
    if query.asked == "difference":
        return compares
    if figure.measure == "growth" and not _on_same_base(query.question, figure):
        return False
    if compares and not re.search(r"高于|低于|快于|多于|少于|领先|超", query.question):
        return False
    if figure.unit == "%" and _IS_SHARE.search(figure.indicator) and not _ASKS_SHARE.search(query.question):
        return False
    if figure.indicator.endswith("强度") and not re.search(r"强度|占|比", query.question):
        return False
    if _ASKS_TOTAL.search(query.question) and _ADDED.match(figure.indicator):
        return False
    if _ASKS_ADDED.match(query.content) and _STOCK.search(figure.indicator) and "增" not in figure.indicator:
        return False
    if figure.measure == "growth" and not query.asked and _adds(query, figure):
        return False
    if figure.unit in ("%", "‰") and not _ASKS_SHARE.search(query.question) and _is_share_of(query, figure):
        return False
    if query.asked == "share" and figure.measure == "growth" and figure.unit == "%":
        return False
    if query.asked == "rank":
        return figure.measure == "rank" and not _is_move(figure) and _ranked_among(query, figure)
    if figure.measure == "rank":
        return False
    if query.asked == "growth":
        added = re.search(r"新增|净增|增加(?!值)", figure.indicator)
        if figure.measure in ("growth", "multiple") or (added and re.search(r"新增|净增|增加", query.question)):
            return True
        return (figure.unit in ("%", "个百分点") and figure.measure != "share") or _rate_like(query, figure)
    if query.asked == "multiple":
        return figure.measure == "multiple" or figure.unit in ("倍", "番", "%")
    if _SHARE_OF.search(query.question) and not re.search(
        "占|[比]率|相当于|比重|比例", f"{figure.indicator}{figure.context}"
    ):
        return False
    if query.asked == "share" and re.search(r"占.{0,8}多少", query.question):
        return figure.unit in ("%", "‰")
    if query.asked == "share":
        return figure.unit in ("%", "‰", "比") or dimension(figure.unit) not in ("money", "area", "mass", "length")
    if query.asked == "level":
        return figure.measure != "growth"
    if re.search(r"(?:强度|比重|占比|比例|覆盖率)$", query.content):
        return figure.measure != "growth"
    return True


def _on_same_base(question: str, figure: Figure) -> bool:
    """Whether a growth is over what the question means: the year before, unless it says 环比 or 年均."""
    said = f"{_said_before(figure)} {figure.indicator}"
    average = _AVERAGE.search(f"{_before_figure(figure)} {figure.indicator}") is not None and "-" not in figure.year
    if average and not _AVERAGE.search(question):
        return False
    month_before = said.rfind("环比") > said.rfind("同比")
    return month_before == ("环比" in question) or (not month_before and "同比" not in said)


_AVERAGE = re.compile(r"年均|[两二三四五六七八九十]年平均|平均(?:每年|增长|增速)|复合")
_AMONG = re.compile(
    r"全[国省市区县州球]|世界|国内|省内|(?:中|西|东)部|东北|[长珠]三角|中西部|省会|(?:副省级|地级|县级)市"
)
"""Among whom somebody is ranked."""
_MOVES = re.compile(r"(?:前移|后移|上升|提升|下降|回落|提高|跃升|前进|上移|下移)(?:了)?\s?$")


def _is_move(figure: Figure) -> bool:
    """Whether places are by how many somebody moved (比上年前移2位), which is no rank."""
    return figure.text[:1] not in "第前" and bool(_MOVES.search(_before_figure(figure)))


def _ranked_among(query: Query, figure: Figure) -> bool:
    """Whether a rank is among those asked for: 居全省第3、全国第10 are two ranks."""
    asked = {_ONE_NAME.get(name, name) for name in _AMONG.findall(query.question)}
    said = ranked_among(figure)
    return not asked or not said or said in asked


_ONE_NAME = {"国内": "全国", "省内": "全省", "世界": "全球"}


def ranked_among(figure: Figure) -> str:
    """Among whom a rank is, as its own words say last, "" where they do not say."""
    said = _AMONG.findall(f"{figure.indicator} {_before_figure(figure)}")
    return _ONE_NAME.get(said[-1], said[-1]) if said else ""


_ASKS_ADDED = re.compile(r"新增|净增")
_STOCK = re.compile(r"余额|存款|贷款|总数|总量|保有量|存量")
_ASKS_CHANGE = re.compile(r"[增减涨降多少升]了|增加|减少|下降|新增|净增|提[高升]|缩减|缩短|压[减缩]|扩大|降低|增长")


def _adds(query: Query, figure: Figure) -> bool:
    """Whether a figure in units of its own only says by how much something grew: 比上年增加50公里 is no 里程."""
    return figure.unit not in ("%", "‰", "个百分点", "倍", "番") and not _ASKS_CHANGE.search(query.question)


_PEOPLE_OR_SUM = re.compile(r"(?:人口|人数|学生|支出|收入|投资|贷款)$")


def _is_share_of(query: Query, figure: Figure) -> bool:
    """Whether a figure is a share or rate of the people or money that a question asks for itself: 城镇人口."""
    made = figure.indicator.rstrip().endswith("率") or re.search(r"占比|比重|比例", _before_figure(figure)[-6:])
    return bool(made and figure.measure == "share" and _PEOPLE_OR_SUM.search(query.content))


def _before_figure(figure: Figure) -> str:
    near = (figure.context.split("\n") + [""] * 4)[3]
    tail = near.rfind(" ")
    return near[:tail].strip() if tail >= 0 else near


_IS_AIM = re.compile(r"(?:以上|左右|以内)?的?(?:年度|年初|全年|既定)?(?:预期|计划|预定)?目标")


def _behind_figure(figure: Figure) -> str:
    near = (figure.context.split("\n") + [""] * 4)[3]
    return near[near.rfind(" ") + 1 :]


def _rate_like(query: Query, figure: Figure) -> bool:
    """Whether what is asked for is itself a rate, for which 涨幅 and 率 state a level in percent."""
    return figure.unit == "%" and bool(re.search(r"率|价格|强度|涨幅", query.content))


def misses(query: Query, figure: Figure, title: str = "", head: str = "") -> tuple[str, ...]:
    """What of the query's scope a figure is not in.

    Args:
        query: the query.
        figure: the figure.
        title: its document's title, which may name its place.
        head: its document's title and first words, which may name a part of the year that all of it is about.
    """
    missed = []
    scope = query.scope
    ahead = figure.status == "target"
    counts = (
        dimension(figure.unit) in ("count", "")
        and not re.search(r"总数|总量|保有量|存量", figure.indicator)
        and not (ahead and _REACHES.search(_before_figure(figure)))
    )
    level = (
        figure.measure in ("level", "share")
        and not counts
        and not re.search(r"累计|新增|净增|合计|共", figure.indicator)
        and not (figure.measure == "level" and _sums_over_years(figure))
    )
    other_year = scope.years and not any(_in_year(year, figure.year, ahead, level) for year in scope.years)
    other_part = _of_other_part(query, figure, head or title)
    summed = (
        bool(scope.years)
        and "累计" in figure.indicator
        and dimension(figure.unit) == "money"
        and not re.search(r"累计|总|一共|共|截至", query.question)
    )
    if other_part or other_year or summed:
        missed.append("year")
    if scope.holders:
        if (
            figure.holder not in scope.holders
            and not _speaks_of(scope.holders, figure)
            and not names_member(query, figure)
        ):
            missed.append("holder")
    elif scope.regions and find_zones(figure.holder):
        missed.append("holder")
    elif scope.regions and not any(in_region(code, figure) for code in scope.regions):
        missed.append("region")
    if "我国" in query.question and not scope.regions and not scope.holders and figure.region not in ("", NATION):
        missed.append("region")
    if not {"region", "holder"} & set(missed) and _other_coffers(query.question, figure):
        missed.append("holder")
    if query.unplaced and not {"region", "holder"} & set(missed):
        said = f"{title};{figure.context};{figure.indicator};{figure.holder}"
        if any(name not in said for name in query.unplaced):
            missed.append("region")
    expected = figure.status == "estimate" and "预计" in query.question
    if scope.status == "target" and figure.status in ("actual", "estimate") and not expected:
        missed.append("status")
    if scope.status == "actual" and figure.status == "target":
        missed.append("status")
    if scope.status == "actual" and figure.status == "unknown" and re.search(r"实际|完成", query.question):
        missed.append("status")
    return tuple(missed)


def _other_coffers(question: str, figure: Figure) -> bool:
    """Whether a figure is of a government's own budget (本级) where the whole place's is asked for, or the reverse."""
    own = "本级" in f"{figure.indicator}{figure.context}"
    asked = "本级" in question
    return asked != own and (asked or bool(re.search(r"全[省市区县]", question)))


def _of_other_part(query: Query, figure: Figure, head: str) -> bool:
    """Whether a figure is of another part of the year, or another day, than the query's, or of a part and not all."""
    if query.day and (day := last_day(_said_before(figure))) and figure.status != "target":
        return day != query.day and query.day not in head
    asked = query.part or query.day.partition("月")[0] + "月" * bool(query.day)
    stated = stated_part(figure, head)
    if not asked:
        return bool(re.search("全年|年度", query.question)) and bool(stated)
    if same_part(asked, stated):
        return False
    if stated or not asked.endswith("月") or asked.startswith("1-"):
        return not query.day
    months = {part.name.partition("月")[0] for part in find_year_parts(f"{figure.context}\n{head}")}
    return bool(months) and asked.partition("月")[0] not in months


def _said_before(figure: Figure) -> str:
    """A figure's sentence as far as it, with the one before it."""
    _, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    return f"{previous}\n{lead}{near}"


_AIM_DONE = re.compile(r"(?:完成|占)(?:年度|全年)(?:目标|计划|任务)")
"""How much of the year's aim is done says nothing of whole years itself."""


def stated_part(figure: Figure, head: str) -> str:
    """The part of the year that a figure is of, as its sentence or the head of its document says, "" for none."""
    path, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    said = part_of_year(f"{path}\n{previous}\n{lead}{near}")
    own = _AIM_DONE.sub("", f"{lead}{near}{figure.indicator}")
    if said or figure.status == "target" or turns_to_years(own):
        return said
    return next((part.name for part in find_year_parts(head) if not part.name.endswith("日")), "")


_REACHES = re.compile(r"^(?!.*(?:新增|净增|累计|培育|引进|建成|完成)).*(?:达到?|突破|超过|增加到|增至)\s?$")
"""A count that a plan reaches at its end, not one that it adds over its years."""


_DONE_OVER_YEARS = re.compile(r"期间|时期|完成|投资|投入|引进|发放|减免|争取|筹[集措]|建设|实施")


def _sums_over_years(figure: Figure) -> bool:
    """Whether a plan's figure is what its years do together (`“十四五”期间完成投资`), and none that its end reaches."""
    before, lead = _before_figure(figure), (figure.context.split("\n") + [""] * 4)[2]
    summed = _DONE_OVER_YEARS.search(f"{lead[-20:]} {before} {figure.indicator}")
    return summed is not None and not _REACHES_END.search(before)


_REACHES_END = re.compile(r"(?:达到?|突破|超过|增加到|增至|提高到|稳定在|保持在?)\s?$")


def _in_year(asked: str, stated: str, ahead: bool, level: bool) -> bool:
    """Whether a figure is of the year asked: a plan's end is the plan's, a level reached over years the last year's."""
    if asked == stated:
        return True
    last = asked[-4:]
    if "-" not in asked:
        return level and "-" in stated and stated[-4:] == asked
    inside = "-" in stated and covers(asked, stated[-4:]) and covers(asked, stated[:4])
    return inside or (stated == last and ahead)


def _speaks_of(holders: tuple[str, ...], figure: Figure) -> bool:
    """Whether a figure's own sentence is about one of the zones, and nothing behind its name says 全市 or 全省."""
    said = "".join((figure.context.split("\n") + [""] * 4)[2:4])
    return any(
        canonical_zone(zone) in holders and not OVERALL.search(said, end) and not find_zones(figure.holder)
        for start, end, zone in find_zones(said)
        if start == 0 or said[start - 1] in ",;:。、 "
    )


def _names(place: str, figure: Figure) -> bool:
    """Whether a figure's heading, words or sentences name a place, and nothing behind it says 全市 or 全省."""
    path, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    above = region_by_code(figure.region)
    if above is not None and above.name.startswith(place):  # 昌吉 is in 昌吉州
        return False
    named = (place.region for place in find_places(figure.indicator, near=(figure.region,)))
    others = [region.short for region in named if region.level != "country"]
    if others and place not in others:
        return False  # its own words name another place
    said = f"{previous};{lead}"
    at = said.rfind(place)
    if at >= 0:
        return not OVERALL.search(said, at)
    return place in f"{path} {near} {figure.indicator}"


def in_region(code: str, figure: Figure) -> bool:
    """Whether a figure is a place's own: stated of it, or of something in it that its sentence names with it."""
    if figure.region == code:
        return True
    region = region_by_code(code)
    if region is None or not figure.region:
        return False
    if is_within(code, figure.region):
        return _names(region.short, figure)
    return is_within(figure.region, code) and region.short in figure.indicator
