"""Scoring: the figures of one set from its questions and answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyqa.measuring import judging, placing
from policyqa.measuring.judging import Question
from policyqa.types import Answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was judged of one question; None where the question does not ask for it.

    Attributes:
        id: the question's.
        kind: the question's.
        found: whether it was answered.
        right: as `judging.is_right`.
        lost: what a figure with the right value lost: "comparator", "unit".
        year: whether the first figure's year is the year asked for.
        cited: whether a citation is right.
        quotes: number of quotes.
        changed: number of quotes that are not the document's own characters.
        document_first: whether the first document shown is right.
        passage_rank: place of the first passage with the evidence, 0 beyond the tenth.
        document_rank: place of the first right document, 0 where none is.
        rouge: ROUGE-L with the nearest expected answer, for answers in words.
        seconds: wall clock of the question.
    """

    id: str
    kind: str
    found: bool
    right: bool | None
    lost: tuple[str, ...]
    year: bool | None
    cited: bool | None
    quotes: int
    changed: int
    document_first: bool | None
    passage_rank: int | None
    document_rank: int | None
    rouge: float | None
    seconds: float


def judge(question: Question, answer: Answer, seconds: float, text_of: Callable[[str], str]) -> Judgement:
    """Judge one answer; `text_of` gives a document's whole text by path or by name."""
    around = judging.beside_evidence(question.evidence, map(text_of, sorted(question.documents)))
    placed = bool(question.documents and question.evidence)
    worded = question.kind in ("text", "why") and bool(question.answers)
    return Judgement(
        id=question.id,
        kind=question.kind,
        found=answer.found,
        right=judging.is_right(question, answer),
        lost=judging.lost_parts(question, answer, around) if answer.found else (),
        year=judging.year_right(question, answer) if question.kind in ("figure", "followup") else None,
        cited=placing.citation_right(question, answer),
        quotes=len(answer.citations),
        changed=sum(text_of(c.document)[c.start : c.end] != c.quote for c in answer.citations),
        document_first=placing.document_first(question, answer) if placed else None,
        passage_rank=placing.passage_rank(question, answer.hits) if placed else None,
        document_rank=placing.document_rank(question, answer.hits) if placed else None,
        rouge=max(judging.rouge_l(answer.answer, part) for part in question.answers) if worded else None,
        seconds=seconds,
    )


def score(judged: Sequence[Judgement]) -> dict[str, Any]:
    """Sum up a set: counts as [right, of], shares as fractions, times in seconds; None where nothing was asked.

    Recall counts the questions whose evidence (right document) is among the first k; nDCG@10 takes one passage as
    relevant, so its ideal is 1. Of exact figures neither value, comparator nor unit differs from the document's.
    """
    asked = [j for j in judged if j.right is not None]
    answered = [j for j in asked if j.found]
    exact = [j for j in asked if j.kind in judging.EXACT_KINDS]
    passages = [j.passage_rank for j in judged if j.passage_rank is not None]
    documents = [j.document_rank for j in judged if j.document_rank is not None]
    seconds = sorted(j.seconds for j in judged)
    return {
        "questions": len(judged),
        "right": _of(j.right for j in asked),
        "kinds": {k: _of(j.right for j in asked if j.kind == k) for k in dict.fromkeys(j.kind for j in asked)},
        "precision_when_answering": _mean([float(bool(j.right)) for j in answered]),
        "refusals_right": _of(j.right for j in asked if j.kind == "none"),
        "refused_wrongly": sum(not j.found and j.kind != "none" for j in asked),
        "figures_exact": _of(bool(j.right) and not j.lost for j in exact),
        "comparator_lost": sum("comparator" in j.lost for j in judged),
        "unit_lost": sum("unit" in j.lost for j in judged),
        "year_right": _of(j.year for j in judged if j.year is not None),
        "citations_right": _of(j.cited for j in judged if j.cited is not None),
        "quotes_verbatim": [sum(j.quotes - j.changed for j in judged), sum(j.quotes for j in judged)],
        "document_first": _mean([float(j.document_first) for j in judged if j.document_first is not None]),
        "passage_recall_1_5_10": recalls(passages),
        "document_recall_1_5_10": recalls(documents),
        "ndcg_10": _mean([1 / math.log2(1 + rank) if 0 < rank <= 10 else 0.0 for rank in passages]),
        "rouge_l": _mean([j.rouge for j in judged if j.rouge is not None]),
        "seconds_p50": _at(seconds, 0.5),
        "seconds_p95": _at(seconds, 0.95),
    }


def score_claims(questions: Sequence[Question], verdicts: Mapping[str, str]) -> dict[str, Any]:
    """Score verdicts by id; `false_supported` counts the claims called supported that are not."""
    right = sum(verdicts.get(q.id) == q.answers[0] for q in questions)
    false = sum(verdicts.get(q.id) == "supported" != q.answers[0] for q in questions)
    return {"questions": len(questions), "verdicts_right": [right, len(questions)], "false_supported": false}


def _of(values: Iterable[bool | None]) -> list[int]:
    found = [bool(value) for value in values]
    return [sum(found), len(found)]


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def recalls(ranks: Sequence[int]) -> list[float | None]:
    """Recall at 1, 5 and 10, of places from 1; 0 is nowhere."""
    return [_recall(ranks, k) for k in (1, 5, 10)]


def _recall(ranks: Sequence[int], k: int) -> float | None:
    return _mean([float(0 < rank <= k) for rank in ranks])


def _at(ordered: Sequence[float], share: float) -> float | None:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 4) if ordered else None
