"""Read PDF files: paragraphs joined from lines, ruled tables, page numbers; running heads and feet are left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from policyqa.errors import ReadError
from policyqa.reading.cells import Cell
from policyqa.reading.encoding import MOJIBAKE_SHARE, mojibake_share
from policyqa.reading.grid import grid_parts, stated_above
from policyqa.reading.headings import mark_heading
from policyqa.reading.layout import Part, lay_out, one_line
from policyqa.reading.limits import Limits
from policyqa.reading.pdf_page import PageLine, glyphs, join_glyphs
from policyqa.reading.pdf_rules import page_rules
from policyqa.reading.pdf_tables import PageTable, TableFinder
from policyqa.reading.pieces import Extract

_PAGE_NUMBER = re.compile(
    r"[-—–─·\s]{0,6}(?:第\s?)?\d{1,4}\s?(?:页)?(?:\s?[/,，共]{0,2}\s?(?:共\s?)?\d{1,4}\s?页?)?[-—–─·\s]{0,6}|"
    r"[ivxIVX]{1,6}"
)
_LETTER = re.compile("[A-Za-z]")
_MARGIN_SHARE = 0.12
_RUNNING_SHARE = 0.5
_NO_TEXT = "扫描件，没有文字层；请先用OCR软件转成带文字的PDF、或给出docx"

_Item = PageLine | PageTable


def _open(data: bytes, limits: Limits) -> Any:
    """Open the file.

    Raises:
        ReadError: it is encrypted, damaged, empty or too long.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadError("PDF加了密码，请去掉密码后再加入 (encrypted)") from error
        raise ReadError("PDF已损坏，请重新导出 (damaged PDF)") from error
    if len(document) == 0:
        raise ReadError("PDF没有页面 (no pages)")
    if len(document) > limits.pages:
        raise ReadError(f"PDF有{len(document)}页，超过{limits.pages}页，请分成几个文件 (too many pages)")
    return document


def _page(document: Any, number: int) -> Any:
    """One page of the file.

    Raises:
        ReadError: it can't be found or parsed.
    """
    import pypdfium2

    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"PDF的第{number + 1}页已损坏，请重新导出 (damaged page)") from error


def _page_items(page: Any, raw: Any, number: int, finder: TableFinder) -> tuple[list[_Item], bool]:
    """The lines and tables of one page in reading order, and whether it has too many lines to look for tables."""
    found = glyphs(page, raw)
    rules, too_many = page_rules(page, raw)
    tables = finder.tables(number, rules, found)
    boxes = [(table.top, table.bottom) for table in tables]
    outside = [
        g for g in found if g.text in "\r\n" or not any(a - 1 < (g.top + g.bottom) / 2 < b + 1 for a, b in boxes)
    ]
    items: list[_Item] = [*join_glyphs(outside), *tables]
    if tables or _is_shuffled(items):
        items.sort(key=lambda item: item.top)
    return items, too_many


def _is_shuffled(items: Sequence[_Item]) -> bool:
    """Tell whether lines stand in another order than from top to bottom, more than a fifth of them."""
    back = sum(b.bottom < a.top for a, b in itertools.pairwise(items))
    return back * 5 > len(items)


def _running(pages: Sequence[Sequence[_Item]], heights: Sequence[float]) -> list[set[int]]:
    """Which items of each page are its running head, foot or number."""
    keys: Counter[str] = Counter()
    at_edge: list[list[tuple[int, str]]] = []
    for items, height in zip(pages, heights, strict=True):
        edge = [
            (i, re.sub(r"\d{1,6}", "#", item.text))
            for i, item in enumerate(items)
            if isinstance(item, PageLine)
            and not height * _MARGIN_SHARE < (item.top + item.bottom) / 2 < height * (1 - _MARGIN_SHARE)
        ]
        at_edge.append(edge)
        keys.update({key for _, key in edge})
    often = max(2.0, len(pages) * _RUNNING_SHARE)
    found = []
    for items, edge in zip(pages, at_edge, strict=True):
        lines = [(i, key, items[i]) for i, key in edge]
        found.append(
            {
                i
                for i, key, item in lines
                if isinstance(item, PageLine)
                and (_PAGE_NUMBER.fullmatch(item.text) or (keys[key] >= often and len(key) <= 60))
            }
        )
    return found


def _margins(pages: Sequence[Sequence[_Item]]) -> tuple[float, float]:
    """The left and right edge between which the text's lines run."""
    lines = [item for items in pages for item in items if isinstance(item, PageLine)]
    if not lines:
        return 0.0, 0.0
    lefts, rights = Counter(round(line.left) for line in lines), sorted(line.right for line in lines)
    left = min(x for x, n in lefts.items() if n >= max(lefts.values()) / 3)
    return float(left), rights[min(len(rights) - 1, int(len(rights) * 0.95))]


