"""What a question asks for: kind of answer, unit, measure, target or actual, one or a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyqa.chinese.periods import PeriodMention
from policyqa.chinese.quantities import Quantity
from policyqa.chinese.units import MEASURE_WORDS, base_unit
from policyqa.types import Status
from policyqa.understanding.query import Asked, Kind, Spread

_TARGET = re.compile(
    r"目标|计划|预期(?!寿命)|力争|确保|打算|争取(?!到)|准备|拟|要求达到|要达到|(?<!需)要(?!求|素|点|闻|是|花|多久|多长|几(?:天|年|个?小时|分钟|个月)|多少(?:天|个?小时|分钟|时间))|将|定在|(?<![认确规固既选核评法指鉴])定的|定为|定了|奔着|任务|打造|(?<!化学)需(?!求)|想"
)
_ACTUAL = re.compile(
    r"实际(?!利用|使用|到位|吸[收引]|投资)|完成了|实现了|达到了|完成情况|到底(?!要)|增长了|涨了|降了|新增了|已经|已(?=[一-鿿])|实绩|做到了|拿了|总共.*了|多少了|到(?:多少|几)[万亿]*[一-鿿]{0,3}了(?=[?？]|$)|修了|建了|产了|是多少了"
)
_GROWTH = re.compile(
    r"减了?多少|[涨跌增降]了?还是|幅度|[增涨降跌]得|增长|增速|增幅|涨幅|(?:下滑|下跌|回落|缩水|萎缩)了?(?:多少|几|百分)|(?:比|较).{1,6}(?:多|少|增加|增长|减少|下降)[了出]?(?:多少|几)|压减|压缩了?多少|[增减][收产]了?(?:多少|几)|缩减|增加了?(?!值)多少(?![一-鿿]{2})|[涨跌]了?(?:多少|百分|几)|降(?:了|低|幅|多少)|下降|减少|(?<![至不最减缺])少了(?:多少|几)|(?<![每日月])加了?多少(?:钱|元)|提高?了?多少|[增涨降]了?(?:几|多少)个?(?:百分)?点|提升了?多少|(?<![新净])增了?多少|同比|翻了?(?:多少|几)|目标增幅"
)
_LEVEL = re.compile(
    r"总量|总额是|达到了?多少|规模|总数|总产|(?<!增长)(?<!做)到多少|存量|多少亿|多少万|绝对"
    r"|(?:投资|零售|出口|进口|销售)额(?!增)"
)
RANK = re.compile(
    r"(?<!安)排(?:了|在|到)?多少[名位]|前多少|前几|多少强|几强|第几|排名|排第|排几|位次|位列|第多少|名次|排在"
)
_MULTIPLE = re.compile(r"几倍|多少倍|几番|翻了?几")
_HOW_MUCH = re.compile(
    r"(?:比例|占比|额度|金额|比重)(?:有|是)(?:什么|啥)要求|多少|什么水平|(?<!哪)几(?=[个家户人名项条件台辆套所座处间张份次场批类种支只头株亩吨公天年月小成倍番位元亿万千百斤群]|$)|几分之几|百分之几|第几|多大|多高|多长|多远|多久|有多[一-鿿]|几个|几家|数是|数量|增速|增幅|涨幅|降幅|跌幅|怎么定|(?:目标|指标|任务|产量|总量|总额|金额|比例|比重|强度|人数|规模|面积|投资额|标准|数|率|值|收入|价格|就业|投资|支出|总值|产值|消费|出口|进口|储量)\s?(?:是|为)?(?:什么|啥|呢)?[??]?$"
)
_WHEN = re.compile(
    r"什么时候|何时|啥时候|哪段时间|(?:什么|哪个|啥)时段"
    r"|哪天|哪一天|哪年|哪一年|几月|几号|什么时间|几时|何日|期限|截止时间|哪个月"
)
_WHO = re.compile(
    r"谁|哪位|哪个单位|哪个部门|哪些单位|哪些部门|由哪|何人|叫什么|叫啥|牵头|谁负责|哪家单位|哪个机构|什么单位|什么部门|(?:责任|主管|承办|配合|实施|主办)(?:单位|部门)\s?[??]?$"
)
_NUMBER_TO_CALL = re.compile(r"(?:电话|热线|传真)(?:号码?)?(?:是|为)?(?:多少|几号|什么|啥)[?？]?$")
"""A telephone number is no figure."""
_WHICH = re.compile(
    r"的(?:那个|那家)?(?:城市|省份?|市|区|县|企业|单位|公司|机构|学校|医院|地方|人)是[?？]?$|哪个|哪家|哪条|哪座|哪所|哪里|哪儿|哪种|哪项|哪一|什么地方|什么名字|哪国|哪市|哪省|哪县|哪"
)
_LIST = re.compile(
    r"哪些|哪几|有哪|^[^,]{0,10}[一二三四五六七八九十\d]大[一-鿿]{2,6}$|都有啥|指的是什么|指什么|指啥|(?<=[一二三四五六七八九十两几\d])大[一-鿿]{1,10}(?:叫什么|是什么|叫啥|是啥)|是指什么|指哪|包括什么|包括哪|包含|哪[三四五六七八九十两]|哪\d|分别是什么|是什么[??]?$|叫啥名字|内容是|几大.{0,6}是|有啥|具体是|分别(?:叫|指)|都是(?:什么|啥)|列出|名单|[两三四五六七八九十\d]个[一-鿿]{2,12}?(?:都|分别)?叫(?:什么|啥)|[两三四五六七八九十2-9](?:家|座|条|所|项|大|支|种|位|片)[一-鿿]{2,12}?(?:都|分别)?(?:叫(?:什么|啥)|是(?:谁|啥|什么|哪里|哪儿))|都有谁|都是谁|分别是谁"
    r"|^(?!.*(?:多少|第几|[增降]|率|目标|任务|哪(?![几些一二两三四五六七八九十\d]))).*(?<![\d.第])(?:[两三四五六七八九十]|[2-9])(?:个|大|项|条|座|家|种|类)[一-鿿]{2,10}[?？]?$"
)
ORDINAL = re.compile(r"第(?:几|多少)([届次批期轮条章个号])(?!名|位)")
_WHY = re.compile(
    r"主要怪|咋(?:没|就|会|不|这么|还|又|才|只)|[怎咋]么?(?:反而|反倒|倒)|怎么(?:才|只有|这么[高低多少快慢大小])|怎么还(?!是|可)|为什么|为啥|为何|凭什么|原因|[怎咋]么?考虑|如何考虑|什么考虑|怎么(?:会)?定得|[怎咋]么?定[到在成].{0,8}这么|[怎咋]么?(?:会)?定这么|依据是|理由|缘何|优势在哪|凭啥|怎么会"
    r"|怎么(?:就)?(?:降|跌|涨|下降|减少|没)"
)
HOW = re.compile(
    r"如何|怎么|怎样|怎么样|采取.{0,4}(?:措施|办法|方法)|措施|做法|举措|部署|政策|规定|要求|流程|程序|条件|渠道|方式"
)
GREETING = re.compile(
    r"^(?:你好|您好|嗨|hi|hello|早上好|下午好|晚上好|谢谢|多谢|再见|在吗|喂)[呀啊吗!!。~,\s]*$", re.IGNORECASE
)
ABOUT = re.compile(r"你是谁|你能做什么|你会什么|怎么用你|你叫什么|使用说明|你是什么|能问什么|帮助$|有什么功能|能干什么")
_EACH = re.compile(
    r"分别|各(?=[多为是增涨降自省地]|$)|对比|比较一下|比一比|比一下|相比|各是|都是多少|谁高|哪个高|谁低|哪个低|哪[个家][一-鿿]{0,3}最|历年|逐年|各省|各地|各区"
)
_WHICH_PLACES = re.compile(
    r"的(?:省份?|市|区|县|地区|地方|城市)(?:有|是)?\s*[??]?$|(?:哪些|哪几个|哪个|是哪|哪几|有几个|几个|哪)(?:省份?|市|区|县|地方|地区|城市|省市)|谁(?:最|高|低|长|短|[一-鿿]{1,3}最[高低大小多少快慢长短])|最[高低大小多少快慢长短](?:的)?是?谁|最[高低大小多少快慢长短]的是(?=谁|$|[,?？])|哪[个家]最|的(?:省|市|区|地方|地区)(?:份)?(?:是|有)哪|最[高低大小多少快慢].{0,6}(?:省|市|区|地区|地方)|哪里|[一二两三四五六七八九十\d]+个?(?:省区市?|省份|省市|城市|县市|市县|区县|县区|市州|州市|地市|[省市])(?:里|中|当中|之中)[^,。]{0,24}(?:谁|哪|最)|各(?:县市|市县|区县|县区|地市|州市|市州|[省市区县州])[^,。]*最[高低大小多少快慢]"
)
_HIGHEST = re.compile(
    r"谁[^,。]{0,14}[快高多大](?![于过少])|哪[个省市区县]{1,2}[^,。]{0,4}[快高多大](?=[,。]|$)|最高(?!标准|限价|限额|奖励|补助|补贴|气温|不超过)|最好|最重|最大|最多|最快|谁[高多长大快](?![于过少])|哪个[高多大长快]|排名第一|领先"
)
_LOWEST = re.compile(
    r"最低(?!标准|工资|生活|气温|限价|收购|消费|保障)|最差|最小|最少|最慢|最短|谁[低少短小慢]|哪个[低少短小慢]|哪[个省市区县]{1,2}[^,。]{0,4}[低少短小慢](?=[,。?？]|$)"
)
WHICH_IS_MORE = re.compile(
    r"(?:(?<=[,。?\s])|^|(?<=[一-鿿]))(?:哪(?:[个家边]|一[个家边]|里)?(?:[省市区县]|地方|城市)?|谁)的?[更较]?[高低多少快慢大小长短](?:一?[点些])?(?:的?是谁|呢)?(?=[,。??]|\s|$)"
)
"""A clause that only asks which of the places is ahead (哪个高一点), and names nothing."""
_CONDITION = re.compile(
    r"(?:在|定在|超过|高于|低于|不低于|不超过|达到|是|为|大于|小于|突破|不到|不足|过|少于|多于|至少)了?\s?$"
)


_COMPLETED = re.compile(r"完成(?:数|量|值|额(?!度)|情况|得怎么?样)(?!目标)")
"""Asks what came about, in whichever year."""
_DONE = re.compile(r"完成|办结|完工")
"""The same of a year that is over; of one that is not, 今年完成多少 may ask for an aim."""


def status_of(text: str, periods: Sequence[PeriodMention], this_year: int) -> Status:
    """Target or actual as the question's words say; a year that is past or ahead does not decide by itself."""
    if (compared := _DIFFERENCE.search(text)) is not None:
        text = text[: compared.start()] + text[compared.end() :]
    if "目标" in text and re.search(r"实际|完成了?多少", text):
        return "unknown"
    if re.search(
        r"(?:完成|超出?|超额完成|多于|少于)了?(?:年度|全年|预期|年初)?(?:目标|计划)(?!任务是)|(?:目标|任务|计划)的(?:百分之|几成|多少|百分比)",
        text,
    ):
        return "actual"
    if re.search(r"实际(?!利用|使用|到位|吸[收引]|投资)(?!.*目标)|完成了|实现了|到底|涨了|增长了", text):
        return "actual"
    if re.search(r"目标|计划|预期(?!寿命)|力争|打算|争取(?!到)|定在|(?<![认确规固既选核评法指鉴])定的|任务|奔着", text):
        return "target"
    if _COMPLETED.search(text) and not _TARGET.search(text):
        return "actual"
    offsets = {p.offset for p in periods if p.kind == "relative"}
    if 0 in offsets and offsets & {-1, -2}:
        return "unknown"  # 去年和今年各多少: what was done and what is meant to be
    years = [int(p.years[-4:]) for p in periods if p.kind != "base" and p.years[-4:].isdigit()]
    if offsets & {-1, -2, -3} or (years and max(years) < this_year and _ACTUAL.search(text)):
        return "actual"
    if years and max(years) < this_year and _DONE.search(text) and not _TARGET.search(text):
        return "actual"
    if years and min(years) > this_year:
        return "target"
    if _TARGET.search(text) and not _ACTUAL.search(text):
        return "target"
    if _ACTUAL.search(text):
        return "actual"
    return "unknown"


HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|几个?(?:年|月|周|星期|天))(?P<deed>[一-鿿]{0,4}?)(?:一次|一回|一轮|一期|一届)"
    r"|(?:多久|几年|几个月)一?(?P<done>评审|评|调度|通报|考核|报告|开)(?:[?？]?$|一)"
)
"""Asks how often something is done, which is no figure."""


def kind_of(text: str, spread: Spread) -> Kind:
    if _WHY.search(text):
        return "why"
    if _WHEN.search(_last_asking(text)) or HOW_OFTEN.search(text):
        return "when"
    if ORDINAL.search(text) or _NUMBER_TO_CALL.search(text):
        return "which"
    if spread in ("highest", "lowest", "condition") or (
        spread == "each" and (_AHEAD.search(text) or re.search(r"各(?:是|有|为)?多少", text))
    ):
        return "figure"
    if _IN_CHARGE.search(text):
        return "who"
    if _LIST.search(text) and not re.search(
        r"多少|第几|目标是什么|(?<!哪)几[个家](?!.*哪)|哪[个家条座所位](?=.*名单)", text
    ):
        return "list"
    if _NTH.search(text):
        return "which"
    if _HOW_MUCH.search(text) and not (
        _WHO.search(text) and re.search(r"谁|哪|什么|啥|何|单位|部门|牵头\s?[??]?$", text)
    ):
        return "figure"
    if _WHO.search(text):
        return "who"
    if _WHICH.search(text):
        return "which"
    if HOW.search(text):
        return "text"
    if re.search(r"目标|指标|增速|增幅|产量|强度|几", text) or spread == "each" or _MEASURED.search(text):
        return "figure"
    return "text"


