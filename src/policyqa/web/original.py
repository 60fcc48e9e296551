"""A whole document as a plain page with the cited passage marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from policyqa.present import marked
from policyqa.types import Document, Span
from policyqa.web.markup import escape, inline

_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")
_MAX_MARKS = 20


def parse_marks(raw: str) -> tuple[Span, ...]:
    """Read `12-15,30-31` into spans; whatever else stands there is left out.

    >>> parse_marks("12-15,x,9-3")
    (Span(start=12, end=15),)
    """
    found = (_MARK.fullmatch(part) for part in raw[:500].split(",")[:_MAX_MARKS])
    spans = (Span(int(match[1]), int(match[2])) for match in found if match)
    return tuple(span for span in spans if span.start < span.end)


def document_html(document: Document, passage: Span, marks: Sequence[Span] = ()) -> str:
    """Give `document` as an HTML page: headings, paragraphs and tables of escaped text.

    `passage` is tinted and its first line has the id `passage`; `marks` stand out inside it. Ranges outside of the
    text mark nothing.
    """
    facts = (document.metadata.issuer, document.metadata.number, document.metadata.issued, document.path)
    title = document.metadata.title or document.path
    head = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/policyqa/original.css"></head><body>'
    )
    shown_facts = "".join(f"<span>{inline(fact)}</span>" for fact in facts if fact)
    header = f"<header><h1>{inline(title)}</h1><p>{shown_facts}</p></header>"
    return f"{head}{header}<main>{_body(document, passage, marks)}</main></body></html>"


def _body(document: Document, passage: Span, marks: Sequence[Span]) -> str:
    headings = {block.start for block in document.blocks if block.kind == "heading"}
    page = _Renderer(document.text, passage, tuple(marks), headings)
    parts: list[str] = []
    for is_table, lines in groupby(
        _lines(document.text), key=lambda line: "\t" in document.text[line.start : line.end]
    ):
        if is_table:
            parts.append(f'<div class="table"><table>{"".join(page.row(line) for line in lines)}</table></div>')
        else:
            parts.extend(page.paragraph(line) for line in lines)
    return "".join(parts)


def _lines(text: str) -> Iterable[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


class _Renderer:
    """Renders lines of one text; remembers whether the passage's first line has had its id."""

    def __init__(self, text: str, passage: Span, marks: tuple[Span, ...], headings: set[int]) -> None:
        self.text = text
        self.passage = passage
        self.marks = marks
        self.headings = headings
        self.anchored = False

    def paragraph(self, line: Span) -> str:
        if not self.text[line.start : line.end].strip():
            return ""
        indent = len(self.text[line.start : line.end]) - len(self.text[line.start : line.end].lstrip())
        tag = "h2" if line.start in self.headings or line.start + indent in self.headings else "p"
        return f"<{tag}{self._class(line)}>{self._text(line)}</{tag}>"

    def row(self, line: Span) -> str:
        cells = []
        start = line.start
        for cell in self.text[line.start : line.end].split("\t"):
            cells.append(f"<td>{self._text(Span(start, start + len(cell)))}</td>")
            start += len(cell) + 1
        return f"<tr{self._class(line)}>{''.join(cells)}</tr>"

    def _class(self, line: Span) -> str:
        if not (line.start < self.passage.end and self.passage.start < line.end):
            return ""
        first = "" if self.anchored else ' id="passage"'
        self.anchored = True
        return f'{first} class="cited"'

    def _text(self, part: Span) -> str:
        """Render `part` with the passage tinted and the marks inside it."""

        def quote(text: str) -> str:
            at = max(part.start, self.passage.start)
            return marked(text, at, self.marks, inline, "<mark>", "</mark>") if text else ""

        text = self.text[part.start : part.end]
        left = min(max(self.passage.start - part.start, 0), len(text))
        right = min(max(self.passage.end - part.start, left), len(text))
        cited = f'<span class="quote">{quote(text[left:right])}</span>' if left < right else ""
        return inline(text[:left]) + cited + inline(text[right:])
