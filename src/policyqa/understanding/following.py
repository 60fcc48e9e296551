"""Follow-ups: an elliptical question is completed from the one before it."""

from __future__ import annotations

import re
from dataclasses import replace

from policyqa.chinese.heads import head_of_name
from policyqa.chinese.terms import find_terms, indicator_terms
from policyqa.types import Scope, Status
from policyqa.understanding.query import Query

_FOLLOW_UP = re.compile(r"^(?:那么?|还有|另外|换成|再看|其中|它|该|这个|其|同期)|呢\s?[??。!!]*$")
_ROLE = re.compile(r"牵头|负责|责任|协同|配合|主办|单位|部门|归口")
_DONE = re.compile(r"再[建增添新]|整治|改造|治理|新建|建成|完成|实现|达到|新增|投产|开工|到位|落实|实际|分到?")
"""What was done with a thing that an earlier question named."""
_VERBS_OF = "产销卖投建种收招增引"
"""Verbs that say of a thing what the question before has measured: 去年实际产了多少, behind 原煤产量."""
_MAKES = "产造挖采种栽开跑运修改铺治"
"""Verbs of making, each of which says of a product what another one has: 去年实际产了多少, behind 要造多少."""
_SPAN = re.compile(r"^[两三四五六七八九十]年")
"""How long a time what was asked before is asked of (那三年一共要引多少), which names nothing."""
_SPAN_ASKED = re.compile(r"(?:过去|这|近|前)[两三四五六七八九十]年|[两三四五六七八九十]年(?:来|间|里)")
"""Years that are no year of the question before: 过去五年一共完成了多少."""
_GENERIC_HEAD = re.compile(
    r"^(?:面积|产量|产值|增速|增幅|总量|总额|人数|数量|比例|占比|单价|规模|金额|均值|余额|投资|销量|出口|进口|覆盖率|目标|任务)$"
)


def complete(base: Query, query: Query) -> Query:
    """Complete an elliptical question from the query before it; one that stands alone is given back as it is."""
    left = _SPAN.sub("", _DONE.sub("", _ROLE.sub("", query.content)).replace(" ", ""))
    verb = len(left) == 1 and (left in _MAKES or (left in _VERBS_OF and left in base.content) or left in "增涨降减")
    bare = not left or verb
    generic = bool(_GENERIC_HEAD.match(query.content.strip()))
    follows = bool(_FOLLOW_UP.search(query.question)) or bare or generic or len(query.content.replace(" ", "")) <= 4
    if not follows and (query.scope.regions or query.scope.holders):
        return query
    if not follows and len(query.content.replace(" ", "")) > 12:
        return query
    scope = Scope(
        years=query.scope.years or (() if _SPAN_ASKED.search(query.question) else base.scope.years),
        regions=query.scope.regions or (() if query.scope.holders else base.scope.regions),
        region_names=query.scope.region_names or (() if query.scope.holders else base.scope.region_names),
        holders=query.scope.holders or (() if query.scope.regions else base.scope.holders),
        status=_status_of(query, base),
    )
    content, numbers, asked, unit = query.content, query.numbers, query.asked, query.unit
    if counterpart := _counterpart_of(base.content, query.content):
        content, asked, unit = counterpart, asked or base.asked, unit or base.unit
    elif bare:
        content, numbers = base.content, numbers or base.numbers
        asked, unit = asked or base.asked, unit or base.unit
    elif (
        (whose := base.content.split()[:-1])
        and _RATE.search(base.content)
        and _RATE.fullmatch(query.content)
        and len(query.content) <= _SHORT_RATE
    ):
        content = " ".join((*whose, query.content))  # 满意率呢, behind 12345热线 办结率
    elif (facility := _FACILITY.match(base.content)) and _FREIGHT.fullmatch(query.content.strip()):
        content, asked = (
            f"{facility.group()} {query.content}",
            asked or base.asked,
        )  # 货邮呢, behind an airport's passengers
    elif head := _shared_head(base, query):
        content, asked, unit = f"{query.content} {head}", asked or base.asked, unit or base.unit
    elif query.content.strip() in ("进口", "出口") and "进出口" in base.content:
        asked = asked or base.asked  # 那出口呢, behind 进出口增长多少
    elif generic:
        content = f"{_without_head(base.content)} {query.content}"
    else:
        named = {term for _, _, term in find_terms(content)} & indicator_terms()
        measured = "率" in content or (not named and bool(head_of_name(content.replace(" ", ""))))
        both_measured = measured and _COUNTED.search(base.content) is not None  # 死亡人数呢, behind 起数降了多少
        alone = not measured and (bool(named) or not query.asks)
        grows = base.asked == "growth" and (both_measured or alone)
        asked = asked or (base.asked if grows else "")
    kind = base.kind if bare and query.kind == "text" else query.kind
    if query.kind == "text" and not bare:
        kind = base.kind
    carried = query.scope.status == "unknown" != scope.status and bool(query.scope.years)
    unplaced = query.unplaced or (() if query.scope.regions or query.scope.holders else base.unplaced)
    completed = replace(
        query,
        sources=query.sources or base.sources,
        unplaced=unplaced,
        content=content,
        numbers=numbers,
        asked=asked,
        unit=unit,
        scope=scope,
        kind=kind,
        carried=carried,
        asked_before=bool(asked) and not query.asked,
        part=query.part or ("" if re.search(r"全年|年度", query.question) else base.part),
        day=query.day or ("" if query.part or query.scope.years else base.day),
    )
    return replace(completed, question=_reworded(completed, query))


