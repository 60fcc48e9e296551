"""Groups of a question for a list: how many members it speaks of, what they are, and sentences that count them."""

from __future__ import annotations

import re

from policyqa.chinese.numerals import parse_number
from policyqa.chinese.places import find_places

_COUNT = re.compile(
    r"(?<![第十百\d])([一二两三四五六七八九十]{1,3}|\d{1,2})\s?(?:大|个|项|条|座|家|所|种|类|方面|件|位|名|张|只|颗|块|届|市|省|县|样|群|城|区|馆|院|线|园)"
)


A_FEW = re.compile(r"哪[几一二两三四五六七八九十]")
"""Asks for a few things by name, which stand in one sentence."""
COUNTED_NAME = '[“"](?:[一二三四五六七八九十两][一-鿿]{1,2}){2,}[”"]'
"""A name that counts what it stands for (“五停一关”): where nothing lists that, no sentence that has it answers."""


def asked_count(question: str) -> int:
    """How many items the question speaks of (`六大攻坚`, `哪三家`), 0 where it does not say."""
    match = re.search(r"哪([一二两三四五六七八九十]{1,3}|\d{1,2})", question) or _COUNT.search(question)
    value = parse_number(match.group(1)) if match else None
    return int(value) if value and 2 <= value <= 30 else 0


_THING = re.compile(
    r"哪(?:些|几[一-鿿]|[一二两三四五六七八九十\d]{1,3}[大个项条座家所种类件位名张只颗支款批])(?P<thing>(?![市县省区])[一-鿿]{2,8}?)"
    r"(?=[?？,。(]|$|[的是有和在要会已正将]|可以|能|需|不|都|分别|获|被|由|入|将|牵头|领衔|联合|共同|成了?|上榜|今年|去年|明年|全年)"
)
_ANY_THING = re.compile(
    r"^(?:地方|城市)|(?:颜色|街道|乡镇|单位|部门|地方|方面|方向|内容|品种|种类|类型|事情|事项|工作|东西|任务|地区|城市|国家|项目|领域|情况|情形|措施|办法|条件|渠道|方式|途径|环节|人员|对象|群体|问题|重点|要求|省份|区域|亮点|人)$"
)


_OF_RANK = re.compile(r"((?:国家|省|市|世界|百亿|千亿)级)的(?=[一-鿿]{2})")
"""A rank before what is counted: 哪三个国家级的数据中心."""


def thing_asked(question: str) -> str:
    """The last two characters of what a question asks the members of, where the document can be held to the word.

    >>> thing_asked("园区要建哪两座变电站"), thing_asked("由哪三家单位发布")
    ('电站', '')
    """
    question = _OF_RANK.sub(r"\1", question)
    found = _THING.search(question)
    if found is None and (group := named_group(question)) and not re.search(r"[一二两三四五六七八九十\d]", group[1]):
        return "" if _ANY_THING.search(group[1]) or find_places(group[1]) else group[1][-2:]
    if found is None or _ANY_THING.search(found["thing"]) or find_places(found["thing"]):
        return ""
    return found["thing"][-2:]


_GROUP = re.compile(
    r"(?:哪|有|的|是)?(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})(?:大|个|项|条|座|家|所|种|类|张|块|方面)"
    r"(?P<noun>[一-鿿A-Za-z]{2,10}?)(?=$|[?？,]|都|分别|各|的|是|有|叫|指|包括|具体|主要)"
)


def named_group(question: str) -> tuple[str, str] | None:
    """The counted thing that a question asks the members of: `三大主导产业是啥` -> (三, 主导产业).

    >>> named_group("宁州的三大主导产业是啥")
    ('三', '主导产业')
    """
    question = _OF_RANK.sub(r"\1", question)
    found = list(_GROUP.finditer(question))
    found = found or list(_GROUP_BARE.finditer(question))
    return (found[-1]["count"], found[-1]["noun"]) if found else None


_GROUP_BARE = re.compile(
    r"(?P<count>[二两三四五六七八九十])(?P<noun>[一-鿿]{1,6}?)(?:具体|都|分别|主要)*(?:是|有|是?指|包括)(?:什么|啥|谁|哪)"
)
"""Members of a group counted without a measure word: 四煤城是哪四个."""


def says_group(named: tuple[str, str], text: str, start: int, end: int) -> bool:
    """Whether the sentence counts the items as the group: right behind them, or before them as what they are."""
    count, noun = named
    number = rf"(?:{count}|{int(parse_number(count) or 0)})"
    noun = rf"(?:{re.escape(noun)}|{re.escape(noun[:2])})" if len(noun) > 2 else re.escape(noun)
    counted = rf"{number}(?:大|个|项|条|座|家|所|种|类|张|块|方面)?[^,;。:、]{{0,8}}?{noun}"
    behind = re.match(rf"[”\"）)]?等?[“\"]?{counted}", text[end:])
    before = re.search(rf"{counted}[^;。]{{0,24}}(?:其中|包括|分别[是为]|[是为即指:(])[^,;。、]{{0,4}}$", text[:start])
    called = re.match(rf"[”\"）)]?(?:等|这)?[“\"]?{count}{noun}", text[end:])
    return behind is not None or before is not None or called is not None


_DEFINED = re.compile(
    r"(?P<which>[前后]一个)?[“\"](?P<name>[一二两三四五六七八九十\d]{1,2}[一-鿿]{0,3})[”\"](?:是|具体|主要|分别)?(?:指(?![标数导挥定南示])|为|即|是|包括|:)"
)
_WHICH_OF_TWO = {
    "前一个": re.compile("前面那个|前一个|前头那个|第一个|前面的"),
    "后一个": re.compile("后面那个|后一个|后头那个|第二个|后面的"),
}


def group_defined(question: str, text: str, start: int) -> bool | None:
    """Whether a list that begins at `start` stands behind what its paragraph says of the one group that is asked for.

    None where the paragraph defines no several groups, or the question does not name one of them alone.

    So in “一核”指甲、乙;“三带”指丙、丁和戊 the list of 三带 is asked for by 一核三带里的三带都是哪些.
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    defined = list(_DEFINED.finditer(text, low, high if high > 0 else len(text)))
    defined = [m for m in defined if not any(o["name"] in m["name"] and o["name"] != m["name"] for o in defined)]
    names = [m["name"] for m in defined]
    if len(defined) < 2:
        return None
    if defined[0]["which"]:
        asked = next((which for which, words in _WHICH_OF_TWO.items() if words.search(question)), "")
        mine = [m for m in defined if asked and m["which"] == asked]
    else:
        bare = re.sub(rf"{''.join(map(re.escape, names))}", " ", re.sub(r"[“”\"]", "", question))
        mine = [m for m in defined if m["name"] in bare]
    if len(mine) != 1:
        return None
    before = [m for m in defined if m.end() <= start]
    return bool(before) and before[-1] is mine[0]


_SHORT = re.compile(
    r"(?<![\d第])(?:(?:[一二两三四五六七八九十]{1,2}[一-鿿]){2,4}|[\d一二两三四五六七八九十]{1,3}(?:\+[\dN]{1,3}|[一-鿿]))(?=产业|工程|行动|保障|体系|建设|格局|改革|战略|是|指)"
)


def short_names(question: str, text: str) -> list[str]:
    """The short names with a number that a question holds bare and a text in quotes, in quotes: 六特产业, “六特”."""
    return [f"“{name}”" for name in _SHORT.findall(question) if re.search(rf"[“\"]{re.escape(name)}[”\"]", text)]
