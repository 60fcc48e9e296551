"""Claims that a document bears out for another part of the year, or for a place inside the one that is claimed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policyqa.checking import check_draft, draft_of
from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex, open_index
from policyqa.settings import Settings

REPORT = """# 浏阳市上半年经济运行情况

2025年7月20日

上半年，全市接待游客812.4万人次，旅游收入77.5亿元。工业用电量增长6.1%。
"""
OTHER = """# 邵阳市2025年政府工作报告

2025年1月8日

## 一、2024年工作回顾

支持隆回建设物流枢纽，货运量增长17%。全市公路里程2.1万公里。

## 二、2025年目标任务

加快吸引和利用外资，增长8%以上，力争达到3000万美元。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    folder: Path = tmp_path_factory.mktemp("whose")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "half.md").write_text(REPORT, encoding="utf-8")
    (folder / "corpus" / "year.md").write_text(OTHER, encoding="utf-8")
    build_index(folder / "corpus", folder / "index", Settings())
    return open_index(folder / "index")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("浏阳市2025年上半年旅游收入77.5亿元。", "supported"),
        ("浏阳市2025年1—6月旅游收入77.5亿元。", "supported"),
        ("浏阳市2025年全年旅游收入77.5亿元。", "not found"),
        ("浏阳市2025年旅游收入77.5亿元。", "not found"),
        ("浏阳市2025年工业用电量增长6.1%。", "not found"),
        ("邵阳市2024年货运量增长17%。", "not found"),
        ("邵阳市2024年公路里程2.1万公里。", "supported"),
        ("邵阳市2025年利用外资力争达到0.3亿美元。", "supported"),
    ],
)
def test_a_figure_of_another_part_or_place_bears_nothing_out(index: OpenIndex, text: str, verdict: str) -> None:
    (claim,) = check_draft(index, draft_of(text), date(2025, 8, 1)).claims
    assert claim.verdict == verdict, claim
