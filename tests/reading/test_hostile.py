"""Hostile files (reliability.md, D1 to D4, D7): refused or cut in time, told in one line, and no other is hurt."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import (
    docx_of,
    encrypted_zip,
    lying_zip,
    one_page_pdf,
    overlapping_zip,
    packed,
    paragraph,
    pdf_of,
    stream,
    text_cell,
    xlsx_of,
)

from policyqa.errors import ReadError
from policyqa.reading import list_corpus, read_document, skipped_files
from policyqa.reading.isolation import Isolated
from policyqa.reading.limits import DEFAULT_LIMITS, Limits
from policyqa.reading.pieces import Extract

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
TEXT = b"BT /F 9 Tf 9 TL 50 800 Td "


@pytest.fixture(scope="module")
def isolated() -> Iterator[Isolated]:
    worker = Isolated()
    yield worker
    worker.close()


def read(isolated: Isolated, suffix: str, data: bytes, within_s: float, limits: Limits = DEFAULT_LIMITS) -> Extract:
    """Read, and hold that it took no longer than `within_s`, refused or not."""
    started = time.monotonic()
    try:
        return isolated.read(suffix, data, limits)
    finally:
        assert time.monotonic() - started < within_s


def million_rows() -> bytes:
    rows = "".join(f'<row><c r="A{i}"><v>1</v></c></row>' for i in range(1, 1_000_001))
    return xlsx_of(f"<sheetData>{rows}</sheetData>")


def many_pages() -> bytes:
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>"
    return pdf_of({1: CATALOGUE, 2: kids, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"})


def forms_in_a_circle() -> bytes:
    form = stream(b"/X Do /X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return one_page_pdf(b"/X Do", b"/XObject<</X 6 0 R>>", o6=form)


def locked_pdf() -> bytes:
    lock = b"<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -44>>"
    return one_page_pdf(TEXT, trailer=b"/Encrypt 6 0 R/ID[<00><00>]", o6=lock)


def entity() -> bytes:
    return docx_of(paragraph("&x;"), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


def empty_tree(kids: bytes) -> bytes:
    return pdf_of({1: CATALOGUE, 2: b"<</Type/Pages/Kids[" + kids + b"]/Count 9>>"})


MERGED = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "overlapping entries": (".docx", overlapping_zip, "重叠"),
    "400 MB in one text": (".docx", lambda: docx_of(paragraph("a" * 400_000_000)), "解压后超过"),
    "5 million paragraphs": (".docx", lambda: docx_of("<w:p/>" * 5_000_000), "段"),
    "1 million rows": (".xlsx", million_rows, "单元格"),
    "a merged sheet": (".xlsx", lambda: xlsx_of(MERGED), "合并"),
    "an entity of a file": (".docx", entity, "实体"),
    "tables nested 20,000 deep": (".docx", lambda: docx_of("<w:tbl><w:tr><w:tc>" * 20_000), "损坏"),
    "no archive": (".xlsx", lambda: b"PK\x03\x04" + b"x" * 100, "压缩包"),
    "an old or locked file": (".docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "密码"),
    "a PDF of 10,000 pages": (".pdf", many_pages, "10000页"),
    "a PDF without pages": (".pdf", lambda: empty_tree(b""), "PDF"),
    "a page tree in a circle": (".pdf", lambda: empty_tree(b"2 0 R 2 0 R"), "PDF"),
    "forms in a circle": (".pdf", forms_in_a_circle, "文字层|中止|停止"),
    "12 million operators": (".pdf", lambda: one_page_pdf(TEXT + b"() Tj " * 12_000_000 + b" ET"), "没有文字层"),
    "a picture only": (".pdf", lambda: one_page_pdf(b"0 0 m 99 99 l S"), "扫描件，没有文字层"),
    "a locked PDF": (".pdf", locked_pdf, "密码"),
    "half a PDF": (".pdf", lambda: one_page_pdf(TEXT + b"(hello) Tj ET")[:300], "损坏"),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_each_is_refused_with_its_reason_in_time(isolated: Isolated, name: str) -> None:
    suffix, made, reason = BOMBS[name]
    data = made()
    with pytest.raises(ReadError, match=reason) as refused:
        read(isolated, suffix, data, 31)
    assert "\n" not in str(refused.value)
    assert read(isolated, ".docx", docx_of(paragraph("正文增长5%。")), 10).text == "正文增长5%。"


def test_a_parser_that_takes_too_long_is_stopped(isolated: Isolated) -> None:
    slow = docx_of(paragraph("文") * 190_000)
    for limits in (replace(DEFAULT_LIMITS, wall_s=0.5), replace(DEFAULT_LIMITS, cpu_s=0)):
        with pytest.raises(ReadError, match="too long"):
            read(isolated, ".docx", slow, 8, limits)
    assert read(isolated, ".docx", docx_of(paragraph("增长")), 10).text == "增长"


def test_a_parser_that_hangs_or_dies_is_replaced(isolated: Isolated) -> None:
    good = docx_of(paragraph("增长"))
    read(isolated, ".docx", good, 10)
    assert isolated.pid > 0
    os.kill(isolated.pid, signal.SIGSTOP)
    with pytest.raises(ReadError, match="too long"):
        read(isolated, ".docx", good, 5, replace(DEFAULT_LIMITS, wall_s=0.5))
    read(isolated, ".docx", good, 10)
    assert isolated.pid > 0
    os.kill(isolated.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert read(isolated, ".docx", good, 10).text == "增长"


def test_memory_is_bounded(isolated: Isolated) -> None:
    sheet = f"<sheetData><row>{''.join(text_cell(f'A{i}', '文' * 50) for i in range(1, 200_000))}</row></sheetData>"
    with pytest.raises(ReadError, match=r"memory|died"):
        read(isolated, ".xlsx", xlsx_of(sheet), 31, replace(DEFAULT_LIMITS, memory_bytes=150_000_000))
    assert read(isolated, ".docx", docx_of(paragraph("增长")), 10).text == "增长"


def test_threads_take_turns(isolated: Isolated) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda i=i: found.append(isolated.read(".docx", docx_of(paragraph(f"第{i}份"))).text))
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"第{i}份" for i in range(8)]


def test_a_far_cell_costs_nothing(isolated: Isolated) -> None:
    far = f'<row r="1">{text_cell("A1", "头")}</row><row r="1048576">{text_cell("XFD1048576", "尾")}</row>'
    assert read(isolated, ".xlsx", xlsx_of(f"<sheetData>{far}</sheetData>"), 10).text == "头\n尾"


def test_a_page_of_a_million_drawn_lines_is_read_without_tables(isolated: Isolated) -> None:
    found = read(isolated, ".pdf", one_page_pdf(b"0 0 9 9 re S " * 1_000_000 + TEXT + b"(hello there) Tj ET"), 31)
    assert found.text == "hello there"
    assert "线条太多" in found.warnings[0]


def test_formulas_are_never_evaluated_and_hidden_sheets_not_read(isolated: Isolated) -> None:
    cells = (
        f'<row r="1">{text_cell("A1", "产值")}<c r="B1"><f>1+1</f><v>7</v></c>'
        '<c r="C1" t="str"><f>cmd|" /C calc"!A0</f><v>旧值</v></c></row>'
    )
    assert read(isolated, ".xlsx", xlsx_of(f"<sheetData>{cells}</sheetData>"), 10).text == "产值\t7\t旧值"
    hidden = read(isolated, ".xlsx", xlsx_of(f"<sheetData>{cells}</sheetData>", state="hidden", name="底稿"), 10)
    assert any("底稿" in warning for warning in hidden.warnings)
    assert hidden.text.count("产值") == 1


def test_text_that_its_font_does_not_tell_is_not_indexed(isolated: Isolated) -> None:
    """A font without ToUnicode whose codes lie in the private area or mean nothing."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>"
    )
    codes = b"".join(b"%04X" % (0x0101 + i) for i in range(200))
    page = one_page_pdf(b"BT /G 9 Tf 50 800 Td <" + codes + b"> Tj ET", b"/Font<</G 6 0 R>>", o6=font)
    with pytest.raises(ReadError, match=r"乱码|文字层"):
        read(isolated, ".pdf", page, 10)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text("关于工作的通知\n今年增长5%。\n", encoding="utf-8")
    return tmp_path


