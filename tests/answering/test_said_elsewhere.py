"""What a figure's unit, its year and its place are told by somewhere else than in its own words; all are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer
from policyqa.understanding import understand

DAY = date(2025, 3, 1)

DOCUMENTS = {
    "closing.txt": """麻城市第七届人民代表大会第四次会议闭幕
2025年1月12日，麻城市第七届人民代表大会第四次会议闭幕。
会议听取了政府工作报告。报告指出，刚刚过去的2024年，全市上下攻坚克难。初步核算，全年实现地区生产总值512.6亿元，同比增长6.1%；规上工业增加值增长8.9%。全年签约亿元以上项目71个；经营主体净增1.2万户、达15.7万户；新增城市绿道里程12公里、总里程达到168公里。
""",
    "quarter.txt": """潜江交出一季度答卷

2025年4月20日

潜江市统计局昨日发布消息，今年一季度，潜江市出口12.3亿元。
根据地区生产总值统一核算结果，2024年潜江市实现生产总值901.4亿元，同比增长5.9%。其中，第一产业增加值88.1亿元；第二产业增加值402.7亿元；第三产业增加值410.6亿元。
潜江高新技术产业开发区是全市的龙头。高新区现有标准厂房80万平方米，闲置的有6.6万平方米。
全市新型储能超30万千瓦，空气优良天数保持在91%左右。潜江的银行机构累计投放贷款16.2亿元。
“村晚”带动潜江市入境游客增长2.1倍。企业用电减少支出8600万元。
""",
    "news.txt": """发布时间：2023-07-26

中新网长沙7月26日电 上半年湖南民航业持续向好，全省机场旅客吞吐量累计完成1350.6万人次。
黄花机场货邮吞吐量8.9万吨。

湖南省统计局介绍，全省检测服务业去年的营收达到81.4亿元。7月末，美国、日本、荷兰实际对湘投资分别增长31%、22%、13%。
全省已新建绿道310公里，全省已累计建成绿道4260公里。恢复生产的小型渔船1180艘，大中型渔船540艘。
今年的政府工作报告中，怀化、邵阳提出的GDP增长预期目标分别为6.5%和7.5%。
岳阳市规上工业增加值增长9.8%，居全省第1位，永州市增长7.6%。
年内重点项目如下：衡阳光伏产业园，总投资26亿元，占地190亩，年内完成投资7.3亿元。
长沙市空气平均优良天数 141.5 天，同比增加2.1天。省列重大项目开复工260个，完成投资1466亿元。
""",
    "help.txt": """交通部门介绍运输情况

2020年7月9日

各地累计向湖北运送救灾物资31.5万吨。
""",
    "bulletin.txt": """安吉县2024年国民经济和社会发展统计公报

2025年3月1日

全年新增规上工业企业37家、注销及退规12家，年末实有581家。全年出口竹制品5636吨，竹浆进口12.8万吨。
全社会研发投入突破20亿元、达20.6亿元。文旅消费拉动社会消费品零售总额增长1.9个百分点。
新开工光伏80万千瓦，推动120万千瓦风电并网。发放创业担保贷款9.6亿元，贷款余额2980亿元。
光伏产业完成投资6.4亿元，光伏装机规模继续扩大。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("elsewhere"), DOCUMENTS)


