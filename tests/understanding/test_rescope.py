"""A scope set by hand: it replaces what the question says, in the query and in its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policyqa.types import Scope
from policyqa.understanding import parse_question, rescope

DAY = date(2025, 3, 1)
KNOWN = {"341802", "340803"}


ASKED = "宣州区2021年新引进项目目标是多少?"
ALL = Scope(("2021",), ("341802",), ("宣州区",), (), "target")


@pytest.mark.parametrize(
    ("question", "scope", "words"),
    [
        (ASKED, replace(ALL, years=()), "宣州区新引进项目目标是多少?"),
        (ASKED, replace(ALL, years=("2023",)), "2023年宣州区新引进项目目标是多少?"),
        (ASKED, replace(ALL, regions=(), region_names=()), "2021年新引进项目目标是多少?"),
        (ASKED, replace(ALL, status="actual"), "实际宣州区2021年新引进项目是多少?"),
        ("宣州区2021年和2023年新引进项目目标", replace(ALL, years=("2023",)), "2023年宣州区新引进项目目标"),
    ],
)
def test_the_words_follow_the_scope(question: str, scope: Scope, words: str) -> None:
    query = rescope(parse_question(question, DAY, KNOWN), scope, DAY)
    assert query.scope == scope
    assert query.question == words
    again = parse_question(words, DAY, KNOWN)
    assert (again.scope.years, again.scope.regions, again.scope.status) == (scope.years, scope.regions, scope.status)


def test_what_is_matched_stays() -> None:
    query = parse_question("宣州区2021年新引进5000万元以上项目目标是多少?", DAY, KNOWN)
    changed = rescope(query, Scope(), DAY)
    assert (changed.content, changed.numbers, changed.kind, changed.unit) == (
        query.content, query.numbers, query.kind, query.unit,
    )  # fmt: skip


def test_the_same_scope_and_a_greeting_change_nothing() -> None:
    query = parse_question("宣州区2021年新引进项目目标是多少?", DAY, KNOWN)
    assert rescope(query, query.scope, DAY) is query
    greeting = parse_question("你好", DAY, KNOWN)
    assert rescope(greeting, ALL, DAY) is greeting


def test_one_place_less_is_one_answer_and_one_more_is_a_comparison() -> None:
    two = parse_question("宣州区和大观区2021年财政收入目标", DAY, KNOWN)
    assert two.spread == "each"
    one = rescope(two, ALL, DAY)
    assert one.spread == "one"
    assert rescope(one, two.scope, DAY).spread == "each"


def test_every_clause_is_in_the_new_scope() -> None:
    query = parse_question("宣州区2021年新开办多少所学校,新增多少个学位?", DAY, KNOWN)
    assert len(query.clauses) == 2
    changed = rescope(query, Scope(("2022",), ("340803",), ("大观区",)), DAY)
    assert {clause.scope.years for clause in changed.clauses} == {("2022",)}
    assert {clause.scope.regions for clause in changed.clauses} == {("340803",)}


def test_past_follows_the_years() -> None:
    query = parse_question("宣州区2021年财政收入是多少?", DAY, KNOWN)
    assert query.past
    assert not rescope(query, Scope(("2025",)), DAY).past
    assert not rescope(query, Scope(), DAY).past
