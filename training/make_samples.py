"""Make the sample documents of `corpus/` that are no plain text: the same bytes each time.

    python training/make_samples.py --font /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The font (Debian package fonts-noto-cjk, SIL Open Font Licence) is needed for the PDF, of which it embeds the few
characters used. Needs fpdf2 and fonttools beside the package's own dependencies.
"""

from __future__ import annotations

import argparse
import datetime
import io
import re
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any

import sample_tables as say

MADE = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def fixed_zip(data: bytes) -> bytes:
    """Pack an Office file again with one date in every entry, so that it is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-22T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(document: Any, rows: int, columns: int) -> Any:
    table = document.add_table(rows, columns)
    table.style = "Table Grid"
    return table


def _money_table(document: Any) -> None:
    """Merged heading over two rows, a unit line above, group cells merged over rows."""
    table = _table(document, 2 + len(say.WORK_PLAN_MONEY), 4)
    for column, text in ((0, "攻坚"), (1, "指标")):
        table.cell(0, column).merge(table.cell(1, column)).text = text
    table.cell(0, 2).merge(table.cell(0, 3)).text = "目标值"
    table.cell(1, 2).text, table.cell(1, 3).text = "2021年", "到2023年"
    first: dict[str, int] = {}
    for i, row in enumerate(say.WORK_PLAN_MONEY, 2):
        for column, text in enumerate(row[1:], 1):
            table.cell(i, column).text = text
        start = first.setdefault(row[0], i)
        if start != i:
            table.cell(start, 0).merge(table.cell(i, 0))
        else:
            table.cell(i, 0).text = row[0]


def make_docx() -> bytes:
    """A work plan with two tables: one with a unit line, one with a unit column and a footnote."""
    import docx

    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = MADE.replace(tzinfo=None)
    document.add_paragraph(say.WORK_PLAN_TITLE)
    document.add_paragraph(say.NOTE)
    document.add_paragraph(f"发布机构：{say.WORK_PLAN_ISSUER}")
    document.add_paragraph(f"发布日期：{say.WORK_PLAN_DATE}")
    document.add_paragraph(say.WORK_PLAN_OPENING)
    document.add_heading("一、投资与产值", level=1)
    document.add_paragraph(say.WORK_PLAN_MONEY_TITLE)
    document.add_paragraph("单位：亿元")
    _money_table(document)
    document.add_heading("二、园区", level=1)
    document.add_paragraph(say.WORK_PLAN_PARKS_TITLE)
    table = _table(document, 1 + len(say.WORK_PLAN_PARKS), 4)
    for i, row in enumerate((("指标", "单位", "宣城高新区", "宣州经开区"), *say.WORK_PLAN_PARKS)):
        for column, text in enumerate(row):
            table.cell(i, column).text = text
    document.add_paragraph(say.WORK_PLAN_FOOTNOTE)
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def _growth_sheet(sheet: Any) -> None:
    """Title over all columns, a heading of two rows, percents as percents, groups merged over rows."""
    sheet.append([say.INDICATORS_TITLE])
    sheet.merge_cells("A1:D1")
    sheet.append([say.NOTE])
    sheet.append([f"发布机构：{say.INDICATORS_ISSUER}"])
    sheet.append(["日期：2021年12月29日"])
    sheet.append(["领域", "指标", "2022年", None])
    sheet.append([None, None, "增长", "性质"])
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("C5:D5")
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for i, (group, name, growth, bound) in enumerate(say.INDICATORS_GROWTH, 7):
        first.setdefault(group, i)
        last[group] = i
        sheet.append([group if first[group] == i else None, name, growth, "预期"])
        shown = "0.0%" if round(growth * 1000) % 10 else "0%"
        sheet.cell(i, 3).number_format = f'{shown}"{bound}"'
    for group, start in first.items():
        if last[group] > start:
            sheet.merge_cells(start_row=start, end_row=last[group], start_column=1, end_column=1)


def make_xlsx() -> bytes:
    """A workbook of three sheets: percents, units in column heads, a unit column."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE.replace(tzinfo=None)
    growth = book.active
    growth.title = "增长目标"
    _growth_sheet(growth)
    projects = book.create_sheet("项目和资金")
    projects.append(["2022年招商和项目任务"])
    projects.merge_cells("A1:D1")
    projects.append(["事项", "数量（个）", "金额（亿元）", "说明"])
    for row in say.INDICATORS_PROJECTS:
        projects.append(list(row))
    innovation = book.create_sheet("创新")
    innovation.append(["指标", "单位", "2022年目标"])
    for row in say.INDICATORS_INNOVATION:
        innovation.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return fixed_zip(out.getvalue())


