"""Find what is known of a document as a whole: from its markup, its fields, its first lines and its signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from policyqa.reading.date_lines import is_date_line
from policyqa.reading.dates import find_signature, iso_date
from policyqa.reading.dating import find_year
from policyqa.reading.manifest import Entry
from policyqa.reading.pieces import Stated
from policyqa.reading.titles import BODY, Line, Title, find_title, tight
from policyqa.types import Metadata

_FIELD = re.compile(
    r"(?<![㐀-鿿])(索\s{0,2}引\s{0,2}号|组配分类|主题分类|体裁分类|公文种类|发布机构|发布单位|发文机关|发文单位|"
    r"制发机关|发布日期|发布时间|发文日期|成文日期|生成日期|公开日期|名\s{0,4}称|标\s{0,4}题|文\s{0,4}号|发文字号|"
    r"有\s?效\s?性|关键词|主题词|信息来源|来\s{0,2}源|稿源|发布开发区|日\s{0,2}期|时\s{0,2}间|作\s{0,2}者|"
    r"编\s{0,2}辑|责任编辑|点击(?:数|率)?|浏览(?:次数|量)|阅读|字体|字号)\s{0,3}[:：]"
)
_WANTED: Mapping[str, tuple[str, ...]] = {
    "title": ("名称", "标题"),
    "issuer": ("发布机构", "发布单位", "发文机关", "发文单位", "制发机关", "发布开发区"),
    "number": ("文号", "发文字号"),
    "issued": ("成文日期", "发文日期", "发布日期", "发布时间", "生成日期", "公开日期", "日期", "时间"),
    "source": ("来源", "信息来源", "稿源"),
    "validity": ("有效性",),
}
_KEY_OF = {name: key for key, names in _WANTED.items() for name in names}
_POSTED = re.compile(r"发表于\s{0,3}(\d{4}[-年./]\d{1,2}[-月./]\d{1,2})")
_NUMBER = re.compile(r"[㐀-鿿]{2,12}(?:\([㐀-鿿]{1,4}\))?[〔\[(]\s?(?:19|20)\d\d\s?[〕\])]\s?第?\d{1,4}号")
_TITLE_ISSUER = re.compile(
    rf"(?:\([㐀-鿿]{{2,6}}\))?({BODY}(?: {BODY}){{0,4}})(?=关于|印发|转发|通告|公告|通知|公示|令|工作报告)"
)
_PLACE_REPORT = re.compile(r"(?:\d{4}年)?([㐀-鿿]{2,20}?(?:自治区|[省市县区州旗]))(?:人民)?政府工作报告")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|年度|政府工作报告)")
_TASK_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?.{0,10}?(?:重点|主要|工作|任务|目标|安排|预期)")
_PAST = re.compile(r"回顾|总结|完成情况|以来|上年")
_DATELINE = re.compile(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:专?电|讯)")
_DATELINE_LINES = 4
_MAX_DATELINE = 200
_AIMED_AT = re.compile(r"(?<!\d)(?<!\d年)[到至]$")
"""What stands before a year that a title looks ahead to (到2026年建成…); the end of a span (2021至2025年) is none."""
_TO_COME = re.compile(r"(?:(?<!截)[到至]|自)\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
"""A day up to which, or from which on, something holds."""
_BRACKET_DATE = re.compile(r"\s?\(?\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?\)?")

_VALIDITY = re.compile(
    r"(征求意见稿|送审稿|草案|讨论稿)|(?:已|全文|现已?)(?:宣布)?(废止|失效)|(?<!\S)(?:\(|\[)?(废止|失效)(?:\)|\])"
)
_IN_FORCE = re.compile(r"(?:现行|继续|全文)?有效")
_VALIDITY_LINES = 12

Found = dict[str, tuple[str, str]]
"""Value and how it was found, by the metadata's field."""


def fields_of(line: str) -> dict[str, str]:
    """Read the fields of a folded line, blanks in their names dropped; the first of each name counts.

    >>> fields_of("发布日期:2023-08-03 来 源:某网")
    {'发布日期': '2023-08-03', '来源': '某网'}
    """
    marks = list(_FIELD.finditer(line))
    ends = [*(m.start() for m in marks[1:]), len(line)][: len(marks)]
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        found.setdefault(re.sub(r"\s", "", mark.group(1)), line[mark.end() : end].strip(" |\t"))
    return found


