"""Tiers: which amount of a scale a case falls under: by the class it names, or by a number that lies within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from policyqa.answering.identity import names_only
from policyqa.answering.match import Match
from policyqa.answering.weighing import query_weights
from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.quantities import find_quantities
from policyqa.chinese.terms import canonical
from policyqa.figures.tiers import Tier, find_scales
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents
from policyqa.types import Block, Document, Figure, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

By = Literal["bounds", "class", "words", ""]
DOCUMENTS = 3
"""Documents looked at, those found first."""
_GIVES = re.compile(r"奖|补[助贴给]|补\d|资助|津贴|给予|发放|发给|贷款|贴息|赔|上浮|自缴|承担")
_RATE = re.compile(r"[上下]浮|几个?(?:百分)?点|百分之几|几成|比例|百分比|几折")
_MOST = re.compile(r"最[多高]|封顶|上限|顶格|不超过多少")
_GRANT = re.compile(
    r"(?:一次性)?(?:奖补|奖励|奖金|补助|补贴|资助|津贴|贷款贴息)(?:金额?|标准|资金|费)?|(?<![一-鿿])[奖补给拿领发得能]|[奖补给拿领发得能](?=\s|$)|最[高多]|多少|钱"
)
_FOR_EACH = re.compile(
    r"(?:每|一)(?:个|张|亩|台|座|套|户|吨|度|人|床|起|趟|架次|架|次|年|月|天|辆|家|株|头|条|项|份|处)"
)
LEAST = 0.4
"""Least share of the question's words that the paragraph, its headings and title must hold."""
LEAST_OF_CLASS = 0.6
"""The same of what is told of a tier itself, where only its class tells it from the others."""
LEAST_IN_WORDS = 0.8
"""The same where nothing but other words of the question tells one tier from the others."""
CLEAR = 0.08
"""By how much another paragraph's tier must fall behind not to be as likely."""


@dataclass(frozen=True, slots=True)
class _Found:
    share: float
    tier: Tier
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TierChoice:
    """The figure of the one tier a question is for, None where none is sure, and those of tiers it is not for.

    `others` are document and start of each figure.
    """

    match: Match | None = None
    others: frozenset[tuple[str, int]] = frozenset()


