"""Quotations: attributed words are compared with the document, character by character."""

from __future__ import annotations

from datetime import date

from policyqa.checking import Quotation, check_draft, draft_of
from policyqa.checking.quotations import check_quotations
from policyqa.index.opening import OpenIndex
from timing import assert_cpu_within

TRUE = "要坚持把发展经济的着力点放在实体经济上，推动制造业高端化发展"


def quotations(index: OpenIndex, text: str) -> tuple[Quotation, ...]:
    return check_draft(index, draft_of(text), date(2022, 6, 1)).quotations


def test_the_documents_own_words_are_supported(index: OpenIndex) -> None:
    text = f"报告指出，“{TRUE}”。"
    (quotation,) = quotations(index, text)
    assert (quotation.verdict, quotation.differences) == ("supported", ())
    assert text[quotation.start : quotation.end] == TRUE
    assert quotation.citations[0].quote == TRUE


def test_each_difference_is_shown_where_it_stands(index: OpenIndex) -> None:
    text = f"报告指出，“{TRUE.replace('实体', '虚拟').replace('推动', '着力推动')}”。"
    (quotation,) = quotations(index, text)
    assert quotation.verdict == "contradicted"
    shown = [(text[d.start : d.end], d.stated) for d in quotation.differences]
    assert shown == [("虚拟", "实体"), ("着力", "")]


def test_what_is_left_out_in_the_middle_is_a_difference(index: OpenIndex) -> None:
    (quotation,) = quotations(index, f"报告指出，“{TRUE.replace('推动', '')}”。")
    assert [(d.end - d.start, d.stated) for d in quotation.differences] == [(0, "推动")]


def test_width_script_and_blanks_are_no_differences(index: OpenIndex) -> None:
    (quotation,) = quotations(index, f"报告指出，“{TRUE.replace('，', ', ').replace('发展', '發展')}”。")
    assert quotation.verdict == "supported"


def test_a_named_document_is_the_only_one_looked_at(index: OpenIndex) -> None:
    (right,) = quotations(index, f"《2022年大观区政府工作报告》提出“{TRUE}”。")
    (wrong,) = quotations(index, f"《2022年宜秀区政府工作报告》提出“{TRUE}”。")
    assert (right.verdict, wrong.verdict) == ("supported", "not found")


def test_made_up_words_are_not_found_and_names_are_no_quotations(index: OpenIndex) -> None:
    (quotation,) = quotations(index, "报告指出，“今夜月色皎洁，宜与故人湖上泛舟饮酒”。")
    assert quotation.verdict == "not found"
    assert quotations(index, "推进“双招双引”和“一网通办”，开展“我为群众办实事实践活动”。") == ()


def test_hostile_quotations_take_little_time(index: OpenIndex) -> None:
    assert_cpu_within(5, lambda: check_quotations(index, draft_of("报告指出，“" * 8000)))
    assert_cpu_within(5, lambda: check_quotations(index, draft_of("报告指出，“" + "发展" * 290 + "”" + "“" * 20000)))


def test_words_that_begin_or_end_inside_a_number_are_not_the_documents(index: OpenIndex) -> None:
    for quoted, whole in (
        ("0家，实现进出口总额20亿元", "4"),
        ("65亿美元，新建标准厂房1.2万平方米", "1."),
        ("一般公共预算收入增长8%左右，城镇调查失业率控制在5", ".5"),
    ):
        (quotation,) = check_quotations(index, draft_of(f"报告指出，“{quoted}”。"))
        assert (quotation.verdict, [d.stated for d in quotation.differences]) == ("contradicted", [whole])
    (quotation,) = check_quotations(index, draft_of("报告指出，“40家，实现进出口总额20亿元”。"))
    assert quotation.verdict == "supported"
