"""Date lines: the lines of a document that say only who issued it and when."""

from __future__ import annotations

import re

from policyqa.reading.titles import BODY

_BODIES = rf"{BODY}(?: {BODY}){{0,4}}"
_MONTH = r"(?:(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})年\s?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
_DATE = rf"\(?{_MONTH}\s?(?:[\d一二三十]{{1,3}}日)?\)?"
_SIGNED = re.compile(rf"\s{{0,9}}{_BODIES}\s{{1,9}}{_DATE}\s{{0,9}}")
_BODY_ALONE = re.compile(rf"\s{{0,9}}{_BODIES}\s{{0,9}}")
_DATE_ALONE = re.compile(rf"\s{{0,9}}{_DATE}\s{{0,9}}")
_LONGEST = 90


def is_date_line(line: str, before: str = "") -> bool:
    """Tell whether a folded line is a date behind the body that issued it, in the same line or in the one `before`.

    >>> is_date_line("某市教育局 2024年2月"), is_date_line("2024年2月", "某市教育局")
    (True, True)
    >>> is_date_line("2024年2月", "大事记")
    False
    """
    if len(line) > _LONGEST or "年" not in line:
        return False
    if _SIGNED.fullmatch(line):
        return True
    return len(before) <= _LONGEST and bool(_DATE_ALONE.fullmatch(line) and _BODY_ALONE.fullmatch(before))


def without_date_lines(text: str) -> str:
    """Folded text without the lines that hold nothing but a date, or a date behind an issuer."""
    kept = (line for line in text.split("\n") if not (is_date_line(line) or _DATE_ALONE.fullmatch(line)))
    return "\n".join(kept)