_FACILITY = re.compile(r"[一-鿿]{2,10}?(?:机场|港口?|口岸|车站|铁路|景区|园区|水库)(?=\s|[一-鿿])")
_FREIGHT = re.compile(r"货邮|货物|货运|旅客|客流|游客|集装箱|班次|航线")
"""What a facility has beside what was asked of it."""
_RATE = re.compile(r"[一-鿿]{2,10}(?<![效频功税费汇利])率$")
_SHORT_RATE = 4
_COUNTED = re.compile(r"[起件人户家次台辆个]数$|[总余限]额$|数量$")
_PAIRS: tuple[tuple[str, str], ...] = (
    ("进口", "出口"),
    ("收入", "支出"),
    ("存款", "贷款"),
    ("签约", "开工"),
    ("产量", "销量"),
    ("初中", "高中"),
    ("小学", "初中"),
    ("小学", "高中"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("男", "女"),
    ("去程", "回程"),
    ("一期", "二期"),
    ("个人", "家庭"),
    ("本科", "硕士"),
    ("本科", "大专"),
    ("硕士", "大专"),
    ("本科", "博士"),
    ("硕士", "博士"),
    ("企业", "个人"),
    ("工业", "服务业"),
)


_CLASS = re.compile(r"(?:[a-z]|[一二三四五]|第[一二三四五])(?:类|档|级|型|等)(?!项目|企业以上)")


def _counterpart_of(base: str, content: str) -> str:
    """The earlier content with one word turned into the other of its pair, where that is all that is asked (那出口呢).

    So 出口 behind 进口水果 asks for 出口水果, not for all of it; "" where nothing is to be turned.
    """
    word = content.strip()
    if _CLASS.fullmatch(word) and len(_CLASS.findall(base)) == 1:
        return _CLASS.sub(word, base)  # B类呢
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            if word == other and one in base and other not in base and f"{one}{other}" not in base:
                return base.replace(one, other)
    return ""


def _shared_head(base: Query, query: Query) -> str:
    """What a bare noun in `那水稻呢` takes over from the question before: its measure (产量)."""
    if query.kind != "text" or not re.search(r"呢\s?[??]?$", query.question) or find_terms(query.content):
        return ""
    name = base.content.replace(" ", "")
    rate = _RATE_OF.search(name)
    head = rate.group() if rate else head_of_name(name)
    return head if head and head not in query.content and not re.search(r"率$", query.content) else ""


_RATE_OF = re.compile(r"[一-鿿]{2}(?<![效频功税费汇利])率$")
"""The measure that a name ends with where it is a rate: 口罩产能利用率 -> 利用率."""


def _status_of(query: Query, base: Query) -> Status:
    if query.scope.status != "unknown":
        return query.scope.status
    return (
        base.scope.status
        if not query.scope.years or query.scope.years == base.scope.years or base.scope.status == "target"
        else "unknown"
    )


def _without_head(content: str) -> str:
    content = re.sub(r"(?<=[一-鿿]{2})(?:外运|外送|外调|外销|运输|加工)$", "", content.strip())
    return re.sub(r"(?:总产量|产量|产值|面积|增速|总量|总额|人数|数量|投资|规模|余额)$", "", content.strip())


def _reworded(query: Query, original: Query) -> str:
    """The completed question in words, for showing."""
    years = "、".join(f"{year}年" for year in query.scope.years)
    where = "、".join((*query.scope.region_names, *query.scope.holders))
    told = query.scope.status if original.scope.status != "unknown" or query.scope.status != "actual" else "unknown"
    kind = {"target": "目标", "actual": "实际", "estimate": "预计", "unknown": ""}[told]
    asked = {"growth": "增长", "rank": "位次"}.get(query.asked, "")
    content = query.content.replace(" ", "")
    if asked and (asked in content or "率" in content):
        asked = ""
    tail = {"figure": "是多少", "when": "是什么时候", "list": "有哪些", "why": "是为什么"}.get(query.kind, "")
    if query.kind in ("who", "which", "text"):
        tail = re.sub(r"^那么?|[??。 呢]+$", "", original.question)
    source = "".join(f"按{source.shown}," for source in query.sources if source not in original.sources)
    return f"{source}{where}{years}{query.part or query.day}{content}{asked}{kind}{tail}?"
