"""Names with numbers: what looks like a quantity and is a date, a name or a word (三元区, G60, COVID19, 成立)."""

from __future__ import annotations

import re

from policyqa.chinese.quantity_patterns import CROWD, NAME_AFTER, PREFIX

_ABBREVIATED = re.compile(r"[A-Z]{3,6}$")
_IS_AMOUNT = re.compile(r"\d[\d,.]{0,15}\s?(?:万?亿|万亿?|元|%)")
"""What makes a figure of a number right behind an indicator's short name: GDP300.5亿元, but COVID19."""


def joined_before(text: str, start: int) -> bool:
    """Whether the number goes on a word or another number: `COVID19`, `3+5`, `G60`, `1.2.3`, `-5` after a number."""
    before = text[start - 1]
    if before in "时点" and re.match(r"\d{1,2}分(?![钟之])", text[start : start + 4]):
        return True
    if before.isascii() and before.isalpha():
        return not (_ABBREVIATED.search(text, max(0, start - 6), start) and _IS_AMOUNT.match(text, start))
    if before in "+.〔[#@_":
        return True
    if before in "零〇一二两三四五六七八九十百千" and text[start] in "零〇一二两三四五六七八九十百千":
        return True
    return before == "-" and start > 1 and (text[start - 2].isalnum() and text[start - 2].isascii())


def is_date_or_name(text: str, match: re.Match[str]) -> bool:
    """Whether a match of `QUANTITY` is part of a date, or of a word that only looks like a number with its unit."""
    if CROWD.match(text, match.start("number")):
        return True
    last = match.end("number2") if match["number2"] and not (match["unit"] or match["mag"]) else match.end("number")
    after = text[last : last + 5]
    unit = match["unit"] or ""
    if re.match(r"\s?月(?!均)|\s?号|\s?日(?!均)|\s?时(?!间)|\s?点\d", after):
        return not (
            unit == "日"
            and re.search(r"[^月\d]$", text[max(0, match.start() - 1) : match.start()] or "x")
            and "内" in after
        )
    if unit == "次" and text.startswith("产业", match.end("unit")):
        return True
    if unit == "元" and not match["mag"] and text.startswith(tuple("区桥村里街镇乡坊"), match.end("unit")):
        return True  # 三元区, 三元桥
    if not unit and NAME_AFTER.match(after) and not match["mag"]:
        return not _is_top_list(text, match)
    if unit.lower() in ("p", "t", "e", "m2") and re.match(
        r"[A-Za-z\d]", text[match.end("unit") : match.end("unit") + 1]
    ):
        return True
    if unit in (
        "期",
        "届",
        "轮",
        "部",
        "对",
        "位",
        "方",
        "成",
        "分",
        "道",
        "口",
        "门",
        "组",
        "块",
        "条",
        "片",
        "眼",
    ) and re.match(
        {
            "成": r"[立为效果本品熟长功]",
            "门": r"峡",
            "方": r"[面案式针]",
            "部": r"[署分门委]",
            "分": r"[别类布公解期发钟]",
            "位": r"[于居列置]",
        }.get(unit, r"(?!)"),
        text[match.end("unit") : match.end("unit") + 1],
    ):
        return True
    return unit in ("期", "届") and not match["mag"]


def _is_top_list(text: str, match: re.Match[str]) -> bool:
    """Whether `30强` is a rank that is aimed at or reached (重返全省开发区30强), not a name (500强企业)."""
    before = text[max(0, match.start() - 16) : match.start()]
    behind = text[match.end("number") : match.end("number") + 2]
    return (
        behind[:1] == "强"
        and behind[1:] in ("", *",。;、)")
        and bool(re.search(r"重返|进入|跻身|迈入|挺进|冲进|进军|排进|回到", before))
    )


def bare_allowed(text: str, start: int, end: int) -> bool:
    """Whether a number without unit measures something: after a verb of reaching and before a clause's end."""
    if not re.search(rf"(?:达到|达|为|至|到|是|共|计|{PREFIX})\s?$", text[max(0, start - 5) : start]):
        return False
    return not text[end : end + 1] or text[end] in ",。;、)!? \n\t以左上"
