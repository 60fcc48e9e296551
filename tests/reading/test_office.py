"""Word, Excel and PDF: order, numbers as shown, what is left out, and where each cell stands."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from pathlib import Path

import pytest
from hostile import W, docx_of, one_page_pdf, paragraph

from policyqa.figures import find_figures
from policyqa.reading import list_corpus, read_document
from policyqa.reading.docx import extract_docx
from policyqa.reading.limits import DEFAULT_LIMITS
from policyqa.reading.numbering import chinese_count
from policyqa.reading.numbers import show_date, show_number
from policyqa.reading.pdf import extract_pdf
from policyqa.reading.pieces import Extract
from policyqa.reading.xlsx import extract_xlsx
from policyqa.types import Block, Document


def rows(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind == "row"]


def texts(document: Document, block: Block) -> list[str]:
    return [document.text[cell.start : cell.end] for cell in block.cells]


def row_with(document: Document, text: str) -> Block:
    [found] = [block for block in rows(document) if text in texts(document, block)]
    return found


def word(body: str, **more: str) -> Extract:
    return extract_docx(docx_of(body, **more), DEFAULT_LIMITS)


def test_the_sample_plan(project: Path) -> None:
    document = read_document(project / "corpus", "xuanzhou-plan.docx")
    row = row_with(document, "实际利用省（区）外资金")
    assert texts(document, row) == ["开放提档", "实际利用省（区）外资金", "210以上", "700"]
    assert row.labels == ("攻坚", "指标", "目标值/2021年(亿元)", "目标值/到2023年(亿元)")
    assert row.path == ("一、投资与产值", "表1 宣州区投资与产值目标")
    assert (row.place, row.cell_names) == ((("table", "1"), ("row", "11")), ("1", "2", "3", "4"))
    assert row_with(document, "亩均税收").labels[2:] == ("宣城高新区(万元/亩)", "宣州经开区(万元/亩)")


def test_the_sample_workbook(project: Path) -> None:
    document = read_document(project / "corpus", "daguan-indicators.xlsx")
    row = row_with(document, "技改投资")
    assert texts(document, row) == ["工业", "技改投资", "25%左右", "预期"]
    assert row.labels[:3] == ("领域", "指标", "2022年/增长")
    assert (row.place, row.cell_names) == ((("sheet", "增长目标"), ("row", "11")), ("A10", "B11", "C11", "D11"))
    assert row_with(document, "每万人有效发明专利拥有量").labels[2] == "2022年目标(件)"
    assert row_with(document, "实际利用市外资金").path == ("项目和资金", "2022年招商和项目任务")


def test_the_sample_handbook(project: Path) -> None:
    document = read_document(project / "corpus", "jingkai-handbook.pdf")
    assert {dict(block.place)["page"] for block in rows(document)} == {"1", "2", "3"}
    assert len([row for row in rows(document) if "序号" in texts(document, row)]) == 1
    assert "—" not in document.text.replace("——", "")
    assert document.text.count("宣城经开区2023年任务手册") == 1
    row = row_with(document, "引进硕士以上人才不少于60人")
    assert row.labels == ("序号", "主要目标", "目标任务来源", "牵头单位", "协同责任单位")
    assert row.path == ("2023年重点任务分解表", "五、科技创新")
    assert dict(row.place) == {"page": "3", "table": "1", "row": "23"}
    assert "表里留空的，是公开的表中与上文合并或没有单独列出的。" in document.text  # joined over lines


def test_the_sample_page_and_the_flattened_table(project: Path) -> None:
    page = read_document(project / "corpus", "yixiu-list.mhtml")
    assert "首頁" not in page.text
    assert rows(page)[1].labels == ("类别", "签约项目(个)", "说明")
    flat = read_document(project / "corpus", "jingkai-flat.txt")
    row = row_with(flat, "信访维稳办公室")
    assert row.labels == ("序号", "主要目标", "目标任务来源", "牵头单位", "协同责任单位")
    assert (project / "corpus" / "jingkai-flat.txt").read_text(encoding="utf-8") == flat.text


@pytest.mark.shared
def test_the_flattened_seed_keeps_what_is_uncertain_plain(shared: Path) -> None:
    [file] = [f for f in list_corpus(shared / "corpus" / "seeds") if f.path.startswith("003")]
    document = read_document(shared / "corpus" / "seeds", file.path)
    whole = [row for row in rows(document) if len(row.cells) == 5 and row.labels[0]]
    assert len(whole) >= 15
    for row in rows(document)[1:]:
        named = dict(zip(row.labels, texts(document, row), strict=True))
        assert named["序号"].isdigit()
        assert "号" not in named.get("牵头单位", "")
        assert "报告" not in named.get("牵头单位", "")
    assert any(document.text[b.start : b.end] == "5" for b in document.blocks if b.kind == "paragraph")


@pytest.mark.shared
def test_a_report_as_docx_and_as_text_gives_the_same_figures(shared: Path) -> None:
    names = sorted(path.stem for path in (shared / "corpus-docx" / "provinces-2025").glob("*.docx"))
    assert len(names) == 8
    for name in names:
        one = read_document(shared / "corpus-docx" / "provinces-2025", f"{name}.docx")
        other = read_document(shared / "corpus" / "provinces-2025", f"{name}.txt")
        found = [Counter((f.value, f.unit, f.indicator) for f in find_figures(d)) for d in (one, other)]
        assert found[0] == found[1], name
        assert sum(found[0].values()) > 100


def test_word_leaves_out_what_is_deleted_or_hidden_and_keeps_what_is_inserted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('增长')}<w:del><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins>{run.format('6%')}</w:ins>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:hyperlink>{run.format('左右')}</w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('框里的话')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t><w:tab/><w:t>后</w:t></w:r></w:p><w:p/>"
    )
    assert word(body).text.split("\n") == ["增长6%左右", "框里的话", "上行", "下行 后"]


def test_word_numbers_its_paragraphs() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        + level.format(0, "chineseCountingThousand", "%1、")
        + level.format(1, "decimal", "%2.")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    body = "".join(numbered.format(*p) for p in ((0, "工业"), (1, "产值"), (1, "投资"), (0, "农业"), (1, "粮食")))
    styles = f'<w:styles xmlns:w="{W}"/>'
    assert word(body, numbering=numbering, styles=styles).text.split("\n") == [
        "一、工业",
        "1.产值",
        "2.投资",
        "二、农业",
        "1.粮食",
    ]
    assert [chinese_count(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.09, "0%", "9%"),
        (0.085, "0.0%", "8.5%"),
        (1234.5, "#,##0", "1,235"),
        (1234567, "#,##0.00", "1,234,567.00"),
        (12345678, '0.0,,"百万"', "12.3百万"),
        (0.125, "General", "0.125"),
        (120.0, "General", "120"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (135, '0"个以上"', "135个以上"),
        (1.5, "0.0##", "1.5"),
        (5, "[Red]0.00_ ", "5.00"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_numbers_are_shown_as_the_sheet_shows_them(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2023年8月3日"),
        ("yyyy-mm-dd", "2023-08-03"),
        ('[$-804]yyyy"年"m"月"', "2023年8月"),
        ("m/d/yy h:mm", "8/3/23 9:05"),
        ("General", "2023-08-03"),
    ],
)
def test_dates_are_shown_as_the_sheet_shows_them(code: str, shown: str) -> None:
    assert show_date(datetime.datetime(2023, 8, 3, 9, 5), code) == shown


def test_hidden_rows_and_columns_are_left_out_with_a_warning() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["指标", "底数", "值"], ["产值", 1, 0.5], ["暗行", 2, 3], ["投资", 4, datetime.date(2023, 8, 3)]):
        sheet.append(row)
    sheet.cell(2, 3).number_format = "0%"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    out = io.BytesIO()
    book.save(out)
    extract = extract_xlsx(out.getvalue(), DEFAULT_LIMITS)
    assert extract.text == "指标\t值\n产值\t50%\n投资\t2023-08-03"
    assert "隐藏" in extract.warnings[0]


def test_pages_without_text_are_named_beside_those_with_text() -> None:
    from pypdfium2 import PdfDocument

    with_text = PdfDocument(one_page_pdf(b"BT /F 12 Tf 50 700 Td (Growth of 5 percent) Tj ET"))
    with_text.new_page(595, 842)
    out = io.BytesIO()
    with_text.save(out)
    extract = extract_pdf(out.getvalue(), DEFAULT_LIMITS)
    assert extract.text == "Growth of 5 percent"
    assert extract.warnings == ("第2页没有文字层（空白页或扫描页），没有读到",)
    assert extract.pieces[0].place == (("page", "1"),)


def test_turned_pages_are_read_as_shown() -> None:
    page = one_page_pdf(b"BT 0 1 -1 0 300 100 Tm /F 12 Tf (First line) Tj 0 -20 Td (second line) Tj ET")
    turned = page.replace(b"/MediaBox[0 0 595 842]", b"/Rotate 90/MediaBox[0 0 595 842]")
    assert extract_pdf(turned, DEFAULT_LIMITS).text == "First line second line"


def _note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'


def test_notes_stand_behind_what_refers_to_them() -> None:
    mark = '<w:p><w:r><w:t>投资90亿元</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    cell = '<w:tc><w:p><w:r><w:t>80</w:t><w:endnoteReference w:id="5"/></w:r></w:p></w:tc>'
    deleted = '<w:p><w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del><w:r><w:t>末段</w:t></w:r></w:p>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + _note("footnote", 2, "不含跨区项目，为120个")
        + _note("footnote", 3, "已删去的注")
        + _note("footnote", 4, "没有引用的注")
    )
    data = docx_of(
        mark + "<w:tbl><w:tr>" + cell + "</w:tr></w:tbl>" + deleted,
        footnotes=f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
        endnotes=f'<w:endnotes xmlns:w="{W}">{_note("endnote", 5, "按可比价格计算")}</w:endnotes>',
    )
    extract = extract_docx(data, DEFAULT_LIMITS)
    assert extract.text == "投资90亿元\n不含跨区项目，为120个\n80\n按可比价格计算\n末段"
    assert [p.place for p in extract.pieces][1::2] == [(("footnote", "1"),), (("endnote", "1"),)]


def test_notes_that_are_damaged_cost_only_themselves() -> None:
    mark = '<w:p><w:r><w:t>投资90亿元</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert extract_docx(docx_of(mark, footnotes="<w:footnotes"), DEFAULT_LIMITS).text == "投资90亿元"
