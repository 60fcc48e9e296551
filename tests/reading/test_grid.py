"""Tables as offices make them: headings of two rows, unit lines and unit columns, groups, totals, notes."""

from __future__ import annotations

import pytest

from policyqa.reading.cells import Cell
from policyqa.reading.csv import extract_csv
from policyqa.reading.grid import Row, read_grid, stated_above, unit_of
from policyqa.reading.layout import Part


def rows_of(*rows: str) -> list[list[Cell]]:
    """Rows written as `a|b|c`; `a>2` covers two columns, `a^2` two rows."""
    made = []
    for row in rows:
        column, cells = 0, []
        for raw in row.split("|"):
            text, _, wide = raw.partition(">")
            text, _, high = text.partition("^")
            cells.append(Cell(text, column, int(wide or 1), int(high or 1)))
            column += int(wide or 1)
        made.append(cells)
    return made


def body(read: list[Row]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(tuple(c.text for c in row.cells), row.labels) for row in read if row.role == "body"]


def test_a_heading_of_two_rows_is_joined_and_a_unit_line_goes_to_the_numbers() -> None:
    grid = rows_of("附表1 主要指标>3", "单位：亿元、%>3", "指标^2|2022年>2", "总量|同比增长", "产值|120.5|8.1")
    grid[3] = [Cell("总量", 1), Cell("同比增长", 2)]
    read = read_grid(grid)
    assert [row.role for row in read] == ["title", "unit", "heading", "heading", "body"]
    assert body(read) == [(("产值", "120.5", "8.1"), ("指标", "2022年/总量（亿元）", "2022年/同比增长（%）"))]
    assert read[-1].under == ("附表1 主要指标",)


def test_a_heading_whose_merging_was_lost_is_carried_to_the_right() -> None:
    read = read_grid(rows_of("县区|2021年||2022年|", "|目标|完成|目标|完成", "东区|5|6|7|8"))
    assert body(read)[0][1] == ("县区", "2021年/目标", "2021年/完成", "2022年/目标", "2022年/完成")


def test_a_unit_column_goes_to_the_numbers_of_its_row() -> None:
    read = read_grid(rows_of("指标|计量单位|2025年", "产值|亿元|1,200", "占比|%|12.5以上", "评级|级|A"))
    assert [labels for _, labels in body(read)] == [
        ("指标", "计量单位", "2025年（亿元）"),
        ("指标", "计量单位", "2025年（%）"),
        ("指标", "计量单位", "2025年"),
    ]


def test_a_column_keeps_its_own_unit_and_serials_have_none() -> None:
    read = read_grid(rows_of("序号|项目|投资（万元）|增速", "1|大桥|350|5"), unit="亿元")
    assert body(read)[0][1] == ("序号", "项目", "投资(万元)", "增速（%）")


def test_groups_totals_and_notes() -> None:
    grid = rows_of("序号|事项|数量", "一、工业>3", "1|开工|13", "合计>2|13", "注：数量按年底计算。>3")
    read = read_grid(grid, title="任务表")
    assert [row.role for row in read] == ["heading", "group", "body", "body", "note"]
    assert [row.under for row in read[2:4]] == [("任务表", "一、工业")] * 2
    assert body(read)[1] == (("合计", "13"), ("序号、事项", "数量"))


def test_words_merged_down_are_repeated_numbers_are_not() -> None:
    grid = rows_of("部门|事项|数量", "甲局^2|开工|30^2", "乙")
    grid[2] = [Cell("竣工", 1)]
    assert [cells for cells, _ in body(read_grid(grid))] == [("甲局", "开工", "30"), ("甲局", "竣工", "")]


def test_a_table_without_heading_has_no_labels() -> None:
    assert [labels for _, labels in body(read_grid(rows_of("甲|5", "乙|6")))] == [("", ""), ("", "")]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：亿元", "亿元"),
        ("（单位：万元、%）", "万元、%"),
        ("計量單位：畝", "亩"),
        ("2023年指标（单位:万元/亩）", "万元/亩"),
        ("责任单位：经发局", ""),
        ("单位：宣州区政府", ""),
        ("单位", ""),
    ],
)
def test_units_are_told_from_offices(line: str, unit: str) -> None:
    assert unit_of(line) == unit


def test_what_stands_above_a_table() -> None:
    prose = Part(("全年任务如下，请照此办理。",))
    assert stated_above([prose, Part(("2022年任务分解表",)), Part(("单位：个",))]) == ("2022年任务分解表", "个")
    assert stated_above([prose, Part(("主要指标（单位：亿元）",))]) == ("主要指标", "亿元")
    assert stated_above([prose]) == ("", "")
    assert stated_above([Part(("指标", "数量"), row=True)]) == ("", "")


def test_csv_stays_as_it_is_with_cells_and_labels() -> None:
    data = '2022年任务（单位：亿元）,,\r\n指标,"目标,合计",备注\r\n"产值 ""规上""",120,\n\n'.encode("gb18030")
    extract = extract_csv(data)
    assert extract.text == '2022年任务（单位：亿元）,,\n指标,"目标,合计",备注\n"产值 ""规上""",120,\n\n'
    title, heading, row = extract.pieces
    assert (extract.text[title.start : title.end], title.cells) == ("2022年任务（单位：亿元）", ())
    assert [extract.text[c.start : c.end] for c in heading.cells] == ["指标", "目标,合计", "备注"]
    assert [extract.text[c.start : c.end] for c in row.cells] == ['产值 ""规上""', "120"]
    assert row.labels == ("指标", "目标,合计（亿元）")
    assert (row.place, row.cell_names) == ((("row", "3"),), ("1", "2"))


