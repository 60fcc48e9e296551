"""A PDF's page as a picture: the passage is tinted where it stands, and what cannot be drawn is told."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from policyqa.errors import ReadError
from policyqa.reading import picture
from policyqa.reading.pdf_page import Glyph
from policyqa.reading.picture import find_words, picture_of_page, png

HANDBOOK = Path(__file__).parents[2] / "corpus" / "jingkai-handbook.pdf"


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(character, n, 0, n + 1, 1) for n, character in enumerate(text)]


def spelled(text: str, words: str) -> str:
    return "".join(text[n] for n in find_words(glyphs(text), words))


@pytest.mark.parametrize(
    ("page", "words", "found"),
    [
        ("前文135个以上，后文", "135个以上", "135个以上"),
        ("前文1 3 5\r\n个以上", "135个以上", "135个以上"),
        ("前文１３５个以上", "135个以上", "１３５个以上"),
        ("序号 目标\r\n甲乙 别的 135个", "甲乙\t135个", "甲乙135个"),
        ("前文", "没有", ""),
        ("前文", "", ""),
        ("甲乙丙", "甲 丙", ""),
    ],
)
def test_words_are_found_whatever_the_blanks(page: str, words: str, found: str) -> None:
    assert spelled(page, words).replace(" ", "").replace("\r\n", "") == found


@given(st.text(alphabet="甲乙丙1 \n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_stretch_of_a_page_is_found(page: str, start: int, length: int) -> None:
    words = page[start : start + length]
    plain = "".join(words.split())
    assert "".join(spelled(page, words).split()) == plain


def pixels_of(data: bytes) -> NDArray[np.uint8]:
    """Read a PNG of ours back by the letter of the standard: one IDAT, no filters."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, found = 8, {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        found[kind] = body
        at += 12 + length
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    lines = np.frombuffer(zlib.decompress(found[b"IDAT"]), dtype=np.uint8).reshape(height, width * 3 + 1)
    assert not lines[:, 0].any()
    return lines[:, 1:].reshape(height, width, 3)


def test_pixels_come_back() -> None:
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert (pixels_of(png(pixels)) == pixels).all()


def count(pixels: NDArray[np.uint8], colour: Sequence[int]) -> int:
    return int((pixels == np.array(colour, dtype=np.uint8)).all(axis=2).sum())


def test_the_passage_is_tinted_and_the_mark_in_it_stronger() -> None:
    data = HANDBOOK.read_bytes()
    plain = pixels_of(picture_of_page(data, 1, ""))
    assert plain.shape[1] == picture.WIDTH_PX
    assert count(plain, (255, 246, 196)) == 0
    marked = pixels_of(picture_of_page(data, 1, "固定资产投资做到80亿元以上", ["80亿元以上"]))
    tint, mark = (
        (255, 246, 196),
        tuple(255 * a // 255 * b // 255 for a, b in zip((255, 246, 196), (255, 222, 74), strict=True)),
    )
    assert 0 < count(marked, mark) < count(marked, tint) * 2
    changed = np.argwhere((plain != marked).any(axis=2))
    assert changed[:, 0].max() - changed[:, 0].min() < plain.shape[0] / 20, "one line of the page"


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n" + b"x" * 1000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="画不出来"):
        picture_of_page(data, 1, "")


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(ReadError, match="画不出来"):
        picture_of_page(HANDBOOK.read_bytes(), 99, "")


def test_drawing_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "TIMEOUT_S", 0.01)
    with pytest.raises(ReadError, match="太久"):
        picture_of_page(HANDBOOK.read_bytes(), 1, "")
