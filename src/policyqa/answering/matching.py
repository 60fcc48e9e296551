"""Matching: which of the documents' figures measure what a query asks for, in its scope or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.fitting import CEILING, fits_measure, fits_unit, misses
from policyqa.answering.identity import (
    has_subject,
    holds_term,
    is_of_wider,
    is_other_grade,
    is_other_indicator,
    names_only,
    plain_words,
)
from policyqa.answering.match import Match
from policyqa.answering.runs import without_other_members
from policyqa.answering.siblings import ASKS_OLD, FROM, first_of_sentence
from policyqa.answering.table_rows import is_of_a_member, is_other_row
from policyqa.answering.weighing import is_word_pair, query_weights
from policyqa.chinese.fold import fold_text
from policyqa.chinese.numerals import parse_number, plain
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.chinese.year_parts import find_year_parts, same_part
from policyqa.index.lexical import tokens
from policyqa.index.remembering import remembered
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

_VERBS = re.compile(
    r"力争|确保|努力|实现|完成|达到|预计|预期|保持|控制|稳定|推动|推进|加快|全年|全社会|全区|全市|全省|全县|我省|我市|我区|增长|提高|下降|左右|以上|约|其中|同比|持续|分别|各|目标|年|较|比上|下调|上调|给予|不得|人民币|地区(?!生产)"
)


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
    return first_of_sentence(index, query, without_other_members(index, query, matches))


def _best_inside(matches: Sequence[Match], n: int = 3) -> list[Match]:
    return sorted((m for m in matches if not m.misses), key=lambda m: -m.score)[:n]


def _of_sentence(figure: Figure, other: Figure) -> bool:
    return figure.clause_start == other.clause_start and figure.unit == other.unit


def match_figure(index: OpenIndex, query: Query, figure: Figure) -> Match | None:
    """Match one figure; None where its unit or measure cannot answer, or it does not hold the question's numbers."""
    if not fits_unit(query, figure) or not fits_measure(query, figure):
        return None
    own = canonical(figure.indicator)
    path, previous, lead, near = (canonical(line) for line in (figure.context.split("\n") + [""] * 4)[:4])
    if not all(_holds_number(number, own + near + lead) for number in query.numbers):
        return None
    if not lead and not previous and is_other_row(query.content, figure.indicator, near, figure.holder):
        return None
    if _other_threshold(query.content, own) or is_other_grade(query.content, own, near):
        return None
    title = title_of(index, figure.document)
    if not _latin(query.content) <= _latin(f"{lead} {near} {own} {previous} {path} {title}"):
        return None
    wanted = query_weights(index, query.content)
    if not wanted:
        return None
    total = sum(wanted.values())
    nearest = ((own, 1.0), (near, 1.0))
    if sum(weight * _held(token, nearest) for token, weight in wanted.items()) < LEAST_OWN * total:
        return None  # most figures found end here
    parted = [term for _, _, term in find_terms(canonical(query.content)) if _in_parts(term, own)]
    fields = (
        (" ".join((own, *parted)), _OWN),
        (near, _NEAR),
        (lead, _LEAD),
        (path, _PATH),
        (canonical(title_of(index, figure.document)), _TITLE),
        (previous, _PREVIOUS),
    )
    coverage = sum(weight * _held(token, fields) for token, weight in wanted.items()) / total
    if not _holds_terms(query.content, own, near, lead) or _lacks_modifier(index, query.content, fields):
        return None
    around = f"{lead} {near} {previous}"
    if _other_of_its_kind(query.content, figure.indicator, own, around) or is_other_indicator(
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
        + _term_bonus(query.content, own, near + lead)
        + _wording_bonus(query, own, figure.unit, figure.text, figure.status)
    )
    score += 0.04 * _literal(query.question, figure.indicator)
    if CEILING.search(query.question) and (figure.comparator in ("<=", "<") or CEILING.search(figure.text + near)):
        score += 0.12
    if query.numbers:
        score += 0.08 if all(_holds_number(number, own) for number in query.numbers) else -0.05
    if not query.asked:
        score += {"level": 0.02, "growth": -0.2}.get(figure.measure, 0.0)
    parts_of_year = [part.name for part in find_year_parts(figure.indicator + near) if not part.name.endswith("日")]
    score -= 0.1 * any(not same_part(query.part, part) for part in parts_of_year)
    if query.asked == "growth" and figure.measure == "share":
        score -= 0.1
    if figure.year in query.scope.years:
        score += 0.02
    digits = re.findall(r"\d{2,}", query.content)
    score -= 0.15 * any(d not in lead + near + own for d in digits)
    missed = misses(query, figure, title_of(index, figure.document), head_of(index, figure.document))
    if not {"region", "holder"} & set(missed) and is_of_a_member(index, query, figure):
        missed += ("holder",)
    return Match(figure, score, coverage, missed, precision)


