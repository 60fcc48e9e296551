"""Understanding: a question, and the questions before it, become a query with scope, indicator and kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from policyqa.chinese.fold import fold_text
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import PlaceMention, canonical_zone, find_places, find_zones, region_by_code
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.chinese.terms import canonical, find_terms
from policyqa.chinese.units import MEASURE_WORDS, base_unit, dimension
from policyqa.types import Scope, Status

Kind = Literal["figure", "list", "when", "who", "which", "why", "text", "greeting", "about"]
Asked = Literal["", "growth", "level", "rank", "multiple", "share"]
Spread = Literal["one", "each", "highest", "lowest", "condition"]

_TARGET = re.compile(
    r"目标|计划|预期|力争|确保|打算|争取|准备|拟|要求达到|要达到|要(?!求|素|点|闻|是)|将|定在|定的|定为|定了|奔着|任务|预计|打造|需(?!求)|想"
)
_ACTUAL = re.compile(r"实际(?!利用|使用|到位|吸[收引]|投资)|完成了|实现了|达到了|完成情况|到底(?!要)|增长了|涨了|降了|新增了|已经|已(?=[一-鿿])|实绩|做到了|拿了|现在|目前|总共.*了|多少了|修了|建了|产了|是多少了")
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|增加了?(?!值)多少|涨了?(?:多少|百分|几|到)|降(?:了|低|幅|多少)|下降|减少|提高了?多少|提升了?多少|(?<!新)增了?多少|同比|翻了?(?:多少|几)|目标增幅")
_LEVEL = re.compile(r"总量|总额是|达到多少|规模|总数|总产|(?<!增长)到多少|存量|多少亿|多少万|绝对")
_RANK = re.compile(r"前多少|前几|多少强|几强|第几|排名|排第|排几|位次|位列|第多少|名次|排在")
_MULTIPLE = re.compile(r"几倍|多少倍|几番|翻了?几")
_SHARE = re.compile(r"比例|比重|占比|百分之几|百分之多少|几成|多大比|几分之几|占.{0,6}多少|覆盖率|率(?:是|要|到|达|为|多)")
_HOW_MUCH = re.compile(
    r"多少|什么水平|(?<!哪)几(?=[个家户人名项条件台辆套所座处间张份次场批类种支只头株亩吨公天年月小成倍番位元亿万千百斤群]|$)|几分之几|百分之几|第几|多大|多高|多长|多远|多久|有多[一-鿿]|几个|几家|数是|数量|增速|增幅|涨幅|怎么定|(?:目标|指标|任务|产量|总量|总额|金额|比例|比重|强度|人数|规模|面积|投资额|标准|数|率|值|收入|价格|就业|投资|支出|总值|产值|消费|出口|进口|储量)\s?(?:是|为)?(?:什么|啥|呢)?[??]?$"
)
_WHEN = re.compile(r"什么时候|何时|啥时候|哪天|哪一天|哪年|哪一年|几月|几号|什么时间|几时|何日|期限|截止时间|哪个月")
_WHO = re.compile(r"谁|哪位|哪个单位|哪个部门|哪些单位|哪些部门|由哪|何人|叫什么|牵头|谁负责|哪家单位|哪个机构|什么单位|什么部门")
_WHICH = re.compile(r"哪个|哪家|哪条|哪座|哪所|哪里|哪儿|哪种|哪项|哪一|什么地方|什么名字|哪国|哪市|哪省|哪县|哪")
_LIST = re.compile(
    r"哪些|哪几|有哪|都有啥|指的是什么|指什么|是指什么|指哪|包括什么|包括哪|包含|哪[三四五六七八九两]|哪\d|分别是什么|是什么[??]?$|叫啥名字|内容是|几大.{0,6}是|有啥|具体是|分别(?:叫|指)|都是什么|列出|名单"
)
_WHY = re.compile(r"为什么|为啥|为何|凭什么|原因|怎么考虑|依据是|理由|缘何|优势在哪|凭啥|怎么会")
_HOW = re.compile(r"如何|怎么|怎样|怎么样|采取.{0,4}(?:措施|办法|方法)|措施|做法|举措|部署|政策|规定|要求|流程|程序|条件|渠道|方式")
_GREETING = re.compile(r"^(?:你好|您好|嗨|hi|hello|早上好|下午好|晚上好|谢谢|多谢|再见|在吗|喂)[呀啊吗!!。~,\s]*$", re.IGNORECASE)
_ABOUT = re.compile(r"你是谁|你能做什么|你会什么|怎么用你|你叫什么|使用说明|你是什么|能问什么|帮助$|有什么功能|能干什么")
_EACH = re.compile(r"分别|各(?=[多为是增涨降自省地]|$)|对比|比较一下|相比|各是|都是多少|谁高|哪个高|谁低|哪个低|历年|逐年|各省|各地|各区")
_WHICH_PLACES = re.compile(r"(?:哪些|哪几个|哪个|是哪|哪几|有几个|几个|哪)(?:省份?|市|区|县|地方|地区|城市|省市)|谁(?:最|高|低)|的(?:省|市|区|地方|地区)(?:份)?(?:是|有)哪|最[高低大小多少快慢].{0,6}(?:省|市|区|地区|地方)|哪里")
_HIGHEST = re.compile(r"最高|最大|最多|最快|谁高|哪个高|哪个多|谁多|哪个大|排名第一|领先")
_LOWEST = re.compile(r"最低|最小|最少|最慢|谁低|哪个低|哪个少|谁少")
_CONDITION = re.compile(r"(?:在|定在|超过|高于|低于|不低于|不超过|达到|是|为|大于|小于|突破|不到|不足|过|少于|多于|至少)\s?$")
_SPEAKING = re.compile(r"(?:今年|本年度?|当年)")
_FOLLOW_UP = re.compile(r"^(?:那么?|还有|另外|换成|再看|其中|它|该|这个|其|同期)|呢\s?[??。!!]*$")
_ROLE = re.compile(r"牵头|负责|责任|协同|配合|主办|单位|部门|归口")
_GENERIC_HEAD = re.compile(r"^(?:面积|产量|产值|增速|增幅|总量|总额|人数|数量|比例|占比|单价|规模|金额|均值|余额|投资|销量|出口|进口|覆盖率|目标|任务)$")

_FILLER = re.compile(
    r"请问一?下?|麻烦|帮我|帮忙|查一?下?(?!报|验)|查询|看一?下|告诉我|我想(?:知道|问)|想(?:知道|问)一?下?|了解一?下|说一?下|介绍一?下|到底|究竟|大概|大约|差不多|左右都?算?|一共|总共|合计|目前|现在|如今|已经|实际|分别|各自"
    r"|是多少|有多少|为多少|多少|是几|有几|第几|几(?=[个家户人名项条件台辆套所座处间张份次场批类种支只头株亩吨公天倍番位成群])|百分之几|几分之几|几成|多大|多高|多长|多远|多久|有多"
    r"|什么时候|什么|何时|啥时候|哪天|哪一天|哪年|哪几[个家项类种条座]?|哪个|哪家|哪条|哪座|哪所|哪些|哪里|哪儿|哪位|哪种|哪项|哪一|是谁|谁"
    r"|指的是|是指|指的|指|包括|具体|都有|有啥|叫啥|叫什么|啥|为什么|为啥|为何|凭什么|怎么考虑的?|怎么定的?|怎么|如何|怎样|咋"
    r"|目标(?:值)?|计划|预期|力争|确保|打算|争取|准备|要求达到|需要?(?!求)|要达到|达到|达成|实现|完成(?!率)|奔着|定在|定的|定为|定了|要搞到|搞到|搞|设定|提出|确定|安排|任务"
    r"|[的了吗呢啊呀吧么嘛]|这个|那个|那些|这些"
    r"|目标增幅|超过|突破|不少于|不低于|至少|(?<!块)钱(?=\\s|$)|[,,。??!!、:;:;\"“”'‘’()()《》<>【】\[\]\s~…·-]"
)

_GROWTH_WORDS = re.compile(r"增长率?|增速|增幅|涨幅|上涨|涨了?|同比|增加(?!值)|下降|降低|降幅|提高|提升|翻了?|(?<!新)增了|速度")
_EDGES = re.compile(r"^[要将会把被在对由给跟与和及是有为到那个并还就也都去来地得各这该想于从让使]+|[要将会把被在对由给跟与和及是有为到那并还就也都去来得各于从让使里]+$")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    Attributes:
        question: the question as completed from earlier ones, folded.
        content: what must be matched: the question without scope, question words and filler, in pieces parted by
            spaces, terms in canonical form.
        scope: years, places, holders and kind of figure; empty where the question does not restrict.
        kind: what sort of answer is asked for.
        unit: the base unit asked for (`家`, `%`, `元`), "" where none is named.
        asked: whether growth, level, rank, multiple or share is asked for.
        numbers: quantities of the question that belong to the indicator (`5000万元以上`), as folded text.
        spread: one answer, one each for several places or years, the highest, the lowest, or all under a condition.
        condition: for `condition`, what the value must satisfy.
        asks: whether a question word stands in it; `宣州经开区亩均税收` has none.
        places: how many places are asked to be compared: all where `spread` is not "one" and none is named.
        this_year: the year of asking.
    """

    question: str
    content: str
    scope: Scope
    kind: Kind
    unit: str = ""
    asked: Asked = ""
    numbers: tuple[str, ...] = ()
    spread: Spread = "one"
    condition: Quantity | None = None
    parts: tuple[str, ...] = ()
    asks: bool = True
    this_year: int = 0
    relative: tuple[str, ...] = field(default=())


