"""Spoken questions: times, averages and roads said as people say them are put as papers write them, before parsing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.places import PlaceMention, find_places
from policyqa.chinese.terms import canonical, find_terms

_DAY_ASKED = r"(?:几月)?(?:几[号日]|哪一?天|什么时候)(?:开始)?"
_PLAIN = (
    (re.compile(rf"{_DAY_ASKED}(?:到|至|-){_DAY_ASKED}(?:结束)?"), "什么时候"),
    (re.compile(r"(\d{1,2}月\d{1,2})号(?![楼线院])"), r"\1日"),
    (re.compile(r"((?:19|20)\d\d年)度(?![假过量])"), r"\1"),
    (re.compile(r"(?:一|每)天(?:下来)?平均|平均(?:下来)?(?:一|每)天|平均每日"), "日均"),
    (re.compile(r"(?:一个|每个?)月(?:下来)?平均|平均(?:下来)?(?:一个|每个?)月"), "月均"),
    (re.compile(r"(?:一|每)年(?:下来)?平均|平均(?:下来)?(?:一|每)年"), "年均"),
    (
        re.compile(
            r"(?<![第多哪这那])一个?(人|户)(?=(?:一?年|一?个?月)?(?:能|可以?|最多|最高)[一-鿿]{0,6}(?:多少|几))"
        ),
        r"每\1",
    ),
    (re.compile(r"((?:能|可以?)[一-鿿]{1,3}|(?:最高|最多|上限)[一-鿿]{0,4})(多少)了"), r"\1\2"),
    (re.compile(r"(?:能|可以?)(?:拿|领)到?(?=多少|几)"), ""),
    (re.compile(r"(?:一|每)亩地?(?:大概|平均|能|可以?){0,2}(?:多收入?|多挣|多赚|增收)"), "亩均增收"),
    (re.compile(r"(?:能|可以?)?(?:多收入|多挣|多赚)(?=多少|几)"), "增收"),
    (re.compile(r"城里(?:人|居民)(?![口均])"), "城镇居民"),
    (re.compile(r"(?:农村|乡下|村里)人(?![口均居才力])"), "农村居民"),
    (re.compile(r"旅游(?:上|一共|总共)?花了?(?=多少|几)"), "旅游花费"),
    (re.compile(r"(?:不算|去掉|去除|除掉|刨掉|抛开)(?=[一-鿿]{2,6}(?:影响|因素|天气|之?后))"), "剔除"),
    (
        re.compile(
            r"(?:要是|如果|若)?(?:不算|不计|不含|不包括|去掉|除掉|刨掉|抛开|扣掉|扣除|剔除)(房地产)(?:开发)?(?:投资)?(?:以后|之后|后|的话|外)?"
        ),
        r"扣除\1开发投资 ",
    ),
    (
        re.compile(
            r"(目标|计划|任务)[比跟]((?:去年|上年|(?:19|20)\d\d年)的?实际(?:完成)?)是?(?:[高低多少快慢大小]还是[高低多少快慢大小])"
        ),
        r"\1和\2",
    ),
    (re.compile(r"排(?:行|名)?老几"), "排第几"),
    (re.compile(r"(?:拉|运|载|坐)了?(?=多少(?:万)?人)"), "客运量"),
    (re.compile(r"(?<![\d第])(20[0-4]\d)(?=人均|财政|GDP|gdp|全年|居民|粮食|外贸|社零|固投)"), r"\1年"),
    (
        re.compile(r"(?<![清改换修治灭跑卖用])掉了?(?=几个?(?:百分)?点|百分之几|多少(?!个|家|人|户|吨|亩|公里|台|套))"),
        "下降了",
    ),
    (re.compile(r"(?:这|那)?份?((?:政府)?(?:工作)?报告)是?(?:由)?(?:谁|哪位)[作做]的"), r"谁作的\1"),
    (re.compile(r"(?<=长)[作做]的?((?:政府)?(?:工作)?报告)的?是(?:谁|哪位)"), r"谁作的\1"),
    (re.compile(r"外省(?![市籍])"), "省外"),
    (re.compile(r"[修建]好了?(?=多少|几)"), "建成"),
    (re.compile(r"怎么(?:说|讲|写|提)的?[?？]?$"), ""),
    (re.compile(r"清掉了?(?=多少|几)"), "清理"),
    (re.compile(r"(?<=去年)(.{2,12})比前年(?=[快慢高低多少])"), r"\1比上年"),
    (re.compile(r"(多少|几)[,，](?:是|按)?([万亿]*(?:美元|元|吨|亩|公里|人次|人|户))(?=$|[?？])"), r"\1\2"),
    (re.compile(r"发的(?=[一-鿿]{0,6}班列)"), "始发"),
    (
        re.compile(
            r"(?:老乡|农户|农民|养殖户|居民|个人|老百姓|群众)自己(?:要|得|需要?)?(每[一-鿿])?(?:掏|交|出|缴)(?=多少|几)"
        ),
        r"\1个人自缴",
    ),
    (re.compile(r"(?:再|能|准备)?冲(?:到|上|刺)?(?=多少|几)"), "达到"),
    (re.compile(r"新(?:搞|弄|添|上)了?(?=多少|几)"), "新增"),
    (re.compile(r"再扩(?:多大|多少)"), "新增多少"),
    (re.compile(r"扩(?:到|成|至)(?=多少|几|多大)"), "达到"),
    (re.compile(r"(?<![一-鿿][省市县区州])([省市县区州])里(?=财政|补|拿|出[多几资]|安排|奖)"), r"\1级"),
    (re.compile(r"(财政)(?:要|会|得|准备)?(?:拿出?|掏出?|出|给)(?:了)?(?=多少(?:亿|万)*元?钱)"), r"\1资金"),
    (re.compile(r"加起来(?=占)"), "合计"),
    (re.compile(r"最近一次(?:说|提|报)的|(?:的)?实绩"), ""),
    (re.compile(r"(?<=[一-鿿])[那这](?:座|条|家|栋|艘|届|款)(?=[,，一-鿿])"), ""),
    (re.compile(r"招待(?!所|费|会)"), "接待"),
    (re.compile(r"([挂揭动开通投封竣完])的([牌工车产航库关])(?=[?？呢啊]|$)"), r"\1\2"),
    (re.compile(r"(?:卖|售)(?:出|掉)?了?(?=多少(?:万|亿)*(?:辆|台|套|吨|件|张|部))"), "销量"),
    (re.compile(r"(?:往前|向前)?(?:挪|挪动|前移|前进|提升|上升)了?(?=(?:多少|几)[个]?位(?![置列]))"), "前移"),
    (re.compile(r"(?:拿出|掏出|砸了?|准备了?)(?=多少(?:亿|万)*元?钱)"), "资金"),
    (re.compile(r"(?:还|只)?剩(?:下)?(?=多少|几)"), ""),
    (re.compile(r"干嘛(?:要)?(?=[一-鿿\d])"), "为什么"),
    (re.compile(r"(?:(?:能|可以)?(?:用上|投用)|(?:能|可以)用)(?=$|[?？的了呢吗,])"), "投入使用"),
    (re.compile(r"(?<=[一-鿿])(?<![交流沟普贯卡打开精联互相直])通的?(?=$|[?？])"), "通车"),
    (re.compile(r"(?:各)?(?:吸引|迎来)了?(?=多少(?:万)?(?:人|名|个?(?:游客|观众)))"), ""),
    (re.compile(r"^(?:那么?|要是|如果)?换成(?!品|本|熟)"), ""),
    (re.compile(r"一年(?=[一-鿿]{1,2}了多少)"), ""),
    (re.compile(r"几月底之?前?"), "什么时候"),
    (re.compile(r"用了?多少水"), "用水量多少"),
    (
        re.compile(r"(?:一|每)年(?:下来)?(?:能|可以?)?(调|供|引|输)(?:了|到)?多少(?:亿|万)*(?:立?方米?的?)?水"),
        r"年\1水量多少",
    ),
    (re.compile(r"(?:能|可以?)?(调|供|引|输)(?:了|到)?多少(?:亿|万)*(?:立?方米?的?)?水"), r"\1水量多少"),
    (re.compile(r"机场([一-鿿\d]{0,8})旅客(?=[有是]?多少(?:万)?人)"), r"机场\1旅客吞吐量"),
    (re.compile(r"放(?:在|到)?(?=(?:哪[里儿个]|什么地方)[一-鿿]{0,3}(?:办|开|举))"), "在"),
    (re.compile(r"((?:广西|内蒙古|宁夏|新疆|西藏)(?:壮族|回族|维吾尔)?(?:自治区)?的?)省长"), r"\1主席"),
    (re.compile(r"(?:发|开)了?(?=多少[列趟班])"), ""),
    (re.compile(r"(?:定|卡|压|设)得?(最[高低])的是哪(?:里|儿|个)?(?=[?？]|$)"), r"\1的是哪个地方"),
    (re.compile(r"(?:定|放|设)得?最[宽松](?=的)"), "最高"),
    (re.compile(r"(?:定|卡|压|管)得?最[严紧](?=的)"), "最低"),
    (re.compile(r"改了?(多少|几)户(?:农村)?厕所?"), r"农村户厕改造\1户"),
    (re.compile(r"(?:为|给|帮)(?=老旧小区)"), ""),
    (re.compile(r"(“[^“”]{2,10}”)(?:行动|工程|战略)?都?[一-鿿]什么(?=[?？]|$)"), r"\1包括什么"),
    (re.compile(r"(?:一天|每天)多少人[坐乘](?=[?？]|$)"), "日均客流多少人次"),
    (re.compile(r"(?<!加)装了?(多少|几)(?:部|台)电梯"), r"加装电梯\1部"),
    (re.compile(r"(?<=[一-鿿区地])治(?=多少|几)"), "治理"),
    (re.compile(r"哪天通的车"), "哪天通车"),
    (re.compile(r"[跟和与同]非洲的?(?:贸易额?|进出口)"), "对非贸易额"),
    (re.compile(r"(?:原?计划|目标是?|任务是?|本来要?)[一-鿿]{0,6}\d+[一-鿿]{0,3}[,，]\s*(?=实际|最后|结果|到底)"), ""),
    (re.compile(r"卖多少钱(?:一[张瓶个套台辆份])?"), "售价多少钱"),
    (
        re.compile(
            r"(?<=[程目容造建设桥路站线馆心库场道期院校区园])(?:要|得|需要?|准备|打算)?花(?:了|掉)?(?=多少(?:亿|万)*元?钱)"
        ),
        "总投资",
    ),
    (re.compile(r"(?:单日|一天)最[多高](?:坐|运送?|拉|载)(?:过|了)?(?=多少)"), "最高单日客流"),
    (re.compile(r"(?:在|于)?(?:多长时间|多久|几个?(?:分钟|小时|工作日|天))(?:之?[内里])"), "多长时间"),
    (re.compile(r"(?:上年|去年|上一年)的(?=(?:几|多少)倍)"), "上年"),
    (re.compile(r"前一年(?=的?(?:几|多少)?倍|的几|同期)"), "上年"),
    (re.compile(r"(?:多少|几)个(?=亿[?？]?$)"), "多少"),
    (re.compile(r"(?:一个|每个)月(?=(?:各|分别)?(?:能|可以?|是|有|给|发|补|领|拿)?(?:多少|几))"), "每月"),
    (re.compile(r"排(?:在|了)?(?:什么|啥|哪个?)(?:位置|名次|位次)"), "排第几"),
    (re.compile(r"这[两三几]块(?=今年|去年|明年|的|各|分别|$)"), ""),
    (
        re.compile(r"(?:多少|几)(?:个|项)?((?:\d+|[十百千])?[万亿]+元?(?:及?以上|以下)的?[一-鿿]{2,6})(?=$|[?？,])"),
        r"\1多少个",
    ),
    (re.compile(r"第一次(?!会|全|普)"), "首次"),
    (re.compile(r"(?:头|第)一个(?!百年|五年|季|月|一|工作日)(?=[一-鿿])"), "首个"),
)
"""Patterns and what they become."""


def as_written(text: str) -> str:
    """A folded question with what is only spoken put as papers write it.

    >>> as_written("网约车2月7号一天平均跑多少单")
    '网约车2月7日日均跑多少单'
    """
    text = _SPACED.sub(lambda match: _listed(match[0]), text)
    text = _PARTED_TERM.sub(_joined_term, text)
    for pattern, written in _PLAIN:
        text = pattern.sub(written, text)
    return text


_PARTED_TERM = re.compile(r"(?<=[一-鿿]) (?=[一-鿿])")


def _joined_term(match: re.Match[str]) -> str:
    """A blank, or nothing where the words around it are one term of the table: 居民医保 财政补助."""
    text, at = match.string, match.start()
    before = re.search(r"[一-鿿]{1,8}$", text[:at])
    behind = re.match(r"[一-鿿]{1,8}", text[at + 1 :])
    if before is None or behind is None:
        return " "
    joined, cut = before.group() + behind.group(), len(before.group())
    return "" if any(start < cut < end for start, end, _ in find_terms(canonical(joined))) else " "


_SPACED = re.compile(r"(?:[一-鿿A-Za-z]{2,10}\s+){1,5}[一-鿿A-Za-z]{2,8}(?=\s?(?:各|分别))")
"""Things that a question parts by blanks alone: 原煤 原油 天然气各产了多少."""


def _listed(words: str) -> str:
    """Things parted by blanks with list marks between; a place before them keeps its blank."""
    parts = words.split()
    places = [any(p.start == 0 and p.end == len(part) for p in find_places(part)) for part in parts]
    marks = (" " if place else "、" for place in places)
    return "".join(f"{part}{mark}" for part, mark in zip(parts, marks, strict=True))[:-1]


_ROUTE = (
    r"的?(?:(?:这|那)(?:条|段))?的?(?:[一-鿿]{0,6}?)"
    r"(?:高速|铁路|高铁|城际|公路|快速路|国道|省道|航线|航班|班列|列车|动车|专列|区间|路段|管道|管线|大桥|隧道|通道|轨道|直达车|网络时延|时延|车程|航程|(?<![阶时地手河])段)"
)
_TO = re.compile(r"(?:市区|市|县城|城)?(?:到|至|-|—|~|—{2})")


_GIVES = re.compile(r"(?:[去今]年|(?:19|20)\d\d年)?(?:一?共)?(?:给|支援|援助|帮扶|资助|捐)(?:了|给)?")


def givers(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places that give another one something (天津去年给了甘肃多少援助): whose figure it is is the other's.

    >>> from policyqa.chinese.places import find_places
    >>> text = "天津2023年给了甘肃多少财政援助"
    >>> [place.text for place in givers(text, find_places(text))]
    ['天津']
    """
    return [one for one, other in pairwise(places) if _GIVES.fullmatch(text[one.end : other.start])]


_HOW_FAR = re.compile(r"多久|多长时间|多远|几个?(?:小时|分钟)|多少(?:公里|分钟|小时)")


def ends_of_routes(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places that only say where a road or line runs from and to (甲到乙的高速): whose figure it is stands open.

    >>> from policyqa.chinese.places import find_places
    >>> text = "成都到重庆的高铁多长"
    >>> [place.text for place in ends_of_routes(text, find_places(text))]
    ['成都', '重庆']
    """
    found = []
    for place in places:
        to = _TO.match(text, place.end)
        if (
            (to and re.match(rf"[一-鿿]{{2,8}}?{_ROUTE}", text[to.end() :]))
            or (re.search(r"从$", text[: place.start]) and to and _HOW_FAR.search(text[to.end() :]))
            or (re.search(r"从[一-鿿]{2,8}?(?:到|至)$", text[: place.start]) and _HOW_FAR.search(text[place.end :]))
            or (re.search(r"[一-鿿](?:到|至|-|—|~|—{2})$", text[: place.start]) and re.match(_ROUTE, text[place.end :]))
        ):
            found.append(place)
    return found
