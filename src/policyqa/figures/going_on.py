"""Going on: a sentence without a subject of its own has that of the one before (…企业200家;2023年,新增220家)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyqa.figures.binding import Bound, is_elided
from policyqa.figures.clause_before import crop_of
from policyqa.figures.planned import is_done, is_planned, outcome, remainder, subject_of
from policyqa.types import Status


def going_on(bounds: Sequence[Bound], before: Sequence[Bound], sentence: str) -> list[Bound]:
    """Give the first figures of a sentence the words that it leaves out.

    Args:
        bounds: the figures of the sentence.
        before: those of the sentence before, in its block.
        sentence: the sentence before.
    """
    bounds = _of_topic(_halves_of_residents(bounds, before), sentence)
    first = bounds[0] if bounds else None
    alike = [b for b in before if first is not None and b.quantity.unit == first.quantity.unit]
    if first is None or len(alike) != 1:
        return list(bounds)
    (earlier,) = alike
    own = first.indicator
    planned = is_planned(earlier.clause, 0, len(earlier.clause)) or earlier.stands == "target"
    if planned and is_done(first.clause) and not remainder(own):
        subject = outcome(subject_of(earlier.indicator), own)
        stands: Status = "actual" if first.stands == "unknown" else first.stands
    elif sentence.rstrip().endswith(";") and _leaves_out(own, earlier) and first.measure == earlier.measure:
        subject, stands = earlier.indicator, first.stands
    else:
        return list(bounds)
    found = [replace(first, indicator=subject, stands=stands)]
    for bound in bounds[1:]:
        if len(found) < len(bounds) and bound.indicator.startswith(own) and is_elided(bound.indicator):
            bound = replace(bound, indicator=f"{subject}{' ' * (not own)}{bound.indicator[len(own) :]}".strip())
        found.append(bound)
    return found


def _of_topic(bounds: Sequence[Bound], sentence: str) -> list[Bound]:
    """Give what is farmed the crop that only the sentence before names (粮食生产再创新高。播种面积…,总产量…)."""
    found = []
    for bound in bounds:
        whole = crop_of(sentence, bound.indicator)
        if not whole:
            break
        found.append(replace(bound, indicator=whole))
    return [*found, *bounds[len(found) :]]


_RESIDENTS = re.compile(r"(?:城镇|农村|城市|乡村)(?:(?:常住)?居民)?(?=\s|$|人均(?:\s|$))")
_PER_HEAD = re.compile(r"居民(?P<what>人均[一-鿿]{2,8})")


def _halves_of_residents(bounds: Sequence[Bound], before: Sequence[Bound]) -> list[Bound]:
    """Give town and country what the sentence before measures of all residents (…人均可支配收入…。其中,城镇居民…)."""
    named = (_PER_HEAD.search(b.indicator) for b in before)
    what = next((match["what"] for match in named if match), "")
    grows = False
    found = []
    for bound in bounds:
        own = _RESIDENTS.match(bound.indicator)
        if own and what and bound.quantity.unit in ("元", "%"):
            rest = bound.indicator[own.end() :].removeprefix("人均")
            name = own.group() if "居民" in own.group() else f"{own.group()}居民"
            measure = "growth" if grows and bound.quantity.unit == "%" and bound.measure == "share" else bound.measure
            bound = replace(bound, indicator=f"{name}{what}{rest}", measure=measure)
        elif (whole := _PER_HEAD.search(bound.indicator)) is not None:
            what, grows = what or whole["what"], bound.measure == "growth"
        found.append(bound)
    return found


def _leaves_out(own: str, earlier: Bound) -> bool:
    """Whether a figure's words name nothing beside what is done, as the figure before it says too."""
    bare = is_elided(own) or not remainder(own)
    return bare and own in earlier.indicator and not is_elided(earlier.indicator)
