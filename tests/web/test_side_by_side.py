"""Comparisons: what can be sorted, what a chart shows, what the downloads hold."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
import web_fakes as fakes
from web_payloads import PAYLOADS

from policyqa.types import Answer
from policyqa.web.chart import NARROW, chart_height, chart_svg
from policyqa.web.side_by_side import chart_title, columns_of, download_rows, ranks_of, series_of, source_note, value_of
from policyqa.web.tables import safe_cell, table_csv, table_xlsx

HEAD = ("对象", "年份", "口径", "指标", "数字", "出处")
SVG = "{http://www.w3.org/2000/svg}"


def answer(*rows: tuple[str, str, str]) -> Answer:
    """An answer whose rows are each a name, a year and a figure of one indicator."""
    table = tuple(
        (name, year, "目标", "地区生产总值增长", said, f"[{n}]") for n, (name, year, said) in enumerate(rows, 1)
    )
    cited = tuple(fakes.citation(number) for number in range(1, len(rows) + 1))
    return replace(fakes.compared("比较"), rows=(HEAD, *table), citations=cited)


PLACES = answer(
    ("甲省", "2025", "5%左右"), ("乙省", "2025", "6%以上"), ("丙省", "2025", "5.5％左右"), ("丁省", "", "未载明")
)
YEARS = answer(("2023年", "2023", "6%"), ("2021年", "2021", "8%左右"), ("2022年", "2022", "-1.5%"))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("135个以上", "135", "个"),
        ("5.5％左右", "5.5", "%"),
        ("3.2亿元", "320000000", "元"),
        ("5%—5.5%", "5", "%"),
        ("1.2万人", "12000", "人"),
    ],
)
def test_a_cell_is_worth_its_figure(text: str, number: str, unit: str) -> None:
    value = value_of(text)
    assert value is not None
    assert (value.number, value.unit) == (Decimal(number), unit)


@pytest.mark.parametrize("text", ["", "未载明", "地区生产总值"])
def test_words_are_worth_nothing(text: str) -> None:
    assert value_of(text) is None


def test_figures_are_ranked_by_value_and_empty_cells_are_not() -> None:
    rows = [
        ("数字", "年份", "名"),
        ("3.2亿元", "2023", "乙"),
        ("9000万元", "2021", "甲"),
        ("未载明", "", "丙"),
        ("3.2亿元", "2022", ""),
    ]
    ranks = ranks_of(rows)
    assert [row[0] for row in ranks] == [2, 1, 0, 2]
    assert [row[1] for row in ranks] == [3, 1, 0, 2]
    assert [row[2] > 0 for row in ranks] == [True, True, True, False]


@pytest.mark.parametrize("rows", [[("甲",)], [("甲", "乙"), ("1",)], [("甲",), ("1", "2")]])
def test_ragged_tables_are_ranked(rows: list[tuple[str, ...]]) -> None:
    assert len(ranks_of(rows)) == len(rows) - 1


def test_a_chart_over_places_leaves_out_what_is_not_stated() -> None:
    series = series_of(PLACES)
    assert series is not None
    assert (series.over, series.unit, series.indicator) == ("places", "%", "地区生产总值增长")
    assert [(p.name, p.said) for p in series.points] == [("甲省", "5%左右"), ("乙省", "6%以上"), ("丙省", "5.5％左右")]


def test_a_chart_over_years_is_in_their_order() -> None:
    series = series_of(YEARS)
    assert series is not None
    assert series.over == "years"
    assert [(p.name, p.value) for p in series.points] == [
        ("2021", Decimal(8)), ("2022", Decimal("-1.5")), ("2023", Decimal(6)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mixed",
    [
        answer(("甲省", "2025", "5%左右")),
        answer(("甲省", "2025", "5%左右"), ("乙省", "2025", "3亿元")),
        answer(("甲省", "2025", "5%"), ("甲省", "2025", "6%")),
        answer(("甲省", "2024", "5%"), ("乙省", "2025", "6%")),
        answer(("甲省", "2025", "未载明"), ("乙省", "2025", "6%")),
        replace(PLACES, rows=()),
        fakes.compared("没有数字一列"),
    ],
)
def test_what_cannot_be_compared_has_no_chart(mixed: Answer) -> None:
    assert series_of(mixed) is None


@pytest.mark.parametrize("compared", [PLACES, YEARS])
def test_a_chart_names_axes_unit_figures_and_source(compared: Answer) -> None:
    series = series_of(compared)
    assert series is not None
    svg = ElementTree.fromstring(chart_svg(series, chart_title(compared, series), source_note(compared)))
    words = [element.text for element in svg.iter(f"{SVG}text")]
    assert "地区生产总值增长（%）" in words
    assert {"places": "地区", "years": "年份"}[series.over] in words
    assert all(point.said in words and point.name in words for point in series.points)
    assert words[-1] == "来源：《示例区招商引资三年行动方案》"
    assert int(svg.get("height", "")) == chart_height(series)
    width, height = float(svg.get("width", "")), float(svg.get("height", ""))
    for element in svg.iter(f"{SVG}rect"):
        assert (
            0 <= float(element.get("x", "")) <= float(element.get("x", "")) + float(element.get("width", "")) <= width
        )
    assert all(0 <= float(text.get("y", "")) <= height for text in svg.iter(f"{SVG}text"))


def test_what_every_row_shares_is_said_once() -> None:
    assert columns_of(PLACES.rows) == ([0, 4, 5], ["2025年", "目标", "地区生产总值增长"])
    assert columns_of(YEARS.rows) == ([0, 4, 5], ["目标", "地区生产总值增长"]), "the year is the row's name"
    assert columns_of(answer(("甲省", "2024", "5%"), ("乙省", "2025", "6%")).rows)[0] == [0, 1, 4, 5]
    assert columns_of(answer(("甲省", "2024", "5%")).rows) == ([0, 1, 2, 3, 4, 5], [])
    assert columns_of(fakes.compared("比").rows) == ([0, 1, 2], [])
    assert columns_of([("甲", "年份"), ("短",)]) == ([0, 1], [])


@pytest.mark.parametrize("compared", [PLACES, YEARS])
def test_a_chart_for_a_phone_keeps_inside_its_width(compared: Answer) -> None:
    series = series_of(compared)
    assert series is not None
    svg = ElementTree.fromstring(chart_svg(series, "题" * 50, "源" * 50, NARROW))
    assert float(svg.get("width", "")) == NARROW
    assert all(0 <= float(text.get("x", "")) <= NARROW for text in svg.iter(f"{SVG}text"))
    assert all(float(r.get("x", "")) + float(r.get("width", "")) <= NARROW for r in svg.iter(f"{SVG}rect"))
    assert all(len(text.text or "") * 12 <= NARROW + 24 for text in svg.iter(f"{SVG}text"))


def test_bars_are_as_long_as_their_figures() -> None:
    series = series_of(PLACES)
    assert series is not None
    svg = ElementTree.fromstring(chart_svg(series, "题", "源"))
    long = [float(rect.get("width", "")) for rect in svg.iter(f"{SVG}rect")]
    assert long[0] / long[1] == pytest.approx(5 / 6, abs=0.01)
    assert long[2] / long[1] == pytest.approx(5.5 / 6, abs=0.01)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_table_draws_text_only(payload: str) -> None:
    rows = tuple((f"{payload}{n}", "", payload, payload, f"{n}个", f"[{n}]") for n in (1, 2))
    hostile = replace(PLACES, rows=(HEAD, *rows), citations=(replace(fakes.citation(), title=payload),))
    series = series_of(hostile)
    assert series is not None
    svg = ElementTree.fromstring(chart_svg(series, payload, source_note(hostile)).encode("utf-8", "replace"))
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {"svg", "title", "text", "rect", "line"}
    assert not [name for element in svg.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_downloads_hold_words_value_unit_and_source() -> None:
    head, first, *_, last = download_rows(PLACES)
    assert head == ["对象", "年份", "口径", "指标", "数字", "数值", "单位", "出处", "文件", "原文"]
    assert first[4:7] == ["5%左右", Decimal(5), "%"]
    assert first[7].startswith("《示例区招商引资三年行动方案》")  # type: ignore[union-attr]
    assert first[9] == fakes.SENTENCE
    assert last[4:7] == ["未载明", None, ""]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@a", "\t=1", " =1", "=cmd|'/C calc'!A0"])
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    import openpyxl

    rows = [["题"], [text]]
    (cell,) = list(csv.reader(io.StringIO(table_csv(rows).decode("utf-8-sig"))))[1]  # type: ignore[arg-type]
    assert cell == f"'{text}"
    book = tmp_path / "a.xlsx"
    book.write_bytes(table_xlsx(rows, "题=[:]*?/\\"))  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(book).active
    assert sheet.cell(2, 1).data_type == "s"
    assert sheet.cell(2, 1).value == text


@pytest.mark.parametrize("text", ["-3.2%", "+5", "-1", "135个", ""])
def test_signed_numbers_stay(text: str) -> None:
    assert safe_cell(text) == text


def test_workbooks_take_any_characters_and_numbers_as_numbers(tmp_path: Path) -> None:
    import openpyxl

    book = tmp_path / "a.xlsx"
    book.write_bytes(table_xlsx([["题", "数值"], ["\x00\ud800\uffff坏", Decimal("5.5")]], ""))
    sheet = openpyxl.load_workbook(book).active
    assert sheet.cell(2, 1).value == "���坏"
    assert sheet.cell(2, 2).value == 5.5
