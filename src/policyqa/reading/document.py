"""Read one file of a corpus as a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from policyqa.chinese.fold import fold_text
from policyqa.errors import ReadError
from policyqa.reading.corpus import read_bytes
from policyqa.reading.encoding import looks_binary
from policyqa.reading.furniture import sort_lines
from policyqa.reading.headings import place_lines
from policyqa.reading.html import extract_html
from policyqa.reading.manifest import entry_of
from policyqa.reading.markdown import extract_markdown
from policyqa.reading.metadata import Line, find_metadata, fold_line
from policyqa.reading.pieces import Extract, Piece
from policyqa.reading.text import extract_text
from policyqa.types import Block, BlockKind, Document

READERS: Mapping[str, Callable[[bytes], Extract]] = {
    ".txt": extract_text,
    ".md": extract_markdown,
    ".html": extract_html,
    ".htm": extract_html,
}
"""One reader a suffix: bytes to text and pieces. A new format is one file and one line here."""


def _block(piece: Piece, folded: str, title: str, path: tuple[str, ...], level: int) -> Block:
    """Make the block of a content piece; the title is a heading of level 0, in no path."""
    kind: BlockKind = "row" if piece.cells else "heading" if level or folded == title else "paragraph"
    labels = tuple(fold_text(label).strip() for label in piece.labels[: len(piece.cells)])
    labels += ("",) * (len(piece.cells) - len(labels))
    return Block(piece.start, piece.end, kind, path, level, piece.cells, labels)


def _blocks(pieces: Sequence[Piece], folded: Sequence[str], content: Sequence[bool], title: str) -> tuple[Block, ...]:
    """Make blocks of the content pieces, the title once and outside of the headings."""
    kept: list[int] = []
    titled = False
    for i, piece in enumerate(pieces):
        is_title = folded[i] == title and not piece.cells
        if content[i] and not (is_title and titled):
            kept.append(i)
        titled = titled or (content[i] and is_title)
    body = [i for i in kept if folded[i] != title and not pieces[i].cells]
    placed = dict(zip(body, place_lines([folded[i] for i in body], [pieces[i].level for i in body]), strict=True))
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for i in kept:
        place = placed.get(i)
        if place is None:
            blocks.append(_block(pieces[i], folded[i], title, path if pieces[i].cells else (), 0))
            continue
        blocks.append(_block(pieces[i], folded[i], title, place.path, place.level))
        path = (*place.path, folded[i][:40]) if place.level else place.path
    return tuple(blocks)


def read_document(corpus: Path, path: str, max_bytes: int = 50_000_000) -> Document:
    """Read the file at `path` below `corpus` as a document.

    Raises:
        ReadError: the file is missing, outside the folder, too large, of another format, empty or no text.
        InputError: the manifest is malformed.
    """
    suffix = PurePosixPath(path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise ReadError(f"{path}: {suffix or 'a file without suffix'} cannot be read; use {', '.join(READERS)}")
    data = read_bytes(corpus, path, max_bytes)
    extract = reader(data)
    if looks_binary(extract.text):
        raise ReadError(f"{path}: holds no text but binary data; remove it or give the document as text")
    if not extract.pieces:
        raise ReadError(f"{path}: is empty; remove it or put the document's text into it")
    folded = [fold_line(extract.text[p.start : p.end]) for p in extract.pieces]
    content = [not reason for reason in sort_lines(folded).reasons]
    lines = [Line(text, kept, i + 1) for i, (text, kept) in enumerate(zip(folded, content, strict=True))]
    metadata = find_metadata(lines, extract.stated, entry_of(corpus, path))
    blocks = _blocks(extract.pieces, folded, content, metadata.title)
    return Document(
        path=path,
        text=extract.text,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html" if suffix == ".htm" else suffix.removeprefix("."),
        blocks=blocks,
        metadata=metadata,
        encoding=extract.encoding,
        warnings=extract.warnings,
    )
