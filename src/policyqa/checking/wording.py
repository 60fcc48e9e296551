"""Wording: what a claim says of its figure that a stated figure's words do not, and the other way round.

One word exchanged, added or left out makes another indicator of it (存款 for 贷款, 高新技术产业投资 for 投资), however
many of the others agree. So a stated figure bears a claim out only where each explains the whole of the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policyqa.checking.types import Claim
from policyqa.chinese.places import find_places, find_zones
from policyqa.chinese.terms import canonical
from policyqa.types import Figure

_YEAR = re.compile(
    r"(?:19|20)\d\d年?[底末初度]?|今年|去年|上年|本年|同年|同期|当年|明年|年[底末]|(?<!新华)\d{1,2}月(?:\d{1,2}日)?(?:\d{1,2}时)?"
)
_CHANGE = re.compile(r"增长率|增[长速幅]|[涨降跌]幅|增加(?!值)|提高|提升|上升|上涨|下[降跌]|降低|减少|回落")
_PIECE = re.compile(r"[\s,;:。!?、“”\"'《》()\[\]]+|(?<![一二三四五六七八九十])的")
_NEUTRAL = re.compile(
    r"力争|确保|努力|争取|实现|完成|达成|达到|预计|预期|保持|控制|稳定|维持|推动|推进|加快|促进|全年|年度|年内|目标增幅|目标值?|计划|打算|安排|要求|提出|设定|任务|有望|希望|今后|指标|任务"
    r"|(?:全|本|我|该)(?:省|市|区|县|州|旗|自治区|国(?=共))|自治区|当地|该地|左右|(?<!规模)(?<!限额)以上|以内|以下|超过|突破|不少于|不低于|不超过|不高于|至少|最多|大约|将近|其中|同比|持续|分别|各自|均|共计|共有|一共|总共|合计|总数量?|总量|总额|数量|规模(?!以上)|金额|水平"
    r"|[比较](?:上年|去年|上一年)(?:同期)?|增速|增幅|涨幅|降幅|增长率?|增加|提高|提升|上升|上涨|下降|降低|减少|下跌|回落|下降率|增至|升至|降至|跌"
    r"|已经|实际(?!利用|使用|到位|吸|投|融|缴)|已|成为|作为|拥有|现有|具有|有着|实施|做到|拿出|设立|显示|公布|按照|按|根据|据|截至|截止|数字|情况|包括|涉及|进行|开展|予以|给予|方面|总体|累计|累积|一年"
    r"|召开|举办|举行|[省市县区]里|一[块处个家项]|(?<!需)求|新华社|记者|目前|日前|近日|成功|正式|可以?获得|获得|可以|可达?|实际(?!利用|使用|到位|吸|投|融|缴)|同步|率先"
)
"""Words that name nothing that is measured; additions, sums, kinds and directions are compared elsewhere."""
_PARTICLES = frozenset(
    "比较设里向把将要让使为是有在到达至从由则也还又再都就其此该并且及和与或于向对以占个了做定超约近各额量值数率元底末年之村家户个项人"
)
_ASIDE = re.compile(r"\([^)]{0,40}\)|等[一-鿿]{0,4}$|^[一-鿿]{1,8}等(?=[一-鿿]{2})|以.{0,8}为线")
_SAME = (
    re.compile(r"新?建成|新建|修建|兴建|建好|建$"),
    re.compile(r"新?建设|新建|修建|兴建|建立|打造|建$"),
    re.compile(r"新?引进|招商引资|招引|引入|吸引"),
    re.compile(r"招商(?:引资)?|招引|新?签约?"),
    re.compile(r"新?培育|新增|净增|新认定|增加(?!值)|壮大"),
)
"""Words that stand for one another: where either side has one left, so may the other."""
_DROPPED = (
    re.compile(r"举办|召开|组织|开展|举行|举"),
    re.compile(r"发放|投放|派发"),
    re.compile(r"选派|派驻|派出|派"),
    re.compile(r"全社会"),
    re.compile(r"地方"),
    re.compile(r"全口径"),
    re.compile(r"成交|交易|实际成交"),
    re.compile(r"(?:加快|积极|有效|扩大)?吸引[和与]"),  # before 利用外资
)
"""The same, of words that a draft may leave out."""
_ZONE_KIND = re.compile(r"^(?:经济技术)?(?:开发区|园区|新区|城区|片区)(?=.)")
_NAMED_AFTER_WHOLE = re.compile("其中")


def unsaid(claim: Claim, figure: Figure, own: str) -> tuple[int, str]:
    """What of a claim's words a stated figure's do not hold.

    Returns:
        How many characters its own clause does not hold; and which of them tell it from another. What the claim
        begins with may be a subject, which the words further around the figure may name.
    """
    _, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    words = _plain(claim.words)
    whole = stands_in_parts(own, canonical(figure.indicator))
    elided = len(_NEUTRAL.sub("", _ZONE_KIND.sub("", f"{_plain(figure.indicator)} ".replace(" ", "")))) < 3
    held = _pairs(figure.indicator, near, _spliced(figure.indicator), own if whole else "", lead if elided else "", own)
    edges = {piece[i] for piece in _PIECE.split(canonical(figure.indicator)) if piece for i in (0, -1)}
    pieces = (piece[1:] if piece[0] in edges and piece[:2] not in held else piece for piece in words.split())
    close = _left(" ".join(pieces), held)
    head = close[0] if close and words.lstrip().startswith(close[0]) else ""
    beyond = _left(head, _pairs(lead, previous)) if len(head) > 1 else [head] if head else []
    foreign = [*beyond, *(close[1:] if head else close)]
    return sum(map(len, close)), _telling(foreign, _left(_plain(figure.indicator), _pairs(claim.sentence, claim.words)))


def stands_in_parts(term: str, own: str) -> bool:
    """Whether a term's start and end stand in two pieces of a figure's words: 粮食产量 in `粮食播种面积 产量`."""
    head, gap, tail = own.rpartition(" ")
    return bool(gap) and any(head.startswith(term[:i]) and tail == term[i:] for i in range(2, len(term) - 1))


def left_out(claim: Claim, figure: Figure, own: str) -> str:
    """What of a stated figure's own words a claim does not say, "" where it is nothing that tells it from others.

    `own` are its words in canonical terms, of several that share it those that the claim is about.
    """
    said = _pairs(claim.sentence, claim.words, _spliced(claim.words))
    own = _ZONE_KIND.sub("", _ASIDE.sub("", _plain(own)))
    if _NAMED_AFTER_WHOLE.search("".join(figure.context.split("\n")[2:])) and " " in own.strip():
        part, _, _ = own.strip().partition(" ")
        own = part if len(part) >= 4 else own
    missing = _left(own, said)
    return _telling(missing, _left(_plain(claim.words), _pairs(figure.indicator)), least=2)


def _telling(left: list[str], opposite: list[str], least: int = 1) -> str:
    """What of the words left over names something, where the other side has no word that stands for it."""
    other = " ".join(opposite)
    found = []
    for run in left:
        for pattern in (*_SAME, *_DROPPED):
            droppable = least > 1 and pattern in _DROPPED
            if pattern.search(run) and (pattern.search(other) or (droppable and pattern.fullmatch(run))):
                run = pattern.sub("", run)
        rest = _NEUTRAL.sub("", run)
        rest = "" if _PARTICLES.issuperset(rest) else rest
        if len(rest) >= least or re.search(r"\d", rest):
            found.append(rest)
    return " ".join(found)


_ASIDE_OF_TIME = re.compile(
    r"\d{1,2}-\d{1,2}月份?|[上下]半年|前[两二三]个?季度|[一二三四]季度|共(?=接待|完成|实现|新增|引进|建成|签约|开工)"
)
"""Parts of the year, which are compared elsewhere, and 共 before a verb, which says nothing."""


@lru_cache(maxsize=8192)
def _plain(words: str) -> str:
    """Words without years, places and zones, in canonical terms."""
    words = _YEAR.sub(" ", _ASIDE_OF_TIME.sub(" ", words))
    spans = [(p.start, p.end) for p in find_places(words)] + [(s, e) for s, e, _ in find_zones(words)]
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} {words[end:]}"
    return _short(canonical(_CHANGE.sub(" ", words)))


def _short(text: str) -> str:
    """Text in which 以上 is never part of an indicator's name."""
    return text.replace("规模以上", "规上").replace("限额以上", "限上")


