"""Relations: the name that fills a question's gap (`哪条铁路去年通车`), from the clause that says the rest of it.

The question is a clause with a gap. The clause of a document that holds most of its other words is looked for; what
of that clause the question does not hold is parted at verbs and marks, and the piece that stands where the gap stands
and is called what is asked for fills it. Nothing does where too little of the question is said, or two pieces fit
alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyqa.answering.clause_pieces import GOES_ON, covered_places, find_pieces, is_name
from policyqa.answering.doers import is_person
from policyqa.answering.gaps import Gap, asked_words, find_gap, held_words
from policyqa.answering.names import countries
from policyqa.answering.sentences import Sentence, of_time_asked
from policyqa.chinese.places import find_places
from policyqa.chinese.terms import find_terms, other_names

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

LEAST = 0.5
"""Least share of the question's words, weighed, that a clause with what stands before it must hold."""
LEAST_OWN = 0.3
"""Least share that the clause must hold itself."""
LEAST_SCORE = 0.6
"""Least score, with what a piece gains by its name and its place in the clause."""
SURE = 0.9
"""Score from which a name goes before one found by its nearness to the question's words."""
OTHER_TIME = 0.2
"""What a name loses under headings of another year or kind than the one asked for."""
RIGHT_BEHIND = 0.25
"""What a name gains that stands right behind what is asked to be named."""
MARGIN = 0.08
"""How far ahead of the next piece, of another clause, one must be."""
_BEFORE = 0.7
"""What a word counts that stands in the sentence before the clause, not in it."""

_CLAUSE = re.compile(r"[^,;。!?:\n|]+")


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills the gap: its span in the sentence, how well it does, and whether it is called what is asked for."""

    sentence: Sentence
    start: int
    end: int
    score: float
    called: bool = False


def fill_gap(index: OpenIndex, query: Query, sentences: Sequence[Sentence]) -> Filler | None:
    """The one name that fills the question's gap; None where none does, or several might."""
    if (named := _honoured(query, sentences) or _became(query, sentences)) is not None or asks_new_name(query):
        return named  # what another one is called now is no answer
    gap = find_gap(query.question)
    if gap is None or gap.noun.startswith(("镇", "乡")):
        return None
    asked = asked_words(index, query, gap)
    if not asked:
        return None
    found = [
        filler if of_time_asked(index, query, sentence) else replace(filler, score=filler.score - OTHER_TIME)
        for sentence in sentences[:12]
        for filler in _fillers(query, gap, asked, sentence)
    ]
    found.sort(key=lambda f: -f.score)
    if not found:
        return None
    best = found[0]
    if best.score < LEAST_SCORE:
        return None
    name = best.sentence.text[best.start : best.end]
    others = (f for f in found[1:] if not _same(name, f.sentence.text[f.start : f.end]))
    rival = next(others, None)
    return None if rival is not None and best.score - rival.score < MARGIN else _whole_name(best)


_TYPE_BEHIND = re.compile(r"(?:特长|公路|铁路|跨海)?(?:高铁|铁路|高速公路|高速|隧道|特?大桥|机场|水库|水电站)")


def _whole_name(filler: Filler) -> Filler:
    """A name with what it is called at its end, which the question may hold already: 荆荆高铁, 天山胜利隧道."""
    text, start, end = filler.sentence.text, filler.start, filler.end
    start += len(text[start:end]) - len(text[start:end].lstrip("-—"))
    behind = _TYPE_BEHIND.match(text, end) if not _TYPE_BEHIND.search(text[start:end]) else None
    return replace(filler, start=start, end=behind.end() if behind else end)


_HONOUR_ASKED = re.compile(
    r"[“\"](?P<name>[^“”\"]{2,24})[”\"][^,;。]{0,8}(?:给了?|授予|颁(?:给|发)|是|归|花落)?(?:谁|哪)"
)
_HONOURED = (
    r"(?:^|[,;。:、])([^,;。:、“”]{2,20}?)(?:荣?获(?:得|评|颁)?|被?(?:授予|评为)|入选|拿下|摘得|斩获)[^,;。]{0,6}"
)


def _honoured(query: Query, sentences: Sequence[Sentence]) -> Filler | None:
    """Who got the title that a question names in quotes: 甲公司获“年度标杆”称号."""
    asked = _HONOUR_ASKED.search(query.question)
    for sentence in sentences[:12] if asked else ():
        told = re.search(rf"{_HONOURED}[“\"]{re.escape(asked['name'])}[”\"]", sentence.text)  # type: ignore[index]
        if told:
            return Filler(sentence, *told.span(1), score=SURE, called=True)
    return None


