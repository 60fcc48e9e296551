"""Tables pasted with tabs into plain text; their words are invented."""

from __future__ import annotations

from pathlib import Path

from policyqa.figures import find_figures
from policyqa.reading import read_document

TABLE = (
    "2024年临朐县统计公报\n\n主要指标（2024年）\n"
    "镇街\t规上工业总产值（亿元）\t增速（%）\t一般公共预算收入（亿元）\n"
    "城关街道\t412\t6.3\t21.5\n冶源街道\t188\t4.9\t9.2\n辛寨街道\t97\t\t4.4\n"
)


def rows(tmp_path: Path, text: str) -> list[int]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return [len(block.cells) for block in read_document(tmp_path, "a.txt").blocks if block.cells]


def test_rows_carry_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TABLE, encoding="utf-8")
    document = read_document(tmp_path, "a.txt")
    found = {(f.text, f.indicator.replace(" ", "")) for f in find_figures(document)}
    assert ("188", "冶源街道规上工业总产值") in found
    assert ("4.9", "冶源街道规上工业总产值增速") in found
    assert ("4.4", "辛寨街道一般公共预算收入") in found  # behind an empty cell


def test_lines_with_a_tab_alone_are_no_table(tmp_path: Path) -> None:
    assert rows(tmp_path, "临朐县人民政府\t2024年3月1日\n联系人\t办公室\n特此通知。\n") == []
    assert rows(tmp_path, "一、\t总体要求\n二、\t重点任务\n三、\t保障措施\n") == []
