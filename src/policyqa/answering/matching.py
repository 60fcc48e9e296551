"""Matching: which of the documents' figures measure what a query asks for, in its scope or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.around import words_before, words_behind
from policyqa.answering.comparands import is_of_other_comparand
from policyqa.answering.fitting import CEILING, fits_measure, fits_unit
from policyqa.answering.heads import head_of, title_of
from policyqa.answering.identity import is_other_grade, is_other_indicator, plain_words
from policyqa.answering.in_scope import asks_when, is_stock, misses
from policyqa.answering.match import Match
from policyqa.answering.measured_so import measures_other, without_mechanisms
from policyqa.answering.naming import (
    VERBS,
    held,
    holds_terms,
    in_parts,
    is_of_other_whole,
    is_other_of_its_kind,
    lacks_facility,
    lacks_modifier,
    latin_names,
    term_bonus,
)
from policyqa.answering.runs import without_other_members
from policyqa.answering.siblings import ASKS_OLD, FROM, first_of_sentence, without_passed
from policyqa.answering.table_rows import is_of_a_member, is_other_row
from policyqa.answering.thresholds import holds_number, holds_ordinals, is_of_other_tier, other_threshold
from policyqa.answering.weighing import query_weights
from policyqa.chinese.terms import canonical, find_terms
from policyqa.chinese.units import dimension
from policyqa.chinese.year_parts import find_year_parts, is_day, same_part
from policyqa.index.lexical import tokens
from policyqa.retrieval import admit_documents, indicator_weights, inverse_frequency
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

LEAST_OWN = 0.05
"""Least share of the question's telling words in a figure's own clause: the rest may stand around it."""
CANDIDATES = 400
ACCEPTED = 0.55
"""Least share of the question's telling words that a figure's own words must cover."""


def find_matches(index: OpenIndex, query: Query, most: int = CANDIDATES) -> list[Match]:
    """Find the figures that measure what the query asks for, best first; those outside the scope say what they miss.

    Only figures whose unit and kind of measure can answer the question are given, out of the `most` that search finds.
    """
    weights = indicator_weights(query)
    if not weights:
        return []
    admitted = admit_documents(index, query.scope)
    own = [path for path, a in admitted.items() if a.own or a.factor > 0.5]
    found = [figure for figure, _ in index.search_figures(weights, most, documents=own)]
    if len(own) < len(admitted):
        seen = {(f.document, f.start) for f in found}
        others = index.search_figures(weights, most // 4)
        found += [figure for figure, _ in others if (figure.document, figure.start) not in seen]
    matches = [m for figure in found if (m := match_figure(index, query, figure)) is not None]
    known = {(m.figure.document, m.figure.start) for m in matches}
    beside = [
        f for m in _best_inside(matches) for f in index.figures_of(m.figure.document) if _of_sentence(f, m.figure)
    ]
    beside = [f for f in dict.fromkeys(beside) if (f.document, f.start) not in known]
    matches += [m for figure in beside if (m := match_figure(index, query, figure)) is not None]
    matches.sort(key=lambda m: (-round(m.score, 4), m.figure.document, m.figure.start))
    matches = without_passed(without_other_members(index, query, matches))
    return first_of_sentence(index, query, matches)


def _best_inside(matches: Sequence[Match], n: int = 3) -> list[Match]:
    return sorted((m for m in matches if not m.misses), key=lambda m: -m.score)[:n]


def _of_sentence(figure: Figure, other: Figure) -> bool:
    return figure.clause_start == other.clause_start and figure.unit == other.unit


def match_figure(index: OpenIndex, query: Query, figure: Figure) -> Match | None:
    """Match one figure; None where its unit or measure cannot answer, or it does not hold the question's numbers."""
    if not fits_unit(query, figure) or not fits_measure(query, figure):
        return None
    own = _canonical_words(f"{figure.indicator}{said_by_unit(query.question, figure)}")
    path, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    lead, near = _canonical_words(lead), _canonical_words(without_mechanisms(near))
    if measures_other(query.content, own):
        return None
    if not all(holds_number(number, f"{own}{near}{lead} {figure.indicator}") for number in query.numbers):
        return None
    if not holds_ordinals(query.question, f"{own}{near}{lead}{previous}"):
        return None
    wanted = query_weights(index, query.content)
    if not wanted or is_of_other_tier(query.numbers, lead):
        return None
    total = sum(wanted.values())
    if not _holds_some(wanted, ((own, 1.0), (near, 1.0)), LEAST_OWN * total):
        return None  # most figures found end here
    path, previous = _canonical_words(path), _canonical_words(previous)
    if not lead and not previous and is_other_row(query.content, figure.indicator, near, figure.holder):
        return None
    if is_of_other_comparand(query, figure) or is_of_other_whole(query.content, own, near, lead, figure.text):
        return None
    if other_threshold(query.content, own, query.numbers) or is_other_grade(query.content, own, near):
        return None
    title = title_of(index, figure.document)
    if not latin_names(query.content) <= latin_names(f"{lead} {near} {own} {previous} {path} {title}"):
        return None
    if lacks_facility(query.content, f"{path}{previous}{lead}{near}{own}"):
        return None
    parted = [term for _, _, term in find_terms(canonical(query.content)) if in_parts(term, own)]
    fields = (
        (" ".join((own, *parted)), _OWN),
        (near, _NEAR),
        (lead, _LEAD),
        ("面积" if dimension(figure.unit) == "area" else "", _LEAD),
        (path, _PATH),
        (canonical(title), _TITLE),
        (previous, _PREVIOUS),
    )
    coverage = sum(weight * held(token, fields) for token, weight in wanted.items()) / total
    if not holds_terms(query.content, own, near, lead) or lacks_modifier(index, query.content, fields):
        return None
    around = f"{lead} {near} {previous}"
    if is_other_of_its_kind(query.content, figure.indicator, own, around) or is_other_indicator(
        query.content, figure.indicator, lead
    ):
        return None
    precision = (
        1.0
        if parted
        else _precision(index, own.replace(canonical(figure.holder), "") if figure.holder else own, query.content)
    )
    score = (
        coverage * (0.7 + 0.3 * precision)
        + term_bonus(query.content, own, near + lead)
        + _wording_bonus(query, own, figure.unit, figure.text, figure.status)
    )
    score += 0.04 * _literal(query.question, figure.indicator)
    score += 0.05 * (
        "力争" in query.question and "力争" in f"{words_before(figure)[-8:]}{figure.text}{words_behind(figure)[:6]}"
    )
    if CEILING.search(query.question) and (figure.comparator in ("<=", "<") or CEILING.search(figure.text + near)):
        score += 0.12
    score -= 0.1 * ("连续" in figure.indicator and "连" not in query.question)
    if query.numbers:
        score += 0.08 if all(holds_number(number, own) for number in query.numbers) else -0.05
    if not query.asked:
        score += {"level": 0.02, "growth": -0.2}.get(figure.measure, 0.0)
    parts_of_year = [part.name for part in find_year_parts(figure.indicator + near) if not is_day(part.name)]
    score -= 0.1 * any(not same_part(query.part, part, is_stock(figure)) for part in parts_of_year)
    if query.asked == "growth" and figure.measure == "share":
        score -= 0.1
    if figure.year in query.scope.years:
        score += 0.02
    digits = re.findall(r"\d{2,}", query.content)
    score -= 0.15 * any(d not in lead + near + own for d in digits)
    missed = misses(query, figure, title, head_of(index, figure) if asks_when(query) else "")
    if not {"region", "holder"} & set(missed) and is_of_a_member(index, query, figure):
        missed += ("holder",)
    return Match(figure, score, coverage, missed, precision)


