"""Places: each trap as a sentence of our own, properties by hypothesis, and the shared documents' places."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import (
    canonical_zone,
    document_region,
    document_zone,
    find_places,
    find_zones,
    full_name,
    is_within,
    region_by_code,
    zone_region,
)
from timing import assert_cpu_within

XUANZHOU, DAGUAN, JINTAN, NANJING_GULOU = "341802", "340803", "320413", "320106"


_NO_PLACES = """
蔚为大观 北京大学 安徽农业大学 南京路步行街 上海合作组织 江南大学与河海大学常州新校区 中山大道
西湖龙井 黄海南部海域 普通话水平 长安汽车 山东路拥堵 长江西岸 黄河北岸
以上海外投资 推广西部经验 江苏银行 和平发展 比如2021年 整治多项问题 增加查处
国际合作市场 共同富裕 新建项目 新兴产业 公安机关 延长春节假期 各大连锁店
佛罗里达州 示范县 城区人口 本省、全省、全市、全区 京津冀与长三角 苏沪浙皖 全国一流
鼓楼区的目标 朝阳区 宣城高新区的产值 苏州工业园区 新疆生产建设兵团 中华人民共和国
"""


def names(text: str, near: tuple[str, ...] = ()) -> list[str]:
    """The full names of the places that a text names."""
    return [full_name(mention.region) for mention in find_places(text, near)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安庆市大观区今年怎么样", ["安徽省安庆市大观区"]),
        ("江苏和浙江比一比", ["江苏省", "浙江省"]),
        ("湖北、四川、青海、云南谁最高", ["湖北省", "四川省", "青海省", "云南省"]),
        ("江西湖南两省", ["江西省", "湖南省"]),
        ("吉林和吉林市", ["吉林省", "吉林省吉林市"]),
        ("吉林和安徽哪个高", ["吉林省", "安徽省"]),
        ("海南藏族自治州与海南", ["青海省海南藏族自治州", "海南省"]),
        ("湖北省恩施州恩施市", ["湖北省恩施土家族苗族自治州恩施市"]),
        ("福州的鼓楼区", ["福建省福州市", "福建省福州市鼓楼区"]),
        ("北京朝阳区的预算", ["北京市朝阳区"]),
        ("晋城市城区的道路", ["山西省晋城市城区"]),
        ("浦东新区2022年", ["上海市浦东新区"]),
        ("仙桃市与石河子市", ["湖北省仙桃市", "新疆维吾尔自治区石河子市"]),
        ("内蒙古与新疆", ["内蒙古自治区", "新疆维吾尔自治区"]),
        ("金坛2020年", ["江苏省常州市金坛区"]),
        ("金坛市2010年", ["江苏省常州市金坛市"]),
        ("襄樊市的桥", ["湖北省襄阳市"]),
        ("宣武区2008年", ["北京市宣武区"]),
        ("昆山2020年产值", ["江苏省苏州市昆山市"]),
        ("河北省的目标", ["河北省"]),
        ("广东江门和四川江安县", ["广东省江门市", "四川省宜宾市江安县"]),
        ("全国粮食产量", ["中国"]),
        ("宣城市场监管局", ["安徽省宣城市"]),
    ],
)
def test_places_are_named(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", _NO_PLACES.split())
def test_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("大观2022年", (), []),
        ("大观2022年", (DAGUAN,), [DAGUAN]),
        ("蔚为大观", (DAGUAN,), []),
        ("建设幸福大观新城", (DAGUAN,), []),
        ("鼓楼区的目标", (NANJING_GULOU,), [NANJING_GULOU]),
        ("宣州和金坛谁高", (XUANZHOU, JINTAN), [XUANZHOU, JINTAN]),
        ("吉林的目标", ("220200",), ["220000"]),
        ("共同富裕的路", ("230227",), []),
    ],
)
def test_near_settles_what_is_open(text: str, near: tuple[str, ...], expected: list[str]) -> None:
    assert [mention.region.code for mention in find_places(text, near)] == expected


def test_a_chain_is_one_mention_with_its_parents() -> None:
    (mention,) = find_places("在(安徽省)安庆市大观区召开")
    assert (mention.start, mention.end, mention.text) == (2, 12, "安徽省)安庆市大观区")


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("宣城市经济(技术)开发区", "宣城经开区"),
        ("宣城经济技术开发区", "宣城经开区"),
        ("宣城市经济开发区", "宣城经开区"),
        ("宣城经开区", "宣城经开区"),
        ("江苏金坛经济开发区", "金坛经开区"),
        ("合肥高新技术产业开发区", "合肥高新区"),
        ("合肥国家高新技术产业开发区", "合肥高新区"),
        ("芜湖综合保税区", "芜湖综保区"),
        ("中国(安徽)自由贸易试验区", "安徽自贸试验区"),
        ("苏州工业园区", "苏州工业园区"),
        ("两江新区", "两江新区"),
        ("某个园", "某个园"),
    ],
)
def test_zones_have_one_name(name: str, canonical: str) -> None:
    assert canonical_zone(name) == canonical
    assert canonical_zone(canonical) == canonical


def test_zones_are_found_with_their_region() -> None:
    text = "宣城经开区和安徽大观经济开发区、新建开发区3个,全省开发区、新兴产业园、浦东新区"
    assert [(text[start:end], name) for start, end, name in find_zones(text)] == [
        ("宣城经开区", "宣城经开区"),
        ("安徽大观经济开发区", "大观经开区"),
    ]
    regions = [zone_region(name) for name in ("宣城经开区", "安徽大观经济开发区", "两江新区", "鼓楼高新区")]
    assert [region and region.code for region in regions] == ["341800", DAGUAN, "500000", None]


def test_every_region_has_its_parents() -> None:
    path = Path(__file__).parents[2] / "src/policyqa/chinese/data/regions.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.reader(lines, delimiter="\t") if not row[0].startswith("#")]
    assert len(rows) > 3500
    for code, _, _, level, parent, _, _ in rows:
        region = region_by_code(code)
        assert region is not None
        assert re.fullmatch(r"\d{6}", code)
        assert is_within(code, parent)
        assert is_within(code, "100000")
        assert (level == "province") == (parent == "100000")
    assert sum(row[3] == "province" for row in rows) == 34
    assert region_by_code("999999") is None
    assert not is_within("999999", "100000")


@pytest.mark.parametrize(
    ("code", "ancestor", "expected"),
    [(XUANZHOU, "341800", True), (XUANZHOU, "340800", False), ("310115", "310000", True), ("429004", "420000", True),
     ("340000", XUANZHOU, False), ("340000", "340000", True)],
)  # fmt: skip
def test_is_within(code: str, ancestor: str, expected: bool) -> None:
    assert is_within(code, ancestor) is expected


@pytest.mark.parametrize(
    ("title", "issuer", "first", "body", "expected"),
    [
        ("2025年安徽省政府工作报告", "", "", "", "340000"),
        ("关于印发芜湖市促进就业办法的通知", "", "", "", "340200"),
        ("2023年重点工作", "宣城市经济开发区管委会", "", "", "341800"),
        ("财政部关于支持湖北省的通知", "", "", "", "100000"),
        ("国家税务总局安徽省税务局公告", "", "", "", "340000"),
        ("国务院办公厅关于优化服务的意见", "", "", "", "100000"),
        ("全区动员大会召开", "", "全区动员大会\n宣城论坛\n接下来宣州区会怎么干", "全区上下。", XUANZHOU),
        ("我市召开会议", "", "", "会议在合肥召开,合肥市委出席。苏州来访。", "340100"),
        ("复工情况如何", "", "复工情况如何 新华社北京2月7日电 各地有序复工", "", None),
        ("福建、江苏、山东有序复工", "", "福建省通报", "全省福建省福建省", None),
        ("一封信", "", "", "", None),
        ("", "", "某新社昆明7月25日电 近日印发计划\n云南省养殖面积稳定", "云南省养殖面积稳定", "530000"),
        ("", "", "某新社兰州7月26日电 发布会举行\n产业发展", "全省产业发展,甘肃省各县", "620000"),
        ("", "", "某新社北京7月26日电 各地有序复工", "湖南推动复工。全省产业发展", None),
        ("", "", "某新社拉萨7月26日电 发布会举行\n全区增长", "全区增长。西藏全区增长", "540000"),
        ("复工", "", "复工\n副省长来到南昌、上饶调研", "全省复工。南昌、上饶、宜春先行", "360000"),
        ("复工", "", "复工\n副省长来到南昌、长沙调研", "全省复工。南昌、长沙先行", None),
    ],
)
def test_whose_document(title: str, issuer: str, first: str, body: str, expected: str | None) -> None:
    region = document_region(title, issuer, first, body)
    assert (region and region.code) == expected


def test_whose_zone() -> None:
    assert document_zone("2023年宣城市经济开发区工作要点", "") == "宣城经开区"
    assert document_zone("工作要点", "合肥高新区管委会") == "合肥高新区"
    assert document_zone("支持合肥高新区的办法", "") == ""


_PIECES = st.sampled_from(
    [
        "安徽",
        "省",
        "宣城",
        "市",
        "区",
        "大观",
        "吉林",
        "鼓楼区",
        "全国",
        "经开区",
        "(",
        ")",
        "、",
        "2021年",
        "的",
        "海",
        "南",
        "路",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=30).map("".join)))
def test_mentions_give_back_their_text(text: str) -> None:
    end = 0
    for mention in find_places(text, (DAGUAN, "", "x")):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
    end = 0
    for start, stop, name in find_zones(text):
        assert end <= start < stop <= len(text)
        assert canonical_zone(name) == name
        end = stop
    document_region(text, text, text, text)


@pytest.mark.parametrize(
    "piece", ["安徽省安庆市大观区", "安徽", "经济", "鼓楼区、", "江苏产业园开发区", "中国(", "国家", "全国", "海"]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert_cpu_within(15, lambda: (find_places(text), document_region("", "", text[:2000], text)))


def test_import_is_light() -> None:
    code = (
        "import sys, policyqa.chinese.places as p; p.find_places('安徽'); print({'pandas', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.shared
def test_shared_documents(shared: Path) -> None:
    for path in sorted((shared / "corpus/provinces-2025").glob("*.txt")):
        text = fold_text(path.read_text(encoding="utf-8-sig"))
        region = document_region("", "", text[:1000], text)
        assert region is not None, path.name
        assert region.name in path.name
    expected = [XUANZHOU, DAGUAN, "340811", "341800", JINTAN]
    seeds = sorted((shared / "corpus/seeds").glob("*.txt"))
    texts = [fold_text(path.read_text(encoding="utf-8-sig")) for path in seeds]
    found = [document_region("", "", text[:1200], text) for text in texts]
    assert [region and region.code for region in found] == expected


def test_a_city_and_the_county_of_its_name() -> None:
    named = [p.region.name for p in find_places("株洲、湘潭、衡阳的目标", near=("430200",))]
    assert named == ["株洲市", "湘潭市", "衡阳市"]
    assert [p.region.name for p in find_places("衡阳市衡阳县的目标")] == ["衡阳县"]


def test_a_new_area_behind_its_province() -> None:
    assert find_zones("湖南湘江新区地区生产总值") == [(0, 6, "湘江新区")]
