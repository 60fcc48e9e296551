"""The draft as a document of its own: pasted text or a file, its lines as paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policyqa.chinese.quantities import find_quantities
from policyqa.errors import InputError
from policyqa.reading import read_document
from policyqa.types import Block, Document

MAX_DRAFT_CHARS = 50_000
DRAFT_SUFFIXES = (".txt", ".md", ".docx")

_LINE = re.compile(r"[^\n]+")
_SENTENCE_CHARS = 1000
_ENDLESS = re.compile(rf"[^。！？；!?;\n]{{{_SENTENCE_CHARS}}}")
_CUT = re.compile(rf"[^\n]{{1,{_SENTENCE_CHARS}}}(?:(?<=[。！？；，、,;])|$)|[^\n]{{1,{_SENTENCE_CHARS}}}")
_HEADING_CHARS = 30
_MAX_FILE_BYTES = 20_000_000


def draft_of(text: str) -> Document:
    """Take pasted text as a document: each line a paragraph, short lines without a stop or figure headings.

    Raises:
        InputError: it is empty, or longer than `MAX_DRAFT_CHARS`.
    """
    text = _whole(text)
    blocks = tuple(_block(text, m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip())
    return Document("", text, "", "txt", _bounded(text, blocks))


def _bounded(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Cut paragraphs with a sentence beyond any real one, since the cost of a sentence grows with its square."""
    bounded: list[Block] = []
    for block in blocks:
        if block.kind == "row" or not _ENDLESS.search(text, block.start, block.end):
            bounded.append(block)
            continue
        bounded += [replace(block, start=m.start(), end=m.end()) for m in _CUT.finditer(text, block.start, block.end)]
    return tuple(bounded)


def _whole(text: str) -> str:
    """The text with line ends as \\n and lone surrogates replaced, its length checked."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        raise InputError("草稿是空的：请粘贴要核对的文字 (the draft is empty)")
    if len(text) > MAX_DRAFT_CHARS:
        raise InputError(
            f"草稿有{len(text)}字，一次最多核对{MAX_DRAFT_CHARS}字，请分成几段 "
            f"(the draft has {len(text)} characters, the limit is {MAX_DRAFT_CHARS})"
        )
    return text


def _block(text: str, start: int, end: int) -> Block:
    line = text[start:end].strip()
    short = len(line) <= _HEADING_CHARS and not line.endswith(tuple('。！？；，：.!?;,:”"）)'))
    heading = short and not find_quantities(line)
    return Block(start, end, "heading" if heading else "paragraph", level=1 if heading else 0)


def read_draft(path: Path) -> Document:
    """Read a draft from a `.txt`, `.md` or `.docx` file.

    Raises:
        InputError: it is of another format, empty or too long.
        ReadError: it cannot be read.
    """
    if path.suffix.lower() not in DRAFT_SUFFIXES:
        raise InputError(
            f"{path.name}: a draft is {', '.join(DRAFT_SUFFIXES)}; save it as one of these or paste its text"
        )
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    document = read_document(path.parent, path.name, _MAX_FILE_BYTES)
    if path.suffix.lower() == ".docx":
        _whole(document.text)
        return replace(document, blocks=_bounded(document.text, document.blocks))
    return draft_of(document.text)
