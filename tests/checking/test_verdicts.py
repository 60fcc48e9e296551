"""The verdict table of a check: what the documents state in a claim's scope against what the claim says."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.checking import CheckedDraft, check_draft, draft_of
from policyqa.index.opening import OpenIndex

TODAY = date(2022, 6, 1)


def check(index: OpenIndex, text: str) -> CheckedDraft:
    return check_draft(index, draft_of(text), TODAY)


def verdicts(index: OpenIndex, text: str) -> list[tuple[str, str]]:
    return [(claim.text, claim.verdict) for claim in check(index, text).claims]


@pytest.mark.parametrize(
    ("text", "verdict", "remark"),
    [
        ("大观区2022年一般公共预算收入增长8%左右。", "supported", ""),
        ("大观区2022年一般公共预算收入增长约8%。", "supported", ""),
        ("大观区2022年一般公共预算收入增长8%以上。", "supported", "8%左右"),
        ("大观区2022年城镇调查失业率控制在5.5%以上。", "contradicted", "方向相反"),
        ("大观区2022年一般公共预算收入下降8%。", "contradicted", "增减相反"),
        ("大观区2022年一般公共预算收入增长7%左右。", "contradicted", "8%左右"),
        ("大观区2022年新建标准厂房12000平方米。", "supported", ""),
        ("大观区2022年新建标准厂房1.2万亩。", "contradicted", "1.2万平方米"),
        ("大观区2022年利用外资力争16500万美元。", "supported", ""),
        ("大观区2022年利用外资力争1.65亿元。", "contradicted", "单位不同"),
        ("大观区2022年粮食产量30万吨以上。", "supported", ""),
        ("大观区2022年粮食产量6亿斤以上。", "supported", ""),
        ("大观区2022年粮食产量30亿斤以上。", "contradicted", "30万吨以上"),
        ("大观区2021年生产总值超过560亿元。", "supported", "取整"),
        ("大观区2021年生产总值约563亿元。", "supported", "取整"),
        ("大观区2021年生产总值超过570亿元。", "contradicted", "563.2亿元"),
        ("大观区2022年规上工业企业40家。", "contradicted", "40家是大观区2021年"),
        ("大观区2022年一般公共预算收入增长9%左右。", "contradicted", "宜秀区"),
        ("大观区2023年规上工业企业80家。", "not found", "2022年"),
        ("迎江区2022年规上工业企业80家。", "not found", "大观区"),
        ("大观区2022年实际完成进出口总额23亿元。", "not found", "口径"),
        ("大观区2022年学校达到80家。", "not found", ""),
        ("大观区2022年工业投资增长11%。", "not found", ""),
        ("大观区2021年高新技术企业总数12家。", "not found", ""),
    ],
)
def test_a_claim_gets_the_verdict_of_the_table(index: OpenIndex, text: str, verdict: str, remark: str) -> None:
    (claim,) = check(index, text).claims
    assert (claim.verdict, remark in claim.remark) == (verdict, True), claim


def test_a_claim_cites_the_stated_figure_verbatim(index: OpenIndex) -> None:
    (claim,) = check(index, "大观区2022年进出口总额25亿元。").claims
    assert claim.stated is not None
    assert (claim.stated.text, claim.stated.year, claim.figure.value) == ("23亿元", "2022", "2500000000")
    cited = claim.citations[0]
    assert index.document(cited.document).text[cited.start : cited.end] == cited.quote
    assert "23亿元" in cited.quote


def test_the_scope_is_carried_over(index: OpenIndex) -> None:
    text = "大观区2022年规上工业企业达到80家。该区同年进出口总额23亿元，其中利用外资1.65亿美元。"
    assert {verdict for _, verdict in verdicts(index, text)} == {"supported"}


def test_a_year_and_place_named_once_hold_for_the_paragraph_only_where_no_other_is_named(index: OpenIndex) -> None:
    text = "2022年，大观区利用外资力争1.65亿美元。宜秀区一般公共预算收入增长9%左右，利用外资力争1.65亿美元。"
    assert [verdict for _, verdict in verdicts(index, text)] == ["supported", "supported", "contradicted"]


def test_one_wrong_figure_of_two_is_found(index: OpenIndex) -> None:
    text = "大观区2022年规上工业企业达到80家，进出口总额32亿元。"
    assert verdicts(index, text) == [("80家", "supported"), ("32亿元", "contradicted")]
    assert check(index, text).verdict == "contradicted"


def test_places_and_values_are_dealt_out(index: OpenIndex) -> None:
    text = "大观区和宜秀区2022年一般公共预算收入分别增长8%左右、9%左右。"
    assert {verdict for _, verdict in verdicts(index, text)} == {"supported"}
    swapped = "大观区和宜秀区2022年一般公共预算收入分别增长9%左右、8%左右。"
    assert {verdict for _, verdict in verdicts(index, swapped)} == {"contradicted"}


def test_an_indicator_left_out_is_that_of_the_claim_before(index: OpenIndex) -> None:
    text = "大观区2022年一般公共预算收入增长8%左右，宜秀区增长8%左右。"
    assert [verdict for _, verdict in verdicts(index, text)] == ["supported", "contradicted"]


def test_an_unsure_scope_is_not_found_and_says_why(index: OpenIndex) -> None:
    (claim,) = check(index, "一般公共预算收入增长8%左右。").claims
    assert claim.verdict == "not found"
    assert "没有说明" in claim.remark


def test_places_that_share_one_value_are_unsure(index: OpenIndex) -> None:
    (claim,) = check(index, "大观区和宜秀区2022年进出口总额都是23亿元。").claims
    assert claim.verdict == "not found"
    assert "地区" in claim.remark


def test_years_numbers_of_documents_and_names_are_no_claims(index: OpenIndex) -> None:
    text = "2022年1月10日，大政发〔2022〕5号文件印发，三年行动启动，第二次会议召开，5000万元以上项目开工。"
    assert check(index, text).claims == ()
    assert check(index, text).verdict == "not found"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("大观区2022年规上工业企业比2021年增长一倍。", "supported"),
        ("大观区2022年规上工业企业比2021年增加40家。", "supported"),
        ("大观区2022年进出口总额比上年增长15%。", "supported"),
        ("大观区2022年进出口总额比上年增长51%。", "contradicted"),
        ("大观区2022年利用外资比上年增长一倍。", "not found"),
    ],
)
def test_relations_are_computed_only_from_two_stated_ends(index: OpenIndex, text: str, verdict: str) -> None:
    (claim,) = check(index, text).claims
    assert claim.verdict == verdict, claim
    if verdict != "not found":
        assert claim.stated is not None
        assert claim.stated.computed
        assert "计算" in claim.remark


def test_progress_is_told(index: OpenIndex) -> None:
    steps: list[tuple[int, int]] = []
    check_draft(
        index, draft_of("大观区2022年进出口总额23亿元。"), TODAY, on_progress=lambda done, of: steps.append((done, of))
    )
    assert steps == [(0, 1), (1, 1)]
