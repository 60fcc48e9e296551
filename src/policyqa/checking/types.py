"""The values of a check: what a draft claims, and what the documents say to it. Offsets are of the draft's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policyqa.types import Citation, Figure, Scope, Span, StatedFigure

Verdict = Literal["supported", "contradicted", "not found"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "not found", "supported")
"""The verdicts, the worst first."""
VERDICT_NAMES: dict[Verdict, str] = {"supported": "一致", "contradicted": "不符", "not found": "未找到"}
VERDICT_SIGNS: dict[Verdict, str] = {"supported": "✓", "contradicted": "✗", "not found": "?"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a draft with what the draft says it is about.

    `figure` is the draft's own; its year, place and status are those of `scope`, which may be carried over from earlier
    sentences and holds two places where either may be meant. `words` are the folded words that say what is measured,
    `sentence` the folded sentence, `before` what of it stands before the figure. `unsure` says why no place is given
    although the draft means one. `required` is a kind of zone (开发区) that the stated figure's own sentence must name.
    `base` is the year that a growth is measured from (比2020年, 比上年). Each of these three is "" where there is none.
    """

    figure: Figure
    words: str
    sentence: str
    before: str
    scope: Scope
    unsure: str = ""
    required: str = ""
    base: str = ""


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


def summary_line(checked: CheckedDraft) -> str:
    """Count the verdicts in words: `共核对12个数字：一致9，不符1，未找到2`."""
    if not checked.claims:
        return "草稿里没有可核对的数字。"
    counts = "，".join(f"{name}{checked.count(verdict)}" for verdict, name in VERDICT_NAMES.items())
    return f"共核对{len(checked.claims)}个数字：{counts}"