_NTH = re.compile(
    r"(?:第[\d一二三四五六七八九十]{1,3}[个座家条项]|首个|首座|首家|首条|唯一)(?!.*(?:多少|几)).{2,24}是(?:什么|啥|谁)[?？]?$"
)
"""Asks which thing is the first or the sixth of a kind (全省第6个文化遗产是啥)."""
_AHEAD = re.compile(r"(?:谁|哪[个家边])(?:的?更|比较|要)?[高低多少快慢大小好差](?:一?[点些])?[?？]?$")
_IN_CHARGE = re.compile(
    r"(?:哪些|哪几个)(?:部门|单位|机构|局)(?:来|共同|一起)?(?:管|负责|牵头|配合|承担|主办|协同|落实|抓)"
)
_MEASURED = re.compile(
    r"占比|比重|占(?!用|地).{1,12}比例|(?:吞吐|产|销|运输|发电|储|用水|用电|交易|客流)量|装机|(?:总|余|限|差)额|余额|封顶|资金(?:安排)?\s?(?:(?:19|20)\d\d年?)?$"
)
"""Names of measures: a question that says no more than one of them and its scope asks for the figure."""


def _last_asking(text: str) -> str:
    """The last clause where it asks how and none before it asks (`缓缴期限不超过6个月,滞纳金怎么规定`), else all."""
    before, _, last = text.rpartition(",")
    return last if HOW.search(last) and not re.search(r"什么|何|哪|几(?!个月)|多", before) else text


