"""Read one file of a corpus as a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from policyqa.chinese.fold import fold_text
from policyqa.errors import ReadError
from policyqa.reading.corpus import read_bytes
from policyqa.reading.encoding import looks_binary
from policyqa.reading.file_title import with_file_title
from policyqa.reading.formats import FORMATS
from policyqa.reading.furniture import sort_lines
from policyqa.reading.headings import PATH_CHARS, place_lines
from policyqa.reading.isolation import ISOLATED
from policyqa.reading.layout import folded_name
from policyqa.reading.limits import DEFAULT_LIMITS, Limits
from policyqa.reading.manifest import Entry, entry_of
from policyqa.reading.metadata import find_metadata, repeats_title
from policyqa.reading.pieces import Extract, Piece
from policyqa.reading.region import with_region
from policyqa.reading.titles import Line, Title
from policyqa.types import Block, BlockKind, Document, Metadata

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
    labels = tuple(folded_name(label) for label in piece.labels[: len(piece.cells)])
    labels += ("",) * (len(piece.cells) - len(labels))
    path += tuple(name for name in (folded_name(under)[:PATH_CHARS] for under in piece.under) if name)
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


def _check_length(path: str, characters: int, paragraphs: int, limits: Limits) -> None:
    """Refuse what is too long for one document.

    Raises:
        ReadError: it has more characters or paragraphs than the limits.
    """
    if characters > limits.characters:
        raise ReadError(
            f"{path}: 超过{_count(limits.characters)}字，请分成几个文件 (more than {limits.characters} characters)"
        )
    if paragraphs > limits.paragraphs:
        raise ReadError(
            f"{path}: 超过{_count(limits.paragraphs)}行，请分成几个文件 (more than {limits.paragraphs} lines)"
        )


def _count(number: int) -> str:
    """A round number as it is said: 300万, 20万."""
    return f"{number // 10_000}万" if number and number % 10_000 == 0 else str(number)


def _extract(path: str, data: bytes, limits: Limits) -> Extract:
    """Read a file's bytes by its suffix, in a process of its own where foreign parsers take part.

    Raises:
        ReadError: the suffix is unknown or the file is refused.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".doc":
        raise ReadError(f"{path}: 旧的Word格式，请另存为docx (old Word format, save it as docx)")
    form = FORMATS.get(suffix)
    if form is None:
        raise ReadError(f"{path}: {suffix or 'a file without suffix'} cannot be read; use {', '.join(FORMATS)}")
    if not form.isolated:
        _check_length(path, len(data) // 4, data.count(b"\n"), limits)
        return form.read(data, limits)
    if not data:
        return Extract("", (), "")
    try:
        return ISOLATED.read(suffix, data, limits)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error.__cause__


def _placed(metadata: Metadata, lines: Sequence[Line], entry: Entry, site: str, path: str) -> Metadata:
    """The metadata with region, and with the file's name for a title where the document has none that tells it."""
    placed = with_region(metadata, lines, str(entry.get("region", "")), site, path)
    return placed if {"title", "region"} & set(entry) else with_file_title(placed, path)


def read_document(corpus: Path, path: str, max_bytes: int = 50_000_000, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read the file at `path` below `corpus` as a document; `archive.zip/name.docx` is a member of an archive.

    Args:
        corpus: the folder of documents.
        path: the document's path below it, with "/".
        max_bytes: the largest file that is read, and the largest member of an archive.
        limits: what parsing it may take.

    Raises:
        ReadError: the file is missing, outside the folder, too large, of another format, empty, no text, or beyond the
            limits.
        InputError: the manifest is malformed.
    """
    data = read_bytes(corpus, path, max_bytes, limits)
    extract = _extract(path, data, limits)
    _check_length(path, len(extract.text), len(extract.pieces), limits)
    if looks_binary(extract.text):
        raise ReadError(f"{path}: holds no text but binary data; remove it or give the document as text")
    if not extract.pieces:
        why = "".join(extract.warnings) or "remove it or put the document's text into it"
        raise ReadError(f"{path}: is empty; {why}")
    lines = _lines(extract)
    entry = entry_of(corpus, path)
    metadata, title = find_metadata(lines, extract.stated, entry, path)
    return Document(
        path=path,
        text=extract.text,
        sha256=hashlib.sha256(data).hexdigest(),
        format=FORMATS[PurePosixPath(path).suffix.lower()].name,
        blocks=_blocks(extract.pieces, lines, title, metadata.title),
        metadata=_placed(metadata, lines, entry, extract.stated.site, path),
        encoding=extract.encoding,
        warnings=extract.warnings,
    )
