"""Charge: who is in charge of what a sentence says, named in it or behind it in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.sentences import Sentence
from policyqa.answering.task_table import Cell
from policyqa.chinese.fold import fold
from policyqa.types import Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_CHARGED = (
    re.compile(r"(?:牵头单位|责任单位|责任部门|牵头部门|主管部门|实施单位|责任主体)[::为是]?\s?([^,;。()|\n]{2,40})"),
    re.compile(
        r"(?:^|[,;。\s)是])由([^,;。()《》\n]{2,40}?)(?:负责|牵头|组织|承担|落实|解释|具体实施|承办|主办|承建|举办)"
    ),
    re.compile(r"(?:^|[,;。\n])([^,;。()由\n]{2,20}?)牵头(?!单位|部门)"),
)
_MOST = 5
"""Sentences that are looked at, the best first."""
_REACH = 380
"""Characters of a paragraph, from the sentence on, in which who is in charge may stand."""


def find_charge(index: OpenIndex, query: Query, sentences: Sequence[Sentence]) -> Cell | None:
    """Who is in charge of what the best of the sentences says; None where none of them tells."""
    verb = re.search(r"牵头|解释|组织|承担|受理|审核|实施", query.question)
    for sentence in sentences[:_MOST]:
        document = index.document(sentence.hit.passage.document)
        start, _ = sentence.span(0, 1)
        block = next((b for b in document.blocks if b.start <= start < b.end), None)
        if block is None:
            continue
        end = min(block.end, start + _REACH)
        text = fold(document.text[start:end])
        for pattern in _CHARGED:
            match = pattern.search(text.text)
            if match and (not verb or verb.group() != "解释" or "解释" in match.group() + text.text[match.end() :][:4]):
                inner = text.original(*match.span(1))
                low, high = start + inner.start, start + inner.end
                return Cell(document.text[low:high], ((document.path, start, end, (Span(low, high),)),))
    return None
