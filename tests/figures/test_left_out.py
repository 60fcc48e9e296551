"""What clauses leave out, counts of what is listed, old values, and years told aside; the sentences are invented."""

from __future__ import annotations

import pytest

from policyqa.chinese.quantities import find_quantities
from policyqa.figures import find_figures
from policyqa.figures.binding import bind
from policyqa.types import Block, Document, Figure, Metadata


def bound(sentence: str) -> list[tuple[str, str]]:
    return [(b.quantity.value, b.indicator) for b in bind(sentence, find_quantities(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "甲港、乙港、丙港三个码头货运量分别为21万吨、19万吨、41万吨。",
            [("210000000", "甲港码头货运量"), ("190000000", "乙港码头货运量"), ("410000000", "丙港码头货运量")],
        ),
        ("专项资金由78项整合至52项。", [("78", "专项资金由"), ("52", "专项资金 整合")]),
        ("白鹤数量由2022年的49只增长至126只。", [("49", "白鹤数量由2022年"), ("126", "白鹤数量 增长")]),
        ("自主品种占有率由五年前的54%提高到73%。", [("54", "自主品种占有率由五年前"), ("73", "自主品种占有率")]),
        ("全社会研发投入14亿元,强度2.82%。", [("1400000000", "全社会研发投入"), ("2.82", "全社会研发投入强度")]),
        (
            "全社会研发投入15亿元,占地区生产总值比重2.56%。",
            [("1500000000", "全社会研发投入"), ("2.56", "全社会研发投入占地区生产总值比重")],
        ),
        (
            "人民币各项存款余额518亿元,增长9%;各项贷款余额341亿元,增长10%。",
            [
                ("51800000000", "人民币各项存款余额"),
                ("9", "人民币各项存款余额 增长"),
                ("34100000000", "人民币各项贷款余额"),
                ("10", "人民币各项贷款余额 增长"),
            ],
        ),
        (
            "优势产业增加值增长7.4%,其中电子信息、装备制造分别增长9.3%、6.2%。",
            [("7.4", "优势产业增加值增长"), ("9.3", "电子信息增加值 增长"), ("6.2", "装备制造增加值 增长")],
        ),
        (
            "生产总值超过千亿元的县(市、区)由11个增加到14个。",
            [("11", "生产总值超过千亿元的县(市、区)由"), ("14", "生产总值超过千亿元的县(市、区)")],
        ),
        (
            "基础设施投资、房地产开发投资分别增长7.8%和-4.9%。",
            [("7.8", "基础设施投资 增长"), ("-4.9", "房地产开发投资 增长")],
        ),
    ],
)
def test_clauses_that_leave_something_out(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert bound(sentence) == expected


def test_a_governments_own_budget_goes_on_with_the_whole_places() -> None:
    found = bound("全市一般公共预算收入209亿元,增长4%;市本级安排70亿元。")
    assert found[2] == ("7000000000", "市本级安排 一般公共预算收入")


def test_the_plan_of_what_was_done() -> None:
    found = bound("民航累计完成投资14亿元,完成全年计划任务35亿元的41%。")
    assert found[1] == ("3500000000", "民航投资 全年计划任务")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("婴儿死亡率降至千分之4.8。", "0.48"),
        ("三门峡、焦作覆盖率分别达到50.9%和31.6%。", "50.9"),
        ("接种疫苗26万剂次。", "260000"),
    ],
)
def test_quantities(text: str, value: str) -> None:
    assert find_quantities(text)[0].value == value


CITY = Metadata(
    title="2025年曲靖市政府工作报告", region="530300", region_name="曲靖市", years=("2025",), issued="2025-01-16"
)


def figures(metadata: Metadata, heading: str, *paragraphs: str) -> dict[str, Figure]:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), path=(heading,) if heading else ()))
        at += len(paragraph) + 1
    document = Document("a.txt", "\n".join(paragraphs), "0" * 64, "txt", tuple(blocks), metadata)
    return {figure.text: figure for figure in find_figures(document)}


def test_a_later_year_told_aside_dates_no_other_sentence() -> None:
    found = figures(
        CITY,
        "二、2025年重点工作",
        "确保南北高铁、东西铁路西段分别于年内建成、2026年上半年建成。新开工高速公路等7个项目,公路总里程突破1200公里。",
        "茶叶精制率提高到40%。新建农田24万亩。",
    )
    assert {text: figure.year for text, figure in found.items()} == {
        "7个": "2025",
        "突破1200公里": "2025",
        "40%": "2025",
        "24万亩": "2025",
    }


def test_a_year_of_a_plan_told_aside_dates_no_other_sentence() -> None:
    plan = Metadata(
        title="曲靖市三年行动计划(2024-2026年)", region="530300", region_name="曲靖市", years=("2024-2026",)
    )
    found = figures(
        plan, "", "支持创建种业园,总投资12亿元,2025年10月建成投用。三年改造渔船1500艘,其中2024年400艘、2025年600艘。"
    )
    assert found["1500艘"].year == "2024-2026"
    assert (found["400艘"].year, found["600艘"].year) == ("2024", "2025")


def test_shares_of_as_many_years() -> None:
    found = figures(CITY, "", "2023-2025年总体按照达标学校数量不低于20%、60%、100%的进度推进。")
    assert [figure.year for figure in found.values()] == ["2023", "2024", "2025"]