def understand(question: str, earlier: Sequence[str], as_of: date, known_regions: Collection[str] = (), known_zones: Collection[str] = ()) -> Query:
    """Understand a question in the light of the earlier ones (oldest first).

    Args:
        question: as typed, at most some hundred characters.
        earlier: the user's former questions of this conversation.
        as_of: the day of asking; 今年 is its year.
        known_regions: codes of the regions that the index has documents of, which decide ambiguous short names.
        known_zones: canonical names of the zones that its documents or figures are of.
    """
    base: Query | None = None
    for former in earlier:
        parsed = parse_question(former, as_of, known_regions, known_zones)
        if parsed.kind not in ("greeting", "about"):
            base = parsed if base is None else complete(base, parsed)
    query = parse_question(question, as_of, known_regions, known_zones)
    return query if base is None or query.kind in ("greeting", "about") else complete(base, query)


def complete(base: Query, query: Query) -> Query:
    """Complete an elliptical question from the query before it; one that stands alone is given back as it is."""
    bare = not _ROLE.sub("", query.content).replace(" ", "")
    generic = bool(_GENERIC_HEAD.match(query.content.strip()))
    follows = bool(_FOLLOW_UP.search(query.question)) or bare or generic or len(query.content.replace(" ", "")) <= 4
    if not follows and (query.scope.regions or query.scope.holders):
        return query
    if not follows and len(query.content.replace(" ", "")) > 12:
        return query
    scope = Scope(
        years=query.scope.years or base.scope.years,
        regions=query.scope.regions or (() if query.scope.holders else base.scope.regions),
        region_names=query.scope.region_names or (() if query.scope.holders else base.scope.region_names),
        holders=query.scope.holders or (() if query.scope.regions else base.scope.holders),
        status=_status_of(query, base),
    )
    content, numbers, asked, unit = query.content, query.numbers, query.asked, query.unit
    if bare:
        content, numbers = base.content, numbers or base.numbers
        asked, unit = asked or base.asked, unit or base.unit
    elif generic:
        content = f"{_without_head(base.content)} {query.content}"
    else:
        asked = asked or (base.asked if base.asked == "growth" and "率" not in content else "")
    kind = base.kind if bare and query.kind == "text" else query.kind
    if query.kind == "text" and not bare:
        kind = base.kind
    completed = replace(
        query, content=content, numbers=numbers, asked=asked, unit=unit, scope=scope, kind=kind, this_year=query.this_year
    )
    return replace(completed, question=_reworded(completed, query))


def _status_of(query: Query, base: Query) -> Status:
    if query.scope.status != "unknown":
        return query.scope.status
    return base.scope.status if not query.scope.years or query.scope.years == base.scope.years or base.scope.status == "target" else "unknown"


def _without_head(content: str) -> str:
    return re.sub(r"(?:总产量|产量|产值|面积|增速|总量|总额|人数|数量|投资|规模|余额)$", "", content.strip())


def _reworded(query: Query, original: Query) -> str:
    """The completed question in words, for showing."""
    years = "、".join(f"{year}年" for year in query.scope.years)
    where = "、".join((*query.scope.region_names, *query.scope.holders))
    kind = {"target": "目标", "actual": "实际", "estimate": "预计", "unknown": ""}[query.scope.status]
    asked = {"growth": "增长", "rank": "位次"}.get(query.asked, "")
    content = query.content.replace(" ", "")
    if asked and (asked in content or "率" in content):
        asked = ""
    tail = {"figure": "是多少", "when": "是什么时候", "list": "有哪些", "why": "是为什么"}.get(query.kind, "")
    if query.kind in ("who", "which", "text"):
        tail = original.question.strip("??。 呢那")
    return f"{where}{years}{content}{asked}{kind}{tail}?"


def parse_question(question: str, as_of: date, known_regions: Collection[str] = (), known_zones: Collection[str] = ()) -> Query:
    """Parse one question by itself."""
    text = fold_text(question).strip()
    if _GREETING.match(text) or not text:
        return Query(text, "", Scope(), "greeting", this_year=as_of.year)
    if _ABOUT.search(text):
        return Query(text, "", Scope(), "about", this_year=as_of.year)
    periods = [p for p in find_periods(text, as_of.year, bare=True) if p.years and p.kind != "span"]
    zones = _with_named_kinds(text, find_zones(text), known_zones)
    places = find_known_places(text, known_regions, zones)
    local = sum(p.region.code != "100000" for p in places)
    quantities = [q for q in find_quantities(text) if q.unit not in ("年",)]
    spread, condition = _spread(text, quantities, local + len(zones), len(_years(periods)))
    kind = _kind(text, spread)
    numbers = tuple(
        text[q.start : q.end]
        for q in quantities
        if not (condition and q.start == condition.start) and not re.match(r"[省市区县]|地区|地方", text[q.end :])
    )
    removed = [(p.start, p.end) for p in periods] + [(s, e) for s, e, _ in zones]
    removed += [(match.start(), match.end()) for zone in zones for match in re.finditer(re.escape(zone[2][:2]), text)]
    removed += [(p.start, p.end) for p in places if p.region.code != "100000" or p.text in ("中国", "国务院")]
    if condition:
        removed.append((condition.start, condition.end))
    scope = Scope(
        years=_years(periods),
        regions=tuple(dict.fromkeys(p.region.code for p in places if p.region.code != "100000")),
        region_names=tuple(dict.fromkeys(p.region.name for p in places if p.region.code != "100000")),
        holders=tuple(dict.fromkeys(canonical_zone(zone) for _, _, zone in zones)),
        status=_status(text, periods, as_of.year),
    )
    unit, asked = _unit(text), _asked(text)
    return Query(
        question=text,
        content=_content(text, removed, bool(condition) or spread in ("highest", "lowest"), asked),
        scope=scope,
        kind=kind,
        unit=unit,
        asked=asked,
        numbers=numbers,
        spread=spread,
        condition=condition,
        parts=_parts(text, removed, asked) if kind == "figure" and spread in ("one", "each") and local + len(zones) <= 1 else (),
        asks=kind != "text" or bool(_HOW.search(text)),
        this_year=as_of.year,
        relative=tuple(text[p.start : p.end] for p in periods if p.kind == "relative"),
    )


