"""Reasons: why an aim was set as it is, said in the sentences right behind it or in its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.sentences import Sentence, question_tokens
from policyqa.chinese.fold import fold
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_AIM_ASKED = re.compile(r"目标|指标|预期|这么[定安]|定[在得成为到]|定(?:\d|这么)|增速|增长")
_NOT_REACHED = re.compile(r"(?:没|未|不)(?:有|能|曾)?(?:达到?|完成|实现|做到)|低于(?:年初)?(?:预期|目标)")
"""Asks why what was done fell short, which the reasons of an aim do not say."""
_AIM = re.compile(r"目标|预期|定[在为到于]|安排")
_WEIGHED = re.compile(
    r"考虑|基于|一方面|另一方面|一[则是]|二[则是]|三[则是]|具备|因为|综合了|统筹了|兼顾|衔接|匹配|相[符适称]|相一致|留[出足有]|有利于|体现了?|跳一跳|努力|符合|能够实现|可以实现"
    r"|(?:作|留[足出下]了?)支撑|支撑能力|有(?:基础|条件|潜力)|实事求是|积极稳妥|需要|既要|又要|腾出|相统一|有余地|立足|研究提出|[追跟][不得]上|够得着"
)
"""What is said of an aim when it is explained. One of them alone is no reason (需要, 体现)."""
_OPENS = re.compile(
    r"(?:^|[,:;])(?:需要说明(?:的是)?,)?(?:这[样一个些]|该目标|上述|以上|提出|确[定立]|之所以|把[^,]{2,20}定|定[^,]{2,14}这个|主要(?:是)?考虑|主要基于|一方面|一[则是]|其一|首先|既[^,]{2,}|考虑到|综合考虑|(?:主要)?是?因为)"
)
_SENTENCE = re.compile(r"[^。!?\n]+")
_CLAUSE = re.compile(r"[^,;:]+[,;:]?")
_OF_ANY_AIM = frozenset(
    ("目标", "增长", "增速", "预期", "安排", "任务", "指标", "全年", "去年", "今年", "考虑", "以上", "左右", "以内")
)
"""Words that every aim is told with; the others say which one is asked for."""
_NEAR = 3
"""Sentences behind an aim in which its reason may stand: of eleven real and invented reports that give one, all do."""
_LEAST = 3.0
_MOST_MARKS = 3
"""Least score, and how many marks count: an aim's own words must be able to outweigh a sentence that has more marks.