_FALLS = re.compile(r"负增长|下降了?|下滑了?|减少了?|同比降")
_DIFFERENCE = re.compile(
    r"(?:比|较)(?!上一?年|前一年|去年|前年|上期|同期|年初).{1,24}?(?:高|低|快|慢|多|少|大|小|差|提高|降低)(?:了|出)?(?:多少|几)"
)


_SIDES = re.compile(
    r"(?:比|较|跟|与|和)(?=[^,;]{0,10}(?:实际|完成|目标|计划|预期))(?P<other>[^,;]{1,20}?)(?:相比|比)?(?:高|低|快|慢|多|少|大|小|相?差)(?:了|出)?(?:多少|几)"
)
"""An aim set against what was reached, or the other way round: 目标比去年实际高多少."""


def sides_of(text: str) -> tuple[Status, Status] | None:
    """The kinds of the two figures whose difference is asked for, where they are an aim and what was reached."""
    match = _SIDES.search(text)
    if match is None:
        return None
    aim = re.compile(r"目标|计划|预期|任务")
    sides: list[Status] = [
        "target" if aim.search(side) else "actual" for side in (text[: match.start()], match["other"])
    ]
    return (sides[0], sides[1]) if sides[0] != sides[1] else None


_WHICH_OF_THEM = re.compile(r"(?:是|有)(?:谁|哪(?:[几些]个?|[一二两三四五六七八九十]?个)?)(?=[,?？。]|$)|^谁|[,，]谁")
"""Asks which of the places that it names a clause is true of (超过40万人的是哪几个)."""
_WHICH_HAVE = re.compile(
    r"(?:负增长|下降|下滑|[增涨降跌])的(?:都)?(?:有|是)(?:哪些|谁|哪几[个家])[?？]?$|\d[\d.]*[万亿]*(?:%|[一-鿿]{1,2})(?:以[上下])?的(?:都)?有(?:哪些|谁|哪几[个家])[?？]?$"
)
"""Asks which have a figure beyond a bound, without saying of what kind they are: 超过50万人的有哪些."""
_BOTH_KINDS = re.compile(
    r"计划[和与、及跟](?:实际|完成)|计划(?:多少|几[个家户项])[^,]{0,2}实际|目标[和与、及跟](?:实际|完成)|(?:实际|完成)[和与、及跟]目标"
    r"|目标.{0,8}(?:多少|是).{0,6}(?:实际|完成)|实际.{0,8}(?:多少|完成).{0,6}目标"
)