def test_a_second_table_below_the_first_has_its_own_heading_title_and_unit() -> None:
    grid = rows_of(
        "主要指标表（单位：亿元）>3",
        "乡镇|产值|增速",
        "东河镇|12.5|12%",
        "合计|12.5|12%",
        "注：增速为可比口径。>3",
        "重点项目表>3",
        "项目名称|总投资（万元）|责任单位",
        "污水处理厂|12000|住建局",
    )
    read = read_grid(grid)
    assert [row.role for row in read] == ["title", "heading", "body", "body", "note", "title", "heading", "body"]
    assert body(read)[1] == (("合计", "12.5", "12%"), ("乡镇", "产值（亿元）", "增速"))
    assert body(read)[2] == (("污水处理厂", "12000", "住建局"), ("项目名称", "总投资(万元)", "责任单位"))
    assert read[-1].under == ("重点项目表",)


def test_words_where_numbers_stood_are_no_heading_of_another_table() -> None:
    for odd in ("西山乡|暂无数据|另行下达", "西山乡|未统计|正在核实", "项目|未定|未定"):
        read = read_grid(rows_of("乡镇|产值（亿元）|投资（亿元）", "东河镇|12.5|8", odd, "南岭镇|3|4"))
        assert [row.role for row in read] == ["heading", "body", "body", "body"]
        assert read[-1].labels == ("乡镇", "产值(亿元)", "投资(亿元)")


def test_a_unit_in_brackets_behind_the_title_goes_to_the_numbers() -> None:
    read = read_grid(rows_of("历年主要指标（万元）>3", "指标|2022|2023（计划）", "财政收入|120,456|130,000"))
    assert body(read)[0][1] == ("指标", "2022（万元）", "2023(计划)（万元）")
    assert read[-1].under == ("历年主要指标(万元)",)
    read = read_grid(rows_of("历年主要指标（试行）>3", "指标|2022|2023", "财政收入|120,456|130,000"))
    assert body(read)[0][1] == ("指标", "2022", "2023")


@pytest.mark.parametrize(
    ("unit", "row", "labels"),
    [
        ("亿元", "产值增速|8.1|9", ("指标", "2022年", "2023年")),
        ("亿元、%", "产值增速|8.1|9", ("指标", "2022年（%）", "2023年（%）")),
        ("亿元", "研发投入占比（占GDP）|2.1|2.2", ("指标", "2022年", "2023年")),
        ("亿元", "产值|8.1|9", ("指标", "2022年（亿元）", "2023年（亿元）")),
        ("亿元", "合计|11%|9", ("指标", "2022年", "2023年（亿元）")),
    ],
)
def test_a_row_that_is_a_rate_takes_no_sum_as_its_unit(unit: str, row: str, labels: tuple[str, ...]) -> None:
    read = read_grid(rows_of("指标|2022年|2023年", row), unit=unit)
    assert body(read)[0][1] == labels


def test_the_title_of_the_table_goes_before_the_number_of_the_annex() -> None:
    read = read_grid(rows_of("附件1>3", "目标分解表>3", "指标|2022年|2023年", "产值|8.1|9"))
    assert read[-1].under == ("目标分解表",)


def test_a_numbered_group_below_a_heading_of_two_rows_is_no_third_row_of_it() -> None:
    grid = rows_of(
        "序号^2|指标^2|单位^2|2024年>2", "", "一|综合>4", "1|产值|亿元|8.5|6", "二|民生>4", "1|床位|张|300|2"
    )
    grid[1] = [Cell("完成", 3), Cell("增长（%）", 4)]
    read = read_grid(grid, "北山市任务表")
    assert [row.role for row in read] == ["heading", "heading", "group", "body", "group", "body"]
    assert read[3].labels == ("序号", "指标", "单位", "2024年/完成（亿元）", "2024年/增长(%)")
    assert [row.under for row in read if row.role == "body"] == [
        ("北山市任务表", "一、综合"),
        ("北山市任务表", "二、民生"),
    ]
    assert [c.text for c in read[2].cells] == ["一", "综合"]


def test_a_numbered_row_with_a_value_is_no_group() -> None:
    read = read_grid(rows_of("序号|指标|数量（个）", "一||12", "二|平台|3"))
    assert [row.role for row in read] == ["heading", "body", "body"]


def test_a_row_of_units_below_the_heading_goes_to_the_labels() -> None:
    read = read_grid(rows_of("县区|产值|新增企业|增速", "单位|亿元|家|%", "东区|12|3|5"))
    assert [row.role for row in read] == ["heading", "heading", "body"]
    assert read[2].labels == ("县区", "产值（亿元）", "新增企业（家）", "增速（%）")


@pytest.mark.parametrize(("unit", "label"), [("万标箱", "2025年（万标箱）"), ("市商务局", "2025年"), ("A级", "2025年")])
def test_a_unit_column_may_hold_a_unit_that_no_list_knows_but_no_body(unit: str, label: str) -> None:
    assert body(read_grid(rows_of("指标|单位|2025年", f"吞吐量|{unit}|68")))[0][1][2] == label


@pytest.mark.parametrize("number", ["≥38", "<= 5", "不低于5", "增长6左右", "5—6", "〔12.5〕", "8.5+"])
def test_numbers_with_bounds_take_the_unit_of_their_row(number: str) -> None:
    assert body(read_grid(rows_of("指标|单位|2025年", f"保有率|%|{number}")))[0][1][2] == "2025年（%）"
