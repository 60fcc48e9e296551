"""Judging: whether one answer is right, and which figures lost their bound, unit or year.

What right means by kind is what `policyqa batch` is measured by everywhere in this project (see README.md here).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyqa.chinese.fold import fold_text
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.types import Answer

EXACT_KINDS = ("figure", "year", "followup")
ALL_KINDS = ("list", "compare", "several")
LEAST_ROUGE = 0.5
"""ROUGE-L from which an answer to why counts as right."""

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DASHES = re.compile(r"[-‐‑‒–—―−~]{1,6}")
_TO = re.compile(r"(?<=[\d%])\s?[至到]\s?(?=\d)")
_MARKS = re.compile(r"[\s,、。;:!?\"“”'‘’()《》〈〉<>【】\[\]·•]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=-?(?:20\d\d)?年|$)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOT_ABOUT = re.compile(r"(?<=[签合节公制条预协违])约")
_BOUNDS = (
    (">", ("以上", "不少于", "不低于", "超过", "突破", "高于", "多于", "至少")),
    ("<", ("以内", "以下", "不超过", "不高于", "低于", "少于")),
    ("~", ("左右", "上下", "大约", "约")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what only the judge may know; the product sees text, history and as_of.

    `documents` are file names of which any will do; `year` is given where the set says which year is right.
    """

    id: str
    kind: str
    text: str
    answers: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()
    evidence: str = ""
    history: tuple[str, ...] = ()
    as_of: str = ""
    year: str = ""


def plain(text: str) -> str:
    """Fold text for comparison: width, case, marks and dashes; a "|" is left between two numbers that a mark parted.

    >>> plain("分别达96.7％、1,200 套和3：1")
    '分别达96.7%|1200套和3:1'
    """
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).lower())
    return _MARKS.sub(_gap, _TO.sub("-", _DASHES.sub("-", text)))


