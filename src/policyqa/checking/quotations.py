"""Quotations: words in quotation marks that a draft attributes to a document, compared character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from policyqa.answering.citing import MAX_QUOTE, cite_spans
from policyqa.checking.types import Difference, Quotation, Verdict
from policyqa.chinese.fold import Folded, fold
from policyqa.index.lexical import tokens
from policyqa.types import Document, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

SHORTEST = 8
"""Fewer characters in quotation marks are a name or a term, not a quotation."""
LONGEST = 600
ALIKE = 0.6
"""Least share of a quotation's characters that a passage must hold in order to be what is quoted."""
_DOCUMENTS = 6
_PASSAGES = 12
_MOST_FOUND = 50

_QUOTED = re.compile(
    rf"“([^“”]{{{SHORTEST},{LONGEST}}})”|「([^「」]{{{SHORTEST},{LONGEST}}})」|\"([^\"\n]{{{SHORTEST},{LONGEST}}})\""
)
_ATTRIBUTED = re.compile(
    r"(?:指出|提出|提到|强调|要求|明确|写道|写明|规定|表示|表述|表述为|原文|称|说|载明|部署|宣布|号召|报告|文件|通知|意见|方案|规划|会议|公报)"
    r"[^“”。!?\n]{0,12}$"
)
_TITLE = re.compile(r"《([^《》\n]{2,80})》[^。!?\n]{0,40}$")


@dataclass(frozen=True, slots=True)
class _Plain:
    """Folded text without blanks, and where each character of it stands in the folded text."""

    text: str
    at: tuple[int, ...]


def check_quotations(index: OpenIndex, draft: Document) -> list[Quotation]:
    """Compare the quotations of a draft with the documents: width, script and blanks do not count as differences."""
    return [_checked(index, draft, start, end, title) for start, end, title in _quotations(draft.text)]


