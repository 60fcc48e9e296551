"""Numbers as official prose writes them, in digits or Chinese numerals, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_BLANKS = r"(?<=[一-鿿(:;、])(?<![表图件第条款项注附例号])[1-9]\d{0,2}(?: \d{3}){1,3}(?:\.\d{1,8})?(?=[一-鿿%‰])"
"""Thousands parted by blanks, right behind a word and before a unit (新建人才公寓3 200套): no cells of a row."""
_MIXED = r"\d{1,4}(?:亿\d{1,4}(?:千万|百万|万)|万(?:\d千(?:\d百)?|\d{4}(?!\d))|千\d百)(?![\d.])"
"""Parts in digits, each with its magnitude: 2万5千, 3亿5000万, 1亿3千万."""
DIGIT_NUMBER = (
    rf"(?:{_BLANKS}|{_MIXED}|\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,8}})?(?![\d,])|\d{{1,15}}(?:\.\d{{1,8}})?(?!\d))"
)
_CHINESE_DIGITS = "零〇一二两三四五六七八九十百"
_CHINESE_DIGIT = rf"(?:[{_CHINESE_DIGITS}]|千(?![伏瓦米克帕焦卡]))"
CHINESE_NUMBER = rf"{_CHINESE_DIGIT}{{1,9}}(?:[万亿]{_CHINESE_DIGIT}{{0,7}})?(?:点[零〇一二三四五六七八九]{{1,4}})?"
MAGNITUDE = r"(?:万亿|千亿|百亿|百万|千万|[万亿]|千(?![伏瓦米克帕焦卡])|百(?!分|年))"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def parse_chinese(text: str) -> Decimal | None:
    """Parse a Chinese numeral (`三千二百`, `二〇二四`, `十二点五`, `三点五亿`); None where it is none.

    >>> parse_chinese("一万二千")
    Decimal('12000')
    """
    whole, _, fraction = text.partition("点")
    tail = ""
    if fraction and fraction[-1] in _LARGE:
        fraction, tail = fraction[:-1], fraction[-1]
    number = _parse_whole(whole)
    if number is None or any(c not in _DIGITS for c in fraction) or (not fraction and "点" in text):
        return None
    value = Decimal(number)
    if fraction:
        value = Decimal(f"{number}.{''.join(str(_DIGITS[c]) for c in fraction)}")
    return value * _LARGE.get(tail, 1)


def _parse_whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit = 0
        elif c in _LARGE:
            total = (total + section + digit) * _LARGE[c] if section + digit or total else _LARGE[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


def magnitude(text: str) -> Decimal:
    """The factor that `万`, `亿`, `万亿`, `百万` … stand for; 1 for "".

    Raises:
        KeyError: a character is no magnitude.
    """
    factor = Decimal(1)
    for c in text:
        factor *= (_SMALL | _LARGE)[c]
    return factor


def parse_number(text: str) -> Decimal | None:
    """Parse a number in ASCII digits, commas or blanks between thousands, or in Chinese numerals; else None."""
    plain = text.replace(",", "").replace(" ", "")
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,8})?", plain):
        return Decimal(plain)
    if re.fullmatch(_MIXED, plain):
        parts = re.findall(rf"(\d+)({MAGNITUDE}?)", plain)
        return sum((Decimal(digits) * magnitude(size) for digits, size in parts), Decimal(0))
    return parse_chinese(text)


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `Decimal("1.750E+8")` gives "175000000"."""
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "0") else text
