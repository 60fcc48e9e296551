"""The year of documents that state none: file names, folders and dates in the text; invented documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.reading import read_document
from policyqa.types import Metadata

NEWS = "北山市推动企业复工\n截至2月16日，全市共有120家企业复工，占规上企业的六成。\n"
BODY = "全市共有120家企业复工，占规上企业的六成，" * 5 + "形势良好。\n"
DATED = "北山市推动企业复工\n2021年2月16日，" + BODY


def read(folder: Path, path: str, text: str = NEWS) -> Metadata:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    return read_document(folder, path).metadata


def year(metadata: Metadata) -> tuple[tuple[str, ...], str]:
    return metadata.years, dict(metadata.found).get("years", "")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("2021-02-17_复工.txt", "file name"),
        ("t20210217_4711.txt", "file name"),
        ("P020210217331234567890.txt", "file name"),
        ("2021年复工情况.txt", "file name"),
        ("文件-2021/news.txt", "folder"),
        ("2021年/新闻/news.txt", "folder"),
        ("2019/2021/news.txt", "folder"),
    ],
)
def test_file_name_and_innermost_folder_give_the_year(tmp_path: Path, path: str, source: str) -> None:
    found = read(tmp_path, path)
    assert (year(found), found.issued) == ((("2021",), source), "")


@pytest.mark.parametrize(
    "path",
    ["news.txt", "2021-2025/news.txt", "2021年下载/news.txt", "2020和2021/news.txt", "3f2021ab/news.txt", "120215.txt"],
)
def test_names_that_tell_no_year(tmp_path: Path, path: str) -> None:
    assert year(read(tmp_path, path)) == ((), "")


def test_dates_in_the_text_alone_are_an_assumption_and_with_the_folder_none(tmp_path: Path) -> None:
    assert year(read(tmp_path, "news.txt", DATED)) == (("2021",), "text")
    assert year(read(tmp_path, "2021/news.txt", DATED)) == (("2021",), "text and folder")


def test_a_document_may_look_back_but_not_be_older_than_what_it_speaks_of(tmp_path: Path) -> None:
    assert year(read(tmp_path, "2022/news.txt", DATED)) == (("2022",), "folder")
    assert year(read(tmp_path, "2020/news.txt", DATED)) == ((), "")


def test_one_date_in_passing_or_one_to_come_is_no_year(tmp_path: Path) -> None:
    passing = f"{NEWS}企业负责人介绍情况。2018年3月建成的厂房已经启用，生产线全部开动，工人陆续返岗。\n"
    assert year(read(tmp_path, "news.txt", passing)) == ((), "")
    ahead = f"{NEWS}政策执行至2023年6月30日。\n"
    assert year(read(tmp_path, "2021/news.txt", ahead)) == (("2021",), "folder")


def test_a_date_of_issue_goes_before_names(tmp_path: Path) -> None:
    text = f"北山市人民政府关于做好春耕工作的通知\n{NEWS}北山市人民政府\n2020年3月4日\n"
    assert year(read(tmp_path, "2021/2022-01-01.txt", text)) == (("2020",), "date issued")


def test_a_dateline_with_its_year_is_the_date_of_issue(tmp_path: Path) -> None:
    found = read(tmp_path, "2023/news.txt", f"企业复工\n某通讯社合肥2021年2月17日电 {BODY}")
    assert (found.issued, found.years) == ("2021-02-17", ("2021",))


def test_a_year_that_a_title_looks_ahead_to_is_not_the_document_s(tmp_path: Path) -> None:
    text = "发布时间：2021-03-04\n北山市印发方案 到2025年新增200个充电站\n全市新增200个充电站，覆盖所有乡镇和街道。\n"
    assert read(tmp_path, "a.txt", text).years == ("2021",)
    assert read(tmp_path, "b.txt", "北山市2021年至2025年规划\n全市新增200个充电站，覆盖所有乡镇。\n").years == (
        "2021",
        "2025",
    )


def test_the_manifest_goes_before_names(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text('[[document]]\npath = "2021/n.txt"\nyears = ["2019"]\n', encoding="utf-8")
    assert year(read(tmp_path, "2021/n.txt")) == (("2019",), "manifest")