def spread_of(text: str, quantities: Sequence[Quantity], places: int, years: int) -> tuple[Spread, Quantity | None]:
    """Whether a comparison is asked for, and under which condition."""
    among = places > 1 and _WHICH_OF_THEM.search(text) is not None
    asks_places = among or bool(_WHICH_PLACES.search(text) or _WHICH_HAVE.search(text))
    for quantity in quantities:
        wording = text[quantity.start : quantity.end]
        before = text[: quantity.start]
        bounded = (
            quantity.comparator != "=" or _CONDITION.search(before) or text[quantity.end : quantity.end + 1] in "(的"
        )
        if asks_places and not quantity.threshold and bounded and wording and quantity.unit != "位":
            return "condition", _conditioned(text, quantity)
    falls = _FALLS.search(text)
    if asks_places and falls and not re.search(r"最|多少|(?<!哪)几", text):
        return "condition", Quantity(falls.start(), falls.end(), "0", "%", "<", falls.start())
    if _BOTH_KINDS.search(text):
        return "kinds", None
    if _HIGHEST.search(text) and (asks_places or places > 1):
        return "highest", None
    if _LOWEST.search(text) and (asks_places or places > 1):
        return "lowest", None
    if places > 1 or years > 1 or (_EACH.search(text) and (asks_places or re.search(r"历年|逐年|各省|各地", text))):
        return "each", None
    return "one", None


