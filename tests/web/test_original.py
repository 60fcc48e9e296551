"""Whole documents as pages."""

from __future__ import annotations

import re
from dataclasses import replace

import web_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st

from policyqa.types import Document, Span
from policyqa.web.markup import escape
from policyqa.web.original import document_html, parse_marks


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
