"""Text whose two-byte characters lost a byte: every character up to the next ASCII one is made of two halves.

Copy protection that writes pinyin in brackets behind characters leaves such runs where a byte of the character or of
the bracket was lost on the way: `潛(..)力的企業(yè)` becomes `?..)摿Φ钠髽I(yè)`, the bytes of GBK shifted by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyqa.chinese.script import simplified_forms

_LETTERS = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿêɡ"
_DAMAGE = re.compile(
    rf"(?P<pinyin>(?<=[㐀-鿿)）])[?？][{_LETTERS}]{{1,7}}[)）])(?=[^\x00-\x7f])|"
    rf"(?<=[。！？])[\u3105-\u312f{_LETTERS[3:]}](?=[^\x00-\x7f])"
)
_REMARK = re.compile(r"[^。！？\d\n(（)）]{2,40}[)）](?=\s|$)")
_WHOLE_PINYIN = re.compile(rf"[(（][{_LETTERS}]{{1,7}}[)）]")
_MOST = 40
_LEAST_HANZI = 3


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged range and the text that stands for it in search: "" where only the range can be told."""

    start: int
    end: int
    text: str


def repairs(text: str) -> Iterator[Repair]:
    """Find damaged ranges in order, only those that read like Chinese once their bytes are put right.

    The character whose byte was lost can't be told and is passed over; so is a remark in brackets whose opening one is
    lost, up to its closing one. No range holds a digit.
    """
    at = 0
    while (found := _DAMAGE.search(text, at)) is not None:
        repair = _of_pinyin(text, found) if found["pinyin"] else _of_bracket(text, found)
        if repair is not None:
            yield repair
        at = repair.end if repair else found.end()


def _of_pinyin(text: str, found: re.Match[str]) -> Repair | None:
    end, meant = _aligned(text, found.end(), b"", 1)
    good = len(meant) >= 2 and all(map(_is_common, meant))
    damaged = any(not _is_common(c) for c in text[found.end() : end])
    if not good or not damaged:
        return None
    behind = _WHOLE_PINYIN.match(text, end)  # of the last character, whose second half stands before it
    return Repair(found.start(), behind.end() if behind else end, meant)


def _of_bracket(text: str, found: re.Match[str]) -> Repair | None:
    close = _REMARK.match(text, found.start())
    if close is None:
        return None
    _, meant = _aligned(text, found.start(), b"\xa3", 0)
    words = sum(map(_is_common, meant))
    read = meant.startswith("（") and words >= _LEAST_HANZI and all(_is_common(c) or c in "（：　、，" for c in meant)
    return Repair(found.start(), close.end(), "") if read else None


def _aligned(text: str, start: int, before: bytes, skip: int) -> tuple[int, str]:
    """Read the bytes of a run anew, `before` put before them or `skip` left out.

    The run ends where an ASCII character became the second half of one, and all is as it should be again; or where the
    bytes are no text.

    Returns:
        Where the run ends, and what it reads.
    """
    raw, owners = bytearray(before), [start] * len(before)
    for i, character in enumerate(text[start : start + _MOST], start):
        try:
            own = character.encode("gbk")
        except UnicodeEncodeError:
            break
        raw += own
        owners += [i] * len(own)
        if len(own) == 1:
            break
    at, meant = skip, ""
    while at + 1 < len(raw):
        try:
            meant += raw[at : at + 2].decode("gbk")
        except UnicodeDecodeError:
            break
        at += 2
        if raw[at - 1] < 0x80:
            return owners[at - 1] + 1, meant
    return start if not before else owners[min(at, len(owners) - 1)], "" if not before else meant


def _is_common(character: str) -> bool:
    """Tell whether a character is, or stands for, one of the 3,755 common ones of GB 2312's first level."""
    try:
        raw = simplified_forms().get(character, character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7