def make_pdf(font: Path) -> bytes:
    """A handbook of several pages with running heads, page numbers and one table over all of them."""
    from fpdf import FPDF

    class Handbook(FPDF):
        def header(self) -> None:
            self.set_font("cjk", size=8)
            self.cell(0, 6, f"{say.HANDBOOK_TITLE}  {say.HANDBOOK_ISSUER}", new_x="LMARGIN", new_y="NEXT", align="C")
            self.ln(2)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("cjk", size=8)
            self.cell(0, 8, f"— {self.page_no()} —", align="C")

    pdf = Handbook(format=(148, 210))
    pdf.set_creation_date(MADE)
    pdf.set_producer("policyqa training/make_samples.py")
    for style in ("", "B"):
        pdf.add_font("cjk", style=style, fname=str(font))
    pdf.add_page()
    pdf.set_font("cjk", size=15)
    pdf.cell(0, 12, say.HANDBOOK_TITLE, new_x="LMARGIN", new_y="NEXT", align="C")
    pdf.set_font("cjk", size=10)
    for line in (say.NOTE, f"发布机构：{say.HANDBOOK_ISSUER}", "发布日期：2023-08-03"):
        pdf.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT", align="C")
    for paragraph in say.HANDBOOK_OPENING:
        pdf.multi_cell(0, 6.5, "　　" + paragraph, new_x="LMARGIN", new_y="NEXT", align="L", wrapmode="CHAR")
    pdf.cell(0, 9, "2023年重点任务分解表", new_x="LMARGIN", new_y="NEXT", align="C")
    pdf.set_font("cjk", size=9)
    with pdf.table(col_widths=(10, 46, 30, 20, 24), line_height=5.5, wrapmode="CHAR", text_align="LEFT") as table:
        heading = table.row()
        for text in say.HANDBOOK_HEAD:
            heading.cell(text)
        for values in say.HANDBOOK_ROWS:
            row = table.row()
            if len(values) == 1:
                row.cell(values[0], colspan=5)
                continue
            for text in values:
                row.cell(text)
    pdf.ln(3)
    pdf.multi_cell(0, 6, say.HANDBOOK_NOTE, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    return bytes(pdf.output())


def make_mhtml() -> bytes:
    """A saved page in traditional characters with pinyin in brackets, a menu and a table."""
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in say.PAGE_TABLE)
    columns = ("首頁", "政務公開", "辦事服務", "互動交流")
    menu = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(columns))
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>宜秀區平臺和項目清單_示例網站</title></head><body>'
        f"<nav><ul>{menu}</ul></nav><h1>{say.PAGE_TITLE}</h1>"
        "<p>示例文檔：依據公開文件中的數字改寫，並非正式公文</p>"
        f"<p>發布機構：{say.PAGE_ISSUER}　日期：2021-08-31</p>"
        + "".join(f"<p>　　{text}</p>" for text in say.PAGE_PARAGRAPHS)
        + f"<p>{say.PAGE_TABLE_TITLE}</p><table>{rows}</table><div>上一篇：沒有了</div></body></html>"
    )
    message = MIMEMultipart("related", boundary="----sample-page", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "sample"
    message.attach(MIMEText(page, "html", "utf-8"))
    return message.as_bytes().replace(b"\n", b"\r\n")


def make_flat() -> str:
    """A table of tasks whose cells stand one a line, as a web page pasted as text leaves it."""
    cells = [cell for row in (say.HANDBOOK_HEAD, *say.FLAT_ROWS) for cell in row]
    head = (say.FLAT_TITLE, say.NOTE, f"发布机构：{say.HANDBOOK_ISSUER}", "发布日期：2023-08-03")
    return "\n".join(head) + "\n\n" + "\n\n".join(cells) + "\n"


def main() -> None:
    """Write the samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--font", type=Path, default=Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"))
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "corpus")
    given = parser.parse_args()
    made = {
        "xuanzhou-plan.docx": make_docx(),
        "daguan-indicators.xlsx": make_xlsx(),
        "jingkai-handbook.pdf": make_pdf(given.font),
        "yixiu-list.mhtml": make_mhtml(),
        "jingkai-flat.txt": make_flat().encode(),
    }
    for name, data in made.items():
        (given.to / name).write_bytes(data)
        print(f"{name}\t{len(data)}")


if __name__ == "__main__":
    main()
