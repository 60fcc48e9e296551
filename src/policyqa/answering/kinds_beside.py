"""Kinds beside one another: what a question names without a modifier, and a paragraph states of several kinds of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering.fitting import fits_measure
from policyqa.answering.heads import head_of, title_of
from policyqa.answering.identity import NEUTRAL_AFTER, NEUTRAL_BEFORE, plain_words
from policyqa.answering.in_scope import misses
from policyqa.answering.match import Match
from policyqa.answering.siblings import FROM
from policyqa.answering.thresholds import holds_number
from policyqa.chinese.fold import fold_text
from policyqa.chinese.heads import MEASURES, kinds_in
from policyqa.chinese.terms import canonical
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

MOST = 12
"""Most kinds that are shown; a paragraph that states more is a list of something else."""
_REACH = 600
"""How far apart in characters figures of one paragraph may stand."""
_CHINESE = re.compile(r"[一-鿿]")
_VERBS = re.compile(
    r"共有|现有|实有|拥有|年末|全年|全部|各项|各类|各级|接待量?|开展|建设|培育|获得|总[量额数值]|数量|(?<=[人户家个])数|人次"
)
_GRANT = re.compile(r"奖励|奖补|奖金|补助(?!金)|补贴(?!金)|资助")
_GRANT_WORDS = re.compile(rf"{_GRANT.pattern}|给予|一次性|最高|不超过|标准|资金|元|[对的按再]")
_ELIDED = re.compile(r"[一-鿿]的(?=[,\s]|给予|一次性|分别|再|按|奖|补|$)")
"""What stands for a noun that its sentence has named before: 对重新认定的给予."""


def kinds_beside(index: OpenIndex, query: Query, best: Match) -> list[Match]:
    """All figures of the best one's paragraph that are of another kind of what the question names, it among them.

    Only the best one where the question says of which kind, or where one of them is of no kind (the whole).
    """
    grant = bool(_GRANT.search(query.question)) and best.figure.unit == "元"
    asked = _core(query.content, grant)
    own = _words(best.figure, grant)
    if not asked or not _names(own, asked) or not _has_kind(own, asked, grant):
        return [best]
    kinds = {own: best.figure}
    title = title_of(index, best.figure.document)
    for figure in index.figures_of(best.figure.document):
        if figure.start == best.figure.start or not _alike(figure, best.figure) or FROM.search(figure.indicator):
            continue
        if not fits_measure(query, figure):
            continue
        words = _words(figure, grant)
        if not _names(words, asked) and not (grant and _ELIDED.search(words) and _leads(figure, asked)):
            continue
        if not all(holds_number(number, words) for number in query.numbers) or _is_part(words, own):
            continue
        if not _of_one_paragraph(index, figure, best.figure) or misses(query, figure, title, head_of(index, figure)):
            continue
        if not _has_kind(words, asked, grant):
            return [best]  # one of no kind: the question asks for it, or for what it left out
        kinds.setdefault(words, figure)
    if not 1 < len(kinds) <= MOST or len({figure.value for figure in kinds.values()}) == 1:
        return [best]
    found = [replace(best, figure=_called(figure, words, grant)) for words, figure in kinds.items()]
    return sorted(found, key=lambda m: m.figure.start)


def _core(content: str, grant: bool) -> list[str]:
    """The names that a question asks for, without how much of them and what is done with them."""
    words = canonical(content)
    pieces = (_GRANT_WORDS if grant else _VERBS).sub(" ", words).split()
    return [piece for piece in pieces if len(piece) > 1]


def _names(words: str, asked: Sequence[str]) -> bool:
    """Whether words hold every name, which may be parted once by what says its kind (在校大学生)."""
    both = f"{canonical(words)}。{words}"
    return all(name in both or any(_stands_parted(both, name, i) for i in range(1, len(name))) for name in asked)


def _stands_parted(text: str, name: str, at: int) -> bool:
    """Whether a name stands in a text parted at an offset, with up to four characters of one clause between."""
    first, second = name[:at], name[at:]
    if len(name) > _LONGEST_NAME or first not in text or second not in text:
        return False
    start = text.find(first)
    while start >= 0:
        end = start + at
        found = text.find(second, end, end + 4 + len(second))
        if found >= 0 and not re.search("[,;。]", text[end:found]):
            return True
        start = text.find(first, start + 1)
    return False


_LONGEST_NAME = 40
"""Characters; what is longer is no name, and parting it everywhere would take a second."""


def _words(figure: Figure, grant: bool) -> str:
    """A figure's own words; of what is granted the words of its clause, which say to whom."""
    if not grant:
        return canonical(figure.indicator)
    lead = (figure.context.split("\n") + [""] * 4)[2]
    clauses = re.split(rf"[;。]|(?:{_GRANT.pattern}),", lead)
    return clauses[-1] if clauses else ""


