"""Cut plain text into pieces: its lines, and the paragraphs that stand in one line with only spaces between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyqa.reading.pieces import Piece

_SPACES = "[ \\t\\u00a0\\u2000-\\u200d\\u202f\\u205f\\u3000\\ufeff]"
_GAP = re.compile(f"{_SPACES}{{1,400}}")
_SENTENCE_END = frozenset("。！？!?…")
_CLOSING = frozenset('”’」』）)】》"')
_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,5}[章节条]|——|"
    r"\d{1,2}[.．、](?!\d)|附件\d{0,2}[:：]?|分享[:：]|扫一扫|责任编辑[:：]|相关稿件|版权声明|【\s?(?:打印|关闭)|"
    r"[^。，；！：,;:\s]{2,60}(?:政府|委员会|办公[室厅]|[厅局部委署院会组]|中心|指挥部)"
    r"[\s]{1,200}(?:[^。，；！：,;:\s]{2,40}[\s]{1,200}){0,3}(?:19|20)\d\d年\d{1,2}月\d{1,2}日|"
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?=\s|$|[（(【])"
)
_LABEL_TAIL = re.compile(
    r"(?:^|[\s。，；、（(|])(?:来源|标题|时间|日期|作者|记者|编辑|电话|邮箱|地址|网址|字体|题|单位|机关|机构|文号|联系人|分享|次数)[:：]$"
)
_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_SOME_LINE = 120
"""Lines up to this length are one piece: blanks in them part fields or words, not paragraphs."""

_SHORT_PAGE = 40
_LONG_LINE = 200
"""Lines beyond this length may be a whole page whose line breaks were lost."""

_OPEN = frozenset("（(《“「【〔[")
_CLOSE = frozenset("）)》”」】〕]")
_HEAD_CHARS = 400


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inward past blanks and invisible characters."""
    while start < end and (text[start].isspace() or text[start] in "\u200b\u200c\u200d\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\u200c\u200d\ufeff"):
        end -= 1
    return start, end


def _ends_sentence(text: str, start: int, at: int) -> bool:
    """Tell whether the text before `at` ends a sentence, closing quotes and brackets aside."""
    position = at - 1
    while position > start and text[position] in _CLOSING:
        position -= 1
    return text[position] in _SENTENCE_END


def _is_break(text: str, start: int, gap: re.Match[str]) -> bool:
    """Tell whether blanks inside a line part two paragraphs."""
    before, width = text[gap.start() - 1], gap.end() - gap.start()
    if _ends_sentence(text, start, gap.start()):
        return True
    if before in ":：":
        return width > 1 or _LABEL_TAIL.search(text[max(start, gap.start() - 8) : gap.start()]) is None
    if gap.start() - start <= 20 and _DATE.fullmatch(text, start, gap.start()):
        return True
    if width > 1 and "\u3000\u3000" in gap.group():
        return before not in "，、,"
    return before not in "，、,（(“《" and _MARK.match(text, gap.end()) is not None


def _depth(text: str, start: int, end: int) -> int:
    """Count the brackets left open in a range."""
    return sum((c in _OPEN) - (c in _CLOSE) for c in text[start:end])


def _cuts(text: str, start: int, end: int, page: bool) -> Iterator[int]:
    """Yield where the line `start:end` is to be cut; `page` tells that it is all the text there is.

    A very long line is a whole page whose line breaks were lost: its head (title, number, addressee) is cut at every
    blank outside brackets, up to the first part that reads like prose.
    """
    if end - start <= (_SHORT_PAGE if page else _SOME_LINE):
        return
    piece, head = start, page or end - start > _LONG_LINE
    for gap in _GAP.finditer(text, start, end):
        if gap.start() <= piece:
            continue
        if head and (gap.start() - piece > 120 or gap.start() - start > _HEAD_CHARS):
            head = False
        cut = _is_break(text, piece, gap)
        if not cut and head:
            cut = text[gap.start() - 1] not in ":：，、," and _depth(text, piece, gap.start()) <= 0
        if cut:
            if head and any(c in "。，；" for c in text[piece : gap.start()]):
                head = False
            piece = gap.end()
            yield gap.start()


def cut_line(text: str, start: int, end: int, page: bool = False) -> Iterator[Piece]:
    """Yield the pieces of one line, without the blanks around them; none for a blank line.

    `page` tells that the line is all the text there is, so that its head is cut more readily.
    """
    start, end = _trimmed(text, start, end)
    if start == end:
        return
    at = start
    for cut in [*_cuts(text, start, end, page), end]:
        piece = _trimmed(text, at, cut)
        if piece[0] < piece[1]:
            yield Piece(*piece)
        at = cut


def line_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line of the text, without its line feed."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def cut_pieces(text: str) -> tuple[Piece, ...]:
    """Cut a plain text into pieces in order; every character that is not blank is in exactly one."""
    filled = [(start, end) for start, end in line_ranges(text) if not text[start:end].isspace() and start < end]
    return tuple(piece for start, end in filled for piece in cut_line(text, start, end, len(filled) == 1))
