"""Fitting: whether a figure can answer a question at all, by unit, measure and scope."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policyqa.answering.around import said_before, words_before, words_behind
from policyqa.answering.ranks import is_move, is_ranked_so
from policyqa.answering.wholes import is_of_other_whole
from policyqa.chinese.quantities import WATER_CLASS
from policyqa.chinese.terms import indicator_terms
from policyqa.chinese.units import dimension
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

_MONEY_HEAD = (
    r"(?:投资|产值|增加值|收入|支出|销售额|成交额|消费额?|贷款余额|存款余额"
    r"|资金|总[值额]|营收|利润|零售额|出口额|进口额|贸易额|交易额|补贴|奖励)$"
)
_MONEY_UNITS = ("money", "percent", "points", "multiple", "", "比")
_GRANT_UNITS = ("money", "percent", "points", "", "比")
_ASKS_TIME = re.compile(
    r"多久|几年|几天|几个?(?:小时|分钟|工作日|月)|多少[天年日]|多少个?(?:工作日|小时|月)|期限|时限|时间|年限|缩短|压缩|时长|寿命|岁|年龄|[天日]数"
)
_ASKS_GRANT = re.compile(
    r"(?:[补奖罚贴贷借]|补贴|奖励|补助|资助|给予|拨款?|投入?资?)(?:了|到|给|能?有|是)?多少(?![一-鿿])"
)
_ASKS_COUNT = re.compile(r"(?<![指系基分倍])数(?:量)?(?:目标)?(?:是|为)?(?:多少|几|呢)?[??]?$")
_ASKS_LENGTH = re.compile(r"有?多[长远宽深](?!时间)")
_ASKS_PEOPLE = re.compile(r"(?:多少|几)(?:万)?(?:名|位|个)?(?:游客|旅客|客人|观众|球迷|选手|运动员|客商|参展商|学员)")
_PEOPLE = ("人", "名", "位", "人次", "个", "")
_ASKS_SIZE = re.compile(r"有?多[大高](?!的?项目)")
_IS_SHARE = re.compile(r"占[^,;]{2,16}比(?:重|例)?$")
_ASKS_SHARE = re.compile(r"占|比重|比例|强度|成|率|百分|几分之")
"""A share of something (海洋生产总值占地区生产总值比重) is not that something's own figure."""
_ASKS_TOTAL = re.compile(r"^(?!.*(?:新增|净增|新认定|新培育)).*(?:总数|总量|总里程|现有|存量|(?:一共|总共|现在共?)有)")
_ADDED = re.compile(r"(?!.*(?:总|累计|存量|现有))(?:新增|净增|新认定|新培育|新建|改造|改建|扩建)")
"""What is added is not the whole."""
_GENERIC_COUNTS = ("个", "家", "户", "项", "所", "名", "人", "位", "条", "处", "座", "种", "")
_ASKS_MANY = re.compile(
    r"(?:多少|几)[名位个家户]?(?:游客|旅客|客人|企业|公司|项目|人(?![均口民])|学生|老师|教师|医生|护士|岗位|车(?!辆?购)|农户|居民|小区|学校|医院|主体|群众|职工"
    r"|孩子|老人|党员|干部|村(?!级)|社区|景区|园区|床位|座位|专利)(?!.{0,6}(?:钱|资|收入|产值|增加值|面积|率|比))"
)
"""Asks how many there are, which no sum and no share says."""
_RELIEF = re.compile(r"减[负免税]|降[费本]|退税")
"""Sums that say themselves by how much less: 为企业减负1828亿元."""
_ASKS_SPENT = re.compile(
    r"^(?!.*(?:每|人均|户均|亩均|单价|标准|一[人户亩个]|平均)).*(?:(?:安排|投入|拿出|筹集|拨付|下达|一共|总共|共)了?多少(?:亿|万)*元?(?:钱|的?资金|经费)?)"
)
_PER_HEAD = re.compile(r"每[一]?[人户亩名生床头吨]|人均|户均|亩均|生均")
"""What one person or household gets is not what is spent on all of them."""
_ASKS_FUNDS = re.compile(
    r"多少(?:万|亿)*元?的?[一-鿿]{0,6}(?:资金|贷款|补贴|补助|奖励|经费|债券|投资)(?!项目|企业|人|机构|的?个数)"
)
_HOUSEHOLDS = re.compile(r"企业|主体|商户|工商户|农户|家庭|大户|合作社|居民|群众|住户")
_SHARE_OF = re.compile(r"占(?!比).{1,12}(?:比重|比例|的?多少|几成|百分之几)")
CEILING = re.compile(r"最高|最多|封顶|上限|不超过|不得超过")
_COMPARES = re.compile(
    r"(?:比(?!上年|去年|年初|重|例|上月|同期)[^,;:。、]{2,16}(?:高|低|快|慢|多|少|大|小)(?:出)?|(?:高于|低于|快于|慢于|多于|少于|高出|领先|落后|超出)(?!预期目标)[^,;:。、]{0,12}|(?<=超)(?:年度)?计划)$"
)
"""A figure that states a difference from another place or kind (高于全国0.7个百分点, 比城镇快1.6个百分点)."""


