"""Citable records: the line that one reader copies opens the same passage for another, or says that it has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up_reports import OTHER, REPORT, build

from policyqa.checking import check_draft, citation_line, draft_of, open_citation
from policyqa.errors import InputError
from policyqa.index.opening import OpenIndex


def line_of(index: OpenIndex) -> str:
    checked = check_draft(index, draft_of("大观区2022年进出口总额23亿元。"), date(2022, 6, 1))
    return citation_line(checked.claims[0].citations[0])


def test_a_line_names_title_issuer_date_words_and_identifier(index: OpenIndex) -> None:
    line = line_of(index)
    assert line.startswith("《2022年大观区政府工作报告》（")
    assert "大观区人民政府" in line
    assert "2022-01-10" in line
    assert "进出口总额23亿元" in line
    assert "[policyqa:" in line
    assert "\n" not in line


def test_a_line_opens_the_same_passage(index: OpenIndex) -> None:
    opened = open_citation(index, line_of(index))
    assert opened.state == "same"
    assert opened.citation is not None
    assert "进出口总额23亿元" in opened.citation.quote


def test_a_line_broken_or_escaped_by_a_mail_program_still_opens(index: OpenIndex) -> None:
    line = line_of(index)
    assert open_citation(index, f"见 {line[:40]}\n{line[40:]}").state == "same"


@pytest.mark.parametrize(
    ("report", "state", "holds"),
    [
        (REPORT.replace("新增高新技术企业12家", "新增高新技术企业13家"), "moved", True),
        (REPORT.replace("进出口总额23亿元", "进出口总额24亿元"), "changed", False),
        (None, "gone", False),
    ],
)
def test_a_changed_document_is_told(
    index: OpenIndex, tmp_path: Path, report: str | None, state: str, holds: bool
) -> None:
    documents = {"yixiu": OTHER} if report is None else {"daguan": report, "yixiu": OTHER}
    with build(tmp_path, **documents) as later:
        opened = open_citation(later, line_of(index))
        assert opened.state == state
        assert bool(opened.remark)
        assert (opened.citation is not None) == holds
        if opened.citation is not None:
            text = later.document(opened.citation.document).text
            assert "进出口总额23亿元" in text[opened.citation.start : opened.citation.end]


def test_words_without_an_identifier_are_refused(index: OpenIndex) -> None:
    with pytest.raises(InputError, match="policyqa"):
        open_citation(index, "《某报告》：“某句话”")


def test_a_forged_identifier_opens_nothing_false(index: OpenIndex) -> None:
    line = line_of(index)
    head, _, tail = line.rpartition("@")
    forged = f"{head}@1-20#{tail.rpartition('#')[2]}"
    opened = open_citation(index, forged)
    assert opened.state != "same"
