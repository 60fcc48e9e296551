"""Naming: whether a figure's words name what a question names, and not another thing that shares some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.identity import GUARDED, has_subject, holds_term, is_of_wider, names_only, plain_words
from policyqa.answering.weighing import is_word_pair
from policyqa.chinese.jurisdiction import without_senders
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.index.lexical import tokens

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

VERBS = re.compile(
    r"力争|确保|努力|实现|完成|达到|预计|预期|保持|控制|稳定|推动|推进|加快|全年|全社会|全区|全市|全省|全县|我省|我市|我区|增长|提高|下降|左右|以上|约|其中|同比|持续|分别|各|目标|年|较|比上|下调|上调|给予|不得|人民币|地区(?!生产)"
)
_SKIPPED = 0.65
"""What a pair of characters counts that stands in order but parted, as abbreviations make them (高企, 保租房)."""


def held(token: str, fields: Sequence[tuple[str, float]]) -> float:
    """How far the fields hold a token: the best field's weight, less where its characters stand parted."""
    best = 0.0
    for text, weight in fields:
        if weight <= best:
            break
        if token in text:
            best = max(best, weight)
        elif len(token) == 2 and weight * _SKIPPED > best and _parted(token, text):
            best = max(best, weight * _SKIPPED)
    return best


def _parted(token: str, text: str) -> bool:
    """Whether two characters stand in order with one to four between them."""
    first, second = token[0], token[1]
    at = text.find(first)
    if at < 0 or second not in text:
        return False
    while at >= 0:
        if text.find(second, at + 2, at + 6) >= 0:
            return True
        at = text.find(first, at + 1)
    return False


def latin_names(text: str) -> frozenset[str]:
    """The names in Latin letters that a text holds: PM10 is no PM2.5, however alike the words around them."""
    return frozenset(re.sub(r"[.-]", "", name) for name in _LATIN.findall(canonical(text)))


_LATIN = re.compile(r"(?<![a-z\d])[1-5]a(?=级|景)|[a-z][a-z0-9]{1,12}(?:[.-][a-z0-9]{1,6}){0,3}")


_FACILITY = re.compile("([一-鿿]{2})(?:国际)?(?:机场|口岸|火车站|高铁站)")


def lacks_facility(content: str, said: str) -> bool:
    """Whether a question names an airport, port or station by its place, and a figure's sentences do not name it."""
    named = [name for name in _FACILITY.findall(content) if name not in _NO_NAMES]
    return bool(named) and any(name not in without_senders(said) for name in named)


_NO_NAMES = ("国际", "各个", "所有", "全部", "全省", "全市", "全国", "几个", "多少")


def term_bonus(content: str, own: str, around: str) -> float:
    """A term of the table that the question names must be the figure's own; beside it is weaker, absent is a fault."""
    terms = {term for _, _, term in find_terms(canonical(content))}
    if not terms:
        return 0.0
    mine = {term for _, _, term in find_terms(own)}
    beside = {term for _, _, term in find_terms(around)}
    bonus = sum(
        0.12 if t in mine else 0.0 if t in beside or in_parts(t, own) or _continued(t, own, around) else -0.15
        for t in terms
    ) / len(terms)
    return bonus - (0.1 if mine - terms and not mine & terms else 0.0)


def is_other_of_its_kind(content: str, indicator: str, own: str, around: str) -> bool:
    """Whether a figure only shares the question's last word and names another thing before it.

    `用电价格` against `工业用水、天然气的价格下调`; words that are carried on from another clause are left alone, and
    so are those of a sentence that tells of what is asked (`举办网络招聘会…,提供岗位`).
    """
    if " " in indicator or not content:
        return False
    wanted = _telling_pairs(content)
    if len(wanted) <= 2:
        return False
    words = [t for t in tokens(VERBS.sub("", own)) if len(t) == 2]
    shared = {t for t in wanted if t in words}
    told = [t for t in wanted[:-1] if t in around]
    if 2 * len(told) > len(wanted) - 1:
        return False
    return shared == {wanted[-1]} and len(words) >= 4 and words[-1] == wanted[-1]


@lru_cache(maxsize=256)
def _telling_pairs(content: str) -> tuple[str, ...]:
    return tuple(t for t in tokens(VERBS.sub(" ", canonical(content))) if len(t) == 2)


_CLAUSE_MARK = re.compile("[,;:。]")


_KIND_OF_THING = ("企业", "主体", "机构", "人才", "农户", "学校", "医院", "园区")


