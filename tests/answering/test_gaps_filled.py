"""Names that fill a question's gap, lists of names, reasons and days of issue; the papers are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 3, 1)

DOCUMENTS = {
    "2025年滨州市政府工作报告.txt": """2025年滨州市政府工作报告
2025年1月16日在滨州市第十二届人民代表大会第四次会议上
滨州市市长 顾行舟

一、2024年工作回顾
沾化枣乡湿地晋升国家4A级旅游景区，全市4A级景区增至19家。
渤海绿色铝业研究所铝材项目摘得省科技进步奖一等奖，带动新认定创新平台12家。
阳信毛豆“滨豆9号”推广面积突破14万亩，无棣海盐产量保持全省前列。
惠民鲁绣合作社在省外销售收入突破3亿元，成为全市首个3亿元级手工企业。
新开通公交快线2条，为一号快线和高铁站快线，线路总长达到41公里。
鲁班、齐风、海岱、惠鲁4家企业跻身全国家电配件30强。
下一站滨州文旅推介会承办地为沾化区，明年承办地为博兴县。
博兴、邹平、惠民三个物流园区货运量分别为120万吨、310万吨、85万吨。
二、2025年工作安排
实施“智改惠企”“绿电进园”“工匠回乡”三大行动。
邹平至惠民输水管线开工建设，北海港3号泊位年内投运。
支持无棣县举办“海盐文化”全国美食周。
打造“村匠”“村盐”“村枣”三个品牌升级版。
完成地铁前期线、机场联络线规划报批。
之所以把黄河滩区供水放在水利工作首位，是因为滩区部分村井水偏咸、群众要求迫切。
存在的问题：一是产业链条偏短；二是用能成本偏高；三是人才留不住。
今年主要预期目标是：地区生产总值增长5.5%左右。主要考虑是既要稳住就业，又要给转型腾出空间。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("gaps")
    return assistant_over(folder, DOCUMENTS)


def ask(assistant: Assistant, question: str, *earlier: str) -> Answer:
    return assistant.ask(question, earlier, DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("滨州去年哪个景区新评上4A", "沾化枣乡湿地"),
        ("滨州首个3亿级的手工企业是谁", "惠民鲁绣合作社"),
        ("“海盐文化”美食周支持在哪个县办", "无棣县"),
        ("滨州要开工的输水管线是从哪儿到哪儿", "邹平至惠民"),
        ("阳信哪个毛豆品种推广面积过14万亩", "滨豆9号"),
    ],
)
def test_a_name_fills_the_gap(assistant: Assistant, question: str, answer: str) -> None:
    found = ask(assistant, question)
    assert found.answer.startswith(answer), found.text
    assert len(found.answer) <= len(answer) + 6
    assert found.citations


@pytest.mark.parametrize(
    "question",
    ["滨州哪家银行给铝业研究所贷了款", "滨州去年哪座机场扩建了", "滨州“海盐文化”美食周请了哪位歌手"],
)
def test_no_name_fills_a_gap_that_no_document_speaks_of(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert not answer.found or "未载明" in answer.text or "没有" in answer.text, answer.text


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("滨州三大行动都是啥", {"智改惠企", "绿电进园", "工匠回乡"}),
        ("滨州要打造升级版的三个村字品牌是哪些", {"村匠", "村盐", "村枣"}),
        ("滨州有哪几家企业进了全国家电配件30强", {"鲁班", "齐风", "海岱", "惠鲁"}),
        ("滨州存在哪些主要问题", {"产业链条偏短", "用能成本偏高", "人才留不住"}),
    ],
)
def test_lists_of_names(assistant: Assistant, question: str, items: set[str]) -> None:
    assert set(ask(assistant, question).answer.split("；")) == items


def test_what_is_to_be_done_is_no_list_of_what_was(assistant: Assistant) -> None:
    answer = ask(assistant, "滨州去年新开通了哪两条公交快线")
    assert "联络线" not in answer.answer
    assert not answer.found or {"一号快线", "高铁站快线"} == set(answer.answer.split("；"))


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("滨州为什么把滩区供水排在水利第一位", "井水偏咸"),
        ("滨州今年定这个目标是怎么考虑的", "给转型腾出空间"),
    ],
)
def test_reasons(assistant: Assistant, question: str, part: str) -> None:
    assert part in ask(assistant, question).answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("滨州市长哪天作的政府工作报告", "2025年1月16日"),
        ("滨州的政府工作报告是哪天作的", "2025年1月16日"),
        ("滨州政府工作报告是在哪个会议上作的", "滨州市第十二届人民代表大会第四次会议"),
    ],
)
def test_when_and_where_a_paper_was_delivered(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


def test_a_paper_of_another_year_has_no_day(assistant: Assistant) -> None:
    assert not ask(assistant, "滨州2019年统计公报是哪天发布的").found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("邹平物流园区去年货运量多少", "310万吨"),
        ("博兴物流园区去年货运量多少万吨", "120万吨"),
    ],
)
def test_members_of_a_counted_group(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


def test_another_paper_has_no_day(assistant: Assistant) -> None:
    assert not ask(assistant, "滨州节水灌溉工作报告是哪天发布的").found


def test_a_county_that_begins_like_a_count_is_a_place_of_its_own(assistant: Assistant) -> None:
    assert not ask(assistant, "三台今年地区生产总值增长目标是多少").found
