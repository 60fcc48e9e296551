"""Heads of documents: their titles and first words, which hold for all their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyqa.chinese.fold import fold_text
from policyqa.chinese.year_parts import find_year_parts
from policyqa.index.remembering import remembered

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex


def title_of(index: OpenIndex, path: str) -> str:
    """The title of a document, "" where it has none."""
    return _titles(index).get(path, "")


def head_of(index: OpenIndex, path: str) -> str:
    """The title and the first words of a document, folded: what they say of the part of the year holds for all of it.

    So `今年上半年` at the start of a news item, whose later sentences do not repeat it.
    """
    return _heads(index, path)


_HEAD_LENGTH = 160
_ONE_MATTER = 3000
"""Up to this many characters a document is about one matter, and the only part of a year it names is its figures'."""


@remembered(4096)
def _heads(index: OpenIndex, path: str) -> str:
    text = index.text_of(path)
    head = f"{fold_text(title_of(index, path))}\n{fold_text(text[:_HEAD_LENGTH])}"
    if len(text) > _ONE_MATTER:
        return head
    parts = {part.name for part in find_year_parts(fold_text(text)) if not part.name.endswith(("日", "月", "末"))}
    parts |= {part.name for part in find_year_parts(fold_text(text)) if part.name.startswith("1-")}
    return f"{head}\n{parts.pop()}" if len(parts) == 1 else head


@remembered(4)
def _titles(index: OpenIndex) -> dict[str, str]:
    return {document.path: document.metadata.title for document in index.documents()}
