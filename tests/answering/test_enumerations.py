"""Lists by count and by group, series in prose, and reasons: all items, only them, or none."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.answering.lists import named_group
from policyqa.answering.series import _numbered, _parted
from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

REPORT = """株洲市2025年政府工作报告

一、产业
轨道交通、航空动力、先进硬质材料三大优势产业产值分别达到120亿元、80亿元、50亿元。
今年新开工项目100个、竣工50个、投产30个。
要抓好数控机床、电子信息、北斗及卫星应用三个方向布局中试基地。
芦淞区、荷塘区、石峰区分别打造服饰、硬质合金、轨道交通集聚区。
会议明确，要实施三个专项行动。一是企业培育行动，新增规上企业60家。二是园区提质行动，建设厂房20万平方米。三是招商攻坚行动，签约项目40个。
《计划》提出3项重点任务：发展油茶，到2027年达到90万亩；提质生猪，出栏200万头；壮大黄桃，产值20亿元。
各县区收入增幅靠前的是渌口区、醴陵市、攸县，加上上级补助、下级上解、调入资金收入增幅靠前。
“新四样”是指油茶、黄桃、白关丝瓜、唐人神猪。规模以上发电量、用电量、外送电量、供热量分别增长3%、4%、5%、6%。

二、问题
受电解铝价格下行影响，工业税收比预算少2亿元，已调减支出。
办好2025年中部花卉大会。固定资产投资低于预期，主要是部分项目用地报批滞后。
"""
OTHER = """曲靖市2025年政府工作报告

支持企业参加2025年中部茶业大会。
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("lists"), {"zhuzhou.txt": REPORT, "qujing.txt": OTHER})


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("株洲三大优势产业是啥", "轨道交通；航空动力；先进硬质材料"),
        ("株洲中试基地布局在哪三个方向", "数控机床；电子信息；北斗及卫星应用"),
        ("株洲哪三个区打造集聚区", "芦淞区；荷塘区；石峰区"),
        ("株洲各县区里收入增幅靠前的是哪些", "渌口区；醴陵市；攸县"),
        ("株洲要实施哪三个专项行动", "企业培育行动；园区提质行动；招商攻坚行动"),
        ("株洲计划提出哪3项重点任务", "发展油茶；提质生猪；壮大黄桃"),
        ("株洲新四样指什么", "油茶；黄桃；白关丝瓜；唐人神猪"),
    ],
)
def test_all_items_and_only_they(made_up: Assistant, question: str, answer: str) -> None:
    assert made_up.ask(question, [], DAY).answer == answer


def test_another_count_than_asked_is_no_list(made_up: Assistant) -> None:
    got = made_up.ask("株洲五大优势产业是哪五个", [], DAY)
    assert "；" not in got.answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("株洲工业税收为什么比预算少", "受电解铝价格下行影响"),
        ("株洲固定资产投资为什么低于预期", "主要是部分项目用地报批滞后"),
    ],
)
def test_the_clause_that_gives_the_reason(made_up: Assistant, question: str, answer: str) -> None:
    assert made_up.ask(question, [], DAY).answer == answer


def test_the_place_that_holds_an_event_is_its_documents(made_up: Assistant) -> None:
    assert made_up.ask("2025年中部花卉大会由哪个市承办", [], DAY).answer == "株洲市"
    assert made_up.ask("2025年中部茶业大会由哪个市承办", [], DAY).answer != "曲靖市"


def test_the_group_that_a_question_counts() -> None:
    assert named_group("宁州哪四大集群入选了") == ("四", "集群入选了")
    assert named_group("宁州的四大集群是什么") == ("四", "集群")
    assert named_group("宁州有哪些产业") is None


def test_a_series_has_as_many_items_as_are_asked_for() -> None:
    text = "要做三件事:一是修路,长3公里。二是架桥。三是种树。另外,一是开会,二是总结。"
    assert [[text[slice(*h)] for h in heads] for _, heads in _numbered(text, 3)] == [["修路", "架桥", "种树"]]
    assert [[text[slice(*h)] for h in heads] for _, heads in _numbered(text, 2)] == [["开会", "总结"]]
    assert list(_numbered(text, 4)) == []
    parts = "提出2项任务:种茶,9万亩;养鱼,3万吨。"
    assert [[parts[slice(*h)] for h in heads] for _, heads in _parted(parts, 2)] == [["种茶", "养鱼"]]
    assert list(_parted(parts, 3)) == []
