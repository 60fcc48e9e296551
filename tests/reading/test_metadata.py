"""Title, issuer, number, dates and years, from pages of the forms that are met."""

from pathlib import Path

import pytest

from policyqa.reading import read_document
from policyqa.reading.dates import iso_date
from policyqa.types import Metadata

BODY = "围绕主导产业，建立重点项目清单，实行月调度，全年完成投资120亿元，同比增长12%。"


def read(tmp_path: Path, text: str) -> Metadata:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return read_document(tmp_path, "a.txt").metadata


def how(metadata: Metadata, field: str) -> str:
    return dict(metadata.found)[field]


def test_a_notice_with_number_and_signature(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"北山市人民政府办公室关于做好春耕工作的通知\n北政办发〔2021〕12号\n各县区人民政府：\n{BODY}\n"
        "《防汛条例》（国发〔2005〕3号）同时执行。\n北山市人民政府办公室\n2021年3月4日\n",
    )
    assert found.title == "北山市人民政府办公室关于做好春耕工作的通知"
    assert (found.issuer, found.number) == ("北山市人民政府办公室", "北政办发〔2021〕12号")
    assert (found.issued, found.years) == ("2021-03-04", ("2021",))
    assert how(found, "issued") == "signature, line 7"


def test_a_number_of_another_document_is_not_the_documents_own(tmp_path: Path) -> None:
    assert read(tmp_path, f"春耕工作动员会召开\n{BODY}\n按照北政办〔2021〕1号要求，抓好落实。\n").number == ""


def test_fields_of_a_government_page_win(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "网站首页\n发布机构: 北山经济开发区管委会 主题分类: 综合\n"
        "名称: 北山经开区2023年任务表 文号: 北开管〔2023〕2号\n"
        f"发布日期: 2023-08-03\n北山经开区2023年任务表\n{BODY}\n",
    )
    assert (found.title, found.issuer) == ("北山经开区2023年任务表", "北山经济开发区管委会")
    assert (found.number, found.issued, found.years) == ("北开管〔2023〕2号", "2023-08-03", ("2023",))


def test_a_whole_page_in_one_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "财政部 税务总局关于支持某项工作有关税收政策的公告 为支持某项工作，现就有关税收政策公告如下： "
        "一、企业捐赠的，准予扣除。 "
        f"二、{BODY} 特此公告。 财政部 税务总局 2020年2月6日",
    )
    assert found.title == "财政部 税务总局关于支持某项工作有关税收政策的公告"
    assert (found.issuer, found.issued) == ("财政部 税务总局", "2020-02-06")


def test_a_headline_with_its_subtitle_and_a_dateline_without_year(tmp_path: Path) -> None:
    found = read(tmp_path, f"北山：一手抓生产 一手备春耕 新华社北山2月6日电（记者 某某）{BODY}")
    assert found.title == "北山:一手抓生产 一手备春耕"
    assert found.issued == ""


def test_a_site_name_is_no_title(tmp_path: Path) -> None:
    found = read(
        tmp_path, f"北山论坛-北山网\n 找回密码\n 立即注册\n全区动员大会召开\n发表于 2021-2-7 11:51:19\n{BODY}\n"
    )
    assert (found.title, found.issued) == ("全区动员大会召开", "2021-02-07")


def test_a_date_under_the_title_and_the_year_whose_tasks_are_set(tmp_path: Path) -> None:
    past = f"北山县人民政府工作报告（2021年12月29日）\n一、2021年工作回顾\n{BODY}\n"
    found = read(tmp_path, f"{past}二、2022年重点工作任务\n2022年，{BODY}\n")
    assert (found.issued, found.issuer, found.years) == ("2021-12-29", "北山县人民政府", ("2022",))
    assert how(found, "years") == "tasks"


def test_a_work_report_is_about_the_year_in_its_title(tmp_path: Path) -> None:
    text = f"2025年北山省政府工作报告\n来源：北山日报\n2025年1月14日在省人民代表大会上\n一、2024年工作回顾\n{BODY}\n"
    found = read(tmp_path, text)
    assert (found.years, found.issued, found.source) == (("2025",), "2025-01-14", "北山日报")
    assert found.issuer == "北山省人民政府"


def test_a_title_broken_over_two_lines(tmp_path: Path) -> None:
    found = read(tmp_path, f"关于加强资金管理\n支持抗旱工作的通知\n各单位：\n{BODY}\n")
    assert found.title == "关于加强资金管理支持抗旱工作的通知"


