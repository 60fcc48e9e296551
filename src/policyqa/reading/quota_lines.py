"""Quota lines: a name and a number on each line below a title that states the unit, which are rows of a table.

`三、改造任务分解（单位：万亩）` above `龙泉镇　1.7` and `黄花镇　1.1`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from policyqa.chinese.fold import fold_text
from policyqa.reading.pieces import Piece
from policyqa.reading.table_units import is_unit, title_unit, unit_of, without_unit
from policyqa.types import Span

_LEAST_LINES = 3
_ABOVE = 2
"""Lines above the first in which its title and unit may stand."""
_LINE = re.compile(
    r"[\s·•*-]{0,8}(?:\d{1,2}[.、．]\s?)?(?P<name>[㐀-鿿]{2,12})\s{0,4}(?:[:：]|[\s　])\s{0,4}"
    r"(?P<number>\d[\d,]{0,12}(?:\.\d{1,4})?)"
    r"(?:\s?[（(][^（）()\n]{1,40}[）)])?\s{0,4}[;；。,，]?\s{0,4}"
)
_LAST_UNIT = re.compile(r"[,，、;；]\s?(?P<unit>[^,，、()（）:：]{1,6})[)）]?[】\]]?\s*$")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．])\s?"
)
_ONLY_LISTS = re.compile(r"任务分解|分解|分配|安排|一览|明细|情况|如下|表|[【】\[\]:：\s]")
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}[）)]")


def with_quota_lines(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put lines of a name and a number into rows, where three or more stand below a line that states their unit."""
    done: list[Piece] = []
    matches = [None if p.cells or p.level else _LINE.fullmatch(text, p.start, p.end) for p in pieces]
    for alike, group in itertools.groupby(zip(matches, pieces, strict=True), lambda pair: pair[0] is not None):
        run = list(group)
        unit, thing = _stated(text, done) if alike and len(run) >= _LEAST_LINES else ("", "")
        if not unit:
            done += [piece for _, piece in run]
            continue
        for nth, (match, piece) in enumerate(run, 1):
            assert match is not None
            cells = (Span(*match.span("name")), Span(*match.span("number")))
            place = (("row", str(nth)),)
            done.append(Piece(piece.start, piece.end, 0, cells, ("", f"{thing}({unit})"), (), place, ("1", "2")))
    return tuple(done)


def _stated(text: str, before: Sequence[Piece]) -> tuple[str, str]:
    """The unit that the lines above state, and of what the numbers are; ("", "") where they state no unit."""
    unit = ""
    for piece in reversed(before[-_ABOVE:]):
        if piece.cells:
            break
        line = re.split("[。;]", fold_text(text[piece.start : piece.end]).strip().rstrip(":"))[-1]
        last = _LAST_UNIT.search(line)
        unit = unit or unit_of(line) or title_unit(line) or (last["unit"] if last and is_unit(last["unit"]) else "")
        title = without_unit(line)
        told = _ONLY_LISTS.sub("", _NUMBERED.sub("", _BRACKETED.sub("", title)))
        if unit and (told or _BRACKETED.search(line)):
            inside = "".join(_BRACKETED.findall(line)) if last else ""
            said = re.sub(r"[（()）]|单位:?|[,，].{1,6}$", "", inside)
            return unit, f"{told}{said}"[:_LONGEST]
    return "", ""


_LONGEST = 40