def _from_fields(lines: Sequence[Line]) -> Found:
    """Take what field lines among the first 40 and last 5 lines state; the first of each counts."""
    found: Found = {}
    for line in [*lines[:40], *lines[40:][-5:]]:
        if line.content:
            continue
        posted = _POSTED.search(line.text)
        if posted:
            found.setdefault("issued", (iso_date(posted.group(1)), f"line {line.number}: 发表于"))
        for name, value in fields_of(line.text).items():
            key = _KEY_OF.get(name, "")
            if key == "issued":
                value = iso_date(value)
            if key and value and len(value) <= 120:
                found.setdefault(key, (value, f"line {line.number}: {name}"))
    return found


def _validity(lines: Sequence[Line], title: Title) -> tuple[str, str]:
    """Find whether the document is a draft or no longer in force, as its title or a short line at its head says."""
    if said := _VALIDITY.search(title.text):
        return next(filter(None, said.groups())), "title"
    for line in lines[:_VALIDITY_LINES]:
        if len(line.text) <= 30 and line.number not in title.numbers and (said := _VALIDITY.search(line.text)):
            if re.match(r"关于|对|《", line.text) or "通知" in line.text:
                continue  # speaks of another document
            return next(filter(None, said.groups())), f"line {line.number}"
    return "", ""


def _number(lines: Sequence[Line], title: Title) -> tuple[str, str]:
    """Find the document's own number behind its title or directly under it."""
    last = max(title.numbers, default=0)
    for line in [one for one in lines if one.content and one.number >= last][:5]:
        hit = _NUMBER.search(line.text) if line.number == last else _NUMBER.match(line.text)
        if hit and len(line.text) - hit.end() <= 6 and len(line.text) < 160:
            number = hit.group()
            if line.number == last:
                number = re.sub(r"^.{0,12}(?:通知|公告|通告|决定|意见|函|批复)", "", number)
            return number, f"line {line.number}"
    return "", ""


def _issued_at_title(lines: Sequence[Line], title: Title) -> tuple[str, str]:
    """Find a full date in the title or in the short lines under it (`(2021年12月29日)`, `2025年1月14日在…会议上`).

    A month counts behind its issuer only (`某市教育局 2024年2月`).
    """
    if len(iso_date(title.text)) == 10:
        return iso_date(title.text), "title"
    last = max(title.numbers, default=0)
    before = ""
    for line in [one for one in lines if one.number > last][:5]:
        said = _TO_COME.sub("", line.text)
        if len(line.text) <= 90 and (len(iso_date(said)) == 10 or is_date_line(line.text, before)):
            return iso_date(said), f"line {line.number}"
        before = line.text.strip() or before
    return "", ""


def _issuer_in_title(title: str) -> str:
    """The body that a title names as the author, "" where it names none; a place's work report is its government's."""
    report = _PLACE_REPORT.match(title)
    if report:
        return f"{report.group(1)}人民政府"
    own = _TITLE_ISSUER.match(title)
    return own.group(1) if own else ""


def _years(lines: Sequence[Line], title: str, issued: str) -> tuple[tuple[str, ...], str]:
    """Find the years that the document is about, the main one first.

    The title's year counts unless it is only a date; then the year whose tasks headings and sentences set most often
    (looking back does not count); then the year of issue.
    """
    undated = _BRACKET_DATE.sub("", title)
    named = [m.group(1) for m in _YEAR.finditer(undated) if not _AIMED_AT.search(undated[: m.start()])]
    if named:
        return tuple(dict.fromkeys(named)), "title"
    tasks: Counter[str] = Counter()
    for line in (one for one in lines if one.content):
        for hit in _TASK_YEAR.finditer(line.text):
            if not _PAST.search(line.text, hit.start(), hit.end() + 8):
                tasks[hit.group(1)] += 5 if len(line.text) <= 40 else 1
        start = re.match(r"(20\d\d)年,", line.text)
        if start:
            tasks[start.group(1)] += 2
    base = int(issued[:4]) if issued else 0
    usable = [y for y, n in tasks.most_common() if n >= 2 and (not base or base <= int(y) <= base + 1)]
    if usable:
        return tuple(usable[:1]), "tasks"
    return ((issued[:4],), "date issued") if issued else ((), "")