def test_archives_are_folders_of_documents(corpus: Path) -> None:
    inner = {
        "甲/通知.txt": "关于春耕的通知\n播种20万亩。",
        "乙.docx": docx_of(paragraph("关于夏收的通知") + paragraph("收割30万亩。")),
        "丙.zip": packed({"x.txt": "内"}),
        "丁.exe": "x",
        "__MACOSX/._乙.docx": "x",
        "../外.txt": "x",
        "/根.txt": "x",
    }
    (corpus / "包.zip").write_bytes(packed(inner))
    assert [file.path for file in list_corpus(corpus)] == ["good.txt", "包.zip/乙.docx", "包.zip/甲/通知.txt"]
    document = read_document(corpus, "包.zip/乙.docx")
    assert (document.path, document.format, document.metadata.title) == ("包.zip/乙.docx", "docx", "关于夏收的通知")
    reasons = dict(skipped_files(corpus))
    assert set(reasons) == {"包.zip/丙.zip", "包.zip/丁.exe", "包.zip/../外.txt", "包.zip//根.txt"}
    assert "解开" in reasons["包.zip/丙.zip"]
    for path in ("包.zip/../外.txt", "包.zip/无.txt", "包.zip//根.txt"):
        with pytest.raises(ReadError):
            read_document(corpus, path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (overlapping_zip(), "重叠"),
        (packed({f"{i}.txt": "x" for i in range(2001)}), "2000"),
        (b"PK\x05\x06", "损坏"),
        (b"", "损坏"),
        (packed({"a.txt": bytes(201_000_000)}), "解压后超过"),
    ],
)
def test_bad_archives_are_skipped_with_a_reason(corpus: Path, data: bytes, reason: str) -> None:
    (corpus / "坏.zip").write_bytes(data)
    assert [file.path for file in list_corpus(corpus)] == ["good.txt"]
    assert reason in dict(skipped_files(corpus))["坏.zip"]


