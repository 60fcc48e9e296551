"""Checking a whole draft: claims found, judged and cited, quotations compared."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from policyqa.answering.citing import cite_figures, state
from policyqa.checking.claims import find_claims
from policyqa.checking.computed import judge_computed
from policyqa.checking.fitting import find_fits
from policyqa.checking.quotations import check_quotations
from policyqa.checking.sentence import Setting
from policyqa.checking.types import VERDICTS, CheckedClaim, CheckedDraft, Claim, Quotation, Verdict
from policyqa.checking.verdicts import Judged, judge
from policyqa.retrieval import known_places
from policyqa.types import Citation, Document

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex


def check_draft(
    index: OpenIndex, draft: Document, as_of: date, on_progress: Callable[[int, int], None] | None = None
) -> CheckedDraft:
    """Judge every figure of a draft by the documents of an index.

    Args:
        index: the documents.
        draft: the draft, as `draft_of` or `read_draft` give it.
        as_of: the day of writing, by which 今年 and 去年 are resolved.
        on_progress: called with the number of claims done and of all claims.
    """
    started = time.perf_counter()
    claims = find_claims(draft, Setting(as_of, *known_places(index)))
    numbering = _Numbering(index)
    checked = []
    for done, claim in enumerate(claims):
        if on_progress is not None:
            on_progress(done, len(claims))
        checked.append(numbering.checked(claim, _judged(index, claim, as_of)))
    if on_progress is not None:
        on_progress(len(claims), len(claims))
    quotations = [numbering.quoted(quotation) for quotation in check_quotations(index, draft)]
    seconds = round(time.perf_counter() - started, 4)
    return CheckedDraft(draft.text, _worst([c.verdict for c in checked]), tuple(checked), tuple(quotations), seconds)


def _judged(index: OpenIndex, claim: Claim, as_of: date) -> Judged:
    """Judge by what is stated; where nothing is, by what follows from it."""
    judged = judge(claim, find_fits(index, claim, as_of), as_of.year)
    if judged.verdict != "not found":
        return judged
    return judge_computed(index, claim, as_of) or judged


def _worst(verdicts: list[Verdict]) -> Verdict:
    return next((verdict for verdict in VERDICTS if verdict in verdicts), "not found")


class _Numbering:
    """Labels citations through a whole draft: the same span has the same number wherever it is cited."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._labels: dict[tuple[str, int, int], int] = {}

    def quoted(self, quotation: Quotation) -> Quotation:
        """Label what a quotation cites."""
        return replace(quotation, citations=tuple(replace(c, label=self._label(c)) for c in quotation.citations))

    def checked(self, claim: Claim, judged: Judged) -> CheckedClaim:
        """Cite what a verdict rests on and put the claim together."""
        cited = cite_figures(self._index, judged.figures)
        labels = {c.label: self._label(c) for c in cited.citations}
        citations = tuple(replace(c, label=labels[c.label]) for c in cited.citations)
        figures = (judged.computed, *judged.figures) if judged.computed else judged.figures
        stated = state(figures[0], labels[cited.labels[0]], computed=bool(judged.computed)) if figures else None
        return CheckedClaim(
            text=claim.figure.text,
            start=claim.figure.start,
            end=claim.figure.end,
            verdict=judged.verdict,
            remark=judged.remark,
            figure=state(claim.figure, 0),
            stated=stated,
            citations=citations,
        )

    def _label(self, citation: Citation) -> int:
        key = (citation.document, citation.start, citation.end)
        return self._labels.setdefault(key, len(self._labels) + 1)
