"""A part of the year is a figure's only where the text says so of it; invented documents, a year later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2024, 4, 1)

DOCUMENTS = {
    "date-line.txt": "嘉兴市2023年国民经济和社会发展统计公报\n\n嘉兴市统计局\n\n2024年2月\n\n"
    "全年全市地区生产总值7062亿元。全市货物进出口总额4310亿元。",
    "part-behind.txt": "2023年湖州市经济运行稳健\n\n2024年1月24日\n\n2023年，湖州市地区生产总值4015亿元，增长5.8%。"
    "外贸出口1421亿元。1-10月，规模以上服务业营业收入530亿元。新设企业2.1万家。",
    "aims.txt": "金华市稳投资工作推进会召开\n\n2023年8月4日\n\n会议通报，2023年上半年，全市对标全年既定目标，"
    "完成固定资产投资1180亿元。7月，全市年度重大工程完成投资52亿元。",
    "months.txt": "衢州市2023年营商环境工作\n\n2023年5-8月，衢州市新办企业0.6万家。10月至12月，全市办理退税3.4亿元。"
    "2023年二、三季度，全市技改项目开工140个。",
    "ends.txt": "舟山市2023年就业情况\n\n截至8月底，全市失业人员再就业1.4万人。8月，舟山市培训技工2200人。"
    "8月末，全市贷款余额3150亿元。",
    "holidays.txt": "丽水市文旅市场回暖\n\n2024年1月9日\n\n2023年端午假期，丽水市接待游客146万人次，"
    "实现旅游收入9.8亿元。2023年夏季，全市举办音乐节17场。",
    "days.txt": "台州市2023年防汛工作\n\n2023年10月20日\n\n2023年7月26日至8月3日，台州市转移群众3.2万人。"
    "8月3日，台州市排查隐患410处。",
    "all-year.txt": "绍兴市2023年消费市场\n\n2024年1月25日\n\n2023年1-12月，绍兴市社会消费品零售总额2880亿元。"
    "12月份，限额以上零售额64亿元。",
    "half.txt": "温州市2023年上半年经济运行情况\n\n上半年，温州市地区生产总值4020亿元。"
    "2022年，温州市用电量510亿千瓦时。全市快递业务量6.2亿件。",
    "education.txt": "义乌市2022年教育概况\n\n义乌市教育局 2023年3月\n\n全市有幼儿园170所。初中在校生5.3万人。",
    "meeting.txt": "桐庐县召开制造业大会\n\n2023年4月12日\n\n会上通报了一季度项目推进情况。\n\n"
    "2022年桐庐县新投产项目86个，比上年多9个；投产率71.5%，较上年提高4.3个百分点。",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("told-apart"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("嘉兴2023年货物进出口总额", "4310亿元", "2023年货物"),
        ("湖州2023年地区生产总值是多少", "4015亿元", "2023年湖州市地区生产总值"),
        ("湖州2023年1-10月规模以上服务业营业收入", "530亿元", "1-10月"),
        ("金华2023年上半年固定资产投资完成多少", "1180亿元", "上半年"),
        ("衢州2023年四季度办理退税多少", "3.4亿元", "四季度"),
        ("衢州2023年5到8月新办企业多少家", "0.6万家", "5-8月"),
        ("舟山2023年8月贷款余额是多少", "3150亿元", "8月末"),
        ("舟山2023年8月培训技工多少人", "2200人", "8月"),
        ("丽水2023年端午假期旅游收入", "9.8亿元", "端午假期"),
        ("台州2023年8月3日排查隐患多少处", "410处", "2023年8月3日"),
        ("台州2023年8月排查隐患多少处", "410处", "2023年8月3日"),
        ("绍兴2023年社会消费品零售总额", "2880亿元", "2023年绍兴市社会消费品零售总额"),
        ("温州2023年上半年快递业务量", "6.2亿件", "上半年"),
        ("温州2022年用电量多少", "510亿千瓦时", "用电量"),
        ("义乌初中在校生多少人", "5.3万人", "义乌市2022年初中在校生实际"),
        ("桐庐县2022年投产率提高多少", "4.3个百分点", "桐庐县2022年投产率"),
    ],
)
def test_the_part_that_the_text_says(assistant: Assistant, question: str, answer: str, said: str) -> None:
    found = assistant.ask(question, as_of=DAY)
    assert (found.found, found.answer) == (True, answer), found.text
    assert said in found.text


@pytest.mark.parametrize(
    "question",
    [
        "嘉兴2023年2月货物进出口总额",  # a date line
        "湖州2023年1-10月地区生产总值",  # named behind
        "湖州2023年1-10月外贸出口",
        "金华2023年固定资产投资完成多少",  # 对标全年既定目标 is no whole year
        "金华2023年重大工程完成投资多少",
        "衢州2023年新办企业多少家",
        "衢州2023年12月办理退税多少",
        "衢州2023年三季度技改项目开工多少个",
        "舟山2023年8月失业人员再就业多少人",  # up to its end
        "舟山2023年8月底培训技工多少人",
        "丽水2023年旅游收入",
        "丽水2023年音乐节多少场",
        "台州2023年8月3日转移群众多少人",  # the last day of several
        "台州2023年8月转移群众多少人",
        "温州2022年快递业务量",
    ],
)
def test_another_part_is_refused(assistant: Assistant, question: str) -> None:
    found = assistant.ask(question, as_of=DAY)
    assert not found.found, found.text


def test_a_refusal_says_whether_year_or_part_differ(assistant: Assistant) -> None:
    part = assistant.ask("衢州2023年新办企业多少家", as_of=DAY).text
    assert "时段不同" in part
    assert "年份不同" not in part
    year = assistant.ask("绍兴2022年社会消费品零售总额", as_of=DAY).text
    assert "年份不同" in year
    assert "时段不同" not in year


def test_a_running_year_is_told_of_its_part(assistant: Assistant) -> None:
    running = assistant.ask("温州2023年地区生产总值", as_of=date(2023, 8, 1))
    assert running.answer == "4020亿元"
    assert "不是全年" in running.text
    assert "不是全年" not in assistant.ask("温州2023年上半年地区生产总值", as_of=date(2023, 8, 1)).text


def test_quarters_named_together_are_asked_for_each(tmp_path: Path) -> None:
    said = "一季度，安吉县新开工项目31个。二季度，安吉县新开工项目44个。"
    anji = assistant_over(tmp_path, {"anji.txt": f"安吉县2023年项目建设\n\n2023年7月9日\n\n{said}"})
    found = anji.ask("安吉县2023年一、二季度新开工项目分别多少个", as_of=date(2023, 8, 1))
    assert [figure.text for figure in found.figures] == ["31个", "44个"], found.text
