"""What sentences tell in passing: aims under mixed headings, values before, in brackets, by place; papers invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2026, 3, 1)
PAPERS = {
    "2026年青州省情.txt": """2026年辽宁省政府工作报告
——2026年1月20日在辽宁省第十四届人民代表大会第四次会议上
辽宁省代省长　康致远
一、2025年工作回顾
初步核算，全省生产总值2.73万亿元，比上年增长4.3%，四个季度增速分别为4.9%、2.8%、4.1%、5.2%。
固定资产投资由负转正，增长1.2%，扣除房地产开发投资增长6.4%。奶牛存栏由38万头调减到31.2万头。
规模以上工业增加值增长5.1%，较上年加快0.7个百分点。工业机器人产量占全国的三成五。
接待游客3.1亿人次，旅游收入2840亿元，同比增长11%和13%。
新增3岁以下婴幼儿托位1.1万个，其中普惠性托位0.8万个。
居民人均可支配收入增长5.4%，其中城镇4.8%、农村6.6%。对美出口占比由12.2%降至9.9%。
生产安全事故起数、死亡人数分别下降18%、21%。新建人才公寓3 200套。
水电因来水偏枯少发12亿千瓦时，火电机组顶上来，全年发电量2300亿千瓦时。
二、“十四五”成就和“十五五”目标
“十四五”时期，地区生产总值年均增长4.8%。
今年的主要预期目标是：地区生产总值增长5%以上，规上工业增加值增长6.5%左右。
三、2026年重点任务
新建和改造高标准农田170万亩（去年完成151万亩）。鞍山打造全国钢铁基地，地区生产总值力争达到2200亿元。
“一窗通办”办结率98.5%、满意度95%以上（去年分别为98.1%、94.2%）。
聚焦打造三个千亿级产业基地——冶金新材料基地、石化基地、船舶基地，做强22个集群。
其中甲材料实验室、乙能源实验室设在沈阳，丙海洋实验室、丁船舶实验室设在大连。
“两新”工程指新型储能、新型材料。
""",
    "惠州数据.txt": """惠州上半年数据发布
2025年上半年，规模以上工业增加值1186.5亿元，增长6.2%。
上半年规模以上工业增加值1186.5亿元，增长6.2%。“2+1”产业中，电子信息、石化分别增长9.8%和4.1%。从县区看，大亚湾区增长7.4%，惠东县、龙门县分别下降1.7%、0.4%。工业机器人产量7312台，增长41.6%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("passing")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("辽宁今年GDP目标是多少", "5%以上"),
        ("辽宁2026年规上工业增加值增长目标", "6.5%左右"),
        ("辽宁去年三季度GDP增速", "4.1%"),
        ("辽宁2025年固定资产投资增长了多少", "1.2%"),
        ("辽宁去年投资要是不算房地产，增速多少", "6.4%"),
        ("辽宁现在奶牛存栏多少头", "31.2万头"),
        ("辽宁规上工业增速比上一年快了几个点", "0.7个百分点"),
        ("辽宁工业机器人产量占全国几成", "三成五"),
        ("辽宁2025年旅游收入增长多少", "13%"),
        ("辽宁去年新增托位和普惠托位分别是多少个", "新增托位1.1万个；普惠托位0.8万个"),
        ("辽宁农村居民收入去年涨几个点", "6.6%"),
        ("辽宁对美国的出口去年占到多少了", "9.9%"),
        ("辽宁去年新建了多少套人才公寓", "3 200套"),
        ("辽宁高标准农田去年干了多少亩", "151万亩"),
        ("辽宁一窗通办满意度去年多少", "94.2%"),
        ("惠东跟龙门上半年工业各降了多少", "惠东县下降1.7%；龙门县下降0.4%"),
        ("辽宁水电去年为什么少发了那么多", "因来水偏枯少发12亿千瓦时"),
        ("辽宁政府工作报告谁作的", "康致远"),
        ("辽宁要打造的三个千亿级基地", "冶金新材料基地；石化基地；船舶基地"),
        ("设在大连的实验室是哪两家", "丙海洋实验室；丁船舶实验室"),
        ("辽宁两新工程是指哪两个", "新型储能；新型材料"),
    ],
)
def test_it_is_what_was_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert found.found, found.text
    assert found.answer == answer, found.text


def test_growth_goes_on_to_the_other_count(assistant: Assistant) -> None:
    assert assistant.ask("死亡人数呢", ("辽宁去年生产安全事故起数降了多少",), DAY).answer.endswith("21%")


@pytest.mark.parametrize(
    "question",
    [
        "龙门县上半年工业机器人产量增长多少",  # the city's
        "辽宁2026年固定资产投资目标",
        "辽宁去年半失能老人补贴多少",
    ],
)
def test_what_stands_beside_is_no_answer(assistant: Assistant, question: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert not found.found, found.answer