def find_known_places(
    text: str, known_regions: Collection[str], zones: Sequence[tuple[int, int, str]]
) -> list[PlaceMention]:
    """The places of a question outside zones' names; a short name that the index knows counts at its start or in a list."""
    found = [p for p in find_places(text, near=known_regions) if not any(s <= p.start < e for s, e, _ in zones)]
    for code in known_regions:
        region = region_by_code(code)
        if region is None or len(region.short) < 2:
            continue
        for match in re.finditer(rf"(?:^|(?<=[,、和与跟及\s])){re.escape(region.short)}", text):
            taken = [(p.start, p.end) for p in found] + [(s, e) for s, e, _ in zones]
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(PlaceMention(match.start(), match.end(), region, match.group()))
    return sorted(found, key=lambda p: p.start)


def _with_named_kinds(
    text: str, zones: list[tuple[int, int, str]], known_zones: Collection[str]
) -> list[tuple[int, int, str]]:
    """Add a zone named by its kind alone (经开区, 高新区) where the index knows just one that it can be."""
    found = list(zones)
    for match in re.finditer(r"经开区|高新区|综保区|开发区", text):
        if any(s <= match.start() < e for s, e, _ in found):
            continue
        fitting = [zone for zone in known_zones if zone.endswith(match.group())]
        named = [zone for zone in fitting if zone[: -len(match.group())] in text]
        if len(named or fitting) == 1:
            found.append((match.start(), match.end(), (named or fitting)[0]))
    return sorted(found)


def _years(periods: Sequence[PeriodMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.years for p in periods if p.kind != "base"))


