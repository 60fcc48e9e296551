"""The automatic numbers of Word paragraphs (一、 （一） 1.), which stand in no paragraph's own text."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCountingThousand"]
)


def chinese_count(number: int) -> str:
    """Write 1 to 99 as 一 to 九十九, others in digits.

    >>> chinese_count(1), chinese_count(10), chinese_count(21)
    ('一', '十', '二十一')
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _count(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese_count(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((96 if form == "lowerLetter" else 64) + number)
    return str(number)


class Numbering:
    """Counts a document's numbered paragraphs as they are met, in order."""

    def __init__(self, document: Any) -> None:
        """Read the document's definitions; a document without any numbers nothing."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            levels: dict[int, tuple[str, str, int]] = {}
            for level in abstract.iter(f"{_W}lvl"):
                depth, start = level.get(f"{_W}ilvl") or "", _value(level, "start")
                if depth.isdigit() and int(depth) < 9:
                    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
                    levels[int(depth)] = (_value(level, "numFmt"), _value(level, "lvlText")[:40], first)
            self._levels[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for number in root.iter(f"{_W}num"):
            self._abstract[number.get(f"{_W}numId") or ""] = _value(number, "abstractNumId")
        for style in document.styles.element.iter(f"{_W}style"):
            found = self._stated(style.find(f"{_W}pPr"))
            if found:
                self._styles[style.get(f"{_W}styleId") or ""] = found

    def _stated(self, properties: Any) -> tuple[str, int] | None:
        """The list and depth that paragraph properties state."""
        numbered = properties.find(f"{_W}numPr") if properties is not None else None
        if numbered is None:
            return None
        depth = _value(numbered, "ilvl")
        return _value(numbered, "numId"), int(depth) if depth.isdigit() and len(depth) == 1 else 0

    def mark(self, paragraph: Any) -> str:
        """The number before a paragraph (`一、`), counting it; "" for one without, and for bullets."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None or not self._abstract:
            return ""
        found = self._stated(properties) or self._styles.get(_value(properties, "pStyle"))
        if not found or found[0] not in self._abstract:
            return ""
        abstract = self._abstract[found[0]]
        levels = self._levels.get(abstract, {})
        form, pattern, first = levels.get(found[1], ("bullet", "", 1))
        counts = self._counts.setdefault(abstract, {})
        for deeper in [depth for depth in counts if depth > found[1]]:
            del counts[deeper]
        counts[found[1]] = counts.get(found[1], first - 1) + 1
        if form in ("bullet", "none", ""):
            return ""

        def written(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            own = levels.get(depth, ("decimal", "", 1))
            return _count(counts.get(depth, own[2]), own[0])

        return _PLACE.sub(written, pattern)
