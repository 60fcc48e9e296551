"""Folding: one form for text that differs only in width, script or damage, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from policyqa.chinese.misaligned import Repair, repairs
from policyqa.chinese.script import simplified_forms
from policyqa.types import Span

_PINYIN = re.compile(r"(?<=[㐀-鿿])[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿêɡ]{1,7}[)）]")
"""Pinyin in brackets that copy protection puts behind a character: 召開經(jīng)濟(jì)."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－─"), "-") | {ord("∶"): ":", ord("︰"): ":"}
_DROPPED = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HANDLED = re.compile(r"[^ -~\n一-鿿、。《》“”‘’·]")


_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽"
    "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑"
    "艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
"""The CJK Radicals Supplement, which PDF files hold for the characters they look like and NFKC leaves as they are.

Unicode Character Database, EquivalentUnifiedIdeograph (Unicode Licence V3).
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, where the original character starts and ends.

    Attributes:
        text: the folded text.
        starts: for each folded character, the offset of its original character.
        ends: for each folded character, the offset behind its original character.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """Map a range of the folded text to the original; an empty range gives an empty span.

        Raises:
            ValueError: the range is not inside the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"range {start}:{end} is not inside a text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def folded(self, start: int, end: int) -> Span:
        """Map a range of the original to the folded characters that lie wholly inside it."""
        first = bisect_left(self.starts, start)
        return Span(first, max(first, bisect_right(self.ends, end)))


@cache
def _fold_character(character: str) -> str:
    """The folded form of one character: "" where it is dropped."""
    if _DROPPED.match(character):
        return ""
    if _SPACES.match(character):
        return " "
    if character in "…":
        return character
    dash = character.translate(_DASHES)
    if dash != character:
        return dash
    compatible = unicodedata.normalize("NFKC", character.translate(_RADICALS))
    return "".join(simplified_forms().get(c, c) for c in compatible) or character


def fold(text: str) -> Folded:
    """Fold width, traditional characters, exotic spaces and dashes; drop zero-width marks and bracketed pinyin.

    Line ends stay. ASCII and Chinese punctuation are both kept, full-width forms becoming ASCII. Time is linear.

    >>> fold("２０２１年經(jīng)濟增長５％").text
    '2021年经济增长5%'
    """
    table, damaged = _character_table(), _damaged(text)
    if not damaged:
        folded = text.translate(table)
        if table.uneven.isdisjoint(text):  # a character for each character, as nearly every text is
            return Folded(folded, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    nth = 0
    following = damaged[0] if damaged else Repair(len(text), len(text), "")
    position = 0
    while position < len(text):
        if position == following.start:
            position = following.end
            for piece in following.text:
                out.append(simplified_forms().get(piece, piece))
                starts.append(following.start)
                ends.append(following.end)
            nth += 1
            following = damaged[nth] if nth < len(damaged) else Repair(len(text), len(text), "")
            continue
        for piece in table[ord(text[position])]:
            out.append(piece)
            starts.append(position)
            ends.append(position + 1)
        position += 1
    return Folded("".join(out), tuple(starts), tuple(ends))


def _damaged(text: str) -> list[Repair]:
    """The ranges that copy protection left: bracketed pinyin, and what is left of it where bytes were lost."""
    if ")" not in text and "）" not in text:
        return []
    pinyin = [Repair(*m.span(), "") for m in _PINYIN.finditer(text)]
    broken = list(repairs(text))
    if not broken:
        return pinyin
    apart: list[Repair] = []
    for repair in sorted([*pinyin, *broken], key=lambda r: (r.start, -r.end)):
        if not apart or repair.start >= apart[-1].end:
            apart.append(repair)
    return apart


class _Table(dict[int, str]):
    """What each character met so far folds to, for `str.translate`; `uneven` are those that fold to none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = simplified_forms().get(character)
        if folded is None:
            folded = character if not _HANDLED.match(character) else _fold_character(character)
        if len(folded) != 1:
            self.uneven.add(character)
        self[code] = folded
        return folded


@cache
def _character_table() -> _Table:
    return _Table()


def fold_text(text: str) -> str:
    """Fold where only the text is wanted."""
    return text.translate(_character_table()) if not _damaged(text) else fold(text).text


def simplify(text: str) -> str:
    """Give `text` in simplified characters, one for one: every offset stays what it was.

    >>> simplify("新興產業招商")
    '新兴产业招商'
    """
    return text.translate(_simplifying())


@cache
def _simplifying() -> dict[int, str]:
    return str.maketrans(dict(simplified_forms()))
