"""Read dates and signatures of documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyqa.reading.titles import BODY, Line

_NUMERALS = "〇零○Oo0一二三四五六七八九"
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})(?!\d)(?!\s?(?:月|[-~至到]\s?\d{1,2}月))日?)?"
    r"|\s?[-./年]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?!\d|\s?月))"
)
"""A day or a month; the months of 2024年7-12月 are none."""
_CHINESE_DATE = re.compile(
    rf"([二一][{_NUMERALS}]{{3}})年([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})日)?"
)
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo0", "0")
_ONE_DATE = (
    rf"(?:(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?|"
    rf"[二一][{_NUMERALS}]{{3}}年[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)"
)
_REST = r"(?: ?\(.{0,60}\)| ?责任编辑.{0,20})?"
_SIGNED = re.compile(rf"({BODY}(?: {BODY}){{0,5}})(?: ?({_ONE_DATE}){_REST})?")
_DATE_LINE = re.compile(rf"\(?({_ONE_DATE})\)?{_REST}")
_MAX_SIGNATURE = 200


def _chinese(text: str) -> int:
    """Read 一 to 三十一."""
    tens, found, ones = text.rpartition("十")
    value = int(_DIGITS[ones]) if ones else 0
    return value + (10 * int(_DIGITS[tens]) if tens in _DIGITS else 10 if found else 0)


def iso_date(text: str) -> str:
    """Read the first date in a folded text as ISO (2021-02-27, 2021-02), "" where there is none.

    >>> iso_date("发表于 2021-2-27 11:51"), iso_date("二〇二〇年二月十一日")
    ('2021-02-27', '2020-02-11')
    """
    chinese = _CHINESE_DATE.search(text)
    if chinese is not None:
        year = "".join(_DIGITS[c] for c in chinese.group(1))
        month = f"{year}-{_chinese(chinese.group(2)):02}"
        return f"{month}-{_chinese(chinese.group(3)):02}" if chinese.group(3) else month
    for found in _DATE.finditer(text):
        number, day = int(found[2] or found[4]), int(found[3] or found[5] or 0)
        if 1 <= number <= 12 and day <= 31:
            return f"{found[1]}-{number:02}-{day:02}" if day else f"{found[1]}-{number:02}"
    return ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a document and when; "" for what is not there. `number` is the line that it ends on."""

    issuer: str
    issued: str
    number: int


def _signatures(lines: Sequence[Line]) -> list[Signature]:
    """All signatures: a body with a date behind it, in one line or two."""
    found: list[Signature] = []
    body = ""
    for line in lines:
        text = re.sub(r"\s{1,400}", " ", line.text[:600])
        if len(text) > _MAX_SIGNATURE or not line.content:
            body = ""
            continue
        dated = _DATE_LINE.fullmatch(text)
        signed = None if dated else _SIGNED.fullmatch(text)
        before = f"{body} " if body and line.same_line else ""
        if dated and body:
            found.append(Signature(body, iso_date(text), line.number))
        elif signed and signed.group(2):
            found.append(Signature(before + signed.group(1), iso_date(text), line.number))
        body = before + signed.group(1) if signed and not signed.group(2) else ""
    return found


def find_signature(lines: Sequence[Line], issuer: str) -> Signature:
    """Find the document's own signature; of several (documents passed on) the first by `issuer`, else the last.

    A date alone counts where it is among the last six content lines, a body alone where it is the last of all and
    prose ends before it.
    """
    found = _signatures(lines[2:])
    own = [s for s in found if issuer and (issuer in s.issuer or s.issuer in issuer)]
    if own or found:
        return own[0] if own else found[-1]
    content = [line for line in lines[2:] if line.content]
    for line in reversed(content[-6:]):
        if _DATE_LINE.fullmatch(re.sub(r"\s{1,400}", " ", line.text[:600])):
            return Signature("", iso_date(line.text), line.number)
    if len(content) > 1 and content[-2].text.endswith(("。", ")")) and _SIGNED.fullmatch(content[-1].text):
        return Signature(content[-1].text, "", content[-1].number)
    return Signature("", "", 0)
