"""Archives (.zip, and .docx and .xlsx, which are such): checked before anything is unpacked, counted while it is."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from policyqa.errors import ReadError
from policyqa.reading.limits import Limits

_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_MAX_DIRECTORY = 4_000_000
_CHUNK = 1 << 16
_LINK = 0o120000
_EXPECTED = re.compile(r"[ -~\u00b7\u2010-\u2026\u2460-\u2473\u3000-\u303f\u3400-\u9fff\uff00-\uffef]{1,1000}")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_KINDS = (b"<w:p>", b"<w:p ", b"<w:p/"), (b"<c ", b"<c>")
_DTD = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def _check_end(file: BinaryIO, limits: Limits) -> None:
    """Read the end of the archive, so that a directory of millions of entries is refused unread."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise ReadError("压缩包已损坏或不是压缩包，请重新打包 (no zip archive)")
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if _ZIP64 in tail[max(0, at - 20) : at] or directory == 0xFFFFFFFF:
        raise ReadError("压缩包是ZIP64格式，请用普通格式重新打包 (zip64)")
    if entries > limits.entries or directory > _MAX_DIRECTORY:
        raise ReadError(f"压缩包里超过{limits.entries}个文件，请分成几个 (more than {limits.entries} entries)")


def open_archive(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Open an archive after checking its directory.

    Raises:
        ReadError: it is none, damaged, has too many entries, or entries that overlap (a bomb; CVE-2024-0450).
    """
    _check_end(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, OverflowError) as error:
        raise ReadError("压缩包已损坏，请重新打包 (damaged zip archive)") from error
    members = archive.infolist()
    if len(members) > limits.entries:
        raise ReadError(f"压缩包里超过{limits.entries}个文件，请分成几个 (more than {limits.entries} entries)")
    ranges = sorted((m.header_offset, m.header_offset + 30 + len(m.orig_filename) + m.compress_size) for m in members)
    ends = [start for start, _ in ranges[1:]] + [archive.start_dir]
    if any(end > following for (_, end), following in zip(ranges, ends, strict=True)):
        raise ReadError("压缩包里的文件互相重叠，是压缩炸弹 (overlapping entries)")
    if sum(m.file_size for m in members) > limits.ratio * max(m[1] for m in [*ranges, (0, 1)]):
        raise ReadError("压缩包的压缩比过高，是压缩炸弹 (compression ratio)")
    return archive


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """Unpack one member, at most `max_bytes`, counted while it is unpacked.

    Raises:
        ReadError: it is encrypted, damaged, packed in another way than by deflating, or larger.
    """
    if member.flag_bits & 0x1:
        raise ReadError("加密的，请去掉密码后再加入 (encrypted)")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError("压缩方式不支持，请用普通方式重新打包 (compression method)")
    parts: list[bytes] = []
    left = max_bytes
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise ReadError(f"解压后超过{max_bytes / 1e6:g} MB (unpacked size)")
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadError("压缩包里的内容已损坏 (damaged entry)") from error
    return b"".join(parts)


def member_name(member: zipfile.ZipInfo) -> str:
    """A member's name with "/".

    Names without the mark of UTF-8 are taken in the encoding in which they read like Chinese, UTF-8 before GB18030:
    the two bytes each of 通知 in GB18030 are letters of other scripts in UTF-8.
    """
    name = member.orig_filename
    if not member.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            read = [text for text in (_decoded(raw, encoding) for encoding in ("utf-8", "gb18030")) if text]
            name = next((text for text in read if _EXPECTED.fullmatch(text)), read[0] if read else name)
    return name.replace("\\", "/")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def reason_against_member(member: zipfile.ZipInfo, name: str) -> str:
    """Say in Chinese why a member is not to be unpacked whatever it holds, "" where it may be."""
    pure = PurePosixPath(name)
    if not name or pure.is_absolute() or ".." in pure.parts or ":" in name or not name.isprintable():
        return "压缩包里的文件名不安全"
    if (member.external_attr >> 16) & 0o170000 == _LINK:
        return "压缩包里的链接，不读"
    return "加密的，请去掉密码后再加入" if member.flag_bits & 0x1 else ""


def _count(chunk: bytes, marks: Sequence[bytes]) -> int:
    return sum(chunk.count(mark) for mark in marks)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _merged_area(content: bytes) -> int:
    """How many cells a sheet's merged ranges cover: the library makes an object of each."""
    return sum(
        (abs(_column(c) - _column(a)) + 1) * (abs(int(d) - int(b)) + 1) for a, b, c, d in _MERGED.findall(content)
    )


def scan_office(data: bytes, limits: Limits) -> None:
    """Unpack a .docx or .xlsx once without keeping it, so that its true size is known before a library takes it.

    Raises:
        ReadError: it is encrypted, damaged, unpacks beyond the limits, or declares entities (Office files never do).
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("文件加了密码或是旧格式，请去掉密码、另存为docx或xlsx (encrypted or old format)")
    left = limits.unpacked_bytes
    paragraphs = cells = merged = 0
    with open_archive(io.BytesIO(data), limits) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            content = unpack(archive, member, left)
            left -= len(content)
            if member.filename.lower().endswith((".xml", ".rels")):
                if any(mark in content for mark in _DTD):
                    raise ReadError("文件里有外部实体声明，不安全 (document type declaration)")
                paragraphs += _count(content, _KINDS[0])
                cells += _count(content, _KINDS[1])
                merged += _merged_area(content)
    if paragraphs > limits.paragraphs:
        raise ReadError(f"超过{limits.paragraphs}段，请分成几个文件 (more than {limits.paragraphs} paragraphs)")
    if merged > limits.merged_cells:
        raise ReadError(f"合并的区域超过{limits.merged_cells}个单元格，请去掉整行整列的合并 (merged area too large)")
    if cells > limits.cells:
        raise ReadError(f"超过{limits.cells}个单元格，请分成几个文件 (more than {limits.cells} cells)")
