"""Which files of a corpus folder are documents, and their bytes; nothing outside the folder is ever opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from policyqa.errors import ReadError
from policyqa.reading.archive import member_name, open_archive, reason_against_member, unpack
from policyqa.reading.formats import ARCHIVE, FORMATS
from policyqa.reading.limits import DEFAULT_LIMITS, Limits
from policyqa.reading.manifest import MANIFEST_NAME

SUFFIXES = frozenset(FORMATS)
"""Suffixes of documents; an archive's members are documents too."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file that could be a document; `path` is below the corpus folder with "/", `size` in bytes.

    A member of an archive has the archive's path before its own (`archive.zip/name.docx`); `absolute` is the archive.
    """

    path: str
    absolute: Path
    size: int


def _shown(name: str) -> str:
    """A file name that is safe to show: control, direction and undecodable characters escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)


def _inside(root: Path, absolute: Path) -> bool:
    """Tell whether a path, links followed, lies below the root."""
    try:
        return absolute.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError, ValueError):
        return False


def _reason_against(root: Path, absolute: Path, path: str) -> str:
    """Say in words (Chinese, for people) why a file is no document, "" where it may be one."""
    suffix = PurePosixPath(path).suffix.lower()
    if not _is_unicode(path):
        return "文件名不是有效的UTF-8，请改名"
    if suffix == ".doc":
        return "旧的Word格式，请另存为docx"
    if suffix not in SUFFIXES and suffix != ARCHIVE:
        return f"不支持的格式{suffix or '（无扩展名）'}，可用：{'、'.join(sorted(SUFFIXES))}、{ARCHIVE}"
    try:
        if absolute.is_symlink() and not _inside(root, absolute):
            return "链接指向文件夹之外或已失效"
        if not stat.S_ISREG(absolute.stat().st_mode):
            return "不是普通文件"
    except OSError as error:
        return f"无法访问：{error.strerror}"
    return "" if os.access(absolute, os.R_OK) else "没有读取权限"


def _is_unicode(path: str) -> bool:
    """Tell whether a name from the file system is valid Unicode."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _walk(root: Path, limits: Limits) -> Iterator[tuple[CorpusFile, str]]:
    """Yield each visible file and member of an archive, with the reason against it; linked folders are not entered."""
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in names:
            absolute = Path(folder, name)
            if absolute.is_symlink():
                yield CorpusFile(absolute.relative_to(root).as_posix(), absolute, 0), "链接的文件夹，不进入"
        for name in files:
            absolute = Path(folder, name)
            path = absolute.relative_to(root).as_posix()
            if name.startswith(".") or path == MANIFEST_NAME:
                continue
            reason = _reason_against(root, absolute, path)
            if not reason and PurePosixPath(path).suffix.lower() == ARCHIVE:
                yield from _members(path, absolute, limits)
            else:
                yield CorpusFile(path, absolute, _size(absolute)), reason


def _size(absolute: Path) -> int:
    """A file's size, -1 where it vanished since it was listed."""
    try:
        return absolute.stat().st_size
    except OSError:
        return -1


def _members(path: str, absolute: Path, limits: Limits) -> Iterator[tuple[CorpusFile, str]]:
    """Yield each visible member of an archive with the reason against it, or the archive itself where it is refused."""
    try:
        with open(absolute, "rb") as file, open_archive(file, limits) as archive:
            members = [(member_name(m), m) for m in archive.infolist() if not m.is_dir()]
    except (ReadError, OSError) as error:
        reason = str(error) if isinstance(error, ReadError) else f"无法访问：{error.strerror}"
        yield CorpusFile(path, absolute, _size(absolute)), reason
        return
    if sum(member.file_size for _, member in members) > limits.unpacked_bytes:
        reason = f"解压后超过{limits.unpacked_bytes / 1e6:g} MB，请分成几个 (unpacked size)"
        yield CorpusFile(path, absolute, _size(absolute)), reason
        return
    seen: set[str] = set()
    for name, member in members:
        if any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts if part != ".."):
            continue
        reason = reason_against_member(member, name) or _reason_against_suffix(name)
        if not reason and name in seen:
            reason = "压缩包里有同名的文件，只读第一个"
        seen.add(name)
        yield CorpusFile(f"{path}/{name}", absolute, member.file_size), reason


