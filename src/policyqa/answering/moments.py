"""Moments: the date of the event that a question asks about, and no other date of the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens

_YEAR = r"(?:(?:19|20)\d\d年|今年|明年|去年|当年|本年|次年|每年)"
_PART = r"(?:年底|底|末|初|年?上半年|年?下半年|[一二三四]季度|春季|秋季|夏季|冬季|内)"
_DAY = rf"(?:{_YEAR}\s?)?\d{{1,2}}月(?:\d{{1,2}}[日号]|上旬|中旬|下旬|底|末|初|份)?(?:上午|下午|晚|凌晨)?"
_ONE = (
    rf"(?:{_DAY}|(?:19|20)\d\d年{_PART}?|[一二三四]季度|(?:今|明|去|本|当)年{_PART}?|(?<![一二两三四五六七八九十\d])年[底内末初]|[上下]半年|月底"
    r"|“?十[三四五]五”?(?:时期|期间|末))"
)
_BOUND = r"(?:之前|以前|前|起|以来|开始|之后|以后|后)?"
MOMENT = re.compile(rf"{_ONE}{_BOUND}(?:\s?(?:至|到|-|~)\s?(?:{_ONE}|\d{{1,2}}[日号]){_BOUND})?")
_PRECISION = (
    (r"哪几?一?天|几号|几月几|哪日|何日", "[日号]"),
    (r"几月|哪个月", "月"),
    (r"哪一?年|何年|哪年", r"\d年|[今明去]年"),
    (r"哪个?季度", "季度"),
)
_FROM = re.compile(
    r"从(?:什么时候|何时|啥时候|哪一?天|哪年|几号|几月)"
    r"|(?:什么时候|何时|啥时候|哪一?天|几号)(?:起|开始)(?!到|至)"
)
_UNTIL = re.compile(
    r"(?<![改整延迟前])到(?:啥|什么|何|几|哪)|截止|截至|有效期(?:至|到)"
    r"|(?:什么时候|何时|哪天|几号)(?:前|之前|截止|到期|结束)"
)
_ASKING = re.compile(
    r"什么时候|何时|啥时候|哪一?天|哪一?年|哪几天|几月几[日号]|几月|几号|什么时间|几时|何日|哪个月|哪个?季度"
    r"|时间是|日期是"
)
_EVENT = re.compile(
    r"竣工投产|建成通航|建成投产|正式(?:运营|运行)|开工|竣工|投产|投运|投用|投入使用|中交|通车|通航|开通|建成|完工|启用|挂牌|揭牌|开业"
    r"|施行|实施|执行|生效|废止|失效|到期|截止|申报|提交|报送|拨付|兑付|召开|举行|举办|开幕|发布|印发|出台|公布|签约|签订|开学"
    r"|评估|达产|发电|并网|验收|完成|启动|开始|禁止|分解|报告|上线|复工|复产|恢复|解除|暂停|关闭|开放|成立|到位|下达|交(?=$|[?？])|开的|办的"
)
_ALIKE = (
    ("施行", "实施", "执行", "生效", "起施行", "起执行"),
    ("投产", "投运", "投用", "投入使用", "投入运营", "启用", "建成", "竣工", "投入运行"),
    ("提交", "报送", "申报", "上报", "交", "报"),
    ("召开", "举行", "举办", "开", "开的", "办的", "开幕"),
    ("发布", "印发", "出台", "公布"),
    ("兑付", "拨付", "发放"),
    ("截止", "截至", "至", "到期", "前"),
    ("开始", "起", "启动"),
)
ALIKE = 0.6
"""What an event is worth that is named by another word: 竣工 for 投产."""
_CHANGED_TO = re.compile(r"(?:调整(?:为|到|至)|改(?:为|到|至)|延(?:期|长)?至|推迟(?:至|到)|提前(?:至|到)|顺延至)$")
_AT_FIRST = re.compile(r"原来|原定|原先|本来|当初|最初|原计划")
_CUT = re.compile(r"[,;。!?:\n|()]")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and how well what it governs fits the question.

    Attributes:
        start: where it begins in the sentence.
        end: where it ends.
        share: the share of the question's words in what it governs.
        event: 1 where the event asked for is there in the question's own word, less where in one like it, else 0.
        changed: whether another date was changed to it.
        other: whether it is the date of another event.
    """

    start: int
    end: int
    share: float
    event: float
    changed: bool = False
    other: bool = False


