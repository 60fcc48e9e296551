"""Verdicts: what the documents' figures say to one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyqa.checking.comparing import Compared, compare
from policyqa.checking.fitting import Fit
from policyqa.checking.types import Claim, Verdict
from policyqa.types import Figure

NEAR_TIE = 0.06
"""How far below the best fit another figure still counts as stating the same thing."""

CLEAR = 0.8
"""Share of the words before a figure that a claim must hold for its sentence to tell figures apart."""
LIKE = 0.3
APART = 1
"""How many more characters of a claim may stand only around a figure than of another, for both to be meant alike."""
MANY = 2
"""How many other values under the same words in one document make these words too vague."""

_STATUS_NAMES = {"target": "目标", "actual": "实际", "estimate": "预计", "unknown": ""}
_MISSED = {"year": "年份", "part": "时段", "region": "地区", "holder": "主体", "status": "口径"}


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a claim, the remark, and the figures that it rests on (the stated one first).

    `computed` is a figure of ours that stands for the stated one, where it follows from `figures`.
    """

    verdict: Verdict
    remark: str = ""
    figures: tuple[Figure, ...] = ()
    computed: Figure | None = None


def judge(claim: Claim, fits: Sequence[Fit], this_year: int) -> Judged:
    """Judge a claim by the stated figures that measure what it is about, best first."""
    inside = _closest([fit for fit in fits if not fit.misses])
    inside = _of_likely_kind(claim, inside, this_year)
    if not inside:
        return _absent(claim, [fit for fit in fits if fit.misses])
    scopes = {_open_scope(claim, fit.figure) for fit in inside}
    agreeing = [fit for fit in inside if compare(claim.figure, fit.figure).supports]
    values = {(fit.figure.value, fit.figure.unit) for fit in inside}
    if (len(scopes) > 1 and len(values) > 1) or claim.unsure:
        return _unsure(claim, inside)
    if agreeing:
        return _agreed(claim, agreeing, inside, fits)
    owners = [f for f in fits if f.misses and f.exact and compare(claim.figure, f.figure).agreement == "equal"]
    if owners and not any(fit.exact for fit in inside):
        return _absent(claim, owners)  # what is stated in this scope is worded as something else
    return _contradicted(claim, inside, fits)


def _closest(fits: Sequence[Fit]) -> list[Fit]:
    """The best fit and those that fit as well; where the sentences tell them apart, those in the like sentence."""
    closest = [fit for fit in fits if fit.score >= fits[0].score - NEAR_TIE]
    most = max((fit.context for fit in closest), default=0.0)
    return [fit for fit in closest if fit.context >= most - LIKE or most < CLEAR]


def _of_likely_kind(claim: Claim, fits: list[Fit], this_year: int) -> list[Fit]:
    """Where the claim does not say target or actual, what its year makes likely, if that is stated."""
    if claim.scope.status != "unknown" or not claim.scope.years:
        return fits
    past = int(claim.scope.years[0][-4:]) < this_year
    likely = [fit for fit in fits if (fit.figure.status != "target") == past]
    return likely or fits


def _open_scope(claim: Claim, figure: Figure) -> tuple[str, str]:
    """What of a figure's scope the claim leaves open."""
    open_place = len(claim.scope.regions) + len(claim.scope.holders) != 1
    return ("" if claim.scope.years else figure.year, f"{figure.region}{figure.holder}" if open_place else "")


def _unsure(claim: Claim, fits: Sequence[Fit]) -> Judged:
    """Several scopes fit and state different values: which is meant is not for us to choose."""
    missing = []
    if not claim.scope.years and len({fit.figure.year for fit in fits}) > 1:
        missing.append("年份")
    if len(claim.scope.regions) + len(claim.scope.holders) != 1 and len({fit.figure.holder for fit in fits}) > 1:
        missing.append("地区")
    remark = f"草稿没有说明{'和'.join(missing)}，文件中有几个不同的数字，无法判断"
    if not missing:
        remark = "草稿说的是哪个地区不清楚，无法判断"
    agreeing = [fit for fit in fits if compare(claim.figure, fit.figure).supports]
    return Judged("not found", remark, tuple(fit.figure for fit in (*agreeing, *fits))[:1])


