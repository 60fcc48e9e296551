"""What is told aside: rates in 100,000, causes inside names, tables with bars, unknown subjects; papers invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2026, 3, 1)
PAPERS = {
    "2026年江西省政府工作报告.txt": """2026年江西省政府工作报告
一、2025年工作回顾
年初确定的地区生产总值增长5.5%左右的预期目标面临压力，全年地区生产总值3.62万亿元，按不变价格计算增长4.7%。
固定资产投资受房地产拖累仅增长0.9%。赣江港口货运量合计2100万吨，其中九江港1260万吨。
孕产妇死亡率、婴儿死亡率分别降至8.6/10万、2.9‰。新能源装机4100万千瓦，建成智能化矿山31座。
海昏观光公路规划总里程640公里，已建成410公里。赣超联赛62场比赛现场观众88.4万人。
南昌汽车产量51.2万辆，其中新能源汽车20.3万辆。空气优良天数比例96.1%。
二、2026年重点任务
综合各方面因素，今年全省经济增长预期目标确定为5%左右，社会消费品零售总额同比增长5.5%左右。
建议全省进出口总额增长6%。新增新能源装机700万千瓦，新建智能化矿山9座。
城乡低保标准分别提高3%、4%。城乡居民基础养老金最低标准每人每月提高到210元。
“山江湖”改革指数获得全国试点的是上饶、抚州、吉安，支持上饶、抚州创建示范区，支持吉安、宜春、萍乡发展绿色能源。
瑞昌精密公司获“省长质量奖”称号。
""",
    "2026年福建省政府工作报告.txt": """2026年福建省政府工作报告
一、2025年工作回顾
空气优良天数比例98.2%。新能源汽车产量31.4万辆。
二、2026年重点任务
进出口总额增长4%。
""",
    "安义县方案.txt": """安义县水务提升实施方案（2025—2027年）
表1 主要指标
| 序号 | 指标 | 单位 | 2024年 | 2027年目标 | 属性 | 责任单位 |
|---|---|---|---|---|---|---|
| 1 | 再生水利用率 | % | 18 | 27 | 约束性 | 县水利局 |
| 2 | 供水管网漏损率 | % | 11.2 | 9 | 约束性 | 县住建局 |
| 3 | 公共充电桩 | 个 | 310 | 900 | 预期性 | 县交通局 |
第一批申报4月1日至5月20日，第二批申报9月1日至10月25日。
省内包车费用补助50%，省外补助80%。咨询电话0791-8342101。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("aside")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2025年江西GDP增长了百分之几", "4.7%"),
        ("江西去年固定资产投资增长多少", "0.9%"),
        ("江西2026年社零增长目标", "5.5%左右"),
        ("江西今年进出口打算增长多少", "6%"),
        ("江西去年孕产妇死亡率是多少", "8.6/10万"),
        ("江西新能源装机有多少万千瓦", "4100万千瓦"),
        ("江西智能化矿山现在一共多少座", "31座"),
        ("海昏观光公路已经修好多少公里", "410公里"),
        ("赣超联赛现场一共去了多少观众", "88.4万人"),
        ("江西今年城乡低保标准各提高多少", "城市低保标准增速3%；农村低保标准增速4%"),
        ("江西和福建去年空气优良天数比例谁好", "江西省96.1%；福建省98.2%"),
        ("江西让哪几个市发展绿色能源", "吉安；宜春；萍乡"),
        ("“省长质量奖”给了哪家企业", "瑞昌精密公司"),
        ("安义县2027年再生水利用率目标是多少", "27%"),
        ("安义县方案里约束性指标有哪些", "再生水利用率；供水管网漏损率"),
        ("安义县公共充电桩由哪个单位负责", "县交通局"),
        ("安义县第二批申报什么时候截止", "10月25日"),
        ("安义县包车去外省接人补助百分之几", "80%"),
    ],
)
def test_it_is_what_was_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert found.found, found.text
    assert found.answer == answer, found.text


def test_a_verb_alone_goes_on_with_the_thing(assistant: Assistant) -> None:
    assert assistant.ask("去年实际产了多少", ("福建今年新能源汽车要造多少辆",), DAY).answer == "31.4万辆"


@pytest.mark.parametrize(
    "question",
    [
        "洪都酒业去年营收多少",  # a name that stands nowhere
        "江西今年最低工资每月多少",
        "江西去年新能源汽车卖了多少辆",  # how many were made is no answer
        "安义县2028年再生水利用率目标是多少",
        "安义县2026年第三批申报什么时候截止",
    ],
)
def test_what_is_told_of_others_is_no_answer(assistant: Assistant, question: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert not found.found, found.answer


def test_a_place_alone_in_its_sentence_is_whose_paragraph_it_is(tmp_path: Path) -> None:
    papers = {
        "2026年浙江省政府工作报告.txt": """2026年浙江省政府工作报告
一、2026年目标
今年主要预期目标是：规上工业增加值增长6%。舟山群岛新区增长7.4%。固定资产投资增长3%。
附件
一、温州市。2025年常住人口980万人。2026年力争规上工业增加值增长8%左右。
""",
    }
    assistant = assistant_over(tmp_path, papers)
    assert assistant.ask("浙江2026年规上工业增加值增长目标", (), DAY).answer == "6%"
    assert assistant.ask("温州2026年规上工业增加值增长目标", (), DAY).answer == "8%左右"
    assert assistant.ask("浙江2026年固定资产投资增长目标", (), DAY).answer == "3%"
