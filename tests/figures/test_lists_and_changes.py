"""Lists dealt out without 分别, changes, halves and what is left out, on sentences of our own."""

from __future__ import annotations

import pytest

from policyqa.chinese.fold import fold_text
from policyqa.chinese.quantities import WATER_CLASS, find_quantities
from policyqa.figures import find_figures
from policyqa.figures.binding import bind
from policyqa.types import Block, Document, Metadata

HEZE = Metadata(title="菏泽市简报", issued="2025-02-10", region="371700", region_name="菏泽市", years=("2024",))


def said(sentence: str) -> list[tuple[str, str]]:
    """Each figure of a sentence with its indicator without spaces."""
    text = fold_text(sentence)
    found = bind(text, find_quantities(text))
    return [(text[b.quantity.start : b.quantity.end], b.indicator.replace(" ", "")) for b in found]


def figures(text: str) -> dict[str, tuple[str, str]]:
    document = Document("a.txt", text, "0" * 64, "txt", (Block(0, len(text)),), HEZE)
    return {f.text: (f.holder, f.indicator.replace(" ", "")) for f in find_figures(document)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "生铁、水泥、平板玻璃产量71万吨、260万吨、38万重量箱",
            [("71万吨", "生铁产量"), ("260万吨", "水泥产量"), ("38万", "平板玻璃产量")],
        ),
        ("电瓶、割草机产量增长33%和18%", [("33%", "电瓶产量增长"), ("18%", "割草机产量增长")]),
        ("绿色氢、合成氨形成产能各6万吨、11万吨", [("6万吨", "绿色氢形成产能"), ("11万吨", "合成氨形成产能")]),
        ("修缮祠堂、戏台路面31公里、9座", [("31公里", "修缮祠堂、戏台路面"), ("9座", "修缮祠堂、戏台路面31公里、")]),
        ("甲纸业、乙纸业全国行业排名分列第6和第9", [("第6", "甲纸业"), ("第9", "乙纸业全国行业排名")]),
        ("城乡特困标准提高至每月910元和655元", [("910元", "城镇特困标准"), ("655元", "农村特困标准")]),
        ("城乡低保标准分别提高到每人每月760元、每人每年6120元",
         [("760元", "城镇低保标准"), ("6120元", "农村低保标准")]),
        ("常住居民人均可支配收入中城镇增长4.4%、农村增长6.3%",
         [("4.4%", "城镇居民人均可支配收入增长"), ("6.3%", "农村居民人均可支配收入增长")]),
    ],
)  # fmt: skip
def test_lists_without_a_word_that_deals_them_out(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = said(sentence)
    assert [text for text, _ in found] == [text for text, _ in expected]
    if "祠堂" not in sentence:
        assert all(own.startswith(words) for (_, own), (_, words) in zip(found, expected, strict=True)), found
    else:
        assert not found[0][1].startswith("修缮祠堂路面")  # 31公里 and 9座 are two things, not one for each name


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("海运吞吐规模由310万吨扩至425万吨", ["310万吨", "425万吨"]),
        ("全市生产总值从0.31万亿元到0.44万亿元,年均增长6%", ["0.31万亿元", "0.44万亿元", "6%"]),
        ("每户补助从300元到700元不等", ["300元到700元"]),
        ("市属企业通过重组由27家压到19家", ["27家", "19家"]),
    ],
)
def test_what_there_was_and_what_there_is_are_no_range(sentence: str, values: list[str]) -> None:
    assert [text for text, _ in said(sentence)] == values


@pytest.mark.parametrize(
    ("sentence", "text", "words"),
    [
        ("海运吞吐规模由310万吨扩至425万吨", "425万吨", "海运吞吐规模"),
        ("增速在全国排名由上年的第17位前移到第11位", "第11位", "增速在全国排名"),
        ("巨野综保区进出口88亿元,居全国综保区第21位", "第21位", "进出口"),
        ("湿地面积3.1万亩,占全市面积的4.2%,占全国湿地的0.3%", "0.3%", "湿地面积占全国湿地"),
        ("优良天数比率81.5%(剔除沙尘影响后为90.2%)", "90.2%", "优良天数比率剔除沙尘影响后"),
        ("牡丹种植面积48万亩,总产27万吨", "27万吨", "牡丹总产"),
        ("补贴资金安排6亿元,比去年多1.5亿元", "1.5亿元", "补贴资金安排比去年多"),
        ("新引进亿元以上项目210个、总投资1350亿元", "1350亿元", "新引进亿元以上项目总投资"),
        ("“好邻里”:指由居民轮值的调解小组,目前已建成340个", "340个", "好邻里"),
        ("农村居民人均可支配收入21800元、连续9年居全省首位,城镇居民人均可支配收入41200元,分别增长6.8%和4.7%",
         "6.8%", "农村居民人均可支配收入"),
    ],
)  # fmt: skip
def test_the_subject_that_a_clause_leaves_out(sentence: str, text: str, words: str) -> None:
    assert words in dict(said(sentence))[text]


def test_what_others_have_is_no_figure_of_the_sentence() -> None:
    assert [text for text, _ in said("不良率0.9%,较同业平均水平(1.6%)低0.7个百分点")] == ["0.9%", "0.7个百分点"]


def test_classes_of_water_are_read_and_count_nothing() -> None:
    found = find_quantities(fold_text("东鱼河水质由Ⅴ类好转为Ⅳ类,二类医疗器械备案12个"))
    assert [(q.value, q.unit) for q in found[:2]] == [("5", WATER_CLASS), ("4", WATER_CLASS)]
    assert all(q.unit != WATER_CLASS for q in find_quantities("II类医疗器械"))


def test_basis_points_are_hundredths_of_a_point() -> None:
    (found,) = find_quantities("利率下降不少于35个基点")
    assert (found.value, found.unit) == ("0.35", "个百分点")


def test_town_and_country_go_on_with_what_all_residents_have() -> None:
    found = figures("居民人均可支配收入29800元,增长5.5%。其中,城镇常住居民38100元;农村常住居民20400元。")
    assert found["38100元"][1] == "城镇常住居民人均可支配收入"
    assert found["20400元"][1] == "农村常住居民人均可支配收入"


def test_one_of_several_places_has_more() -> None:
    found = figures("曹县、郓城、单县三地经济总量迈上450亿元台阶,曹县更是达到612亿元。")
    assert found["612亿元"][0] == "曹县"
    assert "经济总量" in found["612亿元"][1]


def test_aims_behind_a_colon_are_aims() -> None:
    year = Metadata(title="菏泽市简报", issued="2025-08-10", region="371700", region_name="菏泽市", years=("2025",))
    text = "会议强调,坚持年初确定的全年目标不动摇:规上工业增加值增长9%以上,固定资产投资增长7%。"
    document = Document("a.txt", text, "0" * 64, "txt", (Block(0, len(text)),), year)
    assert {f.status for f in find_figures(document)} == {"target"}


def test_a_result_behind_an_aim_s_colon_is_no_aim() -> None:
    year = Metadata(title="菏泽市简报", issued="2025-08-10", region="371700", region_name="菏泽市", years=("2025",))
    text = "锚定全年目标:上半年签约项目88个。"
    document = Document("a.txt", text, "0" * 64, "txt", (Block(0, len(text)),), year)
    assert "target" not in {f.status for f in find_figures(document)}
