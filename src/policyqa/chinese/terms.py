"""Terms of the field and their other names, from a table that people can extend (`data/terms.tsv`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_RESEARCH_SHARE = re.compile(
    r"(?:全社会)?(?:研发|研究与试验发展|r&d)(?:经费)?(?:投入|支出)?(?:占|与|相当于)(?:地区生产总值|国内生产总值|生产总值|gdp)(?:的|之)?(?:比重|比例|比)?"
)
"""R&D intensity is defined as that share, and written so by half of the reports."""


@cache
def term_table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each canonical term with its other names, in the table's order; all folded and lower-cased."""
    rows = []
    source = files("policyqa.chinese").joinpath("data/terms.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        names = [name.strip().lower() for name in line.split("\t") if name.strip()]
        if names and not line.startswith("#"):
            rows.append((names[0], tuple(names[1:])))
    return tuple(rows)


@cache
def indicator_terms() -> frozenset[str]:
    """The canonical names above the table's line `# Words`: statistical indicators."""
    source = files("policyqa.chinese").joinpath("data/terms.tsv").read_text(encoding="utf-8")
    above = source.partition("# Words")[0]
    return frozenset(line.split("\t")[0].lower() for line in above.splitlines() if line and not line.startswith("#"))


@cache
def _forms() -> dict[str, str]:
    return {name: canonical for canonical, names in term_table() for name in (canonical, *names)}


_ALONE = "(?<![轻重手]工)(?<!(?<!增)加工)"
"""Behind 工: 工业 begins no term in 加工业 and 重工业."""


@cache
def _pattern() -> re.Pattern[str]:
    """All names, the longest first, grouped by their first character: ten times as fast as one after another."""
    groups: dict[str, list[str]] = {}
    for name in sorted(_forms(), key=len, reverse=True):
        groups.setdefault(name[0], []).append(_ALONE * name.startswith("工业") + re.escape(name[1:]))
    starts = "".join(map(re.escape, groups))
    grouped = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return re.compile(f"(?=[{starts}])(?:{grouped})")


@lru_cache(maxsize=8192)  # the same question and lines are asked for again and again
def canonical(text: str) -> str:
    """Replace each term of the table by its canonical name, longest first, left to right; lower-case the rest.

    >>> canonical("2025年GDP增速")
    '2025年地区生产总值增长'
    """
    forms = _forms()
    text = _RESEARCH_SHARE.sub("研发经费投入强度", text.lower())
    return _pattern().sub(lambda match: forms[match.group()], text)


def find_terms(text: str) -> list[tuple[int, int, str]]:
    """Find the table's terms in folded text: start, end and canonical name, in order, not overlapping."""
    forms = _forms()
    return [(m.start(), m.end(), forms[m.group()]) for m in _pattern().finditer(text.lower())]


def other_names(canonical_name: str) -> tuple[str, ...]:
    """The other names of a canonical term; () where the table has none."""
    return next((names for name, names in term_table() if name == canonical_name), ())
