"""Folding: what becomes of each kind of damage, and that every folded character leads back to its original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.chinese.fold import fold, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２１年增长５％", "2021年增长5%"),
        ("經濟增長", "经济增长"),
        ("召開經(jīng)濟(jì)會(huì)議", "召开经济会议"),
        ("零\u200b宽\ufeff", "零宽"),
        ("1—2个", "1-2个"),
        ("5～6", "5~6"),
        ("3∶1", "3:1"),
        ("全角\u3000空格\u00a0", "全角 空格 "),
        ("，：（）", ",:()"),
        ("行\n行", "行\n行"),
        ("", ""),
    ],
)
def test_width_script_and_damage_fold(text: str, folded: str) -> None:
    assert fold_text(text) == fold(text).text == folded


@pytest.mark.parametrize("text", ["面积㎡共３个", "經\u200b濟", "濟", "第㈠項", "abc"])
def test_the_text_alone_is_the_same_and_offsets_lead_back(text: str) -> None:
    folded = fold(text)
    assert fold_text(text) == folded.text
    for place, (start, end) in enumerate(zip(folded.starts, folded.ends, strict=True)):
        assert folded.text[place] in fold_text(text[start:end])


def test_brackets_with_words_are_no_pinyin() -> None:
    assert fold_text("投资(亿元)、面积(12km)") == "投资(亿元)、面积(12km)"
    assert fold_text("国内生产总值(GDP)增长") == "国内生产总值(GDP)增长"


def test_a_range_of_folded_text_leads_to_its_original() -> None:
    text = "經(jīng)濟增長５％"
    folded = fold(text)
    at = folded.text.index("5%")
    span = folded.original(at, at + 2)
    assert text[span.start : span.end] == "５％"
    assert folded.folded(span.start, span.end).start == at


def _one_byte_lost(before: str, lost: str, pinyin: str, after: str) -> str:
    """A text in which the first byte of a character and the bracket before its pinyin are lost."""
    return f"{before}?{pinyin})" + (lost + after).encode("gbk")[1:].decode("gbk")


@pytest.mark.parametrize(
    ("before", "lost", "pinyin", "after", "folded"),
    [
        ("加快有", "潛", "qián", "力的企業(yè)發展", "加快有力的企业发展"),
        ("2021年打好經濟(jì)", "潛", "qián", "在企業(yè)服務90個項目", "2021年打好经济在企业服务90个项目"),
    ],
)
def test_what_a_lost_byte_put_out_of_step_is_read_in_step(
    before: str, lost: str, pinyin: str, after: str, folded: str
) -> None:
    damaged = _one_byte_lost(before, lost, pinyin, after)
    assert fold_text(damaged) == folded
    whole = fold(damaged)
    at = whole.text.index(folded[-3:])
    span = whole.original(at, at + 3)
    assert damaged[span.start : span.end].endswith(damaged[-2:])


def test_a_remark_whose_bracket_lost_a_byte_is_passed_over() -> None:
    remark = "（通訊員：王某甲 供稿)".encode("gbk")[1:].decode("gbk", "ignore")
    assert "通訊員" not in remark
    assert fold_text(f"打贏翻身仗。{remark}\n下一步") == "打赢翻身仗。\n下一步"
    assert fold_text(f"打贏翻身仗。{remark}增長5%") != "打赢翻身仗。增长5%"


@pytest.mark.parametrize(
    "text",
    [
        "怎么办?a)先看;b)再办。",
        "完成多少?jia)甲 乙)丙",
        "结束。ㄅㄆㄇ注音)",
        "达标。ā)5亿元)",
        "是否达标?yes)达标或者未达标",
    ],
)
def test_what_cannot_be_put_right_stays(text: str) -> None:
    assert fold_text(text) == text


TEXT = st.text(st.one_of(st.characters(), st.sampled_from("經濟(jīng)ì５％，—\u200b\u3000Ⅳ㎡½年月元 \n")), max_size=60)


@given(TEXT)
def test_every_folded_character_leads_back_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(TEXT, st.data())
def test_a_folded_range_and_the_fold_of_its_original_agree(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.original(start, end)
    back = folded.folded(span.start, span.end)
    if start < end:
        assert back.start <= start
        assert end <= back.end


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(fold_text(once)) == fold_text(once)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 99)])
def test_a_range_outside_the_text_is_a_wrong_call(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not inside"):
        fold("增长").original(start, end)
