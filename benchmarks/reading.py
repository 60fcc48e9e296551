"""Measure reading: speed by format, damaged files, and sizes at the limits.

    python benchmarks/reading.py speed [--texts DIR] [--docx DIR]
    python benchmarks/reading.py mutate [--files 2000] [--format docx]
    python benchmarks/reading.py sizes

Results stand in docs/performance.md. Speeds are processor seconds with the parser in this process, so that they hold
on a busy machine; the other times are of the clock, with the parser's own process, on whatever else runs.
"""

from __future__ import annotations

import argparse
import collections
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from policyqa.errors import ReadError
from policyqa.reading import list_corpus, read_document, skipped_files
from policyqa.reading.formats import FORMATS
from policyqa.reading.isolation import ISOLATED

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "tests" / "reading"))
SAMPLES = {
    "html": "jingkai-page.html",
    "mhtml": "yixiu-list.mhtml",
    "docx": "xuanzhou-plan.docx",
    "xlsx": "daguan-indicators.xlsx",
    "pdf": "jingkai-handbook.pdf",
    "txt": "jingkai-flat.txt",
    "md": "jingkai-tasks.md",
}


def _workbook(rows: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "县区", "指标", "2021年（亿元）", "2022年（亿元）", "增速"])
    for i in range(rows):
        sheet.append([i, f"第{i % 90}区", "规模以上工业产值", i * 1.5, i * 1.7, 0.085])
        sheet.cell(i + 2, 6).number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _long_pdf(times: int) -> bytes:
    import pypdfium2

    sample = pypdfium2.PdfDocument((PROJECT / "corpus" / SAMPLES["pdf"]).read_bytes())
    long = pypdfium2.PdfDocument.new()
    for _ in range(times):
        long.import_pages(sample)
    out = io.BytesIO()
    long.save(out)
    return out.getvalue()


def _page(paragraphs: int) -> bytes:
    text = "2021年全区固定资产投资完成90亿元，增长15%以上，新引进5000万元以上项目135个以上。" * 3
    return ("<html><body><h1>工作报告</h1>" + f"<p>{text}</p>" * paragraphs + "</body></html>").encode()


def _csv(rows: int) -> bytes:
    lines = [f"{i},第{i % 90}区,规模以上工业产值,{i * 1.5},8.5%" for i in range(rows)]
    return ("序号,县区,指标,2021年（亿元）,增速\n" + "\n".join(lines)).encode()


def _own_docx(data: bytes) -> None:
    import docx

    docx.Document(io.BytesIO(data))