_OWN, _NEAR, _LEAD, _PATH, _TITLE, _PREVIOUS = 1.0, 0.8, 0.6, 0.5, 0.5, 0.4
_SKIPPED = 0.65
"""What a pair of characters counts that stands in order but parted, as abbreviations make them (高企, 保租房)."""


def _held(token: str, fields: Sequence[tuple[str, float]]) -> float:
    """How far the fields hold a token: the best field's weight, less where its characters stand parted."""
    best = 0.0
    for text, weight in fields:
        if weight <= best:
            break
        if token in text:
            best = max(best, weight)
        elif len(token) == 2 and weight * _SKIPPED > best and _parted(token, text):
            best = max(best, weight * _SKIPPED)
    return best


def _parted(token: str, text: str) -> bool:
    """Whether two characters stand in order with one to four between them."""
    first, second = token[0], token[1]
    at = text.find(first)
    if at < 0 or second not in text:
        return False
    while at >= 0:
        if text.find(second, at + 2, at + 6) >= 0:
            return True
        at = text.find(first, at + 1)
    return False


def _latin(text: str) -> frozenset[str]:
    """The names in Latin letters that a text holds: PM10 is no PM2.5, however alike the words around them."""
    return frozenset(re.sub(r"[.-]", "", name) for name in _LATIN.findall(canonical(text)))


_LATIN = re.compile(r"[a-z][a-z0-9]{1,12}(?:[.-][a-z0-9]{1,6}){0,3}")


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
    if "总投资" in own and "总" not in query.question:
        bonus -= 0.1
    if query.past and query.scope.status == "unknown":
        bonus += {"actual": 0.05, "target": -0.05}.get(status, 0.0)
    bonus -= 0.05 * (status == "estimate" and "预计" not in query.question)
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


def title_of(index: OpenIndex, path: str) -> str:
    """The title of a document, "" where it has none."""
    return _titles(index).get(path, "")


def head_of(index: OpenIndex, path: str) -> str:
    """The title and the first words of a document, folded: what they say of the part of the year holds for all of it.

    So `今年上半年` at the start of a news item, whose later sentences do not repeat it.
    """
    return _heads(index, path)


_HEAD_LENGTH = 160
_ONE_MATTER = 3000
"""Up to this many characters a document is about one matter, and the only part of a year it names is its figures'."""


@remembered(4096)
def _heads(index: OpenIndex, path: str) -> str:
    text = index.text_of(path)
    head = f"{fold_text(title_of(index, path))}\n{fold_text(text[:_HEAD_LENGTH])}"
    if len(text) > _ONE_MATTER:
        return head
    parts = {part.name for part in find_year_parts(fold_text(text)) if not part.name.endswith(("日", "月", "末"))}
    parts |= {part.name for part in find_year_parts(fold_text(text)) if part.name.startswith("1-")}
    return f"{head}\n{parts.pop()}" if len(parts) == 1 else head


@remembered(4)
def _titles(index: OpenIndex) -> dict[str, str]:
    return {document.path: document.metadata.title for document in index.documents()}


def _precision(index: OpenIndex, own: str, content: str) -> float:
    """The share of the figure's own telling words that the question holds too; 0.5 where it has none."""
    rest = tokens(_VERBS.sub(" ", plain_words(own)))
    asked = set(tokens(canonical(content)))
    weights = [(inverse_frequency(index, t) * (1.0 if len(t) > 1 else 0.4), t in asked) for t in set(rest)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, held in weights if held) / total if total else 0.5


def _term_bonus(content: str, own: str, around: str) -> float:
    """A term of the table that the question names must be the figure's own; beside it is weaker, absent is a fault."""
    terms = {term for _, _, term in find_terms(canonical(content))}
    if not terms:
        return 0.0
    mine = {term for _, _, term in find_terms(own)}
    beside = {term for _, _, term in find_terms(around)}
    bonus = sum(
        0.12 if t in mine else 0.0 if t in beside or _in_parts(t, own) or _continued(t, own, around) else -0.15
        for t in terms
    ) / len(terms)
    return bonus - (0.1 if mine - terms and not mine & terms else 0.0)


def _other_of_its_kind(content: str, indicator: str, own: str, around: str) -> bool:
    """Whether a figure only shares the question's last word and names another thing before it.

    `用电价格` against `工业用水、天然气的价格下调`; words that are carried on from another clause are left alone, and
    so are those of a sentence that tells of what is asked (`举办网络招聘会…,提供岗位`).
    """
    if " " in indicator or not content:
        return False
    wanted = [t for t in tokens(_VERBS.sub(" ", canonical(content))) if len(t) == 2]
    words = [t for t in tokens(_VERBS.sub("", own)) if len(t) == 2]
    shared = {t for t in wanted if t in words}
    told = [t for t in wanted[:-1] if t in around]
    if 2 * len(told) > len(wanted) - 1:
        return False
    return len(wanted) > 2 and shared == {wanted[-1]} and len(words) >= 4 and words[-1] == wanted[-1]


