"""Monthly statistics: a title of one cell, columns that are parts of the year, indices, parts, in every format.

Places are real, every figure is invented.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from policyqa.answering.in_scope import stated_part
from policyqa.chinese.quantities import find_quantities
from policyqa.figures import find_figures
from policyqa.reading import read_document
from policyqa.types import Figure

TITLE = "句容市2025年1—7月主要经济指标（句容市统计局　2025年8月22日发布）"
ROWS = (
    ("指标", "单位", "7月当月", "1—7月累计", "累计同比增长（%）"),
    ("规模以上工业总产值", "亿元", "61.8", "2086.3", "6.2"),
    ("其中：民营企业", "亿元", "20.4", "139.9", "-3.1"),
    ("规模以上工业增加值", "—", "—", "—", "7.4"),
    ("全社会用电量", "亿千瓦时", "6.25", "36.8", "4.9"),
    ("社会消费品零售总额", "亿元", "19.7", "133.6", "5.1"),
    ("其中：限额以上", "亿元", "7.1", "48.2", "6.6"),
    ("居民消费价格指数（上年同期=100）", "—", "99.6", "99.9", "—"),
)
NOTE = "注：规模以上工业增加值只公布增速。"


def as_csv() -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows([[TITLE, "", "", "", ""], *ROWS, [NOTE, "", "", "", ""]])
    return made.getvalue().encode()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((TITLE,), *ROWS, (NOTE,)):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=5)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(NOTE)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def as_html() -> bytes:
    rows = [(TITLE,), *ROWS, (NOTE,)]
    cells = (
        "".join(f"<td colspan={6 - len(row)}>{c}</td>" if len(row) == 1 else f"<td>{c}</td>" for c in row)
        for row in rows
    )
    return f"<html><body><table>{''.join(f'<tr>{c}</tr>' for c in cells)}</table></body></html>".encode()


def as_markdown() -> bytes:
    head, *body = (f"| {' | '.join(row)} |" for row in ROWS)
    return "\n".join([f"# {TITLE}", "", head, "|---|---|---|---|---|", *body, "", NOTE]).encode()


def figures_in(folder: Path, name: str, data: bytes) -> list[Figure]:
    (folder / name).write_bytes(data)
    return find_figures(read_document(folder, name))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", as_csv()), ("a.xlsx", as_xlsx()), ("a.docx", as_docx()), ("a.html", as_html()), ("a.md", as_markdown())],
)
def test_every_cell_of_a_month_s_table_is_a_figure(tmp_path: Path, name: str, data: bytes) -> None:
    found = figures_in(tmp_path, name, data)
    stated = [
        (f.indicator.partition("(")[0], f.text, f.value, f.unit, f.measure, stated_part(f, "2025年1-7月"))
        for f in found
    ]
    assert stated == [
        ("规模以上工业总产值", "61.8", "6180000000", "元", "level", "7月"),
        ("规模以上工业总产值", "2086.3", "208630000000", "元", "level", "1-7月"),
        ("规模以上工业总产值", "6.2", "6.2", "%", "growth", "1-7月"),
        ("民营企业 总产值", "20.4", "2040000000", "元", "level", "7月"),
        ("民营企业 总产值", "139.9", "13990000000", "元", "level", "1-7月"),
        ("民营企业 总产值", "-3.1", "-3.1", "%", "growth", "1-7月"),
        ("规模以上工业增加值", "7.4", "7.4", "%", "growth", "1-7月"),
        ("全社会用电量", "6.25", "625000000", "千瓦时", "level", "7月"),
        ("全社会用电量", "36.8", "3680000000", "千瓦时", "level", "1-7月"),
        ("全社会用电量", "4.9", "4.9", "%", "growth", "1-7月"),
        ("社会消费品零售总额", "19.7", "1970000000", "元", "level", "7月"),
        ("社会消费品零售总额", "133.6", "13360000000", "元", "level", "1-7月"),
        ("社会消费品零售总额", "5.1", "5.1", "%", "growth", "1-7月"),
        ("限额以上社会消费品零售总额", "7.1", "710000000", "元", "level", "7月"),
        ("限额以上社会消费品零售总额", "48.2", "4820000000", "元", "level", "1-7月"),
        ("限额以上社会消费品零售总额", "6.6", "6.6", "%", "growth", "1-7月"),
        ("居民消费价格指数", "99.6", "99.6", "", "level", "7月"),
        ("居民消费价格指数", "99.9", "99.9", "", "level", "1-7月"),
    ]
    assert {(f.year, f.holder, f.status) for f in found} == {("2025", "句容市", "actual")}


def table_of(folder: Path, title: str, *rows: str) -> list[Figure]:
    return figures_in(folder, "b.csv", "\n".join([title, *rows]).encode())


def test_columns_of_what_a_hundred_stands_for_are_indices_of_this_year(tmp_path: Path) -> None:
    found = table_of(
        tmp_path,
        "仪征市2025年6月居民消费价格指数,,,",
        "项目,上年同月=100,上年同期=100,环比（上月=100）",
        "居民消费价格总指数,99.3,99.7,100.2",
        "其中：粮食,99.0,98.8,100.0",
    )
    stated = [(f.text, f.unit, f.year, f.measure, stated_part(f, "2025年6月")) for f in found]
    assert stated[:3] == [
        ("99.3", "", "2025", "level", "6月"),
        ("99.7", "", "2025", "level", "上半年"),
        ("100.2", "", "2025", "level", "6月"),
    ]
    assert len(found) == 6


def test_a_rank_of_growth_and_how_much_of_the_aim_is_done_are_of_the_part_before_them(tmp_path: Path) -> None:
    found = table_of(
        tmp_path,
        "丹阳市主要经济指标（2025年一季度）,,,,,,",
        ",单位,累计,增长%,全市位次,目标任务,完成目标%",
        "一般公共预算收入,亿元,21.5,1.4,3,80,26.9",
    )
    assert [(f.text, f.unit, f.status, f.measure, stated_part(f, "")) for f in found] == [
        ("21.5", "元", "actual", "level", "一季度"),
        ("1.4", "%", "actual", "growth", "一季度"),
        ("3", "位", "actual", "rank", "一季度"),
        ("80", "元", "target", "level", ""),
        ("26.9", "%", "actual", "share", "一季度"),
    ]


def test_an_amount_that_looks_like_a_year_and_a_month_is_one(tmp_path: Path) -> None:
    found = table_of(
        tmp_path,
        "扬中市2025年9月各镇工业产值（亿元）,,,",
        "区镇,当月,累计,开工时间",
        "全市,214.5,2015.3,2015.3",
        "新坝镇,11.7,2024,2024",
    )
    assert [(f.text, f.holder) for f in found] == [
        ("214.5", "扬中市"),
        ("2015.3", "扬中市"),
        ("11.7", "新坝镇"),
        ("2024", "新坝镇"),
    ]


def test_things_below_a_measure_are_measured_by_it(tmp_path: Path) -> None:
    found = table_of(
        tmp_path,
        "万载县2025年主要目标任务分解表,,,",
        "指标,计量单位,2024年实绩,2025年目标",
        "规上工业营业收入,亿元,540,600",
        "其中：烟花爆竹产业,亿元,96,110",
        "有机食品产业,亿元,44,52",
        "房地产开发投资,亿元,12.1,12.5",
        "固定资产投资,%,增长2.6,增长4",
    )
    assert [f.indicator for f in found if f.status == "target"] == [
        "规上工业营业收入",
        "烟花爆竹产业 营业收入",
        "有机食品产业 营业收入",
        "房地产开发投资",
        "固定资产投资 增长",
    ]


def test_a_group_s_name_gives_its_rows_unit_and_measure(tmp_path: Path) -> None:
    found = table_of(
        tmp_path,
        "奉新县2025年工业发展目标,,",
        "产业,2024年完成,2025年目标",
        "一、营业收入（亿元）,,",
        "纺织服装产业,62.5,70",
        "二、工业投资（万元）,,",
        "纺织服装产业,8100,9500",
    )
    assert [(f.indicator, f.value) for f in found if f.status == "target"] == [
        ("纺织服装产业 营业收入", "7000000000"),
        ("纺织服装产业 工业投资", "95000000"),
    ]


def numbers(text: str) -> Sequence[tuple[str, str]]:
    return [(q.value, q.unit) for q in find_quantities(text)]


def test_a_unit_alone_is_no_number() -> None:
    assert not numbers("亿千瓦时")
    assert not numbers("单位：万千瓦")
    assert numbers("装机三百千瓦") == [("300", "千瓦")]
    assert numbers("三千米") == [("3000", "米")]


def test_a_row_that_counts_up_is_an_aim_in_a_table_of_aims(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(
        "# 句容市企业上云三年行动计划（2024—2026年）\n\n句政办发〔2024〕9号　2024年4月2日\n\n## 一、工作目标\n\n"
        "| 指标 | 2024年 | 2025年 | 2026年 |\n| --- | --- | --- | --- |\n"
        "| 累计完成上云的企业（家） | 110 | 270 | 460 |\n",
        encoding="utf-8",
    )
    figures = find_figures(read_document(tmp_path, "plan.md"))
    assert {(f.text, f.year, f.status) for f in figures if f.text in ("110", "270", "460")} == {
        ("110", "2024", "target"),
        ("270", "2025", "target"),
        ("460", "2026", "target"),
    }
