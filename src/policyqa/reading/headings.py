"""Find the headings of official prose and give each piece the path of headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

PATH_CHARS = 40
"""Characters of a heading that go into a path."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第([一二三四五六七八九十百]{1,5}|\d{1,3})(?:部分|[章编篇])(?![及和的])")),
    (2, re.compile(r"第([一二三四五六七八九十百]{1,5}|\d{1,3})节(?![及和的])")),
    (3, re.compile(r"([一二三四五六七八九十]{1,3})、")),
    (4, re.compile(r"\(([一二三四五六七八九十]{1,3})\)")),
    (5, re.compile(r"第([一二三四五六七八九十百零]{1,7}|\d{1,3})条(?![及和的第款项、])")),
    (6, re.compile(r"(\d{1,2})[.、](?![\d%])")),
    (7, re.compile(r"\((\d{1,2})\)")),
)
_DASH = re.compile(r"-{1,2}(?=[㐀-鿿“])")
_LOST_DOT = re.compile(r"(\d{1,2})(?=[㐀-鿿])(?![年月日个家户万亿千百元人项名所次天季倍号度])")
_PLAN = r"[“\"]?十[一二三四五六七八]?五[”\"]?(?:时期|期间)?"
_YEAR_HEADING = re.compile(
    rf"(?:(?:{_PLAN})(?:和|及|以及|、|与))?\d{{4}}年.{{0,14}}(?:回顾|工作|任务|安排|重点|情况|目标|打算|要求)"
    rf"|(?:{_PLAN}|过去[一五]年|过去五年和\d{{4}}年|去年|今年|明年|下一步|下一年度|未来五年|今后五年|本届政府).{{0,20}}"
    r"(?:回顾|总结|成就|任务|安排|打算|目标|重点工作|主要工作|总体要求|思路)$"
    r"|(?:今年|全年|年度)?(?:政府|全[省市区县])?(?:工作|经济社会发展)的?(?:总体要求|主要(?:预期)?目标|目标任务|重点任务|主要任务|总体思路|工作回顾)"
    r"(?:和[一-鿿]{2,8})?$"
)
"""Lines without a number that head a part of a report."""
_END = re.compile(r"[。；;！!，,、]$")
_RUN_IN = re.compile(r"[。:：；;！!]")
_SPACED = re.compile(r"([^\s。，；：:,;]{2,24})\s{1,4}[^。]{8,600}[。:：]")
_COMMA = re.compile(r"[，,、]")
_LEAST_PROSE = 60
_MAX_HEADING = 60
_MAX_SENTENCE_HEADING = 24
"""A counted line that ends with 。 is a heading up to this length and without a comma, else a paragraph."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a line is as a heading: `rank` orders the styles (0 outermost), `number` counts in its style.

    `alone` is false where prose follows the heading in the same line; `title` is what goes into paths, "" for a
    counted paragraph without a heading, which only ends what stood open.
    """

    rank: int
    number: int
    title: str
    alone: bool


def chinese_number(text: str) -> int:
    """Read a counting numeral below a thousand (`十二`, `一百零三`, `12`).

    >>> chinese_number("二十一")
    21
    """
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for c in text:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(c, 0)
    return total + digit


def _run_in(line: str, start: int) -> tuple[str, bool]:
    """Part a run-in heading from its prose: the heading's text, and whether it stands alone."""
    spaced = _SPACED.match(line, start)
    if spaced is not None:
        return line[: spaced.end(1)], False
    stop = _RUN_IN.search(line, start, start + _MAX_HEADING + 1)
    if stop is not None and stop.end() < len(line):
        return line[: stop.start()], False
    if len(line) - start > _MAX_HEADING or (stop is not None and stop.group() not in ":：。"):
        return "", False
    if stop is not None and stop.group() == "。":
        short = stop.start() - start <= _MAX_SENTENCE_HEADING and not _COMMA.search(line, start)
        return (line[: stop.start()], True) if short else ("", False)
    return line, True


