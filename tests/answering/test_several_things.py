"""Several things asked at once: all of them are answered, or it is said which are not stated."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 6, 1)

YEARBOOK = """衢州市2024年国民经济和社会发展统计公报

衢州市统计局
2025年3月18日

全年实现地区生产总值2310.5亿元，比上年增长5.9%。全年财政总收入288.6亿元，一般公共预算收入171.4亿元，增长3.6%。
全年一般公共预算支出512.7亿元，其中科学技术和文化旅游支出33.8亿元、教育支出96.2亿元、卫生健康支出51.9亿元。
粮食总产量61.3万吨。空气质量优良天数比率94.8%，比上年上升1.6个百分点；全年空气质量优良天数347天。
城市污水处理率98.1%。生活垃圾回收利用率67.4%。细颗粒物（PM2.5）平均浓度26微克/立方米；PM10平均浓度43微克/立方米。
全年货物进出口总额602.8亿元，其中出口447.3亿元，增长9.2%；进口155.5亿元。规模以上工业增加值增长8.4%。
城镇居民人均可支配收入61240元，农村居民人均可支配收入35180元。
普通高校在校生4.7万人，中职在校生2.2万人，小学在校生12.9万人。
全年接待国内旅客6120.4万人次；接待入境旅客2.7万人次。
年末新开工亿元以上服务业项目31个，总投资118亿元；竣工亿元以上服务业项目17个，总投资64亿元。
"""
PLAN = """衢州市2025年招商工作计划

衢州市人民政府
2025年2月6日

2025年，力争新引进5000万元以上项目90个，其中亿元以上项目35个。
对首次认定的省级工业设计中心给予30万元奖励，对复评合格的给予8万元奖励。
对新获评的国家级绿色工厂，一次性奖励60万元；省级绿色工厂，一次性奖励25万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("several"), {"gb.txt": YEARBOOK, "jh.txt": PLAN})


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, (), DAY)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("衢州2024年一般公共预算收入和支出", ["171.4亿元", "512.7亿元"]),
        ("衢州2024年污水处理率和垃圾回收利用率", ["98.1%", "67.4%"]),
        ("衢州2024年教育和卫生健康支出", ["96.2亿元", "51.9亿元"]),
        ("衢州2024年GDP多少亿元，增速多少", ["2310.5亿元", "5.9%"]),
        ("衢州2024年GDP及增速", ["2310.5亿元", "5.9%"]),
        ("衢州2024年PM10和PM2.5浓度是多少", ["43微克/立方米", "26微克/立方米"]),
        ("衢州2024年GDP增速和规上工业增速", ["5.9%", "8.4%"]),
        ("衢州2024年出口和规上工业增速", ["447.3亿元", "9.2%", "8.4%"]),
        ("衢州2024年优良天数比率和天数分别是多少", ["94.8%", "347天"]),
        ("衢州2024年城乡居民收入", ["61240元", "35180元"]),
        ("衢州2024年出口、进口和粮食产量", ["447.3亿元", "155.5亿元", "61.3万吨"]),
        ("衢州2025年新引进5000万元以上和亿元以上项目目标分别多少", ["90个", "35个"]),
        ("衢州2024年小学和中职在校生", ["12.9万人", "2.2万人"]),
    ],
)
def test_every_thing_has_its_figure(assistant: Assistant, question: str, figures: list[str]) -> None:
    found = ask(assistant, question)
    assert [figure.text for figure in found.figures] == figures, found.text
    assert "未载明" not in found.answer


@pytest.mark.parametrize(
    ("question", "figure", "missing"),
    [
        ("衢州2024年GDP和人均GDP", "2310.5亿元", "人均地区生产总值"),
        ("衢州2024年粮食产量和播种面积", "61.3万吨", "粮食播种面积"),
        ("衢州2024年GDP和社零总额分别是多少", "2310.5亿元", "社会消费品零售总额"),
        ("衢州2024年出口多少亿，社零多少亿", "447.3亿元", "社会消费品零售总额"),
    ],
)
def test_what_is_not_stated_is_said_beside_what_is(
    assistant: Assistant, question: str, figure: str, missing: str
) -> None:
    found = ask(assistant, question)
    assert found.found
    assert [f.text for f in found.figures] == [figure], found.text
    assert f"{missing}未载明" in found.answer
    assert f"没有载明{missing}" in found.text


def test_where_nothing_is_stated_nothing_is_answered(assistant: Assistant) -> None:
    assert not ask(assistant, "衢州2024年社零和固定资产投资总额").found


def test_a_name_with_a_mark_in_it_is_one_thing(assistant: Assistant) -> None:
    found = ask(assistant, "衢州2024年科学技术和文化旅游支出是多少")
    assert found.answer == "33.8亿元", found.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("衢州2024年在校生多少人", "普通高校在校生4.7万人；中职在校生2.2万人；小学在校生12.9万人"),
        ("衢州2024年旅客接待量", "接待国内旅客6120.4万人次；接待入境旅客2.7万人次"),
        ("衢州2024年亿元以上服务业项目多少个", "新开工亿元以上服务业项目31个；竣工亿元以上服务业项目17个"),
        ("省级工业设计中心奖励多少", "首次认定的省级工业设计中心30万元；复评合格的8万元"),
        ("绿色工厂奖励多少钱", "新获评的国家级绿色工厂60万元；省级绿色工厂25万元"),
        ("衢州2024年财政收入", "一般公共预算收入171.4亿元；财政总收入288.6亿元"),
    ],
)
def test_all_kinds_are_shown_where_the_question_names_none(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("衢州2024年小学在校生多少人", "12.9万人"),
        ("衢州2024年入境旅客接待量", "2.7万人次"),
        ("衢州2024年竣工亿元以上服务业项目多少个", "17个"),
        ("国家级绿色工厂奖励多少钱", "60万元"),
        ("衢州2024年一般公共预算收入", "171.4亿元"),
        ("衢州2024年优良天数", "347天"),
    ],
)
def test_one_kind_is_shown_where_the_question_names_it(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer
