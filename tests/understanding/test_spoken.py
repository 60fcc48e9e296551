"""Spoken questions: what people say is put as papers write it, and roads between places are no places' own."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.understanding import understand
from policyqa.understanding.spoken import as_written

DAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("公交5月3号一天平均拉多少人", "公交5月3日日均客运量多少人"),
        ("2022年度科技奖几项", "2022年科技奖几项"),
        ("3月5号楼在哪", "3月5号楼在哪"),
        ("城里人和农村人收入各多少", "城镇居民和农村居民收入各多少"),
        ("农村人口多少", "农村人口多少"),
        ("在全国排老几", "在全国排第几"),
        ("生铁 水泥 玻璃各产了多少", "生铁、水泥、玻璃各产了多少"),
        ("菏泽 济南 生铁 水泥各产了多少", "菏泽 济南 生铁、水泥各产了多少"),
        ("今年目标比去年实际高还是低", "今年目标和去年实际"),
    ],
)
def test_it_is_put_as_papers_write_it(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("菏泽到兰考的高铁多长", ()),
        ("坐高铁从菏泽到济南要多久", ()),
        ("山东到2025年高铁里程多少", ("山东省",)),
        ("菏泽和济南高铁里程各多少", ("菏泽市", "济南市")),
    ],
)
def test_the_ends_of_a_road_are_no_scope(question: str, places: tuple[str, ...]) -> None:
    assert understand(question, (), DAY).scope.region_names == places


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("菏泽2024年外贸下滑了多少", "growth"),
        ("最低工资今年涨到每月多少", ""),
        ("菏泽奶牛存栏去年少了多少头", "growth"),
        ("补贴比去年多出多少钱", "growth"),
        ("规上工业增速在全国排多少名", "rank"),
        ("市财政安排了多少项目资金", ""),
        ("引进了多少名教师", ""),
        ("共享电站占地面积有多大", ""),
    ],
)
def test_what_is_asked_of_it(question: str, asked: str) -> None:
    got = understand(question, (), DAY).asked
    assert got == asked or (asked == "" and got == "level")


@pytest.mark.parametrize(
    ("question", "spread"),
    [
        ("四个省区里今年GDP增长目标定得最高的是谁", "highest"),
        ("山东河南两省里城镇新增就业超过100万人的是哪几个", "condition"),
        ("高速公路里程山东跟河南谁长", "highest"),
    ],
)
def test_comparisons_asked_in_passing(question: str, spread: str) -> None:
    assert understand(question, (), DAY).spread == spread