def ask(assistant: Assistant, question: str, day: date = DAY) -> Answer:
    return assistant.ask(question, (), day)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("麻城2024年GDP", "512.6亿元"),
        ("麻城2024年规上工业增加值增速", "8.9%"),
        ("麻城去年签约亿元以上项目多少个", "71个"),
        ("麻城经营主体总数", "15.7万户"),
        ("麻城2024年经营主体净增多少", "1.2万户"),
        ("麻城城市绿道总里程", "168公里"),
        ("麻城新增绿道多少公里", "12公里"),
        ("潜江2024年二产增加值", "402.7亿元"),
        ("潜江2024年第三产业增加值多少", "410.6亿元"),
        ("潜江今年一季度出口", "12.3亿元"),
        ("潜江高新区闲置标准厂房有多大面积", "6.6万平方米"),
        ("潜江新型储能装机多少", "超30万千瓦"),
        ("潜江空气优良天数比例", "91%左右"),
        ("潜江的银行累计放了多少贷款", "16.2亿元"),
        ("潜江入境游客增长了几倍", "2.1倍"),
        ("潜江企业用电省了多少钱", "8600万元"),
        ("安吉2024年末规上工业企业多少家", "581家"),
        ("安吉2024年新增规上企业多少家", "37家"),
        ("安吉2024年规上工业企业退规几家", "12家"),
        ("安吉2024年全社会研发投入多少", "20.6亿元"),
        ("安吉2024年发放了多少贷款", "9.6亿元"),
        ("往湖北运送了多少吨救灾物资", "31.5万吨"),
    ],
)
def test_the_figure_is_found(assistant: Assistant, question: str, figure: str) -> None:
    answer = ask(assistant, question)
    assert answer.found, answer.text
    assert answer.answer == figure


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("湖南上半年机场旅客吞吐量", "1350.6万人次"),
        ("湖南检测服务业2022年的营收是多少", "81.4亿元"),
        ("日本对湘投资增长多少", "22%"),
        ("湖南一共建了多少公里绿道", "4260公里"),
        ("湖南恢复生产的大中型渔船多少艘", "540艘"),
        ("怀化今年GDP增长目标是多少", "6.5%"),
        ("邵阳2023年GDP增速目标", "7.5%"),
        ("永州市规上工业增加值增速", "7.6%"),
        ("衡阳光伏产业园年内要完成多少投资", "7.3亿元"),
        ("湖南上半年省列重大项目完成了多少投资", "1466亿元"),
    ],
)
def test_news_of_a_half_year(assistant: Assistant, question: str, figure: str) -> None:
    answer = ask(assistant, question, date(2023, 8, 1))
    assert answer.answer == figure, answer.text


def test_an_airports_figure_is_not_all_airports(assistant: Assistant) -> None:
    assert not ask(assistant, "长沙机场上半年旅客吞吐量多少万人次", date(2023, 8, 1)).found


def test_two_things_each_asked_for_are_both_told(assistant: Assistant) -> None:
    answer = ask(assistant, "安吉2024年末规上工业企业多少、全社会研发投入多少？")
    assert "581家" in answer.answer
    assert "20.6亿元" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "麻城2025年签约亿元以上项目",
        "麻城2025年GDP",
        "潜江2023年二产增加值",
        "安吉2024年出口竹制品多少万吨",
        "安吉2024年光伏装机规模有多大",
        "安吉2024年风电装机多少",
        "安吉2024年社零增长多少",
    ],
)
def test_no_other_years_or_places_figure_is_given(assistant: Assistant, question: str) -> None:
    assert not ask(assistant, question).found


def test_a_county_named_like_a_verb_is_none_before_what_was_done() -> None:
    query = understand("江西今年新建的充电桩有多少个", [], DAY)
    assert query.scope.region_names == ("江西省",)
    assert understand("南昌市新建区的充电桩有多少个", [], DAY).scope.region_names == ("新建区",)


def test_a_zone_of_a_kind_is_none_of_another_province() -> None:
    query = understand("河南有哪三家高新区进了百强", [], DAY, (), ("潜江高新区",))
    assert query.scope.holders == ()
    assert understand("潜江高新区的厂房", [], DAY, (), ("潜江高新区",)).scope.holders == ("潜江高新区",)


def test_the_name_of_a_paper_is_no_number_of_the_figure() -> None:
    query = understand("武汉惠企17条 水价降几成", [], DAY)
    assert query.numbers == ()
    assert "17" not in query.content
    assert understand("武汉开通17条航线了吗", [], DAY).numbers == ("17条",)


def test_a_county_that_figures_name_is_known_by_its_bare_name_though_it_is_a_word(tmp_path: Path) -> None:
    text = """邻居比拼：神木、府谷交出成绩单

2025年2月1日

2024年，神木市实现地区生产总值2210亿元，府谷县880亿元。神木市规上工业产值3100亿元，府谷县1200亿元。
神木市一般公共预算收入120亿元，府谷县48亿元。
"""
    answer = ask(assistant_over(tmp_path, {"news.txt": text}), "神木2024年GDP多少")
    assert answer.answer == "2210亿元"
