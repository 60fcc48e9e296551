"""Find the year of a document that states none: by the dates it mentions, its file's name, and its folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from policyqa.chinese.fold import fold_text
from policyqa.reading.titles import Line

ASSUMED = ("file name", "folder", "text")
"""Ways of finding a year that are evidence only: an answer that rests on them must say so."""

_MENTION = re.compile(
    r"(?<![\d-])((?:19|20)\d\d)年(?:(?:1[01]|0?[1-9])月|12月\d|上半年|[一二三]季度|前[一二三四五六七八九十\d]{1,2}个?(?:月|季度)|春[节运])"
)
"""A year with a part of it that news speaks of while it lasts or soon after."""
_NOT_NOW = re.compile(r"(?:(?<!截)[到至]|(?<!来)自|从|-|~|[《“(][^》”)]{0,60})\s?$")
"""What stands before a date that lies ahead, or that begins a term, or that belongs to another document's name."""
_FILE_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?:[tT]|[PpWw]0)?((?:19|20)\d\d)[-_.年]?(?:1[0-2]|0?[1-9])[-_.月]?(?:3[01]|[12]\d|0?[1-9])(?=\D|$|\d{6,})"
)
"""A day in a file's name, also as sites name their pages and attachments (t20200213_1, P0202002131234567)."""
_YEAR = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?![0-9A-Za-z])")
_RANGE = re.compile(r"(?:19|20)\d\d年?\s?[-—–~～至到]\s?(?:(?:19|20)\d\d|1[3-9]|[2-9]\d)(?!\d)")
_OF_SAVING = re.compile(
    r"下载|备份|导出|抓取|采集|整理|扫描|归档|download|backup|export|crawl|dump|snapshot|scan", re.I
)
"""A folder whose year is that in which somebody saved its files."""
_OPENING = 120
_LINES = 400


def find_year(path: str, lines: Sequence[Line], title: frozenset[int]) -> tuple[str, str]:
    """The year of a document whose title, fields and signature give none, and how it was found; "" where unclear.

    The year of the latest date that the text mentions counts where the file's name or a folder says the same. Either
    alone is an assumption (`ASSUMED`): the text's only where it opens with that date or names that year twice. A file
    is not taken to be older than what it speaks of.

    Args:
        path: the document's path below the corpus folder.
        lines: all lines of the document, folded.
        title: the numbers of the lines that the title stands on.
    """
    filed, how = _filed(path)
    body = [line.text for line in lines[:_LINES] if line.content and line.number not in title]
    named = [(nth, at, year) for nth, text in enumerate(body) for at, year in _mentions(text)]
    latest = max((year for _, _, year in named), default="")
    if latest and latest == filed:
        return filed, f"text and {how}"
    if filed:
        return (filed, how) if latest < filed else ("", "")
    first = next((nth for nth, text in enumerate(body) if len(text) >= 30), 0)
    opens = any(nth <= first and at < _OPENING and year == latest for nth, at, year in named)
    if opens or sum(year == latest for _, _, year in named) > 1:
        return latest, "text"
    return "", ""


def _mentions(text: str) -> list[tuple[int, str]]:
    """The years with a part of them that a line speaks of as present or past, with their offsets."""
    return [
        (m.start(), m.group(1))
        for m in _MENTION.finditer(text)
        if not _NOT_NOW.search(text[max(0, m.start() - 64) : m.start()])
    ]


def _filed(path: str) -> tuple[str, str]:
    """The year that the file's name, else the innermost folder that names one, gives."""
    pure = PurePosixPath(path)
    name = fold_text(pure.stem)
    if dated := _FILE_DATE.search(name):
        return dated.group(1), "file name"
    if year := _only_year(name):
        return year, "file name"
    for part in reversed(pure.parts[:-1]):
        folder = fold_text(part)
        if _YEAR.search(folder) or _RANGE.search(folder):
            return _only_year(folder), "folder"
    return "", ""


def _only_year(name: str) -> str:
    """The one year that a name holds, "" for none, several, a span of years, or the year of saving."""
    years = set(_YEAR.findall(name))
    return years.pop() if len(years) == 1 and not _RANGE.search(name) and not _OF_SAVING.search(name) else ""
