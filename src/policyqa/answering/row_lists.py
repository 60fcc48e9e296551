"""Row lists: which rows of a table have, in one of their cells, what the question names (约束性指标有哪些)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from policyqa.answering.task_table import Cell
from policyqa.chinese.fold import fold_text
from policyqa.chinese.terms import canonical
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents
from policyqa.types import Block, Document, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

DOCUMENTS = 3
LEAST_ROWS = 3
MOST_LISTED = 30
_NAMES = re.compile(r"指标|任务|项目|事项|名称|内容|工作|地区|企业|单位名称|目标(?!值)")
_BODY = re.compile(r"[一-鿿]{1,10}?(?:局|委员会|委|办公室|办|厅|部|公司|集团|中心|管委会|政府)")
_OF_TABLES = re.compile(
    r"指标|项目|任务|事项|名单|清单|附表|表格?|里面?|中|那张|属于?|算|是|为|的|都?有?哪些?|哪几[个项]|由|负责|牵头|归|管|全部|一共|今年|去年|\d{4}年?|[省市区县]|和|与|、|[,，?？。“”\s]"
)
"""What a question for the rows of a table says beside what they have."""


@dataclass(frozen=True, slots=True)
class _Row:
    block: Block
    name: str
    cells: tuple[tuple[str, str], ...]


def list_rows(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Cell | None:
    """The names of the rows that have what the question names; None where it names no cell of a table alone.

    Every other word of the question must stand in the document's title or headings: a second condition is not met.
    A year must stand in them, or in the table's; without a place only one document may have such rows.
    """
    if query.kind != "list":
        return None
    admitted = admit_documents(index, query.scope)
    cells: list[Cell] = []
    for path in list(dict.fromkeys(hit.passage.document for hit in hits))[:DOCUMENTS]:
        if admitted[path].factor <= OUTSIDE_FACTOR:
            continue
        document = index.document(path)
        found = next(filter(None, (_chosen(query, document, rows) for rows in _tables(document))), None)
        if found:
            cells.append(Cell("；".join(row.name for row in found), _spans(document, found)))
    placed = query.scope.regions or query.scope.holders
    return cells[0] if cells and (placed or len(cells) == 1) else None


def _tables(document: Document) -> Iterator[list[_Row]]:
    """The rows of each table that have a name and labelled cells."""
    for _, group in groupby(document.blocks, lambda b: b.place[:1] if b.kind == "row" else None):
        rows = [row for block in group if block.kind == "row" and (row := _row(document, block)) is not None]
        if len(rows) >= LEAST_ROWS:
            yield rows


def _row(document: Document, block: Block) -> _Row | None:
    cells = [
        (label, fold_text(document.text[cell.start : cell.end]).strip())
        for cell, label in zip(block.cells, block.labels, strict=False)
    ]
    worded = [(label, text) for label, text in cells if re.search(r"[一-鿿]{2}", text)]
    named = next((text for label, text in worded if _NAMES.search(label)), worded[0][1] if worded else "")
    if not named or not any(label for label, _ in cells) or named in (label for label, _ in cells):
        return None
    return _Row(block, named, tuple((label, text) for label, text in cells if text != named))


def _chosen(query: Query, document: Document, rows: Sequence[_Row]) -> list[_Row]:
    """The rows with the one cell, or the body in one, that the question names; [] where it names none of them."""
    question = fold_text(query.question)
    labels = (label for row in rows for label, _ in row.cells)
    dated = "".join((document.metadata.title, *document.metadata.years, *rows[0].block.path, *labels))
    if not all(year[-4:] in dated for year in query.scope.years):
        return []
    values = {text for row in rows for _, text in row.cells if _WORDED.search(text) and text in question}
    bodies = {body for body in _BODY.findall(question) if any(body in text for row in rows for _, text in row.cells)}
    about = (document.metadata.title, document.metadata.region_name, *rows[0].block.path)
    above = canonical(fold_text("".join(about)))
    for value in sorted(values | bodies, key=len, reverse=True):
        found = [row for row in rows if any(_has(text, value, value in bodies) for _, text in row.cells)]
        rest = _OF_TABLES.sub(" ", canonical(question.replace(value, " ")))
        told = all(word in above or all(pair in above for pair in _pairs(word)) for word in rest.split())
        if 0 < len(found) < len(rows) and len(found) <= MOST_LISTED and told:
            return found
    return []


_WORDED = re.compile(r"[一-鿿]{2}")


def _has(text: str, value: str, part: bool) -> bool:
    return value in text if part else value == text


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


def _spans(document: Document, rows: Sequence[_Row]) -> tuple[tuple[str, int, int, tuple[Span, ...]], ...]:
    """Each row whole, as far as a quote goes, with the cell of its name marked."""
    spans = []
    for row in rows:
        cell = next(c for c in row.block.cells if fold_text(document.text[c.start : c.end]).strip() == row.name)
        spans.append((document.path, row.block.start, min(row.block.end, row.block.start + 400), (cell,)))
    return tuple(spans)
