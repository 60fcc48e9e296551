"""Find what is known of a document as a whole: from its markup, its fields, its first lines and its signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyqa.chinese.fold import fold_text
from policyqa.reading.manifest import Entry
from policyqa.reading.pieces import Stated
from policyqa.types import Metadata

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-年./]\s?(\d{1,2})(?:\s?[-月./]\s?(\d{1,2})(?!\d)日?|月)")
_CHINESE_DATE = re.compile(r"([二一][〇零○Oo0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo0", "0")
_FIELD = re.compile(
    r"(?<![㐀-鿿])(索\s{0,2}引\s{0,2}号|组配分类|主题分类|体裁分类|公文种类|发布机构|发布单位|发文机关|发文单位|制发机关|发布日期|发布时间|"
    r"发文日期|成文日期|生成日期|公开日期|名\s{0,4}称|标\s{0,4}题|文\s{0,4}号|发文字号|有\s?效\s?性|关键词|主题词|信息来源|来\s{0,2}源|稿源|"
    r"发布开发区|日\s{0,2}期|时\s{0,2}间|作\s{0,2}者|编\s{0,2}辑|责任编辑|点击(?:数|率)?|浏览(?:次数|量)|阅读|字体|字号)\s{0,3}[:：]"
)
_NUMBER = re.compile(r"[㐀-鿿]{2,12}(?:\([㐀-鿿]{1,4}\))?[〔\[(]\s?(?:19|20)\d\d\s?[〕\])]\s?第?\d{1,4}号")
_ORDER = re.compile(r"(?:19|20)\d\d年第\d{1,4}号|第\d{1,4}号")
_BODY = (
    r"[㐀-鿿]{2,40}(?:政府(?:办公[厅室])?|委员会(?:办公[厅室])?|办公[厅室]|管委会|指挥部(?:办公室)?|领导小组(?:办公室)?|[厅局部委署院]|"
    r"总局|分局|中心|总社|大队|支队|协会|红十字会|银行[㐀-鿿]{0,8}|监管局|税务局|组)"
)
_SIGNED = re.compile(rf"^({_BODY}(?:\s{{1,60}}{_BODY}){{0,5}})\s{{0,120}}(?=$|(?:19|20)\d\d年|二[〇零○])")
_TITLE_ISSUER = re.compile(
    rf"^(?:\([㐀-鿿]{{2,6}}\))?({_BODY})(?=关于|印发|转发|通告|公告|通知|令|工作报告|$)"
)
_REPORT = re.compile(r"((?:19|20)\d\d)年?.{0,20}(?:政府)?工作报告")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|年度)")
_TASK_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?.{0,10}(?:重点|主要|工作|任务|目标|安排|预期)")
_PAST = re.compile(r"回顾|总结|完成情况|以来|上年")
_NO_TITLE = re.compile(r"[。；;，,！!]$|^(?:各位|各[省市县区]|尊敬|来源|时间|日期|索引号|附件|\(\d{4}年)|[:：]$")
_SITE = re.compile(r"(?:网|论坛|门户|平台|首页|人民政府|频道)$")
_BRACKET_DATE = re.compile(r"\s?\(\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A folded line of a document: `content` is false for furniture and fields, `number` counts from 1."""

    text: str
    content: bool
    number: int


Found = dict[str, tuple[str, str]]
"""Value and how it was found, by the metadata's field."""


def iso_date(text: str) -> str:
    """Read the first date in a folded text as ISO (2021-02-27, 2021-02), "" where there is none.

    >>> iso_date("发表于 2021-2-27 11:51")
    '2021-02-27'
    """
    chinese = _CHINESE_DATE.search(text)
    if chinese is not None:
        from policyqa.reading.headings import chinese_number

        year = "".join(_DIGITS[c] for c in chinese.group(1))
        return f"{year}-{chinese_number(chinese.group(2)):02}-{chinese_number(chinese.group(3)):02}"
    for found in _DATE.finditer(text):
        year, month, day = found.group(1), int(found.group(2)), int(found.group(3) or 0)
        if 1 <= month <= 12 and day <= 31:
            return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return ""


def fields_of(line: str) -> dict[str, str]:
    """Read the fields of a folded line: `发布日期:2023-08-03 来源:某网` gives both; blanks in names are dropped."""
    marks = list(_FIELD.finditer(line))
    ends = [*(m.start() for m in marks[1:]), len(line)][: len(marks)]
    names = [re.sub(r"\s", "", m.group(1)) for m in marks]
    return {n: line[m.end() : e].strip(" |\t") for n, m, e in zip(names, marks, ends, strict=True)}


def _from_fields(lines: Sequence[Line], found: Found) -> None:
    """Take what field lines among the first 40 and last 5 lines state; the first of each counts."""
    wanted: Mapping[str, str] = {
        "名称": "title", "标题": "title", "发布机构": "issuer", "发布单位": "issuer", "发文机关": "issuer",
        "发文单位": "issuer", "制发机关": "issuer", "发布开发区": "issuer", "文号": "number", "发文字号": "number",
        "成文日期": "issued", "发文日期": "issued", "发布日期": "issued", "发布时间": "issued", "生成日期": "issued",
        "公开日期": "issued", "日期": "issued", "时间": "issued", "来源": "source", "信息来源": "source", "稿源": "source",
    }  # fmt: skip
    for line in [*lines[:40], *lines[40:][-5:]]:
        if line.content and not re.match(r"(?:来源|时间|日期)\s{0,2}[:：]", line.text):
            continue
        for name, value in fields_of(line.text).items():
            key = wanted.get(name, "")
            if key == "issued":
                value = iso_date(value)
            if key and value and len(value) <= 120 and key not in found:
                found[key] = (value, f"line {line.number}: {name}")