def _supported(claim: Claim, agreeing: Sequence[Fit], inside: Sequence[Fit]) -> Judged:
    """The claim is borne out; a value that the documents also state otherwise is remarked on.

    Words that one document uses for several different values (高于全国……) settle nothing: that is `not found`.
    """
    best = min(agreeing, key=lambda fit: (_rank(compare(claim.figure, fit.figure)), not fit.alike))
    others = [fit.figure for fit in inside if fit not in agreeing and fit.alike >= best.alike]
    at_home = {(f.value, f.unit) for f in others if f.document == best.figure.document}
    if len(at_home) >= MANY:
        return Judged("not found", "这样的说法在文件中对应多个不同的数字，无法判断是哪一个", (best.figure,))
    remarks = [compare(claim.figure, best.figure).remark]
    if others:
        where = "文件之间说法不一：另一处" if others[0].document != best.figure.document else "同一文件另有一处"
        remarks.append(f"{where}为{others[0].text}")
    return Judged("supported", "；".join(r for r in remarks if r), (best.figure, *others[:1]))


def _agreed(claim: Claim, agreeing: Sequence[Fit], inside: Sequence[Fit], fits: Sequence[Fit]) -> Judged:
    """The value is stated: of just what the claim says, or of something else beside which that is stated otherwise."""
    exact = [fit for fit in agreeing if fit.exact]
    others = [fit for fit in inside if fit.exact and fit not in agreeing]
    closer = [fit for fit in others if not exact or fit.apart + APART < min(fit.apart for fit in exact)]
    if closer:
        return _contradicted(claim, closer, fits)
    return _supported(claim, exact, inside) if exact else _worded_otherwise(agreeing)


def _worded_otherwise(agreeing: Sequence[Fit]) -> Judged:
    """The value is stated, but of something that the words tell from what the claim is about, or may."""
    figure = agreeing[0].figure
    remark = f"文件里的{figure.text}说的是“{' '.join(figure.indicator.split())}”，与草稿的说法不尽相同，无法判断"
    return Judged("not found", remark, (figure,))


def _rank(compared: Compared) -> int:
    return ("equal", "wording", "rounded").index(compared.agreement)


def _contradicted(claim: Claim, inside: Sequence[Fit], fits: Sequence[Fit]) -> Judged:
    stated = inside[0].figure
    compared = compare(claim.figure, stated)
    remarks = [compared.remark or f"文件为{stated.text}"]
    owner = next((fit for fit in fits if fit.misses and compare(claim.figure, fit.figure).agreement == "equal"), None)
    if owner is not None:
        remarks.append(f"{claim.figure.text}是{whose(owner.figure)}的数字")
    return Judged("contradicted", "；".join(remarks), (stated, *((owner.figure,) if owner else ())))


def _absent(claim: Claim, outside: Sequence[Fit]) -> Judged:
    """Nothing is stated in the claim's scope: the same value elsewhere, or else the best fit, is the nearest."""
    same = [fit for fit in outside if compare(claim.figure, fit.figure).supports]
    nearest = (same or list(outside))[:1]
    if not nearest:
        return Judged("not found", "文件中没有找到这项指标的数字")
    figure, misses = nearest[0].figure, nearest[0].misses
    if set(misses) == {"year"} and (not figure.year or (figure.year_source and figure.year in claim.scope.years)):
        return Judged("not found", f"文件没有写明{figure.text}是哪一年的数字，无法判断", (figure,))
    missed = "、".join(_MISSED[miss] for miss in misses)
    remark = f"文件中没有这一{missed}的数字；最接近的是{whose(figure)}：{figure.text}"
    return Judged("not found", remark, (figure,))


def whose(figure: Figure) -> str:
    """Say whose figure it is: place, year and kind."""
    year = f"{figure.year.replace('-', '—')}年" if figure.year else ""
    return f"{figure.holder}{year}{_STATUS_NAMES[figure.status]}" or "别处"