def choose_tier(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> TierChoice:
    """Choose the tier that a question about a grant is for, among the scales of the documents found first."""
    if query.kind != "figure" or query.parts or query.clauses or query.scope.status == "target":
        return TierChoice()
    if query.asked in ("growth", "rank", "multiple", "difference") or names_only(query.content):
        return TierChoice()
    wanted = _wanted(query)
    weights = {t: w for t, w in query_weights(index, _CLASS.sub(" ", wanted)).items() if len(t) > 1}
    if not weights:
        return TierChoice()
    cases = _cases(query.question)
    found: list[_Found] = []
    others: set[tuple[str, int]] = set()
    for paragraph in _paragraphs(index, query, hits):
        above, text = _plain(paragraph.above), _plain(paragraph.text)
        share = _share(weights, text, above)
        if share < LEAST or not _GIVES.search(paragraph.text):
            continue
        for scale in find_scales(paragraph.text):
            pick = _pick(query, _plain(wanted), cases, scale)
            if pick.sure:
                starts = {paragraph.at(tier)[0] for tier in scale if tier not in pick.tiers}
                others |= {
                    (paragraph.document, f.start) for f in index.figures_of(paragraph.document) if f.start in starts
                }
            if not pick.tiers or not pick.by:
                continue
            tier = pick.tiers[0]
            told = _plain(f"{tier.own} {tier.shared}")
            own = _share(weights, told, above)
            if pick.by == "class" and own < LEAST_OF_CLASS:
                continue
            if pick.by == "words" and min(own, _held(wanted, f"{told} {above}")) < LEAST_IN_WORDS:
                continue
            found.append(_Found((own + share) / 2, tier, paragraph.document, *paragraph.at(tier)))
    found.sort(key=lambda f: -f.share)
    if not found or (len(found) > 1 and found[1].share > found[0].share - CLEAR and _differ(found[0], found[1])):
        return TierChoice(None, frozenset(others))
    figure = _figure_at(index, found[0])
    share = min(1.0, found[0].share)
    return TierChoice(None if figure is None else Match(figure, share, share), frozenset(others))


def _held(wanted: str, text: str) -> float:
    """The share of the characters of what is asked that stand in a text two together, words of no document too."""
    asked = _plain(wanted)
    return len(_covered(asked, text)) / max(1, len(asked.replace(" ", "")))


def _plain(text: str) -> str:
    return canonical(text).lower()


def _differ(one: _Found, other: _Found) -> bool:
    return (one.tier.amount.value, one.tier.amount.unit) != (other.tier.amount.value, other.tier.amount.unit)


def _figure_at(index: OpenIndex, found: _Found) -> Figure | None:
    """The figure that the index has of an amount."""
    figures = index.figures_of(found.document)
    return next((f for f in figures if f.start < found.end and found.start < f.end), None)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph's folded text, with what stands above it and the way back to the document's offsets."""

    document: str
    above: str
    start: int
    text: str
    folded: Folded

    def at(self, tier: Tier) -> tuple[int, int]:
        """Where a tier's amount stands in the document."""
        span = self.folded.original(tier.amount.start, tier.amount.end)
        return self.start + span.start, self.start + span.end


def _paragraphs(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Iterator[_Paragraph]:
    """The paragraphs of the documents found first that are in scope."""
    admitted = admit_documents(index, query.scope)
    for path in list(dict.fromkeys(hit.passage.document for hit in hits))[:DOCUMENTS]:
        if admitted[path].factor <= OUTSIDE_FACTOR:
            continue
        document = index.document(path)
        for group in _groups(document):
            start = group[0].start
            folded = fold(document.text[start : group[-1].end])
            text = folded.text.replace("\n", ";") if len(group) > 1 else folded.text
            yield _Paragraph(path, f"{' '.join(group[0].path)} {document.metadata.title}", start, text, folded)


_LEADS = re.compile(r"[:：]\s*$")
_GOES_ON = re.compile(r"[;；]\s*$|^\s*(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳]|[-—]{1,2})")


def _groups(document: Document) -> Iterator[list[Block]]:
    """The paragraphs of a document; a list of short ones behind what ends with a colon, or of one with ;, is one."""
    group: list[Block] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "heading" or block.cells:
            if group:
                yield group
            group = []
            continue
        before = document.text[group[-1].start : group[-1].end] if group else ""
        listed = bool(_GOES_ON.search(before) or _LEADS.search(before)) and len(text) <= _SHORT
        listed = listed and max(len(_AMOUNT.findall(text)), len(_AMOUNT.findall(before))) <= 1
        if group and not (listed and (before.rstrip()[-1:] in ";；:：" or _GOES_ON.match(text))):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


_AMOUNT = re.compile(r"[\d.]+[百千万亿]*元|[\d.]+%")
_SHORT = 90
"""Characters of a paragraph that may be one of a list."""


def _wanted(query: Query) -> str:
    """What the question is about, without its numbers, what it counts by, and the words of granting."""
    words = query.content
    for q in reversed(find_quantities(words)):
        if words[q.start].isdigit() or q.unit in _COUNTED:
            words = f"{words[: q.start]} {words[q.end :]}"
    return _GRANT.sub(" ", _FOR_EACH.sub(" ", words))


_COUNTED = ("年", "月", "个月", "天", "晚", "人", "名", "个", "亩", "台", "套", "张", "次", "家", "户", "元")


def _share(weights: dict[str, float], text: str, above: str) -> float:
    total = sum(weights.values())
    return sum(w * (1.0 if t in text else 0.8 if t in above else 0.0) for t, w in weights.items()) / total


def _cases(question: str) -> list[tuple[Decimal, str]]:
    """The numbers of a question with their units, one of a thing (一台) being none."""
    question = re.sub(r"(?<=[\d万])个(?=人)", "", question)
    found = []
    for q in find_quantities(question):
        full = question[max(0, q.number_start - 2) : q.number_start].endswith(("满", "超过", "不到", "不足"))
        one = q.value == "1" and question[q.number_start] in "一1" and not full
        if _NUMBER.fullmatch(q.value) and not one:
            found.append((Decimal(q.value), q.unit))
    return found


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = ({"人", "名", "个", "位", "人次"}, {"元", ""}, {"天", "晚"}, {"家", "户", "个"})


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(one in units and other in units for units in _ALIKE)


@dataclass(frozen=True, slots=True)
class _Pick:
    """The tiers of a scale that fit a question, of one amount, and what told them from the others.

    `sure` says that the others are not asked for: a class or a number decides, or none of them fits.
    """

    tiers: tuple[Tier, ...] = ()
    by: By = ""
    sure: bool = False


def _pick(query: Query, wanted: str, cases: Sequence[tuple[Decimal, str]], scale: Sequence[Tier]) -> _Pick:
    """The tiers of a scale that the question is for."""
    tiers = [tier for tier in scale if _of_unit(query, tier) and not _FORMER.search(tier.own)]
    by: By = ""
    for label in _CLASS.findall(wanted):
        having = [tier for tier in tiers if label in _plain(f"{tier.own} {tier.group}")]
        by = "class" if having else by
        tiers = having or [tier for tier in tiers if label in _plain(tier.shared)]
    within, decided = _within(cases, tiers)
    if not within:
        return _Pick(sure=decided)
    by = "bounds" if decided else by
    named = _named(wanted, within)
    if named is None:
        return _Pick(sure=True)  # of two at once, of which neither is it: 高级技师, where 高级 and 技师 are told
    by = by or ("words" if len(named) < len(within) else "")
    if len(named) > 1:
        most = bool(_MOST.search(query.question))
        named = [tier for tier in named if tier.ceiling == most] or named
    values = {(tier.amount.value, tier.amount.unit) for tier in named}
    return _Pick(tuple(named), by, by in ("bounds", "class")) if len(values) == 1 else _Pick()


_FORMER = re.compile(r"原标准|此前|(?:19|20)\d\d年版|旧版|修订前|原(?:规定|办法|政策)")
"""Says what was given before."""


def _of_unit(query: Query, tier: Tier) -> bool:
    rate = tier.amount.unit in ("%", "‰")
    return rate == bool(_RATE.search(query.question) or query.unit == "%")


def _within(cases: Sequence[tuple[Decimal, str]], tiers: Sequence[Tier]) -> tuple[list[Tier] | None, bool]:
    """The tiers within whose bounds the question's numbers lie; None where bounds are stated and none holds."""
    decided = False
    left = list(tiers)
    for value, unit in cases:
        bounded = [(t, b) for t in left for b in t.bounds if _same_unit(b.unit, unit)]
        if not bounded:
            continue
        holding = [(t, b) for t, b in bounded if b.holds(value)]
        if not holding:
            return None, True
        lowest = max((b.low for _, b in holding if b.low is not None), default=None)
        left = [t for t, b in holding if lowest is None or b.low == lowest]
        decided = True
    return left, decided


def _named(wanted: str, tiers: Sequence[Tier]) -> list[Tier] | None:
    """The tiers that the question names by words that the others have not; None where it names two at once."""
    telling = [_covered(wanted, _plain(tier.own)) - _covered(wanted, _plain(tier.shared)) for tier in tiers]
    leading = [tier.leads for tier in tiers]
    if any(leading) and not all(leading):  # what stands before the first amount may be said of all of them
        classes = {i for match in _CLASS.finditer(wanted) for i in range(*match.span())}
        telling = [t & classes if first else t for t, first in zip(telling, leading, strict=True)]
    most = max(telling, key=len, default=set())
    if not most:
        return list(tiers)
    if any(not covered <= most for covered in telling):
        return None if _is_run(set.union(*telling)) else list(tiers)
    return [tier for tier, covered in zip(tiers, telling, strict=True) if covered == most]


def _is_run(places: set[int]) -> bool:
    """Whether places follow one another without a gap, so that they are one word: 高级|技师."""
    return len(places) == max(places) - min(places) + 1 <= _LONGEST_WORD


_LONGEST_WORD = 4


_CLASS = re.compile(
    r"[a-zA-Z]{1,3}[类级档型](?!人)|[a-zA-Z]类|[一二三四五六]星级?|[甲乙丙丁]级|[特一二三四五]等|[特一二三四]级|国家级|省级|市级|县级"
    r"|国际|国内|省内|博士(?!后)|硕士|本科|大专|专科|中职|高职|优秀|良好|(?<!不)合格|重度|中度|轻度"
)


def _covered(wanted: str, text: str) -> set[int]:
    """The places of the question's characters that stand in a text two together."""
    found: set[int] = set()
    for i in range(len(wanted) - 1):
        if " " not in wanted[i : i + 2] and wanted[i : i + 2] in text:
            found.update((i, i + 1))
    return found