def mark_heading(line: str) -> Marked | None:
    """Tell whether a folded line starts with a heading's mark, and what heading it is."""
    for rank, pattern in _STYLES:
        found = pattern.match(line)
        if found is None:
            continue
        if rank == 5 and len(line) > found.end():
            return Marked(rank, chinese_number(found.group(1)), found.group(), False)
        number = chinese_number(found.group(1))
        title, alone = _run_in(line, found.end())
        if rank <= 2 and len(title) <= found.end():
            return Marked(rank, number, line[:PATH_CHARS], len(line) <= _MAX_HEADING)
        if len(title) <= found.end() or (rank >= 6 and alone and _END.search(line)):
            return Marked(rank, number, "", False) if len(line) > found.end() else None
        return Marked(rank, number, title[:PATH_CHARS], alone)
    dash = _DASH.match(line)
    if dash and len(line) <= 30 and not _RUN_IN.search(line) and not _END.search(line):
        return Marked(8, 0, line, True)
    return None


def _unmarked(line: str, before: str, after: str) -> Marked | None:
    """Tell whether a short line without a mark is a heading: prose ends before it and starts after it."""
    if (
        len(line) > 30
        or len(line) < 4
        or re.search(r"[。；;！!，,：:？?]", line)
        or not ((len(after) >= _LEAST_PROSE and "。" in after) or re.search(r"[一-鿿]{4}[:：]$", after))
    ):
        return None
    if _YEAR_HEADING.match(line) and re.search(r"[。!！:：]$", before):
        return Marked(0, 0, line, True)
    return None


def _lost_dot(line: str, previous: Marked | None) -> Marked | None:
    """Tell whether `2工业提级` continues a count of short headings `1.项目提速` whose dot was lost."""
    found = _LOST_DOT.match(line)
    if found is None or previous is None or previous.rank != 6 or not previous.alone or len(line) > 20:
        return None
    number = int(found.group(1))
    return Marked(6, number, line, True) if number == previous.number + 1 else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece's place among the headings; `level` is 0 for what is no heading of its own."""

    path: tuple[str, ...]
    level: int


def _open_under(stack: list[tuple[int, int, str]], mark: Marked, just_opened: bool) -> None:
    """Close the headings that a new one ends, then open it.

    A count that starts again right under a heading of the same style (`二、重点工作` / `一、推进招商`) is nested; it
    goes on in the deepest open count whose next number fits.
    """
    same = [i for i, (rank, _, _) in enumerate(stack) if rank == mark.rank]
    fits = [i for i in same if stack[i][1] + 1 == mark.number]
    if same and mark.number == 1 and just_opened and stack[-1][0] == mark.rank:
        keep = len(stack)
    elif fits:
        keep = fits[-1]
    elif same:
        keep = same[0]
    else:
        keep = next((i for i, (rank, _, _) in enumerate(stack) if rank > mark.rank), len(stack))
    del stack[keep:]
    if mark.title:
        stack.append((mark.rank, mark.number, mark.title))


def place_lines(lines: Sequence[str], levels: Sequence[int]) -> tuple[Placed, ...]:
    """Give each folded content line its path and level; `levels` are those that the format states (0 for none)."""
    stack: list[tuple[int, int, str]] = []
    placed: list[Placed] = []
    previous: Marked | None = None
    for i, line in enumerate(lines):
        if levels[i]:
            mark: Marked | None = Marked(levels[i] - 10, 0, line[:PATH_CHARS], True)
        else:
            mark = mark_heading(line) or _lost_dot(line, previous)
            if mark is None:
                mark = _unmarked(line, lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "")
        if mark is None:
            placed.append(Placed(tuple(title for _, _, title in stack), 0))
        else:
            _open_under(stack, mark, previous is not None and previous.alone)
            path = tuple(title for _, _, title in (stack[:-1] if mark.title else stack))
            placed.append(Placed(path, min(4, len(stack)) if mark.alone else 0))
        previous = mark
    return tuple(placed)
