"""Planned and done: which figures of a sentence are aims, and which say what became of them (计划30个,已完成32个)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.quantities import Quantity

_NOT_DONE_YET = r"(?:(?!已|实际|截[至止])[^,;]){0,24}$"
PLANNED = re.compile(
    # 计划 as a verb, with what is planned behind it; 行动计划, 按计划 and 完成计划 are none
    rf"(?<![动按照超占到达合产])(?<!完成)(?<!实现)(?<!产能)(?:计划|原定)(?!生育|单列|免疫|经济|内|外|的|”|任务|完成率|目标)[一-鿿]{_NOT_DONE_YET}"
    # a noun of aims with what is aimed at behind it
    r"|(?<![成照按占盯绕定现对到超])(?:年度|全年|年初|省定|市定|县定|区定|既定|原定|下达)的?(?:目标任务|任务目标|计划任务|目标|任务|计划)(?:数|值|量|指标)?(?:是|为)?"
    rf"(?!的|任务|完成){_NOT_DONE_YET}"
    # or right before the figure: 供水管网改造计划50公里, 目标任务为30个
    r"|(?<![动按照超占到达成])(?<!实现)(?:计划|目标任务|任务目标|目标|任务|指标)(?:任务|目标|数|值|量)?(?:是|为|定为)?\s?$"
)
"""What stands between the start of a clause and a figure that was planned."""
_LABEL_AIM = re.compile(
    r"(?:^|[,;。\s、.])(?:[一-鿿]{0,4})(?:目标任务|任务目标|目标|任务|计划)(?:数|值)?:[^;。:]{0,80}$"
)
"""A label before the clause: 目标任务:新建40个."""
_SURELY_DONE = re.compile(r"已(?!有)|实际(?!利用|使用|到位|吸[收引])|截[至止]|超额|目前")
_DONE = re.compile(rf"{_SURELY_DONE.pattern}|完成(?![率后])|[建修竣]成(?!后)|落实(?!后)|实现(?!后)")
_TIME = re.compile(
    r"截[至止到]{1,2}[^,;]{0,8}?(?:[底末日]|目前|现在)|目前|年内|全年|当年|(?:19|20)\d\d年|\d{1,2}月[底末]?"
)
_FILLER = re.compile(
    r"已经?|实际|超额|提前|顺利|圆满|全部|均|都|共|累计|现|则|但|而|其中|约|近|为|达到?|到|了|的|量|数|值"
)
_DEED = re.compile(
    r"完成|建成|修成|竣工|完工|落实|实现|新增|新建|改建|新改建|建设|改造|开工|投用|投入使用|实施|发放|开展|培训|引进|签约|新开工|投产|达标"
)
_PLAN_WORDS = re.compile(
    r"(?:(?:年度|全年|年初|原定?|省定|市定|县定|区定|既定|今年|下达)的?)?(?:目标任务|任务目标|计划任务|计划|目标|任务|指标)(?:数|值|量)?(?:是|为)?"
)
_NUMBERED = re.compile(r"^[(（]?[\d一二三四五六七八九十]{1,3}[)）.、]\s?")


def is_planned(sentence: str, clause: int, at: int) -> bool:
    """Whether the figure at `at`, in the clause that begins at `clause`, is of a plan by its words."""
    words = sentence[clause:at]
    return bool(PLANNED.search(words) or (_LABEL_AIM.search(sentence[max(0, at - 100) : at]) and not is_done(words)))


def is_set_beside(sentence: str, aim: Quantity, outcome: Quantity) -> bool:
    """Whether a figure's outcome stands right behind it: 预期增长5%以上,实际增长6%; 增长6%,实际6.3%."""
    return aim.unit == outcome.unit and _OUTCOME.fullmatch(sentence, aim.end, outcome.start) is not None


_OUTCOME = re.compile(
    r"(?:以上|左右|以内|的目标)?[,;、(]\s?(?:全年|最终)?实际(?:执行|完成|达到|增长|上涨|下降|减少|提高|新增|为){0,2}"
)


def is_done(clause: str) -> bool:
    """Whether the words of a clause before a figure say that it came about, or was completed."""
    return _DONE.search(clause) is not None


def is_surely_done(clause: str) -> bool:
    """Whether the words say so themselves: what a plan is to complete (完成20个) is not done yet."""
    return _SURELY_DONE.search(clause) is not None


def is_only_done(own: str) -> bool:
    """Whether a figure's words only say that so much is done already (已完成, 已建成), of what stands before them."""
    return re.match(r"[,\s]*(?:目前|现)?已", own) is not None and is_done(own) and not remainder(own)


def subject_of(indicator: str) -> str:
    """What a plan's figure measures, without the words of planning."""
    return _PLAN_WORDS.sub("", _NUMBERED.sub("", re.sub("预期(?=[增涨降减])", "", indicator))).strip(" ,:")


def remainder(own: str) -> str:
    """What is left of the words of a figure that is done, beside time, deeds and filler: a subject of its own."""
    return _DEED.sub("", _FILLER.sub("", _TIME.sub("", own))).strip(" ,:")


def outcome(subject: str, own: str) -> str:
    """The words of what became of a plan: the subject of the plan, with the deed where the plan names another."""
    deeds = [deed for deed in _DEED.findall(own) if deed not in subject and deed not in ("完成", "实现", "落实")]
    return f"{subject} {''.join(dict.fromkeys(deeds))}".strip()


def plans_of(
    quantities: Sequence[Quantity], indicators: Sequence[str], own: Sequence[str], planned: Sequence[bool], done: int
) -> list[int]:
    """The planned figures that the one at `done` can be the outcome of: in its unit, and of the subject it names."""
    rest = remainder(own[done])
    found = [
        i
        for i in range(done)
        if planned[i] and quantities[i].unit == quantities[done].unit and "总投资" not in indicators[i]
    ]
    named = [i for i in found if rest and _holds(indicators[i], rest)]
    return named if rest else found


def _holds(indicator: str, words: str) -> bool:
    """Whether an indicator holds the words of another, apart or in another order (改造老旧小区, 老旧小区)."""
    return words in indicator or all(character in indicator for character in words)


def pair_up(
    quantities: Sequence[Quantity],
    indicators: Sequence[str],
    own: Sequence[str],
    planned: Sequence[bool],
    done: Sequence[bool],
) -> dict[int, int | None]:
    """The planned figure of each one that is done, None where it could be of several.

    Of as many as were planned, each is that of its place (计划新建、改建40座、20座,实际完成45座、22座).
    """
    found: dict[int, int | None] = {}
    for j in range(len(quantities)):
        if not done[j] or planned[j] or not any(planned[:j]):
            continue
        plans = plans_of(quantities, indicators, own, planned, j)
        taken = {plan for plan in found.values() if plan is not None}
        free = [i for i in plans if i not in taken]
        if len(free) > 1:
            run = [k for k in range(j, len(quantities)) if done[k] and quantities[k].unit == quantities[j].unit]
            found[j] = free[0] if len(run) == len(free) and not remainder(own[j]) else None
        elif free:
            found[j] = free[0]
    return found
