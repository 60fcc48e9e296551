"""What is told beside: the corps' aims, annexes, ranks reached, members of a whole, places of their own; invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2026, 3, 1)
PAPERS = {
    "2026年新疆维吾尔自治区政府工作报告.txt": """2026年新疆维吾尔自治区政府工作报告
一、2025年工作回顾
全区地区生产总值21890亿元，增长5.9%。
二、2026年目标和任务
今年全区的主要预期目标是：地区生产总值增长6%左右、力争达到6.5%，粮食播种面积稳定在4460万亩以上、总产稳定在2360万吨以上。
兵团要结合自身实际确定目标，生产总值增长7%左右，同向发力。
培育外贸新动能，外贸进出口总值增长11%以上，其中农产品出口增长15%以上。
""",
    "2026年黑龙江省政府工作报告.txt": """2026年黑龙江省政府工作报告
一、2025年工作回顾
全省地区生产总值接近1.8万亿元、达到17640亿元，增长5.1%。哈尔滨都市圈GDP占全省比重达到47.6%，齐齐哈尔、大庆经济总量分别达到1490亿元、2960亿元。
哈电集团首次进入中国企业500强前300名，列第262位。固定资产投资下降1.4%，没有完成增长6%的预期目标。
冰雪旅游接待游客6120万人次、收入860亿元，分别增长15.4%和19.8%。发放以旧换新补贴31亿元，带动汽车、家电、数码产品销售收入分别达到126亿元、54亿元、31亿元。
在漠河、呼中、塔河3个县（市）建设观星营地14个，其中漠河7个、呼中4个、塔河3个。
连续三年实现“秸秆零露天焚烧”。住院医疗费用政策范围内报销比例达到73%。
提高城乡低保标准，城市、农村低保指导标准分别为每月760元、每年6900元。粮食总产量每年都在1500亿斤以上，2025年达到1618亿斤。
环境空气优良天数比例94.3%。生产原煤1.1亿吨。全年新改建农村公路2650公里，提请审议地方性法规7件、制定修改规章5件。
太平国际机场旅客吞吐量2610万人次、货邮吞吐量18.4万吨。龙江专项基金总规模达到320亿元，新增投资80亿元。
“龙超”联赛首届比赛由牡丹江队夺得冠军。国家区域医疗中心落户哈医。
“龙江九问”集中回应群众关切。为何突出抓好技能培训？
二、2026年重点任务
“十五五”时期，地区生产总值年均增长5%左右。
更新改造老旧供热、供水、燃气管网480公里，其中供热210公里、供水120公里、燃气150公里。
深化“五项联动”，打造“七个专项”。
附件1
2026年黑龙江省20件民生实事（部分）
一、健康服务（2件）
1．开展“两癌”筛查66万人，其中宫颈癌检查52万人、乳腺癌检查14万人。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("beside")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("新疆2026年经济增长的预期目标是百分之几", "6%左右"),
        ("2026年新疆粮食总产要稳定在多少万吨", "2360万吨以上"),
        ("新疆2026年外贸进出口的增长目标是什么", "11%以上"),
        ("黑龙江2025年GDP总量多少", "17640亿元"),
        ("大庆去年GDP到底多少亿", "2960亿元"),
        ("哈电在中国企业500强排第几", "第262位"),
        ("黑龙江去年固投原本定的目标是增长多少", "6%"),
        ("漠河去年建了几个观星营地", "7个"),
        ("黑龙江今年改造的老旧管网里，供水管有多少公里", "120公里"),
        ("黑龙江今年免费乳腺癌检查安排多少人", "14万人"),
        ("连着三年秸秆零露天焚烧的是哪个省", "黑龙江省"),
        ("黑龙江去年住院政策范围内报销比例多少", "73%"),
        ("2025年黑龙江粮食总产量是多少", "1618亿斤"),
        ("黑龙江2025年空气优良天数比例", "94.3%"),
        ("黑龙江去年挖了多少亿吨煤", "1.1亿吨"),
        ("龙江专项基金总盘子多大", "320亿元"),
        ("黑龙江以旧换新去年带动家电卖了多少亿", "54亿元"),
    ],
)
def test_the_one_that_is_meant(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, (), DAY).answer == answer


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("漠河和塔河去年建的观星营地各几个", ("漠河市7个", "塔河县3个")),
        ("黑龙江和新疆去年GDP总量各多少", ("17640亿元", "21890亿元")),
    ],
)
def test_each_of_two_has_its_own(assistant: Assistant, question: str, answers: tuple[str, str]) -> None:
    said = assistant.ask(question, (), DAY).answer
    assert all(answer in said for answer in answers), said


@pytest.mark.parametrize(
    ("earlier", "question", "answer"),
    [
        ("黑龙江城市低保标准多少", "农村的呢", "6900元"),
        ("黑龙江今年要新改建多少农村公路", "去年实际修了多少", "2650公里"),
        ("太平机场去年旅客吞吐量多少", "货邮呢", "18.4万吨"),
    ],
)
def test_what_is_asked_next(assistant: Assistant, earlier: str, question: str, answer: str) -> None:
    assert assistant.ask(question, (earlier,), DAY).answer == answer


@pytest.mark.parametrize(
    "question",
    [
        "渝超第一届冠军是哪个队",
        "黑龙江说的“七个专项”具体是哪七个",  # named, and never told
        "黑龙江今年为什么要突出抓技能培训",  # only asked
        "大庆油田去年产了多少天然气",
    ],
)
def test_what_is_only_named_is_no_answer(assistant: Assistant, question: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert not found.found, found.answer
