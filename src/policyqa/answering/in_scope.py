"""Scope of a figure: what of a query's place, year, part of the year and kind it is not in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.around import said_before, words_before, words_behind
from policyqa.answering.levels import is_of_other_level
from policyqa.answering.over_years import is_not_yearly, is_of_its_year, is_of_other_span, reaches_end
from policyqa.answering.table_rows import names_member
from policyqa.chinese.mentions import WHOLE_COUNTRY
from policyqa.chinese.periods import covers
from policyqa.chinese.places import canonical_zone, find_places, find_zones, is_within, region_by_code, zone_region
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.chinese.units import dimension
from policyqa.chinese.year_parts import (
    find_year_parts,
    is_day,
    is_month,
    last_day,
    month_of,
    part_of_year,
    same_part,
    turns_to_years,
    without_year_parts,
)
from policyqa.figures.holding import CORPS, NATION, OVERALL
from policyqa.figures.rewards import is_reward
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query


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
        and not (
            (ahead or (figure.status == "actual" and "-" in figure.year)) and _REACHES.search(words_before(figure))
        )
    )
    level = (
        figure.measure in ("level", "share")
        and not counts
        and not re.search(r"累计|新增|净增|合计|(?<!公)共(?![同享有])", figure.indicator)
        and not (figure.measure == "level" and _sums_over_years(figure))
        and (ahead or figure.measure == "share" or reaches_end(figure))
    )
    other_span = is_not_yearly(query.question, figure) or (not scope.years and is_of_other_span(query.question, figure))
    ends = ahead and not is_of_its_year(figure)
    other_year = scope.years and not any(_in_year(year, figure.year, ends, level) for year in scope.years)
    other_part = _of_other_part(query, figure, head or title, title)
    summed = (
        bool(scope.years)
        and "累计" in figure.indicator
        and dimension(figure.unit) in ("money", dimension("立方米"), dimension("千瓦时"))
        and not re.search(r"累计|总|一共|共|截至", query.question)
        and not (query.part and not other_part)  # over the months asked for, not over years
    )
    if other_year or other_span or summed:
        missed.append("year")
    if other_part:
        missed.append("part")
    if scope.holders:
        if (
            figure.holder not in scope.holders
            and not _speaks_of(scope.holders, figure)
            and not names_member(query, figure)
        ):
            missed.append("holder")
    elif scope.regions and (find_zones(figure.holder) or (figure.holder == CORPS and "兵团" not in query.question)):
        missed.append("holder")
    elif scope.regions and not any(
        in_region(code, figure) or _names_within(query.question, code, figure) for code in scope.regions
    ):
        missed.append("region")
    if (
        _OF_THE_NATION.search(query.question)
        and not scope.regions
        and not scope.holders
        and figure.region not in ("", NATION)
    ):
        missed.append("region")
    if "region" not in missed and is_of_other_level(query, figure):
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
    if scope.status == "target" and figure.status == "unknown" and _is_reward_aside(query.question, figure):
        missed.append("status")
    if scope.status == "actual" and figure.status == "target":
        missed.append("status")
    if scope.status == "unknown" and figure.status == "target" and _NOW.search(query.question):
        missed.append("status")
    if scope.status == "actual" and figure.status == "unknown" and re.search(r"实际|完成", query.question):
        done = bool(query.part) and "part" not in missed and bool(stated_part(figure, head or title))
        missed += [] if done else ["status"]  # what a half-year's news tells was done
    return tuple(missed)


def _is_reward_aside(question: str, figure: Figure) -> bool:
    """Whether a figure is what a policy gives (一次性奖励10万元), where a question for an aim does not ask for that."""
    given = is_reward(words_before(figure), words_behind(figure), figure.unit, figure.text)
    return given and not _ASKS_REWARD.search(question)


_ASKS_REWARD = re.compile(r"奖|补|资助|给予|扶持|支持|津贴|标准|钱|贴息")
_NOW = re.compile(r"(?:现在|目前|如今)(?:一共|总共|共)?有")
"""Asks for what is, which an aim does not say."""
_OF_THE_NATION = re.compile(f"我国|{WHOLE_COUNTRY.pattern}")


def _other_coffers(question: str, figure: Figure) -> bool:
    """Whether a figure is of a government's own budget (本级) where the whole place's is asked for, or the reverse."""
    own = "本级" in f"{figure.indicator}{figure.context}"
    asked = "本级" in question
    return asked != own and (asked or bool(re.search(r"全[省市区县]", question)))


def asks_when(query: Query) -> bool:
    """Whether a question asks for a part of the year, a day, or a whole year: else figures of any part may answer."""
    whole = (query.past and bool(query.scope.years)) or re.search("全年|年度", query.question)
    return bool(query.part or query.day or whole)


def _of_other_part(query: Query, figure: Figure, head: str, title: str) -> bool:
    """Whether a figure is of another part of the year, or another day, than the query's, or of a part and not all."""
    if not asks_when(query):
        return False
    day = last_day(f"{said_before(figure)}{words_before(figure)}")
    if query.day and day and figure.status != "target":
        since_january = day == f"1月1日-{query.day}"
        return day != query.day and not since_january and query.day not in {part.name for part in find_year_parts(head)}
    asked = query.part or query.day.partition("月")[0] + "月" * bool(query.day)
    if not asked:
        return bool(stated_part(figure, head))
    stated = stated_part(figure, head)
    if same_part(asked, stated, is_stock(figure)):
        return False
    if stated or not is_month(asked):
        return not query.day
    if "-" in day and not month_of(day):
        return True  # days of two months
    months = {month for part in find_year_parts(f"{figure.context}\n{head}") if (month := month_of(part.name))}
    if months or query.day:
        return bool(months) and month_of(asked) not in months
    return re.search(rf"{figure.year}年(?!\d)", f"{title}{said_before(figure)}{words_before(figure)}") is not None