_COUNTED_ALIKE = (
    frozenset({"台", "辆"}),
    frozenset({"台", "部"}),
    frozenset({"件", "项", "桩"}),
    frozenset({"列", "趟", "班", "班次", "列次", "车次"}),
    frozenset({"场", "场次"}),
)
"""Units of which people say one where papers have another: 多少台车, 几件实事, 开多少趟班列."""


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
    if _is_much_less(query.question, figure):
        return False
    if re.search("多少个?微克", query.question) and "微克" not in figure.unit:
        return False  # how much PM2.5 falls in percent is no concentration
    if query.condition and (query.condition.unit == "%") != (figure.unit == "%"):
        return False
    if (
        not query.unit
        and _ASKS_GRANT.search(query.question)
        and dimension(figure.unit).partition("/")[0] not in _GRANT_UNITS
    ):
        return False
    if figure.unit == "元" and _ASKS_OUTPUT.search(query.question):
        return False
    if figure.unit in ("个", "家", "项", "户", "处", "座", "条") and query.content.endswith("产量"):
        return False
    money = query.asked != "rank" and re.search(_MONEY_HEAD, query.content)
    if money and not query.unit and dimension(figure.unit).partition("/")[0] not in _MONEY_UNITS:
        return False
    if (
        money
        and "占" not in query.question
        and not (query.asked or query.unit)
        and figure.measure == "share"
        and figure.unit in ("%", "‰")
    ):
        return False
    kind = dimension(figure.unit).partition("/")[0]
    if kind in ("money", "percent", "points") and _ASKS_COUNT.search(query.question):
        return False
    if kind in ("count", "", "人次") and _ASKS_FUNDS.search(query.question):
        return False
    if kind not in ("count", "", "人次") and _ASKS_MANY.search(query.question):
        return False
    if kind not in ("length", "time") and _ASKS_LENGTH.search(query.question):
        return False
    if kind in ("count", "") and figure.unit not in _PEOPLE and _ASKS_PEOPLE.search(query.question):
        return False
    if kind == "count" and _ASKS_SIZE.search(query.question) and not query.unit:
        return False
    if _ASKS_SPENT.search(query.question) and _PER_HEAD.search(f"{figure.indicator} {words_before(figure)}"):
        return False
    if is_of_other_whole(query.question, figure):
        return False
    if (
        figure.measure == "growth"
        and figure.unit in ("%", "‰")
        and figure.status == "actual"
        and not query.asked
        and query.scope.status != "target"
        and re.search(r"(?:[贸交]易额|成交额|产量|里程|装机|余额)$", query.content)
    ):
        return False  # how much it grew is not how much it is
    if figure.unit == WATER_CLASS:
        return re.search(r"(?:几|什么|哪一?)类|类别|等级", query.question) is not None
    if dimension(figure.unit) == "time" and not _ASKS_TIME.search(query.question):
        return False
    places = _COUNTY_OF.search(query.question)
    counted = f"{figure.indicator}{words_behind(figure)[:12]}"
    if places and kind == "count" and not re.search(rf"{places['noun']}(?![中级域内])", counted):
        return False  # 扩大到几个县: 232所 are none
    if not query.unit:
        return figure.unit != "位" or query.asked == "rank" or "前" in query.content
    of = _COUNT_OF.search(query.question)
    if of and kind == "count" and figure.unit != "个" and of["noun"] not in f"{figure.indicator}{words_behind(figure)}":
        return False  # 新建9所 is no number of 学位
    if query.unit == figure.unit or any({query.unit, figure.unit} <= alike for alike in _COUNTED_ALIKE):
        return True
    if query.unit in ("人", "名") and figure.unit == "人次" and re.search(r"客运|客流|发送|吞吐|接待", query.content):
        return True
    if figure.unit == f"{query.unit}/月" and "月" in query.question:
        return True
    asked, have = dimension(query.unit), dimension(figure.unit)
    if asked == "count":
        if query.unit in "列班趟辆艘架头羽匹株套栋" and figure.unit in ("", "个"):
            return False
        if query.unit == "户" and figure.unit in ("", "个") and not _HOUSEHOLDS.search(figure.indicator):
            return False  # 110个 of 老旧小区 are no households
        if query.unit in ("人", "名") and figure.unit not in ("人", "名", "个", "位", "人次", ""):
            return False
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


