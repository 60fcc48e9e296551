"""Make questions with long answers from statutes: who must do what, on which conditions, for what purpose.

The open reading sets ask encyclopaedias for names and dates; official texts are asked for measures, conditions and
ways. A statute says them in a few fixed turns, from which question and answer are cut. Words of the question are left
out or exchanged at random, so that copying alone does not answer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from policyqa.chinese.fold import fold_text

_LEFT_OUT = {"案例"}
"""Folders of the statutes archive that are not used: court cases name private persons."""
LEAST, MOST = 300, 900
"""Characters of statute around an answer."""

_ITEM = r"[(（][一二三四五六七八九十]{1,3}[)）]"
_OPEN = r"(?:^|(?<=[。;\n]))"
_LIST = re.compile(
    rf"{_OPEN}([^。;:\n]{{4,70}}?)(?:下列|以下|如下)([^。;:\n]{{0,14}}?)(?:之一的?)?:\s*({_ITEM}[^。]{{8,500}}。)"
)
_NOUN = re.compile(
    r"条件|材料|文件|情形|措施|职责|事项|内容|义务|权利|规定|行为|原则|方式|要求|程序|资料|任务|工作|标准"
)
_PENALTY = re.compile(
    rf"{_OPEN}([^。;:\n]{{8,70}})的,((?:由|依法|依照|责令|处|给予|予以|应当|可以|不得|不予|没收)[^。;\n]{{8,200}})[。;]"
)
_PURPOSE = re.compile(r"为了?([^。;\n]{8,140}?),(?:根据|依据|依照|按照|结合|特?制定)[^。\n]{0,120}制定")
_MEANING = re.compile(
    rf"{_OPEN}(?:本(?:法|条例|办法|规定|细则|解释)所?称的?)?([^。;:,\n]{{2,24}}),?(?:是)指([^。;\n]{{10,160}})[。;]"
)
_DUTY = re.compile(
    rf"{_OPEN}([^。;:,\n]{{3,40}})(应当|必须|不得|可以|需要|(?<!主)要)(?!下列|以下)([^。;\n]{{6,220}})[。;]"
)
_CASE = re.compile(
    rf"{_OPEN}([^。;:\n]{{6,60}}?)(?:的|时|后|前),([^。;:,\n]{{2,24}})?(应当|必须|不得|可以)([^。;\n]{{6,200}})[。;]"
)
_CHARGE = re.compile(r"(?:^|(?<=[。;,\n]))(?:由)?([^。;:,\n由]{3,40}?)(?:负责|承担)([^。;:,\n]{6,50}?)[,。;]")
_TREATED = re.compile(
    r"(?:^|(?<=[。;,\n]))(?:国家|[^。;:,\n]{2,20}?)?(?:对|为|向)([^。;:,\n]{4,40}?)"
    r"(?:实行|给予|予以|采取|提供|进行)([^。;:,\n]{4,60})[,。;]"
)
_MEANS = re.compile(
    r"(?:通过|采取|采用|利用|运用|以)([^。;:\n]{4,60}?)(?:等)?(?:的?方式|的?形式|的?途径|的?手段|的?方法|渠道)"
    r"[,]?([^。;:,\n]{4,40})[,。;]"
)
_ENCOURAGED = re.compile(
    rf"{_OPEN}((?:国家|[^。;:,\n]{{2,24}}?人民政府)[^。;:,\n]{{0,6}}?)"
    r"(鼓励|支持|加强|建立|推动|促进|推进)([^。;\n]{8,160})[。;]"
)
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零\d]{1,8}条(?:之[一二三四五六七八九十])?\s*", re.MULTILINE)
_SWAPS = (
    ("应当", "应"), ("应当", "需要"), ("规定", "要求"), ("措施", "办法"), ("措施", "举措"), ("建立", "设立"),
    ("机关", "部门"), ("处罚", "处分"), ("企业", "公司"), ("申请", "办理"), ("提供", "给予"), ("加强", "强化"),
    ("人民政府", "政府"), ("主管部门", "部门"), ("工作", ""), ("有关", ""), ("依法", ""), ("国务院", ""),
    ("进行", ""), ("以及", "和"), ("或者", "和"), ("单位", "机构"), ("自治区", ""), ("行政", ""),
)  # fmt: skip


class Made(NamedTuple):
    """A question made, with the context it is asked of and where its answer stands in it."""

    question: str
    text: str
    start: int
    end: int


def read_statutes(folder: Path) -> list[tuple[str, str]]:
    """Read title and folded text, without headings and marks of articles, of every statute in a folder."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        if _LEFT_OUT & set(path.parts):
            continue
        raw = path.read_text(encoding="utf-8", errors="replace")
        title, _, body = raw.partition("<!-- INFO END -->")
        name = fold_text(title.strip().partition("\n")[0].lstrip("# ")).strip()
        text = fold_text(re.sub(r"\n{2,}", "\n", body)).strip()
        if len(text) > LEAST:
            found.append((name, text))
    return found


