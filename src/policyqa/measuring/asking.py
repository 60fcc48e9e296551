"""Asking: the questions of a file answered over one index, judged, and summed up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from policyqa.measuring.judging import Question
from policyqa.measuring.scoring import Judgement, judge, score, score_claims

if TYPE_CHECKING:
    from policyqa.assistant import Assistant


def measure(
    assistant: Assistant, questions: Sequence[Question], on_progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """Answer and judge questions; lines of kind "claim" are checked.

    Args:
        assistant: over the documents that the questions are about.
        questions: of any kinds, in any order; the assistant sees text, history and day only.
        on_progress: called with the number of questions done and of all.

    Returns:
        The scores as `scoring.score` gives them, those of claims under "claims", and under "wrong" the ids of what was
        judged wrong. Without questions (claims) their scores are absent.
    """
    text_of = _texts(assistant)
    judged: list[Judgement] = []
    verdicts: dict[str, str] = {}
    for number, question in enumerate(questions, 1):
        if question.kind == "claim":
            verdicts[question.id] = assistant.check(question.text, as_of=_day(question)).verdict
        else:
            started = time.perf_counter()
            answer = assistant.ask(question.text, question.history, _day(question))
            judged.append(judge(question, answer, time.perf_counter() - started, text_of))
        if on_progress is not None:
            on_progress(number, len(questions))
    claims = [q for q in questions if q.kind == "claim" and q.answers]
    wrong = [j.id for j in judged if j.right is False] + [q.id for q in claims if verdicts[q.id] != q.answers[0]]
    result = score(judged) if judged else {}
    return result | ({"claims": score_claims(claims, verdicts)} if claims else {}) | {"wrong": wrong}


def _day(question: Question) -> date | None:
    return date.fromisoformat(question.as_of) if question.as_of else None


def _texts(assistant: Assistant) -> Callable[[str], str]:
    """Give what reads a document's text by path or file name; "" where the index has none of it."""
    paths = [document.path for document in assistant.index.documents()]
    by_name = {PurePosixPath(path).name: path for path in paths} | {path: path for path in paths}

    @lru_cache(maxsize=512)
    def read(name: str) -> str:
        return assistant.document(by_name[name]).text if name in by_name else ""

    return read
