"""Whether two documents say the same, such as one notice on two sites.

They do where all that either has of its own is a few words without figures: stretches that lie in no run of eight
characters of the other, in the text of the blocks, folded, without blanks and marks. One digit, numeral, unit of money,
negation or word of direction among them, or a place, keeps them apart: two versions with other figures are two
documents.
"""

from __future__ import annotations

import heapq
import re
import zlib

from policyqa.chinese.fold import fold, fold_text
from policyqa.chinese.places import find_places, find_zones
from policyqa.types import Document, Span

_RUN = 8
"""Characters of a run: as many as make it all but certain that a run of one text stands at the same place of the
other."""

_SKETCH = 16
_OWN_SHARE = 0.05
_LEAST_CHARS = 60
_MARKS = re.compile(r"[\W_]{1,10000}")
_TELLING = re.compile(
    r"[0-9〇零一二三四五六七八九十百千万亿两半%‰元]|不|未|无|非|禁|免|取消|废止|修[订改]|增|减|升|降|上|下|内|外|至|超|约|征求意见|草案|试行"
)


def compared_text(document: Document) -> str:
    """The text by which a document is compared: of its blocks but the title, folded, without blanks and marks."""
    body = (block for block in document.blocks if block.kind != "heading" or block.level)
    return bare("\n".join(document.text[block.start : block.end] for block in body))


def bare(text: str) -> str:
    """A text folded, without blanks and marks."""
    return _MARKS.sub("", fold_text(text))


def sketch_of(document: Document) -> list[int]:
    """The least hashes of a document's runs, none of a short one; documents that share most runs share most of them."""
    text = compared_text(document)
    if len(text) < _LEAST_CHARS:
        return []
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


def find_quote(text: str, quote: str) -> Span | None:
    """Where a copy's text has a quote, whatever width, script, blanks and marks; None where it has not."""
    folded = fold(text)
    kept = [i for i, character in enumerate(folded.text) if not _MARKS.match(character)]
    wanted = bare(quote)
    at = "".join(folded.text[i] for i in kept).find(wanted) if wanted else -1
    return folded.original(kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None
