"""Identity: whether a figure's words name the very indicator that a question names, or one made of it.

海洋生产总值 is no 地区生产总值, 常住人口城镇化率 no 常住人口: the words are all there, and the thing is another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from policyqa.answering.apart import names_other
from policyqa.chinese.places import find_places, find_zones
from policyqa.chinese.terms import canonical, find_terms, indicator_terms, other_names
from policyqa.chinese.year_parts import without_year_parts
from policyqa.figures.clauses import GLOSS

NEUTRAL_BEFORE = re.compile(
    r"(?:带动|拉动)(?=[全我][省市区县州]|一般公共预算收入)|[一-鿿]{0,10}(?:会议?|大会|全会)(?:确定|提出|明确|审议通过|批准|下达)的?|国家级|建议|同意|稳住|稳定|巩固|(?:19|20)\d\d年?|[全我本各]?[国省市区县州]|今年|去年|明年|全年|年度|年均|预计|预期|力争|确保|争取|实现|完成|推动|促进|保持|继续|努力|达到?|使|其中|同期|同比|环比"
    r"|根?据|期间|时期|地区(?!生产)|加快|推进|加大|强化|做好|抓好|深化|优化|全面|稳步|积极|持续|吸引|引进|扩大|拓展|大力|有效|充分|各项|本外币|人民币|金融机构"
    r"|累计|总体|主要|经济|财政部|核定|下达|地方|全口径|全社会|限额以上|限上|单位|名义|实际|目标|计划|占|比|较|高于|低于|快于|慢于|由|从|到|的|和|与|及|、|以|中|末|底|外贸|货物|对外|贸易"
    r"|设区(?:的?市|城市)|地级(?:及?以上)?城?市|县级(?:及?以上)?城?市|城市|市区|常住|居民|人均|[一二三四五六七八九十]是|指标|发展|提出|我们|要|将|约|近|超过?|突破|增长|增速|下降|提高|同时|此外|另外|年|在|是|为|新增|净增|工业|规模以上|建设筹措|筹集建设|筹措|筹集|筹建"
)
NEUTRAL_AFTER = re.compile(
    r"(?:再|屡|连)?创(?:历史)?新高|再上新台阶|稳中有[升增]|(?:排名?|位居|位列|稳居|跃居|居|列)在?(?:全[国省市区县州]|中部|西部|东部)(?:县级)?|在全[国省市区县州](?=[排居列位])"
    r"|由(?:上年|去年|前年)?的?(?:大幅|小幅)?(?:负增长|下降|下滑|回落)转为|由[负降跌]转[正升增]|扭负为正|止[跌降](?:回升|企稳)"
    r"|总量|总额|总值|总产值|产值|增加值|规模|数量|水平|金额|数额|目标|任务|预期|增长|增速|增幅|涨幅|降幅|下降|提高|提升|上升|上涨|回落|降低|减少|增加|回升|扩大|缩小|压缩|调查|平均浓度|年均浓度|浓度"
    r"|大幅度?|快速|较快|迅猛|显著|明显|稳步|平稳|同比|环比|年均|比上年末?|较上年末?|比年初|较年初|比去年|按可比价格?计算?|可比价|名义|实际|同口径|分别|均|各|达到?|完成|实现|保持|稳定|控制|力争|确保|预计|突破|超过?|不低于|不少于|不高于|约|近"
    r"|每人每[年月]|提标|首次|首度|一举|成功|大关|前移|后移|上移|下移|跨上|迈上|跃上|站上|再上|台阶|大关|高于|低于|快于|在?全[国省市区县](?:平均)?|占|比重|比例|总体|累计|要|将|在|为|是|由|从|到|至|的|了|以上|左右|以内|年|末|底|排名?|位居|居|列|第|进|入"
    r"|[（(][^）)]{0,12}[)）]|(?:19|20)\d\d年?|今年|去年|全年|和|与|及|、|也|再|继续|持续|连续|余额|零售额|额|值|数|量|[位名]次"
)
_CHINESE = re.compile(r"[一-鿿]+")
_PARTS = re.compile(r"[\s,;:()（）“”、和与及]")
GUARDED = frozenset(("出口", "进口"))
"""Words that are indicators by themselves where nothing else is asked for: 出口机电产品 is a part of 出口."""


def is_other_indicator(content: str, indicator: str, lead: str = "") -> bool:
    """Tell whether a figure's words hold the indicator that a question names only as a part of another one.

    Args:
        content: what is asked, as `Query.content` has it.
        indicator: the figure's own words, as the document has them.
        lead: the earlier words of its sentence, which may say of which part of it the figure is
            (`对欧盟的进出口保持增长,进出口额…`).
    """
    asked = canonical(content)
    lead, indicator = _without_glosses(lead, asked), _without_glosses(indicator, asked)
    own = plain_words(canonical(indicator))
    if re.search(r"占比|比重", content) and (share := _OF_WHICH.search(own)) is not None:
        own = f"{own[: share.start()]} 占比"  # 民生支出占一般公共预算支出的73.8%
    if names_other(asked, own, canonical(lead)):
        return True
    guarded = indicator_terms() | GUARDED
    named = [(start, end, term) for start, end, term in find_terms(asked) if term in guarded]
    if len(named) != 1 or not _is_all(asked, named[0]):
        return False
    places = find_places(indicator)
    if places and places[0].start == 0:
        lead = ""  # a place's own begins anew: 大连经济总量, behind 沈阳都市圈GDP
    return _only_in_longer(asked, named[0][2], own) or _is_part_of_lead(asked, named[0][2], own, lead)


_OF_WHICH = re.compile(r"(?<=[一-鿿]{2})占[一-鿿]{2,14}$")


def _without_glosses(words: str, asked: str) -> str:
    """Words without what says in brackets how their indicator is counted, unless it is asked for."""
    return GLOSS.sub(lambda m: m.group() if any(a + b in m.group() for a, b in pairwise(asked)) else "", words)


def _is_part_of_lead(asked: str, term: str, own: str, lead: str) -> bool:
    """Whether a figure goes on with a part of the indicator that its sentence has just named, and nothing else is."""
    if term not in own or has_subject(own.replace(term, "")):
        return False
    if term in GUARDED:
        lead = lead.replace("进出口", "")  # which names neither of them
    clauses = [_FROM_NUMBER.sub("", c) for c in _CLAUSE_MARKS.split(plain_words(canonical(lead)))[:-1]]
    for clause in reversed(clauses):
        names = (term, *(name for name in other_names(term) if name[-2:] in term))  # and no 外贸主体
        name = next((name for name in names if name in clause), "")
        before, _, behind = clause.partition(name) if name else ("", "", "")
        if not _SAYS_OF_IT.match(behind) and _foreign(NEUTRAL_AFTER.sub("", _PARTS.split(behind)[0]), asked):
            continue  # 培育外贸新动能 is no trade
        before = _PARTS.split(before)[-1]
        if _foreign(NEUTRAL_BEFORE.sub("", before), asked):
            return True
        if name and _OF_ALL.search(before):
            return False  # 对东盟进出口增长5%,全省进出口创新高,达到8亿元
        if not name and any(other in clause for other in GUARDED):
            return False  # a sum that the other one stands beside: 进口8亿元,出口5亿元,分别增长
        if has_subject(clause.replace(name, "")):
            return False
    return False


_OF_ALL = re.compile(r"(?:全[国省市区县州]|我[国省市区县])$")
_SAYS_OF_IT = re.compile(
    r"实现|保持|达|增|完成|突破|表现|持续|稳|同比|再|均|分别|合计|共|首次|一举|逆势|较|呈|快速|加快|回升|总体|也|还|仍|大幅|小幅|继续|连续|成倍|翻"
)
"""Goes on behind an indicator with what it did, and makes no other name of it."""
_FROM_NUMBER = re.compile(r"^(?:达到?|为)?\d.*|\d.*$")
_CLAUSE_MARKS = re.compile("[,;:。]")


_NEUTRAL_IN_NAME = re.compile(r"接待|本外币|人民币|金融机构|全社会|全部|地方|全口径|国家级?")
"""What makes no other indicator of a name of the table, put before it."""


def holds_term(term: str, words: str, asked: str) -> bool:
    """Tell whether words hold a term of the table, and not only inside a longer one that is another thing's name.

    Args:
        term: a canonical name.
        words: a figure's words in canonical terms; 民间投资 has become 民间固定资产投资 there.
        asked: what is asked; what it names itself makes no other indicator.
    """
    if term not in words:
        return False
    for start, end, longer in reversed(find_terms(words)):
        if term != longer and (at := longer.find(term)) >= 0:
            before = _NEUTRAL_IN_NAME.sub("", longer[:at])
            behind = NEUTRAL_AFTER.sub("", longer[at + len(term) :])
            if before not in asked or (term in indicator_terms() and _foreign(behind, asked)):
                words = f"{words[:start]} {words[end:]}"
    return term in words


_ADDED = re.compile(r"[比较]?(?:上?年初|上年末?)(?:增加|净增|多增?)|净增|新增")


def is_of_wider(term: str, own: str, words: str) -> bool:
    """Tell whether a figure's words name a wider thing of the table than the one asked for: 技能人才 for 高技能人才.

    Args:
        term: the canonical name of what is asked.
        own: the figure's own words in canonical terms.
        words: those of its whole sentence, where the rest of the name may stand.
    """
    if term in own:
        return False
    wider = {name for _, _, name in find_terms(own) if name in term}
    rests = [rest for name in wider for rest in _ADDED.sub("新增", term).split(name)]
    words = _ADDED.sub("新增", words)
    return any(NEUTRAL_AFTER.sub("", _NEUTRAL_IN_NAME.sub("", rest)) not in words for rest in rests)


def has_subject(own: str) -> bool:
    """Tell whether a figure's words name a thing of their own, and not only how it is measured or ranked."""
    return len("".join(_CHINESE.findall(NEUTRAL_AFTER.sub("", NEUTRAL_BEFORE.sub("", plain_words(own)))))) >= 2