def test_encrypted_members_are_skipped(corpus: Path) -> None:
    (corpus / "密.zip").write_bytes(encrypted_zip())
    assert "密码" in dict(skipped_files(corpus))["密.zip/a.txt"]
    with pytest.raises(ReadError, match="密码"):
        read_document(corpus, "密.zip/a.txt")


@pytest.mark.parametrize("claimed", [10, 190_000_000])
def test_headers_that_lie_about_sizes_are_found_out(corpus: Path, claimed: int) -> None:
    (corpus / "谎.zip").write_bytes(lying_zip("增长".encode() * 5_000, claimed))
    with pytest.raises(ReadError):
        read_document(corpus, "谎.zip/a.txt")


def test_links_in_archives_are_not_followed(corpus: Path) -> None:
    import zipfile

    link = zipfile.ZipInfo("链.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(corpus / "链.zip", "w") as archive:
        archive.writestr(link, "/etc/hostname")
    assert "链接" in dict(skipped_files(corpus))["链.zip/链.txt"]
    with pytest.raises(ReadError, match="链接"):
        read_document(corpus, "链.zip/链.txt")


def test_names_packed_in_gb18030_are_read(corpus: Path) -> None:
    data = bytearray(packed({"AAAA.txt": "关于春耕的通知\n播种20万亩。"}))
    (corpus / "旧.zip").write_bytes(bytes(data).replace(b"AAAA", "通知".encode("gb18030")))
    assert "旧.zip/通知.txt" in [file.path for file in list_corpus(corpus)]
    assert "春耕" in read_document(corpus, "旧.zip/通知.txt").text


def test_one_bad_file_stops_no_other(corpus: Path) -> None:
    (corpus / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    (corpus / "坏.docx").write_bytes(b"PK nothing")
    (corpus / "空.xlsx").write_bytes(b"")
    outcomes = {}
    for file in list_corpus(corpus):
        try:
            outcomes[file.path] = read_document(corpus, file.path).metadata.title
        except ReadError as error:
            outcomes[file.path] = str(error).partition(": ")[0]
    assert outcomes == {"good.txt": "关于工作的通知", **{name: name for name in ("坏.pdf", "坏.docx", "空.xlsx")}}


def test_old_word_files_are_refused_with_what_to_do(corpus: Path) -> None:
    (corpus / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert "另存为docx" in dict(skipped_files(corpus))["旧.doc"]
    with pytest.raises(ReadError, match="docx"):
        read_document(corpus, "旧.doc")


def test_texts_too_long_for_one_document_are_refused(corpus: Path) -> None:
    (corpus / "长.txt").write_bytes("增长5%，".encode() * 1_200_000)
    (corpus / "多行.csv").write_bytes(b"1,2\n" * 200_001)
    for name, reason in (("长.txt", "characters"), ("多行.csv", "lines")):
        with pytest.raises(ReadError, match=reason):
            read_document(corpus, name)
