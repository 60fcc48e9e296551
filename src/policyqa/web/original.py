"""A whole document as a plain page with the cited passage marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from policyqa.chinese.fold import simplify
from policyqa.present import marked
from policyqa.types import Block, Document, Span
from policyqa.web.markup import escape, inline

_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")
_MAX_MARKS = 20
_HEADING_SIGNS = re.compile(r"[ \t]{0,3}#{1,6}[ \t]{1,9}")
_BETWEEN = re.compile(r"[\s|:\-]*")


@dataclass(frozen=True, slots=True)
class View:
    """How a document is looked at.

    `simplified` converts its characters, `framed` is inside the page's dialog, where nothing can be downloaded,
    `pictures` whether its file can be shown as it looks.
    """

    simplified: bool = False
    framed: bool = False
    pictures: bool = False


def parse_marks(raw: str) -> tuple[Span, ...]:
    """Read `12-15,30-31` into spans; whatever else stands there is left out.

    >>> parse_marks("12-15,x,9-3")
    (Span(start=12, end=15),)
    """
    found = (_MARK.fullmatch(part) for part in raw[:500].split(",")[:_MAX_MARKS])
    spans = (Span(int(match[1]), int(match[2])) for match in found if match)
    return tuple(span for span in spans if span.start < span.end)


def document_html(
    document: Document, passage: Span, marks: Sequence[Span] = (), view: View = View(), address: str = ""
) -> str:
    """Give `document` as an HTML page: headings, paragraphs and tables of escaped text.

    `passage` is tinted and its first line has the id `passage`; `marks` stand out inside it. Ranges outside of the
    text mark nothing. `address` is the page's own query without what `view` says, for the links to its other views.
    """
    facts = (document.metadata.issuer, document.metadata.number, document.metadata.issued, document.path)
    title = document.metadata.title or document.path
    head = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/policyqa/original.css"></head><body>'
    )
    shown_facts = "".join(f"<span>{inline(fact)}</span>" for fact in facts if fact)
    header = f"<header><h1>{inline(title)}</h1><p>{shown_facts}</p>{_links(document, view, address)}</header>"
    picture = _picture(document, passage, view, address)
    shown = replace(document, text=simplify(document.text)) if view.simplified else document
    return f"{head}{header}<main>{_body(shown, passage, marks, picture)}</main></body></html>"


def _links(document: Document, view: View, address: str) -> str:
    """The switch between the original's characters and simplified ones, where they differ, and the file itself."""
    links = []
    framed = "&framed=1" if view.framed else ""
    if address and simplify(document.text) != document.text:
        other = "" if view.simplified else "&script=simplified"
        name = "看原来的字" if view.simplified else "转为简体"
        links.append(f'<a href="/original?{escape(address + other + framed)}#passage">{name}</a>')
        links += ["<span>已转为简体，引用请用原来的字</span>"] if view.simplified else []
    if address and not view.framed:
        links.append(f'<a href="{escape(file_url(document.path))}" rel="nofollow">下载原文件</a>')
    return f'<p class="views">{"".join(links)}</p>' if links else ""


def file_url(path: str) -> str:
    """Give the address from which a document's own file is downloaded."""
    return f"/documents/file?document={quote(path, safe='', errors='replace')}"


def _picture(document: Document, passage: Span, view: View, address: str) -> str:
    """The page of a PDF that the passage stands on, as it looks."""
    number = page_of(document, passage)
    if not number or not address or not view.pictures:
        return ""
    source = f'<img src="/original/page?{escape(address)}" alt="原件第{number}页" loading="lazy">'
    return f"<details open><summary>看原件第{number}页</summary>{source}</details>"


def page_of(document: Document, passage: Span) -> int:
    """Give the page of a PDF, from 1, that `passage` begins on, 0 where that is not known."""
    if document.format != "pdf":
        return 0
    number = 0
    for block in document.blocks:
        if block.start > passage.start:
            break
        place = dict(block.place).get("page", "")
        number = int(place) if place.isdigit() else number
    return number