def _own_xlsx(data: bytes) -> None:
    import openpyxl

    openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def _own_pdf(data: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()


def _own_html(data: bytes) -> None:
    from lxml import html

    html.document_fromstring(data)


OWN: dict[str, Callable[[bytes], Any]] = {
    "docx": _own_docx,
    "xlsx": _own_xlsx,
    "pdf": _own_pdf,
    "html": _own_html,
    "txt": lambda data: data.decode("utf-8", "replace"),
    "csv": lambda data: data.decode("utf-8", "replace"),
}
"""What the format's library alone takes to open the file, and for a PDF to give its text."""


def speed(texts: Path, reports: Path | None) -> None:
    """Print a row for each kind of file: documents, MB, seconds in all, of the library alone, MB/s, documents/s."""
    print("| files | documents | MB | CPU s | parser's own | MB/s | documents/s |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds: list[tuple[str, str, list[Path]]] = [("texts", "txt", sorted(texts.rglob("*.txt")))]
        if reports is not None:
            kinds.append(("reports as docx", "docx", sorted(reports.rglob("*.docx"))))
        made = {
            "page of 2,000 paragraphs": ("html", _page(2000)),
            "table of 20,000 rows": ("csv", _csv(20_000)),
            "workbook of 5,000 rows": ("xlsx", _workbook(5_000)),
            "PDF of 60 pages with tables": ("pdf", _long_pdf(20)),
        }
        for title, (form, data) in made.items():
            path = folder / f"{form}.{form}"
            path.write_bytes(data)
            kinds.append((title, form, [path]))
        for title, form, paths in kinds:
            _speed_row(title, form, paths)


def _speed_row(title: str, form: str, paths: list[Path]) -> None:
    read_document(paths[0].parent, paths[0].name)  # loads libraries
    contents = [path.read_bytes() for path in paths]
    OWN[form](contents[0])
    started = time.process_time()
    for data in contents:
        OWN[form](data)
    own = time.process_time() - started
    with mock.patch.object(ISOLATED, "read", lambda suffix, data, limits: FORMATS[suffix].read(data, limits)):
        started = time.process_time()
        for path in paths:
            read_document(path.parent, path.name)
        seconds = time.process_time() - started
    size = sum(map(len, contents)) / 1e6
    print(
        f"| {title} ({form}) | {len(paths)} | {size:.2f} | {seconds:.2f} | {own:.2f} | {size / seconds:.2f} "
        f"| {len(paths) / seconds:.1f} |",
        flush=True,
    )


def _samples() -> Iterator[tuple[str, str, bytes]]:
    """Format, file name and bytes of what is damaged: the corpus's own files, and two made of them."""
    for form, name in SAMPLES.items():
        yield form, name, (PROJECT / "corpus" / name).read_bytes()
    yield "csv", "a.csv", _csv(60)
    members = {SAMPLES[form]: (PROJECT / "corpus" / SAMPLES[form]).read_bytes() for form in ("txt", "docx", "html")}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    yield "zip", "a.zip", out.getvalue()


def _read_all(folder: Path, outcomes: collections.Counter[str]) -> float:
    """Read every document of a folder, as a build does; gives the seconds that the slowest took."""
    from test_properties import check

    slowest = 0.0
    files, skipped = list_corpus(folder), skipped_files(folder)
    outcomes["refused"] += len(skipped)
    for file in files:
        before = time.monotonic()
        try:
            check(read_document(folder, file.path))
            outcomes["read"] += 1
        except ReadError:
            outcomes["refused"] += 1
        slowest = max(slowest, time.monotonic() - before)
    return slowest


def mutate_all(files: int, only: str) -> None:
    """Damage each sample many times; any exception but `ReadError`, and reads above five seconds, are printed."""
    from test_properties import mutate

    for form, name, data in _samples():
        if only not in ("", form):
            continue
        chance = random.Random(f"policyqa {form}")
        outcomes: collections.Counter[str] = collections.Counter()
        times: list[float] = []
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            for nth in range(files):
                damaged = mutate(data, chance)
                (Path(folder) / name).write_bytes(damaged)
                try:
                    times.append(_read_all(Path(folder), outcomes))
                except Exception as error:  # what is looked for
                    outcomes[f"{type(error).__name__} at {nth}"] += 1
                if times and times[-1] > 5:
                    outcomes[f"above 5 s at {nth}"] += 1
        took = time.monotonic() - started
        times.sort()
        slow = f"median {times[len(times) // 2]:.3f} s, slowest {times[-1]:.2f} s"
        print(f"{form}: {dict(outcomes)}, {slow}, {took:.0f} s", flush=True)


def _sized() -> Iterator[tuple[str, str, bytes]]:
    """Files at and above the limits (D8)."""
    from hostile import pdf_of

    line = "增长5%，".encode()
    yield "empty", "a.txt", b""
    yield "50 MB of text", "a.txt", ("增长5%。\n".encode() * 5_000_000)[:50_000_000]
    yield "8 MB of text in 190,000 lines", "a.txt", "全区增长5%，投资90亿元。\n".encode() * 190_000
    yield "50 MB and one byte", "a.txt", b"a" * 50_000_001
    yield "5 MB in one line", "a.txt", line * (5_000_000 // len(line))
    yield "5 MB in one line of a page", "a.html", b"<p>" + line * (5_000_000 // len(line))
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>"
    pages = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: kids, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}
    yield "PDF of 10,000 pages", "a.pdf", pdf_of(pages)
    yield "PDF of 1,500 pages with tables", "a.pdf", _long_pdf(500)
    yield "workbook of 49,000 rows", "a.xlsx", _workbook(49_000)
    yield "CSV of 500,000 rows", "a.csv", _csv(500_000)


def sizes() -> None:
    """Print what becomes of each large file, in seconds, with the peak memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        for title, name, data in _sized():
            (Path(folder) / name).write_bytes(data)
            started = time.monotonic()
            try:
                outcome = f"{len(read_document(Path(folder), name).blocks)} blocks"
            except ReadError as error:
                outcome = str(error)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{title}: {time.monotonic() - started:.1f} s, {peak:.0f} MB, {outcome}", flush=True)


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "mutate", "sizes"))
    parser.add_argument("--texts", type=Path, default=PROJECT / "corpus")
    parser.add_argument("--docx", type=Path, default=None)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--format", default="")
    given = parser.parse_args()
    if given.what == "speed":
        speed(given.texts, given.docx)
    elif given.what == "mutate":
        mutate_all(given.files, given.format)
    else:
        sizes()
    ISOLATED.close()


if __name__ == "__main__":
    main()
