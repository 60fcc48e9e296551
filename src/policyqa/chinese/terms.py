"""Terms of the field and their other names, from a table that people can extend (`data/terms.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Literal, NamedTuple

Section = Literal["indicators", "words", "wording"]

_RESEARCH_SHARE = re.compile(
    r"(?:全社会)?(?:研发|研究与试验发展|r&d)(?:经费)?(?:投入|支出)?(?:占|与|相当于)(?:地区生产总值|国内生产总值|生产总值|gdp)(?:的|之)?(?:比重|比例|比)?"
)
"""R&D intensity is defined as that share, and written so by half of the reports."""
_HEADS: dict[str, Section] = {"# Indicators": "indicators", "# Words": "words", "# Wording": "wording"}
_CELL = re.compile(r"(?:\{([^{}]{1,200})\})?([^{}]{1,60})(?:\{([^{}]{1,200})\})?")


class _Form(NamedTuple):
    """One name of a row: the row's canonical name, and the words beside which the name is part of another word."""

    name: str
    canonical: str
    section: Section
    not_behind: tuple[str, ...]
    not_before: tuple[str, ...]


@cache
def _forms() -> tuple[_Form, ...]:
    """All names of the table in its order, each row's canonical one first."""
    forms: list[_Form] = []
    section: Section = "indicators"
    source = files("policyqa.chinese").joinpath("data/terms.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line.startswith("#"):
            section = next((of for head, of in _HEADS.items() if line.startswith(head)), section)
            continue
        cells = [_CELL.fullmatch(cell.strip().lower()) for cell in line.split("\t") if cell.strip()]
        for cell in filter(None, cells):
            behind, name, before = cell.groups("")
            words = (tuple(filter(None, words.split(","))) for words in (behind, before))
            forms.append(_Form(name, cells[0][2] if cells[0] else name, section, *words))
    return tuple(forms)


@cache
def term_table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each canonical term with its other names, in the table's order; all folded and lower-cased."""
    rows = groupby(_forms(), key=lambda form: form.canonical)
    return tuple((canonical, tuple(form.name for form in row if form.name != canonical)) for canonical, row in rows)


@cache
def indicator_terms() -> frozenset[str]:
    """The canonical names of the table's indicators: a figure answers for one only where its sentence holds it."""
    return frozenset(form.canonical for form in _forms() if form.section == "indicators")


_INDUSTRY = "(?<![轻重手]{0})(?<!(?<!增)加{0})"
"""Behind a name with 工业: it begins no term in 加工业 and 重工业, and does in 增加工业投资."""


def _end(form: _Form) -> str:
    """What must hold where a name ends: that it is not cut out of another word."""
    name = re.escape(form.name)
    behind = "".join(f"(?<!{re.escape(word)}{name})" for word in form.not_behind)
    behind += _INDUSTRY.format(name) * form.name.startswith("工业")
    behind += f"(?<![a-z]{name})" * ("a" <= form.name[0] <= "z")
    behind += f"(?<![0-9.]{name})" * form.name[0].isdigit()
    before = f"(?!{'|'.join(map(re.escape, form.not_before))})" if form.not_before else ""
    before += r"(?![a-z])" if form.name[-1].isascii() and form.name[-1].isalpha() else ""
    before += r"(?!\.?[0-9])" if form.name[-1].isdigit() else ""
    return behind + before


def _tree(forms: Sequence[_Form], depth: int) -> str:
    """A pattern for the rest of names that are alike up to `depth`, the longest first: no character is read twice."""
    ends = [_end(form) for form in forms if len(form.name) == depth]
    longer = sorted((form for form in forms if len(form.name) > depth), key=lambda form: form.name)
    rests = [
        re.escape(character) + _tree(list(group), depth + 1)
        for character, group in groupby(longer, key=lambda form: form.name[depth])
    ]
    return rests[0] if len(rests) == 1 and not ends else f"(?:{'|'.join(rests + ends)})"


def _halved(groups: Sequence[tuple[str, list[_Form]]]) -> str:
    """A pattern for names behind their first two characters, in order: halved until few are left to be tried."""
    if len(groups) <= _TRIED:
        return "|".join(f"(?<={re.escape(start)}){_tree(forms, 2)}" for start, forms in groups)
    middle = len(groups) // 2
    return "|".join(
        f"(?<={_class(start[0] for start, _ in half)}{_class(start[1] for start, _ in half)})(?:{_halved(half)})"
        for half in (groups[:middle], groups[middle:])
    )


_TRIED = 8
"""Starts of names that are tried one after the other; of 2, 4 and 8 the fastest."""


def _class(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(set(characters))))}]"


@cache
def _pattern() -> re.Pattern[str]:
    """All names as one tree of characters, so that time grows little with the table.

    It begins with a class of characters, by which `re` skips what begins no name.
    """
    forms = sorted(_forms(), key=lambda form: form.name)
    groups = [(start, list(group)) for start, group in groupby(forms, key=lambda form: form.name[:2])]
    starts, seconds = (_class(form.name[i] for form in forms) for i in (0, 1))
    return re.compile(f"{starts}{seconds}(?:{_halved(groups)})")


@cache
def _canonical_of() -> dict[str, _Form]:
    return {form.name: form for form in _forms()}


@lru_cache(maxsize=8192)  # the same question and lines are asked for again and again
def canonical(text: str) -> str:
    """Replace each term of the table by its canonical name, longest first, left to right; lower-case the rest.

    >>> canonical("2025年GDP总量")
    '2025年地区生产总值'
    """
    of = _canonical_of()
    text = _RESEARCH_SHARE.sub("研发经费投入强度", text.lower())
    return _pattern().sub(lambda match: of[match.group()].canonical, text)


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[int, int, _Form], ...]:
    of = _canonical_of()
    return tuple((m.start(), m.end(), of[m.group()]) for m in _pattern().finditer(text.lower()))


def find_terms(text: str) -> list[tuple[int, int, str]]:
    """Find the table's terms in folded text: start, end and canonical name, in order, not overlapping.

    Verbs and the like (the table's `# Wording`) are no terms.
    """
    return [(start, end, form.canonical) for start, end, form in _found(text) if form.section != "wording"]


def names_in(text: str) -> list[str]:
    """The canonical names in folded text, those of verbs and the like too."""
    return [form.canonical for _, _, form in _found(text)]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return dict(term_table())


def other_names(canonical_name: str) -> tuple[str, ...]:
    """The other names of a canonical term; () where the table has none."""
    return _names().get(canonical_name, ())
