"""Gaps: what of a question a name fills (`哪条铁路去年通车`), and which of its other words a text says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policyqa.answering.weighing import query_weights
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_GAP = re.compile(
    r"(?:哪(?:一|几|两|些)?(?:[个条座家所台种项款支只位艘届类段块片处列架部颗趟份场栋]|名)?|什么(?:样的)?|啥)"
    r"(?P<noun>(?![个条座家所台种项款支只位艘届])(?!时候|时间|意思|季度?|月|年|天|日|阶段|会议)[一-鿿A-Za-z]{0,8})|谁(?:的(?P<whose>[一-鿿]{2,4}?)(?=[一-鿿]))?|哪(?:里|儿)"
)
_CALLED = re.compile(r"(?:的?名字)?(?:是|叫)(?:什么|啥|哪一?[个家条座所位]?|谁)(?:名字?|名称)?[呀啊呢]?[?？]?$")
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "评上 晋升 获评 入选 获批 升级 升格 评为 成为 跻身 进入 进了 入围 上榜 认定 授予 荣获",
        "通车 开通 运营 投运 投用 启用 建成 投产 商运 用上 竣工 完工 通航 营运 投入",
        "第一 首个 首家 首次 首座 首条 首台 首例 首支 首艘 率先 首届 首批 首款 首颗",
        "开工 动工 开建 启动 奠基 建设",
        "拿到 拿下 拿了 获得 荣获 夺得 摘得 斩获 摘取 问鼎 获奖",
        "举办 承办 举行 召开 办好 筹办 主办 在办",
        "牵头 承担 负责 主持 领衔 主导 组织",
        "落户 落地 落成 设立 入驻 签约 引进",
        "招生 开学 招收",
        "交付 下线 量产 出厂",
        "贯通 合龙 打通 铺轨 封顶",
        "发布 推出 出台 印发 公布",
        "最多 第一 首位 榜首 居首 最大 最高",
        "排名 位居 居全 位列 排在",
        "培育 选育 研发 研制 育成 育的 育出",
        "外国 境外 国外 海外 入境 客源",
    )
)
"""Words that people use for one another in such questions."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a question is asked for.

    Attributes:
        person: whether a person is asked for (哪位歌手).
        noun: what it must be called, "" for anything; it may run on into the verb.
        before: the question before the gap.
        behind: the question behind it, from the noun on.
    """

    noun: str
    before: str
    behind: str
    person: bool = False


_NO_NOUN = re.compile(r"^(?:是|的|在|要|去年|今年|最|有|被|能|叫|把|给|新|首)+.*$")
"""Goes on behind 哪 without a noun: 哪个是第一, 谁要去."""


_WHERE = re.compile("哪[里儿]")


def find_gap(question: str) -> Gap | None:
    """The gap of a folded question; None where it has none that a name fills."""
    called = _CALLED.search(question)
    if called:
        before = question[: called.start()]
        noun = re.search(r"[一-鿿]{2,4}$", before)
        return Gap(noun.group() if noun else "", before, "")
    found = _GAP.search(question)
    if found is None:
        return None
    wanted = _NO_NOUN.sub("", found["noun"] or found["whose"] or ("地方" if _WHERE.match(found.group()) else ""))
    return Gap(
        wanted,
        question[: found.start()],
        question[found.start("noun") if found["noun"] else found.end() :],
        found.group().startswith("哪位"),
    )


def asked_words(index: OpenIndex, query: Query, gap: Gap) -> dict[str, float]:
    """The question's words, weighed, without those of the gap's noun, which what fills it has itself."""
    weights = query_weights(index, f"{query.content} {' '.join(query.numbers)}")
    inside = {gap.noun[i : i + 2] for i in range(min(3, len(gap.noun) - 1))}
    inside |= set(tokens(canonical(gap.noun[:2])))
    return {t: w * (0.3 if t in inside else 1.0) for t, w in weights.items() if len(t) > 1}


@cache
def alike(token: str) -> tuple[str, ...]:
    return tuple(word for group in _ALIKE if token in group for word in group if word != token)


def held_words(asked: Mapping[str, float], text: str) -> dict[str, float]:
    """Which of the question's words a text holds, and what each is worth there."""
    said = canonical(text)
    held = set(tokens(said))
    found = {}
    for token in asked:
        if token in held:
            found[token] = 1.0
        elif any(word in said for word in alike(token)):
            found[token] = 0.8
    return found