_STOCK = re.compile(
    r"余额|人口|保有|在用|在[校岗册库建营训园编院]|存[栏款量]|库存|总[户人]?数|总量|实有|现有|共有|拥有|登记在册|储备"
    r"|里程|资产|负债|市值|覆盖|参保|水位|蓄水|率$"
)
_LENT = re.compile("[贷存]款")
_FLOW = re.compile(r"[新净]增|新[登设注建开]|累计|完成|实现|发放|投放|签约|引进|开工|招[聘录]|接待|发送|培训")


def is_stock(figure: Figure) -> bool:
    """Whether a figure is counted at a point of time (余额, 人口) and not over the time up to it."""
    said = f"{figure.indicator} {words_before(figure)}"
    whole = said_before(figure) if _LENT.search(figure.indicator) else ""  # 住户贷款 below 贷款余额
    return bool(_STOCK.search(f"{figure.indicator} {whole}")) and not _FLOW.search(said)


_BY_QUARTER = re.compile(r"(?<![一二三四两首个各前])季度[一-鿿]{0,6}(?:增速|增长|增幅)")
"""Growth of one quarter after another: 季度经济增速由3.8%抬升至4.9%."""
_FRAME = 4
"""Characters of a clause that may stand before the part of the year that a sentence is told of as a whole."""
_CUT = 80
"""Characters of the sentence before that a figure's context keeps: of a longer one the beginning is not there."""
_QUARTER, _QUARTERS = re.compile("[一二三四]季度"), re.compile("(?:[四4]个|各)季度")


def stated_part(figure: Figure, head: str) -> str:
    """The part of the year that a figure is of, as its sentence or the head of its document says, "" for none."""
    path, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    if _BY_QUARTER.search(figure.indicator):
        return "各季度"
    if turned := next(reversed(find_year_parts(previous)), None):
        before = previous[: turned.start].rpartition(",")[0]
        aside = len(re.sub(r"(?:19|20)\d\d年|[今去]年", "", before)) > _FRAME and len(previous) < _CUT
        if aside or not re.search(r"\d", previous[turned.end :]):
            previous = ""  # …,4月单月接待游客1107万人次. only that clause was of April; 下半年逐步回升. tells no figure
    clause = near if near.rpartition(" ")[2].startswith("(") else words_before(figure)
    so_far = lead if lead.endswith(clause) else f"{lead} {clause}"  # of a row, its whole and its column
    own = _QUARTER.match(figure.indicator)
    said = own.group() if own and _QUARTERS.search(so_far) else part_of_year(f"{path}\n{previous}\n{so_far}")
    if said or figure.status == "target" or turns_to_years(f"{lead}{near}{figure.indicator};"):
        return said
    head = _ON_BASIS.sub("", head)
    return next((part.name for part in find_year_parts(head) if not is_day(part.name)), "")


_ON_BASIS = re.compile(r"在[^,。]{1,14}基础上,?")
"""在一季度良好开局的基础上: what was before, in a head."""
_REACHES = re.compile(r"^(?!.*(?:新增|净增|累计|培育|引进|建成|完成)).*(?:达到?|突破|超过|增加到|增至)\s?$")
"""A count that a plan reaches at its end, not one that it adds over its years."""