def _reason_against_suffix(name: str) -> str:
    """Why a member of an archive is no document, by its suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ARCHIVE:
        return "压缩包里的压缩包，请解开后再加入"
    if suffix == ".doc":
        return "旧的Word格式，请另存为docx"
    return "" if suffix in SUFFIXES else f"不支持的格式{suffix or '（无扩展名）'}"


def _root_of(corpus: Path) -> Path:
    """The corpus folder without links.

    Raises:
        ReadError: there is no such folder.
    """
    try:
        root = corpus.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(f"{corpus}: no such folder; make it and put documents into it") from error
    if not root.is_dir():
        raise ReadError(f"{corpus}: not a folder; name the folder that holds the documents")
    return root


def list_corpus(corpus: Path, limits: Limits = DEFAULT_LIMITS) -> list[CorpusFile]:
    """List the files that could be documents, sorted by path; hidden files and the manifest are left out.

    Raises:
        ReadError: there is no such folder.
    """
    found = [file for file, reason in _walk(_root_of(corpus), limits) if not reason and file.size >= 0]
    return sorted(found, key=lambda f: f.path)


def skipped_files(corpus: Path, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str]]:
    """List the visible files that are not read, each with the reason in Chinese; names are escaped for showing.

    Raises:
        ReadError: there is no such folder.
    """
    return sorted((_shown(file.path), reason) for file, reason in _walk(_root_of(corpus), limits) if reason)


def _parted(root: Path, pure: PurePosixPath) -> tuple[PurePosixPath, str]:
    """Part a path into the file and, where that is an archive, the member's name inside it."""
    for i, part in enumerate(pure.parts[:-1], 1):
        head = PurePosixPath(*pure.parts[:i])
        if part.lower().endswith(ARCHIVE) and (root / head).is_file():
            return head, "/".join(pure.parts[i:])
    return pure, ""


def _opened(absolute: Path, shown: str) -> BinaryIO:
    """Open a regular file; devices and pipes are refused without waiting on them."""
    try:
        handle = os.open(absolute, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise ReadError(f"{shown}: cannot be read ({error.strerror}); check that it exists and may be read") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ReadError(f"{shown}: not a regular file")
    return os.fdopen(handle, "rb")


def _member_bytes(file: BinaryIO, name: str, max_bytes: int, limits: Limits) -> bytes:
    """Unpack a member of an archive."""
    with open_archive(file, limits) as archive:
        member = next((m for m in archive.infolist() if member_name(m) == name and not m.is_dir()), None)
        if member is None:
            raise ReadError("no such file in the archive")
        if reason := reason_against_member(member, name):
            raise ReadError(reason)
        return unpack(archive, member, min(max_bytes, limits.unpacked_bytes))


def read_bytes(corpus: Path, path: str, max_bytes: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read the bytes of a document, or of a member of an archive, at most `max_bytes`.

    Raises:
        ReadError: the file is missing, outside the folder, no regular file, unreadable or too large.
    """
    root = _root_of(corpus)
    shown = _shown(path)
    pure = PurePosixPath(path)
    if not path or "\0" in path or pure.is_absolute() or ".." in pure.parts or not _is_unicode(path):
        raise ReadError(f"{shown}: not a path below the corpus folder")
    file_path, member = _parted(root, pure)
    absolute = root / file_path
    if absolute.exists() and not _inside(root, absolute):
        raise ReadError(f"{shown}: leads out of the corpus folder; copy the file into it")
    with _opened(absolute, shown) as file:
        try:
            data = _member_bytes(file, member, max_bytes, limits) if member else file.read(max_bytes + 1)
        except ReadError as error:
            raise ReadError(f"{shown}: {error}") from error
        except OSError as error:
            raise ReadError(f"{shown}: cannot be read ({error.strerror}); check that it may be read") from error
    if len(data) > max_bytes:
        raise ReadError(f"{shown}: larger than {max_bytes / 1e6:g} MB; split it or raise POLICYQA_MAX_FILE_MB")
    return data
