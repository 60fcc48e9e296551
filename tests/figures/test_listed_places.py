"""Places listed behind what is done: each place's figure says what is counted, and no other thing of the sentence."""

from __future__ import annotations

import pytest

from policyqa.figures import find_figures
from policyqa.types import Block, Document, Metadata

NANPING = Metadata(
    title="南平市2025年民生实事项目", issued="2025-02-10", region="350700", region_name="南平市", years=("2025",)
)


def figures(text: str) -> dict[str, tuple[str, str]]:
    document = Document("a.txt", text, "0" * 64, "txt", (Block(0, len(text)),), NANPING)
    return {f.text: (f.holder, f.indicator) for f in find_figures(document)}


@pytest.mark.parametrize(
    ("text", "figure", "holder", "words"),
    [
        ("改造城镇老旧小区70个,惠及居民1.2万户,其中延平区31个、浦城县9个。", "9个", "浦城县", "改造城镇老旧小区"),
        ("2. 新建公办幼儿园12所,新增学位3600个,其中建阳区4所、邵武市3所。", "3所", "邵武市", "新建公办幼儿园"),
        ("全市新改建农村公路220公里。其中,延平区40公里、顺昌县65公里。", "65公里", "顺昌县", "新改建农村公路"),
        ("4. 改造供水管网:延平区45公里、光泽县20公里。", "20公里", "光泽县", "改造供水管网"),
        ("发放补助资金3亿元,其中延平区、建瓯市分别为1.1亿元、0.8亿元。", "0.8亿元", "建瓯市", "发放补助资金"),
    ],
)
def test_a_place_s_figure_says_what_is_counted(text: str, figure: str, holder: str, words: str) -> None:
    assert figures(text)[figure][0] == holder
    assert words in figures(text)[figure][1]
    assert not any(mark in figures(text)[figure][1] for mark in ("2.", "4.", "居民", "学位"))


@pytest.mark.parametrize(
    "text",
    [
        "完成造林12万亩、森林抚育30万亩。其中,浦城县2万亩。",
        "项目建设任务如下:浦城县2万亩、延平区3万亩。",
    ],
)
def test_what_is_not_told_is_not_given(text: str) -> None:
    assert figures(text)["2万亩"] == ("浦城县", "浦城县")


def test_a_part_that_names_its_year_is_not_of_the_years_of_its_whole() -> None:
    text = "原政策执行期间(2022-2024年)累计兑付奖补资金8.6亿元,惠及企业1300户,其中2024年兑付3.2亿元。"
    assert figures(text)["3.2亿元"][1] == "兑付 兑付奖补资金"
