"""The documents behind the page: listing them, taking new ones in, removing them, giving out their originals."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from policyqa.chinese.regions import full_name, region_by_code
from policyqa.errors import InputError, PolicyQAError
from policyqa.index import catalogue, layout
from policyqa.index.generations import current_generation, generation_folder
from policyqa.index.records import IndexedDocument
from policyqa.index.reporting import BuildReport, FileReport
from policyqa.reading import list_corpus, skipped_files
from policyqa.reading.corpus import SUFFIXES, read_bytes
from policyqa.reading.formats import ARCHIVE
from policyqa.settings import Settings
from policyqa.web.manifest_edit import drop_entry

KINDS = (*sorted(SUFFIXES), ARCHIVE)
"""Suffixes of the files that may be added."""
OUTCOME_NAMES = {"read": "已读入", "kept": "未变", "removed": "已移除", "failed": "未能读取", "skipped": "跳过"}

_MAX_NAME_BYTES = 180
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_HOW = {
    "manifest": "人工填写", "title": "标题", "markup": "网页标记", "number": "文号", "tasks": "正文任务",
    "date issued": "成文日期", "title, issuer and text": "标题、机关与正文", "stated": "文中字段",
    "first words": "首句", "page title": "网页标题", "file name": "文件名", "folder": "所在文件夹",
    "text": "文中提到的日期", "text and file name": "文中日期与文件名", "text and folder": "文中日期与所在文件夹",
}  # fmt: skip
_LINE = re.compile(r"(signature, )?line (\d{1,9})(?:: (.{1,40}))?")


class AlreadyThere(InputError):
    """There is a document of that name, and nobody said that it is to be replaced."""


class TooLarge(InputError):
    """A file is larger than may be added."""


def safe_name(raw: str) -> str:
    """Give the name under which an uploaded file is kept: one path part, visible, of a kind that can be read.

    >>> safe_name("C:\\\\temp\\\\..\\\\计划?.DOCX")
    '计划_.DOCX'

    Raises:
        InputError: nothing of the name is left, or its kind cannot be read (in Chinese).
    """
    name = unicodedata.normalize("NFC", raw[:1000].encode("utf-8", "ignore").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    name = _UNSAFE.sub("_", "".join(c if c.isprintable() else "_" for c in name)).lstrip(". ").rstrip(". ")
    suffix = PurePosixPath(name).suffix
    if suffix.lower() == ".doc":
        raise InputError("旧的Word格式（.doc）读不了，请另存为docx再上传")
    if suffix.lower() not in KINDS:
        raise InputError(f"不支持这种文件，可用：{'、'.join(KINDS)}")
    stem = name[: -len(suffix)].encode()[: _MAX_NAME_BYTES - len(suffix)].decode("utf-8", "ignore").rstrip(". ")
    if not stem:
        raise InputError("文件名是空的，请改名后再上传")
    return stem + suffix


class Library:
    """The corpus folder and the index over it, as the page shows and changes them."""

    def __init__(self, settings: Settings, documents: Callable[[], Sequence[IndexedDocument]]) -> None:
        """Take the settings (`corpus`, `index`, `max_file_mb`) and what lists the indexed documents."""
        self.corpus = settings.corpus
        self.max_bytes = settings.max_file_mb * 1_000_000
        self._index = settings.index
        self._documents = documents

    def listing(self) -> list[dict[str, Any]]:
        """List the indexed documents by path, as JSON."""
        return [_document_json(document) for document in self._documents()]

    async def receive(self, raw_name: str, chunks: AsyncIterator[bytes], *, replace: bool) -> tuple[str, int]:
        """Write an uploaded file into the corpus, at once or not at all; give its name and bytes.

        Raises:
            AlreadyThere: there is one of that name and `replace` is false.
            TooLarge: it has more than `max_bytes`.
            InputError: its name will not do.
            OSError: it cannot be written.
        """
        name = safe_name(raw_name)
        target = self.corpus / name
        self._check_free(target, replace)
        self.corpus.mkdir(parents=True, exist_ok=True)
        passing = self.corpus / f".upload-{secrets.token_hex(8)}"
        try:
            size = await _write(passing, chunks, self.max_bytes)
            if replace:
                os.replace(passing, target)
            else:
                self._place(passing, target)
        finally:
            passing.unlink(missing_ok=True)
        return name, size

    def _check_free(self, target: Path, replace: bool) -> None:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise InputError("同名的文件夹或链接已存在，请改名后再上传")
        if target.exists() and not replace:
            raise AlreadyThere("已有同名文件")

    def _place(self, passing: Path, target: Path) -> None:
        """Give the file its name unless it is taken, even by one that came this moment."""
        try:
            os.link(passing, target)
        except FileExistsError as error:
            raise AlreadyThere("已有同名文件") from error
        except OSError:  # a file system without hard links
            self._check_free(target, replace=False)
            os.replace(passing, target)

    def remove(self, path: str) -> None:
        """Delete a document's file and what the manifest states of it.

        Raises:
            InputError: there is no such document, or it is part of an archive.
            OSError: it cannot be deleted.
        """
        file = next((file for file in list_corpus(self.corpus) if file.path == path), None)
        if file is None:
            raise InputError("文件夹里没有这份文件，请重建索引")
        if self.corpus.resolve() / path != file.absolute:
            raise InputError("压缩包里的文件不能单独删除，请换掉整个压缩包")
        file.absolute.unlink()
        with suppress(PolicyQAError):  # a malformed manifest does not keep a document from going
            drop_entry(self.corpus, path)

    def original(self, path: str) -> bytes:
        """Give the file of an indexed document.

        Raises:
            KeyError: no document of that path is indexed.
            ReadError: its file is gone, too large or leads out of the corpus.
        """
        if not any(document.path == path for document in self._documents()):
            raise KeyError(path)
        return read_bytes(self.corpus, path, self.max_bytes)

    def report(self) -> list[dict[str, Any]]:
        """Tell of every file in the present index, and of those that are no documents, what became of it."""
        number = current_generation(self._index)
        if not number:
            return []
        with closing(catalogue.open_for_reading(generation_folder(self._index, number) / layout.CATALOGUE)) as there:
            known = catalogue.known_files(there).values()
        files = [
            FileReport(k.path, "failed" if k.reason else "read", k.characters, k.passages, k.figures, k.warnings,
                       reason=k.reason, format=k.format, copy_of=k.copy_of)
            for k in known
        ]  # fmt: skip
        with suppress(PolicyQAError):
            files += [FileReport(path, "skipped", reason=reason) for path, reason in skipped_files(self.corpus)]
        return [file_json(file) for file in sorted(files, key=lambda file: file.path)]


async def _write(path: Path, chunks: AsyncIterator[bytes], max_bytes: int) -> int:
    """Write a new file, synced, counting while it comes."""
    size = 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(handle, "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > max_bytes:
                raise TooLarge(f"文件超过{max_bytes // 1_000_000} MB")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise InputError("文件是空的")
    return size


def report_json(report: BuildReport) -> dict[str, Any]:
    """Give a build's report as JSON."""
    totals = {"documents": report.documents, "passages": report.passages, "figures": report.figures}
    return totals | {"seconds": round(report.seconds, 1), "files": [file_json(file) for file in report.files]}


