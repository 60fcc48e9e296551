"""Days: the dates of a sentence in the precision that a question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.names import by_nearness
from policyqa.answering.sentences import Sentence

if TYPE_CHECKING:
    from policyqa.understanding import Query

_DATE = re.compile(
    r"(?:(?:19|20)\d\d年|今年|明年|去年)?\s?\d{1,2}月(?:\d{1,2}[日号]|上旬|中旬|下旬|底|末|份)?(?:上午|下午|晚|凌晨)?(?:前|之前|以前|起)?"
    r"|(?:19|20)\d\d年(?:年底|底|末|上半年|下半年|[一二三四]季度|春季|秋季|汛期?前|春节前|国庆前|[“]?五一[”]?前)?(?:之前|以前|前)?|[一二三四]季度|“?(?:五一|十一)”?前|(?:汛期?|春节|国庆|元旦|中秋)前"
    r"|(?:今|明|去|本)年(?:上半年|下半年|年底|底|末|内|中|[一二三四]季度)?(?:前)?|(?<![一二两三四五六七八九十\d])(?:年底前?|年内)|上半年|下半年|“?十[三四五]五”?(?:期间|末)"
)
_PRECISION = ((r"哪一?天|几号|几月几|哪日|何日", "[日号]"), (r"几月|哪个月", "月"), (r"哪一?年|何年", "年"))
_TERM = re.compile(r"期限|期间|起止|多长时间|哪段时间|时段")
_TO_DATE = re.compile(rf"\s?(?:至|到|-)\s?(?:{_DATE.pattern})")
_CHANGED_TO = re.compile(r"(?:调整为|调整到|改为|延至|延期至|推迟至|推迟到|提前至|提前到)$")
_BY_DAY = re.compile(r"\d日?(?:之?前|止|为止|截止)")
_UNTIL = re.compile(r"(?:至|到|截至|截止)\s?$")


def find_dates(query: Query, sentence: Sentence) -> list[tuple[int, int]]:
    """The dates of a sentence in the precision asked for, that nearest to the question's words first."""
    needs = next((mark for pattern, mark in _PRECISION if re.search(pattern, query.question)), "")
    found = [m.span() for m in _DATE.finditer(sentence.text) if m.group().strip() and re.search(needs, m.group())]
    found = [span for span in found if not is_no_day(query, sentence.text, *span)]
    if _TERM.search(query.question):
        found = [(s, to.end() if (to := _TO_DATE.match(sentence.text, e)) else e) for s, e in found]
    ends = re.search(r"(?<![改整延迟前])到(?:啥|什么|何|几|哪)|截止|截至|有效期|最[晚迟]", query.question)
    preferred = _CHANGED_TO if not ends else _UNTIL
    chosen = [
        span
        for span in found
        if preferred.search(sentence.text[: span[0]])
        or (
            ends
            and (sentence.text[: span[1]].endswith("前") or re.match("之?前|止|为止|截止", sentence.text[span[1] :]))
        )
    ]
    return by_nearness(query, sentence, chosen or found)


_SIGNED = re.compile(r"[一-鿿\s]{2,30}[局委部办府会厅院司处团心组]\s*$")
"""Stands alone before a date below a document: who signs it."""
_ONLY_YEAR = re.compile(r"(?:19|20)\d\d年?度?[底末]?")
_ASKS_DAY = re.compile(r"几号|几月|哪一?[天日月]|哪段时间|时段|什么时候(?:能|可以?|开始|截止|申报|报|收|交)|何时")
_REPORTED = re.compile(r"\s?(?:专?电|讯|,?[一-鿿]{0,8}记者(?:从|获悉|了解)|,?从[一-鿿]{2,14}获悉)")
"""Goes on behind the day on which a paper reports something."""
_BEGINS = re.compile(r"(?:开始|起)?(?:实施|施行|执行|实行|生效)|开始|起")


def to_end(question: str, text: str, end: int) -> int:
    """Where a span of days ends whose first ends at `end`, where a question asks for all of it (3月1日至31日)."""
    to = _TO_DATE.match(text, end) if _TERM.search(question) else None
    return to.end() if to else end


def is_no_day(query: Query, text: str, start: int, end: int) -> bool:
    """Whether a date is no day asked for: of a signature, a bare year, or an end where a beginning is asked."""
    date = text[start:end]
    if _ONLY_YEAR.fullmatch(date):
        other = query.scope.years and not any(year[:4] in date for year in query.scope.years)
        return bool(_ASKS_DAY.search(query.question)) or bool(other)
    begins = _BEGINS.search(query.question) and not re.search("截止|到期|结束|为止|有效期", query.question)
    if begins and _UNTIL.search(text[:start]):
        return True
    if _REPORTED.match(text, end) and re.search("截止|截至|最[晚迟]|到期|到哪", query.question):
        return True
    signed = not text[end:].strip(" 。;\n") and _SIGNED.fullmatch(text[:start]) is not None
    return signed and not re.search("印发|发布|公布|出台|发文|落款|成文", query.question)