def _canonical_words(text: str) -> str:
    """Words in canonical terms, without the members of a sum."""
    text = canonical(text)
    return _SUMMED_MEMBERS.sub("", text) if ")" in text else text


def _holds_some(wanted: Mapping[str, float], fields: Sequence[tuple[str, float]], least: float) -> bool:
    """Whether fields hold tokens of at least some weight."""
    so_far = 0.0
    for token, weight in wanted.items():
        so_far += weight * held(token, fields)
        if so_far >= least:
            return True
    return False


_SUMMED_MEMBERS = re.compile(r"\(?[^(),;。]{2,80}(?:等[^(),;。]{0,6})?\)(?=合计|共计|总计)")
"""The members of a sum in brackets (`5个园区(甲、乙等)合计`): the figure is no one's of them."""
_OWN, _NEAR, _LEAD, _PATH, _TITLE, _PREVIOUS = 1.0, 0.8, 0.6, 0.5, 0.5, 0.4


def said_by_unit(question: str, figure: Figure) -> str:
    """The noun that a figure's unit stands for, where the question has it: 500万千瓦 of 储能 are 装机, 95% a 比例."""
    if figure.unit == "千瓦" and "装机" in question and not _NO_CAPACITY.search(figure.indicator):
        return "装机"
    if figure.unit == "%" and figure.indicator.endswith("天数") and re.search("比例|比率|率|占比", question):
        return "比例"
    return ""


