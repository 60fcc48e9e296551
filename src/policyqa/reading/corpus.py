"""Which files of a corpus folder are documents, and their bytes; nothing outside the folder is ever opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policyqa.errors import ReadError
from policyqa.reading.manifest import MANIFEST_NAME

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
"""Suffixes that can be read; `policyqa.reading.formats` holds a reader for each."""

_LATER = frozenset({".docx", ".pdf", ".xlsx", ".csv", ".mhtml", ".zip"})


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file that could be a document; `path` is below the corpus folder with "/", `size` in bytes."""

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
    if suffix in _LATER:
        return f"{suffix}格式将在以后的版本支持"
    if suffix not in SUFFIXES:
        return f"不支持的格式{suffix or '（无扩展名）'}，可用：{'、'.join(sorted(SUFFIXES))}"
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


def _walk(root: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield path, absolute path and reason against each visible file; linked folders are not entered."""
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in names:
            absolute = Path(folder, name)
            if absolute.is_symlink():
                yield absolute.relative_to(root).as_posix(), absolute, "链接的文件夹，不进入"
        for name in files:
            absolute = Path(folder, name)
            path = absolute.relative_to(root).as_posix()
            if not name.startswith(".") and path != MANIFEST_NAME:
                yield path, absolute, _reason_against(root, absolute, path)


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


def list_corpus(corpus: Path) -> list[CorpusFile]:
    """List the files that could be documents, sorted by path; hidden files and the manifest are left out.

    Raises:
        ReadError: there is no such folder.
    """
    found: list[CorpusFile] = []
    for path, absolute, reason in _walk(_root_of(corpus)):
        if reason:
            continue
        try:
            found.append(CorpusFile(path, absolute, absolute.stat().st_size))
        except OSError:
            continue  # vanished since it was listed: the same as never there
    return sorted(found, key=lambda f: f.path)


def skipped_files(corpus: Path) -> list[tuple[str, str]]:
    """List the visible files that are not read, each with the reason in Chinese; names are escaped for showing.

    Raises:
        ReadError: there is no such folder.
    """
    return sorted((_shown(path), reason) for path, _, reason in _walk(_root_of(corpus)) if reason)


def read_bytes(corpus: Path, path: str, max_bytes: int) -> bytes:
    """Read a document's bytes, at most `max_bytes`; devices and pipes are refused without waiting on them.

    Raises:
        ReadError: the file is missing, outside the folder, no regular file, unreadable or too large.
    """
    root = _root_of(corpus)
    shown = _shown(path)
    pure = PurePosixPath(path)
    if not path or "\0" in path or pure.is_absolute() or ".." in pure.parts or not _is_unicode(path):
        raise ReadError(f"{shown}: not a path below the corpus folder")
    absolute = root / pure
    if absolute.exists() and not _inside(root, absolute):
        raise ReadError(f"{shown}: leads out of the corpus folder; copy the file into it")
    try:
        handle = os.open(absolute, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise ReadError(f"{shown}: not a regular file")
        with os.fdopen(handle, "rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(f"{shown}: cannot be read ({error.strerror}); check that it exists and may be read") from error
    if len(data) > max_bytes:
        raise ReadError(f"{shown}: larger than {max_bytes / 1e6:g} MB; split it or raise POLICYQA_MAX_FILE_MB")
    return data