_BECAME_ASKED = re.compile(
    r"(?P<who>[^,。?]{2,24}?)(?:今年|去年)?(?P<verb>升格|更名|改名|改制|转设|升级)[为成](?:哪|什么|啥)"
)


def asks_new_name(query: Query) -> bool:
    """Whether a question asks what something is called since it was raised or renamed."""
    return _BECAME_ASKED.search(query.question) is not None


def _names_of(who: str) -> str:
    """A pattern of a name with and without the place that it begins with."""
    places = find_places(who)
    rest = who[places[0].end :] if places and places[0].start == 0 else who
    return "|".join(re.escape(name) for name in (who, rest) if len(name) > _LEAST_NAME)


_LEAST_NAME = 3


def _became(query: Query, sentences: Sequence[Sentence]) -> Filler | None:
    """What something is called since it was raised or renamed: 某学院升格为某大学."""
    asked = _BECAME_ASKED.search(query.question)
    names = _names_of(asked["who"]) if asked else ""
    for sentence in sentences[:12] if names else ():
        told = re.search(
            rf"(?:{names})[^,;。]{{0,12}}(?:升格|更名|改名|改制|转设|升级)[为成]“?([^,;。、“”]{{2,24}})",
            sentence.text,
        )
        if told:
            return Filler(sentence, *told.span(1), score=SURE, called=True)
    return None


def _other_words(query: Query) -> list[str]:
    """What else the terms of a question are called, as the document may call them (高铁, of 高速铁路)."""
    return [name for _, _, term in find_terms(query.content) for name in other_names(term)]


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def _fillers(query: Query, gap: Gap, asked: Mapping[str, float], sentence: Sentence) -> Iterator[Filler]:
    """The pieces of a sentence that may fill the gap, each with its score."""
    total = sum(asked.values())
    clauses = list(_CLAUSE.finditer(sentence.text))
    passage = sentence.hit.passage
    above = held_words(asked, passage.indexed[: len(passage.indexed) - len(sentence.folded.text)])
    for i, clause in enumerate(clauses):
        own = held_words(asked, clause.group())
        share = sum(asked[t] * worth for t, worth in own.items()) / total
        if share < LEAST_OWN:
            continue
        before = held_words(asked, sentence.text[: clause.start()])
        whole = (
            share
            + sum(asked[t] * _BEFORE * max(before.get(t, 0.0), above.get(t, 0.0)) for t in asked if t not in own)
            / total
        )
        if whole < LEAST or _is_of_other_time(query, sentence.text, clause.start(), clause.end()):
            continue
        yield from _pieces(query, gap, asked, sentence, clause.start(), clause.end(), whole, i, clauses)


_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[届次条座艘期批]")
_YEAR_WORD = re.compile(r"((?:19|20)\d\d)年|今年|去年|明年")


def _is_of_other_time(query: Query, text: str, start: int, end: int) -> bool:
    """Whether a clause names another year than the one asked for, in figures or in words."""
    asked = set(_ORDINAL.findall(query.question))
    stated = set(_ORDINAL.findall(text[:end]))
    if asked and stated and not asked & stated:
        return True  # the third meeting was held elsewhere than the fourth
    named = list(_YEAR_WORD.finditer(text, start, end))
    if not named or not query.scope.years:
        return False
    years = {m[1] for m in named if m[1]}
    return bool(years) and not any(year in span for year in years for span in query.scope.years)


def _pieces(
    query: Query,
    gap: Gap,
    asked: Mapping[str, float],
    sentence: Sentence,
    start: int,
    end: int,
    share: float,
    nth: int,
    clauses: Sequence[re.Match[str]],
) -> Iterator[Filler]:
    text = sentence.text
    covered = covered_places([*asked, *_other_words(query)], text, start, end)
    if gap.noun.startswith("国"):
        found = [m.span() for m in countries().finditer(text, start, end)]
    elif _PLACE.match(gap.noun):
        places = [] if _ABROAD.search(query.question) else find_places(text[start:end])
        found = [(start + p.start, start + p.end) for p in places if p.region.level not in ("country", "province")]
    else:
        found = list(find_pieces(text, start, end, covered, gap.noun))
    if (
        nth and not _PLACE.match(gap.noun) and GOES_ON.match(text, start)
    ):  # a clause without a subject has that of the one before
        first = next(find_pieces(text, clauses[nth - 1].start(), clauses[nth - 1].end(), set(), ""), None)
        if first is not None and first[0] - clauses[nth - 1].start() < 2:
            found.append(first)
    for low, high in found:
        high = low + _end_at_noun(gap.noun, text[low:high])
        name = text[low:high]
        quoted = text.startswith("”", high) and text.endswith("“", 0, low)
        if not is_name(name, query.question, quoted) or (gap.person and not (is_person(name) or _OFFICE.search(name))):
            continue
        called, stands = _called(gap, text, low, high), _stands(gap, covered, text, low, high)
        score = share + called + _told_when(query, text[start:end]) + stands
        yield Filler(sentence, low, high, score, called > 0 or not gap.noun or stands >= RIGHT_BEHIND)


