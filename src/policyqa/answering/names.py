"""Names: the place, person, body, thing or date that a question asks for, found beside the question's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from policyqa.answering.sentences import Sentence
from policyqa.chinese.places import find_places, find_zones
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens

if TYPE_CHECKING:
    from policyqa.understanding import Query

_PHONE = re.compile(
    r"(?<![\d.])(?:(?:(?:[(]0\d{2,3}[)]|0\d{2,3})[-\s]?)?[2-9]\d{6,7}|400-?\d{3}-?\d{4}|12[0-9]{3}|1[12]\d|9[56]\d{3,4})"
    r"(?![\d.%万亿千百元年月日号人名家户个个件亩吨])"
)
_ASKS_PHONE = re.compile(
    r"(?:电话|热线|号码|传真)(?:号码?)?(?:是|为)?(?:多少|什么|几号|啥)[?？]?$|(?:打|拨打?)(?:哪个|什么|啥)(?:电话|热线|号码)"
)
_CALLED = re.compile(r"电话|热线|拨打|致电|咨询|举报|投诉|号码|传真|联系")
_ASKED = re.compile(r"(?:哪[一两二三四五六七八九\d]?[个家条座所位项种类里儿]?|什么|由哪[个家]?|啥)([一-鿿]{0,8})")
OFFICE = (
    r"代?(?:总理|省长|市长|区长|县长|镇长|乡长|书记|主任|局长|主席|会长|院长|校长|处长|厅长|部长|秘书长|州长|盟长|旗长|行长|董事长"
    r"|总经理|司长|署长|常委|巡视员|发言人|负责人)"
)
_TITLE = re.compile(OFFICE)


@cache
def surnames() -> str:
    """All surnames that a name may begin with, in one string."""
    source = files("policyqa.chinese").joinpath("data/surnames.txt").read_text(encoding="utf-8")
    return "".join(line for line in source.splitlines() if not line.startswith("#"))


_AFTER_NAME = re.compile(
    r"作|出席|主持|强调|指出|要求|说|表示|参加|率|在|和|、|,|。|同志|讲|代|宣布|介绍|带|赴|向|到|$|\s|\)|;"
)
_ORDINAL = re.compile(r"第(?:几|多少)([届次批期轮条章个号])")
_CHARGED = re.compile(
    r"(?:由|责任单位[::]|牵头单位[::]|责任部门[::])([^,;。()]{2,36}?)(?=负责|牵头|组织实施|承担|落实|解释|具体|办理|受理|[,;。()]|$)"
)
_PLACE_ASKED = re.compile(r"^(?:省份?|市|区|县|城市|地方|地区|省市|州|镇|乡)")
_BODY = r"(?:局|部|委|办|办公室|中心|公司|单位|院|会|组|街道|集团|银行|协会|大学|学院|厅|处|队)"
_LEAD_VERBS = re.compile(
    r"^(?:(?:19|20)\d\d年|确保|办好|举办|承办|推动|推进|加快|支持|开工建设|开工|建设|启动|开通|完成|实施|引进|培育|打造|新建|建成|促进|力争|争取|由|在|将|对|以|和|与|及|同|其中|积极|全面|着力|重点|会议|日前|近日|是|要|进|入|被|的|全省|全市|全国|位列|列|获|获得)+"
)
_STOPS = r"[^,;:。、!?\s()“”的由从在为将和与及|]"


@cache
def countries() -> re.Pattern[str]:
    source = files("policyqa.chinese").joinpath("data/countries.txt").read_text(encoding="utf-8")
    names = [line for line in source.splitlines() if line and not line.startswith("#")]
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def asks_phone(question: str) -> bool:
    """Whether a folded question asks for a telephone number.

    >>> asks_phone("审批服务热线是多少?"), asks_phone("热线接到了多少个电话?")
    (True, False)
    """
    return bool(_ASKS_PHONE.search(question))


def find_phones(query: Query, sentence: Sentence) -> list[tuple[int, int]]:
    """The telephone numbers of a sentence that speaks of calling, nearest to the question's words first.

    Mobile numbers are none: they are a person's.
    """
    if not _CALLED.search(sentence.text):
        return []
    return by_nearness(query, sentence, [m.span() for m in _PHONE.finditer(sentence.text)])


def find_names(query: Query, sentence: Sentence, region: str) -> list[tuple[int, int]]:
    """The names of the kind asked for in a sentence that are not in the question, nearest to its words first.

    Args:
        query: the question.
        sentence: where to look.
        region: the code of the document's region, which decides between places of one name.
    """
    found = [span for span in _candidates(query, sentence, region) if span[1] > span[0]]
    return by_nearness(query, sentence, [span for span in found if not _is_of_other_year(query, sentence.text, span)])


def _is_of_other_year(query: Query, text: str, span: tuple[int, int]) -> bool:
    """Whether the clause of a name says a year that is not asked for (2020年甲市、2022年乙市入选)."""
    start = max(text.rfind(mark, 0, span[1]) for mark in ",、;。:") + 1
    years = re.findall(r"((?:19|20)\d\d)年", text[start : span[1]])
    return (
        bool(years)
        and bool(query.scope.years)
        and not any(year in asked for year in years for asked in query.scope.years)
    )


def asks_person(query: Query) -> bool:
    """Whether the question asks for a person by an office."""
    return bool(_TITLE.search(query.question)) and bool(re.search(r"谁|哪位|叫什么|叫啥|名字|姓名", query.question))


def _candidates(query: Query, sentence: Sentence, region: str) -> Iterator[tuple[int, int]]:
    text = sentence.text
    if asks_person(query):
        yield from _persons(query, text)
        return
    if ordinal := _ORDINAL.search(query.question):
        yield from (m.span() for m in re.finditer(rf"第[一二三四五六七八九十百\d]{{1,5}}{ordinal.group(1)}", text))
        return
    if dealt := _dealt_out(query, text):
        yield dealt
        return
    match = _ASKED.search(query.question)
    noun = match.group(1) if match else ""
    if match and (rose := _ROSE.search(query.question, match.start())):
        wanted = {t for t in tokens(canonical(query.question[rose.end() :])) if len(t) > 1}
        risen = [m for m in _RISEN.finditer(text) if _holds_half(wanted, m.group() + _OBJECT.split(text[m.end() :])[0])]
        found = [m.span(m.lastgroup or 0) for m in risen]
        found = [(s, e) for s, e in found if text[s:e] not in query.question]
        if found:
            yield from found
            return
    if noun.startswith("国家") or "哪国" in query.question:
        yield from (m.span() for m in countries().finditer(text) if m.group() not in query.question)
        return
    if _PLACE_ASKED.match(noun) or re.search(r"哪里|哪儿|在哪(?:办|开|举|建|落|设)", query.question):
        found = [(p.start, p.end) for p in find_places(text, near=(region,)) if p.region.code != "100000"]
        if not _PLACE_ASKED.match(noun):
            found += [(start, end) for start, end, _ in find_zones(text)]
        if noun.startswith(("镇", "乡")):
            found = [(s, e) for s, e in found if text[s:e].endswith(("镇", "乡"))]
        yield from ((s, e) for s, e in found if text[s : s + 2] not in query.question)
        if noun.startswith(("镇", "乡")):
            yield from _with_suffix(query, text, noun[0])
        return
    if re.search(r"文件|办法|规定|通知|意见|政策|方案|法规|条例", noun):
        yield from (m.span() for m in re.finditer(r"《[^》]{2,60}》", text))
    if re.search(r"单位|部门|机构|牵头|负责|局$", noun) or re.search(r"牵头|谁负责", query.question):
        charged = [m.span(1) for m in _CHARGED.finditer(text)]
        yield from charged or _with_suffix(query, text, _BODY)
        return
    for size in range(len(noun), 1, -1):
        quoted = [m.span(1) for m in re.finditer(rf"{re.escape(noun[:size])}“([^“”]{{2,12}})”", text)]
        if quoted:  # 哪个台风: 台风“甲”
            yield from quoted
            return
    for size in range(len(noun), 0, -1):
        if size == 1 and noun[:1] not in _ENDS_A_NAME:
            break
        found = list(_with_suffix(query, text, re.escape(noun[:size])))
        if not found and size > 4 and "的" not in noun[:size]:  # 世界级锦标赛: what it is stands at its end
            found = list(_with_suffix(query, text, re.escape(noun[size - 3 : size])))
        if found:
            yield from found
            return
    if noun.startswith(("企业", "公司")) or re.search(r"哪家", query.question):
        yield from _with_suffix(query, text, r"(?:公司|集团|控股|股份|科技|企业)")


_ENDS_A_NAME = "省市县区镇乡村路桥线站港湖山河江海岛寺楼馆院校局厂园街洲湾库塔剧赛节会奖号片书报星城"
_KINDS = frozenset(
    ["线路", "航线", "铁路", "高铁", "高速", "机场", "车站", "集团", "公司", "企业", "项目", "工程", "学校", "医院"]
)
"""Kinds of things, which are nobody's name."""
_NO_NAME = re.compile(
    r"(?:会议|年[末初底中]|[今去当]年|全年|[上下]半年|公布|当前|成功|这是|该|此|本[市省县区]|我[市省县区]|以|从|新增|累计|办好|承办|其中|目前|同时|此外|预计|本次|共有|已有|拥有|全[省市国区县]|成为|实现|获得|入选|达到|突破|位居|位列)"
)
"""What begins words that are no name, wherever they end."""
_DEALT = re.compile(
    r"(?P<things>[^,;。:]{2,60}?)分别由(?P<whose>[^,;。]{2,60}?)(?:牵头|承担|负责|承建|承办|主办|建设|实施|运营|组织|对口)"
)
_PARTED = re.compile(r"[、和与及]|以及")


