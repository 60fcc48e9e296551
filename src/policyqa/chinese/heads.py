"""Heads: the ends of names that say what is measured (产量, 收入), and the members of lists that share them."""

from __future__ import annotations

import re

from policyqa.chinese.terms import find_terms, indicator_terms

_STANDING = (
    "营业收入|收入|营收|支出|存款|贷款|进口额?|出口额?|利润总额|利润|利税|税收|投资额|投资|消费|零售额|增加值|价格"
)
"""Measures that are indicators by themselves, or nearly so: behind 和 they need not be of the thing before it."""
_BOUND = (
    "(?:存贷款|存款|贷款)余额|吞吐量|周转量|运输量|客运量|货运量|交易额|成交额|贸易额|总产量|产量|总产值|产值|产能|(?:播种|种植|销售|施工|竣工|建筑|占地)面积|面积|单产|亩产|销售额|销售量|销量|总额|总量|总值|总数|增量"
    "|金额|数额|数量|人数|人次|户数|个数|家数|件数|天数|规模|余额|限额|里程|单价|均价|存栏量?|出栏量?|占比|比重|比例|比率|覆盖率"
)
"""Measures that are nothing without the thing that they measure."""
_HEAD = re.compile(f"(?:{_BOUND}|{_STANDING})$")
MEASURES = re.compile(f"{_BOUND}|{_STANDING}")
_BOUND_ALONE = re.compile(f"(?:{_BOUND})")
_RATE = re.compile(r"[一-鿿](?:率|强度|浓度)$")
_COUNTERPARTS = (
    ("收入", "支出"),
    ("进口", "出口"),
    ("进口额", "出口额"),
    ("存款", "贷款"),
    ("营收", "利润"),
    ("营业收入", "利润"),
    ("营业收入", "利润总额"),
)
_KINDS = tuple(
    re.compile(kinds)
    for kinds in (
        "幼儿园|小学|初中|普通高中|高中|中职|高职|职业学校|中等职业学校|普通高校|高校|大学|本科|专科|研究生",
        "城镇|农村|乡村|城市|城区",
        "第?一产业?|第?二产业?|第?三产业?|农业|工业|服务业|建筑业",
        "公路|铁路|水路|水运|民航|航空|管道",
        "夏粮|秋粮|早稻|晚稻|中稻",
        "男性?|女性?",
        "国有|集体|民营|私营|民间|外资|外商|港澳台",
        "国内|入境|境内|境外",
        "旅客|货邮|货物|集装箱",
        "国家级|省级|市级|县级|区级",
        "新签约|签约|新开工|开工|新竣工|竣工|投产",
        "工业|居民|企业|个人|住户",
    )
)
"""Words that stand side by side before one measure: 小学和初中在校生."""


def head_of_name(name: str) -> str:
    """The measure that a name ends with, "" for none.

    >>> head_of_name("一般公共预算收入"), head_of_name("高新技术企业")
    ('收入', '')
    """
    match = _HEAD.search(name)
    return match.group() if match else ""


def with_shared_start(names: list[str]) -> list[str]:
    """Give a bare measure the thing that only the first name has: 预算收入、支出 -> 预算收入, 预算支出.

    So too one that stands inside the first (优良天数比率、天数 -> 优良天数).
    """
    first = names[0]
    found = [first]
    for name in names[1:]:
        at = first.find(name)
        head = head_of_name(first)
        if at > 0 and _HEAD.fullmatch(name) and at + len(name) < len(first):
            found.append(first[: at + len(name)])
        elif head and head != name and (_BOUND_ALONE.fullmatch(name) or _are_counterparts(head, name)):
            found.append(first[: -len(head)] + name)
        else:
            found.append(name)
    return found


def _are_counterparts(one: str, other: str) -> bool:
    return (one, other) in _COUNTERPARTS or (other, one) in _COUNTERPARTS


def with_end_of_last(names: list[str]) -> list[str]:
    """Give a modifier the end that only the last name has: 城镇、农村居民收入 -> 城镇居民收入, 农村居民收入."""
    last = names[-1]
    head, whole = head_of_name(last), []
    for name in names[:-1]:
        longer = name + last[len(name) :]
        kind = next((k for kinds in _KINDS if (k := _kind_before(kinds, name, last))), "")
        if kind:
            whole.append(name + last[len(kind) :])
        elif len(name) <= 4 and len(last) > len(name) + 1 and not find_terms(name) and _joins(longer, len(name)):
            whole.append(longer)
        elif shared := _behind_shared_end(name, last):
            whole.append(shared)
        elif head and not head_of_name(name) and not _RATE.search(name) and not _is_measured(name):
            whole.append(name + head)
        else:
            whole.append(name)
    return [*whole, last]


def _joins(longer: str, at: int) -> bool:
    """Whether a term of the table stands across the place where two words are put together."""
    return any(start < at < end for start, end, _ in find_terms(longer))


def _behind_shared_end(name: str, last: str) -> str:
    """A member with what follows in the last name behind the end that both share: 清洁能源, of 新能源装机占比."""
    if find_terms(name) or head_of_name(name):
        return ""
    for length in range(min(len(name) - 1, 4), 1, -1):
        at = last.find(name[-length:])
        if at > 0 and head_of_name(last[at + length :]):
            return name + last[at + length :]
    return ""