def _continues(text: str, before: PageLine, line: PageLine, left: float, right: float, same_page: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before."""
    height, old_height = line.bottom - line.top, before.bottom - before.top
    em = max(height, old_height, 6.0)
    if before.right < right - 1.6 * em or line.left > left + 1.2 * em:
        return False
    if abs(height - old_height) > 0.35 * em and min(len(line.text), len(before.text)) > 3:
        return False
    if same_page and line.top - before.bottom > 1.6 * em:
        return False
    if text[-1] not in "。！？：":
        return True
    ends_short = line.right < right - 1.6 * em and line.text[-1] not in "。！？：；，、"
    return mark_heading(line.text) is None and not ends_short


def _paragraphs(
    pages: Sequence[Sequence[_Item]], running: Sequence[set[int]]
) -> Iterator[tuple[str, int, PageTable | None]]:
    """Yield paragraphs and tables with the page that each starts on."""
    kept = [[item for i, item in enumerate(items) if i not in out] for items, out in zip(pages, running, strict=True)]
    left, right = _margins(kept)
    text, page, before, before_page = "", 0, None, 0
    for number, items in enumerate(kept, 1):
        for item in items:
            if isinstance(item, PageTable):
                if text:
                    yield text, page, None
                text, before = "", None
                yield "", number, item
                continue
            if before is not None and _continues(text, before, item, left, right, number == before_page):
                gap = " " if _LETTER.match(text, len(text) - 1) and _LETTER.match(item.text) else ""
                text += gap + item.text
            else:
                if text:
                    yield text, page, None
                text, page = item.text, number
            before, before_page = item, number
    if text:
        yield text, page, None


def _same_columns(one: PageTable, other: PageTable) -> bool:
    return len(one.edges) == len(other.edges) and all(
        abs(a - b) < 4 for a, b in zip(one.edges, other.edges, strict=True)
    )


def _repeated_rows(first: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the start of a table's next page repeat its heading."""
    number = 0
    for one, other in zip(first[:4], rows, strict=False):
        if [c.text for c in one] != [c.text for c in other] or not any(c.text for c in other):
            break
        number += 1
    return number


def _joined_rows(before: PageTable, rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """A table's rows with those of its next page, whose first may be the rest of the last.

    It is where each of its filled cells goes on with one that is full, and one that was filled has nothing more.
    """
    if not rows or not before.rows:
        return (*before.rows, *rows)
    last, rest = before.rows[-1], {cell.column: cell for cell in rows[0]}
    filled = {column for column, cell in rest.items() if cell.text}
    ended = {cell.column for cell in last if cell.text} - filled
    if not filled or not filled <= before.full or not ended or {c.column for c in last} != rest.keys():
        return (*before.rows, *rows)
    whole = tuple(replace(cell, text=one_line(cell.text + rest[cell.column].text)) for cell in last)
    return (*before.rows[:-1], whole, *rows[1:])


def _merge_pages(
    found: Iterator[tuple[str, int, PageTable | None]],
) -> Iterator[tuple[str, int, PageTable | None, list[int]]]:
    """Join a table that goes on at the top of the next page; the last value gives each row its page."""
    held: tuple[PageTable, int, list[int]] | None = None
    for text, page, table in found:
        if table is None:
            if held:
                yield "", held[1], held[0], held[2]
                held = None
            yield text, page, None, []
        elif held and held[2][-1] + 1 == page and _same_columns(held[0], table):
            skip = _repeated_rows(held[0].rows, table.rows)
            rows = _joined_rows(held[0], table.rows[skip:])
            joined = PageTable(rows, held[0].edges, held[0].top, table.bottom, table.full)
            held = joined, held[1], [*held[2], *[page] * (len(rows) - len(held[2]))]
        else:
            if held:
                yield "", held[1], held[0], held[2]
            held = table, page, [page] * len(table.rows)
    if held:
        yield "", held[1], held[0], held[2]


def _parts(pages: Sequence[Sequence[_Item]], heights: Sequence[float]) -> list[Part]:
    parts: list[Part] = []
    tables = 0
    for text, page, table, row_pages in _merge_pages(_paragraphs(pages, _running(pages, heights))):
        if table is None:
            parts.append(Part((text,), place=(("page", str(page)),)))
            continue
        tables += 1
        title, unit = stated_above(parts)
        places = [
            (("page", str(row_page)), ("table", str(tables)), ("row", str(i)))
            for i, row_page in enumerate(row_pages, 1)
        ]
        parts += grid_parts(table.rows, title, unit, places=places)
    return parts


def extract_pdf(data: bytes, limits: Limits) -> Extract:
    """Read a PDF's text layer.

    Raises:
        ReadError: it is encrypted, damaged, beyond the limits, without a text layer, or its fonts tell no characters.
    """
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    document = _open(data, limits)
    pages: list[list[_Item]] = []
    heights: list[float] = []
    empty: list[int] = []
    unsearched: list[int] = []
    finder = TableFinder()
    for number in range(1, len(document) + 1):
        page = _page(document, number - 1)
        items, too_many = _page_items(page, raw, number, finder)
        pages.append(items)
        heights.append(page.get_height())
        if sum(len(i.text) if isinstance(i, PageLine) else 9 for i in items) < 5:
            empty.append(number)
        if too_many:
            unsearched.append(number)
        page.close()
    document.close()
    if len(empty) == len(pages):
        raise ReadError(f"{_NO_TEXT} (no text layer)")
    text, pieces = lay_out(_parts(pages, heights))
    share = mojibake_share(text)
    if share > 0.2:
        raise ReadError(
            f"PDF的字体没有编码对照，约{share:.0%}的文字是乱码；请给出docx，或用OCR软件转换 (fonts without characters)"
        )
    warnings = []
    if share > MOJIBAKE_SHARE:
        warnings.append(f"约{share:.0%}的字符是乱码，请用原文件替换")
    if empty:
        warnings.append(f"第{_numbers(empty)}页没有文字层（空白页或扫描页），没有读到")
    if unsearched:
        warnings.append(f"第{_numbers(unsearched)}页的线条太多，没有识别表格")
    if finder.gave_up:
        warnings.append(f"第{_numbers(finder.gave_up)}页识别表格用时过长，表格按普通文字读入；请另存为docx或xlsx")
    return Extract(text, pieces, "pdf", tuple(warnings))


def _numbers(numbers: Sequence[int]) -> str:
    """The first ten page numbers."""
    return "、".join(map(str, numbers[:10])) + ("等" if len(numbers) > 10 else "")
