"""Tiers: which amount of a scale a case falls under: by the class it names, or by a number that lies within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.answering.heads import title_of
from policyqa.answering.identity import names_only
from policyqa.answering.in_scope import misses
from policyqa.answering.match import Match
from policyqa.answering.weighing import query_weights
from policyqa.answering.which_tier import CLASS, cases_of, covered, pick_tier, plain_words_of
from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.quantities import find_quantities
from policyqa.figures.tiers import Tier, find_scales
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents
from policyqa.types import Block, Document, Figure, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

DOCUMENTS = 3
"""Documents looked at, those found first."""
_GIVES = re.compile(r"奖|补[助贴给]|补\d|资助|津贴|给予|发放|发给|贷款|贴息|赔|上浮|自缴|承担")
_GRANT = re.compile(
    r"(?:一次性)?(?:奖补|奖励|奖金|补助|补贴|资助|津贴|贷款贴息)(?:金额?|标准|资金|费)?|(?<![一-鿿])[奖补给拿领发得能]|[奖补给拿领发得能](?=\s|$)|最[高多]|多少|钱"
)
_FOR_EACH = re.compile(
    r"(?:每|一)(?:个|张|亩|台|座|套|户|吨|度|人|床|起|趟|架次|架|次|年|月|天|辆|家|株|头|条|项|份|处)"
)
_ASKS_GRANT = re.compile(r"奖|补|贴|资助|给|拿|领")
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
    weights = {t: w for t, w in query_weights(index, CLASS.sub(" ", wanted)).items() if len(t) > 1}
    if not weights:
        return TierChoice()
    cases = cases_of(query.question)
    found: list[_Found] = []
    others: set[tuple[str, int]] = set()
    for paragraph in _paragraphs(index, query, hits):
        above, text = plain_words_of(paragraph.above), plain_words_of(paragraph.text)
        share = _share(weights, text, above)
        told_of = all(name in f"{paragraph.above}{paragraph.text}" for name in query.unplaced)
        if share < LEAST or not told_of or not _GIVES.search(paragraph.text):
            continue
        for scale in find_scales(paragraph.text):
            pick = pick_tier(query, plain_words_of(wanted), cases, scale)
            if pick.sure:
                starts = {paragraph.at(tier)[0] for tier in scale if tier not in pick.tiers}
                others |= {
                    (paragraph.document, f.start) for f in index.figures_of(paragraph.document) if f.start in starts
                }
            if not pick.tiers or not pick.by:
                continue
            tier = pick.tiers[0]
            told = plain_words_of(f"{tier.own} {tier.shared}")
            own = _share(weights, told, above)
            if pick.by == "class" and own < LEAST_OF_CLASS:
                continue
            if pick.by == "words" and not _ASKS_GRANT.search(query.question):
                continue
            if pick.by == "words" and min(own, _held(wanted, f"{told} {above}")) < LEAST_IN_WORDS:
                continue
            found.append(_Found((own + share) / 2, tier, paragraph.document, *paragraph.at(tier)))
    found.sort(key=lambda f: -f.share)
    if not found or (len(found) > 1 and found[1].share > found[0].share - CLEAR and _differ(found[0], found[1])):
        return TierChoice(None, frozenset(others))
    placed = query.scope.regions or query.scope.holders
    if not placed and len({f.document for f in found}) > 1:
        return TierChoice(None, frozenset(others))  # whose is open
    figure = _figure_at(index, found[0])
    if figure is None or set(misses(query, figure, title_of(index, figure.document))) - {"status"}:
        return TierChoice(None, frozenset(others))
    share = min(1.0, found[0].share)
    return TierChoice(Match(figure, share, share), frozenset(others))


def _held(wanted: str, text: str) -> float:
    """The share of the characters of what is asked that stand in a text two together, words of no document too."""
    asked = plain_words_of(wanted)
    return len(covered(asked, text)) / max(1, len(asked.replace(" ", "")))


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
        if (words[q.start].isdigit() and not re.match("[a-zA-Z]", words[q.end :])) or q.unit in _COUNTED:
            words = f"{words[: q.start]} {words[q.end :]}"
    return _GRANT.sub(" ", _FOR_EACH.sub(" ", words))


_COUNTED = ("年", "月", "个月", "天", "晚", "人", "名", "个", "亩", "台", "套", "张", "次", "家", "户", "元")


def _share(weights: dict[str, float], text: str, above: str) -> float:
    total = sum(weights.values())
    return sum(w * (1.0 if t in text else 0.8 if t in above else 0.0) for t, w in weights.items()) / total