def _status(text: str, periods: Sequence[PeriodMention], this_year: int) -> Status:
    """Target or actual as the question's words say; a year that is past or ahead does not decide by itself."""
    if re.search(r"实际(?!利用|使用|到位|吸[收引]|投资)(?!.*目标)|完成了|实现了|到底|涨了|增长了", text):
        return "actual"
    if re.search(r"目标|计划|预期|力争|打算|争取|定在|定的|任务|奔着", text):
        return "target"
    offsets = {p.offset for p in periods if p.kind == "relative"}
    years = [int(p.years[-4:]) for p in periods if p.kind != "base" and p.years[-4:].isdigit()]
    if offsets & {-1, -2, -3} or (years and max(years) < this_year and _ACTUAL.search(text)):
        return "actual"
    if years and min(years) > this_year:
        return "target"
    if _TARGET.search(text) and not _ACTUAL.search(text):
        return "target"
    if _ACTUAL.search(text):
        return "actual"
    return "unknown"


def _kind(text: str, spread: Spread) -> Kind:
    if _WHY.search(text):
        return "why"
    if _WHEN.search(text):
        return "when"
    if spread in ("highest", "lowest", "condition"):
        return "figure"
    if _LIST.search(text) and not re.search(r"多少|第几|目标是什么|(?<!哪)几[个家](?!.*哪)", text):
        return "list"
    if _HOW_MUCH.search(text) and not _WHO.search(text):
        return "figure"
    if _WHO.search(text):
        return "who"
    if _WHICH.search(text):
        return "which"
    if _HOW.search(text):
        return "text"
    if re.search(r"目标|指标|增速|增幅|产量|强度|几", text):
        return "figure"
    return "text"


def _spread(text: str, quantities: Sequence[Quantity], places: int, years: int) -> tuple[Spread, Quantity | None]:
    """Whether a comparison is asked for, and under which condition."""
    asks_places = bool(_WHICH_PLACES.search(text))
    for quantity in quantities:
        wording = text[quantity.start : quantity.end]
        before = text[: quantity.start]
        bounded = quantity.comparator != "=" or _CONDITION.search(before) or text[quantity.end : quantity.end + 1] in "(的"
        if asks_places and not quantity.threshold and bounded and wording and quantity.unit != "位":
            return "condition", _conditioned(text, quantity)
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
    if re.search(r"过$", text[: quantity.start].rstrip()) and quantity.comparator == "=":
        return replace(quantity, comparator=">")
    return quantity


def _unit(text: str) -> str:
    """The unit that the question asks in: `多少套` -> 套, `百分之几` -> %, `多少亿` -> "" (money or anything)."""
    if re.search(r"百分之几|百分之多少|几成|几分之几|百分比", text):
        return "%"
    if re.search(r"多少(?:个)?百分点|几个百分点", text):
        return "个百分点"
    if _MULTIPLE.search(text):
        return "倍"
    if re.search(r"多少钱|多少资金|什么价", text):
        return "元"
    match = re.search(rf"(?:多少|几)(?:万|亿|千|百|万亿)?(个工作日|个月|平方公里|平方米|公里|亿元|万元|美元|元|亩|吨|斤|公斤|千瓦时|千瓦|人次|场次|米|年|天|小时|分钟|度|公顷|立方米|[pP](?![a-zA-Z])|[{MEASURE_WORDS}])", text)
    if not match or re.match(r"[省市区县]|地区|地方|国家", text[match.end() :]):
        return ""
    return base_unit(match.group(1))[0]


def _asked(text: str) -> Asked:
    if _RANK.search(text):
        return "rank"
    if _MULTIPLE.search(text):
        return "multiple"
    if re.search(r"比例|比重|占比|占.{0,6}几成|几分之几|多大比|覆盖率", text):
        return "share"
    if _GROWTH.search(text) or re.search(r"经济增长", text):
        return "growth"
    if _LEVEL.search(text):
        return "level"
    return ""