def holds_terms(content: str, own: str, near: str, lead: str) -> bool:
    """Whether every indicator of the table that the question names stands in the figure's sentence.

    Other terms must not stand in its own words only inside the name of another thing (经营主体 in 新登记经营主体).
    """
    words = f"{lead} {near} {own}"
    question = canonical(content)
    terms = {term for _, _, term in find_terms(question)}
    named = {term for _, _, term in find_terms(own)}
    if not any(term in own for term in terms) and any(
        a[-2:] == b[-2:] and a.endswith(_KIND_OF_THING) and not (set(a) <= set(b) or set(b) <= set(a))
        for a in terms
        for b in named
    ):
        return False  # 高新技术企业数较快增长,科技型中小企业超1万户: another thing of the same kind
    asked = terms & (indicator_terms() | GUARDED)
    mine = named & indicator_terms()
    if any(term in own and not holds_term(term, own, question) for term in terms - asked):
        return False
    if any(is_of_wider(term, own, words) for term in terms - asked):
        return False
    if (asked and mine and not asked & mine) or (len(asked) == 1 and has_subject(own) and names_only(content)):
        # a member of a list that the asked one stands in too; nothing else tells whose words of the sentence are meant
        words = own if "分别" in near and has_subject(own) else f"{near} {own}"
        if asked and mine and not asked & mine and "分别" not in near:
            # 外贸进出口稳中提质,跨境电商进出口增长: what another clause names is not what this one measures
            words = f"{_CLAUSE_MARK.split(near.rpartition(' ')[0] or near)[-1]} {own}"
    return all(holds_term(t, words, question) or in_parts(t, own) or _continued(t, own, lead) for t in asked)


_NO_MODIFIER = re.compile(
    r"增长|增速|增幅|总|目标|实际|累计|规模|同比|新增|占|全[省市区县国]|[地本]方|按|口径|排|国家级?"
    r"|[省市区县州]{2,}|[一二两三四五六七八九十这那各几]个?(?:[省市区县年地][市份区方]?)+|[和与跟里]|(?<![关华皖豫闽赣])中(?!部|国|央|心|小|东|欧)"
)


_LONG = 6


def lacks_modifier(index: OpenIndex, content: str, fields: Sequence[tuple[str, float]]) -> bool:
    """Whether a question names one indicator of the table with words before it, and a figure has none of those.

    `对东盟进出口` is a part of 进出口; the whole's figure holds the indicator and is another.
    """
    modifiers = _modifiers(content)
    telling = [t for t in modifiers if index.document_frequency(t) or is_word_pair(t)]
    if modifiers and not telling:
        return True  # a name that stands nowhere: 茅台营业收入
    first, _, rest = content.strip().partition(" ")
    if rest and not find_terms(first) and 2 < len(first) < _LONG and not re.search("[a-z0-9和与次这那各]", first):
        pairs = [t for t in tokens(first) if len(t) == 2]
        if pairs and not any(index.document_frequency(t) or is_word_pair(t) for t in pairs):
            return True  # 迪士尼 接待游客
    return bool(telling) and not any(held(t, fields) for t in telling)


@lru_cache(maxsize=256)
def _modifiers(content: str) -> tuple[str, ...]:
    """The pairs of characters before the one indicator of the table that a question names; () for none or several."""
    asked = canonical(content)
    terms = find_terms(asked)
    named = [(start, end) for start, end, term in terms if term in indicator_terms() | GUARDED]
    if len(named) != 1:
        return ()
    return tuple(t for t in tokens(_NO_MODIFIER.sub(" ", plain_words(asked[: named[0][0]]))) if len(t) == 2)


_HOW_USED = re.compile(r"^(?:资源化|无害化|减量化|规范化|有效|安全){1,2}")


def is_of_other_whole(content: str, own: str, near: str, lead: str, text: str) -> bool:
    """Whether a part behind 其中, by its `text`, is of another whole of its sentence than the one asked for.

    `新建幼儿园12所,新增学位3600个,其中甲县4所` says nothing of the 学位 in 甲县: those are counted otherwise.
    """
    before, among, _ = lead.rpartition("其中")
    asked = re.search(r"[一-鿿]{2}$", canonical(content).strip())
    if not among or asked is None or asked.group() in own + near or text.startswith("第"):
        return False
    whole = re.search(rf"{asked.group()}(?:达到?|为|约|超过?)?\d[\d.,]*[万亿]*([一-鿿%])", before)
    unit = re.search(r"\d[万亿]*([一-鿿%])", text)
    return whole is not None and unit is not None and whole[1] != unit[1]


def _continued(term: str, own: str, lead: str) -> bool:
    """Whether a figure's words begin with the end of a term whose start stands before them in the sentence.

    In a list that a subject stands once before, its words may be parted (畜禽规模养殖场粪污处理…率和…综合利用率分别达).
    """
    own = _HOW_USED.sub("", own)
    if any(own.startswith(term[i:]) and term[:i] in lead for i in range(2, len(term) - 1)):
        return True
    listed = re.search(r"[^,;:。]*率[和与及、][^,;:。]*率(?:分别|依次)", lead)
    return listed is not None and any(
        own == term[i:] and all(term[at : at + 2] in listed.group() for at in range(0, i, 2))
        for i in range(2, len(term) - 3, 2)
    )


def in_parts(term: str, text: str) -> bool:
    """Whether a term stands in a text in two parts, the second in a later piece (`粮食播种面积 产量`: 粮食产量)."""
    for i in range(2, len(term) - 1):
        at = text.find(term[:i])
        gap = text.find(" ", at + i) if at >= 0 else -1
        if gap >= 0 and text.find(term[i:], gap) >= 0:
            return True
    return False