def _dealt_out(query: Query, text: str) -> tuple[int, int] | None:
    """Who has the thing asked for where several are dealt out in order (甲、乙产业分别由丙市、丁市牵头)."""
    wanted = {t for t in tokens(canonical(query.content)) if len(t) > 1}
    for match in _DEALT.finditer(text):
        things = _PARTED.split(match["things"])
        bounds, at = [], match.start("whose")
        for part in _PARTED.split(match["whose"]):
            start = text.index(part, at)
            bounds.append((start, start + len(part)))
            at = start + len(part)
        held = [len(wanted & set(tokens(canonical(thing)))) for thing in things]
        if len(things) == len(bounds) > 1 and max(held) and held.count(max(held)) == 1:
            return bounds[held.index(max(held))]
    return None


_ROSE = re.compile(r"(?:评上|获评|入选|进入?|跻身|成为|获批|上榜|拿下)了?")
_RISEN = re.compile(
    r"(?:^|(?<=[,;。:、\s]))(?:“(?P<quoted>[^”]{2,20})”|(?P<plain>[^,;。:、“”\s]{2,24}?))(?:作为[^,;。]{2,24}?)?"
    r"(?:率先|成功|首次|正式|新)*(?:获评|评为|被评为|入选|进入|跻身|成为|获批)"
)
_OBJECT = re.compile(r"[,;。、]")
"""Who was taken into something or got a title: the subject before the verb (甲项目作为试点率先进入支持库)."""