_NO_CAPACITY = re.compile(r"装机|新(?!型|能源)|建|开工|并网|投产|推[动进]|改|扩|增|规划|核准|签|负荷|送电|调峰")
"""What is begun, added or carried is not the capacity that there is."""


def _literal(question: str, indicator: str) -> float:
    """The share of a figure's own character pairs that stand in the question: its very words go before synonyms."""
    pairs = {indicator[i : i + 2] for i in range(len(indicator) - 1)}
    return sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0


def _wording_bonus(query: Query, own: str, unit: str, text: str, status: str) -> float:
    """Totals against additions, and the old value of a change (由第9名) against the new."""
    bonus = 0.05 if query.unit and query.unit == unit else 0.0
    if re.fullmatch(r"[一二两三四五六七八九十]{1,2}个?", text) and not re.search(r"[几多少]", query.question[-8:]):
        bonus -= 0.15
    if FROM.search(own):
        bonus += 0.3 if ASKS_OLD.search(query.question) else -0.2
    for word in ("计划", "年度", "累计", "人均", "新"):
        bonus += 0.06 * (word in own and word in query.question)
    bonus += 0.06 * ("实际" in own and "实际" in query.question) - 0.2 * (
        "设计" in own and "设计" not in query.question
    )
    if "总投资" in own and "总" not in query.question:
        bonus -= 0.1
    if query.past and query.scope.status == "unknown":
        bonus += {"actual": 0.05, "estimate": 0.03, "target": -0.05}.get(status, 0.0)
    elif status == "estimate" and "预计" not in query.question:
        bonus -= 0.05
    bonus += 0.02 * (query.scope.status == status == "target")
    if query.asked == "rank":
        for word in (r"增速|增幅|增长", r"总量|规模"):
            if re.search(word, query.question):
                bonus += 0.05 if re.search(word, own[-8:]) else -0.05
    total = bool(re.search(r"总共|一共|总数|总量|累计|现有|共有|现在有|已有", query.question))
    added = bool(re.search(r"新增|净增|新认定|新建|新", query.question))
    if total:
        bonus += 0.1 if re.search(r"总|累计|共", own) else 0.0
    if (
        re.search(r"新增|净增", query.question)
        and re.search(r"总数|总量|存量", own)
        and not re.search(r"[新净]增", own)
    ):
        bonus -= 0.12
    if re.search(r"^(?:新增|净增|新认定|新培育|新引进)|(?:新增|净增)$", own) and not added:
        bonus -= 0.12 if total else 0.05
    return bonus


def _precision(index: OpenIndex, own: str, content: str) -> float:
    """The share of the figure's own telling words that the question holds too; 0.5 where it has none."""
    rest = tokens(VERBS.sub(" ", plain_words(own)))
    asked = _asked_tokens(content)
    weights = [(inverse_frequency(index, t) * (1.0 if len(t) > 1 else 0.4), t in asked) for t in set(rest)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, held in weights if held) / total if total else 0.5


@lru_cache(maxsize=256)
def _asked_tokens(content: str) -> frozenset[str]:
    return frozenset(tokens(canonical(content)))


def best_of(matches: Iterable[Match], accepted: float = ACCEPTED) -> list[Match]:
    """The matches that cover enough of the question, in order."""
    return [m for m in matches if m.coverage >= accepted]
