"""Names that must stay apart: no figure of the one answers for the other, whichever is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import assistant_over
from names_apart import pairs

from policyqa.assistant import Assistant
from policyqa.chinese.fold import fold_text
from policyqa.chinese.regions import region_table
from policyqa.chinese.terms import canonical

LEAST_FOUND = 0.95
"""Share of the figures that are found when asked for by their own name; 9 of 480 were not when this was written."""


def test_there_are_enough_pairs() -> None:
    assert len(set(pairs())) >= 230


@pytest.mark.parametrize(("one", "other"), [(one, other) for _, one, other in pairs()])
def test_names_that_differ_are_different_terms(one: str, other: str) -> None:
    assert canonical(fold_text(one)) != canonical(fold_text(other))


def _stated() -> Iterator[tuple[str, str, str, str, str]]:
    """File, text, what it states, what it does not state, and the number; one place a pair, one year a direction."""
    regions = region_table().regions.values()
    cities = [r.name for r in regions if re.fullmatch(r"\d\d(?!00)\d\d00", r.code) and r.name.endswith("市")]
    for number, (unit, one, other) in enumerate(pairs()):
        for year, (stated, absent) in ((2023, (one, other)), (2024, (other, one))):
            place, value = f"{cities[number]}{year}年", str(1000 + 7 * number + year % 2)
            head = f"# {place}国民经济和社会发展统计公报\n\n{year + 1}年3月20日\n\n## 一、综合\n\n"
            yield f"{number}-{year}.md", f"{head}全市{stated}为{value}{unit}。\n", place + stated, place + absent, value


@pytest.fixture(scope="module")
def over_all(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    documents: dict[str, str] = {name: text for name, text, *_ in _stated()}
    folder: Path = tmp_path_factory.mktemp("apart")
    return assistant_over(folder, documents)


def test_a_figure_never_answers_for_a_thing_with_another_name(over_all: Assistant) -> None:
    asked = [(f"{absent}是多少？", value) for _, _, _, absent, value in _stated()]
    wrong = [question for question, value in asked if value in over_all.ask(question).answer]
    assert wrong == []


def test_the_figures_are_found_by_their_own_names(over_all: Assistant) -> None:
    asked = [(f"{stated}是多少？", value) for _, _, stated, _, value in _stated()]
    found = [question for question, value in asked if value in over_all.ask(question).answer]
    assert len(found) >= LEAST_FOUND * len(asked)


def test_no_claim_about_the_one_is_borne_out_by_the_other(over_all: Assistant) -> None:
    stated = [(absent, value, text.rpartition(value)[2].strip()) for _, text, _, absent, value in [*_stated()][::3]]
    draft = "\n\n".join(f"{absent}为{value}{rest}" for absent, value, rest in stated)
    assert [c.text for c in over_all.check(draft).claims if c.verdict == "supported"] == []


SAME = """
社零增速 社会消费品零售总额增长 %
规上工业增速 规模以上工业增加值增长 %
固投增速 固定资产投资增长 %
快递量 快递业务量 万件
港口吞吐量 港口货物吞吐量 万吨
用电量 全社会用电量 亿千瓦时
研发强度 全社会研究与试验发展（R&D）经费投入强度 %
城里人收入 城镇居民人均可支配收入 元
农民收入 农村居民人均可支配收入 元
卖地收入 国有土地使用权出让收入 亿元
本外币存款 金融机构本外币各项存款余额 亿元
社融增量 社会融资规模增量 亿元
PM2.5 细颗粒物（PM2.5）平均浓度 微克/立方米
能耗强度下降多少 单位地区生产总值能耗下降 %
人均寿命 居民人均预期寿命 岁
医保报销住院报销比例 政策范围内住院费用报销比例 %
千人床位数 每千人口医疗卫生机构床位数 张
保租房 保障性租赁住房 套
瞪羚企业 瞪羚企业 家
小巨人企业 专精特新“小巨人”企业 家
市场主体 经营主体 万户
高铁里程 高速铁路营业里程 公里
入境游客 入境旅游人次 万人次
关停的煤矿 关闭煤矿 座
剔除房地产后的固投增速 扣除房地产开发投资后固定资产投资增长 %
"""


@pytest.fixture(scope="module")
def over_same(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    rows = [line.split() for line in SAME.strip().split("\n")]
    text = "".join(f"全市{official}{400 + i}{unit}。\n\n" for i, (_, official, unit) in enumerate(rows))
    head = "# 株洲市2024年国民经济和社会发展统计公报\n\n2025年3月20日\n\n## 一、综合\n\n"
    return assistant_over(tmp_path_factory.mktemp("same"), {"株洲.md": head + text})


@pytest.mark.parametrize(("number", "typed"), enumerate(line.split()[0] for line in SAME.strip().split("\n")))
def test_what_people_type_finds_the_official_name(over_same: Assistant, number: int, typed: str) -> None:
    assert str(400 + number) in over_same.ask(f"株洲市2024年{typed}是多少？").answer
