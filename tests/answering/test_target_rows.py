"""Who answers for an indicator: the cell of its own row, in a workbook, a Word table and a web page.

Places are real, every figure is invented.
"""

from __future__ import annotations

import io
from datetime import date

import docx
import openpyxl
import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

ROWS = (
    ("序号", "指标", "2024年完成", "2025年目标", "责任单位", "配合单位"),
    ("1", "地区生产总值增速", "5%", "6%", "县发展改革局", "县统计局"),
    ("2", "社会消费品零售总额", "42亿元", "46亿元", "县商务局", "县市场监管局"),
    ("3", "新增规上工业企业", "7家", "10家", "县工业和信息化局", ""),
    ("4", "空气质量优良天数比例", "95%", "96%以上", "市生态环境局石屏分局", "县气象局"),
    ("5", "城镇新增就业人数", "3000人", "3200人", "", "县教育体育局"),
)
TITLE = "石屏县2025年主要指标目标分解表"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((TITLE,), *ROWS):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    table = document.add_table(rows=0, cols=6)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    said = "<p>县统计局负责监测地区生产总值。</p>"
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{said}<table>{rows}</table></body></html>"


@pytest.fixture(scope="module", params=["table.xlsx", "table.docx", "table.html"])
def assistant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = {"table.xlsx": workbook, "table.docx": word, "table.html": page}[request.param]()
    return assistant_over(tmp_path_factory.mktemp("target_rows"), {request.param: made})


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("石屏县2025年GDP目标由哪个单位负责", "县发展改革局"),  # not who only watches it, as a sentence says
        ("社零由哪个单位负责", "县商务局"),
        ("社会消费品零售总额的配合单位是谁", "县市场监管局"),
        ("新增规上工业企业的责任单位是哪个", "县工业和信息化局"),
        ("空气质量优良天数比例由谁负责", "市生态环境局石屏分局"),
        ("GDP增速目标是谁的责任", "县发展改革局"),
    ],
)
def test_the_cell_of_the_row_answers(assistant: Assistant, question: str, unit: str) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.answer == unit
    (citation,) = answer.citations
    assert [assistant.document(citation.document).text[m.start : m.end].strip() for m in citation.marks] == [unit]


@pytest.mark.parametrize("question", ["城镇新增就业由哪个单位负责", "一般公共预算收入由哪个单位负责"])
def test_an_empty_cell_and_a_missing_row_are_no_answer(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, as_of=DAY).found
