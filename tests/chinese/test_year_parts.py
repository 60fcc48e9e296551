"""Parts of the year as documents and questions name them."""

from __future__ import annotations

import pytest

from policyqa.chinese.year_parts import (
    find_year_parts,
    last_day,
    part_of_year,
    plain_part,
    same_part,
    without_year_parts,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("今年1-6月,增速比一季度加快", ["上半年"]),
        ("1到7月民企进出口", ["1-7月"]),
        ("前七个月出口", ["1-7月"]),
        ("前两个季度", ["上半年"]),
        ("6月当月,出口增长", ["6月"]),
        ("7月份社零", ["7月"]),
        ("截至6月底", ["6月末"]),
        ("第二季度", ["二季度"]),
        ("2月16日", ["2月16日"]),
        ("2025年1月至4月", ["1-4月"]),
        ("12月末", []),
        ("2023年8-11月", ["8-11月"]),
        ("7月到12月,全县", ["下半年"]),
        ("10至12月", ["四季度"]),
        ("1-12月", []),
        ("一至四季度", []),
        ("2023年9月至2024年4月", ["9月至2024年4月"]),
        ("11月至次年2月", ["11月至次年2月"]),
        ("今年三、四季度", ["下半年"]),
        ("2023年二、三季度", ["4-9月"]),
        ("一至三季度", ["前三季度"]),
        ("三季度末", ["9月末"]),
        ("4月29日至5月3日", ["4月29日-5月3日"]),
        ("2023年端午假期", ["端午假期"]),
        ("“五一”小长假", ["五一假期"]),
        ("春节期间", ["春节假期"]),
        ("2023年暑运期间", ["暑运"]),
        ("2023年秋冬季造林", ["秋冬季"]),
        ("夏季达沃斯", []),
        ("暑期旺季", []),
        ("五一劳动奖章", []),
        ("3月至今", []),
        ("6月底前完成", []),
        ("较一季度回升", []),
        ("13月", []),
        ("3个月", []),
        ("五年", []),
    ],
)
def test_parts(text: str, names: list[str]) -> None:
    assert [part.name for part in find_year_parts(text)] == names


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("上半年增长5%;全年完成", ""),
        ("今年上半年,较去年同期增长", "上半年"),
        ("上半年,去年为", ""),
        ("2月16日,全市", ""),
        ("今年7月,", "7月"),
        ("1~5月增长3.6%到上半年", "上半年"),
        ("一季度,全县对标年度目标,完成投资", "一季度"),
        ("上半年,全县完成全年任务的", "上半年"),
        ("上半年完成投资,占全年计划", ""),
        ("7月,市年度重大项目完成投资", "7月"),
        ("2023年1-12月,", ""),
    ],
)
def test_part_last_turned_to(text: str, part: str) -> None:
    assert part_of_year(text) == part


@pytest.mark.parametrize(
    ("asked", "stated", "same"),
    [
        ("上半年", "上半年", True),
        ("上半年", "6月末", True),
        ("1-7月", "7月末", True),
        ("1月", "1月末", True),
        ("9月", "9月末", False),
        ("9月", "4-9月", False),
        ("9月末", "4-9月", False),
        ("国庆假期", "中秋、国庆假期", True),
        ("国庆假期", "春节假期", False),
        ("前三季度", "9月末", True),
        ("7月", "1-7月", False),
        ("6月", "上半年", False),
        ("一季度", "上半年", False),
        ("2月16日", "2月11日", False),
        ("上半年", "", False),
    ],
)
def test_same_part(asked: str, stated: str, same: bool) -> None:
    assert same_part(asked, stated) is same


def test_names() -> None:
    assert [plain_part(p) for p in ("1至6月份", "第一季度", "前七个月", "首季")] == [
        "上半年",
        "一季度",
        "1-7月",
        "一季度",
    ]
    assert last_day("2月10日至2月14日") == "2月10日-2月14日"
    assert last_day("2月10日至2月14日,其中2月12日") == "2月12日"
    assert without_year_parts("上半年全省出口") == "全省出口"
