"""Lists: all items of an enumeration and only them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.answering.sentences import Sentence, question_tokens, weigh_sentences
from policyqa.chinese.fold import fold_text
from policyqa.chinese.numerals import parse_number
from policyqa.chinese.places import find_places
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Block, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_RUN = re.compile(r"[^,;:。!?\n、]{1,30}(?:、[^,;:。!?\n、]{1,30}){1,20}")
_COUNT = re.compile(
    r"([一二两三四五六七八九十]{1,3}|\d{1,2})\s?(?:大|个|项|条|座|家|所|种|类|方面|件|位|名|张|只|颗|届|市|省|县|样|群|城|区|馆|院|线|园)"
)
_TAIL = re.compile(
    r"(?:等|这)?(?:[一二两三四五六七八九十]{1,3}|\d{1,3})(?:大|个|项|条|座|家|所|种|类|件|位|名|张|只|颗).*$|等.*$|“.*$"
)
_LEAD = re.compile(
    r"^.*?(?:分别是|分别为|包括|包含|主要有|指的是|是指|即|就是|为|围绕|聚焦|培育形成|形成|开通|加快建设|建设|推动|推进|打造|建成|新增|成立|开展|实施|启动|确保|支持|完成|由|在|是|将|把)"
)
_MARK = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]?|——?|·|-)\s*")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,12})[”\"」]")
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Listed:
    """A list found: items joined with ；, and the spans that hold them."""

    answer: str
    spans: tuple[tuple[str, int, int, tuple[Span, ...]], ...]


def asked_count(question: str) -> int:
    """How many items the question speaks of (`六大攻坚`, `哪三家`), 0 where it does not say."""
    match = re.search(r"哪([一二两三四五六七八九十]{1,3}|\d{1,2})", question) or _COUNT.search(question)
    value = parse_number(match.group(1)) if match else None
    return int(value) if value and 2 <= value <= 30 else 0


def answer_list(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Listed | None:
    """The items of the enumeration that fits the question best; None where none fits well."""
    count = asked_count(query.question)
    found = [*_from_headings(index, query, hits, count), *_from_sentences(index, query, hits, count)]
    found.sort(key=lambda pair: -pair[0])
    return found[0][1] if found and found[0][0] >= _LEAST else None


def _from_sentences(index: OpenIndex, query: Query, hits: Sequence[Hit], count: int) -> Iterator[tuple[float, Listed]]:
    for sentence in weigh_sentences(index, query, hits)[:40]:
        for match in _RUN.finditer(sentence.text):
            items = _items(match.group(), match.start())
            if len(items) < 2 or re.search(r"分别|第\d|\d%", match.group()):
                continue
            near = _near(index, query, sentence, match.start(), match.end())
            if not _defines(query.question, sentence.text, match.start(), match.end()):
                continue
            score = near + (0.35 if count and len(items) == count else -0.25 if count else 0.0) - 0.015 * sentence.rank
            marks = tuple(Span(*sentence.span(start, end)) for start, end, _ in items)
            low, high = sentence.span(0, len(sentence.text.rstrip()))
            yield score, Listed(_joined(index, sentence, items), ((sentence.hit.passage.document, low, high, marks),))


def _defines(question: str, text: str, start: int, end: int) -> bool:
    """Whether an enumeration says what the question's quoted term stands for: `甲、乙“新三样”`, `“三化”是甲、乙`."""
    for term in _QUOTED.findall(question):
        behind = re.match(r"[^,;:。!?]{0,24}", text[end:])
        inside_or_behind = text[start:end] + (behind.group() if behind else "")
        before = re.search(
            rf"{re.escape(term)}[”\"」]?[^,;。!?]{{0,8}}(?:是|指|即|为|包括|:|,|\()[^,;。]{{0,6}}$", text[:start]
        )
        if term not in inside_or_behind and not before:
            return False
    return True


def _joined(index: OpenIndex, sentence: Sentence, items: Sequence[tuple[int, int, str]]) -> str:
    """The items in the document's own characters, joined with ；."""
    text = index.text_of(sentence.hit.passage.document)
    parts = []
    for start, end, _ in items:
        low, high = sentence.span(start, end)
        parts.append(text[low:high].strip('“”" 　\n'))
    return "；".join(parts)


def _near(index: OpenIndex, query: Query, sentence: Sentence, start: int, end: int) -> float:
    """The share of the question's words in and right around an enumeration."""
    wanted = question_tokens(index, query)
    held = set(tokens(canonical(sentence.text[max(0, start - 30) : end + 40])))
    around = set(tokens(canonical(sentence.hit.passage.indexed)))
    total = sum(wanted.values()) or 1.0
    return sum(w * (1.0 if t in held else 0.3 if t in around else 0.0) for t, w in wanted.items()) / total


def _items(text: str, offset: int) -> list[tuple[int, int, str]]:
    """The items of one run with their offsets: lead words off the first, tail words off the last."""
    pieces: list[tuple[int, int]] = []
    position = 0
    for part in text.split("、"):
        pieces.append((position, position + len(part)))
        position += len(part) + 1
    first_start, first_end = pieces[0]
    lead = _LEAD.match(text[first_start:first_end])
    if lead and lead.end() < first_end - first_start:
        pieces[0] = (first_start + lead.end(), first_end)
    last_start, last_end = pieces.pop()
    tail = _TAIL.search(text[last_start:last_end])
    cut = last_start + tail.start() if tail and tail.start() else last_end
    quoted = "“" in text[last_start:last_end]
    if quoted and (places := find_places(text[last_start:cut])) and places[0].start >= 2:
        cut = last_start + places[0].start
    joined = re.search(r"以及|[和与及]", text[last_start:cut])
    if joined and joined.start() > 0 and joined.end() < cut - last_start:
        pieces += [(last_start, last_start + joined.start()), (last_start + joined.end(), cut)]
    else:
        pieces.append((last_start, cut))
    return [(offset + s, offset + e, text[s:e].strip('“”" ')) for s, e in pieces if text[s:e].strip('“”" ')]


def _from_headings(index: OpenIndex, query: Query, hits: Sequence[Hit], count: int) -> Iterator[tuple[float, Listed]]:
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
