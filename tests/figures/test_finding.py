"""Finding: year, place and kind of the figures of whole documents of our own (invented figures); verbatim spans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyqa.figures import find_figures
from policyqa.reading import read_document
from policyqa.types import Block, Document, Figure, Metadata
from timing import assert_linear

CITY = Metadata(
    title="曲靖市2024年政府工作报告", issued="2024-01-16", region="530300", region_name="曲靖市", years=("2024",)
)


def document(*paragraphs: str, path: tuple[str, ...] = ("二、2024年工作目标",), metadata: Metadata = CITY) -> Document:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), path=path))
        at += len(paragraph) + 1
    return Document("a.txt", "\n".join(paragraphs), "0" * 64, "txt", tuple(blocks), metadata)


def figures(*paragraphs: str, path: tuple[str, ...] = ("二、2024年工作目标",)) -> dict[str, Figure]:
    return {figure.text: figure for figure in find_figures(document(*paragraphs, path=path))}


def test_the_heading_gives_year_and_kind() -> None:
    ahead = figures("地区生产总值增长6%。")["6%"]
    back = figures("地区生产总值增长5.3%。", path=("一、2023年工作回顾",))["5.3%"]
    assert (ahead.year, ahead.status, ahead.measure) == ("2024", "target", "growth")
    assert (back.year, back.status) == ("2023", "actual")


def test_relative_years_are_those_of_the_speaker() -> None:
    found = figures("去年完成投资31亿元,今年力争完成40亿元,明年达到50亿元。", path=())
    assert {text: f.year for text, f in found.items()} == {"31亿元": "2023", "40亿元": "2024", "50亿元": "2025"}
    assert found["50亿元"].status == "target"


def test_a_year_looked_ahead_to_holds_for_its_own_clause_only() -> None:
    found = figures("电池产业产值突破500亿元,到2026年达到1200亿元。新引进项目160个。")
    assert (found["1200亿元"].year, found["160个"].year) == ("2026", "2024")


def test_a_year_looked_ahead_to_behind_a_semicolon_is_named_aside_too() -> None:
    found = figures("产值突破500亿元;到2026年达到1200亿元。新引进项目160个。")
    assert (found["1200亿元"].year, found["160个"].year) == ("2026", "2024")


def test_the_year_of_an_old_value_is_no_year_of_the_new_one_nor_of_what_follows() -> None:
    found = figures("产值由2015年的72亿元提高到116亿元;企业由6户增加到12户。", "岗位达到300个。", path=())
    years = {text: f.year for text, f in found.items()}
    assert years == {"72亿元": "2015", "116亿元": "2024", "6户": "2024", "12户": "2024", "300个": "2024"}


def test_a_year_said_late_or_of_an_old_value_is_its_own_clauses() -> None:
    found = figures(
        "水体达到673万立方米,较2023年的486万立方米增长38.5%;开工率达到55%,去年为48.7%。比例达到80%。", path=()
    )
    years = {text: f.year for text, f in found.items()}
    assert (years["486万立方米"], years["48.7%"]) == ("2023", "2023")
    assert (years["673万立方米"], years["55%"], years["80%"]) == ("2024", "2024", "2024")


def test_a_plan_looks_back_to_the_year_before_it_begins() -> None:
    plan = replace(CITY, title="曲靖市第十四个五年规划纲要", issued="2021-04-28", years=("2021",))
    made = document("森林覆盖率达48.7%。", path=("第一章 发展环境",), metadata=plan)
    (figure,) = find_figures(made)
    assert (figure.year, figure.status) == ("2020", "actual")


def test_a_former_target_is_a_target() -> None:
    found = figures("产值增长0.1%,低于3%左右的预期目标。", path=("一、2023年工作回顾",))
    assert [figure.status for figure in found.values()] == ["actual", "target"]


def test_members_of_a_list_keep_place_and_measure() -> None:
    found = figures(
        "甲经开区、乙高新区营业收入分别达到138亿元、70亿元,丙、丁、戊三个口岸货量分别达到1万吨、2万吨和3万吨。"
    )
    assert found["70亿元"].indicator.startswith("乙高新区营业收入")
    assert (found["2万吨"].indicator[0], "货量" in found["2万吨"].indicator) == ("丁", True)


def test_a_clause_that_names_only_a_place_goes_on_with_the_indicator() -> None:
    found = figures("曲靖经济技术开发区工业总产值达到900亿元,沾益工业园区达到100亿元。")
    assert "工业总产值" in found["100亿元"].indicator


def test_a_breakdown_is_of_what_the_sentence_before_says() -> None:
    found = figures("规模以上工业增加值增长8.6%。分经济类型看,国有企业增长5.1%,私营企业增长10.4%。")
    assert "规模以上工业增加值" in found["10.4%"].context


def test_a_year_that_opens_a_paragraph_holds_for_it() -> None:
    found = figures("到2026年,产值达到1200亿元。新引进项目400个。")
    assert (found["1200亿元"].year, found["400个"].year) == ("2026", "2026")


def test_the_end_value_named_aside_does_not_give_the_next_sentence_its_year() -> None:
    text = "“十三五”期间,总值年均增长6.9%,2020年达到10158亿元。累计新建学校213所。"
    found = figures(text, path=("发展基础",))
    assert found["10158亿元"].year == "2020"
    assert found["213所"].year == "2016-2020"


def test_each_until_year_has_its_own_value() -> None:
    found = figures("园区到2025年产值达到900亿元,到2027年产值达到1300亿元。")
    assert {text: f.year for text, f in found.items()} == {"900亿元": "2025", "1300亿元": "2027"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("麒麟区新增规上企业28户。", "麒麟区"),
        ("麒麟区要加快建设,力争完成投资28户。", "麒麟区"),
        ("麒麟区推进改造,全市新增规上企业28户。", "曲靖市"),
        ("曲靖经开区力争引进企业28户。", "曲靖经开区"),
        ("全市新增规上企业28户。", "曲靖市"),
        ("麒麟区:强化招商。引进企业28户。", "麒麟区"),
        ("曲靖经开区引进企业3户;新建厂房2栋。全市引进企业28户。", "曲靖市"),
    ],
)
def test_a_figure_is_its_subject_s(text: str, holder: str) -> None:
    assert figures(text)["28户"].holder == holder


def test_a_list_of_districts_gives_each_its_own() -> None:
    found = figures("麒麟区、沾益区、马龙区规上工业增加值分别增长8.5%、7.8%、7%。")
    assert {text: f.holder for text, f in found.items()} == {"8.5%": "麒麟区", "7.8%": "沾益区", "7%": "马龙区"}


def test_a_subject_before_semicolons_ends_with_the_sentence() -> None:
    found = figures("曲靖经开区产值860亿元;新建厂房12栋。新引进项目160个。")
    assert found["12栋"].holder == "曲靖经开区"
    assert found["160个"].holder == "曲靖市"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("预计完成投资31亿元。", "estimate"),
        ("完成投资31亿元。", "actual"),
        ("力争完成投资31亿元。", "target"),
    ],
)
def test_the_words_tell_target_actual_and_estimate(text: str, status: str) -> None:
    path = ("二、2024年工作目标",) if status == "target" else ("一、2023年工作回顾",)
    assert figures(text, path=path)["31亿元"].status == status


def test_a_fall_has_a_value_below_zero_and_shows_its_word() -> None:
    (figure,) = find_figures(document("固定资产投资下降7.2%。"))
    assert (figure.text, figure.value) == ("下降7.2%", "-7.2")


def test_rows_of_a_table_take_unit_year_bound_and_kind_from_their_headings(tmp_path: Path) -> None:
    (tmp_path / "麒麟区2025年目标表.md").write_text(
        "# 麒麟区2025年目标表\n\n| 序号 | 指标 | 要求 | 2024年完成 | 2025年目标 |\n|---|---|---|---|---|\n"
        "| 1 | 固定资产投资（亿元） |  | 195 | 205 |\n| 2 | 新增企业（户） | 不少于 | 22 | 25 |\n"
        "| 3 | 社会消费品零售总额增速 |  | 3.6% | 6% |\n",
        encoding="utf-8",
    )
    found = find_figures(read_document(tmp_path, "麒麟区2025年目标表.md"))
    stated = [(f.value, f.unit, f.comparator, f.year, f.measure) for f in found]
    assert stated == [
        ("19500000000", "元", "=", "2024", "level"),
        ("20500000000", "元", "=", "2025", "level"),
        ("22", "户", ">=", "2024", "level"),
        ("25", "户", ">=", "2025", "level"),
        ("3.6", "%", "=", "2024", "growth"),
        ("6", "%", "=", "2025", "growth"),
    ]


PIECES = st.sampled_from(
    ["到2026年", "麒麟区", "增长", "5%", "12万吨", "、", ",", "。", ";", "分别", "其中", "经(jīng)濟", "３０家以上",
     "\u200b",
     "由", "提高到", "去年", "“十四五”期间", "(", ")", "第3位", "预计", "1.5", "\n", "下降"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join).map(lambda t: t.replace("\n", "")), min_size=1, max_size=3))
def test_every_figure_stands_verbatim_in_its_clause(paragraphs: list[str]) -> None:
    made = document(*paragraphs)
    for figure in find_figures(made):
        assert made.text[figure.start : figure.end] == figure.text
        assert 0 <= figure.clause_start <= figure.start < figure.end <= figure.clause_end <= len(made.text)
        assert figure.clause_end - figure.clause_start <= 400


@pytest.mark.parametrize(
    "unit",
    ["增长5%,", "甲、乙分别达到1个、2个", "由1个提高到2个,", "分别3家", "投资1亿元(其中2亿元),", "去年麒麟区新增2户,"],
)
def test_one_endless_sentence_takes_linear_time(unit: str) -> None:
    small, large = (document(unit * (size // len(unit))) for size in (4_000, 40_000))
    assert_linear(lambda: find_figures(small), lambda: find_figures(large))


def test_a_document_without_place_or_year_gives_figures_without_them() -> None:
    bare = replace(document("引进企业28户。", path=()), metadata=Metadata())
    (figure,) = find_figures(bare)
    assert (figure.year, figure.region, figure.holder) == ("", "", "")


def test_a_document_without_blocks_has_no_figures_and_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "title.txt").write_text("岳阳市2024年重点项目清单", encoding="utf-8")
    assert find_figures(replace(read_document(tmp_path, "title.txt"), blocks=())) == []