def _in_force(value: str) -> str:
    """A field's value in one of the usual words, "" where it says something else.

    >>> _in_force("有效"), _in_force("已废止"), _in_force("-")
    ('现行有效', '废止', '')
    """
    said = re.search(r"废止|失效|无效", value)
    if said:
        return "失效" if said.group() == "无效" else said.group()
    return "现行有效" if _IN_FORCE.fullmatch(value.strip()) else ""


def _fill_dates(found: Found, lines: Sequence[Line], title: Title) -> None:
    """Add the date of issue from title or signature, the issuer from title or signature, the year from the number."""
    issuer = _issuer_in_title(title.text)
    signature = find_signature(lines, issuer)
    if issuer:
        found.setdefault("issuer", (issuer, "title"))
    if signature.issuer:
        found.setdefault("issuer", (signature.issuer, f"signature, line {signature.number}"))
    at_title = _issued_at_title(lines, title)
    if at_title[0]:
        found.setdefault("issued", at_title)
    if signature.issued:
        found.setdefault("issued", (signature.issued, f"signature, line {signature.number}"))
    for line in [one for one in lines if one.content][:_DATELINE_LINES]:
        if dateline := _DATELINE.search(line.text[:_MAX_DATELINE]):
            found.setdefault("issued", (iso_date(dateline.group(1)), f"line {line.number}: 电头"))
    year = re.search(r"(?:19|20)\d\d", found.get("number", ("", ""))[0])
    if year:
        found.setdefault("issued", (year.group(), "number"))


def find_metadata(lines: Sequence[Line], stated: Stated, entry: Entry, path: str = "") -> tuple[Metadata, Title]:
    """Find a document's metadata; what the manifest's entry states overrules everything.

    Args:
        lines: all lines of the document, folded, furniture included.
        stated: what the file's own markup states.
        entry: what the manifest states; {} for nothing.
        path: the document's path below the corpus folder, whose names may tell its year; "" for none.

    Returns:
        The metadata without region, whose `found` says of each field that is not empty how it was found; and the
        title as the document itself has it, which the manifest's may differ from.
    """
    found = _from_fields(lines)
    for key in ("issuer", "source", "number", "title"):
        if value := getattr(stated, key):
            found[key] = (value, "markup")
    if issued := iso_date(stated.issued):
        found["issued"] = (issued, "markup")
    title = find_title(lines, found.get("title", ("", ""))[0], stated.page_title)
    found.setdefault("title", (title.text, title.how))
    if "validity" in found:
        found["validity"] = (_in_force(found["validity"][0]), found["validity"][1])
    if not found.get("validity", ("", ""))[0]:
        found["validity"] = _validity(lines, title)
    if "number" not in found:
        found["number"] = _number(lines, title)
    _fill_dates(found, lines, title)
    for key in ("title", "issuer", "source", "number", "date", "validity"):
        if key in entry:
            found["issued" if key == "date" else key] = (str(entry[key]), "manifest")
    issued = found.get("issued", ("", ""))[0]
    named, from_where = found["title"]
    found_years, how = _years(lines, named if from_where != "first words" else "", issued)
    if not found_years:
        year, how = find_year(path, lines, title.numbers)
        found_years = (year,) if year else ()
    if "years" in entry:
        found_years, how = tuple(entry["years"]), "manifest"
    reasons = [(key, why) for key, (value, why) in sorted(found.items()) if value]
    texts = {key: value for key, (value, _) in found.items()}
    metadata = Metadata(**texts, years=found_years, found=(*reasons, *([("years", how)] if found_years else [])))
    return metadata, title


def repeats_title(line: str, title: Title, own: str) -> bool:
    """Tell whether a line only says the title again; `own` is the title as the metadata has it."""
    return bool(line) and tight(line) in (tight(title.text), tight(own))
