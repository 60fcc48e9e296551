"""Which amount a case falls under: by class, by a number within bounds, or none at all; papers invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)
PAPERS = {
    "绍兴市上虞区扶持办法.txt": """绍兴市上虞区产业与人才扶持办法
虞政发〔2025〕6号
一、人才补贴
第一条 购房补贴。在本区购买首套住房的，A类一事一议；B类90万元，C类60万元，D类25万元，E类12万元。
第二条 租房补贴。标准为：B类每月4500元，C类每月3200元，D类每月1800元。
第三条 护理员取得初、中、高级职业技能证书的，一次性给予700元、1100元、1900元奖励，取得技师的2800元。
第四条 连续从业满3年的护理员，每月发给90元岗位津贴，满5年的180元，满10年的320元。
第五条 首次获评五星、四星、三星养老机构的，分别一次性奖励18万元、11万元和5万元。
二、产业补贴
第六条 经认定的国际、国内、省内首台（套）装备，分别给予研制企业260万元、130万元、70万元奖励。
第七条 报废拖拉机的，20马力以下单台补贴900元；20（含）至50马力3200元；50（含）至80马力6500元；80马力及以上9800元。
第八条 旅游专列载客200人以上不足500人的每趟奖励2万元，500人以上不足800人的5万元，800人以上的9万元。
第九条 首次升规企业奖励由20万元提高到35万元。并购企业、交易额1亿元以上的奖45万元。
第十一条 年销售额2000万元以上不足8000万元的商贸企业奖励6万元，8000万元以上的奖励15万元。
第十二条 普通高中助学金一档每年2900元、二档1400元。
第十条 乡镇卫生院医务人员工作补贴：
满5年不满10年的，每人每月400元；
满10年不满20年的，每人每月700元；
满20年的，每人每月1100元。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("tiers")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("上虞D类人才买房补多少", "25万元"),
        ("C类人才在上虞租房一个月补多少", "3200元"),
        ("上虞第一次评上四星的养老机构奖多少", "11万元"),
        ("上虞研制出国内首台套装备，厂家能拿多少", "130万元"),
        ("上虞报废一台60马力的拖拉机补多少", "6500元"),
        ("上虞报废一台120马力的拖拉机补多少", "9800元"),
        ("旅游专列拉600个人来上虞，奖励一趟多少", "5万元"),
        ("上虞护理员干满五年，每月津贴多少", "180元"),
        ("在上虞乡镇卫生院干了12年，每个月补贴多少", "700元"),
        ("上虞首次升规企业奖多少", "35万元"),
        ("上虞普通高中二档助学金一年多少", "1400元"),
        ("上虞商贸企业销售额做到5000万，奖多少", "6万元"),
    ],
)
def test_the_tier_that_is_meant(assistant: Assistant, question: str, answer: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert found.answer == answer
    assert answer in found.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "上虞护理员取得高级技师证奖多少钱",  # 高级 and 技师 are told, and are other grades
        "旅游专列拉100个人来上虞，奖励一趟多少",
        "上虞F类人才买房补多少",
        "上虞2021年D类人才买房补多少",  # the paper is of 2025
        "浙江省D类人才买房补多少",  # what a district gives is no province's
        "上虞商贸企业投资5000万，奖多少",  # what is sold is told, not what is invested
        "金华D类人才买房补多少",
        "上虞梁湖镇D类人才买房补多少",
    ],
)
def test_what_no_tier_is_for_is_refused(assistant: Assistant, question: str) -> None:
    found = assistant.ask(question, (), DAY)
    assert not found.found, found.answer


def test_of_two_papers_without_a_place_none_is_taken_alone(tmp_path: Path) -> None:
    other = """桐乡市人才扶持办法
桐政发〔2025〕9号
第一条 购房补贴。在本市购买首套住房的，B类80万元，C类50万元，D类22万元。
"""
    assistant = assistant_over(tmp_path, {**PAPERS, "桐乡市人才扶持办法.txt": other})
    said = assistant.ask("D类人才买房补多少", (), DAY)
    assert not said.found or ("25万元" in said.answer and "22万元" in said.answer), said.answer
    assert assistant.ask("桐乡D类人才买房补多少", (), DAY).answer == "22万元"
