"""Who leads, who helps, where a task comes from: a cell of a table of tasks, also of one flattened to a cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.answering.sentences import question_tokens
from policyqa.chinese.fold import fold_text
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Document, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_LEAD = re.compile(r"牵头|责任单位|负责|主办")
_HELPS = re.compile(r"协同|配合|协办|参与")
_FROM = re.compile(r"来源|依据|出处")
_ROLE_TOKEN = re.compile(r"牵|头|责任|负责|单位|部门|协同|配合|归|哪个局|这|来源|源")
_SERIAL = re.compile(r"^\s*\d{1,3}\s*$")
_SOURCE = re.compile(r"〔|\[20\d\d\]|号$|工作安排|工作部署|报告|决定|会议|规划|意见|方案")
_UNIT = re.compile(
    r"(?:局|部|委|办|办公室|中心|公司|集团|院|会|组|街道|单位|部门|专班|镇|乡|处|科|站|所|队|厅|银行|园区|开发区)$"
)
_LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell found, and the row that it stands in."""

    answer: str
    spans: tuple[tuple[str, int, int, tuple[Span, ...]], ...]


def answer_lead(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Cell | None:
    """The leading unit of the task that the question names, or its helpers or source; None where no row says so.

    Rows with labelled cells go before tables flattened to lines.
    """
    wanted = question_tokens(index, query)
    wanted = {t: w for t, w in wanted.items() if not _ROLE_TOKEN.search(t)}
    role = next((r for r in (_HELPS, _FROM) if r.search(query.question)), _LEAD)
    total = sum(wanted.values()) or 1.0
    best: tuple[bool, float, Cell] | None = None
    for path in dict.fromkeys(hit.passage.document for hit in hits):
        document = index.document(path)
        lines = [fold_text(document.text[b.start : b.end]) for b in document.blocks]
        for i, block in enumerate(document.blocks):
            line = canonical(lines[i])
            if sum(w for t, w in wanted.items() if t in line) / total < _LEAST:  # what holds no word has no token of it
                continue
            held = set(tokens(line))
            share = sum(w for t, w in wanted.items() if t in held) / total
            if share < _LEAST or (best is not None and (True, share) <= best[:2]):
                continue
            cell = _labelled(document, i, role)
            if cell is not None:
                best = (True, share, cell)
            elif role is _LEAD and (best is None or (False, share) > best[:2]) and block.kind != "row":
                flat = _flattened(document, i, [line.strip() for line in lines])
                best = (False, share, flat) if flat is not None else best
    return best[2] if best else None


def _labelled(document: Document, i: int, role: re.Pattern[str]) -> Cell | None:
    block = document.blocks[i]
    for cell, label in zip(block.cells, block.labels, strict=False):
        if role.search(label) and bool(_HELPS.search(label)) == (role is _HELPS):
            text = document.text[cell.start : cell.end].strip()
            if text and fold_text(text) != label:
                return Cell(text, ((document.path, block.start, min(block.end, block.start + 400), (cell,)),))
    return None


def _flattened(document: Document, i: int, lines: Sequence[str]) -> Cell | None:
    """The first unit below a task's text, before the next serial number; None unless a table of tasks is near.

    `lines` are the document's blocks, folded.
    """
    if not any(_LEAD.search(line) and len(line) <= 8 for line in lines):
        return None
    cells = []
    for j in range(i + 1, min(len(lines), i + 8)):
        if _SERIAL.match(lines[j]) or document.blocks[j].kind != "paragraph" or len(lines[j]) > 40:
            break
        cells.append(j)
    units = [j for j in cells if _UNIT.search(lines[j]) and not _SOURCE.search(lines[j])]
    if not units:
        return None
    block = document.blocks[units[0]]
    start = document.blocks[i].start
    end = document.blocks[cells[-1]].end
    if end - start > 400:
        start = max(start, block.start - 300)
    return Cell(lines[units[0]], ((document.path, start, min(end, start + 400), (Span(block.start, block.end),)),))
