"""Terms: everyday names become one name, indicators that differ stay apart, the table is well formed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.chinese.fold import fold_text
from policyqa.chinese.terms import canonical, find_terms, indicator_terms, names_in, other_names, term_table
from timing import assert_linear


@pytest.mark.parametrize(
    ("names", "term"),
    [
        (("GDP", "生产总值", "国内生产总值", "经济总量"), "地区生产总值"),
        (("社零", "社零总额"), "社会消费品零售总额"),
        (("规上工业增加值",), "规模以上工业增加值"),
        (("固投",), "固定资产投资"),
        (("财政收入", "地方财政收入"), "一般公共预算收入"),
        (("CPI", "居民消费价格指数"), "居民消费价格"),
        (("调查失业率",), "城镇调查失业率"),
        (("外贸", "进出口"), "进出口总额"),
        (("新增就业",), "城镇新增就业"),
        (("战新产值",), "战略性新兴产业产值"),
    ],
)
def test_other_names_become_the_term(names: tuple[str, ...], term: str) -> None:
    assert {canonical(name) for name in (*names, term)} == {term}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("城镇登记失业率", "城镇调查失业率"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("固定资产投资", "工业投资"),
        ("进出口", "出口"),
        ("GDP", "人均GDP"),
        ("居民消费价格", "工业生产者出厂价格"),
        ("发明专利授权", "有效发明专利"),
        ("森林覆盖率", "建成区绿化率"),
        ("森林覆盖率", "绿化率"),
        ("货邮吞吐量", "货运量"),
        ("旅客吞吐量", "客运量"),
    ],
)
def test_indicators_that_differ_stay_apart(first: str, second: str) -> None:
    assert canonical(first) != canonical(second)


def test_the_share_of_research_in_the_product_is_its_intensity() -> None:
    assert canonical("全社会研发投入占GDP比重") == canonical("研发经费投入强度")


def test_a_name_stands_for_one_term_only() -> None:
    names = Counter(name for term, others in term_table() for name in {term, *others})
    assert [name for name, count in names.items() if count > 1] == []


def test_the_table_is_folded_and_its_indicators_are_terms() -> None:
    assert all(fold_text(name) == name == name.lower() for term, others in term_table() for name in (term, *others))
    assert indicator_terms() < {term for term, _ in term_table()}


def test_other_names_of_an_unknown_term_are_none() -> None:
    assert other_names("没有的词") == ()
    assert "gdp" in other_names("地区生产总值")


@given(st.lists(st.sampled_from([*dict(term_table()), "增长", "目标", "的", "。"]), max_size=8).map("".join))
def test_terms_found_are_in_order(text: str) -> None:
    end = 0
    for start, stop, _ in find_terms(text):
        assert end <= start < stop <= len(text)
        end = stop


def test_every_name_stands_for_its_row_and_the_row_for_itself() -> None:
    wrong = [name for term, others in term_table() for name in (term, *others) if canonical(name) != term]
    assert wrong == []


def test_the_table_is_broad_and_every_name_can_be_found() -> None:
    assert len(term_table()) >= 600
    assert all(len(name) >= 2 for term, others in term_table() for name in (term, *others))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("数字经济增长12%", "地区生产总值"),
        ("涉外企业", "外资企业"),
        ("中国企业500强", "国有企业"),
        ("提高企业竞争力", "高新技术企业"),
        ("对外贸易", "进出口总额"),
        ("外贸企业", "进出口总额"),
        ("防疫阻击战新成果", "战略性新兴产业"),
        ("余额上限上调", "限额以上"),
        ("高速增长", "高速公路"),
        ("高速铁路", "高速公路"),
        ("税收优惠政策", "税收收入"),
        ("再贷款", "贷款余额"),
        ("贷款利率", "贷款余额"),
        ("电动自行车", "新能源汽车"),
        ("社区养老金", "养老服务"),
        ("街道办事处", "政务服务"),
        ("淡水产品产量", "水产品产量"),
        ("一二三产融合", "第三产业"),
        ("加工业投资", "工业投资"),
        ("12.5g基站", "5g基站"),
        ("chair", "人工智能"),
        ("城镇就业人员", "城镇新增就业"),
        ("新增贷款", "贷款余额"),
    ],
)
def test_a_name_does_not_count_inside_another_word(text: str, term: str) -> None:
    assert term not in [found for _, _, found in find_terms(text)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("增加工业投资", "工业投资"),
        ("全市用电量", "全社会用电量"),
        ("贷款增长", "贷款余额"),
        ("税收增长", "税收收入"),
        ("高速里程", "高速公路里程"),
        ("pm2.5浓度", "细颗粒物"),
        ("5g基站", "5g基站"),
    ],
)
def test_the_same_name_counts_where_it_stands_alone(text: str, term: str) -> None:
    assert [found for _, _, found in find_terms(text)] == [term]


def test_wording_is_replaced_and_is_no_term() -> None:
    assert canonical("剔除房地产开发投资") == "扣除房地产开发投资"
    assert find_terms("剔除关停") == []
    assert names_in("剔除关停") == ["扣除", "关闭"]


@given(st.text(max_size=60))
def test_canonical_never_fails(text: str) -> None:
    canonical(fold_text(text))


@pytest.mark.parametrize(
    "unit", ["地区生产", "研发经费投入", "r&d占", "规模以上", "城镇居民人均", "a1万元", "规上工业增", "国内旅游总"]
)
def test_time_is_linear(unit: str) -> None:
    small, large = (unit * (size // len(unit.encode())) for size in (20_000, 200_000))
    assert_linear(lambda: canonical(small), lambda: canonical(large))
