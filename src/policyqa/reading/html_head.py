"""Read what the head of an HTML page states of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policyqa.reading.pieces import Stated

_BLANKS = re.compile(r"\s{1,100000}")
_META_NAMES = {
    "articletitle": "title", "og:title": "title", "pubdate": "issued", "publishdate": "issued", "pubtime": "issued",
    "article:published_time": "issued",
    "publishtime": "issued", "releasedate": "issued", "og:release_date": "issued", "contentsource": "source",
    "source": "source", "publisher": "issuer", "fileno": "number", "sitename": "site",
}  # fmt: skip
_SITE_PART = re.compile(r"\s{0,3}[-_|–—·]\s{0,3}")


def _texts(root: Any, tag: str) -> Iterator[str]:
    """Yield the text of every element of a tag, blanks folded to one."""
    for element in root.iter(tag):
        text = _BLANKS.sub(" ", "".join(element.itertext())).strip()
        if text:
            yield text


def read_head(root: Any) -> Stated:
    """Read title, date, source and issuer from the page's head and its only `<h1>`."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if name in _META_NAMES and value and len(value) <= 200:
            found.setdefault(_META_NAMES[name], value)
    page_title = next(_texts(root, "title"), "")[:200]
    parts = _SITE_PART.split(page_title)
    headings = [h for h in _texts(root, "h1") if 4 <= len(h) <= 120]
    if "title" not in found and len(headings) == 1:
        # 政府工作报告 above the text may be 2025年某市政府工作报告 in the page's own title
        longer = [part for part in parts if part.endswith(headings[0])]
        if longer or not page_title or page_title.startswith(headings[0]):
            found["title"] = max([headings[0], *longer], key=len)
    return Stated(page_title=max(parts, key=len) if parts else "", **found)
