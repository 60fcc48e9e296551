"""Lists under headings: the short numbered lines below a heading that names what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.answering.sentences import question_tokens
from policyqa.chinese.fold import fold_text
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Block, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_MARK = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]?|——?|·|-)\s*")
_LEAST = 0.5
"""Least share of the question's words that a heading must hold."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list found: items joined with ；, and the spans that hold them."""

    answer: str
    spans: tuple[tuple[str, int, int, tuple[Span, ...]], ...]


def lists_under_headings(
    index: OpenIndex, query: Query, hits: Sequence[Hit], count: int
) -> Iterator[tuple[float, Listed]]:
    """Short numbered lines under a heading that names what is asked for."""
    wanted = question_tokens(index, query)
    total = sum(wanted.values()) or 1.0
    for path in dict.fromkeys(hit.passage.document for hit in hits):
        document = index.document(path)
        blocks = document.blocks
        for i, block in enumerate(blocks):
            if block.kind != "heading" and not document.text[block.start : block.end].rstrip().endswith(
                (":", "：", "?", "？")
            ):
                continue
            held = set(tokens(canonical(fold_text(document.text[block.start : block.end]))))
            share = sum(w for t, w in wanted.items() if t in held) / total
            if share < _LEAST:
                continue
            children = _children(document.text, blocks, i)
            if len(children) < 2 or (count and len(children) != count):
                continue
            if any(re.search(r"[?？]\s*$", document.text[b.start : b.end]) for b in children):
                continue
            items = [_MARK.sub("", fold_text(document.text[b.start : b.end])).strip(" 。;") for b in children]
            marks = tuple(Span(b.start, b.end) for b in children)
            span = (path, block.start, min(children[-1].end, block.start + 400), marks)
            yield share + (0.35 if count else 0.1), Listed("；".join(items), (span,))


def _children(text: str, blocks: Sequence[Block], i: int) -> list[Block]:
    """The short numbered blocks that follow block `i` one upon another."""
    found: list[Block] = []
    for block in blocks[i + 1 :]:
        line = text[block.start : block.end].strip()
        if (
            len(line) > 40
            or not _MARK.match(line)
            or (block.level and blocks[i].level and block.level <= blocks[i].level)
        ):
            break
        found.append(block)
    return found
