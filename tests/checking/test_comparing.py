"""Comparing figures: value, unit, comparator, rounding."""

from __future__ import annotations

import pytest

from policyqa.checking.comparing import Agreement, compare
from policyqa.chinese.quantities import find_quantities
from policyqa.types import Figure, Measure


def figure(text: str, measure: Measure = "level") -> Figure:
    (quantity,) = find_quantities(f"为{text}")
    return Figure(
        "d", 0, 1, 0, 1, text, quantity.value, quantity.unit, quantity.comparator, indicator="", measure=measure
    )


@pytest.mark.parametrize(
    ("claimed", "stated", "agreement"),
    [
        ("12000平方米", "1.2万平方米", "equal"),
        ("15亩", "1公顷", "equal"),
        ("20户", "20家", "equal"),
        ("20人", "20家", "unit"),
        ("1.65亿元", "1.65亿美元", "unit"),
        ("5%", "5个百分点", "unit"),
        ("约5.5%", "5.5%左右", "equal"),
        ("5.5%以上", "5.5%左右", "wording"),
        ("5.5%", "5.5%左右", "wording"),
        ("不低于10%", "10%以上", "equal"),
        ("超过100家", "100家以上", "wording"),
        ("超过100家", "100家", "differs"),
        ("不足100家", "100家", "differs"),
        ("100家以上", "100家", "wording"),
        ("80亿元以下", "80亿元以上", "opposite"),
        ("不超过9%", "9%以上", "opposite"),
        ("超过560亿元", "563.2亿元", "rounded"),
        ("560多亿元", "563.2亿元", "rounded"),
        ("超过1000家", "1036家", "rounded"),
        ("超过1000家", "1236家", "differs"),
        ("超过600亿元", "563.2亿元", "differs"),
        ("近570亿元", "563.2亿元", "rounded"),
        ("563亿元", "563.2亿元", "rounded"),
        ("560亿元", "563.2亿元", "differs"),
        ("5%左右", "5.2%", "differs"),
        ("5%", "5.2%", "differs"),
        ("130个以上", "135个以上", "differs"),
        ("5.0%-5.5%", "5%-5.5%", "equal"),
        ("5%-6%", "5%-5.5%", "differs"),
        ("三分之一", "30%", "differs"),
    ],
)
def test_two_figures_agree_as_the_rules_say(claimed: str, stated: str, agreement: Agreement) -> None:
    assert compare(figure(claimed), figure(stated)).agreement == agreement


def test_twice_as_much_again_is_a_hundred_per_cent() -> None:
    assert compare(figure("1倍", "growth"), figure("100%", "growth")).agreement == "equal"
    assert compare(figure("翻一番", "growth"), figure("100%", "growth")).agreement == "equal"
