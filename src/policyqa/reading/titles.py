"""Find a document's title among its first lines, and the lines it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

BODY = (
    r"[㐀-鿿]{2,40}?(?:政府(?:办公[厅室])?|委员会(?:办公[厅室])?|办公[厅室]|管委会|指挥部(?:办公室)?|领导小组(?:办公室)?|"
    r"[厅局部委署院]|总局|分局|中心|总社|大队|支队|协会|红十字会|银行[㐀-鿿]{0,8}|监管局|税务局|[小专]组|兵团|公司)"
)
"""A body that issues documents, by the ending of its name; as short as the rest of the pattern allows."""

_BARE_BODY = re.compile(rf"{BODY}(?: {BODY}){{0,4}}")
_KIND = (
    r"(?:通知|公告|通告|决定|意见|函|批复|办法|方案|规划|措施|规定|细则|条例|公报|报告|指引|指南|解读|要点|清单|"
    r"一览表|分解表|令)"
)
_COMPLETE = re.compile(rf"{_KIND}(?:\(.{{1,20}}\))?$")
_COLUMN = re.compile(
    r"(?:通知公告|公示公告|最新文件|最新公开|政策解读|政策文件|政策法规|规范性文件|政府文件|部门文件|部门解读|工作动态|新闻动态|要闻动态|"
    r"时政要闻|政务动态|信息公开|政府信息公开|首页|正文|新闻|要闻|公告|解读)"
)
_NO_TITLE = re.compile(
    r"。|[；;，,]$|^[一二三四五六七八九十]{1,3}、|^(?:各位|各[省市县区镇州单部]|尊敬|广大|来源|时间|日期|索引号|附件|\(?(?:19|20)\d\d年\d{1,2}月\d{1,2}日)|[:：]$|"
    r"\d{4}-\d{1,2}-\d{1,2}"
)
_NO_SUBTITLE = re.compile(
    r"[。；;:：，,]|记者|^新华社|[讯电](?:\s|\(|$)|^(?:各[省市县区镇州单部位]|尊敬|广大|原标题|导读|■)|号$|^[一二三]、|^\(|^\d{1,2}[.、]"
)
_SPREAD = re.compile(r"[㐀-鿿](?:\s{1,4}[㐀-鿿]){1,5}")
_NUMBER_BEHIND = re.compile(
    r"(?<=通知|公告|通告|决定|意见|批复|办法|方案|规划|措施)[㐀-鿿]{2,10}[〔\[(](?:19|20)\d\d[〕\])]\d{1,4}号$"
)
_OFFICE_ENDS = ("办公室", "办公厅", "政府", "局", "厅", "委员会", "部")
_MAX_JOINED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A folded line of a document.

    Attributes:
        text: the folded text, at most its first 2,000 characters.
        content: false for furniture and fields.
        number: counts from 1.
        same_line: only blanks part it from the line before.
        row: it is a table's row.
    """

    text: str
    content: bool
    number: int
    same_line: bool = False
    row: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title as found; `numbers` are the lines that it stands on, `how` says how it was found."""

    text: str
    how: str
    numbers: frozenset[int] = frozenset()


def tight(text: str) -> str:
    """A text without blanks, to compare titles by."""
    return re.sub(r"\s", "", text)


def _may_be_title(text: str) -> bool:
    """Tell whether a line may be a title by its form."""
    if _SPREAD.fullmatch(text):
        return True
    return 4 <= len(text) <= 120 and not _NO_TITLE.search(text) and re.search(r"[㐀-鿿]{2}", text) is not None


def _alike(one: str, other: str) -> bool:
    """Tell whether two lines share more than half of the shorter one's character pairs."""
    pairs = [{t[i : i + 2] for i in range(len(t) - 1)} for t in (one, other)]
    return len(pairs[0] & pairs[1]) * 2 > min(map(len, pairs))


def _goes_on(so_far: str, line: Line) -> bool:
    """Tell whether a line continues the title: a subtitle in the same line, or the rest of an official title."""
    text = _NUMBER_BEHIND.sub("", line.text)
    if _COMPLETE.search(so_far) or len(tight(so_far)) + len(tight(text)) > 2 * _MAX_JOINED:
        return False
    if re.match(r"关于|转发|印发", text) and _BARE_BODY.fullmatch(so_far):
        return True
    if _alike(so_far, text) and not so_far.endswith(_OFFICE_ENDS):
        return False
    if len(text) <= _MAX_JOINED and _COMPLETE.search(text) and not _NO_SUBTITLE.search(text):
        return line.same_line or ("关于" in so_far and "关于" not in text)
    if not line.same_line:
        return False
    return len(so_far) + len(text) < _MAX_JOINED and not _NO_SUBTITLE.search(text) and not _NO_TITLE.search(text)


def _is_column(line: Line, following: Line | None) -> bool:
    """Tell whether a line names a column of the site or the site's owner, and the title comes after it."""
    if following is None:
        return False
    if _COLUMN.fullmatch(line.text):
        return True
    after = following.text
    return _BARE_BODY.fullmatch(line.text) is not None and _COLUMN.fullmatch(after) is not None


def _from_lines(lines: Sequence[Line]) -> Title | None:
    """Find the title among the first content lines."""
    first = [line for line in lines[:60] if line.content and not line.row][:8]
    for i, line in enumerate(first[:6]):
        following = first[i + 1] if i + 1 < len(first) else None
        short = following is not None and following.same_line and len(line.text) <= 4
        if not (_may_be_title(line.text) or short) or _is_column(line, following):
            continue
        text, numbers = _NUMBER_BEHIND.sub("", line.text), [line.number]
        if _SPREAD.fullmatch(text):
            return Title(tight(text), f"line {line.number}", frozenset(numbers))
        if short and following is not None and not _goes_on(text, following):
            continue
        for more in first[i + 1 :]:
            if not _goes_on(text, more):
                break
            text += (" " if more.same_line else "") + _NUMBER_BEHIND.sub("", more.text)
            numbers.append(more.number)
        return Title(text, f"line {line.number}", frozenset(numbers))
    return None


def _standing_on(lines: Sequence[Line], text: str) -> frozenset[int]:
    """The first content line that a title known from elsewhere stands on, if any."""
    wanted = tight(text)
    free = [line for line in lines[:80] if line.content and not line.row]
    return frozenset([line.number for line in free if tight(line.text) == wanted][:1])


def _first_words(lines: Sequence[Line]) -> Title:
    """The first words of the content, where nothing looks like a title."""
    content = [line.text for line in lines if line.content]
    text = next((text for text in content if len(text) >= 20), content[0] if content else "")
    return Title(re.split(r"[。；;]", text, maxsplit=1)[0][:40], "first words" if text else "")


def find_title(lines: Sequence[Line], stated: str, page_title: str) -> Title:
    """Find the title: as the page's fields or markup state it, else the first line that looks like one.

    Args:
        lines: the document's lines from its start, furniture included.
        stated: the title as a field (名称) or markup gives it, "" for none.
        page_title: the browser's title, for where no line will do; "" for none.

    Returns:
        The title; its text is "" only for a document without content.
    """
    if stated:
        return Title(stated, "stated", _standing_on(lines, stated))
    found = _from_lines(lines)
    if found is not None:
        return found
    if len(page_title) >= 4:
        return Title(page_title, "page title", _standing_on(lines, page_title))
    return _first_words(lines)