def asked_events(question: str) -> tuple[tuple[str, float], ...]:
    """The events that a question asks the date of, and words like them, each with its worth; () where it names none.

    >>> asked_events("项目什么时候开工")
    (('开工', 1.0),)
    """
    asking = _ASKING.search(question)
    behind = question[asking.end() :] if asking else ""
    found = _EVENT.findall(behind) or _EVENT.findall(question[: asking.start()] if asking else question)[-1:]
    if not found and (plain := re.match(r"(?:[要能可会将才前起]|开始){0,3}([一-鿿]{2})", behind)):
        found = [plain.group(1)]
    words = dict.fromkeys((word for event in found for group in _ALIKE if event in group for word in group), ALIKE)
    return tuple((words | dict.fromkeys(found, 1.0)).items())


_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批次期轮届]|专题[一二三四五六七八九十\d]{1,2}|[一二三四]季度")


def find_moments(question: str, wanted: Mapping[str, float], text: str) -> Iterator[Moment]:
    """The dates of a folded sentence in the precision asked for, each with what it governs weighed."""
    needs = next((mark for pattern, mark in _PRECISION if re.search(pattern, question)), "")
    events = asked_events(question)
    ordinals = set(_ORDINAL.findall(question))
    dates = [m for m in MOMENT.finditer(text) if m.group().strip()]
    total = sum(wanted.values()) or 1.0
    for i, match in enumerate(dates):
        if needs and not re.search(needs, match.group()):
            continue
        if shared := _shared(text, dates, i):
            low, high, tail = shared
            governed, near = text[low:high], text[low:high] + tail
        else:
            low = max([0, *(m.end() for m in _CUT.finditer(text, 0, match.start()))])
            low = max(low, dates[i - 1].end() if i else 0)
            stop = _CUT.search(text, match.end())
            if stop and stop.group() == "," and len(text[low : stop.start()].replace(match.group(), "").strip()) <= 4:
                stop = _CUT.search(text, stop.end())  # a date alone in its clause is the next one's
            high = min(stop.start() if stop else len(text), dates[i + 1].start() if i + 1 < len(dates) else len(text))
            governed = near = text[low : match.start()] + " " + text[match.end() : high]
        told = set(_ORDINAL.findall(governed))
        if ordinals and told and not ordinals & told:
            continue  # 第一批4月1日至5月20日, of 第二批
        held = set(tokens(canonical(governed)))
        share = sum(w for t, w in wanted.items() if t in held) / total
        start, end = _bounded(question, text, match)
        changed = _CHANGED_TO.search(text[:start]) is not None and not _AT_FIRST.search(question)
        place = f"{near} {match.group()}"
        event = 1.0 if changed else max((worth for word, worth in events if word in place), default=0.0)
        yield Moment(start, end, share, event, changed, bool(events and not event and _EVENT.search(near)))


def _shared(text: str, dates: list[re.Match[str]], i: int) -> tuple[int, int, str] | None:
    """The item that a date belongs to where several are dealt out: `甲、乙要分别于6月底、9月底前投产`."""
    first = i
    while first and text[dates[first - 1].end() : dates[first].start()].strip() in ("、", "和"):
        first -= 1
    last = i
    while last + 1 < len(dates) and text[dates[last].end() : dates[last + 1].start()].strip() in ("、", "和"):
        last += 1
    before = re.search(r"([^,;。:]+?)(?:要|将|应|须)?分别(?:于|在|为|是)?$", text[: dates[first].start()])
    if last == first or before is None:
        return None
    items = list(re.finditer(r"[^、]+?(?=、|$)", re.sub(r"和", "、", before.group(1))))
    if len(items) != last - first + 1:
        return None
    item = items[i - first]
    stop = _CUT.search(text, dates[last].end())
    tail = text[dates[last].end() : stop.start() if stop else len(text)]
    return before.start(1) + item.start(), before.start(1) + item.end(), tail


def _bounded(question: str, text: str, match: re.Match[str]) -> tuple[int, int]:
    """The first or last date of a span of time where the question asks for its start or its end."""
    parts = re.search(rf"\s?(?:至|到|-|~)\s?(?={_ONE}|\d{{1,2}}[日号])", match.group())
    start, end = match.span()
    if parts and _FROM.search(question):
        end = match.start() + parts.start()
    elif parts and _UNTIL.search(question):
        start = match.start() + parts.end()
    while text[start:end].startswith(" "):
        start += 1
    return start, end
