"""The query: what a question asks for, in which scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policyqa.chinese.quantities import Quantity
from policyqa.types import Scope, Status
from policyqa.understanding.sources import Source

Kind = Literal["figure", "list", "when", "who", "which", "why", "text", "greeting", "about"]
Asked = Literal["", "growth", "level", "rank", "multiple", "share", "difference"]
Spread = Literal["one", "each", "highest", "lowest", "condition", "kinds"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks for at once.

    Attributes:
        content: as in `Query`.
        name: what it is called in the answer.
        words: what of the question is said of it.
        asked: as in `Query`.
        unit: as in `Query`.
        numbers: as in `Query`.
        optional: whether it may be meant or not (the level of 出口 in `出口和工业增速`), and is not missed.
        sure: whether the question surely asks for several; else they count only where all of them are stated.
    """

    content: str
    name: str
    words: str = ""
    asked: Asked = ""
    unit: str = ""
    numbers: tuple[str, ...] = ()
    optional: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    Attributes:
        question: the question as completed from earlier ones, folded.
        content: what must be matched: the question without scope, question words and filler, in pieces parted by
            spaces, terms in canonical form.
        scope: years, places, holders and kind of figure; empty where the question does not restrict.
        kind: what sort of answer is asked for.
        unit: the base unit asked for (`家`, `%`, `元`), "" where none is named.
        asked: whether growth, level, rank, multiple or share is asked for.
        numbers: quantities of the question that belong to the indicator (`5000万元以上`), as folded text.
        spread: one answer, one each for several places or years, the highest, the lowest, or all under a condition.
        condition: for `condition`, what the value must satisfy.
        past: whether all years asked for lie before the year of asking.
        base_years: the years that are only compared with (比2021年).
        clauses: for a question that asks several things in clauses of its own, a query for each.
        asks: whether a question word stands in it; `宣州经开区亩均税收` has none.
        unplaced: names that look like a place's and are in no table; what answers must name them too.
        sides: the kinds of the two figures of a difference, where an aim is held against what was reached.
        sources: the documents that it names as where the answer is to come from.
        carried: whether target or actual was only taken over from an earlier question, for another year.
        asked_before: whether `asked` was only taken over from an earlier question.
        part: the part of the year asked for (`上半年`, `1-7月`, `7月`), "" for none.
        day: the day asked for (`2月16日`), "" for none.
        parts: for a question about several things at once, each of them.
        joints: the words around the marks between the parts: in one name of a document they make one thing of them.
    """

    question: str
    content: str
    scope: Scope
    kind: Kind
    unit: str = ""
    asked: Asked = ""
    numbers: tuple[str, ...] = ()
    spread: Spread = "one"
    condition: Quantity | None = None
    parts: tuple[Part, ...] = ()
    joints: tuple[str, ...] = ()
    asks: bool = True
    clauses: tuple[Query, ...] = ()
    past: bool = False
    base_years: tuple[str, ...] = ()
    carried: bool = False
    asked_before: bool = False
    unplaced: tuple[str, ...] = ()
    sides: tuple[Status, Status] | None = None
    part: str = ""
    day: str = ""
    sources: tuple[Source, ...] = ()