def _has_kind(words: str, asked: Sequence[str], grant: bool) -> bool:
    """Whether a figure's words say which kind it is of."""
    return len(_rest(words, asked, grant)) > 1 or bool(kinds_in(words) - kinds_in(" ".join(asked)))


def _rest(words: str, asked: Sequence[str], grant: bool) -> str:
    """What of a figure's words is neither a name asked for nor said of any figure."""
    words = plain_words(words)
    words = (
        _GRANT_WORDS.sub("", words) if grant else _VERBS.sub("", NEUTRAL_AFTER.sub("", NEUTRAL_BEFORE.sub("", words)))
    )
    words = MEASURES.sub("", words)
    named = set("".join(asked))
    return "".join(c for c in _CHINESE.findall(words) if c not in named)


def _alike(figure: Figure, best: Figure) -> bool:
    """Whether two figures are measured alike, of one holder, year and kind."""
    same = (figure.unit, figure.measure, figure.year, figure.holder) == (
        best.unit,
        best.measure,
        best.year,
        best.holder,
    )
    return same and (figure.status == "target") == (best.status == "target")


def _is_part(words: str, own: str) -> bool:
    """Whether one of two figures is a part of the other (其中), or they are called the same."""
    return own in words or words in own or own.split(" ")[0] == words.split(" ")[0]


def _leads(figure: Figure, asked: Sequence[str]) -> bool:
    return _names(canonical((figure.context.split("\n") + [""] * 4)[2]), asked)


def _of_one_paragraph(index: OpenIndex, figure: Figure, best: Figure) -> bool:
    start, end = sorted((figure.start, best.start))
    return end - start <= _REACH and "\n" not in index.text_of(figure.document)[start:end]


def _called(figure: Figure, words: str, grant: bool) -> Figure:
    """A granted figure with the words that say to whom, by which it is told from the others."""
    if not grant:
        return figure
    name = re.sub(r"^[\s,、]*对?|(?:[,\s]|给予|一次性|最高|不超过|分别|奖励|补助|补贴|资助)*$", "", fold_text(words))
    deed = _GRANT.search(f"{words} {figure.indicator}")
    return replace(figure, indicator=f"{name} {deed.group()}" if deed else name)


TWO_SENSES = ((re.compile(r"(?<![方级])财政收入"), "一般公共预算收入", "财政总收入"),)
"""Everyday names that stand for either of two stated things: both are shown where a document states both."""


def other_sense(query: Query) -> Query | None:
    """The query for the other thing that the question's name may mean, None where its name has one sense."""
    for name, one, other in TWO_SENSES:
        if name.search(query.question) and one in canonical(query.content):
            return replace(query, content=canonical(query.content).replace(one, other))
    return None


def with_other_sense(chosen: Sequence[Match], others: Sequence[Match]) -> list[Match]:
    """The one figure chosen, and that of the other sense where its document states it of the same place and year."""
    best = chosen[0].figure
    found = [m for m in others if not m.misses and _alike(m.figure, best) and m.figure.document == best.document]
    return [*chosen, *found[:1]]