def _is_measured(name: str) -> bool:
    """Whether a name holds an indicator of the table, which says by itself what is measured."""
    return any(term in indicator_terms() or term in ("出口", "进口") for _, _, term in find_terms(name))


def _kind_before(kinds: re.Pattern[str], name: str, last: str) -> str:
    """The kind that the last name begins with, where `name` is nothing but another one of the same."""
    own = kinds.match(last)
    if own is None or not kinds.fullmatch(name) or own.end() == len(last):
        return ""
    return own.group()


def are_of_one_kind(name: str, last: str) -> bool:
    """Whether a name is one of the kinds that the last one of its list begins with another of.

    >>> are_of_one_kind("小学", "初中在校生"), are_of_one_kind("软件", "信息服务业收入")
    (True, False)
    """
    return any(_kind_before(kinds, name, last) for kinds in _KINDS)


_BREAK = re.compile(
    r"以及|(?<![惠普涉波累危顾触论提埃所遍])及(?![时格早其以])|(?<![参付给赋授])与(?![会时日此])|(?<!碳中)(?<![共总饱缓调])和(?![平谐田解])|跟(?![踪进班随])|、"
)


def kinds_in(words: str) -> set[str]:
    """The kinds that words name: 接待国内游客 -> 国内."""
    return {kind.group() for kinds in _KINDS for kind in kinds.finditer(words)}


_ONE_NAME = re.compile(
    r"研究(?:与|和)试验发展|(?:信息传输、)?软件(?:和|与|及)信息(?:技术)?服务业?|科学研究(?:和|与)(?:试验|技术服务业?)|住宿(?:和|与)餐饮业?"
    r"|批发(?:和|与)零售业?|租赁(?:和|与)商务服务业?|水利、环境(?:和|与)公共设施管理业?|交通运输、仓储(?:和|与|及)邮政业?"
    r"|电力、热力、燃气(?:和|与|及)水(?:的?生产(?:和|与|及)供应业?)?|电力、热力生产(?:和|与|及)供应业?|[燃煤]气(?:和|与|及)水的?生产(?:和|与|及)供应业?"
    r"|居民服务、修理(?:和|与)其他服务业?|文化、体育(?:和|与)娱乐业?|卫生(?:和|与)(?:社会(?:工作|保障)|计划生育)|教育(?:和|与)科学"
    r"|公共管理、社会保障(?:和|与)社会组织|铁路、船舶、航空航天(?:和|与)其他运输设备|计算机、通信(?:和|与)其他电子设备"
    r"|化学原料(?:和|与|及)化学制品|石油(?:和|与)天然气开采业?|石油、煤炭(?:和|与|及)其他燃料|黑色金属冶炼(?:和|与|及)压延|有色金属冶炼(?:和|与|及)压延"
    r"|电气机械(?:和|与|及)器材|木材加工(?:和|与|及)木|皮革、毛皮、羽毛(?:和|与|及)其制品|文教、工美、体育(?:和|与)娱乐用品|橡胶(?:和|与)塑料|酒、饮料(?:和|与)精制茶"
    r"|生态保护(?:和|与)环境治理|社会保[障险](?:和|与)就业|医疗卫生(?:和|与)计划生育|文化旅?游?体育(?:和|与)传媒|灾害防治(?:和|与|及)应急管理|政府(?:和|与)社会资本"
    r"|援助其他地区|广播电视(?:和|与)(?:网络|新媒体)|就业(?:和|与)社会保障|国防(?:和|与)军队|发展(?:和|与)改革|人力资源(?:和|与)社会保障|住房(?:和|与)城乡建设"
    r"|工业(?:和|与)信息化|粮食(?:和|与)物资储备|自然资源(?:和|与)规划|文化(?:和|与)旅游|生态(?:和|与)环境|商贸(?:和|与)物流|对外(?:承包)?工程(?:和|与)劳务合作"
    r"|机器人(?:和|与)增材|以(?:上|下|内)?及(?:以)?[上下]|[岁级元个]及以[上下]|高校(?:和|与)科研院所|体育(?:和|与)(?:娱乐|传媒)|文化及相关产业?|碳达峰[、与和]?碳中和"
)
"""Names of the classes of industry, of budget lines and of offices that hold a mark of lists inside."""


def find_marks(text: str) -> list[tuple[int, int]]:
    """The marks between the members of lists (、, 和): not those inside a term of the table or another fixed name.

    >>> find_marks("社会保障和就业支出和教育支出")
    [(9, 10)]
    """
    names = [m.span() for m in _ONE_NAME.finditer(text)] + [(start, end) for start, end, _ in find_terms(text)]
    return [
        m.span() for m in _BREAK.finditer(text) if not any(start < m.start() and m.end() < end for start, end in names)
    ]


def joined(text: str) -> str:
    """A text with one mark for all that stand between members: 教育和卫生 -> 教育、卫生."""
    return _BREAK.sub("、", text)
