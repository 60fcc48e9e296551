"""Claims true in every word but one: never supported, however much of them the documents hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policyqa.checking.draft import draft_of
from policyqa.checking.drafts import check_draft
from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex, open_index
from policyqa.settings import Settings

AS_OF = date(2025, 4, 1)
REPORT = """# 2025年大观区政府工作报告

发布机构：安徽省安庆市大观区人民政府

发布日期：2025年1月10日

## 一、2024年工作回顾

2024年，全区高新技术产业投资增长12.5%，城镇居民人均可支配收入增长5.6%。人民币贷款余额356.8亿元。

景区铁路累计发送旅客4500万人次。全年新建老年助餐点86个，其中农村老年助餐点35个。

规模以上工业企业达到128家。预计全区生产总值增长6.2%。对新招员工的企业每户补贴4.8万元。

老旧小区改造户数由3200户提高到5100户。

截至11月20日，稳岗返还金额3.57亿元，惠及企业8478家。

到2026年，新建口袋公园20个。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    folder: Path = tmp_path_factory.mktemp("mutated")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "daguan.md").write_text(REPORT, encoding="utf-8")
    build_index(folder / "corpus", folder / "index", Settings())
    return open_index(folder / "index")


def verdict(index: OpenIndex, text: str) -> str:
    return check_draft(index, draft_of(text), AS_OF).claims[-1].verdict


@pytest.mark.parametrize(
    "text",
    [
        "大观区2024年高新技术产业投资增长12.5%。",
        "大观区2024年高新技术产业投资增速为12.5%。",
        "大观区2024年人民币贷款余额为3568000万元。",
        "截至2024年，大观区景区铁路累计发送旅客4500万人次。",
        "大观区2024年新建老年助餐点86个。",
        "大观区2024年规上工业企业达到128家。",
        "大观区预计2024年生产总值增长6.2%。",
        "大观区对新招员工的企业每户补贴4.8万元。",
        "大观区2024年老旧小区改造户数提高到5100户。",
        "截至2024年11月20日，大观区稳岗返还金额3.57亿元。",
        "大观区2024年城镇居民收入增长5.6%。",
        "大观区2026年计划新建口袋公园20个。",
    ],
)
def test_the_true_ones_are_supported(report: OpenIndex, text: str) -> None:
    assert verdict(report, text) == "supported"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("大观区2024年投资增长12.5%。", id="qualifier left out"),
        pytest.param("大观区2024年民营高新技术产业投资增长12.5%。", id="qualifier added"),
        pytest.param("大观区2024年农业产业投资增长12.5%。", id="qualifier exchanged"),
        pytest.param("大观区2024年高新技术产业投资下降12.5%。", id="direction"),
        pytest.param("大观区2024年高新技术产业投资占比达到12.5%。", id="share for growth"),
        pytest.param("大观区2024年高新技术产业投资比2020年增长12.5%。", id="other base"),
        pytest.param("大观区2024年高新技术产业投资年均增长12.5%。", id="per year"),
        pytest.param("大观区2024年农村居民人均可支配收入增长5.6%。", id="town and country"),
        pytest.param("大观区2024年人民币存款余额为356.8亿元。", id="deposits for loans"),
        pytest.param("大观区2024年景区铁路一年就发送旅客4500万人次。", id="one year for all"),
        pytest.param("大观区2024年新建老年助餐点35个。", id="part for whole"),
        pytest.param("大观区2024年老年助餐点累计86个。", id="all for one year"),
        pytest.param("大观区2024年工业企业达到128家。", id="all for those above size"),
        pytest.param("大观区2024年上半年规上工业企业达到128家。", id="half a year"),
        pytest.param("大观区2024年规上工业企业没有达到128家。", id="denied"),
        pytest.param("大观区2024年生产总值已经实际增长6.2%。", id="expected, not reached"),
        pytest.param("大观区2026年实际完成新建口袋公园20个。", id="a year ahead, reached"),
        pytest.param("大观区对新招员工的企业每人补贴4.8万元。", id="per head"),
        pytest.param("大观区对新招员工的企业补贴4.8万元。", id="a sum for a rate"),
        pytest.param("大观区2024年老旧小区改造户数为3200户。", id="the value before"),
        pytest.param("截至2024年11月2日，大观区稳岗返还金额3.57亿元。", id="other day"),
    ],
)
def test_one_word_makes_another_claim(report: OpenIndex, text: str) -> None:
    assert verdict(report, text) != "supported"