def _holds_terms(content: str, own: str, near: str, lead: str) -> bool:
    """Whether every indicator of the table that the question names stands in the figure's sentence.

    Other terms must not stand in its own words only inside the name of another thing (经营主体 in 新登记经营主体).
    """
    words = f"{lead} {near} {own}"
    question = canonical(content)
    terms = {term for _, _, term in find_terms(question)}
    asked = terms & indicator_terms()
    mine = {term for _, _, term in find_terms(own)} & indicator_terms()
    if any(term in own and not holds_term(term, own, question) for term in terms - asked):
        return False
    if any(is_of_wider(term, own, words) for term in terms - asked):
        return False
    if (asked and mine and not asked & mine) or (len(asked) == 1 and has_subject(own) and names_only(content)):
        # a member of a list that the asked one stands in too; nothing else tells whose words of the sentence are meant
        words = f"{near} {own}"
    return all(holds_term(t, words, question) or _in_parts(t, own) or _continued(t, own, lead) for t in asked)


_NO_MODIFIER = re.compile(
    r"增长|增速|增幅|总|目标|实际|累计|规模|同比|新增|占|全[省市区县国]|[地本]方|按|口径|排|国家级?"
    r"|[省市区县州]{2,}|[一二两三四五六七八九十这那各几]个?(?:[省市区县年地][市份区方]?)+|[和与跟里中]"
)


def _lacks_modifier(index: OpenIndex, content: str, fields: Sequence[tuple[str, float]]) -> bool:
    """Whether a question names one indicator of the table with words before it, and a figure has none of those.

    `对东盟进出口` is a part of 进出口; the whole's figure holds the indicator and is another.
    """
    asked = canonical(content)
    named = [(start, end) for start, end, term in find_terms(asked) if term in indicator_terms()]
    if len(named) != 1:
        return False
    before = _NO_MODIFIER.sub(" ", plain_words(asked[: named[0][0]]))
    telling = [t for t in tokens(before) if len(t) == 2 and (index.document_frequency(t) or is_word_pair(t))]
    return bool(telling) and not any(_held(t, fields) for t in telling)


def _continued(term: str, own: str, lead: str) -> bool:
    """Whether a figure's words begin with the end of a term whose start stands before them in the sentence."""
    return any(own.startswith(term[i:]) and term[:i] in lead for i in range(2, len(term) - 1))


def _in_parts(term: str, text: str) -> bool:
    """Whether a term stands in a text in two parts, the second in a later piece (`粮食播种面积 产量`: 粮食产量)."""
    for i in range(2, len(term) - 1):
        at = text.find(term[:i])
        gap = text.find(" ", at + i) if at >= 0 else -1
        if gap >= 0 and text.find(term[i:], gap) >= 0:
            return True
    return False


_THRESHOLD = re.compile(
    r"(?:\d[\d.]*|[一二两三四五六七八九十百千]+)?[万亿]+元?(?:及?以上|以下)|(?:\d[\d.]*)[万亿]*元(?:及?以上|以下)"
)


def _other_threshold(content: str, own: str) -> bool:
    """Whether question and figure name different thresholds: 亿元以上项目 against 10亿元以上项目."""
    asked = {_digits(re.sub(r"元|及?以上|以下", "", t)) for t in _THRESHOLD.findall(content)}
    stated = {_digits(re.sub(r"元|及?以上|以下", "", t)) for t in _THRESHOLD.findall(own)}
    return bool(asked and stated and not asked & stated)


def _number_key(number: str) -> str:
    """The digits and magnitude of a question's number: `超10亿元` -> 10亿."""
    match = re.search(r"[\d.,]+\s?[万亿千百]*|[一二两三四五六七八九十百千万亿]+", number)
    return _digits(_words_key(match.group() if match else number))


def _holds_number(number: str, text: str) -> bool:
    """Whether a text holds a question's number whole: 5条 does not stand in 15条, nor 5 in 5万."""
    key = _number_key(number)
    behind = rf"[\d{_NUMERALS}]|\.\d" + ("" if key.endswith(("万", "亿")) else "|[万亿]")
    return bool(re.search(rf"(?<![\d.{_NUMERALS}]){re.escape(key)}(?!{behind})", _digits(_words_key(text))))


_NUMERALS = "零〇一二两三四五六七八九十百千"


@lru_cache(maxsize=4096)
def _digits(text: str) -> str:
    """Thresholds in Chinese numerals with digits (超五百亿元 as 超500亿元), so that both writings are one."""
    return _CHINESE_SIZE.sub(lambda m: f"{plain(parse_number(m.group()) or Decimal(0))}" or m.group(), text)


_CHINESE_SIZE = re.compile(r"[一二两三四五六七八九]?[十百千][一二两三四五六七八九]?[十百]?(?=[万亿])")


def _words_key(text: str) -> str:
    return re.sub(r"[\s,]", "", text)


def best_of(matches: Iterable[Match], accepted: float = ACCEPTED) -> list[Match]:
    """The matches that cover enough of the question, in order."""
    return [m for m in matches if m.coverage >= accepted]