def _looks_like_title(text: str) -> bool:
    """Tell whether a folded content line may be a title."""
    return 4 <= len(text) <= 120 and not _NO_TITLE.search(text) and re.search(r"[㐀-鿿]{2}", text) is not None


def _title(lines: Sequence[Line], stated: Stated) -> tuple[str, str]:
    """Find the title where no field states it: markup, else the first content line that looks like one."""
    if stated.title:
        return stated.title, "markup"
    for line in [one for one in lines[:40] if one.content][:5]:
        if _looks_like_title(line.text):
            return line.text, f"line {line.number}"
    if stated.page_title:
        return stated.page_title, "page title"
    return "", ""


def _number(lines: Sequence[Line], title_at: int) -> tuple[str, str]:
    """Find the document's own number directly under its title."""
    under = [line for line in lines if line.content and line.number > title_at][:3]
    for line in under:
        hit = _NUMBER.match(line.text)
        if hit and len(line.text) - hit.end() <= 6:
            return hit.group(), f"line {line.number}"
    return "", ""


def _signature(lines: Sequence[Line], found: Found) -> None:
    """Read the issuing body and the date where the document's last lines are a signature."""
    content = [line for line in lines if line.content][-8:]
    for line in reversed(content):
        text = line.text if len(line.text) <= 160 else ""
        date = iso_date(text[-40:]) if len(text) <= 120 and re.search(r"日\)?$", text) else ""
        bare = re.sub(r"\s", "", text)
        if date and "issued" not in found and (len(bare) <= 14 or _SIGNED.match(text)):
            found["issued"] = (date, f"signature, line {line.number}")
        signed = _SIGNED.match(text)
        if signed and "issuer" not in found and "。" not in text and line.number > 2:
            found["issuer"] = (re.sub(r"\s{1,60}", " ", signed.group(1)), f"signature, line {line.number}")


def _issued_at_title(lines: Sequence[Line], title: str, title_at: int) -> tuple[str, str]:
    """Find a full date in the title or in the short lines under it (`(2021年12月29日)`, `2025年1月14日在…会议上`)."""
    if len(iso_date(title)) == 10:
        return iso_date(title), "title"
    for line in [one for one in lines if one.number > title_at][:5]:
        if len(line.text) <= 90 and len(iso_date(line.text)) == 10:
            return iso_date(line.text), f"line {line.number}"
    return "", ""


def _years(lines: Sequence[Line], title: str, issued: str) -> tuple[tuple[str, ...], str]:
    """Find the years that the document is about, the main one first.

    The title's year counts unless it is only a date; then the year whose tasks headings and sentences set most often
    (looking back does not count); then the year of issue.
    """
    bare = _BRACKET_DATE.sub("", title)
    named = [m.group(1) for m in _YEAR.finditer(bare)]
    if named:
        return tuple(dict.fromkeys(named)), "title"
    tasks: Counter[str] = Counter()
    for line in lines:
        if not line.content:
            continue
        for hit in _TASK_YEAR.finditer(line.text[:2000]):
            if not _PAST.search(hit.group()):
                tasks[hit.group(1)] += 5 if len(line.text) <= 40 else 1
        start = re.match(r"(?:到)?(20\d\d)年,", line.text)
        if start:
            tasks[start.group(1)] += 2
    usable = [y for y, n in tasks.most_common() if n >= 2 and (not issued or int(issued[:4]) <= int(y) <= int(issued[:4]) + 1)]
    if usable:
        return tuple(usable[:1]), "tasks"
    return ((issued[:4],), "date issued") if issued else ((), "")


def find_metadata(lines: Sequence[Line], stated: Stated, entry: Entry) -> Metadata:
    """Find a document's metadata; what the manifest's entry states overrules everything.

    Args:
        lines: all lines of the document, folded, furniture included.
        stated: what the file's own markup states.
        entry: what the manifest states; {} for nothing.

    Returns:
        The metadata; `found` says of each field that is not empty how it was found.
    """
    found: Found = {}
    for key in ("issuer", "source", "number"):
        if value := getattr(stated, key):
            found[key] = (value, "markup")
    if issued := iso_date(stated.issued):
        found["issued"] = (issued, "markup")
    _from_fields(lines, found)
    if "title" not in found:
        found["title"] = _title(lines, stated)
    if "title" in entry:
        found["title"] = (str(entry["title"]), "manifest")
    title = found["title"][0]
    title_at = next((one.number for one in lines if one.content and one.text == title), 0)
    if "issued" not in found:
        found["issued"] = _issued_at_title(lines, title, title_at)
        if not found["issued"][0]:
            del found["issued"]
    if "number" not in found:
        found["number"] = _number(lines, title_at)
    own = _TITLE_ISSUER.match(title)
    if "issuer" not in found and own:
        found["issuer"] = (own.group(1), "title")
    _signature(lines, found)
    for key, field in (("issuer", "issuer"), ("source", "source"), ("number", "number"), ("date", "issued")):
        if key in entry:
            found[field] = (str(entry[key]), "manifest")
    issued = found.get("issued", ("", ""))[0]
    years, how = _years(lines, title, issued)
    if "years" in entry:
        years, how = tuple(entry["years"]), "manifest"
    texts = {k: v for k, (v, _) in found.items()}
    reasons = [(k, why) for k, (v, why) in sorted(found.items()) if v]
    return Metadata(
        title=texts.get("title", ""),
        issuer=texts.get("issuer", ""),
        number=texts.get("number", ""),
        issued=issued,
        source=texts.get("source", ""),
        years=years,
        found=tuple(reasons + ([("years", how)] if years else [])),
    )


def fold_line(text: str) -> str:
    """Fold a line for recognition: at most its first 2,000 characters, blanks around it dropped."""
    return fold_text(text[:2000]).strip()
