"""Answers as JSON, as plain text, as escaped HTML."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import web_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st
from web_payloads import PAYLOADS

from policyqa.present import answer_json, answer_text, figure_line, marked
from policyqa.types import Span
from policyqa.web.markup import answer_html, escape, evidence_html, inline, original_url, question_html

OURS = {
    "a", "article", "blockquote", "br", "button", "div", "h3", "header", "li", "mark", "p", "span", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"class", "href", "title", "target", "rel", "tabindex", "scope", "type", "value"}


class Reader(HTMLParser):
    """Collects tags, attributes and text, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self.text += "\n" if tag == "br" else ""

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def test_json_is_the_answer_object_of_the_machine_interface() -> None:
    result = answer_json(fakes.found(), "q1")
    where = fakes.span_of(fakes.SENTENCE)
    assert list(result)[:5] == ["id", "question", "resolved_question", "found", "answer"]
    assert result["figures"] == [
        {
            "text": "135个以上",
            "value": "135",
            "unit": "个",
            "comparator": ">=",
            "indicator": "新引进5000万元以上项目",
            "year": "2021",
            "region": "示例区",
            "status": "target",
            "citation": 1,
        }
    ]
    assert result["citations"] == [
        {
            "label": 1,
            "document": "shili.txt",
            "title": "示例区招商引资三年行动方案",
            "issuer": "示例区人民政府",
            "date": "2021-02-27",
            "page": None,
            "start": where.start,
            "end": where.end,
            "quote": fakes.SENTENCE,
            "passage": "shili-7",
            "sha256": "0" * 64,
            "number": "示政〔2021〕3号",
        }
    ]
    assert result["scope"] == {"years": ["2021"], "regions": ["示例区"], "status": "target"}
    assert result["hits"][0] == {
        "document": "shili.txt", "start": where.start, "end": where.end, "quote": fakes.SENTENCE,
    }  # fmt: skip
    assert result["also_stated"][0]["why"] == "year"
    assert "disagreement" not in result
    assert result["seconds"] == 0.0123
    json.dumps(result)


def test_json_leaves_out_what_is_empty_and_cuts_hits() -> None:
    answer = fakes.found()
    long = replace(answer.hits[0].passage, text="字" * 900, start=100, end=1000)
    answer = replace(
        answer, hits=(replace(answer.hits[0], passage=long),) * 12, figures=(replace(answer.figures[0], year=""),)
    )
    result = answer_json(replace(answer, also_stated=()))
    assert "id" not in result
    assert "also_stated" not in result
    assert result["figures"][0]["year"] is None
    assert len(result["hits"]) == 10
    assert (result["hits"][0]["start"], result["hits"][0]["end"], len(result["hits"][0]["quote"])) == (100, 900, 800)


def test_json_names_computed_figures_and_disagreement() -> None:
    figure = replace(fakes.figure(), computed=True)
    result = answer_json(replace(fakes.found(), figures=(figure,), disagreement=(fakes.figure("140个以上"),)))
    assert result["figures"][0]["computed"] is True
    assert result["disagreement"][0]["text"] == "140个以上"


def test_text_has_the_answer_first_and_marks_the_quote() -> None:
    lines = answer_text(fakes.found()).split("\n")
    assert lines[0] == "135个以上"
    assert lines[1] == "2021年，示例区新引进5000万元以上项目的目标为 135个以上 [1]。"
    assert "[1] 《示例区招商引资三年行动方案》 示例区人民政府 示政〔2021〕3号 2021-02-27" in lines
    assert any("【135个以上】" in line for line in lines)
    assert "\x1b" not in answer_text(replace(fakes.found(), text="\x1b[31m红\x9b31m"))


def test_text_of_a_refusal_begins_with_what_was_looked_for() -> None:
    assert answer_text(fakes.refused("2030年")).startswith("没有找到2030年")


@given(
    text=st.text(max_size=60),
    start=st.integers(0, 50),
    cuts=st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130))),
)
def test_marks_change_nothing_of_the_text(text: str, start: int, cuts: list[tuple[int, int]]) -> None:
    spans = [Span(min(cut), max(cut)) for cut in cuts]
    shown = marked(text, start, spans, str, "\ue000", "\ue001")
    plain = shown.replace("\ue000", "").replace("\ue001", "")
    assert plain == text.replace("\ue000", "").replace("\ue001", "")
    inside = {at for span in spans for at in range(span.start, span.end)}
    if "\ue000" not in text and "\ue001" not in text:
        depth, at, covered = 0, start, set()
        for character in shown:
            depth += (character == "\ue000") - (character == "\ue001")
            assert depth in (0, 1)
            if character not in "\ue000\ue001":
                if depth:
                    covered.add(at)
                at += 1
        assert covered == inside & set(range(start, start + len(text)))


@given(st.text(max_size=80))
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    reader = read(f'<p title="{escape(text)}">{inline(text)}</p>')
    assert reader.tags <= {"p", "br"}
    assert "\n" not in inline(text)
    kept = "".join(c if c in "\n\t" or ord(c) >= 32 else "\ufffd" for c in text.replace("\r", "\r"))
    assert reader.text.replace("\r", "\n") == kept.replace("\r", "\n")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_strings_make_no_markup(payload: str) -> None:
    figure = replace(fakes.figure(), text=payload, region=payload, year=payload, why=payload)
    cited = replace(fakes.citation(), quote=payload, title=payload, issuer=payload, number=payload, document=payload)
    answer = replace(
        fakes.found(), answer=payload, text=payload, figures=(figure,), citations=(cited,), also_stated=(figure,),
        disagreement=(figure,), rows=((payload,), (payload,)),
    )  # fmt: skip
    for markup in (answer_html(answer, payload), evidence_html(answer), question_html(payload)):
        assert "\n" not in markup
        reader = read(markup)
        assert reader.tags <= OURS
        assert {name for name, _ in reader.attributes} <= ATTRIBUTES
        links = [value for name, value in reader.attributes if name == "href"]
        assert all(str(link).startswith("/original?document=") for link in links)


def test_html_has_the_figure_first_and_links_only_labels_that_exist() -> None:
    markup = answer_html(replace(fakes.found(), text="见 **135个以上** [1][2]"))
    assert markup.index("135个以上") < markup.index("2021年")
    assert markup.count('class="pq-ref"') == 2  # [1] of the text, [1] of what else is stated
    assert "[2]" in markup
    assert "<strong>135个以上</strong>" in markup
    assert "<mark>135个以上</mark>" in evidence_html(fakes.found())


def test_html_of_a_refusal_says_so_and_shows_the_nearest() -> None:
    assert "未找到" in answer_html(fakes.refused("2030年"))
    assert "最接近" in evidence_html(fakes.refused("2030年"))


def test_original_url_names_document_passage_and_marks() -> None:
    cited = replace(fakes.citation(), document="甲/乙 &#.txt", start=3, end=9, marks=(Span(4, 6),))
    assert (
        original_url(cited) == "/original?document=%E7%94%B2%2F%E4%B9%99%20%26%23.txt&start=3&end=9&marks=4-6#passage"
    )


def test_figure_line_leaves_out_what_is_unknown() -> None:
    bare = replace(fakes.figure(), region="", year="", status="unknown", citation=0)
    assert figure_line(bare) == "135个以上"
    assert figure_line(replace(bare, year="2021-2025")) == "135个以上（2021—2025年）"


def test_importing_present_imports_nothing_outside_the_standard_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import policyqa.present; "
        "new = {name.split('.')[0] for name in set(sys.modules) - before} - {'policyqa'}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
