"""Short and customary names of provinces and cities in questions, and words that only look like them."""

from __future__ import annotations

import pytest

from policyqa.chinese.other_names import find_other_names
from policyqa.chinese.regions import region_by_code
from policyqa.understanding.scope import find_known_places


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("冀2025年GDP目标", "河北"),
        ("鲁省2025年GDP", "山东"),
        ("全川2025年粮食产量", "四川"),
        ("鲁、豫、皖三省2025年GDP目标分别多少", "山东 河南 安徽"),
        ("苏浙皖2025年GDP增速", "江苏 浙江 安徽"),
        ("云贵川2025年GDP谁高", "云南 贵州 四川"),
        ("琼和粤GDP目标哪个高", "海南 广东"),
        ("北上广深2025年GDP分别是多少", "北京 上海 广州 深圳"),
        ("八桂2025年GDP目标", "广西"),
        ("三秦大地今年粮食产量", "陕西"),
        ("羊城和鹏城2025年GDP", "广州 深圳"),
        ("申城2025年GDP", "上海"),
        ("京津冀2025年GDP分别多少", "北京 天津 河北"),
    ],
)
def test_short_names_are_places(question: str, names: str) -> None:
    found = find_other_names(question)
    assert [mention.region.short for mention in found] == names.split()
    assert all(question[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize(
    "question",
    [
        "京津冀2025年GDP",  # the whole may have a figure of its own
        "云计算企业2025年多少家",
        "青年就业2025年多少人",
        "全新项目2025年多少个",
        "新豫2025年投资",
        "川藏铁路2025年投资",
        "京沪高铁2025年客流",
        "浙商2025年投资",
        "苏区振兴资金2025年多少",
        "渝北区2025年GDP",
        "晋升2025年多少人",
        "津贴2025年多少",
        "冀中能源2025年利润",
        "鲁省级奖励2025年多少",
        "全川流域2025年治理多少公里",
        "齐鲁石化2025年利润",
        "安全浙2025年",
        "吉2025年GDP",  # 吉, 新, 云 and the like are words too
    ],
)
def test_words_are_no_places(question: str) -> None:
    assert not find_other_names(question)


def test_what_the_index_knows_comes_first() -> None:
    county = region_by_code("230221")
    assert county is not None
    assert county.short == "龙江"
    question = "龙江2025年GDP"
    assert [p.region.code for p in find_known_places(question, (county.code,), [])] == [county.code]
    assert [p.region.code for p in find_known_places(question, (), [])] == ["230000"]
    assert not [p for p in find_known_places("黑龙江2025年GDP", (), []) if p.text == "龙江"]
