"""Questions about statistics tables and listed places: the right cell, or a refusal. Every figure is invented."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 12, 20)
DOCUMENTS = {
    "month.csv": """扬中市2025年1—10月主要经济指标,,,,
指标,单位,10月当月,1—10月累计,累计同比增长（%）
规模以上工业总产值,亿元,66.3,640.8,5.7
固定资产投资,—,—,—,-6.3
进出口总额,亿元,6.4,71.8,10.4
其中：出口总额,亿元,4.9,55.3,9.6
社会消费品零售总额,亿元,14.1,138.5,4.8
其中：限额以上,亿元,5.2,50.7,6.9
居民消费价格指数（上年同期=100）,—,99.6,99.8,—
""",
    "loans.csv": """句容市2025年11月金融运行,,,
主要指标,11月末,比年初增加,比上年同期增长（%）
金融机构本外币贷款余额（亿元）,645.9,48.7,8.8
其中：住户贷款（亿元）,288.1,6.4,2.1
""",
    "aims.csv": """万载县2025年主要目标任务分解表,,,
指标,计量单位,2024年实绩,2025年目标
规上工业营业收入,亿元,540,600
其中：烟花爆竹产业,亿元,96,110
有机食品产业,亿元,44,52
每千人口拥有3岁以下婴幼儿托位数,个,4.1,4.6
""",
    "deeds.txt": """南平市2025年为民办实事项目

2025年2月10日

1. 改造城镇老旧小区70个，惠及居民1.2万户，其中延平区31个、浦城县9个。
2. 新建公办幼儿园12所，新增学位3600个，其中建阳区4所、邵武市3所。
3. 新建公共充电桩600个，其中农村地区220个。
""",
    "farms.txt": """石首市2023年农业农村工作总结

2024年1月8日

畜禽规模养殖场粪污处理设施装备配套率和资源化综合利用率分别达98.6%、93.2%。城市、农村低保标准分别提高4%、7%。
全年进出口总额26.8亿元。其中进口额6.3亿元，出口额20.5亿元，同比分别增长11.4%、19.7%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("statistics"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("扬中10月规上工业总产值多少", ["66.3亿元"]),
        ("扬中前10个月规上工业总产值", ["640.8亿元"]),
        ("扬中1-10月固定资产投资增速", ["-6.3%"]),
        ("扬中10月出口总额", ["4.9亿元"]),
        ("扬中1-10月限额以上社零", ["50.7亿元"]),
        ("扬中1-10月居民消费价格指数是多少", ["99.8"]),
        ("句容11月末贷款比年初增加多少", ["48.7亿元"]),
        ("句容11月末贷款余额同比增长多少", ["8.8%"]),
        ("句容11月末住户贷款余额", ["288.1亿元"]),
        ("万载县烟花爆竹2025年营收目标", ["110亿元"]),
        ("万载有机食品产业2025年营业收入目标是多少", ["52亿元"]),
        ("万载2025年每千人口3岁以下婴幼儿托位数目标", ["4.6个"]),
        ("2025年为民办实事里浦城改造几个老旧小区", ["9个"]),
        ("邵武市2025年新建几所公办幼儿园", ["3所"]),
        ("南平2025年新建的公共充电桩，农村地区占多少个", ["220个"]),
        ("石首2023年畜禽粪污资源化利用率", ["93.2%"]),
        ("石首2023年粪污处理设施装备配套率", ["98.6%"]),
        ("石首2023年城市低保农村低保各提高百分之几", ["4%", "7%"]),
        ("石首2023年进口和出口分别增长多少", ["11.4%", "19.7%"]),
        ("石首2023年出口增长多少", ["19.7%"]),
    ],
)
def test_the_right_cell_or_member_answers(assistant: Assistant, question: str, said: list[str]) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.found
    assert all(text in answer.answer for text in said)


@pytest.mark.parametrize(
    "question",
    [
        "扬中9月规上工业总产值多少",
        "扬中1-10月固定资产投资完成多少亿元",
        "扬中1-10月居民消费价格涨幅",
        "扬中2024年10月出口总额",
        "万载有机食品产业2025年产值目标",
        "邵武市2025年新增学位多少个",
        "光泽县2025年改造多少个老旧小区",
        "南平2025年新建的公共充电桩，农村地区占多少",
    ],
)
def test_what_no_cell_states_is_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, as_of=DAY).found
