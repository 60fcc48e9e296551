"""A title by the file's name, where the document has only a bare one."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.reading.document import read_document
from policyqa.types import Metadata

CITY = "{title}\n2024年，全市上下一心，我市生产总值增长6.1%，市委、市政府作出新部署。\n"


def read(folder: Path, name: str, text: str) -> Metadata:
    (folder / name).write_text(text, encoding="utf-8")
    return read_document(folder, name).metadata


@pytest.mark.parametrize(
    ("name", "title", "expected", "region"),
    [
        ("2025年常州市政府工作报告.txt", "政府工作报告", "2025年常州市政府工作报告", "常州市"),
        ("2025年常州市政府工作报告(1).txt", "2025年政府工作报告", "2025年常州市政府工作报告", "常州市"),
        ("2025年常州市政府工作报告_最终版.txt", "政府工作报告", "2025年常州市政府工作报告", "常州市"),
        ("报告.txt", "政府工作报告", "政府工作报告", ""),
        ("2023年常州市政府工作报告.txt", "2025年政府工作报告", "2025年政府工作报告", "常州市"),
        ("2025年常州市政府工作报告.txt", "无锡市2025年政府工作报告", "无锡市2025年政府工作报告", "无锡市"),
    ],
)
def test_title(tmp_path: Path, name: str, title: str, expected: str, region: str) -> None:
    metadata = read(tmp_path, name, CITY.format(title=title))
    assert metadata.title == expected
    assert metadata.region_name == region
    if metadata.title != title:
        assert dict(metadata.found)["title"] == "file name"


def test_contradicting_place_is_not_taken(tmp_path: Path) -> None:
    text = (
        "政府工作报告\n——2025年1月9日在无锡市第十七届人民代表大会第四次会议上\n无锡市市长 赵某\n"
        "2024年，无锡市生产总值增长6%。无锡全市投资增长5%。"
    )
    metadata = read(tmp_path, "2025年成都市政府工作报告.txt", text)
    assert metadata.region_name == "无锡市"
    assert metadata.title == "政府工作报告"


def test_numbered_heading_is_no_title(tmp_path: Path) -> None:
    text = (
        "各位代表：\n现在，我代表国务院，向大会报告政府工作，请予审议。\n"
        "一、2021年工作回顾\n国内生产总值增长8.1%。\n二、2022年重点工作\n今年目标是：增长5%。\n"
    )
    metadata = read(tmp_path, "2022年国务院政府工作报告.txt", text)
    assert metadata.title == "2022年国务院政府工作报告"
    assert metadata.region_name == "中国"
    assert metadata.years == ("2022",)
