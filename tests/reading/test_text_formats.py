"""Plain text and Markdown: the text untouched, pieces at the right places."""

from pathlib import Path

from policyqa.reading import read_document
from policyqa.reading.lines import cut_pieces
from policyqa.types import Document


def read(tmp_path: Path, text: str, name: str) -> Document:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return read_document(tmp_path, name)


def parts(text: str) -> list[str]:
    return [text[p.start : p.end] for p in cut_pieces(text)]


def test_text_is_the_decoded_file(tmp_path: Path) -> None:
    text = "首页\n　　关于目标的通知  \n\n\t增长５％。\n"
    assert read(tmp_path, "\ufeff" + text.replace("\n", "\r\n"), "a.txt").text == text


def test_paragraphs_of_a_page_that_lost_its_line_breaks() -> None:
    text = (
        "北山市出台十条措施 为应对困难，市政府印发措施。 一、减免租金 对中小企业免收3个月房租。 　　"
        "（一）国有房产。免收2个月。 "
        "请联系： 市工信局 “好。” 他说。 来源： 北山日报 2020年2月7日"
    )
    assert parts(text) == [
        "北山市出台十条措施",
        "为应对困难，市政府印发措施。",
        "一、减免租金 对中小企业免收3个月房租。",
        "（一）国有房产。免收2个月。",
        "请联系：",
        "市工信局 “好。”",
        "他说。",
        "来源： 北山日报",
        "2020年2月7日",
    ]


def test_blanks_inside_brackets_names_and_short_lines_part_nothing() -> None:
    assert parts("省长 某某。 各位代表： 好") == ["省长 某某。 各位代表： 好"]
    long = "北山出台措施" + "，继续推进" * 20
    assert parts(f"记者从（省厅 市局）获悉{long}")[0].startswith("记者从（省厅 市局）获悉")


def test_lines_broken_at_a_fixed_width_are_joined_and_cells_are_not(tmp_path: Path) -> None:
    sentence = "全市上下要紧紧围绕年度目标任务抓好项目建设推动产业升级改善民生福祉守住安全底线。"
    wrapped = sentence * 3
    lines = [wrapped[i : i + 30] for i in range(0, len(wrapped), 30)]
    document = read(tmp_path, "\n".join(["关于目标任务的通知", "", *lines, "", *lines]), "a.txt")
    assert len(document.blocks) == 3
    document = read(tmp_path, "任务表\n\n序号\n\n牵头单位\n\n1\n\n产值达90亿元。\n\n经发局\n", "b.txt")
    assert len(document.blocks) == 6


def test_markdown_headings_lists_and_tables(tmp_path: Path) -> None:
    table = "| 指标 | 2021年 |\n|---|:--:|\n| 产值 | 90 |\n| 税收 | |\n"
    text = f"# 北山县年度目标\n\n## 工业 ##\n\n- 产值90亿元。\n> 引文一句。\n\n{table}\n---\n完。\n"
    document = read(tmp_path, text, "a.md")
    assert document.text == text
    assert document.metadata.title == "北山县年度目标"
    shown = [(b.kind, b.path, document.text[b.start : b.end]) for b in document.blocks]
    assert shown == [
        ("heading", (), "北山县年度目标"),
        ("heading", (), "工业"),
        ("paragraph", ("工业",), "产值90亿元。"),
        ("paragraph", ("工业",), "引文一句。"),
        ("row", ("工业",), "| 指标 | 2021年 |"),
        ("row", ("工业",), "| 产值 | 90 |"),
        ("row", ("工业",), "| 税收 | |"),
        ("paragraph", ("工业",), "完。"),
    ]
    row = document.blocks[5]
    assert [document.text[c.start : c.end] for c in row.cells] == ["产值", "90"]
    assert row.labels == ("指标", "2021年")