def _body(document: Document, passage: Span, marks: Sequence[Span], picture: str) -> str:
    """The text as read, with `picture` behind the paragraph or table that the passage begins in."""
    headings = sorted(block.start for block in document.blocks if block.kind == "heading")
    page = _Renderer(document.text, passage, tuple(marks), headings)
    parts: list[str] = []
    for piece in _pieces(document):
        if isinstance(piece, Span):
            parts += page.lines(piece)
        else:
            widest = max(len(row.cells) for row in piece)
            rows = "".join(page.cells(Span(row.start, row.end), row.cells, widest) for row in piece)
            parts.append(f'<div class="table"><table>{rows}</table></div>')
    begins = next((number for number, part in enumerate(parts, 1) if ' id="passage"' in part), 0)
    return "".join([*parts[:begins], picture, *parts[begins:]])


def _pieces(document: Document) -> Iterator[Span | list[Block]]:
    """The text in order: ranges of plain text, and the rows that follow each other as tables."""
    text, at = document.text, 0
    table: list[Block] = []
    for block in sorted(document.blocks, key=lambda block: block.start):
        if block.kind != "row" or block.start < at or not _is_whole(text, block):
            continue
        if table and not _BETWEEN.fullmatch(text, at, block.start):
            yield table
            table = []
        if not table:
            yield Span(at, block.start)
        table.append(block)
        at = block.end
    if table:
        yield table
    yield Span(at, len(text))


def _is_whole(text: str, row: Block) -> bool:
    """Whether a row's cells hold all of it but what separates them, so that showing them shows it."""
    at, between = row.start, ""
    for cell in row.cells:
        if cell.start < at or cell.end > row.end:
            return False
        between += text[at : cell.start]
        at = cell.end
    return bool(row.cells) and bool(_BETWEEN.fullmatch(between + text[at : row.end]))


def _lines(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for line in text[part.start : part.end].split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


class _Renderer:
    """Renders lines of one text; remembers whether the passage's first line has had its id."""

    def __init__(self, text: str, passage: Span, marks: tuple[Span, ...], headings: Sequence[int]) -> None:
        self.text = text
        self.passage = passage
        self.marks = marks
        self.headings = headings
        self.anchored = False

    def lines(self, part: Span) -> list[str]:
        """Render lines of text; those with tabs that no reader took for rows are rows all the same."""
        parts: list[str] = []
        lines = _lines(self.text, part)
        for is_table, group in groupby(lines, key=lambda line: "\t" in self.text[line.start : line.end]):
            if is_table:
                rows = [self.cells(line, tuple(self._tabbed(line)), 0) for line in group]
                parts.append(f'<div class="table"><table>{"".join(rows)}</table></div>')
            else:
                parts.extend(self.paragraph(line) for line in group)
        return parts

    def paragraph(self, line: Span) -> str:
        if not self.text[line.start : line.end].strip():
            return ""
        first = bisect_left(self.headings, line.start)
        if first == len(self.headings) or self.headings[first] >= line.end:
            return f"<p{self._class(line)}>{self._text(line)}</p>"
        signs = _HEADING_SIGNS.match(self.text, line.start, line.end)  # Markdown's own, which the heading shows
        shown = Span(signs.end() if signs else line.start, line.end)
        return f"<h2{self._class(line)}>{self._text(shown)}</h2>"

    def cells(self, line: Span, cells: Sequence[Span], widest: int) -> str:
        """Render a row; one cell alone in a table of several columns is as wide as the table."""
        wide = f' colspan="{widest}"' if len(cells) == 1 and widest > 1 else ""
        shown = "".join(f"<td{wide}>{self._text(cell)}</td>" for cell in cells)
        return f"<tr{self._class(line)}>{shown}</tr>"

    def _tabbed(self, line: Span) -> Iterator[Span]:
        start = line.start
        for cell in self.text[line.start : line.end].split("\t"):
            yield Span(start, start + len(cell))
            start += len(cell) + 1

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
