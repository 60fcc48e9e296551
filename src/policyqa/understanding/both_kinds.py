"""Both kinds: a question for an aim and for what came of it (`全年任务是多少,上半年实际干了多少`), taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyqa.types import Status

_AIM = re.compile(
    r"(?<![占成超现到按比行])(?:目标任务|任务目标|计划任务|目标|任务|原?计划(?!生育|单列|[外内书]))(?!的?(?:百分|几成|一半|比例|完成))"
    r"|(?:年初|当初|原来|原先)定了?(?=多少|几|的)|原定"
)
_DONE = re.compile(
    r"实际(?!利用|使用|到位|吸[收引]|投资)|完成(?!率|目标|任务|计划|[年全]|预算|时限)|实绩|[干做搞弄]了(?=多少|几)|(?:达到|落实)了(?=多少|几)"
)
_APART = re.compile(r"[,;。??、]|[和与及跟又]|(?<=多少)(?=\S)|\s")
_SPOKEN_DEED = re.compile(r"实际上?(?:干|做|搞|弄|拿|跑|到|有)?了?(?=多少|几)|[干做搞弄]了(?=多少|几)")
_COUNT_OF_DEED = re.compile(r"完成(?:数量?|量|值|额|情况)")
_OF_AIM = re.compile(r"(?:目标|任务|计划)(?:的)?(?:数量?|值|量)?(?=$|[,,是为有多几])")


@dataclass(frozen=True, slots=True)
class Side:
    """One half of such a question: its words, and whether they ask for the aim."""

    words: str
    status: Status


def sides_asked(question: str) -> tuple[Side, Side] | None:
    """The halves of a folded question for an aim and for what was done, in its order; None where it is none.

    >>> [side.words for side in sides_asked("全年招商任务是多少,上半年实际干了多少?")]
    ['全年招商任务是多少,', '上半年实际完成多少?']
    >>> sides_asked("全年任务完成了多少") is None
    True
    """
    for aim in _AIM.finditer(question):
        for done in _DONE.finditer(question):
            first, second = sorted((aim.span(), done.span()))
            cut = _APART.search(question, first[1], second[0])
            if first[1] > second[0] or cut is None:
                continue
            status: tuple[Status, Status] = ("target", "actual") if first == aim.span() else ("actual", "target")
            halves = question[: cut.end()], question[cut.end() :]
            if any(_asks_other(half) for half in halves) or not re.search(r"多少|几|分别|各", question):
                return None
            return Side(_plain(halves[0], status[0]), status[0]), Side(_plain(halves[1], status[1]), status[1])
    return None


def _asks_other(half: str) -> bool:
    """Whether a half asks for something else: a person, a reason, or by how much the two differ."""
    return bool(re.search(r"谁|哪|为什么|为何|怎么|什么时候|差(?:了|多少|几)|[高低多少快慢](?:了|出)(?:多少|几)", half))


def _plain(half: str, status: Status) -> str:
    """A half without the spoken words of its kind, so that what is left of it is the thing."""
    if status == "actual":
        return _COUNT_OF_DEED.sub("完成", _SPOKEN_DEED.sub("实际完成", half))
    return _OF_AIM.sub("目标", half)
