"""Binding: which words of a sentence each quantity measures, on sentences of our own."""

from __future__ import annotations

import pytest

from policyqa.chinese.quantities import find_quantities
from policyqa.figures.binding import Bound, bind


def bound(sentence: str) -> list[Bound]:
    return bind(sentence, find_quantities(sentence))


def said(sentence: str) -> list[tuple[str, str]]:
    """Each figure with its indicator without spaces."""
    return [(sentence[b.quantity.start : b.quantity.end], b.indicator.replace(" ", "")) for b in bound(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("小麦、玉米和大豆产量分别达到12万吨、30万吨和4万吨。",
         [("12万吨", "小麦产量"), ("30万吨", "玉米产量"), ("4万吨", "大豆产量")]),
        ("城镇、农村居民收入分别增长4.1%、7.3%。", [("4.1%", "城镇居民收入"), ("7.3%", "农村居民收入")]),
        ("城乡居民人均可支配收入分别增长5%、6.5%。",
         [("5%", "城镇居民人均可支配收入"), ("6.5%", "农村居民人均可支配收入")]),
        ("存贷款余额分别增长8%和9%。", [("8%", "存款余额"), ("9%", "贷款余额")]),
    ],
)  # fmt: skip
def test_the_members_of_a_list_get_one_figure_each(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = said(sentence)
    assert [text for text, _ in found] == [text for text, _ in expected]
    for (_, indicator), (_, wanted) in zip(found, expected, strict=True):
        assert wanted in indicator


def test_a_second_run_of_values_goes_to_the_same_members() -> None:
    found = said("城镇、农村居民收入分别增长4.1%、7.3%,达到46218元、19305元。")
    assert [("农村" in indicator, "城镇" in indicator) for _, indicator in found] == [
        (False, True), (True, False), (False, True), (True, False),
    ]  # fmt: skip


def test_an_old_and_a_new_value_keep_their_subject() -> None:
    (old, new) = bound("森林覆盖率由51%提高到53%。")
    assert old.indicator.startswith("森林覆盖率由")
    assert new.indicator == "森林覆盖率"
    assert (old.measure, new.measure) == ("share", "share")


def test_a_level_reached_by_a_named_year_is_no_growth() -> None:
    (old, new) = bound("粮食总产量由2022年的361万吨提高到2023年的368万吨。")
    assert "粮食总产量" in old.indicator
    assert "粮食总产量" in new.indicator
    assert new.measure == "level"


def test_an_elided_subject_is_that_of_the_clause_before() -> None:
    found = said("专利授权量3200件,增长12%,居全省第3位。")
    assert all("专利授权量" in indicator for _, indicator in found)
    assert [b.measure for b in bound("专利授权量3200件,增长12%,居全省第3位。")] == ["level", "growth", "rank"]


def test_what_this_year_does_of_a_total_keeps_the_total_s_words() -> None:
    found = dict(said("三年累计改造老旧管网180公里,今年完成60公里。"))
    assert "改造老旧管网" in found["60公里"]


def test_a_part_carries_the_words_of_its_whole() -> None:
    found = dict(said("花卉种植面积12.6万亩,其中设施花卉3.1万亩、鲜切花2.4万亩。"))
    assert "设施花卉" in found["3.1万亩"]
    assert "种植面积" in found["3.1万亩"]
    assert "鲜切花" in found["2.4万亩"]


def test_a_fall_is_marked_and_so_is_each_of_its_list() -> None:
    assert [b.decline for b in bound("事故起数、死亡人数分别下降9.1%、11.5%。")] == [True, True]
    assert [b.decline for b in bound("投资下降7.2%,消费增长8%。")] == [True, False]


def test_a_threshold_is_no_figure_but_part_of_the_words() -> None:
    assert said("新引进5000万元以上项目135个以上。") == [("135个以上", "新引进5000万元以上项目")]


def test_a_noun_behind_a_count_is_what_it_counts() -> None:
    assert "重大项目" in dict(said("推进13个重大项目。"))["13个"]


def test_a_total_is_no_addition() -> None:
    found = dict(said("规模以上工业企业净增50户、总数突破900户。"))
    assert "净增" in found["50户"]
    assert "总数" in found["突破900户"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("计划新建、改建公厕40座、20座,实际完成45座、22座。", ["target", "target", "actual", "actual"]),
        ("新开工保障房目标任务3000套,实际开工3200套。", ["target", "actual"]),
        ("计划新开工项目60个,总投资300亿元,实际开工58个。", ["target", "target", "actual"]),
        ("今年计划新建充电桩500个,累计达到3000个。", ["unknown", "unknown"]),
        ("按计划完成危房改造300户,已入住280户。", ["unknown", "unknown"]),
        ("计划投资10亿元,实际到位资金8亿元。", ["unknown", "unknown"]),
    ],
)
def test_a_plan_stands_beside_what_became_of_it(sentence: str, expected: list[str]) -> None:
    assert [b.stands for b in bound(sentence)] == expected


def test_what_became_of_a_plan_has_its_subject_and_so_has_what_goes_on_with_it() -> None:
    found = dict(said("计划改造供热管网40公里、加装电梯20部,已改造43公里、加装25部,惠及居民3万户。"))
    assert found["43公里"] == "改造供热管网"
    assert "电梯" in found["25部"]
