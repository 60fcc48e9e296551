"""Who answers for an indicator: the unit's cell in the row of a target table whose indicator the question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.task_table import Cell
from policyqa.chinese.fold import fold_text
from policyqa.chinese.terms import canonical, find_terms
from policyqa.index.lexical import tokens
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents, inverse_frequency
from policyqa.types import Block, Document, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_ASKS = re.compile(
    r"(?:牵头|责任|负责|配合|协同|主办|协办)(?:单位|部门)|[谁由哪][^,;]{0,10}(?:牵头|负责|主办|配合|协同|责任)|归谁"
)
_HELPS = re.compile(r"协同|配合|协办|参与")
_LEADS = re.compile(r"牵头|责任|负责|主办|承办")
_UNITS = re.compile(r"单位|部门|主体|牵头|负责")
_NAMES = re.compile(r"指标|任务|项目|事项|名称|内容|工作|目标(?!值)")
_ROLE = r"(?:牵头|责任|负责|配合|协同|主办|协办|承办|归)"
_ROLE_WORDS = re.compile(rf"{_ROLE}?(?:单位|部门){_ROLE}?|{_ROLE}")
LEAST = 0.75
"""Least share of the question's telling words that the cell of the indicator must hold."""
DOCUMENTS = 8


def answer_row(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Cell | None:
    """The unit of the row that the question names; a Cell without answer where its cell is empty, None for no row."""
    if not _ASKS.search(query.question):
        return None
    subject = canonical(_ROLE_WORDS.sub("", query.content))
    wanted = {t: inverse_frequency(index, t) * (1.0 if len(t) > 1 else 0.3) + 0.02 for t in tokens(subject)}
    if not any(len(token) > 1 for token in wanted):
        return None
    terms = {term for _, _, term in find_terms(subject)}
    helps = bool(_HELPS.search(query.question))
    best, found = (0.0, 0.0), dict[str, tuple[Document, Block, Cell]]()
    for path in _paths(index, query, wanted, hits):
        document = index.document(path)
        for block in document.blocks:
            name = _name_of(document, block) if block.kind == "row" else ""
            if not name or not terms <= {term for _, _, term in find_terms(name)}:
                continue
            cell = _unit_of(document, block, helps)
            fit = _fit(index, wanted, name)
            if cell is None or fit[0] < LEAST or fit < best:
                continue
            found = found if fit == best else {}
            best = fit
            found[cell.answer] = (document, block, cell)
    cells = [cell for _, _, cell in found.values()]
    answers = [cell.answer for cell in cells if cell.answer]
    spans = tuple(span for cell in cells if cell.answer for span in cell.spans)
    return Cell("；".join(answers), spans) if cells else None


def _paths(index: OpenIndex, query: Query, wanted: dict[str, float], hits: Sequence[Hit]) -> list[str]:
    """The documents to look into: those found, and those that hold most of the indicator's name."""
    admitted = admit_documents(index, query.scope)
    searched = index.search_documents({**wanted, "责任": 1.0, "牵头": 1.0, "单位": 0.5}, DOCUMENTS)
    paths = dict.fromkeys([*(hit.passage.document for hit in hits), *(path for path, _ in searched)])
    return [path for path in paths if path in admitted and admitted[path].factor > OUTSIDE_FACTOR]


def _name_of(document: Document, block: Block) -> str:
    """The name of what a row is about: the cell below 指标, 任务 and the like, else the first in words; "" for none."""
    cells = [
        (label, fold_text(document.text[cell.start : cell.end]).strip())
        for cell, label in zip(block.cells, block.labels, strict=False)
    ]
    if not any(_UNITS.search(label) for label, _ in cells):
        return ""
    cells = [(label, text) for label, text in cells if re.search(r"[一-鿿]{2}", text) and not _UNITS.search(label)]
    named = [text for label, text in cells if _NAMES.search(label)] or [text for _, text in cells[:1]]
    return canonical(named[0]) if named else ""


def _unit_of(document: Document, block: Block, helps: bool) -> Cell | None:
    """The cell of who leads (or helps); None where the row has no such column."""
    for cell, label in zip(block.cells, block.labels, strict=False):
        role = _HELPS if helps else _LEADS
        if role.search(label) and _UNITS.search(label) and bool(_HELPS.search(label)) == helps:
            text = " ".join(document.text[cell.start : cell.end].split())
            return Cell(text, ((document.path, block.start, min(block.end, block.start + 400), (cell,)),))
    return None


def _fit(index: OpenIndex, wanted: dict[str, float], name: str) -> tuple[float, float]:
    """How much of the question a name holds, and how much of the name the question."""
    held = set(tokens(name))
    share = sum(weight for token, weight in wanted.items() if token in held) / sum(wanted.values())
    own = {token: inverse_frequency(index, token) + 0.02 for token in held if len(token) > 1}
    back = sum(weight for token, weight in own.items() if token in wanted) / (sum(own.values()) or 1.0)
    return round(share, 3), round(back, 3)