def _spans(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Give the kind of each turn found, the parts that make the question, and where the answer stands."""
    for m in _LIST.finditer(text):
        yield "list", (m[1], m[2]), *m.span(3)
    for m in _PENALTY.finditer(text):
        yield "penalty", (m[1],), *m.span(2)
    for m in _PURPOSE.finditer(text):
        yield "purpose", (), *m.span(1)
    for m in _MEANING.finditer(text):
        yield "meaning", (m[1],), *m.span(2)
    for m in _DUTY.finditer(text):
        yield "duty", (m[1], m[2], m[3]), m.start(2), m.end(3)
    for m in _CASE.finditer(text):
        yield "case", (m[1], m[2] or "", m[3]), m.start(3), m.end(4)
    for m in _CHARGE.finditer(text):
        yield "charge", (m[2],), *m.span(1)
    for m in _TREATED.finditer(text):
        yield "treated", (m[1],), *m.span(2)
    for m in _MEANS.finditer(text):
        yield "means", (m[2],), *m.span(1)
    for m in _ENCOURAGED.finditer(text):
        yield "encouraged", (m[1], m[2], m[3]), m.start(2), m.end(3)


_WORDINGS = {
    "list": "{one}应当{tail}哪些{what} {one}有哪些{what} {one}的{what}是什么 {one}需要什么{what} {one}的{what}有哪些",
    "penalty": "{one}的如何处罚 对{one}的怎么处理 {one}会受到什么处罚 {one}怎么办 {one}的应如何处理",
    "purpose": "制定{name}的目的是什么 为什么制定{name} {name}的制定目的是什么",
    "meaning": "什么是{one} {one}是什么 {one}指什么 {one}是什么意思",
    "duty": "{one}在{topic}方面{two}做什么 {one}{topic}有什么要求 {one}应采取什么措施{topic} {one}如何{topic} "
    "{one}关于{topic}是怎么规定的 {one}{two}怎么做 对{one}有哪些要求 {one}有什么义务",
    "case": "{one}时{two}应当怎么办 {one}的应如何处理 {one}怎么办 {one}{two}有什么规定 {one},{two}应采取什么措施",
    "charge": "谁负责{one} {one}由谁负责 哪个部门负责{one} {one}的责任单位是哪个",
    "treated": "对{one}有什么支持 对{one}实行什么政策 {one}享受什么待遇 对{one}如何处理 {one}有哪些优惠",
    "means": "如何{one} 通过什么方式{one} 采取什么形式{one} {one}的途径有哪些 利用什么{one}",
    "encouraged": "{one}如何{topic} {one}在{topic}方面有哪些措施 {one}采取什么措施{topic} {one}对{topic}有什么支持",
}
_LEAD = re.compile(r"(?:,|应当|必须|有|符合|具备|提交|履行|包括|采取|遵守){1,6}$")


def _worded(kind: str, parts: tuple[str, ...], title: str, rng: random.Random) -> str:
    """Word the question of a turn."""
    one, two, three = (*parts, "", "", "")[:3]
    values = {"name": title if rng.random() < 0.5 else f"《{title}》", "one": one, "two": two, "topic": three[:12]}
    if kind == "list":
        noun = _NOUN.search(two)
        lead = _LEAD.sub("", one)
        values |= {"one": lead, "tail": one[len(lead) :]}
        values["what"] = noun.group() if noun else rng.choice(("条件", "规定", "要求", "措施"))
    elif rng.random() < 0.65:
        values["topic"] = re.split(r"[,、]", three)[-1][-12:]
    return rng.choice(_WORDINGS[kind].split()).format(**values)


def _blurred(question: str, rng: random.Random) -> str:
    """Leave words of a question out, or exchange them, at random; put a comma's clauses together."""
    for old, new in _SWAPS:
        if old in question and rng.random() < 0.3:
            question = question.replace(old, new, 1)
    pieces = re.split(r"(?<=[,、的])", question)
    if len(pieces) > 2:
        pieces = [p for p in pieces[:-1] if rng.random() < 0.65] + pieces[-1:]
    return re.sub(r"[,、]+", rng.choice((",", "")), "".join(pieces)).strip(",、的") + "?"


def ask_statutes(folder: Path, count: int, seed: int) -> list[Made]:
    """Make about `count` questions, as many of each turn as there are, at most 12 from one statute."""
    rng = random.Random(seed)
    pools: dict[str, list[Made]] = {}
    for title, raw in read_statutes(folder):
        text = _ARTICLE.sub("", raw)
        found = list(_spans(text))
        rng.shuffle(found)
        for kind, parts, start, end in found[:12]:
            question = _blurred(_worded(kind, parts, title, rng), rng)
            if not 6 <= len(question) <= 70:
                continue
            if kind == "duty" and rng.random() < 0.4:  # the rest of the paragraph says more about the same
                stop = text.find("\n", end)
                end = stop - 1 if 0 < stop - end < 150 and text[stop - 1] == "。" else end
            length = rng.randint(LEAST, MOST)
            low = max(0, start - rng.randint(0, max(1, length - (end - start))))
            high = min(len(text), max(end + 1, low + length))
            pools.setdefault(kind, []).append(Made(question, text[low:high], start - low, end - low))
    each = count // len(pools)
    made = []
    for kind in sorted(pools):
        rng.shuffle(pools[kind])
        made += pools[kind][:each]
        print(f"{kind}: {min(each, len(pools[kind]))} of {len(pools[kind])}")
    rng.shuffle(made)
    return made
