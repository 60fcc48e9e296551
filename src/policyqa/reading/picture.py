"""A page of a PDF as a picture, with a passage's words marked: made in a process of its own, which may not stay."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from policyqa.errors import ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policyqa.reading.pdf_page import Glyph

TIMEOUT_S = 20.0
WIDTH_PX = 1100
MAX_HEIGHT_PX = 2400
MEMORY_BYTES = 3_000_000_000
_START = "import sys,json;sys.path[:]=json.loads(sys.argv[1]);from policyqa.reading.picture import main;main()"
_PASSAGE = (255, 246, 196)
_MARK = (255, 222, 74)

Box = tuple[float, float, float, float]


def picture_of_page(data: bytes, page: int, passage: str, marks: Sequence[str] = ()) -> bytes:
    """Draw page `page` (from 1) of a PDF as PNG, `passage` tinted where it is found there, `marks` inside it stronger.

    Raises:
        ReadError: the file cannot be drawn, or drawing took too long.
    """
    said = json.dumps({"page": page, "passage": passage, "marks": list(marks)}).encode()
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    try:
        done = subprocess.run(
            command, input=struct.pack("<I", len(said)) + said + data, capture_output=True, timeout=TIMEOUT_S
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError("这一页画得太久，请下载原文件查看 (drawing took too long)") from error
    if done.returncode != 0 or not done.stdout.startswith(b"\x89PNG"):
        raise ReadError("这一页画不出来，请下载原文件查看 (the page cannot be drawn)")
    return done.stdout


def main() -> None:
    """Read a request from standard input, write the picture to where standard output was."""
    _limit()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print goes nowhere
    given = sys.stdin.buffer.read()
    (length,) = struct.unpack("<I", given[:4])
    said = json.loads(given[4 : 4 + length])
    picture = draw_page(given[4 + length :], said["page"], said["passage"], said["marks"])
    with replies:
        replies.write(picture)


def _limit() -> None:
    """Bound the memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(TIMEOUT_S), int(TIMEOUT_S)))


def draw_page(data: bytes, number: int, passage: str, marks: Sequence[str]) -> bytes:
    """Draw in this process, as `picture_of_page` does in another."""
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    from policyqa.reading.pdf_page import glyphs

    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    scale = min(WIDTH_PX / page.get_width(), MAX_HEIGHT_PX / page.get_height())
    pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True).to_numpy()[:, :, :3].copy()
    found = glyphs(page, raw)
    where = find_words(found, passage)
    _tint(pixels, [_scaled(found[i], scale) for i in where], _PASSAGE)
    inside = [found[i] for i in where]
    for mark in marks:
        _tint(pixels, [_scaled(inside[i], scale) for i in find_words(inside, mark)], _MARK)
    return png(pixels)


def find_words(found: Sequence[Glyph], words: str) -> list[int]:
    """Give which glyphs spell `words`, white space and width aside; piece by piece where they do not stand in a row.

    A piece that is not found is left out; so is one of a single character, which would be anywhere.
    """
    page, owners = [], []
    for i, glyph in enumerate(found):
        for character in _plain(glyph.text):
            page.append(character)
            owners.append(i)
    text = "".join(page)
    whole = _plain(words)
    at = text.find(whole)
    if at >= 0 and whole:
        return _owners(owners, at, len(whole))
    spelled: list[int] = []
    after = 0
    for piece in map(_plain, words.split()):
        at = text.find(piece, after)
        if len(piece) > 1 and at >= 0:
            spelled += _owners(owners, at, len(piece))
            after = at + len(piece)
    return spelled


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


def _owners(owners: Sequence[int], at: int, length: int) -> list[int]:
    return list(dict.fromkeys(owners[at : at + length]))


def _scaled(glyph: Glyph, scale: float) -> Box:
    return glyph.left * scale, glyph.top * scale, glyph.right * scale, glyph.bottom * scale


def _tint(pixels: NDArray[np.uint8], boxes: Sequence[Box], colour: tuple[int, int, int]) -> None:
    """Lay `colour` under what is dark in each box, once where boxes overlap."""
    import numpy as np

    height, width = pixels.shape[:2]
    covered = np.zeros((height, width), dtype=np.bool_)
    for left, top, right, bottom in boxes:
        covered[max(0, int(top)) : max(0, int(bottom) + 1), max(0, int(left)) : max(0, int(right) + 1)] = True
    under: Any = np.array(colour, dtype=np.uint16)
    pixels[covered] = (pixels[covered].astype(np.uint16) * under // 255).astype(np.uint8)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Write RGB pixels (height, width, 3) as PNG."""
    height, width = pixels.shape[:2]
    lines = b"".join(b"\x00" + pixels[row].tobytes() for row in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b"")
