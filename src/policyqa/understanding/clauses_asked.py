"""Clauses of a question that ask for several things, each completed by what only the first one says."""

from __future__ import annotations

import re
from dataclasses import replace

from policyqa.understanding.query import Query

ONLY_DONE = re.compile(r"[又还再\s]*(?:(?:新增|净增|完成|实现|达到|增加|新建|引进|投资)[\s]*)?")
"""What a clause has that goes on with the thing of the first one: 二季度又要新增多少户."""


_BARE_HEAD = re.compile(r"总?(?:金额|额|投资额?|面积|产值|规模|长度|里程|人数|价值)|占比|比重")
"""What is asked of the thing of the first clause by its measure alone (签了多少个项目、总额多少)."""


def completed_clause(clause: Query, head: Query, whole: Query) -> Query:
    """A clause with what only the first one says: the place, the year and part of the year, and what is asked of."""
    scope = replace(whole.scope, status=clause.scope.status, years=clause.scope.years or head.scope.years)
    content = head.content if ONLY_DONE.fullmatch(clause.content) else clause.content
    if clause is not head and _BARE_HEAD.fullmatch(content):
        content = f"{head.content} {content}"
    return replace(clause, scope=scope, content=content, part=clause.part or head.part)
