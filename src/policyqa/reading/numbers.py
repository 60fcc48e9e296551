"""Show a spreadsheet's values as the spreadsheet shows them: percents, thousands, decimals, dates."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_LITERAL = re.compile(r'"([^"]{0,100})"|\\(.)|_.|\*.|\[[^\]]{0,40}\]')
_PLACES = re.compile(r"[#0?,]{1,40}(?:\.([0#?]{1,30})(,{0,4}))?")
_DATE_TOKEN = re.compile(
    r'"([^"]{0,40})"|\\(.)|\[[^\]]{0,40}\]|AM/PM|上午/下午|y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|.', re.I
)
_YEAR_MONTH, _MONTH_DAY, _WHOLE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_BUILTIN_DATES = (
    dict.fromkeys((27, 36, 50, 52, 55, 57), _YEAR_MONTH)
    | dict.fromkeys((28, 29, 51, 53, 54, 56, 58), _MONTH_DAY)
    | {30: "m-d-yy", 31: _WHOLE}
)
"""Formats of the Chinese Excel that a file names by number only (ECMA-376 part 1, 18.8.30, zh-cn)."""


def builtin_date_format(number: int) -> str:
    """The date format behind a number that only the Chinese Excel knows, "" for any other."""
    return _BUILTIN_DATES.get(number, "")


def _general(value: float) -> str:
    """A number without a format: up to ten significant digits, as a cell shows it."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.6g}"
    text = f"{value:.10g}"
    return text if "e" not in text else f"{Decimal(text):f}"[:20]


def show_number(value: float, code: str) -> str:
    """Show a number by its format code.

    >>> show_number(0.09, "0%"), show_number(1234.5, "#,##0.00"), show_number(-3, '0"亿元";-0"亿元"')
    ('9%', '1,234.50', '-3亿元')
    """
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    own_sign = section is not sections[0]
    if section.strip().lower() in ("", "general", "@"):
        return _general(value)
    bare = _LITERAL.sub("", section)
    places = _PLACES.search(bare)
    if places is None or "e+" in bare.lower() or "/" in bare or "#" + "?" in bare:
        return _general(value)
    number = abs(value) if own_sign else value
    percent = bare.count("%")
    try:
        exact = Decimal(repr(number)) * (Decimal(100) ** percent)
        scaled = places.group().split(".")[0]
        exact /= Decimal(1000) ** (len(scaled) - len(scaled.rstrip(",")) + len(places.group(2) or ""))
        decimals = places.group(1) or ""
        rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except (InvalidOperation, ValueError):
        return _general(value)
    text = f"{rounded:{',' if ',' in scaled.rstrip(',') else ''}.{len(decimals)}f}"
    if decimals.endswith(("#", "?")):
        keep = len(decimals.rstrip("#?"))
        whole, _, fraction = text.partition(".")
        fraction = fraction[:keep] + fraction[keep:].rstrip("0")
        text = f"{whole}.{fraction}" if fraction else whole
    return _around(section, text, own_sign)


def _around(section: str, number: str, own_sign: bool) -> str:
    """Put the section's literals before and behind the number; where it has a sign of its own, that stands."""
    out: list[str] = []
    at, placed = 0, False
    while at < len(section):
        literal = _LITERAL.match(section, at)
        digits = None if placed else _PLACES.match(section, at)
        if literal is not None:
            out.append(literal.group(1) or literal.group(2) or "")
            at = literal.end()
        elif digits is not None:
            out.append(number)
            at, placed = digits.end(), True
        else:
            character = section[at]
            out.append(character if character not in "#0?," else "")
            at += 1
    text = "".join(out).strip()
    return text.lstrip("+") if own_sign else text


def show_date(value: datetime.datetime | datetime.date | datetime.time, code: str) -> str:
    """Show a date by its format code; one that is not understood gives the ISO form.

    >>> show_date(datetime.date(2023, 8, 3), 'yyyy"年"m"月"')
    '2023年8月'
    """
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    out: list[str] = []
    after_hour = False
    for token in _DATE_TOKEN.finditer(code.split(";")[0]):
        text = token.group()
        lower = text.lower()
        if token.group(1) is not None or token.group(2) is not None:
            out.append(token.group(1) or token.group(2) or "")
        elif text.startswith("[") or text in "@*_" or lower in ("am/pm", "上午/下午"):
            continue
        elif lower[0] == "y":
            out.append(f"{value.year:04}" if len(text) > 2 else f"{value.year % 100:02}")
        elif lower[0] == "m":
            minute = value.minute if after_hour and isinstance(value, datetime.datetime) else value.month
            out.append(f"{minute:02}" if len(text) == 2 else str(minute))
        elif lower[0] == "d":
            out.append(f"{value.day:02}" if len(text) == 2 else str(value.day))
        elif lower[0] in "hs":
            part = (value.hour if lower[0] == "h" else value.second) if isinstance(value, datetime.datetime) else 0
            out.append(f"{part:02}" if len(text) == 2 else str(part))
            after_hour = lower[0] == "h"
        else:
            out.append(text)
    shown = "".join(out).strip()
    return shown if re.search(r"\d", shown) else value.isoformat()[:10]
