"""Tables of PDF pages: over a page break, with a row parted by it, and a bound on the time of the search."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from drawn_pdf import drawn_pdf, table_at, text_at

from policyqa.reading import pdf_tables, read_document
from policyqa.reading.deadline import OutOfTime, cpu_bound
from policyqa.reading.limits import DEFAULT_LIMITS
from policyqa.reading.pdf import extract_pdf
from policyqa.types import Document
from timing import assert_cpu_within

COLUMNS = (60, 90, 300, 380, 470)
HEAD = ["序号", "主要任务", "责任单位", "总投资（亿元）"]
FIRST = ["1", "新建标准化厂房十二万平方米。", "经信局", "12"]
LONG = ["2", "实施乡村道路提升工程，改造提升县道三条，\n完善全部安全防护设施，同步推进桥梁维修改", "交通运输局", "25"]
REST = ["", "造和路域环境整治工作。", "", ""]
LAST = ["3", "改造老旧小区。", "住建局", "3.6"]


def document_of(folder: Path, *pages: bytes) -> Document:
    (folder / "a.pdf").write_bytes(drawn_pdf(*pages))
    return read_document(folder, "a.pdf")


def rows_of(document: Document) -> list[list[str]]:
    return [[document.text[c.start : c.end] for c in b.cells] for b in document.blocks if b.kind == "row"]


@pytest.mark.parametrize("repeated", [False, True])
def test_a_row_parted_by_a_page_break_is_one_row(tmp_path: Path, repeated: bool) -> None:
    first = text_at(200, 790, "2023年重点任务分解表") + table_at(770, COLUMNS, [HEAD, FIRST, LONG])
    second = table_at(800, COLUMNS, [*([HEAD] if repeated else []), REST, LAST])
    document = document_of(tmp_path, first, second)
    whole = LONG[1].replace("\n", "") + REST[1]
    assert rows_of(document) == [HEAD, FIRST, ["2", whole, "交通运输局", "25"], LAST]
    assert [dict(b.place)["page"] for b in document.blocks if b.kind == "row"] == ["1", "1", "1", "2"]
    assert document.blocks[-1].labels == ("序号", "主要任务", "责任单位", "总投资(亿元)")


def test_a_row_of_its_own_is_not_joined_to_the_one_before_the_break(tmp_path: Path) -> None:
    """Where the cell before had room left, where a number stands in the new row, where all is filled."""
    roomy = ["2", "实施乡村道路提升工程", "交通运输局", "25"]
    for before, after in (
        (roomy, ["", "造和路域环境整治工作。", "", ""]),
        (LONG, ["", "合计", "", "37"]),
        (LONG, ["3", "造和路域环境整治。", "住建局", "4"]),
    ):
        page = table_at(770, COLUMNS, [HEAD, FIRST, before])
        document = document_of(tmp_path, page, table_at(800, COLUMNS, [after, LAST]))
        assert rows_of(document)[-2:] == [after, LAST]


def test_headings_of_two_rows_units_in_columns_totals_and_a_note(tmp_path: Path) -> None:
    columns = (60, 150, 230, 310, 390)
    head = b"".join(b"%g %g %g %g re S\n" % box for box in ((60, 722, 90, 36), (150, 740, 160, 18), (310, 740, 80, 18)))
    head += text_at(63, 735, "县区") + text_at(200, 745, "2022年") + text_at(313, 745, "2023年")
    below = table_at(740, (150, 230, 310, 390), [["投资（亿元）", "增速（%）", "投资（亿元）"]])
    body = table_at(
        722,
        columns,
        [["甲县", "12.5", "8.1", "13.6"], ["乙县", "20.1", "7.5", "21.6"], ["合计", "32.6", "7.7", "35.2"]],
    )
    page = text_at(60, 790, "现将2023年固定资产投资计划下达给你们，请各县区认真组织实施并按时报送有关情况材料。")
    page += (
        text_at(200, 770, "2023年固定资产投资计划表")
        + head
        + below
        + body
        + text_at(60, 640, "注：增速按可比口径计算。")
    )
    document = document_of(tmp_path, page)
    total = next(b for b in document.blocks if b.kind == "row" and document.text[b.start :].startswith("合计"))
    assert total.labels == ("县区", "2022年/投资(亿元)", "2022年/增速(%)", "2023年/投资(亿元)")
    assert total.path == ("2023年固定资产投资计划表",)
    assert document.text.endswith("注：增速按可比口径计算。")


def _dense_page(rows: int, columns: int) -> bytes:
    edges = [20 + 13 * i for i in range(columns + 1)]
    return table_at(830, edges, [[str(r % 10) for _ in range(columns)] for r in range(rows)])


def test_a_dense_page_takes_linear_time(tmp_path: Path) -> None:
    """A thousand cells: gathering each cell's characters among all of the page's took seconds."""
    data = drawn_pdf(_dense_page(45, 40))
    assert_cpu_within(3.0, lambda: extract_pdf(data, DEFAULT_LIMITS))
    assert len(extract_pdf(data, DEFAULT_LIMITS).pieces) == 45


def test_tables_that_take_too_long_are_read_as_text_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(rules: object) -> object:
        while True:
            random.random()

    monkeypatch.setattr(pdf_tables, "_cell_boxes", endless)
    monkeypatch.setattr(pdf_tables, "_BOUNDS_S", (0.2, 0.1))
    extract = extract_pdf(drawn_pdf(*[table_at(700, COLUMNS, [HEAD, FIRST])] * 3), DEFAULT_LIMITS)
    assert "经信局" in extract.text
    assert "第1、2、3页识别表格用时过长" in extract.warnings[0]


def spin(turns: int) -> None:
    for _ in range(turns):
        random.random()


def test_the_bound_ends_with_its_block() -> None:
    with pytest.raises(OutOfTime):
        bounded(0.05, 100_000_000)
    bounded(0.05, 1)
    spin(2_000_000)  # longer than the bound, outside of it


def bounded(seconds: float, turns: int) -> None:
    with cpu_bound(seconds):
        spin(turns)
