"""Cues of official layout that encyclopaedic training texts lack: headings and their bodies, preambles, datelines."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from policyqa.reader.candidates import Candidates, Ints
from policyqa.reader.coverage import Coverage, Floats

CUES = (
    "heading",
    "over_heading",
    "dateline",
    "preamble",
    "announced",
    "body",
    "body_start",
    "to_sentence_end",
    "repeated",
    "numbered_start",
    "must",
    "long",
    "announcement",
    "spoken",
)
"""Names of the columns, in their order."""

_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,3}[、.是]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[条章节,、]|[■●◆])"
)
_HEADING = re.compile(
    rf"(?:^|(?<=[\n。;])|(?<=\)))\s{{0,8}}({_NUMBER}[^。;,:\n]{{2,36}})[。:\n]"
    r"|(?:^|(?<=\n))([^。;:!?\n]{2,45})(?:\n|$)"
)
_DATELINE = re.compile(r"新华社|记者|来源[:/]|责任编辑|责任单位|牵头|联系电话|发布时间|字号|〔20\d\d〕|附件[:\d]")
_PREAMBLE = re.compile(
    r"(?:根据|按照|依据|依照|为[了做进加认贯切深坚确全有统]|针对|截至|近日|日前|目前|昨日|今天|据|疫情期间|[^,。]{0,16}获悉)[^。;]{2,80}?,"
)
_ANNOUNCED = re.compile(
    r"(?:强调|指出|要求|提出|获悉|表示|介绍|规定|明确|通知|如下|包括|决定|宣布|显示|说|称|认为|建议|倡议|承诺|分别[是为]|主要[是有为])[,:]?[“\"「]?\s*$"
)
_ANNOUNCEMENT = re.compile(
    r"现[将就对][^。]{2,40}?(?:如下|公示|公告|通告|通知)|召开[^,。]{0,14}?会|发布会|座谈会|通报了|传达|调研"
    r"|(?:印发|下发|发布|出台|制定|联合)[^,。]{0,16}?(?:通知|意见|公告|通告|方案|政策|措施|指引|指南)|逐一进行解读"
)
"""Says that something was said or issued, not what."""
_PROMISING = re.compile(r"(?:如下|[一二三四五六七八九十\d]个方面[^,。]{0,6}|以下几[^,。]{0,6})[。:]?$")
"""Ends by saying that something follows."""
_SPOKEN = "强调|指出|要求|提出|表示|认为|说|呼吁|建议|介绍|明确|规定|倡议|承诺"
_ASKS_SPOKEN = re.compile(rf"({_SPOKEN})了?(?:什么|哪些|些什么|啥)|(?:有何|什么|哪些)(要求|规定|建议|倡议|承诺)")
_MUST = re.compile(
    r"[^,。]{0,10}?(?:要(?!求)|应当?|须|必须|不得|严禁|可以?|给予|加强|加大|采取|通过|实行|实施|落实|鼓励|支持|推动|建立|开展|完善|优化|确保|免征|减免|延长|对)"
)


def find_cues(candidates: Candidates, held: Coverage, weights: Floats, question: str, breadth: int) -> Floats:
    """Tell for each candidate which cues it shows; columns as in `CUES`.

    `question` is folded, `breadth` that of its form. `weights` are those of the question's tokens, of sum 1, in the
    order that `held` was made with.
    """
    text, starts, ends = candidates.text, candidates.starts, candidates.ends
    said = _ASKS_SPOKEN.search(question)
    asked = (said[1] or said[2]) if said else ""
    size = len(text)
    inside = np.zeros(size + 1, np.int32)
    body = np.zeros(size + 1, np.float32)
    opening = np.zeros(size + 1, np.float32)
    found = [(m.start(1), m.end(1)) if m.group(1) else (m.start(2), m.end(2)) for m in _HEADING.finditer(text)]
    for number, (low, high) in enumerate(found):
        inside[low:high] = 1
        behind = found[number + 1][0] if number + 1 < len(found) else size
        behind = min(behind, high + 500)
        share = float(weights @ held.inside(np.array([low], np.int32), np.array([high], np.int32))[:, 0])
        body[high:behind] = share
        opening[high : min(high + 8, behind)] = share
    sums = np.concatenate([[0], np.cumsum(inside[:size])])
    held_in = sums[ends] - sums[starts]
    length = ends - starts
    distinct, back = np.unique(starts, return_inverse=True)
    columns: list[NDArray[np.generic]] = [
        held_in == length,
        (held_in > 0) & (held_in < length),
        _holds(_DATELINE, text, starts, ends),
        _first_end(_PREAMBLE, text, starts) <= ends,
        np.array([_ANNOUNCED.search(text, max(0, s - 8), s) is not None for s in distinct.tolist()])[back],
        np.where(held_in == 0, body[starts], 0) * (breadth > 0),
        np.where(held_in == 0, opening[starts], 0) * (breadth > 0),
        (candidates.end_kinds == 2) & (breadth > 0),
        held.covered(starts, ends) / np.maximum(length, 1),
        np.array([re.match(_NUMBER, text[s : s + 6]) is not None for s in distinct.tolist()])[back],
        (_first_end(_MUST, text, starts) <= ends) * (breadth > 0),
        np.minimum(np.log(np.maximum(length, 1)), 5.0) * (breadth > 0),
        (_holds(_ANNOUNCEMENT, text, starts, ends) | _promises(text, ends)) & (breadth > 0),
        np.array([_is_spoken(asked, text, s) for s in distinct.tolist()])[back],
    ]
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _holds(pattern: re.Pattern[str], text: str, starts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """Whether a match lies inside each candidate; the text is searched once, not once for each of them."""
    first = np.full(len(text) + 1, len(text) + 1, np.int32)
    for match in pattern.finditer(text):
        first[match.start()] = match.end()
    first = np.minimum.accumulate(first[::-1])[::-1]
    return np.asarray(first[starts] <= ends)


def _promises(text: str, ends: Ints) -> NDArray[np.bool_]:
    """Whether each candidate ends by saying that something follows."""
    distinct, back = np.unique(ends, return_inverse=True)
    return np.array([_PROMISING.search(text[max(0, e - 16) : e]) is not None for e in distinct.tolist()])[back]


def _is_spoken(verb: str, text: str, start: int) -> bool:
    """Whether a verb of saying stands right before a place; there is none to stand there where `verb` is empty."""
    return bool(verb) and text[max(0, start - 6) : start].rstrip('“"「 \n').rstrip(",:").endswith(verb)


def _first_end(pattern: re.Pattern[str], text: str, starts: Ints) -> Ints:
    """Where a match that begins at each start ends; behind the text where there is none."""
    distinct, back = np.unique(starts, return_inverse=True)
    found = [match.end() if (match := pattern.match(text, s)) else len(text) + 1 for s in distinct.tolist()]
    return np.array(found, np.int32)[back]
