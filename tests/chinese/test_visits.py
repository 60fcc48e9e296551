"""Whose document a text is that names places it only visits, and how old names of counties are read."""

from __future__ import annotations

import pytest

from policyqa.chinese.places import document_region, find_places, find_zones, zone_region


def _region(text: str) -> str:
    region = document_region("", "", text, text, text)
    return region.name if region else ""


@pytest.mark.parametrize(
    "text",
    [
        "3月2日，在青岛举办的产业链招商大会上，我市现场签约9个项目。",
        "3月2日，全国文旅装备展在杭州市开幕，我市参展企业成交1.2亿元。",
        "我省经贸团前往无锡市、常州市洽谈合作，签约项目14个。全省出口增长3%。",
        "我市与宁波市签署协作协议，共建产业园2个。",
        "南京市民张女士说，这里空气好。我县接待游客20万人次。",
    ],
)
def test_a_place_only_visited_is_not_whose_text_it_is(text: str) -> None:
    assert _region(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全市工业大会在邯郸召开。会议指出，全市工业投资增长9%。", "邯郸市"),
        ("市委书记深入长丰县、肥东县检查防汛。全市转移群众300人。", "合肥市"),
        ("青岛今年签约项目9个，我市招商团队增至12支。", "青岛市"),
    ],
)
def test_a_meeting_at_home_and_an_officials_round_tell_whose_text_it_is(text: str, name: str) -> None:
    assert _region(text) == name


@pytest.mark.parametrize(
    ("text", "written", "code"),
    [
        ("2023年临川市财政收入", "临川市", "361002"),
        ("临川区财政收入", "临川区", "361002"),
        ("乐平县人口", "乐平县", "360281"),
        ("2008年增城市人口", "增城市", "440118"),
    ],
)
def test_another_rank_behind_a_countys_name_is_read_as_written(text: str, written: str, code: str) -> None:
    (place,) = find_places(text)
    assert (place.text, place.region.name, place.region.code) == (written, written, code)


@pytest.mark.parametrize("text", ["全市新增城市公园5个", "强产业、兴城市行动", "净增城区绿地3处"])
def test_a_verb_before_a_city_is_no_place(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize("text", ["临川市场活跃", "昆山区域协同", "天津市民乐团"])
def test_what_only_begins_like_a_rank_is_none(text: str) -> None:
    assert [place.text for place in find_places(text)] in ([text[:2]], [text[:3]])
    assert find_places(text)[0].region.name not in ("临川市", "昆山区")


def test_a_bay_is_no_city_and_its_zone_lies_nowhere_for_sure() -> None:
    assert find_places("杭州湾跨海通道") == []
    ((_, _, zone),) = find_zones("杭州湾经济技术开发区")
    assert zone == "杭州湾经开区"
    assert zone_region(zone) is None