_DONE_OVER_YEARS = re.compile(r"期间|时期|完成|投资|投入|引进|发放|减免|争取|筹[集措]|建设|实施")


def _sums_over_years(figure: Figure) -> bool:
    """Whether a plan's figure is what its years do together (`“十四五”期间完成投资`), and none that its end reaches."""
    before, lead = words_before(figure), (figure.context.split("\n") + [""] * 4)[2]
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
    own = f"{said},{figure.indicator}"
    if not find_zones(figure.holder) and any(_called_by_kind(zone, figure.region, own) for zone in holders):
        return True
    return any(
        canonical_zone(zone) in holders and not OVERALL.search(said, end) and not find_zones(figure.holder)
        for start, end, zone in find_zones(said)
        if (start == 0 or said[start - 1] in ",;:。、 ") and not _LISTED.match(said, end)
    )


_ZONE_KIND = re.compile(r"(?:工业园区?|产业园区?|高新区|经开区|开发区|综保区|自贸片?区)$")


def _called_by_kind(zone: str, region: str, said: str) -> bool:
    """Whether a sentence in a document of a zone's own division calls it by its kind alone: 工业园区现有厂房…."""
    kind, where = _ZONE_KIND.search(zone), zone_region(zone)
    if kind is None or where is None or where.code != region:
        return False
    return re.search(rf"(?:^|[,;:。]\s?)(?:[省市县]?){kind[0]}", said) is not None


_LISTED = re.compile(r"[、和与及][^,;。]{2,40}?(?:合计|共计|总计|等)|[^,;。()]{0,20}\)(?:合计|共计|总计|共)")
"""What follows a name that is only one of several whose sum is stated."""


def _names_within(question: str, code: str, figure: Figure) -> bool:
    """Whether a figure is of a lower place that the question names too, in the name of something there (银川机场)."""
    place = region_by_code(figure.region)
    inside = place is not None and place.code != code and is_within(place.code, code)
    named = place is not None and inside and place.short in question and place.short in figure.indicator
    return named and not _is_namesake(code, figure)


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
    if len({p.region.code for p in find_places(previous, near=(figure.region,)) if p.region.code != figure.region}) > 1:
        previous = ""  # it tells of several places, and goes on with none of them
    said = f"{previous};{lead}"
    at = said.rfind(place)
    if at >= 0:
        return not OVERALL.search(said, at)
    told = _WHOLE_OF.get(above.level) if above is not None else None
    if told and told.search(f"{lead}{near}"):
        path = ""  # what tells of the whole place is not the part's that its section is about
    return place in f"{path} {near} {figure.indicator}"


_WHOLE_OF = {
    "country": re.compile("全国|我国"),
    "province": re.compile("[全我]省|[全我]自治区"),
    "city": re.compile("[全我]市"),
}


def _is_of_the_nation(indicator: str) -> bool:
    """Whether a figure's own words begin with the country and an indicator: 全国进出口总值, but not 全国重点实验室."""
    own = without_year_parts(indicator).lstrip(", ")
    named = find_terms(canonical(own[2:])) if own.startswith(("全国", "我国")) else []
    return "国内生产总值" in own or any(start == 0 and term in indicator_terms() for start, _, term in named)


def _is_of_wider_place(code: str, figure: Figure) -> bool:
    """Whether a figure's own words begin with a place that holds the asked one, and do not name it (甲市全市实现…)."""
    places = find_places(figure.indicator)
    first = places[0].region.code if places and places[0].start == 0 else code
    wider = first not in (code, NATION) and is_within(code, first)
    return wider and not any(place.region.code == code for place in places)


def in_region(code: str, figure: Figure) -> bool:
    """Whether a figure is a place's own: stated of it, or of something in it that its sentence names with it."""
    if code != NATION and _is_of_the_nation(figure.indicator):
        return False  # whoever tells it
    if figure.region == code:
        return not _is_of_wider_place(code, figure)
    region = region_by_code(code)
    if region is None or not figure.region or code == NATION:
        return False
    if is_within(code, figure.region):
        return _names(region.short, figure)
    within = is_within(figure.region, code) and region.short in figure.indicator
    return within and not _is_namesake(code, figure)


def _is_namesake(code: str, figure: Figure) -> bool:
    """Whether a figure is of a lower place that only has the short name of the one asked for (吉林市 of 吉林省)."""
    asked, own = region_by_code(code), region_by_code(figure.region)
    return asked is not None and own is not None and own.code != code and own.short == asked.short
