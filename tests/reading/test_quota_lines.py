"""Lines of a name and a number below a title that states their unit; a made-up plan."""

from __future__ import annotations

from pathlib import Path

from policyqa.figures import find_figures
from policyqa.reading import read_document
from policyqa.types import Document

PLAN = """青田县杨梅提质三年行动方案（2024—2026年）
青田县农业农村局

一、目标
三年完成老梅园改造4.2万亩。

二、老梅园改造任务分解（三年合计，单位：万亩）
高市乡　0.9
阜山乡　1.6
季宅乡　0.7
万山乡　1.0

三、资金安排
按因素法测算。分乡镇补助额度如下（万元）：
高市乡 310（含机械60）
阜山乡 520
季宅乡 240

四、联系电话
农业农村局：6821100
财政局：6821200
乡村振兴局：6821300
"""


def _read(folder: Path, text: str) -> Document:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return read_document(folder, "a.txt")


def test_each_line_is_a_row_with_its_unit(tmp_path: Path) -> None:
    document = _read(tmp_path, PLAN)
    found = {(f.indicator.replace(" ", ""), f.value, f.unit) for f in find_figures(document)}
    assert ("阜山乡老梅园改造", "16000", "亩") in found or ("阜山乡老梅园改造", "1.6", "万亩") in found, found
    assert any("阜山乡" in name and "补助额度" in name and unit == "元" for name, _, unit in found), found


def test_lines_without_a_stated_unit_stay_lines(tmp_path: Path) -> None:
    document = _read(tmp_path, PLAN)
    rows = [document.text[block.start : block.end] for block in document.blocks if block.cells]
    assert len(rows) == 7
    assert not any("6821" in row for row in rows)


def test_two_lines_are_no_table(tmp_path: Path) -> None:
    document = _read(tmp_path, "任务（单位：万亩）\n高市乡 0.9\n阜山乡 1.6\n")
    assert not any(block.cells for block in document.blocks)
