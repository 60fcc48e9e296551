"""Several things in one question: an aim and what came of it, lists, comparisons, follow-ups, who and when."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2024, 8, 15)

HALF = """德州市2024年上半年工作情况通报

德州市人民政府办公室
2024年7月12日

上半年，全市水运建设累计完成投资9.3亿元，完成全年计划任务24亿元的38.8%。
上半年，全市实现进出口总额310亿元，增长5.1%。其中进口额110亿元，出口额200亿元，同比分别增长2.7%、6.9%。
上半年，新建农村公路86公里，全市新认定省级瞪羚企业17家、省级绿色工厂6家。
市审计局局长周明受市政府委托，向市人大常委会报告了2023年预算执行审计情况。
为缓解山区群众看病远、看病难问题，我市组建了流动医疗队。
禹城市小麦总产量居全市首位，齐河县生猪出栏居全市第二。
徒骇河湿地修复项目作为全省三个试点项目之一率先进入国家湿地项目库。
陵城区董子园入选省级工业旅游基地，“黄河涯古渡”获评国家4A级景区。
上半年企业开工率达到91%，其中食品加工企业开工率达到97%。
"""
PLAN = """德州市2024年重点工作计划

德州市人民政府
2024年1月22日

2024年，计划新建农村公路150公里，城市、农村特困供养标准分别提高4%、7%。
2024年全市地区生产总值增长6%左右，规上工业增加值增长8.5%以上，城镇新增就业3.2万人。
在“十四五”期间形成“一核、两带、五组团”的文旅空间布局。
到2025年，绿色化工、体育器材、功能糖三大五百亿级产业集群全部建成。
在图上相应用紫、灰、粉三色标示风险等级。
"""
RULES = """德州市技改贴息办法

德州市工业和信息化局
2024年3月1日

第二条 对一年内设备投入超过300万元的企业给予贴息。
第六条 企业应于每年4月10日至5月20日提交申请，市工信局于6月30日前完成审核。
"""
PEERS = """禹城、乐陵交出2023年成绩单

2024年2月3日

2023年，乐陵市实现地区生产总值280.5亿元，同比增长4.8%；禹城市365.2亿元，增长6.6%。
乐陵市进出口总额30.1亿元，禹城市进出口总额52.4亿元，民营企业占比分别为81.5%和77.2%。
新的一年目标已定：禹城市提出地区生产总值增长6.5%左右、招引外资项目8个；乐陵市提出地区生产总值增长5.5%左右、招引外资项目5个。
"""
DOCUMENTS = {"bn.txt": HALF, "jh.txt": PLAN, "bf.txt": RULES, "bp.txt": PEERS}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("together"), DOCUMENTS)


def ask(assistant: Assistant, question: str, *earlier: str) -> Answer:
    return assistant.ask(question, earlier, DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("德州今年全年水运投资任务是多少，上半年实际干了多少", "全年目标24亿元；上半年实际9.3亿元"),
        ("德州水运投资上半年实际完成多少，全年任务多少", "上半年实际9.3亿元；全年目标24亿元"),
        ("德州新建农村公路，全年目标和上半年完成数分别是多少", "全年目标150公里；上半年实际86公里"),
        ("德州今年新建农村公路计划多少、上半年实际完成多少", "全年目标150公里；上半年实际86公里"),
        ("德州今年城镇新增就业全年目标是多少，上半年实际完成多少", "全年目标3.2万人；上半年实际未载明"),
        ("德州上半年进口和出口分别增长多少", "进口增速2.7%；出口增速6.9%"),
        ("德州今年城市特困供养农村特困供养标准各提高百分之几", "城市特困供养标准4%；农村特困供养标准7%"),
        ("德州今年城市特困农村特困各提高百分之几", "城市特困提高4%；农村特困提高7%"),
        ("德州上半年新认定多少家省级瞪羚企业、多少家省级绿色工厂", "17家；6家"),
        ("禹城市和乐陵市2024年的招引外资项目目标分别是多少", "禹城市8个；乐陵市5个"),
        ("2024年禹城市和乐陵市的GDP增长目标分别是多少", "禹城市6.5%左右；乐陵市5.5%左右"),
        ("2023年禹城市和乐陵市的GDP增速，哪个高一点？各是多少", "禹城市6.6%；乐陵市4.8%"),
        ("2023年禹城市和乐陵市公布的进出口总额，谁多？分别多少", "禹城市52.4亿元；乐陵市30.1亿元"),
    ],
)
def test_all_that_is_asked_is_told(assistant: Assistant, question: str, answer: str) -> None:
    found = ask(assistant, question)
    for part in answer.split("；"):
        assert part in found.answer, found.text
    assert ("未载明" in found.answer) == ("未载明" in answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("德州十四五的文旅空间布局是哪几块", "一核；两带；五组团"),
        ("德州到2025年要建成哪三大五百亿级产业集群", "绿色化工；体育器材；功能糖"),
        ("德州风险等级图上标示用的是哪三种颜色", "紫；灰；粉"),
        ("向德州市人大常委会报告2023年预算执行审计情况的是谁", "市审计局局长周明"),
        ("德州是哪个项目进了国家湿地项目库", "徒骇河湿地修复项目"),
        ("德州是哪个景区评上国家4A级景区", "黄河涯古渡"),
        ("德州企业申报技改贴息是每年什么时候", "每年4月10日至5月20日"),
        ("德州小麦产量最高的是哪个县", "禹城市"),
        ("德州为什么要组建流动医疗队", "为缓解山区群众看病远、看病难问题"),
    ],
)
def test_answers_in_words_hold_the_thing_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


@pytest.mark.parametrize(
    ("earlier", "question", "answer"),
    [
        ("德州上半年企业开工率达到多少", "食品加工的呢", "97%"),
        ("德州2024年GDP增长目标是多少", "规上工业呢？", "8.5%以上"),
        ("禹城市2023年进出口总额多少", "乐陵市呢", "30.1亿元"),
    ],
)
def test_a_bare_noun_goes_on_with_the_question_before(
    assistant: Assistant, earlier: str, question: str, answer: str
) -> None:
    assert ask(assistant, question, earlier).answer == answer


@pytest.mark.parametrize(
    "question",
    [
        "德州生猪出栏最多的是哪个县",  # only the second place is told
        "禹城市2023年民营企业占比是多少",  # dealt out to two places that are named in other clauses
        "德州哪个景区评上了国家5A",
    ],
)
def test_what_is_not_told_is_not_made_up(assistant: Assistant, question: str) -> None:
    found = ask(assistant, question)
    assert not found.found or not found.figures
    assert "齐河" not in found.answer
    assert "古渡" not in found.answer
