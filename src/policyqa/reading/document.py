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
from policyqa.reading.headings import PATH_CHARS, place_lines
from policyqa.reading.html import extract_html
from policyqa.reading.manifest import entry_of
from policyqa.reading.markdown import extract_markdown
from policyqa.reading.metadata import find_metadata, repeats_title
from policyqa.reading.pieces import Extract, Piece
from policyqa.reading.region import with_region
from policyqa.reading.text import extract_text
from policyqa.reading.titles import Line, Title
from policyqa.types import Block, BlockKind, Document

READERS: Mapping[str, Callable[[bytes], Extract]] = {
    ".txt": extract_text,
    ".md": extract_markdown,
    ".html": extract_html,
    ".htm": extract_html,
}
"""One reader a suffix: bytes to text and pieces. A new format is one file and one line here."""


_FOLDED_CHARS = 600
"""More than any rule for furniture, headings or metadata looks at; folding takes most of the reading time."""


def fold_line(text: str) -> str:
    """Fold a line for recognition: at most its first 600 characters, blanks around it dropped."""
    return fold_text(text[:_FOLDED_CHARS]).strip()


def _lines(extract: Extract) -> list[Line]:
    """Fold the pieces' text and tell content from furniture; a table row is always content."""
    folded = [fold_line(extract.text[p.start : p.end]) for p in extract.pieces]
    reasons = sort_lines(folded)
    ends = [0, *(p.end for p in extract.pieces[:-1])]
    return [
        Line(
            text,
            content=not reason or bool(piece.cells),
            number=number,
            same_line=number > 1 and "\n" not in extract.text[end : piece.start],
            row=bool(piece.cells),
        )
        for number, (text, reason, piece, end) in enumerate(zip(folded, reasons, extract.pieces, ends, strict=True), 1)
    ]


def _block(piece: Piece, kind: BlockKind, path: tuple[str, ...] = (), level: int = 0) -> Block:
    """Make the block of a content piece."""
    labels = tuple(fold_text(label).strip() for label in piece.labels[: len(piece.cells)])
    labels += ("",) * (len(piece.cells) - len(labels))
    path += tuple(name for name in (fold_text(under).strip()[:PATH_CHARS] for under in piece.under) if name)
    return Block(piece.start, piece.end, kind, path, level, piece.cells, labels, piece.place, piece.cell_names)


def _blocks(pieces: Sequence[Piece], lines: Sequence[Line], title: Title, own: str) -> tuple[Block, ...]:
    """Make blocks of the content pieces; the title is a heading of level 0 in no path, its repetitions are dropped."""
    blocks: list[Block] = []
    body: list[int] = []
    for i, (piece, line) in enumerate(zip(pieces, lines, strict=True)):
        if line.number in title.numbers:
            blocks.append(_block(piece, "heading"))
        elif line.content and (piece.cells or not title.numbers or not repeats_title(line.text, title, own)):
            body.append(i)
    texts = ["" if pieces[i].cells else lines[i].text for i in body]  # a table row is no heading
    for i, place in zip(body, place_lines(texts, [pieces[i].level for i in body]), strict=True):
        kind: BlockKind = "row" if pieces[i].cells else "heading" if place.level else "paragraph"
        blocks.append(_block(pieces[i], kind, place.path, place.level))
    return tuple(sorted(blocks, key=lambda block: block.start))


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
        why = "".join(extract.warnings) or "remove it or put the document's text into it"
        raise ReadError(f"{path}: is empty; {why}")
    lines = _lines(extract)
    entry = entry_of(corpus, path)
    metadata, title = find_metadata(lines, extract.stated, entry)
    return Document(
        path=path,
        text=extract.text,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html" if suffix == ".htm" else suffix.removeprefix("."),
        blocks=_blocks(extract.pieces, lines, title, metadata.title),
        metadata=with_region(metadata, lines, str(entry.get("region", ""))),
        encoding=extract.encoding,
        warnings=extract.warnings,
    )