def names_only(content: str) -> bool:
    """Tell whether a question names one indicator of the table and nothing beside it."""
    asked = canonical(content)
    named = [(start, end, term) for start, end, term in find_terms(asked) if term in indicator_terms() | GUARDED]
    return len(named) == 1 and _is_all(asked, named[0])


def _is_all(asked: str, named: tuple[int, int, str]) -> bool:
    """Whether a question names nothing beside the term: a modifier of its own may be written in many ways."""
    rest = asked[: named[0]] + " " + asked[named[1] :]
    return not _CHINESE.search(NEUTRAL_AFTER.sub("", NEUTRAL_BEFORE.sub("", rest)))


def _only_in_longer(asked: str, term: str, own: str) -> bool:
    found = [m.span() for m in re.finditer(re.escape(term), own)]
    return bool(found) and not any(_stands_alone(asked, own, start, end) for start, end in found)


def _stands_alone(asked: str, own: str, start: int, end: int) -> bool:
    """Whether a term's place in a figure's words has nothing before or behind it that makes another indicator of it."""
    before = _PARTS.split(own[:start])[-1]
    behind = _PARTS.split(own[end:].lstrip('“"'))[0]
    return not (_foreign(NEUTRAL_BEFORE.sub("", before), asked) or _foreign(NEUTRAL_AFTER.sub("", behind), asked))


