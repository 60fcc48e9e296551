"""Members: the parts of a list such as stands before 分别, each with what the list says once for all of them."""

from __future__ import annotations

import re

from policyqa.chinese.places import find_places

_LIST_MARK = re.compile(r"[、和与及]|以及")
_SHARED_END = re.compile(
    r"(?:收入|面积|产量|产值|产能|增加值|余额|贷款|比例|率|额|数|量|强度|中心|企业|岗位|补贴|标准|产业|园区|学校|医院)$"
)
_COUNTED_END = re.compile(r"(?:[一二两三四五六七八九十]{1,2}|\d{1,2})(?:大|个|类|项|种|家|座|条|所).{2,}$")
_FUSED: dict[str, tuple[str, ...]] = {
    "三次产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "城乡居民": ("城镇居民", "农村居民"),
    "城乡": ("城镇", "农村"),
    "产销量": ("产量", "销量"),
    "产销": ("生产", "销售"),
    "存贷款": ("存款", "贷款"),
    "供售": ("供应", "销售"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
    "猪牛羊": ("猪", "牛", "羊"),
    "牛羊": ("牛", "羊"),
}
"""Pairs that official prose fuses into one word before 分别: 城乡居民人均可支配收入分别增长."""


_PLACE = re.compile(r"[一-鿿]{1,9}?(?:新区|开发区|高新区|经开区|园区|[区市县旗州省])(?![场级值域内辖直])")
"""What looks like a place's or a zone's full name."""


def members(words: str, count: int) -> list[str]:
    """The members of a list in front of 分别; fused pairs are parted, the common head is kept with each."""
    quoted = _QUOTED.findall(words)
    if count > 1 and len(quoted) == count and _QUOTED_ONLY.search(words):
        return quoted
    parts = [part.strip() for part in _LIST_MARK.split(words) if part and part.strip()]
    marks = [m.group() for m in _LIST_MARK.finditer(words)]
    if len(parts) > count and "、" in marks:
        parts = _rejoin(words, count)
    if len(parts) == count and count > 1:
        return parts
    if count > 1 and len(parts) == 1:
        for fused, members_of in _FUSED.items():
            if fused in words and len(members_of) == count:
                return [words.replace(fused, member) for member in members_of]
    return parts


_QUOTED = re.compile(r"[“\"]([^“”\"]{2,30})[”\"]")
_QUOTED_ONLY = re.compile(r"(?:[“\"][^“”\"]{2,30}[”\"][、和与及或]?){2,}的?,?$")
"""Names in quotes, with or without a mark between them: 被评为“甲”“乙”的,分别给予."""


def _rejoin(words: str, count: int) -> list[str]:
    """Split by 、 and the last 和 only, so that a name with 和 or 及 in it stays whole."""
    pieces = words.split("、")
    if len(pieces) == count:
        return pieces
    head, last = pieces[:-1], pieces[-1]
    for mark in ("以及", "和", "及", "与"):
        if mark in last:
            left, _, right = last.rpartition(mark)
            if left and right and len(head) + 2 == count:
                return [*head, left, right]
    for size in range(len(pieces)):
        if len(pieces) - size == count:
            return ["、".join(pieces[: size + 1]), *pieces[size + 1 :]]
    return pieces


def with_shared_end(names: list[str]) -> list[str]:
    """Give short members the end that only the last one has: 城镇、农村居民收入 -> 城镇居民收入, 农村居民收入."""
    if (done := _WORK_DONE.search(names[0])) and done.start():
        head = names[0][: done.start()]
        names = [names[0], *(head + name if _WORK_DONE.fullmatch(name) else name for name in names[1:])]
    if (first := _THING_COUNTED.fullmatch(names[0])) and all(_BARE_COUNT.fullmatch(name) for name in names[1:]):
        names = [names[0], *(f"{first[1]}{name}" for name in names[1:])]
    last = names[-1]
    counted = _COUNTED_END.search(last)
    if counted and not counted.start():
        counted = None  # 十大产业项目、十大基础设施项目: each is counted by itself
    if counted:
        last = f"{last[: counted.start()]}{_COUNTS.sub('', counted.group())}"
    if (share := _SHARE_OF_SUM.search(last)) and not any(_SUM.search(name) for name in names[:-1]):
        return [*(name + share.group() for name in names[:-1]), last]
    found = []
    for name in names[:-1]:
        end = _COUNTS.sub("", counted.group()) if counted else _behind_parallel(name, last)
        if _COUNTRY.fullmatch(name) and (other := _COUNTRY.match(last)):
            found.append(name + last[other.end() :])
            continue
        if _place_first(name) == len(name) and (other_end := _place_first(last)) and other_end < len(last):
            found.append(name + last[other_end:])
            continue
        if re.search("[起件户人]数$", name):
            found.append(name)  # 事故起数、死亡人数
            continue
        places = _PLACE.fullmatch(name) and (own := _PLACE.match(last)) and len(last) >= own.end() + 2
        if places and own is not None:
            found.append(name + last[own.end() :])
            continue
        if head := _behind_shared_end(name, last) or _common_head(name, last) or _bound_head(name, last):
            found.append(f"{name}{head}")
            continue
        fits = bool(counted) or (len(name) <= 4 and len(last) > len(name) + 1 and bool(_SHARED_END.search(last)))
        found.append(f"{name}{_beyond(name, end)}" if fits else name)
    return [*found, last]


_SUM = re.compile(r"增加值|产值|营业收入|营收|投资|出口|进口|产量|销量|用电量|贷款|存款|税收")
_SHARE_OF_SUM = re.compile(rf"(?:{_SUM.pattern})占[^,;。、]{{2,16}}(?:比[重例]|的)$")
"""What sums of several things are a share of: 高新技术、装备制造产业增加值占规上工业比重."""
_WORK_DONE = re.compile(r"(?:开工|复工|完工|竣工|投产|建成|入住)率$")
"""How far works have come: the second of two is of the first one's works (重建项目开工率和完工率)."""
_THING_COUNTED = re.compile(r"(.*(?:事故|案件|火灾|灾害))(?:起数|总?量|发生起数|发生率|数量|数)")
_BARE_COUNT = re.compile(r"(?:死亡|受伤|伤亡|死伤|遇难|失踪)(?:和(?:受伤|失踪))?人数|(?:直接)?(?:经济|财产)损失")
"""What an accident is counted by, and what else of it (生产安全事故起数、死亡人数分别下降)."""
_COUNTS = re.compile(r"^(?:[一二两三四五六七八九十]{1,2}|\d{1,2})(?:大|个|类|项|种|家|座|条|所)")
_PARALLEL = tuple(
    frozenset(words.split())
    for words in (
        "城镇 农村 城市 乡村 城区 县域",
        "国有 民营 私营 集体 外资 民间 中央 地方",
        "学前 小学 初中 高中 中学 大学 中职 高职 本科 硕士 博士 大专 专科",
        "新建 改造 改建 扩建 续建 开工 新开工 竣工 建成 维修 整治 修复",
        "公办 民办 普惠 普惠性 普通 重点 示范",
        "男 女 男性 女性 常住 户籍 流动 首套 二套",
        "出口 进口 签约 落地 到位 规上 规下 限上 限下 工业 生活 居民 商业 新增 存量",
    )
)
"""Words of which one stands for another before the same noun: 城镇、农村居民收入."""


def _behind_parallel(name: str, last: str) -> str:
    """What the last name has behind the word that stands where a short name does.

    Only the measure where no word of it does: 原煤、天然气产量 share 产量, 城镇、农村居民收入 share 居民收入.
    """
    alike = next((words for words in _PARALLEL if name in words), frozenset())
    for size in range(len(name) + 2, max(0, len(name) - 3), -1):
        first = last[:size]
        if first in alike or (size > 1 and len(first) == size < len(last) and first[-1] == name[-1]):
            return last[size:]
    head = _MEASURE_BEHIND.search(last) or _WHOLE_HEAD.search(last)
    return head.group() if head and not _HEAD.search(name) else last[len(name) :]


def _place_first(words: str) -> int:
    """Where the division that words begin with ends, 0 where they begin with none."""
    places = find_places(words)
    return places[0].end if places and places[0].start == 0 else 0


_COUNTRY = re.compile(
    "美国|英国|法国|德国|日本|韩国|俄罗斯|意大利|荷兰|瑞士|瑞典|挪威|芬兰|丹麦|比利时"
    "|奥地利|西班牙|葡萄牙|波兰|捷克|匈牙利|希腊|爱尔兰|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁"
    "|澳大利亚|新西兰|印度尼西亚|印度|印尼|越南|泰国|马来西亚|新加坡|菲律宾|缅甸|老挝|柬埔寨"
    "|蒙古国|蒙古|朝鲜|哈萨克斯坦|吉尔吉斯斯坦|乌兹别克斯坦|巴基斯坦|孟加拉国|斯里兰卡|尼泊尔"
    "|伊朗|伊拉克|沙特阿拉伯|沙特|阿联酋|土耳其|以色列|埃及|南非|尼日利亚|肯尼亚|埃塞俄比亚"
    "|中国香港|香港|中国澳门|澳门|中国台湾|台湾|港澳台|东盟|欧盟|非洲|拉丁美洲|拉美|中东|北美"
    "|东南亚|欧洲|亚洲"
)
"""Where trade and investment come from and go to, in official statistics."""


_MEASURE_BEHIND = re.compile(
    r"(?:形成|实现|完成|达到)?(?:总产量|产量|产值|产能|增加值|销售额|营业收入|营收|装机容量|装机|销量|用量)$"
)
_WHOLE_HEAD = re.compile(
    r"(?:(?:[一-鿿]{0,2}(?:居民|群众|农民|牧民|移民|职工))?人均(?:可支配)?(?:纯?收入|消费支出)|(?:居民)收入|作物(?:播种|种植)?面积|(?:播种|种植|栽培|养殖|销售|施工|竣工|建筑)?面积"
    r"|(?:销售|营业|主营业务)收入|类?(?:商品)?零售额|保险参保人数|参保人数|(?:死亡|受伤|伤亡|就业|在校)人数|进出口总?额|进出口|(?:存贷款|存款|贷款)余额)$"
)
"""A measure with all its words, which the last name of a list has for all of them."""
_HEAD = re.compile(
    r"(?:(?:存贷款|存款|贷款)余额|投资|收入|支出|总产量|产量|产值|增加值|面积|销售额|出口额?|进口额?|贷款|存款|余额|利润|消费|零售额|产能|营收|装机|装机容量|用量|销量|人数|占比|比重)$"
)


def _behind_shared_end(name: str, last: str) -> str:
    """What the last name has behind the end that both share: 装机占比, of 清洁能源、新能源装机占比."""
    if _HEAD.search(name):
        return ""
    for length in range(min(len(name) - 1, 4), 1, -1):
        at = last.find(name[-length:])
        if at > 0 and _HEAD.search(last[at + length :]):
            return last[at + length :]
    return ""


_OF_SHARE = re.compile(r"的(?:比例|比重|占比)$")
_CARRIED = re.compile(r"(?:吞吐量|周转量|运输量)$")


def _bound_head(name: str, last: str) -> str:
    """A measure that only the last name has, and that nothing else in a list can lack: 旅客、货邮吞吐量."""
    share, carried = _OF_SHARE.search(last), _CARRIED.search(last)
    if share and len(name) > _SHORT_NAME and not re.search("率|比[例重]|占比", name):
        return share.group()
    return carried.group() if carried and re.search("(?:旅客|乘客|货物|货邮|集装箱)$", name) else ""


_SHORT_NAME = 4


def _common_head(name: str, last: str) -> str:
    """What only the last of two names built alike measures: 高技术制造业、高技术服务业投资 -> 投资."""
    head = _HEAD.search(last)
    if head is None or len(name) < 3 or _HEAD.search(name):
        return ""
    thing = last[: head.start()]
    alike = thing[-1:] == name[-1] and (abs(len(thing) - len(name)) <= 2 or name[-1] == "业")
    return head.group() if alike else ""


def _beyond(name: str, end: str) -> str:
    """What of an end a name has not yet: 省级 with 级园区 lacks 园区."""
    return next((end[size:] for size in range(len(end), 0, -1) if name.endswith(end[:size])), end)
