"""Runs: sentences joined by semicolons that say the same of several things, each of its own subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from policyqa.chinese.terms import canonical
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.answering.match import Match
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

DOCUMENTS = 3
"""How many documents are looked at: those of the best matches."""
NAMED = 4
"""Least characters of a subject's end that a question must hold to name it: 签约项目, and not only 项目."""


def without_other_members(index: OpenIndex, query: Query, matches: Sequence[Match]) -> list[Match]:
    """Leave out what a run says of another of its members than the one that the question names.

    `签约项目40个,总投资120亿元;履约项目30个,总投资90亿元;储备项目200个`: 90亿元 is of no 签约项目 and no 储备项目,
    however many of the question's words stand around it.
    """
    several = re.search(r"[、和与及]|各|分别", query.question)  # then what is asked for now is in the content alone
    asked = canonical(query.content if several else query.question).replace(" ", "")
    paths = list(dict.fromkeys(m.figure.document for m in matches if not m.misses))[:DOCUMENTS]
    runs = {path: _runs_of(index, path) for path in paths}
    return [m for m in matches if m.misses or not _is_others(asked, m.figure, runs.get(m.figure.document, {}))]


def _runs_of(index: OpenIndex, path: str) -> dict[int, dict[int, str]]:
    """For the start of each sentence of a run the subjects of all its sentences, by start."""
    sentences: dict[int, Figure] = {}
    for figure in index.figures_of(path):
        sentences.setdefault(figure.clause_start, figure)
    text = index.text_of(path)
    runs: dict[int, dict[int, str]] = {}
    for first, second in pairwise(sentences.values()):
        joined = text[first.clause_end - 1 : first.clause_end] in (";", "；")
        if joined and not text[first.clause_end : second.clause_start].strip():
            run = runs.setdefault(first.clause_start, {first.clause_start: _subject(first)})
            run[second.clause_start] = _subject(second)
            runs[second.clause_start] = run
    return runs


def _subject(first: Figure) -> str:
    """What a sentence is about: the words of its first figure."""
    return canonical(first.indicator).split(" ")[0]


def _is_others(asked: str, figure: Figure, runs: dict[int, dict[int, str]]) -> bool:
    run = runs.get(figure.clause_start, {})
    own = run.get(figure.clause_start, "")
    if not own or own in asked:
        return False
    alike = [subject for subject in run.values() if subject != own and subject[-2:] == own[-2:]]
    named = max((_end_in(subject, asked) for subject in alike), key=len, default="")
    return len(named) >= max(NAMED, len(_end_in(own, asked)) + 1) and named not in canonical(figure.indicator)


def _end_in(subject: str, asked: str) -> str:
    """The longest end of a subject that stands in a question."""
    return next((subject[at:] for at in range(len(subject)) if subject[at:] in asked), "")
