"""The claims of a draft: its figures with the scope that its words give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policyqa.checking.scope import base_year, carry, next_paragraph, scope_of
from policyqa.checking.sentence import Carried, Sentence, Setting, read_sentence
from policyqa.checking.types import Claim
from policyqa.chinese.fold import Folded, fold
from policyqa.figures import find_figures
from policyqa.types import Block, Document, Figure, Scope

_NAMED_AFTER = re.compile(r"(?<=年)(?:攻坚)?(?:行动|计划|规划|攀高|任务)|(?<=次)(?:会议|全会|大会)")
_SENTENCE = re.compile(r"[^。!?;\n]*(?:[。!?;\n]+[”\"』」)]?|$)")


def find_claims(draft: Document, setting: Setting) -> list[Claim]:
    """Find the figures of a draft with their scopes, in order."""
    folded = fold(draft.text)
    figures = sorted(find_figures(draft), key=lambda f: f.start)
    claims: list[Claim] = []
    carried, heading = Carried(), Carried()
    for block in draft.blocks:
        own = [f for f in figures if block.start <= f.start < block.end]
        carried = next_paragraph(carried, heading)
        found, carried = _block_claims(folded, block, own, carried, setting)
        claims.extend(found)
        if block.kind == "heading":
            heading = _heading_scope(heading, carried)
    return claims


def _heading_scope(before: Carried, after: Carried) -> Carried:
    """The headings' scope once another heading has been read: what it names replaces what was named."""
    return replace(after, year=after.year or before.year, places=after.places or before.places)


def _block_claims(
    folded: Folded, block: Block, figures: list[Figure], carried: Carried, setting: Setting
) -> tuple[list[Claim], Carried]:
    span = folded.folded(block.start, block.end)
    claims = []
    for start, text in _sentences(folded.text, span.start, span.end):
        sentence = read_sentence(text, carried, setting)
        for figure in figures:
            at = folded.folded(figure.start, figure.end)
            if not start <= at.start < start + len(text) or _is_name(figure, text, at.end - start):
                continue
            scope, places, unsure = scope_of(sentence, at.start - start, at.end - start, figure.indicator, setting)
            required = places[0].kind if len(places) == 1 else ""
            words = _with_kind(figure.indicator, sentence)
            base = base_year(sentence, at.start - start, scope.years[0] if scope.years else "")
            claims.append(Claim(_scoped(figure, scope), words, text.strip(), scope, unsure, required, base))
        carried = carry(sentence)
    return claims, carried


def _is_name(figure: Figure, text: str, end: int) -> bool:
    """Whether a quantity is part of a name or a figure of speech: 三年行动, 二次会议, 百年变局."""
    spoken = figure.unit == "年" and not any(character.isdigit() for character in figure.text)
    return spoken or bool(_NAMED_AFTER.match(text, end))


def _with_kind(words: str, sentence: Sentence) -> str:
    """The words of a claim with the kind alone in place of a zone that the index does not know."""
    for place in sentence.places:
        if place.kind:
            words = words.replace(sentence.text[place.start : place.end], place.kind)
    return words


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    position = start
    while position < end:
        match = _SENTENCE.match(text, position, end)
        if match is None or match.end() == position:
            return
        if match.group().strip():
            yield position, match.group()
        position = match.end()


def _scoped(figure: Figure, scope: Scope) -> Figure:
    """The draft's figure with the scope that holds for it."""
    return replace(
        figure,
        year=scope.years[0] if scope.years else "",
        region=scope.regions[0] if scope.regions else "",
        holder=(scope.holders or scope.region_names or ("",))[0],
        status=scope.status,
    )
