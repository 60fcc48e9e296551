"""Exports: numbered notes and sources, as Markdown and as a Word document."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest

from policyqa.checking import CheckedDraft, check_draft, draft_of, export_docx, export_markdown
from policyqa.index.opening import OpenIndex
from policyqa.present import checked_json, checked_text

DRAFT = (
    "大观区2022年规上工业企业达到80家，进出口总额32亿元。\n\n"
    "大观区2022年学校达到9所。报告指出，“要坚持把发展经济的着力点放在虚拟经济上”。"
)


@pytest.fixture(scope="module")
def checked(index: OpenIndex) -> CheckedDraft:
    return check_draft(index, draft_of(DRAFT), date(2022, 6, 1))


def test_markdown_has_a_note_for_each_figure_and_the_sources(checked: CheckedDraft) -> None:
    text = export_markdown(checked)
    assert "**80家**✓[^1]" in text
    assert "**32亿元**✗[^2]" in text
    assert "**9所**?[^3]" in text
    assert re.findall(r"^\[\^(\d)\]: (.)", text, re.M) == [("1", "✓"), ("2", "✗"), ("3", "?")]
    assert "《2022年大观区政府工作报告》" in text
    assert "“虚拟”应为“实体”" in text
    assert "共核对3个数字：一致1，不符1，未找到1" in text


def test_markdown_of_a_hostile_draft_is_shown_as_it_stands(index: OpenIndex) -> None:
    text = "<script>alert(1)</script>[x](http://e.invalid) 大观区2022年进出口总额23亿元。"
    out = export_markdown(check_draft(index, draft_of(text), date(2022, 6, 1)))
    assert "<script" not in out.replace("\\<script", "")
    assert "[x](" not in out.replace("\\[x\\](", "")


def test_the_word_document_holds_the_draft_marks_notes_and_sources(checked: CheckedDraft) -> None:
    document = docx.Document(io.BytesIO(export_docx(checked)))
    paragraphs = [p.text for p in document.paragraphs]
    assert any("规上工业企业达到80家✓1，进出口总额32亿元✗2。" in p for p in paragraphs)
    runs = {run.text: run for p in document.paragraphs for run in p.runs}
    assert runs["80家"].underline
    assert runs["✗2"].font.superscript
    assert runs["80家"].font.color.rgb != runs["32亿元"].font.color.rgb
    assert any(p.startswith("2. ✗ 不符") for p in paragraphs)
    assert any("policyqa:" in p for p in paragraphs)


def test_a_word_document_of_control_characters_can_be_written(index: OpenIndex) -> None:
    text = "大观区\x00\x0b2022年进出口总额23亿元\ufffe。"
    assert export_docx(check_draft(index, draft_of(text), date(2022, 6, 1)))


def test_the_object_for_machines_is_that_of_the_interface(checked: CheckedDraft) -> None:
    result = checked_json(checked, "q1")
    assert list(result)[:3] == ["id", "verdict", "claims"]
    first, second, third = result["claims"]
    assert set(first) == {"text", "start", "end", "verdict", "remark", "figure", "stated", "citations"}
    assert DRAFT[first["start"] : first["end"]] == first["text"] == "80家"
    assert second["stated"]["value"] == "2300000000"
    assert second["figure"]["unit"] == "元"
    assert (third["verdict"], third["stated"]) == ("not found", None)
    assert result["counts"] == {"supported": 1, "contradicted": 1, "not found": 1}


def test_the_terminal_shows_signs_counts_and_sources(checked: CheckedDraft) -> None:
    text = checked_text(checked)
    assert "【80家】✓1" in text
    assert "【32亿元】✗2" in text
    assert "不符：文件为23亿元[1]" in text
    assert "\n[1] 《2022年大观区政府工作报告》" in text