def test_the_region_comes_from_title_issuer_or_text_and_a_zone_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, f"杭州市余杭区人民政府关于春耕的通知\n{BODY}\n")
    assert (found.region, found.region_name) == ("330110", "余杭区")
    found = read(tmp_path, f"合肥高新区2023年任务表\n{BODY}\n")
    assert (found.region, found.region_name) == ("340100", "合肥高新区")
    found = read(tmp_path, f"余杭召开推进会\n发布机构：合肥高新区管委会\n{BODY}\n")
    assert (found.region, found.region_name) == ("330110", "余杭区")
    assert read(tmp_path, f"春耕的通知\n{BODY}\n").region == ""


@pytest.mark.parametrize(("text", "title"), [("通　告", "通告"), ("关于2021年度目标的通知", "关于2021年度目标的通知")])
def test_short_titles(tmp_path: Path, text: str, title: str) -> None:
    assert read(tmp_path, f"{text}\n{BODY}\n").title == title


def test_without_a_title_the_first_words_stand_in(tmp_path: Path) -> None:
    found = read(tmp_path, BODY)
    assert BODY.replace("，", ",").startswith(found.title)
    assert how(found, "title") == "first words"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-02-27", "2021-02-27"),
        ("2021年2月7日", "2021-02-07"),
        ("2021.2.7", "2021-02-07"),
        ("2021/12/31 08:00", "2021-12-31"),
        ("2021年12月", "2021-12"),
        ("二〇二一年十二月三十一日", "2021-12-31"),
        ("二○二〇年二月十日", "2020-02-10"),
        ("2021-13-45", ""),
        ("12021-02-27", ""),
        ("2月5日", ""),
        ("2021年增长", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("page", "validity", "found"),
    [
        ("北山市关于促进工业的若干意见（征求意见稿）\n{}", "征求意见稿", "title"),
        ("北山市供水管理办法【已废止】\n{}", "废止", "title"),
        ("有效性：有效\n发布日期：2021-03-04\n北山市关于促进工业的若干意见\n{}", "现行有效", "line 1: 有效性"),
        ("索引号：1 有效性：失效\n北山市关于促进工业的若干意见\n{}", "失效", "line 1: 有效性"),
        ("有效性：-\n北山市关于促进工业的若干意见\n{}", "", ""),
        ("北山市关于促进工业的若干意见\n（本文件已废止）\n{}", "废止", "line 2"),
        ("北山市关于废止部分文件的通知\n{}", "", ""),
        ("北山市关于促进工业的若干意见\n{}\n原办法同时废止。", "", ""),
        ("北山市关于促进工业的若干意见\n对《意见（征求意见稿）》的说明\n{}", "", ""),
    ],
)
def test_whether_a_document_is_in_force_as_far_as_it_says_so(
    tmp_path: Path, page: str, validity: str, found: str
) -> None:
    metadata = read(tmp_path, page.format(BODY))
    assert metadata.validity == validity
    assert dict(metadata.found).get("validity", "") == found


def test_a_person_overrules_what_a_document_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text('[[document]]\npath = "a.txt"\nvalidity = "废止"\n', encoding="utf-8")
    metadata = read(tmp_path, f"有效性：有效\n北山市关于促进工业的若干意见\n{BODY}")
    assert (metadata.validity, how(metadata, "validity")) == ("废止", "manifest")


def test_a_month_is_a_date_of_issue_behind_its_issuer_only(tmp_path: Path) -> None:
    signed = read(tmp_path, f"北山市2022年教育概况\n北山市教育局 2023年3月\n{BODY}\n")
    assert (signed.issued, signed.years) == ("2023-03", ("2022",))
    below = read(tmp_path, f"北山市2022年教育概况\n北山市教育局\n二〇二三年三月\n{BODY}\n")
    assert below.issued == "2023-03"
    assert read(tmp_path, f"北山市主要指标\n2023年3月\n{BODY}\n").issued == ""


@pytest.mark.parametrize("text", ["2023年7-12月", "2023年1—6月全市", "2023-12月"])
def test_months_are_no_day(tmp_path: Path, text: str) -> None:
    assert iso_date(text) == ""
    assert read(tmp_path, f"北山市{text}就业情况\n{BODY}\n").issued == ""