def _holds_half(wanted: set[str], clause: str) -> bool:
    """Whether a clause holds all names in Latin letters or digits of a question, and half of its words."""
    held = set(tokens(canonical(clause)))
    marked = {token for token in wanted if re.search(r"[a-z\d]", token)}
    return bool(wanted) and marked <= held and 2 * len(wanted & held) >= len(wanted)


def _persons(query: Query, text: str) -> Iterator[tuple[int, int]]:
    asked = _TITLE.search(query.question)
    if asked is None:
        return
    body = _BODY_BEFORE.search(query.question[: asked.start()])
    for match in re.finditer(
        rf"{_office(asked.group(), body.group() if body else '')}[\s:]{{0,2}}([{surnames()}][一-鿿]{{1,2}})", text
    ):
        start, end = match.span(1)
        if end - start == 3 and not _AFTER_NAME.match(text, end) and _AFTER_NAME.match(text, end - 1):
            end -= 1
        yield start, end
    office = _office(asked.group(), body.group() if body else "")
    yield from (m.span(1) for m in re.finditer(rf"{office}[ \u3000]{{1,3}}([一-鿿·]{{2,12}})(?=\s*(?:\n|$))", text))
    held_by = rf"{office}由[^,。;]{{0,10}}?([{surnames()}][一-鿿]{{1,2}})(?:担任|兼任)"
    yield from (match.span(1) for match in re.finditer(held_by, text))