Chosen on the 19 questions of this kind of natural-dev and of six sets over invented reports: 18 are right, with
these sets looked at.
"""


def asks_aim(query: Query) -> bool:
    """Whether a question asks why an aim is as it is: the aim said once more is no answer to it."""
    return query.kind == "why" and re.search(r"目标|这么定|这样定|定[在得成为到]", query.question) is not None


def answer_aim(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> tuple[str, Span, Span] | None:
    """Find why an aim was set: the document, the whole sentence and the reason in it; None where none is given.

    Only for a question that asks why an aim is as it is.
    """
    if query.kind != "why" or not _AIM_ASKED.search(query.question) or _NOT_REACHED.search(query.question):
        return None
    if query.scope.status == "actual" and not re.search("目标|定", query.question):
        return None  # why it came about so is not why it was aimed at
    wanted = {t for t in question_tokens(index, query) if len(t) > 1} - _OF_ANY_AIM
    best: tuple[float, str, Span, Span] | None = None
    for path in list(dict.fromkeys(hit.passage.document for hit in hits[:12]))[:3]:
        folded = fold(index.text_of(path))
        since = _NEAR + 1
        for match in _SENTENCE.finditer(folded.text):
            sentence = match.group()
            since = 0 if _AIM.search(sentence) and re.search(r"\d", sentence) else since + 1
            for start, end in _parts(sentence):
                score = _score(sentence[start:end], wanted) if since <= _NEAR else 0.0
                if score >= _LEAST and (best is None or score > best[0]):
                    start = _without_aim(sentence, start, end)
                    at = match.start()
                    whole = folded.original(at, at + len(sentence.rstrip()))
                    best = (score, path, whole, folded.original(at + start, at + len(sentence[:end].rstrip("; "))))
    return best[1:] if best else None


def _parts(sentence: str) -> list[tuple[int, int]]:
    """A sentence, or where its halves explain one aim each, the halves."""
    cut = sentence.find(";")
    if cut < 0 or not _REASON_AGAIN.search(sentence, cut):
        return [(0, len(sentence))]
    return [(0, cut), (cut + 1, len(sentence))]


_REASON_AGAIN = re.compile("因为|考虑|由于|基于")


def _score(said: str, wanted: set[str]) -> float:
    """How much a sentence reads as the reason of an aim, and speaks of the one that is asked for."""
    said = said.strip()
    marks = min(len(set(_WEIGHED.findall(said))), _MOST_MARKS)
    held = len(wanted & set(tokens(canonical(said)))) / len(wanted) if wanted else 0.0
    return marks + (1.5 if _OPENS.search(said) else 0.0) + 4.0 * held if marks else 0.0


def _without_aim(sentence: str, start: int, end: int) -> int:
    """Where the reason begins behind the clauses that only say the aim again (把增长目标定在5%以上,)."""
    for clause in _CLAUSE.finditer(sentence, start, end):
        said = clause.group()
        if cause := re.search(r"考虑到|因为|由于", said):
            return clause.start() + cause.start()
        if _WEIGHED.search(re.sub("需要说明", "", said)) or clause.end() >= end:
            return clause.start()
    return start


CAUSE = re.compile(
    r"(?<=[一-鿿\d])因(?![此为素地人公病材时势而])[^,;。]{2,24}(?=[,;。]|$)|(?:主要)?原因(?:是|在于|为)|根本在于|归根到底|目的(?:是|在于)|旨在|考虑到|主要基于|受益于|好在|得益于|凭[着借]|(?:主要)?(?:是)?由于|是因为|因为|主要是受|受[^,;。]{2,24}(?:影响|拖累|制约|冲击|带动|掣肘)|(?<=[,;])主要是(?!为)"
    r"|面对[^,;。]{4,30}(?=,)|(?:(?<=[,;:\s])|^)为了?(?![此主准止期]|例)(?=[^,;。]{6,60},)"
)
CAUSE_CLAUSE = re.compile(r"受|面对|由于|\s*为|因(?!为)")
"""Begins a clause that gives the cause before what it caused."""


PURPOSE = re.compile(
    r"(?<=,)(?:更好|有效|切实|着力|进一步)?(?:满足|缓解|解决|破解|化解|避免|防止|减轻)[^,;。]{4,30}(?=[。;]|\s*$)"
)
"""Ends a sentence on what something does with what it is for (…,缓解教师工学矛盾)."""
ASKS_PURPOSE = re.compile(
    r"图(?:的|个)?(?:是)?(?:什么|啥)|为了?(?:解决|避免|缓解)?(?:什么|啥)[?？]?$|(?:解决|避免|缓解)(?:什么|啥)"
)
GROUND = re.compile(
    r"[^,;:。]{2,20}是[^,;。]{2,30}(?:支撑|关键|基础|保障|引擎|动力|举措|途径|抓手|要求|重中之重|前提|所在)(?=[。;]|\s*$)"
)
"""Says of a thing what makes it matter (新型城镇化是…的有力支撑)."""
IS_WHY = re.compile(r"之所以[^;。]{4,60}(?:是?因为|是?由于|是?为了|在于|是考虑到?|是基于)")
"""Says of something why it is so: such a sentence may say the rest in other words than the question."""
LEAST_WHY = 0.2
"""Least share of the question's words in a sentence that says so."""


def is_question(sentence: str) -> bool:
    """Whether a sentence only asks itself (为何突出抓好技能培训?), as a heading may."""
    return sentence.rstrip().endswith(("?", "？"))


def find_cause(sentences: Sequence[Sentence]) -> tuple[Sentence, int, int] | None:
    """The clause that gives the reason, in its sentence, where one of the best sentences has such a clause."""
    for sentence in sorted(sentences[:4], key=lambda s: -s.own):
        match = CAUSE.search(sentence.text)
        if match is None or is_question(sentence.text) or sentence.own < 0.5 * sentences[0].own:
            continue
        clause = sentence.text.find(",", match.end())
        stop = len(sentence.text.rstrip("。;!? \n"))
        whole = clause < 0 or (stop - match.start() < 80 and not CAUSE_CLAUSE.match(match.group()))
        return sentence, match.start(), stop if whole else clause
    return None


def find_said(pattern: re.Pattern[str], sentences: Sequence[Sentence]) -> tuple[Sentence, int, int] | None:
    """What a pattern finds in one of the sentences that hold most of the question."""
    for sentence in sentences[:4]:
        match = pattern.search(sentence.text) if sentence.own >= 0.5 * sentences[0].own else None
        if match is not None:
            return sentence, *match.span()
    return None
