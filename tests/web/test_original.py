"""Whole documents as pages."""

from __future__ import annotations

import re
from dataclasses import replace

import web_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st

from policyqa.types import Block, Document, Span
from policyqa.web.markup import escape
from policyqa.web.original import View, document_html, page_of, parse_marks


def main_of(page: str) -> str:
    return page[page.index("<main>") + 6 : page.index("</main>")]


def test_passage_and_figure_are_marked_in_a_paragraph() -> None:
    passage = fakes.span_of(fakes.SENTENCE)
    page = main_of(document_html(fakes.document(), passage, [fakes.span_of("135个以上")]))
    assert page.count('id="passage"') == 1
    line = '<p id="passage" class="cited">全区上下以项目为王。<span class="quote">2021年新引进5000万元以上项目<mark>135'
    assert line in page
    assert "<h2>二、工作目标</h2>" in page


def test_table_rows_are_a_table_and_the_cell_is_marked() -> None:
    row = fakes.span_of("1\t新引进项目\t135个以上\t450个以上")
    cell = Span(row.start + 8, row.start + 14)
    page = main_of(document_html(fakes.document(), row, [cell]))
    assert page.count("<table>") == 1
    assert '<tr id="passage" class="cited">' in page
    assert '<td><span class="quote"><mark>135个以上</mark></span></td>' in page


def test_every_character_is_shown_escaped() -> None:
    text = '一 < 二 & "三"\n\t四\u3000\n\n</main><script>x</script>'
    page = main_of(document_html(Document("a.txt", text, "0", "txt"), Span(0, 5)))
    assert "<script" not in page
    assert escape("</main><script>x</script>") in page


@given(
    st.text(alphabet="甲乙丙\t\n <&1", max_size=60),
    st.integers(0, 70),
    st.integers(0, 70),
    st.integers(0, 70),
    st.integers(0, 70),
)
def test_any_span_keeps_the_text(text: str, start: int, end: int, left: int, right: int) -> None:
    page = main_of(document_html(Document("a.txt", text, "0", "txt"), Span(start, end), [Span(left, right)]))
    shown = re.sub(r"<[^>]*>", "", page).replace("&lt;", "<").replace("&amp;", "&")
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    assert page.count('id="passage"') <= 1


def test_marks_are_read_from_the_address_and_nonsense_is_left_out() -> None:
    assert parse_marks("1-5,7-6,a-b,-1-3,8-9") == (Span(1, 5), Span(8, 9))
    assert parse_marks("") == ()
    assert len(parse_marks(",".join(f"{n}-{n + 1}" for n in range(100)))) <= 20


def test_document_without_metadata_is_named_by_its_path() -> None:
    page = document_html(replace(fakes.document(), metadata=replace(fakes.document().metadata, title="")), Span(0, 0))
    assert "<title>shili.txt</title>" in page


def rows(text: str, cells: list[list[str]]) -> Document:
    """A document whose rows are these cells, each found in the text behind the one before."""
    blocks, at = [], 0
    for row in cells:
        spans = []
        for cell in row:
            start = text.index(cell, at)
            at = start + len(cell)
            spans.append(Span(start, at))
        blocks.append(Block(spans[0].start, spans[-1].end, "row", cells=tuple(spans)))
    return Document("a.md", text, "0", "md", tuple(blocks))


MARKDOWN = "前言\n| 指标 | 目标 |\n| --- | --- |\n| 项目 | 135个 |\n后记"


def test_a_markdown_table_is_a_table_and_its_signs_are_gone() -> None:
    document = rows(MARKDOWN, [["指标", "目标"], ["项目", "135个"]])
    cell = fakes.span_of("135个", MARKDOWN)
    page = main_of(document_html(document, cell, [cell]))
    assert page.count("<table>") == 1
    assert "---" not in page
    assert (
        '<tr id="passage" class="cited"><td>项目</td><td><span class="quote"><mark>135个</mark></span></td></tr>'
        in page
    )
    assert page.startswith("<p>前言</p>")
    assert page.endswith("<p>后记</p>")


def test_rows_spread_over_lines_are_a_table() -> None:
    text = "题\n序号\n\n目标\n\n1\n\n135个\n尾"
    page = main_of(document_html(rows(text, [["序号", "目标"], ["1", "135个"]]), Span(0, 0)))
    assert "<tr><td>序号</td><td>目标</td></tr><tr><td>1</td><td>135个</td></tr>" in page


def test_a_row_that_does_not_hold_all_of_its_text_is_shown_as_it_stands() -> None:
    text = "甲 漏掉的话 乙"
    page = main_of(document_html(rows(text, [["甲", "乙"]]), Span(0, 0)))
    assert page == "<p>甲 漏掉的话 乙</p>"


def test_text_between_two_tables_parts_them() -> None:
    text = "甲\t乙\n说明\n丙\t丁"
    page = main_of(document_html(rows(text, [["甲", "乙"], ["丙", "丁"]]), Span(0, 0)))
    assert page.count("<table>") == 2
    assert "<p>说明</p>" in page


def test_a_markdown_heading_loses_its_signs() -> None:
    document = Document("a.md", "## 一、目标\n文", "0", "md", (Block(3, 7, "heading", level=1),))
    assert main_of(document_html(document, Span(0, 0))) == "<h2>一、目标</h2><p>文</p>"


TRADITIONAL = Document("a.txt", "新興產業招商135個以上", "0", "txt")


def test_traditional_characters_can_be_read_simplified_and_back() -> None:
    mark = fakes.span_of("135個", TRADITIONAL.text)
    asis = document_html(TRADITIONAL, mark, [mark], View(), "document=a.txt&start=6")
    assert "新興產業" in asis
    assert 'href="/original?document=a.txt&amp;start=6&amp;script=simplified#passage"' in asis
    simplified = document_html(TRADITIONAL, mark, [mark], View(simplified=True), "document=a.txt&start=6")
    assert "<mark>135个</mark>" in simplified
    assert "新兴产业" in simplified
    assert "引用请用原来的字" in simplified
    assert 'href="/original?document=a.txt&amp;start=6#passage"' in simplified


def test_a_simplified_text_has_no_switch_and_a_frame_no_download() -> None:
    page = document_html(fakes.document(), Span(0, 0), (), View(), "document=shili.txt")
    assert "script=simplified" not in page
    assert 'href="/documents/file?document=shili.txt"' in page
    assert "/documents/file" not in document_html(fakes.document(), Span(0, 0), (), View(framed=True), "document=a")


def test_the_page_of_a_pdf_is_that_of_the_last_block_before_the_passage() -> None:
    blocks = tuple(Block(n * 10, n * 10 + 5, place=(("page", str(n + 1)),)) for n in range(3))
    document = Document("a.pdf", "x" * 40, "0", "pdf", blocks)
    assert [page_of(document, Span(at, at + 1)) for at in (0, 9, 10, 25, 39)] == [1, 1, 2, 3, 3]
    assert page_of(replace(document, format="txt"), Span(0, 1)) == 0
    shown = document_html(document, Span(12, 14), (), View(pictures=True), "document=a.pdf&start=12")
    assert 'src="/original/page?document=a.pdf&amp;start=12"' in shown
    assert "原件第2页" in shown
