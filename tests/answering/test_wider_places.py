"""A wider place's figure in a city's or county's paper: told of that place, and of no other.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "xiao.md": """# 萧县2024年政府工作报告

——2025年1月8日

## 一、2024年工作

全县地区生产总值510.4亿元，增长5.2%。全市新建标准化养殖场86座，我县新建15座。全省共有绿色食品企业1200家，我县31家。
全省重点水利工程完成投资7.7亿元。
""",
    "yushan.md": """# 雨山区2024年统计公报

2024年，全区社会消费品零售总额95.2亿元。全市拥有科技型企业2210家，我区占402家。
""",
    "tongcheng.md": """# 桐城市2024年统计公报

2024年，全市粮食产量41.3万吨。安庆全市茶叶产量2.6万吨，我市占三成。
""",
    "suzhou.md": """# 宿州市2024年上半年经济运行

上半年，全市地区生产总值1180.6亿元，同比增长5.9%，高于全国0.9个百分点、全省0.4个百分点。
规模以上工业增加值增长8.8%，比全国高2.8个百分点，比全省高1.2个百分点。
分县区看，砀山县地区生产总值140.1亿元，增长6.3%；灵璧县155.7亿元，增长5.1%；泗县149.9亿元，增长7.2%。
""",
    "renewed.md": """# 芜湖市2024年城市更新情况

2024年，全市改造老旧小区163个，惠及2.2万户，其中镜湖区改造74个、弋江区31个。
""",
    "compared.md": """# 2023年宿州市人均收入对比

| 地区 | 城镇居民人均可支配收入（元） |
|---|---|
| 全国 | 51821 |
| 全省 | 47446 |
| 宿州市 | 41210 |
""",
    "linchuan.md": """# 临川市1998年国民经济统计公报

1998年，全市粮食总产量52.1万吨。邮电业务总量1.3亿元。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("wider_places"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("萧县2024年新建标准化养殖场多少座", "15座"),
        ("宿州市2024年新建标准化养殖场多少座", "86座"),
        ("萧县2024年绿色食品企业有多少家", "31家"),
        ("安徽省2024年绿色食品企业有多少家", "1200家"),
        ("2024年全省绿色食品企业有多少家", "1200家"),
        ("萧县2024年重点水利工程完成投资多少", "7.7亿元"),
        ("雨山区2024年科技型企业多少家", "402家"),
        ("马鞍山市2024年科技型企业多少家", "2210家"),
        ("桐城市2024年粮食产量", "41.3万吨"),
        ("安庆市2024年茶叶产量", "2.6万吨"),
        ("2023年宿州市城镇居民人均可支配收入", "41210元"),
        ("2023年安徽省城镇居民人均可支配收入", "47446元"),
        ("2023年全国城镇居民人均可支配收入", "51821元"),
        ("宿州2024年上半年GDP增速比全省高多少", "0.4个百分点"),
        ("宿州2024年上半年GDP增速比全国高多少", "0.9个百分点"),
        ("宿州2024年上半年规上工业增加值增速比全省高多少", "1.2个百分点"),
        ("灵璧县2024年上半年GDP", "155.7亿元"),
        ("泗县2024年上半年GDP增速", "7.2%"),
        ("宿州各县区2024年上半年GDP哪个最高", "灵璧县155.7亿元"),
        ("宿州哪个县2024年上半年GDP增速最高", "泗县7.2%"),
        ("弋江区2024年改造老旧小区多少个", "31个"),
        ("临川市1998年邮电业务总量", "1.3亿元"),
        ("临川区1998年粮食总产量", "52.1万吨"),
    ],
)
def test_a_wider_places_figure_is_its_own(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, (), DAY).answer == answer


@pytest.mark.parametrize(
    "question",
    [
        "2024年上半年全省GDP",
        "2024年上半年全省GDP增速",
        "桐城市2024年茶叶产量",
        "2024年全省社会消费品零售总额",
        "宿州各县区2024年规上工业增加值增速哪个最高",
    ],
)
def test_a_figure_of_another_rank_of_place_is_no_answer(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, (), DAY).found


def test_a_place_is_called_as_its_paper_does(assistant: Assistant) -> None:
    assert "临川市" in assistant.ask("临川区1998年粮食总产量", (), DAY).text
