"""The place that a report is about, where its title names none."""

from pathlib import Path

import pytest
from tests.timing import assert_cpu_within

from policyqa.chinese.jurisdiction import document_region
from policyqa.chinese.main_place import main_place
from policyqa.reading import read_document


def name(text: str) -> str:
    found = main_place(text)
    return "" if found is None else (found[1] or found[0].name)


def test_a_citys_report_that_ranks_it_in_its_province_is_the_citys() -> None:
    text = (
        "去年增速领跑湖南的岳阳又有好消息。岳阳市统计局介绍,岳阳连续四个季度位列全省第一。"
        "在全省14个市州中,岳阳工业增速居全省首位,占全省的12%。2022年岳阳市实现生产总值4710亿元。"
    )
    assert name(text) == "岳阳市"


def test_a_provinces_report_that_names_cities_once_each_is_the_provinces() -> None:
    text = (
        "湖南省商务厅昨日介绍,上半年全省实际使用外资12亿美元。长沙市增长8%,株洲市增长6%,岳阳市增长5%。"
        "全省新设企业900家,湖南还将出台新举措。"
    )
    assert name(text) == "湖南省"


def test_a_paper_of_the_province_does_not_make_a_citys_news_the_provinces() -> None:
    text = (
        "湖南日报讯(记者某某)8月2日,岳阳市政府召开发布会,通报全市水质情况。岳阳市9个断面达标,"
        "岳阳还争取到省级资金3亿元。"
    )
    assert name(text) == "岳阳市"


def test_a_county_once_named_in_full_is_known_by_its_bare_name() -> None:
    text = (
        "全省县域先进名单公布。岳阳市云溪区再度入围。云溪坚持工业立区,云溪以园区为抓手,"
        "岳阳市两条街道在其中。全区新增就业3000人。"
    )
    assert name(text) == "云溪区"


def test_a_zone_that_stands_out_is_told() -> None:
    text = "8月5日获悉,今年1至6月,长沙经开区技术合同成交额达40亿元,居长沙全市第二。长沙经开区建有12家平台。"
    assert name(text) == "长沙经开区"


@pytest.mark.parametrize(
    "text",
    [
        "商务部18日发布数据,上半年全国吸收外资7000亿元。湖南增长12%,湖南占比上升,湖南新设企业多。",
        "上半年多地公布数据。长沙市增长6%,武汉市增长7%,南昌市增长5%。",
        "这里没有地名,只说增长6%。",
        "",
    ],
)
def test_the_countrys_news_and_lists_are_no_places(text: str) -> None:
    assert name(text) == ""


def test_a_text_that_calls_itself_a_district_is_no_citys() -> None:
    text = "岳阳论坛 岳阳江南网 岳阳房产。全区召开动员大会,全区上下要奋战一百天,全区新增企业30家。"
    assert name(text) != "岳阳市"


def test_our_province_in_a_provinces_paper() -> None:
    text = "湖南日报记者 某某 8月1日,记者从省人社厅获悉,今年以来,我省发放补贴3亿元。我省还将延续政策。"
    region = document_region("", "", text, text, text)
    assert region is not None
    assert region.name == "湖南省"


def test_long_texts_take_no_long_time() -> None:
    text = "岳阳市云溪区和长沙经开区、株洲市、湘潭市上半年" * 4000
    assert_cpu_within(3, lambda: main_place(text))


def test_what_a_body_of_the_country_tells_in_beijing_is_not_the_citys() -> None:
    text = "中新社北京8月15日电 (记者 某某) 中国国家统计局15日公布,7月份零售总额3万亿元。发言人当天在北京称,消费扩大。"
    region = document_region("", "", text, text, text)
    assert region is None or region.name == "中国"


def test_a_files_name_tells_the_place_that_a_text_calls_its_own(tmp_path: Path) -> None:
    text = "本报讯 8月2日,省人大常委会听取报告。截至去年底,全省共建成高标准农田1800万亩。我省还将加大投入。\n"
    for name in ("2023-08-02_湖南耕地.txt", "2023-08-02_湖南等地耕地.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_document(tmp_path, "2023-08-02_湖南耕地.txt").metadata.region_name == "湖南省"
    assert read_document(tmp_path, "2023-08-02_湖南等地耕地.txt").metadata.region_name == ""