def _foreign(words: str, asked: str) -> bool:
    return len("".join(_CHINESE.findall(words))) >= 2 and words not in asked


@lru_cache(maxsize=4096)
def plain_words(own: str) -> str:
    """A figure's words without the names of places, zones and parts of the year."""
    own = without_year_parts(own)
    spans = [(p.start, p.end) for p in find_places(own)] + [(start, end) for start, end, _ in find_zones(own)]
    for start, end in sorted(spans, reverse=True):
        own = own[:start] + own[end:]
    return own


_GRADES = (
    re.compile(r"[特一二三四]等奖?"),
    re.compile(r"[一二三四五]期(?!间|货)"),
    re.compile(r"国家级|省级|市级|县级"),
    re.compile(r"[一二三]孩|独生子女"),
    re.compile(r"首套|(?:第)?二套"),
    re.compile(r"[一二三四五]档(?!次)"),
    re.compile(r"[一二三四五]星级"),
    re.compile(r"(?<![a-zA-Z\d])[1-5][aA](?=级|景区)"),
    re.compile(r"(?<![第前])[一二三四五]级(?!市场|响应|甲|乙)"),
)
_ELSEWHERE_NAMED = re.compile(r"^(?:前者|后者)")


def is_other_grade(content: str, own: str, near: str = "") -> bool:
    """Tell whether a figure is of another grade or stage than was asked for (三等奖, 一期), or does not say which.

    Where its own words name none, those of its clause (`near`) do.
    """
    if _ELSEWHERE_NAMED.match(own):
        return True  # 前者 and 后者 say in another sentence what they are
    for grades in _GRADES:
        asked, stated = set(grades.findall(content)), set(grades.findall(own) or grades.findall(near))
        if asked and stated and not asked & stated:
            return True
    return False