def _gap(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    if not (
        start and end < len(text) and text[end].isdigit() and (text[start - 1].isdigit() or text[start - 1] == "%")
    ):
        return ""
    return ":" if match.group() == ":" else "|"


def holds(text: str, part: str) -> bool:
    """Tell whether `part` stands in `text` and cuts no number: 5% is not in 15%, 26万 not in 26万亿; "" is nowhere."""
    wanted = plain(part)
    if not wanted:
        return False
    before = r"(?<![\d.负-])" if wanted[0].isdigit() else ""
    after = r"(?![\d.%万亿])" if wanted[-1].isdigit() else r"(?![万亿])" if wanted[-1] in "万%" else ""
    return re.search(before + re.escape(wanted) + after, plain(text)) is not None


def is_right(question: Question, answer: Answer) -> bool | None:
    """Judge an answer; None for a kind that has no right and wrong (claims have verdicts, other kinds only hits)."""
    got, wanted = answer.answer, question.answers
    if question.kind == "none":
        return not answer.found
    if question.kind not in (*EXACT_KINDS, *ALL_KINDS, "text", "why"):
        return None
    if not answer.found or not wanted:
        return False
    if question.kind in ALL_KINDS:
        return all(holds(got, part) for part in wanted) and len(got) <= 200 + 4 * sum(map(len, wanted))
    if question.kind == "why":
        return any(
            rouge_l(got, part) >= LEAST_ROUGE or (holds(got, part) and len(got) <= 20 + 2.5 * len(part))
            for part in wanted
        )
    if len(got) > max(40, 3 * max(map(len, wanted))) or not any(holds(got, part) for part in wanted):
        return False
    return question.kind == "text" or not (_other_numbers(got, wanted) or _contradicts(got, wanted[0]))


def _other_numbers(got: str, wanted: Iterable[str]) -> set[str]:
    return _numbers(got) - {number for part in wanted for number in _numbers(part)}


def _numbers(text: str) -> set[str]:
    return {number.lstrip("0") or "0" for number in _NUMBER.findall(_YEAR.sub("", plain(text)))}


def _contradicts(got: str, wanted: str) -> bool:
    mine, theirs = _bound(got), _bound(wanted)
    return bool(mine and theirs and mine != theirs)


def _bound(text: str) -> str:
    folded = plain(text)
    return next((sign for sign, words in _BOUNDS if any(word in folded for word in words)), "")


def lost_parts(question: Question, answer: Answer, around: str = "") -> tuple[str, ...]:
    """Name what a figure with the right value lost or changed against the document: "comparator", "unit", or nothing.

    The document's form is that in `around`, the evidence where it stands in the document with what is beside it
    (`beside_evidence`); where that does not hold the value, that of the quotes; else the expected one. A bound or unit
    of the fullest expected form is the document's too: a table has them in its header and not in the cell.
    """
    if question.kind not in (*EXACT_KINDS, *ALL_KINDS):
        return ()
    have = _quantities(answer.answer)
    groups = [question.answers] if question.kind in EXACT_KINDS else [(part,) for part in question.answers]
    sources = (around or question.evidence, "\n".join(citation.quote for citation in answer.citations))
    faults: list[str] = []
    for group in groups:
        expected = [q for part in group for q in _quantities(part)]
        wanted = next((q for q in expected if _of_value(have, q)), expected[0] if expected else None)
        if wanted is not None:
            stated = next((found for text in sources if (found := _of_value(_quantities(text), wanted))), [wanted])
            fullest = _of_value(_quantities(max(group, key=len)), wanted)
            stated = [*stated, *(q for q in fullest if q.comparator not in ("", "=") and q.unit)]
            faults += _faults(wanted, _of_value(have, wanted), stated, answer.answer)
    return tuple(dict.fromkeys(faults))


def beside_evidence(evidence: str, texts: Iterable[str]) -> str:
    """Give each place of the texts where the evidence stands, with so much beside it as a bound may take.

    Evidence is often cut to the figure itself (500亿元), which says nothing of a bound beside it (突破500亿元). A 约
    that ends another word (签约90个) is no bound, and is kept from being read as one.
    """
    places = [
        text[max(0, m.start() - 6) : m.end() + 3] for text in texts for m in re.finditer(re.escape(evidence), text)
    ]
    return _NOT_ABOUT.sub("订", "\n".join(places)) if evidence else ""


def _faults(wanted: Quantity, have: Sequence[Quantity], stated: Sequence[Quantity], got: str) -> list[str]:
    if not have:
        return ["unit"] if holds(got, wanted.value.partition("/")[0]) else []
    units = {q.unit for q in stated}
    same = [q for q in have if q.unit in units]
    if not same:
        return ["unit"]
    return [] if {q.comparator for q in same} & {q.comparator for q in stated} else ["comparator"]


def _of_value(quantities: Iterable[Quantity], wanted: Quantity) -> list[Quantity]:
    return [q for q in quantities if q.value == wanted.value]


def _quantities(text: str) -> list[Quantity]:
    # The full stop: a bare answer is the end of a clause, and some forms are told by what follows them.
    return [q for q in find_quantities(f"{fold_text(text)}。") if q.value and not q.threshold]


def year_right(question: Question, answer: Answer) -> bool | None:
    """Judge the year of the first figure shown; None where the question names no single year or no figure is shown."""
    asked = question.year or _asked_year(question)
    if not asked or not answer.found or not answer.figures:
        return None
    first, _, last = answer.figures[0].year.partition("-")
    return bool(first) and first <= asked <= (last or first)


def _asked_year(question: Question) -> str:
    years = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", question.text))
    if question.as_of and not question.history:
        this = int(question.as_of[:4])
        years |= {str(this + by) for word, by in (("今年", 0), ("去年", -1), ("明年", 1)) if word in question.text}
    return years.pop() if len(years) == 1 else ""


def rouge_l(got: str, wanted: str) -> float:
    """Compute ROUGE-L F1 over characters of folded text (at most 2,000 each); 0 where either is empty."""
    first, second = plain(got)[:2000], plain(wanted)[:2000]
    common = _common_subsequence(first, second)
    return 2 * common / (len(first) + len(second)) if common else 0.0


def _common_subsequence(first: str, second: str) -> int:
    """Count the characters of the longest common subsequence, by bits of whole numbers (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for i, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << i
    full = (1 << len(first)) - 1
    row = full
    for character in second:
        matched = row & places.get(character, 0)
        row = (row + matched | row - matched) & full
    return len(first) - row.bit_count()
