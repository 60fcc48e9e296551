"""Heads and marks of lists: what members share, and which names hold a mark of their own."""

from __future__ import annotations

import pytest

from policyqa.chinese.heads import find_marks, with_end_of_last, with_shared_start


@pytest.mark.parametrize(
    "name",
    [
        "研究与试验发展经费",
        "卫生和计划生育支出",
        "社会保障和就业支出",
        "信息传输、软件和信息技术服务业",
        "铁路、船舶、航空航天和其他运输设备制造业",
        "政府与社会资本合作项目",
        "碳达峰碳中和",
        "65岁及以上人口",
        "惠及群众",
        "参与企业",
    ],
)
def test_a_mark_inside_a_name_parts_nothing(name: str) -> None:
    assert find_marks(name) == []


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        (["一般公共预算收入", "支出"], ["一般公共预算收入", "一般公共预算支出"]),
        (["粮食产量", "播种面积"], ["粮食产量", "粮食播种面积"]),
        (["优良天数比率", "天数"], ["优良天数比率", "优良天数"]),
        (["工业投资", "出口"], ["工业投资", "出口"]),
    ],
)
def test_a_bare_measure_is_of_the_first_name(names: list[str], whole: list[str]) -> None:
    assert with_shared_start(names) == whole


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        (["教育", "卫生支出"], ["教育支出", "卫生支出"]),
        (["小学", "初中在校生"], ["小学在校生", "初中在校生"]),
        (["GDP", "民间投资"], ["GDP", "民间投资"]),
    ],
)
def test_a_modifier_gets_the_end_of_the_last_name(names: list[str], whole: list[str]) -> None:
    assert with_end_of_last(names) == whole
