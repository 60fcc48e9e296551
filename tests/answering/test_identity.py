"""Identity: the same words within another indicator, another grade, another stage."""

from __future__ import annotations

import pytest

from policyqa.answering.identity import has_subject, is_other_grade, is_other_indicator, names_only


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("GDP", "文旅产业生产总值"),
        ("固投", "民间固定资产投资"),
        ("一般公共预算收入", "税收占一般公共预算收入比重"),
        ("营业收入", "新材料产业营业收入"),
        ("旅客吞吐量", "甲乙国际机场旅客吞吐量"),
        ("出口额", "货物进出口总额"),
    ],
)
def test_an_indicator_made_of_another_is_another(asked: str, stated: str) -> None:
    assert is_other_indicator(asked, stated)


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("GDP", "预计地区生产总值同比增长"),
        ("GDP", "经济总量跨上 台阶"),
        ("固投", "全市固定资产投资增长"),
        ("一般公共预算收入", "地方一般公共预算收入"),
        ("贷款余额", "金融机构本外币各项贷款余额"),
        ("利用外资", "加快吸引和利用外资"),
        ("出口额", "出口"),
        ("文旅产业生产总值", "文旅产业生产总值"),
        ("民间固定资产投资", "民间固定资产投资"),
    ],
)
def test_neutral_words_make_no_other_indicator(asked: str, stated: str) -> None:
    assert not is_other_indicator(asked, stated)


def test_what_a_question_names_beside_the_term() -> None:
    assert names_only("GDP")
    assert names_only("全市地区生产总值")
    assert not names_only("数字经济核心产业增加值占地区生产总值比重")
    assert has_subject("人口")
    assert not has_subject("总量居全国")
    assert not has_subject("比上年提高")


@pytest.mark.parametrize(
    ("asked", "stated", "other"),
    [
        ("科技进步三等奖奖励", "获科技进步一等奖 奖励", True),
        ("科技进步三等奖奖励", "三等奖的 奖励", False),
        ("项目一期产能", "二期产能", True),
        ("国家级园区", "省级园区", True),
        ("园区产值", "省级园区产值", False),
        ("机架规模", "前者规划标准机架", True),
    ],
)
def test_grades_and_stages(asked: str, stated: str, other: bool) -> None:
    assert is_other_grade(asked, stated) is other
