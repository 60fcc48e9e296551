"""Quantities: the issue's list with values read by hand, names that are no figures, properties, linear time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyqa.chinese.fold import fold_text
from policyqa.chinese.numerals import magnitude, parse_chinese, parse_number, plain
from policyqa.chinese.quantities import Quantity, find_quantities
from timing import assert_linear

STATED = [
    ("利用外资1.75亿美元", "175000000", "美元", "="),
    ("20万的亩均税收", "200000", "", "="),
    ("亩均税收9万元/亩", "90000", "元/亩", "="),
    ("增长8.5%左右", "8.5", "%", "~"),
    ("增长5.0%—5.5%", "5/5.5", "%", "range"),
    ("提高0.5个百分点", "0.5", "个百分点", "="),
    ("投入产出比达到3:1", "3:1", "比", "="),
    ("增长一倍", "1", "倍", "="),
    ("翻一番", "1", "番", "="),
    ("翻了两番", "2", "番", "="),
    ("占三成", "30", "%", "="),
    ("过半", "50", "%", ">"),
    ("三分之二", "66.666667", "%", "="),
    ("百分之五", "5", "%", "="),
    ("上市公司零突破", "0", "", "="),
    ("进入全省前30", "30", "位", "<="),
    ("居全省第14位", "14", "位", "="),
    ("开展12场次", "12", "场次", "="),
    ("引进1-2个", "1/2", "个", "range"),
    ("新增2户", "2", "户", "="),
    ("1.95平方公里", "1950000", "平方米", "="),
    ("每万人15.5件", "15.5", "件", "="),
    ("不少于135个", "135", "个", ">="),
    ("135个以上", "135", "个", ">="),
    ("超过30家", "30", "家", ">"),
    ("突破1.5万亿元", "1500000000000", "元", ">"),
    ("控制在3%以内", "3", "%", "<="),
    ("最高不超过500万元", "5000000", "元", "<="),
    ("不足10家", "10", "家", "<"),
    ("约40公里", "40000", "米", "~"),
    ("30余家", "30", "家", ">"),
    ("5000多万元", "50000000", "元", ">"),
    ("1,234.5亿元", "123450000000", "元", "="),
    ("３０家", "30", "家", "="),
    ("三百六十五个", "365", "个", "="),
    ("十二点五亿元", "1250000000", "元", "="),
    ("20-30万人", "200000/300000", "人", "range"),
    ("5万至6万个", "50000/60000", "个", "range"),
    ("增长8 %", "8", "%", "="),
    ("增长-3.5%", "-3.5", "%", "="),
    ("每两个月调度一次", "2", "个月", "="),
]


@pytest.mark.parametrize(("text", "value", "unit", "comparator"), STATED, ids=[case[0] for case in STATED])
def test_a_quantity_has_the_value_unit_and_comparator_that_a_reader_gives_it(
    text: str, value: str, unit: str, comparator: str
) -> None:
    found = find_quantities(fold_text(text))[:1]
    assert [(q.value, q.unit, q.comparator) for q in found] == [(value, unit, comparator)]


@pytest.mark.parametrize(
    "text",
    [
        "“3+5”产业集群", "“六大攻坚”", "世界500强企业", "第十一次党代会", "2021年", "2023-2025年", "二〇二四年",
        "6月30日", "G60科创走廊", "COVID19", "第一产业", "一是抓项目", "“十四五”规划", "三季度", "5G网络", "10+N",
        "18时30分", "百亿元级企业", "每千人口", "1.2.3", "“二十一连丰”", "签约", "5号楼", "25级",
    ],
)  # fmt: skip
def test_names_years_and_dates_are_no_quantities(text: str) -> None:
    assert find_quantities(fold_text(text)) == []


@pytest.mark.parametrize("text", ["三五家", "二三十家", "十五六户"])
def test_a_number_that_is_left_open_is_given_no_value(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize("text", ["5000万元以上项目", "超10亿元企业", "2000万元及以上工业企业", "500平方米以上商户"])
def test_a_threshold_belongs_to_a_name(text: str) -> None:
    assert [q.threshold for q in find_quantities(text)] == [True]


def test_a_bound_of_the_answer_is_no_threshold() -> None:
    assert [q.threshold for q in find_quantities("力争达到5000万元以上,新建项目3个")] == [False, False]


def one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12000平方米", "1.2万平方米"),
        ("17500万美元", "1.75亿美元"),
        ("3公里", "3000米"),
        ("10万亿元", "100000亿元"),
        ("1.5公顷", "15000平方米"),
        ("三成", "30%"),
        ("两万人", "20000人"),
    ],
)
def test_one_amount_in_two_writings_has_one_value(first: str, second: str) -> None:
    assert (one(first).value, one(first).unit) == (one(second).value, one(second).unit)


@pytest.mark.parametrize(
    ("first", "second"),
    [("1.65亿元", "1.65亿美元"), ("5%", "5个百分点"), ("3天", "3个工作日"), ("4倍", "4番"), ("9万元/亩", "9万元")],
)
def test_unlike_units_stay_unlike(first: str, second: str) -> None:
    assert one(first).value == one(second).value
    assert one(first).unit != one(second).unit


def test_a_minus_behind_a_word_that_is_no_growth_is_a_dash() -> None:
    assert one("主要目标-5%以上").value == "5"
    assert [q.value for q in find_quantities("增长5%-7%")] == ["5/7"]


def test_a_comparator_that_only_ends_another_word_is_none() -> None:
    assert one("集中签约90个").comparator == "="
    assert one("附近3家").comparator == "="


@given(st.integers(0, 10**9 - 1), st.integers(0, 3))
def test_a_formatted_number_parses_to_itself(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    assert parse_number(f"{value:f}") == value
    assert parse_number(f"{number:,}") == number
    assert Decimal(plain(value)) == value


def chinese(number: int) -> str:
    """Write 1 to 9999 in Chinese, by the school rule: zeros inside once, none at the end."""
    digits = "零一二三四五六七八九"
    out = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            out += digits[digit] + name
        elif out and number % power and not out.endswith("零"):
            out += "零"
    return out


@given(st.integers(1, 9999))
def test_a_number_written_out_in_chinese_parses_to_itself(number: int) -> None:
    assert parse_chinese(chinese(number)) == number
    assert parse_chinese(f"{chinese(number)}万") == number * 10_000


UNITS = [
    ("元", "元", 1),
    ("个", "个", 1),
    ("公里", "米", 1000),
    ("吨", "千克", 1000),
    ("美元", "美元", 1),
    ("%", "%", 1),
]


@given(
    st.integers(1, 10**7),
    st.integers(0, 2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(UNITS),
    st.sampled_from([("", "", "="), ("超过", "", ">"), ("", "以上", ">="), ("不少于", "", ">="), ("", "左右", "~")]),
)
def test_a_written_quantity_is_read_as_what_was_written(
    number: int, places: int, scale: str, unit: tuple[str, str, int], bound: tuple[str, str, str]
) -> None:
    written = Decimal(number).scaleb(-places)
    if unit[0] == "%":
        scale = ""
    text = f"{bound[0]}{written:f}{scale}{unit[0]}{bound[1]}"
    found = one(f"目标为{text}。")
    assert Decimal(found.value) == written * magnitude(scale) * unit[2]
    assert (found.unit, found.comparator) == (unit[1], bound[2])
    assert f"目标为{text}。"[found.start : found.end] == text


SOUP = st.text(
    st.sampled_from("0123456789.,-~:/%第前约超过以上左右万亿千元个家年月日至到的一二三十百零分之番倍“”增长不 \n"),
    max_size=60,
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), SOUP))
def test_any_text_gives_quantities_in_order_that_do_not_overlap(text: str) -> None:
    folded = fold_text(text)
    found = find_quantities(folded)
    ends = [0, *(q.end for q in found)]
    for quantity, before in zip(found, ends, strict=False):
        assert before <= quantity.start <= quantity.number_start < quantity.end <= len(folded)
        for part in quantity.value.replace(":", "/").split("/"):
            Decimal(part)


PUMPED = [
    "1",
    "1,",
    "1.",
    "12万",
    "1-",
    "第1",
    "约",
    "一",
    "一百",
    "5%-",
    "1:",
    "1/2",
    "“1",
    "9 ",
    "十分之",
    "超过1家以上,",
]


@pytest.mark.parametrize("unit", PUMPED)
def test_no_digits_and_units_make_it_slow(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (4_000, 40_000))
    assert_linear(lambda: find_quantities(small), lambda: find_quantities(large))


def test_a_megabyte_takes_ten_times_what_a_tenth_takes() -> None:
    text = "新增企业135家以上,投资1.75亿美元,增长5.0%-5.5%,占三分之二;第14位,12000平方米。"
    small, large = (text * (size // len(text.encode())) for size in (100_000, 1_000_000))
    assert_linear(lambda: find_quantities(small), lambda: find_quantities(large))
