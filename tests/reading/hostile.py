"""Hostile and odd files for the tests of reading, built byte by byte (reliability.md, D1 to D4)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument."


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx_of(body: str, head: str = "", **more: str) -> bytes:
    """A Word document of this body; `more` are further parts by their name below word/, without .xml."""
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    kinds = {"document": "document.main", **{name: name for name in more}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for i, name in enumerate(more)
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            f'openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
            "word/document.xml": document,
            **{f"word/{name}.xml": part for name, part in more.items()},
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx_of(sheet: str, state: str = "visible", name: str = "数据") -> bytes:
    """A workbook of one sheet, given as the XML inside `<worksheet>`."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kinds = {"xl/workbook": "sheet.main", "xl/worksheets/sheet1": "worksheet"}
    overrides = "".join(
        f'<Override PartName="/{part}.xml" ContentType="{_MAIN}spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    shown = f'<sheet name="{name}" sheetId="1" state="{state}" r:id="a"/>'
    other = '<sheet name="别的" sheetId="2" r:id="a"/>' if state != "visible" else ""
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            f'openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{_OFFICE}"><sheets>{shown}{other}</sheets></workbook>',
            "xl/worksheets/sheet1.xml": f"<worksheet {space}>{sheet}</worksheet>",
        }
    )


def text_cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def overlapping_zip(entries: int = 1000, size: int = 10_500_000) -> bytes:
    """Entries that all share one compressed stream: small, and claiming gigabytes (CVE-2024-0450)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(size)
    stream = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(stream), size, 5, 0) + b"a.txt" + stream
    central = b""
    for i in range(entries):
        name = f"{i:04}.txt".encode()
        fixed = struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(stream), size, len(name), 0, 0, 0, 0, 0, 0
        )
        central += fixed + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries, entries, len(central), len(local), 0)
    return local + central + end


def lying_zip(content: bytes, claimed: int) -> bytes:
    """An archive whose headers claim another size than its member unpacks to."""
    data = bytearray(packed({"a.txt": content}))
    real = struct.pack("<I", len(content))
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", claimed)
        at = data.find(real, at + 4)
    return bytes(data)


def encrypted_zip() -> bytes:
    """An archive whose member is marked as encrypted."""
    data = bytearray(packed({"a.txt": "机密"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    return bytes(data)


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, 1 being its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(out)
    count = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 n \n" % offsets.get(number, 0)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, at)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    data = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n" % (len(data), extra) + data + b"\nendstream"


def one_page_pdf(content: bytes, resources: bytes = b"", trailer: bytes = b"", **more: bytes) -> bytes:
    """A PDF of one page with Helvetica as /F; `more` are objects by number (`o6=...`)."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
        % resources,
        4: stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        **{int(name[1:]): body for name, body in more.items()},
    }
    return pdf_of(objects, trailer)
