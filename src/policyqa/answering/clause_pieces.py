"""Pieces of a clause: what stands between its verbs and marks and may be a name, beside what a question holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyqa.answering.gaps import alike
from policyqa.answering.weighing import is_word_pair
from policyqa.chinese.places import find_places

_VERB = (
    r"晋升|获评|评为|入选|成为|跻身|进入|获批|获得|荣获|摘得|夺得|实现|完成|取得|举办|承办|举行|召开|开通|建成|投运|投用|投产|通车|通航|运营|商运|启用"
    r"|开工|动工|启动|发布|交付|承担|负责|牵头|主持|落户|落地|设在|设于|位于|建设|打造|支持|推动|推进|力争|确保|新增|引进|突破|达到|增长|下降|增至"
    r"|首个|首家|首次|首台|首批|首届|首座|首条|率先|成功|正式|顺利|全面|贯通|合龙|封顶|竣工|完工|投入|下线|量产|营业|累计|接待|发送|吞吐|产值|产量"
    r"|招生|招收|出台|印发|公布|列入|纳入|荣膺|揭牌|挂牌|组建|成立|设立|培育|选育|研发|研制|攻克|发射|升空|并网|发电|供气|供水|试运行|全线|主体"
    r"|办好|筹办|助力|加快|促进|鼓励|引导|规划|布局|建立|提升|提高|增强|扩大|优化|强化|完善|深化|拓展|推广|种植|覆盖|应用|利用|出口|销售|上市|转化|试点|运行|带动|吸引|恢复|选址|坐落|集聚|入驻|签约|创建|改造|升级|扩建|新建|续建|改建|整治|修复|保护"
)
_TIME = (
    r"(?:19|20)\d\d年[底末初]?(?:前|上半年|下半年)?|[今去明前当本]年|全年|年内|年底前?|年初|[上下]半年|[一二三四]季度|[春夏秋冬]季|\d{1,2}月(?:\d{1,2}日|底|份|初|中旬|上旬|下旬)?前?"
    r"|目前|日前|近日|同时|其中|此外|预计|已经|将于|于年"
)
_PART = re.compile(
    rf"{_VERB}|{_TIME}|全[国省市区县球]|世界|本[省市]|我[省市区县]|将|已|被|把|由|于|(?<![华有人无作行])为(?!民)|是|即(?!墨)|[名名]?叫[做作]|等(?!级)|并(?!网)|共(?![青同享和])|作为|还|又|也|使|让|在|从|向(?!阳)|对(?![外口])|与"
    r"|[、,;:()|“”]"
)
"""Where what a clause says beside the question is parted."""
GOES_ON = re.compile(rf"\s?(?:{_VERB}|被|获|居|位居|跃居|列|位列|是|为)")
_QUANTITY = re.compile(
    r"[\d一二两三四五六七八九十百千万亿]+(?:\.\d+)?\s?[%万亿个家户人名项条台辆套所座处次场批类种只头株亩吨公千平立件元倍成位]"
)
_NO_NAME = re.compile(
    r"^级|^(?:19|20)\d\d年|^(?:国家(?!电网|能源|管网|开发|石油)|全国|世界|省级|市级|自治区级|第[一二三四五六七八九十\d]+届)|第[一二三四五六七八九十\d]+届[一-鿿]{0,2}$"
    r"|^(?:全[省市区县国]|各[地级类]|一批|一系列|有关|相关|重点|项目|工程|企业|单位|部门|地区|城市|建设|工作|能力|水平|规模|数量|体系|机制|服务|产业|行动|计划|活动|方案|措施|政策"
    r"|国家级?|省级|市级|世界级?|以上|左右|更加|不断|进一步|深入|积极|扎实|大力|着力|持续|稳步|有序|有效|基本|总体|同比|居民|群众|我们|人民|线路|航线|旅客|车站|(?:总|运营|营业)?里程|面积|人数|总量|总额|金额|产值|产量|数据|情况|比重|占比|增速|位次|目标|任务)$"
)
_HEAD = re.compile(
    r"^(?:和|及|以及|的|得|了|着|过|要|会|能|可(?!可)|以|后|前|时|期间|方面|或|之|其|该|此|这|那|有|无|大型|重大)+|^(?:以|按|据|经)"
)
_TAIL = re.compile(
    r"(?:和|及|以及|的|地|得|了|着|过|要|会|能|可|以|中|里|上|下|内|外|后|前|时|期间|方面|与|或|之|其|该|此|这|那|有|无|正|新|年)+$"
)


def covered_places(asked: Iterable[str], text: str, start: int, end: int) -> set[int]:
    """The places of a clause that the question holds too."""
    places: set[int] = set()
    for token in asked:
        for word in (token, *alike(token)):
            at = text.lower().find(word, start, end)
            while at >= 0:
                places.update(range(at, at + len(word)))
                at = text.lower().find(word, at + 1, end)
    return places


def find_pieces(text: str, start: int, end: int, covered: set[int], noun: str = "") -> Iterator[tuple[int, int]]:
    """The pieces of a clause between verbs and marks, without what the question holds at their ends.

    Quoted names stay whole. The noun asked for stays at the end of a piece: 三澳核电1号机组, of 哪台核电机组.
    """
    cuts: set[int] = set()
    for match in _PART.finditer(text, start, end):
        cuts.update(range(match.start(), match.end()))
    for match in re.finditer(r"“[^“”]{2,20}”", text[start:end]):
        inside = range(start + match.start() + 1, start + match.end() - 1)
        if not covered.issuperset(inside):
            yield start + match.start() + 1, start + match.end() - 1
    at = start
    while at < end:
        if at in cuts:
            at += 1
            continue
        stop = at
        while stop < end and stop not in cuts:
            stop += 1
        low, high = at, stop
        while low < high and low in covered:
            low += 1
        if any(p.start == 0 and p.end == low - at for p in find_places(text[at:low])):
            low = at  # 绍兴文理学院, whatever place the question names
        if low > at and low < high and is_word_pair(text[low - 1 : low + 1]):
            low = at  # 第二艘|大型邮轮: not within a word
        kept = high
        while kept > low and kept - 1 in covered:
            kept -= 1
        if kept < high and is_word_pair(text[kept - 1 : kept + 1]):
            kept = high
        named = max((size for size in range(1, len(noun) + 1) if text[low:high].endswith(noun[:size])), default=0)
        high = high if named > 1 or (named and high - kept <= named) else kept
        low, high = _trimmed(text, low, high)
        first = max((p.end for p in find_places(text[low:high]) if p.start == 0), default=0)
        tells = range(low + first, high) if low + first < high else range(low, high)  # 阳信毛豆, of 阳信哪个毛豆品种
        if high - low > 1 and not covered.issuperset(tells):
            yield low, high
        at = stop


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    begins_as_place = any(place.start == 0 for place in find_places(text[low:high]))
    head = None if begins_as_place else _HEAD.match(text[low:high])
    if head and not is_word_pair(text[low + head.end() - 1 : low + head.end() + 1]):
        low += head.end()
    if (tail := _TAIL.search(text[low:high])) and not is_word_pair(
        text[low + tail.start() - 1 : low + tail.start() + 1]
    ):
        high = low + tail.start()
    while low < high and text[low] in " “”\"'":
        low += 1
    while low < high and text[high - 1] in " “”\"'":
        high -= 1
    return low, high


_LONG, _MOST_SAID = 6, 0.6
"""Characters, and the share of their pairs that a question has, from which words say again what is asked for."""


def _said_in(name: str, question: str) -> float:
    """The share of a name's character pairs that a question has."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in question for pair in pairs) / len(pairs)


def is_name(name: str, question: str, quoted: bool = False) -> bool:
    """Whether words may be a name that a question asks for; one in quotes may be of characters of the question."""
    if (
        not 2 <= len(name) <= 24
        or name[-1] in "-—"
        or _NO_NAME.search(name)
        or _QUANTITY.search(name)
        or name in question
        or (not quoted and len(name) > _LONG and _said_in(name, question) > _MOST_SAID)
        or (not quoted and set(name) <= set(question))  # 阳信毛豆, of 阳信哪个毛豆品种
    ):
        return False
    return not re.fullmatch(r"[\d.%,\s]+(?!号线).{0,2}", name)