def _conditioned(text: str, quantity: Quantity) -> Quantity:
    """A condition with its comparator; `定在6%(左右或以上都算)` and a bare `在6%` mean that value at least or about."""
    near = text[max(0, quantity.start - 4) : quantity.end + 12]
    if re.search(r"以上|或以上|至少|不低于|达到", near) and quantity.comparator in ("=", "~", ">="):
        return replace(quantity, comparator=">=")
    if re.search(r"过了?$", text[: quantity.start].rstrip()) and quantity.comparator == "=":
        return replace(quantity, comparator=">")
    return quantity


def unit_of(text: str) -> str:
    """The unit that the question asks in: `多少套` -> 套, `百分之几` -> %, `多少亿` -> "" (money or anything)."""
    if "几比几" in text:
        return "比"
    if re.search(r"百分之几|百分之多少|几成|几分之几|百分比", text):
        return "%"
    if re.search(
        r"(?:增速|增幅|涨幅|率)[^,。]{0,4}(?:比|较)[^,。]{2,6}(?:提高|加快|上升|回升|回落|下降|放缓|提升|快|慢|高|低|掉)了?(?:出)?(?:多少|几)"
        r"|(?:比|较)(?:上一?年|去年|前年|上年同期|去年同期)(?:同期)?(?:加快|放缓|回落|回升|快|慢)了?(?:多少|几)",
        text,
    ):
        return "个百分点"
    points = r"(?:多少|几)个?(?:百分)?点" if measure_of(text) == "difference" else r"(?:多少|几)个?百分点"
    if re.search(points, text):
        return "个百分点"
    if _MULTIPLE.search(text):
        return "倍"
    if re.search(
        r"多少钱|多少(?:资金|欠薪|工资|薪水|货款)|什么价|(?:(?<!哪)几|多少)块(?![一-鿿]*[牌表屏板])(?<!产多少块)(?<!造多少块)(?<!产几块)|钱有?多少|多少(?:的?(?:奖励|奖补|补助|补贴|资助))|(?:奖励|奖补)(?:有|是)?多少[??]?$"
        r"|最[多高](?:可以|能)?(?:给|补|奖|拿|领|得)(?:到)?多少",
        text,
    ):
        return "元"
    if re.search(r"(?:多少|几)个[万亿]", text):
        return ""
    match = re.search(
        rf"(?:多少|(?<!哪)几)(?:万|亿|千|百|万亿)?(个工作日|个月|个小时|平方公里|平方米|公里|亿元|万元|美元|元|亩|吨|斤|公斤|千瓦时|千瓦|人次|人份|场次|米|年|天|小时|分钟|度|公顷|立方米|[pP][fF]?(?![a-zA-Z])|[{MEASURE_WORDS}])",
        text,
    )
    if not match or re.match(r"[省市区县]|地区|地方|国家|点|百分点", text[match.end() :]):
        return ""
    return base_unit(match.group(1).replace("个小时", "小时"))[0]


_OF_AIM = re.compile(
    r"完成了?(?:年初|年度|全年|当年)?(?:预算|目标|任务|计划)(?:任务)?的?(?:多少|几成|百分之|比例)(?![亿万元个家])"
)
"""How much of a budget or an aim is done is a share of it."""


_SHARE = re.compile(
    r"比例|比重|占比|占(?![地用道]).{0,8}(?:多少(?!个(?!百分)|家|户|人|名|辆|台|套|座|所|处|公里|亩|[万亿]+[元人户亩])|几成|多大)"
    r"|几分之几|多大比|覆盖率"
)
"""Asks for a share; 其中农村占多少个 asks for a number."""


def measure_of(text: str) -> Asked:
    if RANK.search(text):
        return "rank"
    if _DIFFERENCE.search(text) or sides_of(text):
        return "difference"
    if _MULTIPLE.search(text):
        return "multiple"
    if _SHARE.search(text) or _OF_AIM.search(text):
        return "share"
    if _GROWTH.search(text) or re.search(r"经济增长", text):
        return "growth"
    if _LEVEL.search(text):
        return "level"
    return ""
