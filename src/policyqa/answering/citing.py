"""Citing: from figures and spans to labelled citations and stated figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.index.copies import find_quote
from policyqa.types import Citation, Document, Elsewhere, Figure, Span, StatedFigure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

MAX_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Cited:
    """Citations in the order of their labels, and the label of each source span in the order asked."""

    citations: tuple[Citation, ...]
    labels: tuple[int, ...]


def cite_spans(index: OpenIndex, spans: Sequence[tuple[str, int, int, tuple[Span, ...]]]) -> Cited:
    """Make citations of (document, start, end, marks); the same span is cited once with all its marks.

    A span longer than a quote may be is cut behind, never across a mark where that can be helped.
    """
    order: list[tuple[str, int, int]] = []
    marks: dict[tuple[str, int, int], tuple[Span, ...]] = {}
    labels = []
    for document, start, end, own in spans:
        end = min(end, start + MAX_QUOTE)
        key = (document, start, end)
        if key not in marks:
            order.append(key)
        marks[key] = tuple(dict.fromkeys((*marks.get(key, ()), *own)))
        labels.append(order.index(key) + 1)
    citations = tuple(_citation(index, i + 1, key, marks[key]) for i, key in enumerate(order))
    return Cited(citations, tuple(labels))


def _citation(index: OpenIndex, label: int, key: tuple[str, int, int], marks: tuple[Span, ...]) -> Citation:
    path, start, end = key
    document = index.document(path)
    metadata = document.metadata
    passage = next((p.id for _, p in index.passages_of(path) if p.start <= start < p.end), "")
    return Citation(
        label=label,
        document=path,
        title=metadata.title,
        issuer=metadata.issuer,
        date=metadata.issued,
        start=start,
        end=end,
        quote=document.text[start:end],
        marks=tuple(mark for mark in marks if start <= mark.start and mark.end <= end),
        number=metadata.number,
        sha256=document.sha256,
        passage=passage,
        place=_place(document, start, marks),
        validity=metadata.validity,
        also_in=tuple(_elsewhere(index, path, document.text[start:end])),
    )


def _place(document: Document, start: int, marks: Sequence[Span]) -> tuple[tuple[str, str], ...]:
    """Where in the original a quote stands, with the cell that its only marked one lies in."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    if block is None:
        return ()
    cells = {i for mark in marks for i, c in enumerate(block.cells) if c.start <= mark.start < max(c.end, c.start + 1)}
    if len(cells) != 1 or len(block.cell_names) != len(block.cells):
        return block.place
    nth = cells.pop()
    name, label = block.cell_names[nth], block.labels[nth] if nth < len(block.labels) else ""
    heading = (("heading", label),) if label else ()
    return (*block.place, ("column" if name.isdigit() else "cell", name), *heading)


def _elsewhere(index: OpenIndex, path: str, quote: str) -> Iterator[Elsewhere]:
    """The copies of a document that hold the quote too."""
    for copy in index.copies_of(path):
        found = find_quote(index.document(copy.path).text, quote)
        if found is not None:
            known = copy.metadata
            yield Elsewhere(copy.path, known.title, known.issuer, known.issued, found.start, found.end)


def cite_figures(index: OpenIndex, figures: Sequence[Figure]) -> Cited:
    """Cite each figure's clause with the figure marked."""
    return cite_spans(index, [(f.document, f.clause_start, f.clause_end, (Span(f.start, f.end),)) for f in figures])


def state(figure: Figure, label: int, why: str = "", computed: bool = False) -> StatedFigure:
    """A figure as an answer shows it."""
    return StatedFigure(
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        comparator=figure.comparator,
        indicator=figure.indicator,
        year=figure.year,
        region=figure.holder,
        status=figure.status,
        citation=label,
        computed=computed,
        why=why,
        year_source=figure.year_source,
    )