_COUNT_OF = re.compile(r"多少个[一-鿿]{0,4}(?P<noun>[一-鿿]{2})[?？]?$")
_OF_PROJECT = re.compile(r"[^,;。、\d]{2,16}(?:项目|装置|生产线)")
_ASKS_PROJECT = re.compile(r"项目|产能|规模|装置|生产线|(?<![今去前明])年产|设计|个|投资|资金")
_COUNTY_OF = re.compile(r"(?:多少|几)个?(?P<noun>[县市区]|乡镇|村)(?:[?？了]|$)")
_ASKS_MANY_OF = re.compile(r"多少(?:个(?=亿(?!元)))?(?P<of>万亿|亿|万)(?!元?以上)")
_LEAST_OF = {"万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}


def _is_much_less(question: str, figure: Figure) -> bool:
    """Whether a figure is less than the 万 or 亿 that a question counts in, and told without: 5636吨 is no 多少万吨."""
    asked = _ASKS_MANY_OF.search(question)
    if asked is None or asked["of"][-1] in figure.text or figure.unit in ("%", "‰", "个百分点", "倍"):
        return False
    scale = Decimal(1000) if figure.unit in ("千克", "米") and re.search("吨|公里", asked.string) else Decimal(1)
    value = figure.value.rpartition("/")[2]
    return bool(_NUMBER.fullmatch(value)) and abs(Decimal(value)) < _LEAST_OF[asked["of"]] * scale


_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")


def fits_measure(query: Query, figure: Figure) -> bool:
    """Whether the figure is growth where growth is asked for, a rank where a rank is."""
    compares = bool(_COMPARES.search(words_before(figure))) and not _IS_AIM.match(words_behind(figure))
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
    if _ASKS_TOTAL.search(query.question) and (
        _ADDED.match(figure.indicator) or figure.indicator.endswith(("净增", "新增"))
    ):
        return False
    if (
        figure.unit == "千瓦"
        and "装机" in query.content
        and _NEW.match(figure.indicator)
        and "新" not in (query.content.replace("新能源", "").replace("新型", ""))
    ):
        return False
    planned = _ONLY_PLANNED.search(figure.indicator) and not re.search("已|建成|完成|通车", words_before(figure))
    if planned and _ASKS_BUILT.search(query.question):
        return False
    if _ASKS_ADDED.match(query.content) and _STOCK.search(figure.indicator) and "增" not in figure.indicator:
        return False
    if _ASKS_ADDED.search(query.content) and _is_stock(figure):
        return False
    if figure.measure == "growth" and not query.asked and _adds(query, figure):
        return False
    if figure.unit == "元" and _CAUSES.match(figure.indicator) and query.content in indicator_terms():
        return False  # what something brought of it is not all of it
    if figure.unit in ("%", "‰") and not _ASKS_SHARE.search(query.question) and _is_share_of(query, figure):
        return False
    if query.asked == "share" and figure.measure == "growth" and figure.unit in ("%", "个百分点"):
        return False
    if figure.unit == "个百分点" and _CONTRIBUTES.search(figure.indicator) and not _CONTRIBUTES.search(query.question):
        return False
    made = dimension(figure.unit) in ("mass", "power") or figure.unit in ("立方米", "千瓦时")
    if made and _OF_PROJECT.match(words_behind(figure)) and not _ASKS_PROJECT.search(query.question):
        return False  # 年产2万吨碳酸锂项目投产 is no output
    if figure.indicator.endswith("总投资") and _ASKS_DONE_SUM.search(query.question):
        return False
    if query.asked == "rank":
        return figure.measure == "rank" and not is_move(figure) and is_ranked_so(query, figure)
    if figure.measure == "rank":
        return False
    if query.asked == "growth":
        added = re.search(r"新增|净增|增加(?!值)", figure.indicator)
        if _RELIEF.search(figure.indicator) and figure.unit == "元":
            return True
        if figure.measure in ("growth", "multiple") or (added and re.search(r"新增|净增|增加", query.question)):
            return True
        return (figure.unit in ("%", "个百分点") and figure.measure != "share") or _rate_like(query, figure)
    if query.asked == "multiple":
        return figure.measure == "multiple" or figure.unit in ("倍", "番", "%") or "倍" in figure.indicator
    stated = figure.measure == "share" and figure.indicator.startswith("的")  # 76%的财政支出用于民生
    if _SHARE_OF.search(query.question) and not (
        stated
        or "率" in figure.indicator
        or re.search("占|比率|相当于|比重|比例", f"{figure.indicator}{figure.context}")
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
    said = f"{said_before(figure)} {figure.indicator}"
    average = _AVERAGE.search(f"{words_before(figure)} {figure.indicator}") is not None and "-" not in figure.year
    if average and not _AVERAGE.search(question):
        return False
    since_january = "年初" in f"{words_before(figure)} {figure.indicator}"
    if since_january and "同比" in question:
        return False
    if not since_january and _SINCE_JANUARY.search(question) and not _SINCE_JANUARY.search(said):
        return False
    month_before = said.rfind("环比") > said.rfind("同比")
    return month_before == ("环比" in question) or (not month_before and "同比" not in said)


_SINCE_JANUARY = re.compile("[比较]上?年初(?![预计设制确]|目标|任务|定)")
_CONTRIBUTES = re.compile("带动|拉动|贡献")
"""What one thing adds to the growth of another is not that growth (消费拉动社零增长1.9个百分点)."""
_ASKS_DONE_SUM = re.compile(r"(?:完成|累计)(?:了)?(?:多少(?:亿|万)*元?)?的?投资|投资(?:实际)?完成")
"""Asks what is or was invested, of which 总投资 is the whole that is planned."""
_AVERAGE = re.compile(r"年均|[两二三四五六七八九十]年平均|平均(?:每年|增长|增速)|复合")
_ASKS_ADDED = re.compile(r"新增|净增")
_ASKS_BUILT = re.compile(r"已经?(?:建成?|修|完成|开通|通车|投用)|[修建]好了?|建成了")
_ONLY_PLANNED = re.compile(r"规划|计划|设计|拟")
"""What is built already is no length that is planned in all."""
_NEW = re.compile(r"新增|净增|新建|新开工|新投|新并网")
"""Begins what is added to a capacity and is not all of it."""
_STOCK = re.compile(r"余额|存款|贷款|总数|总量|保有量|存量")
_REACHED = re.compile(r"(?:达到?|突破|超过?|增加到|增至|发展到|总数[^,;:。]{0,4}|(?:共|拥|现|保)有[^,;:。]{0,4})\s?$")


def _is_stock(figure: Figure) -> bool:
    """Whether a figure is what there is in all, and not what was added: 规上企业超过2800家 is no 新增规上企业."""
    said = f"{figure.indicator}{words_before(figure)}"
    reached = _REACHED.search(words_before(figure)) or re.match("超过|突破|达到", figure.text)
    return bool(reached) and not re.search(r"[新净]|增(?!至|加到)", said)


_ASKS_CHANGE = re.compile(
    r"减[负免税轻]|省[了下]|节[省约]|少[交缴付花垫用]|降[费税]|[增减涨降多少升]了|增加|减少|下降|新增|净增|提[高升]|缩减|缩短|压[减缩]|扩大|降低|增长"
)


def _adds(query: Query, figure: Figure) -> bool:
    """Whether a figure in units of its own only says by how much something grew: 比上年增加50公里 is no 里程."""
    return figure.unit not in ("%", "‰", "个百分点", "倍", "番") and not _ASKS_CHANGE.search(query.question)


_ASKS_OUTPUT = re.compile(
    r"^(?!.*(?:产值|多少(?:亿|万)*元|钱)).*(?:(?<![资财动房水家破生地])产了(?:多少|几)|产量(?:是|有|为)?(?:多少|几))"
)
_CAUSES = re.compile("带动|拉动|撬动")
_PEOPLE_OR_SUM = re.compile(r"(?:人口|人数|学生|支出|收入|投资|贷款)$")


def _is_share_of(query: Query, figure: Figure) -> bool:
    """Whether a figure is a share or rate of the people or money that a question asks for itself: 城镇人口."""
    made = figure.indicator.rstrip().endswith("率") or re.search(r"占比|比重|比例", words_before(figure)[-6:])
    return bool(made and figure.measure == "share" and _PEOPLE_OR_SUM.search(query.content))


_IS_AIM = re.compile(r"(?:以上|左右|以内)?的?(?:年度|年初|全年|既定)?(?:预期|计划|预定|控制|增长)*(?:目标|预期)")


def _rate_like(query: Query, figure: Figure) -> bool:
    """Whether what is asked for is itself a rate, for which 涨幅 and 率 state a level in percent."""
    return figure.unit == "%" and bool(re.search(r"率|价格|强度|涨幅", query.content))
