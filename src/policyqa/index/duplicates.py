"""Duplicates: documents that say the same, such as one notice on two sites, so that each thing is found once.

Two documents are copies of one another when all that either has of its own is a few words without figures: runs of
eight characters that the other lacks, in the text of the blocks, folded, without blanks and marks. One digit, numeral,
unit of money, negation or word of direction among them, or another place, keeps them apart: two versions with other
figures are two documents.
"""

from __future__ import annotations

import heapq
import re
import zlib
from dataclasses import dataclass

from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import find_places, find_zones
from policyqa.types import Document

_RUN = 8
"""Characters of a run: as many as make it all but certain that a run of one text stands at the same place of the
other."""

_SKETCH = 48
_SKETCH_SHARED = 0.5
_OWN_SHARE = 0.05
_LEAST_CHARS = 60
_MARKS = re.compile(r"[\W_]{1,10000}")
_TELLING = re.compile(
    r"[0-9〇零一二三四五六七八九十百千万亿两半%‰元]|不|未|无|非|禁|免|取消|废止|修[订改]|增|减|升|降|上|下|内|外|至|超|约|征求意见|草案|试行"
)


@dataclass(frozen=True, slots=True)
class Sketched:
    """A document as it is compared: its row, what scope it has, its sketch, and how much is known of it."""

    row: int
    path: str
    region: str
    region_name: str
    issued: str
    known: int
    sketch: frozenset[int]


def compared_text(document: Document) -> str:
    """The text by which a document is compared: of its blocks, folded, without blanks and marks."""
    parts = (document.text[block.start : block.end] for block in document.blocks)
    return _MARKS.sub("", fold_text("\n".join(parts)))


def sketch_of(text: str) -> list[int]:
    """The least hashes of a text's runs; texts that share most runs share most of these."""
    raw = text.encode("utf-32-le")
    width = 4 * _RUN
    hashes = {zlib.crc32(raw[at : at + width]) for at in range(0, max(0, len(raw) - width) + 1, 4)}
    return heapq.nsmallest(_SKETCH, hashes)


def _runs(text: str) -> set[str]:
    return {text[at : at + _RUN] for at in range(max(1, len(text) - _RUN + 1))}


def _own(text: str, runs: set[str]) -> list[str]:
    """The stretches of a text that lie in none of another's runs."""
    parts: list[str] = []
    covered_to = 0
    for at in range(max(1, len(text) - _RUN + 1)):
        if text[at : at + _RUN] not in runs:
            continue
        if at > covered_to:
            parts.append(text[covered_to:at])
        covered_to = at + _RUN
    if covered_to < len(text):
        parts.append(text[covered_to:])
    return parts


def say_the_same(one: str, other: str) -> bool:
    """Tell whether two compared texts say the same.

    >>> body = "全年粮食种植面积稳定在九十万亩以上并全部落实到村到户到田块有关单位按季度报告进度"
    >>> say_the_same(body * 2, "某网转载" + body * 2), say_the_same(body * 2, body + body.replace("九", "八"))
    (True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_CHARS:
        return False
    for text, runs in ((one, _runs(other)), (other, _runs(one))):
        own = _own(text, runs)
        if sum(map(len, own)) > max(_OWN_SHARE * len(text), _RUN):
            return False
        if any(_TELLING.search(part) or find_places(part) or find_zones(part) for part in own):
            return False
    return True
