"""Rewards: what a policy gives for something (一次性奖励50万元), which is neither an aim nor what was done."""

from __future__ import annotations

import re

from policyqa.chinese.units import dimension

_GIVES = re.compile(r"给予|奖励|奖补|补助|补贴|资助|奖金|嘉奖|以奖代补|贴息|贴费")
_ASIDE = re.compile(r"[^,;:。]{0,16}(?:奖励|奖补|补助|补贴|资助|奖金|贴息|给予|(?:支持|扶持)$)")
_OF_ALL = re.compile(
    r"已|累计|合计|总计|一?共|总额|发放|兑现|落实|安排|争取|拨付|下达|投入|支出|筹[集措]|收入|预算|减免|受理|审核|完成|实现"
    r"|(?:资金|总额|规模)(?:为|达|约)?\s?$"
)
"""A sum of money that is given altogether or was spent: deeds are told of it."""
_STANDARD = re.compile(r"(?:补助|补贴|奖励|保障|低保)(?:标准|水平)")
"""What a standard is can be aimed at and reached, as any level."""
_AIMED = re.compile(r"达到?|突破|目标|力争|确保|计划|预计|提高[到至]|增加[到至]")
_FOR_ONE = re.compile(r"(?:一次性|最高|每[家户人个名项次亩台辆套件年月篇]|分别|再|按|给予)[^,;:。]{0,12}$")


def is_reward(clause: str, behind: str, unit: str, text: str) -> bool:
    """Whether a figure is what a policy gives for something: money, or a share of what it is given for.

    Args:
        clause: the words of its clause before it.
        behind: the words of its clause behind it.
        unit: its unit.
        text: the figure.
    """
    if dimension(unit).partition("/")[0] not in ("money", "percent"):
        return False
    if not (_GIVES.search(clause) or _ASIDE.match(behind)):
        return False
    if "亿" in text or _AIMED.search(clause) or _STANDARD.search(clause):
        return False
    return bool(_FOR_ONE.search(clause)) or not _OF_ALL.search(clause)