def _content(text: str, removed: Sequence[tuple[int, int]], comparison: bool, asked: Asked) -> str:
    """The question without scope and filler, in canonical terms, its pieces parted by spaces."""
    pieces, position = [], 0
    for start, end in sorted(removed):
        if start > position:
            pieces.append(text[position:start])
        position = max(position, end)
    pieces.append(text[position:])
    rest = canonical(re.sub(r"(?<=新增)多少(?:万|个|家|人|户|套)*", "", " ".join(pieces)))
    if asked in ("growth", "multiple"):
        rest = _GROWTH_WORDS.sub(" ", rest)
    rest = re.sub(r"(?:超过|超|过|达到?|高于|不低于)?(\d+(?:\.\d+)?[万亿]*)元?(?:及?以上|以下)的?", r"\1", rest)
    rest = re.sub(r"那[块个处片]|比比|归谁|(?<=[一-鿿]{2})数(?=\s|$)", " ", rest)
    rest = re.sub(r"(?:对比|比较)一?下|对比|相比|三省|两省|各省|各地|几个省|历年|逐年|国务院(?=\s|$)", " ", rest)
    if _RANK.search(text):
        rest = re.sub(r"在?全[国省市区](?:排名?|位次|名次|位列|位居)?|排名|排在?|位次|名次|位列", " ", rest)
    rest = re.sub(r"什么水平|多大(?:比例|比重)|做到了?|控制在?|水平", " ", rest)
    rest = re.sub(r"(?<![主重需必只首次摘概纪不紧所])要(?![求素点闻件领务道害塞])|(?<![可性技功])能(?![源力耗效量级够])|[底末]?之?前(?=\s|$)|第(?=\s|$)", " ", rest)
    rest = re.sub(r"百分之(?:几|多少)|几分之几|百分比", " ", rest)
    rest = re.sub(rf"(?:多少|(?<!哪)几)(?:万亿|万|亿|千|百)?(?:个工作日|个月|平方公里|平方米|公里|亿元|万元|美元|元|亩|吨|斤|人次|场次|千瓦|米|天|[pP](?![a-zA-Z])|[{MEASURE_WORDS}])?", " ", rest)
    pieces = _without_filler(rest, comparison)
    if asked == "rank" and not any(len(piece) > 1 for piece in pieces):
        whole = re.search(r"全[国省市区县]", text)
        pieces = [whole.group()] if whole else pieces
    return " ".join(pieces)


_COMPARISON = re.compile(
    r"最[高低大小多少快慢]|谁[高低多少]?|[一二两三四五六七八九十\d]*个?哪?[个几]?(?:省份|省市|省|市|区|县|地方|地区|城市)(?:里|中|当中|之中)?(?=\s|是|有|最|谁|$)|左右|以上|以下|或(?=\s|$)|都算|超过|高于|低于|[个几是的哪有里]"
)


def _without_filler(text: str, comparison: bool = False) -> list[str]:
    """The pieces of a question between filler; terms of the table are kept whole."""
    pieces: list[str] = []
    position = 0
    for start, end, _ in [*find_terms(text), (len(text), len(text), "")]:
        between = _COMPARISON.sub(" ", text[position:start]) if comparison else text[position:start]
        for piece in _FILLER.sub(" ", between).split():
            piece = _EDGES.sub("", piece)
            if piece:
                pieces.append(piece)
        if end > start:
            glued = pieces and position < start and text[start - 1 : start] == pieces[-1][-1:]
            pieces.append(pieces.pop() + text[start:end] if glued else text[start:end])
        position = end
    return pieces


_PAIR = re.compile(r"([^,。??\s]{2,14}?)[、和与跟及]([^,。??\s、]{2,20}?)(?:[、和与跟及]([^,。??\s、]{2,20}?))?(?=\s*(?:分别|各|是多少|多少|要|的目标|[,??]|$))")
_COMMON_TAIL = re.compile(r"的([^,。??]{2,10}?)(?=分别|各|去年|今年|要|是|保持|增|降|$)")


def _parts(text: str, removed: Sequence[tuple[int, int]], asked: Asked) -> tuple[str, ...]:
    """The contents of a question for several things at once (粮食、油料的种植面积), () where it asks for one."""
    if not re.search(r"分别|各|、.*多少|和.*(?:各|分别|都)", text):
        return ()
    kept = "".join(" " if any(s <= i < e for s, e in removed) else c for i, c in enumerate(text))
    match = _PAIR.search(kept)
    if not match:
        return ()
    members = [member.strip() for member in match.groups() if member]
    tail = re.search(r"的([^的]{2,8})$", members[-1])
    common = tail.group(1) if tail else ""
    members[-1] = re.sub(r"的[^的]{2,8}$", "", members[-1]) if tail else members[-1]
    parts = []
    for member in members:
        part = _content(f"{member}{common}", (), False, asked)
        if len(part) < 2:
            return ()
        parts.append(part)
    return tuple(parts) if len(parts) > 1 else ()


def asked_dimension(query: Query) -> str:
    """The dimension of the unit asked for, "" where any will do."""
    return dimension(query.unit) if query.unit else ""