def file_json(file: FileReport) -> dict[str, Any]:
    """Give what became of one file as JSON."""
    return {
        "path": file.path,
        "outcome": file.outcome,
        "outcome_name": OUTCOME_NAMES[file.outcome],
        "characters": file.characters,
        "passages": file.passages,
        "figures": file.figures,
        "warnings": list(file.remarks),
        "reason": file.reason,
    }


def _document_json(document: IndexedDocument) -> dict[str, Any]:
    known = document.metadata
    return {
        "path": document.path,
        "format": document.format,
        "title": known.title,
        "issuer": known.issuer,
        "date": known.issued,
        "number": known.number,
        "region": known.region_name,
        "division": _division(known.region),
        "validity": known.validity,
        "years": list(known.years),
        "source": known.source,
        "characters": document.characters,
        "passages": document.passages,
        "figures": document.figures,
        "warnings": [*document.warnings, *([f"与{document.copy_of}内容相同，只引用后者"] if document.copy_of else [])],
        "found": {("date" if name == "issued" else name): how_found(how) for name, how in known.found},
    }


def _division(code: str) -> str:
    """A division's code with its name and those of all above it: `341802 安徽省宣城市宣州区`, "" where unknown."""
    region = region_by_code(code) if code else None
    return f"{region.code} {full_name(region)}" if region else ""


def how_found(how: str) -> str:
    """Say in Chinese how a field was found.

    >>> how_found("signature, line 12"), how_found("line 3: 发布日期"), how_found("manifest")
    ('落款，第12行', '第3行“发布日期”', '人工填写')
    """
    line = _LINE.fullmatch(how)
    if line is None:
        return _HOW.get(how, how)
    return f"{'落款，' if line[1] else ''}第{line[2]}行{f'“{line[3]}”' if line[3] else ''}"
