"""The values of a check: what a draft claims, and what the documents say to it. Offsets are of the draft's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policyqa.types import Citation, Figure, Scope, Span, StatedFigure

Verdict = Literal["supported", "contradicted", "not found"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "not found", "supported")
"""The verdicts, the worst first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a draft with what the draft says it is about.

    Attributes:
        figure: the draft's own figure; its `year`, `region`, `holder` and `status` are those of `scope`.
        words: the folded words that say what is measured, scope and figure left out of them or not.
        sentence: the folded sentence that it stands in.
        scope: the years, places and kind that hold for it, carried over from earlier sentences where they do.
        unsure: why the place is unsure ("" where it is sure or simply not named): `全市` after a district.
        required: a kind of zone (开发区) that the figure's own sentence must name, "" for none.
    """

    figure: Figure
    words: str
    sentence: str
    scope: Scope
    unsure: str = ""
    required: str = ""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One figure of the draft, judged.

    `figure` is the draft's own (its `citation` is 0), `stated` the document's, None where nothing near is stated;
    for `not found` it is the nearest. `remark` says in Chinese what differs without contradicting, whose figure it
    is, or why nothing was found. `citations` are labelled through the whole draft.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    remark: str
    figure: StatedFigure
    stated: StatedFigure | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of a quotation: the draft's characters from `start` to `end` stand as `stated` in the document.

    `start == end` where the draft leaves something out, `stated == ""` where it adds something.
    """

    start: int
    end: int
    stated: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks that the draft attributes to a document, compared with it character by character.

    `start`/`end` span the words without their marks. `verdict` is `supported` for the document's own words,
    `contradicted` where characters differ, `not found` where no document at hand holds anything like them.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    remark: str = ""
    source: str = ""
    differences: tuple[Difference, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with every figure judged; `text` is what all offsets count in, `verdict` the worst of all claims.

    A draft without a figure is `not found`: nothing in it was checked.
    """

    text: str
    verdict: Verdict
    claims: tuple[CheckedClaim, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    seconds: float = 0.0

    def count(self, verdict: Verdict) -> int:
        """Count the claims of one verdict."""
        return sum(claim.verdict == verdict for claim in self.claims)

    def marks(self) -> tuple[tuple[Span, Verdict], ...]:
        """Give the claims' spans with their verdicts, in order."""
        return tuple((Span(claim.start, claim.end), claim.verdict) for claim in self.claims)
