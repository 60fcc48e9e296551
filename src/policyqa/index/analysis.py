"""Reading the documents of a build: each file on its own, so that a bad one costs only itself."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policyqa.errors import InputError, ReadError
from policyqa.index import catalogue
from policyqa.index.catalogue import Known
from policyqa.index.generations import file_sha256
from policyqa.index.planning import ToRead
from policyqa.index.readers import Readers
from policyqa.index.reporting import Reporter
from policyqa.settings import Settings
from policyqa.types import Document, Figure, Passage

_REASON_CHARS = 300


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document and its two kinds of parts."""

    document: Document
    passages: list[Passage]
    figures: list[Figure]


def analyse(
    connection: sqlite3.Connection,
    corpus: Path,
    items: Iterable[ToRead],
    settings: Settings,
    readers: Readers,
    reporter: Reporter,
) -> int:
    """Read the files and put what they hold into the catalogue; whatever a reader raises is that file's failure.

    Returns:
        How many documents, and failures to remember, the catalogue has more.

    Raises:
        InputError: the corpus's manifest is malformed, which is no matter of one file.
    """
    added = 0
    for item in items:
        started = time.monotonic()
        if item.file.size > settings.max_file_mb * 10**6:
            reason = f"larger than {settings.max_file_mb} MB: split it, or raise POLICYQA_MAX_FILE_MB"
            reporter.failed(item, reason, 0.0, "skipped")
            continue
        try:
            read = _analysed(corpus, item, settings, readers)
        except InputError:
            raise
        except Exception as error:
            reason = " ".join(str(error).split())[:_REASON_CHARS] or type(error).__name__
            if isinstance(error, ReadError):
                added += _remember(connection, item, reason)
            reporter.failed(item, reason, time.monotonic() - started)
            continue
        catalogue.add_document(connection, read.document, read.passages, read.figures, item.entry, item.stamp)
        added += 1
        reporter.read(item, read.document, len(read.passages), len(read.figures), time.monotonic() - started)
    return added


def _analysed(corpus: Path, item: ToRead, settings: Settings, readers: Readers) -> Analysed:
    document = readers.read(corpus, item.file.path)
    read = Analysed(document, readers.split(document, settings.passage_chars), readers.find(document))
    _check(read, item)
    return read


def _check(read: Analysed, item: ToRead) -> None:
    """Refuse what the catalogue could not give back as it was; a passage's text is not stored, but cut anew."""
    document = read.document
    if document.path != item.file.path:
        raise ValueError(f"the reader calls it {document.path!r}")
    for passage in read.passages:
        if document.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.start}:{passage.end} is not the text at its place")
    parts = [document.text, document.metadata.title, *(p.indexed for p in read.passages)]
    parts += [part for f in read.figures for part in (f.text, f.indicator, f.context, f.holder)]
    try:
        "".join(parts).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("its text holds half a surrogate pair, which is no character") from error


def _remember(connection: sqlite3.Connection, item: ToRead, reason: str) -> bool:
    """Keep a failure for next time, unless the file changed while it was read, or cannot even be hashed."""
    try:
        sha256 = file_sha256(item.file.absolute)
        status = os.stat(item.file.absolute)
    except OSError:
        return False
    if (status.st_size, status.st_mtime_ns) != (item.stamp.size, item.stamp.mtime_ns):
        return False
    catalogue.add_failure(connection, Known(item.file.path, sha256, item.entry, item.stamp, reason))
    return True