def _quotations(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of the words quoted, and the title of the document named before them ("" where none is)."""
    for match in _QUOTED.finditer(text):
        group = next(i for i in (1, 2, 3) if match[i] is not None)
        before = text[max(0, match.start() - 140) : match.start()]
        title = _TITLE.search(before)
        if title or _ATTRIBUTED.search(before):
            yield match.start(group), match.end(group), title[1] if title else ""


def _checked(index: OpenIndex, draft: Document, start: int, end: int, title: str) -> Quotation:
    quoted = draft.text[start:end]
    paths, named = _documents(index, quoted, title)
    mine = _without_blanks(fold(quoted))
    best: tuple[float, str, int, int] = (0.0, "", 0, 0)
    for path in paths:
        theirs = _without_blanks(fold(index.document(path).text))
        found = _find(mine.text, theirs.text)
        if found and found[0] > best[0]:
            best = (found[0], path, *found[1:])
        if best[0] == 1.0:
            break
    share, path, first, last = best
    if share < ALIKE:
        where = f"《{title}》中" if named else "文件中"
        return Quotation(quoted, start, end, "not found", f"{where}没有找到这句话", title)
    return _compared(index, quoted, start, end, path, first, last)


def _documents(index: OpenIndex, quoted: str, title: str) -> tuple[list[str], bool]:
    """Where to look: the document of the title named, where there is one, else those whose passages are most alike."""
    if title:
        key = _key(title)
        named = [d.path for d in index.documents() if key and key in _key(d.metadata.title)]
        if named:
            return named[:_DOCUMENTS], True
    weights = dict.fromkeys(tokens(fold(quoted).text), 1.0)
    if not weights:
        return [], False
    rows = [row for row, _ in index.search_passages(weights, _PASSAGES)]
    paths = dict.fromkeys(passage.document for passage in index.passages(rows))
    return list(paths)[:_DOCUMENTS], False


def _key(title: str) -> str:
    return re.sub(r"[\W_]", "", fold(title).text)


def _without_blanks(folded: Folded) -> _Plain:
    kept = [i for i, character in enumerate(folded.text) if not character.isspace()]
    return _Plain("".join(folded.text[i] for i in kept), tuple(kept))


def _find(quoted: str, text: str) -> tuple[float, int, int] | None:
    """Where the text comes nearest to the words quoted: share of them held, start and end; None where nowhere.

    Candidates are anchored at runs of six characters that both hold, so time is linear in the text.
    """
    cut: tuple[float, int, int] | None = None
    for match in islice(re.finditer(re.escape(quoted), text), _MOST_FOUND):
        start, end = _whole_numbers(text, *match.span())
        if (start, end) == match.span():
            return 1.0, start, end
        cut = cut or (0.999, start, end)
    if cut:
        return cut
    size = min(6, len(quoted))
    anchors: dict[int, int] = {}
    for offset in range(0, len(quoted) - size + 1, 3):
        found = text.find(quoted[offset : offset + size])
        while found >= 0 and len(anchors) < 24:
            anchors.setdefault((found - offset) // 8, found - offset)
            found = text.find(quoted[offset : offset + size], found + 1)
    best: tuple[float, int, int] | None = None
    for shift in anchors.values():
        low = max(0, shift - 16)
        window = text[low : shift + len(quoted) + 16]
        blocks = [b for b in SequenceMatcher(None, quoted, window, autojunk=False).get_matching_blocks() if b.size]
        held = sum(block.size for block in blocks) / len(quoted)
        if blocks and (best is None or held > best[0]):
            tail = len(quoted) - blocks[-1].a - blocks[-1].size
            first = max(0, blocks[0].b - blocks[0].a)
            last = min(len(window), blocks[-1].b + blocks[-1].size + tail)
            best = (min(held, 0.999), low + first, low + last)
    return best


_DIGITS_BEFORE = re.compile(r"(?<!\d)\d[\d,.]{0,20}$")
_DIGITS_BEHIND = re.compile(r"\d{1,20}(?:\.\d{1,10})?|\.\d{1,10}")


def _whole_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the rest of the numbers that it begins or ends in: 5%以上 is not what 15%以上 says."""
    before = _DIGITS_BEFORE.search(text, max(0, start - 20), start) if text[start].isdigit() else None
    behind = _DIGITS_BEHIND.match(text, end) if text[end - 1].isdigit() else None
    return before.start() if before else start, behind.end() if behind else end


def _compared(index: OpenIndex, quoted: str, start: int, end: int, path: str, first: int, last: int) -> Quotation:
    """The quotation beside the document's words from `first` to `last` of its folded text without blanks."""
    document = index.document(path)
    folded, mine = fold(document.text), fold(quoted)
    theirs, own = _without_blanks(folded), _without_blanks(mine)
    span = folded.original(theirs.at[first], theirs.at[last - 1] + 1)
    matcher = SequenceMatcher(None, own.text, theirs.text[first:last], autojunk=False)
    differences = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        place = _span(mine, own, a, b)
        stated = document.text[slice(*_span(folded, theirs, first + c, first + d))] if d > c else ""
        differences.append(Difference(start + place[0], start + place[1], stated))
    cited = cite_spans(
        index, [(path, span.start, min(span.end, span.start + MAX_QUOTE), (Span(span.start, span.end),))]
    )
    verdict: Verdict = "contradicted" if differences else "supported"
    remark = f"有{len(differences)}处与文件不同" if differences else "与文件逐字一致"
    title = document.metadata.title or path
    return Quotation(quoted, start, end, verdict, remark, title, tuple(differences), cited.citations)


def _span(folded: Folded, plain: _Plain, start: int, end: int) -> tuple[int, int]:
    """A range of the text without blanks, as offsets of the original."""
    if start < end:
        span = folded.original(plain.at[start], plain.at[end - 1] + 1)
        return span.start, span.end
    at = folded.original(plain.at[start], plain.at[start] + 1).start if start < len(plain.at) else folded.ends[-1]
    return at, at
