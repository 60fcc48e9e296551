"""Slots: the one thing of a stated kind that a question asks for: who did it, where, when, by what, how often.

A slot names the kind of thing and the question's verb, so that a candidate can be checked for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyqa.answering.names import OFFICE
from policyqa.understanding.asking import HOW_OFTEN

if TYPE_CHECKING:
    from policyqa.understanding import Query

SlotKind = Literal[
    "doer", "office", "charge", "venue", "seat", "tool", "often", "number", "repealed", "grade", "date", "awarded"
]


@dataclass(frozen=True, slots=True)
class Slot:
    """What is asked for.

    Attributes:
        kind: doer (who presided, spoke, announced), office (who holds an office), charge (which unit is responsible),
            venue (where something was held), seat (where something is set up), tool (by which platform), often (how
            often), number (a document's number), awarded (who got a prize), repealed (the document set aside), grade
            (which rank in words), date.
        verb: a pattern of the verb that a candidate must stand with, "" for none.
        noun: the noun that the question asks with (`哪个酒店`), "" for none.
        named: whether a person's own name is asked for.
    """

    kind: SlotKind
    verb: str = ""
    noun: str = ""
    named: bool = False


_WHO = r"(?:谁|哪位[一-鿿]{0,3}|何人|哪个人|哪个?领导)"
_UNIT_ASKED = (
    r"(?:谁|哪[个些家几][一二两三四五六七八九]?个?(?:单位|部门|机构|局|委|科室|公司)|哪[一二两三四五六七八九]个?(?:单位|部门)"
    r"|什么(?:单位|部门|机构)|何部门|哪里|哪儿|哪(?![天年月日种类些个几项条]))"
)
_DEEDS = (
    (r"主持", "主持"),
    (r"(?:致辞|致词)", r"致[辞词]"),
    (r"(?:讲话|讲了话)", "讲话"),
    (r"(?:作|做)了?[一-鿿]{0,4}报告", r"作了?[一-鿿]{0,8}报告"),
    (
        r"向[^,。]{2,24}(?:报告|汇报)[^,。]{0,16}",
        r"(?:受[^,;。]{2,16}委托,?)?(?:代表[^,;。]{2,16},?)?向[^,;。]{2,30}(?:报告|汇报)",
    ),
    (r"通报", "通报"),
    (r"(?:宣读|宣布)", r"(?:宣读|宣布)"),
    (r"(?:推介)", "推介"),
    (r"(?:带队|率队)", r"(?:带队|率队)"),
)
_CHARGES = (
    (r"牵头", "牵头"),
    (r"解释", "解释"),
    (r"组建", "组建"),
    (r"承办", "承办"),
    (r"主办", "主办"),
    (r"(?:受理|评审|审核|审定|认定|验收|拨付|初审|复审|办理|监督|编制|制定|实施)", ""),
    (r"(?:配合|协同|协助)", r"(?:配合|协同|协助|协办)"),
    (r"(?:负责|管(?![理委])|分管|责任|主管|归口|抓)", ""),
)
_HELD = r"(?:召开|举行|举办|开幕|开的|开(?![始工发放展业通])|办的|办(?![理法公事])|搞(?=$|[?？的])|签约|启动)"
_PLACE = r"(?:在|到|于)?(?:哪里|哪儿|哪(?:个|座|家)?([一-鿿]{1,4}?)?|什么(?:地方|地点|城市))"
_VENUE = re.compile(
    rf"(?:在|于)(?:哪里|哪儿|什么(?:地方|地点)|哪(?:个|座|家)?(?P<noun>[一-鿿]{{0,4}}?))(?:里|儿)?(?P<verb>{_HELD})"
    r"|(?:召开|举行|举办|会议|活动|大会)的?(?:地点|会址|会场)(?:是|在)"
)
_SEAT = re.compile(
    r"(?P<verb>设|位于|建|选址|落户|落|坐落)(?:在|于)?(?:哪里|哪儿|什么地方|哪(?:个|座|家)?(?P<noun>[一-鿿]{0,4}?))(?:[?？了的]|$)"
)
_SEATED = r"(?:设在|设于|位于|建在|选址(?:在|于)?|落户(?:在|于)?|坐落(?:在|于)?|落在)"
_TOOLS = r"平台|系统|网站|小程序|公众号|[aA][pP]{2}|窗口|专栏"
_TOOL = re.compile(rf"(?:哪[个一家]|什么)(?:[一-鿿]{{0,4}}?)(?P<noun>{_TOOLS})")
_NUMBER = re.compile(r"文号|发文字号|文件号|(?:文件|通知|办法|方案)(?:的|是)?(?:编号|几号文|多少号文)")
_REPEALED = re.compile(
    r"(?:哪[个些份]|什么)[一-鿿]{0,6}(?:文件|办法|规定|通知|政策|方案|措施|意见)[一-鿿]{0,4}(?:废止|废除|作废|失效|废了)"
    r"|(?:废止|废除|废掉|取代|替代)了?(?:哪|什么)"
)
_GRADE = re.compile(r"(?:什么|哪个?|哪一?|第几)(?P<noun>等次|档次|级别|等级|档)")


def find_slot(query: Query) -> Slot | None:
    """The slot that a folded question asks for; None where it asks for something else.

    >>> from policyqa.types import Scope
    >>> from policyqa.understanding import Query
    >>> find_slot(Query("推进会是谁主持的?", "推进会 主持", Scope(), "who")).kind
    'doer'
    """
    text = query.question
    if _NUMBER.search(text):
        return Slot("number")
    if _REPEALED.search(text):
        return Slot("repealed")
    often = HOW_OFTEN.search(text)
    if often:
        return Slot("often", often["deed"] or often["done"] or "")
    tool = _TOOL.search(text)
    if tool:
        return Slot("tool", noun=tool["noun"])
    grade = _GRADE.search(text)
    if grade:
        return Slot("grade", noun=grade["noun"])
    venue = _VENUE.search(text)
    if venue:
        return Slot("venue", r"(?:召开|举行|举办|承办|开幕|启动|签约)", venue["noun"] or "")
    seat = _SEAT.search(text)
    if seat and not re.search(r"建成|建设", seat.group()):
        return Slot("seat", _SEATED, seat["noun"] or "")
    return _doer(text) or (Slot("date") if query.kind == "when" else None)


_OFFICE_ASKED = re.compile(
    rf"{OFFICE}[^,。]{{0,4}}(?:是谁|叫什么|叫啥|是哪位|名字|姓名)"
    rf"|(?:谁|哪位)(?:是|任|担任)[^,。]{{0,12}}{OFFICE}"
)


_AWARDED = re.compile(
    r"(?:得|获|拿|评上|荣获|授予|颁给|发给)(?:到|了)?[^,。]{2,18}奖[^,。]{0,4}(?:谁|哪位)"
    r"|(?:谁|哪位)[^,。]{0,3}(?:得|获|拿|评上)(?:到|了)?[^,。]{2,18}奖|奖(?:授予|颁|发|给)(?:给|了)*(?:谁|哪位)"
)


def _doer(text: str) -> Slot | None:
    if _AWARDED.search(text):
        return Slot("awarded", named=True)
    if _OFFICE_ASKED.search(text):
        return Slot("office", named=True)
    named = bool(re.search(r"叫什么|叫啥|名字|姓名", text))
    for asked, stated in _DEEDS:
        behind = rf"{asked}[^,。]{{0,6}}(?:的|人)?(?:是|叫)[^,。]{{0,4}}(?:{_WHO}|什么|啥)"
        if re.search(rf"{_WHO}[^,。]{{0,12}}{asked}|{behind}", text):
            return Slot("doer", stated, named=named)
    for asked, stated in _CHARGES:
        if re.search(
            rf"(?:由|归|让|是|找)?{_UNIT_ASKED}(?:来|去|具体|分别|共同|在)?[^,。]{{0,2}}{asked}"
            rf"|{asked}(?:的)?(?:单位|部门|人)?(?:是|有|归)?(?:{_UNIT_ASKED}|什么)\s?[?？]?$",
            text,
        ):
            return Slot("charge", stated or _own_verb(text))
    if re.search(r"归(?:谁|哪个?(?:单位|部门|局))", text):
        return Slot("charge")
    return None


def _own_verb(text: str) -> str:
    found = re.search(r"受理|评审|审核|审定|认定|验收|拨付|初审|复审|监督|编制|制定", text)
    return found.group() if found else ""
