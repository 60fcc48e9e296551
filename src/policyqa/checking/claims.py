"""The claims of a draft: its figures with the scope that its words give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from policyqa.checking.comparing import same_unit
from policyqa.checking.scope import base_year, carry, next_paragraph, scope_of
from policyqa.checking.sentence import Carried, Sentence, Setting, read_sentence
from policyqa.checking.types import Claim
from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.terms import canonical, find_terms
from policyqa.figures import find_figures
from policyqa.types import Block, Document, Figure, Scope

_NAMED_AFTER = re.compile(r"(?<=年)(?:攻坚)?(?:行动|计划|规划|攀高|任务)|(?<=次)(?:会议|全会|大会)")
_QUALIFIER_AFTER = re.compile(r"(?<=以上|以下)的[达有]?\d")
_NO_INDICATOR = re.compile(
    r"增长|增加|增幅|增速|下降|减少|提高|达到?|目标|其中|同比|分别|超过|同[年期]|预计|预期|计划|力争|确保|前者|后者|该[省市区县]|当地|再|另外?|新?建设|新建|建成|新增|完成|实现|[为是则也至到的在要将]|[^一-鿿]"
)
_AIMS = re.compile(r"(?:目标|预期|计划|预计|力争)?(?:增长|增速|下降|提高|增幅)?(?:目标)?(?:为|是|到)?$")
_TOTAL = re.compile(r"总|累计|存量")
_ADDITION = re.compile(r"新增|净增|新认定|新培育|新引进|新建")
_ADDED_BEFORE_TOTAL = re.compile(r"(?:新增|净增|新认定|新培育|新引进|新建)(?=\s[^\s]{0,6}(?:总|累计|存量))")
_SENTENCE = re.compile(r"[^。!?;\n]*(?:[。!?;\n]+[”\"』」)]?|$)")


def find_claims(draft: Document, setting: Setting) -> list[Claim]:
    """Find the figures of a draft with their scopes, in order."""
    folded = fold(draft.text)
    figures = sorted(find_figures(draft), key=lambda f: f.start)
    claims: list[Claim] = []
    carried, heading = Carried(), Carried()
    starts = [figure.start for figure in figures]
    for block in draft.blocks:
        own = figures[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
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
    claims: list[Claim] = []
    for start, text in _sentences(folded.text, span.start, span.end):
        sentence = read_sentence(text, carried, setting)
        found = []
        for figure in figures:
            at = folded.folded(figure.start, figure.end)
            first, last = at.start - start, at.end - start
            if 0 <= first < len(text) and not _is_name(figure, text, last):
                found.append(_claim(sentence, figure, first, last, setting))
        claims.extend(_completed(found, claims[-1:], sentence))
        carried = carry(sentence)
    return claims, carried


def _claim(sentence: Sentence, figure: Figure, start: int, end: int, setting: Setting) -> Claim:
    """The claim of the figure from `start` to `end` of a folded sentence."""
    scope, places, unsure = scope_of(sentence, start, end, figure.indicator, setting)
    return Claim(
        figure=_scoped(figure, scope),
        words=_ADDED_BEFORE_TOTAL.sub("", _with_kind(figure.indicator, sentence)),
        sentence=sentence.text.strip(),
        before=sentence.text[:start],
        scope=scope,
        unsure=unsure,
        required=places[0].kind if len(places) == 1 else "",
        base=base_year(sentence, start, scope.years[0] if scope.years else ""),
    )


def _completed(claims: list[Claim], before: list[Claim], sentence: Sentence) -> list[Claim]:
    """Give claims that name no indicator of their own that of the claim before them, or of the list's last member.

    `甲区为150万元/亩` goes on with the indicator before it; in `甲、乙的产值分别为…` only the last member names it.
    """
    done: list[Claim] = []
    for i, claim in enumerate(claims):
        if len(_own_words(claim.words, sentence)) < 2:
            source = next(iter(done[-1:] or before or claims[i + 1 : i + 2]), None)
            if source is not None and same_unit(source.figure.unit, claim.figure.unit):
                claim = replace(claim, words=_carried_words(source.words, claim.words, sentence))
        elif (source := next(iter(done[-1:] or before), None)) is not None:
            claim = replace(claim, words=_with_elided_head(source, claim))
        done.append(claim)
    return done


def _carried_words(source: str, words: str, sentence: Sentence) -> str:
    """The words of the claim before with what little this one says itself; a total takes no word of addition over."""
    source = _without_places(source, sentence)
    if _TOTAL.search(words):
        source = _ADDITION.sub("", source)
    return f"{source} {words}"


def _with_elided_head(source: Claim, claim: Claim) -> str:
    """A claim's words with what the claim before ends with and this one leaves out: 农村居民[人均可支配收入]增长."""
    if not same_unit(source.figure.unit, claim.figure.unit) or find_terms(canonical(claim.words)):
        return claim.words
    own, whole = (_AIMS.sub("", words) for words in (claim.words, source.words))
    for size in range(min(len(own), 8), 1, -1):
        at = whole.find(own[-size:])
        if at >= 0 and own != whole and len(whole) - at - size >= 2:
            return f"{own}{whole[at + size :]}{claim.words[len(own) :]}"
    return claim.words


def _own_words(words: str, sentence: Sentence) -> str:
    """What of a claim's words names an indicator: no place, no year, no word of growth or aim."""
    words = _without_places(words, sentence)
    for period in sentence.periods:
        words = words.replace(sentence.text[period.start : period.end], "")
    return _NO_INDICATOR.sub("", words)


def _without_places(words: str, sentence: Sentence) -> str:
    for place in (*sentence.places, *sentence.carried.places):
        for name in (sentence.text[place.start : place.end], place.name, place.name[:2]):
            words = words.replace(name, "") if words.startswith(name) else words
    return words


def _is_name(figure: Figure, text: str, end: int) -> bool:
    """Whether a quantity belongs to a name, a figure of speech or a condition: 三年行动, 百年变局, 10亿元以上的8个."""
    spoken = figure.unit == "年" and not any(character.isdigit() for character in figure.text)
    return spoken or bool(_NAMED_AFTER.match(text, end) or _QUALIFIER_AFTER.match(text, end))


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
