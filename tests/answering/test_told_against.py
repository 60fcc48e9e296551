"""What is told against something: former aims, joint wholes, cities in runs, months of events; papers invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2026, 3, 1)
PAPERS = {
    "2026年吉林省政府工作报告.txt": """2026年吉林省政府工作报告
吉林省省长　柏一川
一、2025年工作回顾
面对8月特大洪涝和内需不足的考验，我们稳住了基本盘，全省生产总值达到16218亿元，首次跨上1.6万亿元台阶，同比增长4.9%。
社会消费品零售总额增长3.2%，没有达到5%左右的预期；一般公共预算收入1290亿元、增长2.6%，略低于4%的预期。
城镇调查失业率平均为5.1%，低于5.5%左右的年度控制目标。固定资产投资由上年的大幅下降转为增长0.8%。
季度经济增速由3.9%逐步抬升至5.3%。粮食丰产，全年粮食总产量仍达832亿斤。
长春市地区生产总值7810亿元、增长5.2%，长春新区完成固定资产投资640亿元；吉林、松原分别为1580亿元、920亿元，白城受风电并网影响，610亿元，增长2.2%。通化受医药集采拖累，690亿元，仅增1.7%。
地区生产总值、规上工业增加值、外贸进出口、一般公共预算收入分别增长4.9%、5.6%、7.3%、2.6%，除一般公共预算收入外，其余三项增速分别居全国第12位、第15位和第9位。
新建和改造高标准农田460万亩，其中新建210万亩。白山、通化、长白山三大机场旅客吞吐量合计214万人次，其中长白山机场96万人次。
新增规上工业企业310户，退出84户，净增226户。全社会研发经费投入增长9.5%，强度达到1.72%。
东西部协作到位浙江、天津两省市援助资金18.4亿元，其中天津6.1亿元。新增2家全国重点实验室、共13家。
轴承园一期投产，电池壳体二期、碳纤维三期加紧建设，项目总投资分别为32亿元、18亿元、57亿元。
吉林科技贡献奖授予从事黑土地保护研究的祁望川研究员。因台风“青杉”，12个县出现内涝。
民生支出占一般公共预算支出的78.2%。“12345·吉事办”受理诉求186万件，按时办结率98.7%、满意率95.4%；办理政协提案312件，满意率99.8%。
“五提”行动：提质、提速、提效、提能、提位。推行“首户验收制”，改造危房1.2万户。
二、2026年重点任务
今年主要预期目标是：固定资产投资（不含农户）增长3%左右；城镇新增就业（含高校毕业生首次就业）24万人以上。
办好首届东北亚寒地农业大会，9月在松原举办。承办第九届省运会（8月2日，通化市）。
“首户验收制”：第一户验收合格后方可推开，目的在于防止返工浪费。
""",
    "2025年吉林省政府工作报告.txt": """2025年吉林省政府工作报告
吉林省省长　柏一川
一、2024年工作回顾
地区生产总值15480亿元，增长4.3%（年初预期5.5%左右）。固定资产投资下降2.1%（年初预期增长6%）。
净月潭接待有序，4月单月延边州接待游客310万人次。长影世纪城接待游客188万人次。
二、2025年重点任务
预期目标是：地区生产总值增长5%左右，粮食总产量稳定在820亿斤以上。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("against")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("吉林2025年GDP总量多少", "16218亿元"),
        ("吉林省2025年GDP增长率是多少", "4.9%"),
        ("吉林2025年社零增长的预期目标原定是多少", "5%左右"),
        ("吉林2025年社零实际增长多少", "3.2%"),
        ("吉林2025年一般公共预算收入增长的预期目标是多少", "4%"),
        ("2025年吉林城镇调查失业率控制目标原来是多少", "5.5%左右"),
        ("吉林2025年固定资产投资增速是多少", "0.8%"),
        ("吉林2025年粮食产量是多少", "832亿斤"),
        ("吉林2024年GDP增长目标是多少", "5.5%左右"),
        ("吉林2024年固定资产投资增长目标", "6%"),
        ("长春市2025年GDP多少", "7810亿元"),
        ("松原2025年GDP多少亿", "920亿元"),
        ("通化2025年GDP多少", "690亿元"),
        ("白城2025年GDP多少", "610亿元"),
        ("通化2025年GDP增长多少", "1.7%"),
        ("吉林外贸进出口增速2025年居全国第几", "第9位"),
        ("吉林规上工业增加值增速2025年居全国第几", "第15位"),
        ("吉林去年新建的高标准农田有多少亩", "210万亩"),
        ("长白山机场去年旅客多少人次", "96万人次"),
        ("吉林规上工业企业去年净增了多少户", "226户"),
        ("吉林2025年研发投入强度是多少", "1.72%"),
        ("天津2025年给了吉林多少援助资金", "6.1亿元"),
        ("吉林全国重点实验室有多少家", "13家"),
        ("碳纤维三期总投资多少", "57亿元"),
        ("电池壳体二期的总投资", "18亿元"),
        ("去年民生支出占比吉林是多少", "78.2%"),
        ("吉林2026年固定资产投资预期增长多少", "3%左右"),
        ("吉林2026年城镇新增就业目标", "24万人以上"),
        ("长影世纪城2024年接待多少游客", "188万人次"),
    ],
)
def test_the_figure_that_is_meant(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, as_of=DAY).answer == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("得了吉林科技贡献奖的是谁", "祁望川"),
        ("首届东北亚寒地农业大会放哪儿办", "松原"),
        ("第九届省运会在哪个市办", "通化市"),
        ("2026年吉林是哪位省长作的报告", "柏一川"),
        ("改危房为什么要搞首户验收制", "防止返工浪费"),
    ],
)
def test_the_words_that_are_meant(assistant: Assistant, question: str, answer: str) -> None:
    assert answer in assistant.ask(question, as_of=DAY).answer


def test_a_quarter_s_growth_is_none_of_the_year_s(assistant: Assistant) -> None:
    found = assistant.ask("吉林2025年经济增长了百分之几", as_of=DAY)
    assert found.answer == "4.9%"
    assert "3.9%" not in found.text


def test_a_rate_asked_next_is_of_the_same_thing(assistant: Assistant) -> None:
    earlier = ("吉林12345去年按时办结率多少",)
    assert assistant.ask("满意率呢？", earlier, DAY).answer == "95.4%"


def test_items_by_a_spoken_question(assistant: Assistant) -> None:
    said = assistant.ask("吉林“五提”都提什么", as_of=DAY).answer
    assert all(item in said for item in ("提质", "提速", "提效", "提能", "提位"))


def test_cities_side_by_side(assistant: Assistant) -> None:
    said = assistant.ask("2025年长春、吉林市、松原三个市GDP分别多少", as_of=DAY).answer
    assert "7810亿元" in said
    assert "920亿元" in said