_ABROAD = re.compile("国外|海外|外国|境外")
_OWN_YEAR = re.compile(r"[今去明]年")


def _told_when(query: Query, clause: str) -> float:
    """What a clause gains that says 今年 or 去年 as the question does."""
    own = _OWN_YEAR.search(query.question)
    return 0.15 if own and own.group() in clause else 0.0


def _end_at_noun(noun: str, name: str) -> int:
    """Where a piece ends, which is behind the noun asked for where that stands in it: 甲院士 of 甲院士团队的技术."""
    office = _OFFICE.match(noun)
    at = name.find(office.group()) if office else -1
    return at + len(office.group()) if office and at > 0 else len(name)


_OFFICE = re.compile(r"院士|教授|研究员|书记|工匠|医生|专家|运动员|选手|代表|委员")


_ENDS_WITH = re.compile("银行|大学|学院|医院|机场|铁路|高速|口岸|水库|电站|隧道|大桥|酒店|宾馆|部门|单位")
"""What names end with that are called so: 哪家银行 is answered by no name without 银行."""
_CALLED_SO = {
    "高铁": "高铁|铁路|客专|专线|城际",
    "铁路": "铁路|高铁|客专|专线|城际",
    "高速": "高速|高速公路",
    "厂": "厂|工厂|基地",
    "大桥": "桥",
    "隧道": "隧道",
    "水库": "水库|水利枢纽",
    "电站": "电站|机组",
    "学校": "大学|学院|学校|中学|小学|哈工大|[东西南北中]大",
    "大学": "大学|学院",
    "台风": "台风",
    "机场": "机场",
    "轨道线": "线",
    "地铁": "线",
    "条线": "线|高铁|铁路|高速|[东西南北]段|段",
}
"""What things of a kind are called at the end of their names; a name without it, or beside it, is no such thing."""
_CONCRETE = re.compile("|".join(_CALLED_SO))
_PLACE = re.compile(r"^(?:省份?|市州?|区县?|县|州|镇|乡|城市|地方|地区|地市)")


def _called(gap: Gap, text: str, low: int, high: int) -> float:
    """What a piece gains that is called what is asked for."""
    name = text[low:high]
    if gap.noun.startswith("国"):
        return 0.3
    if gap.noun and _PLACE.match(gap.noun):
        places = find_places(name)
        return 0.3 if places and places[0].start == 0 else -0.3
    if (concrete := _CONCRETE.search(gap.noun)) and (concrete.start() == 0 or not gap.behind):
        ends = next(ends for noun, ends in _CALLED_SO.items() if concrete.group().endswith(noun))
        so = re.search(rf"(?:{ends})(?:[一二三四五六七八九十\d]期|项目|工程|[一-鿿]{{0,6}}段)?$", name)
        beside = re.match(rf"[”\"]?(?:{ends})", text[high:]) or text.endswith("台风“", 0, low)
        return 0.35 if so or beside else -0.4
    kind = _ENDS_WITH.match(gap.noun)
    if kind and re.search(rf"{kind.group()}(?:项目|工程|公路|线)$", name):
        return 0.3
    if kind and not name.endswith(kind.group()) and not text.startswith(kind.group(), high):
        return -0.4
    for size in range(min(6, len(gap.noun)), 0, -1):
        if name.endswith(gap.noun[:size]):
            return 0.2 + 0.05 * size
        if text.startswith(gap.noun[:size], high) and size > 1:
            return 0.15  # 北海涠洲岛景区, of which 景区 is the question's
    return 0.0


def _stands(gap: Gap, covered: set[int], text: str, low: int, high: int) -> float:
    """What a piece gains that stands where the gap does: before what is said behind the gap, or behind it."""
    before = sum(place < low for place in covered)
    behind = sum(place >= high for place in covered)
    if not before + behind:
        return 0.0
    if not gap.behind and covered and low - (text[low - 1] == "“") - 1 in covered:
        return RIGHT_BEHIND  # 第二条外送通道“甲”, of 第二条外送通道叫什么
    subject = len(gap.behind) - len(gap.noun) > 2 or (gap.noun and len(gap.behind) > 4)
    share = behind / (before + behind)
    return 0.15 * (share if subject else 1 - share) + 0.1 * (
        high in covered and gap.behind[:2] == text[high : high + 2]
    )