_BODY_BEFORE = re.compile(r"副|[省市区县州镇乡村]?(?:党?委|党工委|政府|纪委|政协|人大常委会|人大)$")


def _office(title: str, body: str) -> str:
    """An office with the body that the question names before it: 省委书记 is no 市委书记, nor a 副书记 a 书记."""
    if body:
        return re.escape(body + title)
    return f"(?<!副){re.escape(title)}"


def _with_suffix(query: Query, text: str, suffix: str) -> Iterator[tuple[int, int]]:
    """Names that end with a suffix: from the last stop before it, verbs of doing taken off."""
    for match in re.finditer(rf"{_STOPS}{{1,14}}?{suffix}", text):
        lead = _LEAD_VERBS.match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        name = text[start : match.end()]
        whole = len(name) >= 2 and not re.fullmatch(suffix, name) and not _NO_NAME.match(name) and name not in _KINDS
        if whole and name not in query.question:
            yield start, match.end()


def nearness(query: Query, sentence: Sentence, span: tuple[int, int]) -> int:
    """How many of the question's words stand close to a span: within 20 characters once, within 6 twice."""
    wanted = {t for t in tokens(canonical(query.content)) if len(t) > 1}
    near = set(tokens(canonical(sentence.text[max(0, span[0] - 14) : span[1] + 20])))
    close = set(tokens(canonical(sentence.text[max(0, span[0] - 6) : span[1] + 6])))
    return len(wanted & near) + len(wanted & close)


def by_nearness(query: Query, sentence: Sentence, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans, key=lambda span: (-nearness(query, sentence, span), span[0]))


def subject_before(query: Query, sentence: Sentence) -> tuple[int, int] | None:
    """The subject of the clause that holds most of the question's words: what stands before the first of them."""
    wanted = {t for t in tokens(query.content) if len(t) > 1}
    best: tuple[int, tuple[int, int]] | None = None
    for clause in re.finditer(r"[^,;。!?\n|]+", sentence.text):
        places = [i for i in range(len(clause.group()) - 1) if clause.group()[i : i + 2] in wanted]
        if places and (best is None or len(places) > best[0]):
            head = re.sub(r"(?:要|将|会|正|已|力争|努力|成为|成為|为|是|能|可)*$", "", clause.group()[: places[0]])
            lead = len(head) - len(head.lstrip(" 　"))
            best = (len(places), (clause.start() + lead, clause.start() + len(head)))
    if best is None or not 2 <= best[1][1] - best[1][0] <= 15:
        return None
    subject = sentence.text[best[1][0] : best[1][1]]
    broken = subject.count("“") != subject.count("”") or _PART_ALONE.search(subject)
    return None if broken or _NO_NAME.match(subject) or _VERB_ALONE.fullmatch(subject) else best[1]


_PART_ALONE = re.compile(r"(?:基本|全部|已经|陆续|相继)$|^(?:连续|累计|持续)")


_VERB_ALONE = re.compile(
    r"(?:培育|发展|壮大|做大|做强|做优|推进|推动|加快|打造|建设|实施|深化|强化|优化|抓好|用好|建好|办好|提升|扩大|支持|新增|全面|大力|持续|和|、)+"
)
"""Words that do something to what stands behind them, and name nothing: 壮大|专业镇."""


_WHERE = re.compile(r"哪里|哪儿|哪些地方|什么地方")
_OTHERS = re.compile(r"(?:[^,;:。!?、“”\s在于到]{2,14}、){1,12}$")


def with_others(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a place with those listed before it, where a question asks where: 在甲、乙、丙试点."""
    others = _OTHERS.search(text, 0, start) if _WHERE.search(question) else None
    return (others.start() if others else start), end
