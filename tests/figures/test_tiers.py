"""Scales of amounts: their classes, bounds and what all of them share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.figures.tiers import bounds_of, find_scales


def _told(text: str) -> list[tuple[str, str]]:
    return [(text[t.amount.start : t.amount.end], t.own.strip(" ,;")) for scale in find_scales(text) for t in scale]


def test_classes_by_clause() -> None:
    told = dict(_told("购车补贴。甲级车补贴9000元;乙级车6000元,丙级车2500元。"))
    assert told["6000元"] == "乙级车"
    assert told["2500元"] == "丙级车"


def test_members_of_a_list() -> None:
    told = _told("获评五星、四星、三星民宿的,分别奖励15万元、9万元和4万元。")
    assert [(amount, own[-2:]) for amount, own in told] == [("15万元", "五星"), ("9万元", "四星"), ("4万元", "三星")]


def test_two_members_are_cut_alike() -> None:
    assert _told("乙类、丙类人才分别给予8万元和3万元。") == [("8万元", "乙类"), ("3万元", "丙类")]


def test_what_goes_on_with_a_tier_is_of_it() -> None:
    (scale,) = find_scales("技改项目按8%补助,最高500万元;小微企业按4%补助。")
    assert [tier.ceiling for tier in scale] == [False, True, False]
    assert "技改项目" in scale[1].own


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("500人以上不足800人的", ("500", "799"), ("499", "800")),
        ("20(含)至50马力", ("20", "50"), ("19", "51")),
        ("满5年不满10年的", ("5", "9"), ("4", "10")),
        ("50公斤以下的", ("10",), ("60",)),
        ("住2晚", ("2",), ("1", "3")),
        ("达到3万人次", ("30000", "90000"), ("29999",)),
    ],
)
def test_bounds(words: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    (bound,) = bounds_of(words)
    assert all(bound.holds(Decimal(value)) for value in inside)
    assert not any(bound.holds(Decimal(value)) for value in outside)


def test_conditions_and_former_amounts_are_no_amounts() -> None:
    assert _told("投资3000万元以上的奖励20万元。")[0][0] == "20万元"
    assert [amount for amount, _ in _told("奖励标准由5万元提高到8万元。")] == ["8万元"]


@given(st.text(alphabet="满达到以上下不足含()、,;。万元亿%年人吨12345的奖励分别和", max_size=60))
def test_any_text_gives_amounts_that_stand_in_it(text: str) -> None:
    for scale in find_scales(text):
        for tier in scale:
            assert 0 <= tier.amount.start < tier.amount.end <= len(text)