def _spliced(words: str) -> str:
    """A figure's pieces written as one, since its number stood between them."""
    return re.sub(r"\s", "", words)


@lru_cache(maxsize=8192)
def _clean(text: str) -> str:
    return re.sub(r"[的\s“”\"'《》()、,\[\]]", "", _short(canonical(text)))


def _pairs(*texts: str) -> frozenset[str]:
    return frozenset(pair for text in texts for pair in _pairs_of(text))


@lru_cache(maxsize=8192)
def _pairs_of(text: str) -> frozenset[str]:
    clean = _clean(text)
    return frozenset(clean[i : i + 2] for i in range(len(clean) - 1))


def _left(text: str, held: frozenset[str]) -> list[str]:
    """The runs of characters of which no pair is held."""
    runs: list[str] = []
    characters = {character for pair in held for character in pair}
    for piece in _PIECE.split(text):
        marks = [False] * len(piece)
        for i in range(len(piece) - 1):
            if piece[i : i + 2] in held:
                marks[i] = marks[i + 1] = True
        if len(piece) == 1:
            marks = [piece in characters]
        run = ""
        for character, mark in zip(f"{piece} ", [*marks, True], strict=True):
            if not mark:
                run += character
            elif run:
                runs.append(run)
                run = ""
    return runs
