"""Citable records: one line that names a passage for another reader, and what has become of it when it is opened."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyqa.answering.citing import cite_spans
from policyqa.errors import InputError
from policyqa.types import Citation

if TYPE_CHECKING:
    from policyqa.index.opening import IndexedDocument, OpenIndex

State = Literal["same", "moved", "changed", "gone"]

_IDENTIFIER = re.compile(r"policyqa:([0-9a-f]{16})@(\d{1,9})-(\d{1,9})#([0-9a-f]{12})")
_LINE = re.compile(
    r"^(?:《(?P<title>[^《》\n]{1,300})》|(?P<path>[^《》\n:：]{1,300}?))(?:（[^（）\n]{0,200}）)?：“(?P<quote>.*)”",
    re.DOTALL,
)
_MOST_CHARS = 3000

REMARKS: dict[State, str] = {
    "same": "文件未变，引文就在原处",
    "moved": "文件已变更，但这段话仍在其中，位置如下",
    "changed": "文件已变更，其中不再有这段话",
    "gone": "这份文件已不在文档库中",
}


@dataclass(frozen=True, slots=True)
class OpenedCitation:
    """What a citation line leads to now.

    `state` is `same` where the very file is there and the words stand at the offsets; `moved` where the document has
    changed but still holds the words; `changed` where it does not; `gone` where there is no such document.
    `citation` is where the words stand now, None for `changed` and `gone`.
    """

    state: State
    remark: str
    citation: Citation | None = None


def identifier(citation: Citation) -> str:
    """A stable identifier: the file's hash (16 of 64 digits), the offsets, and a hash of the words themselves."""
    return f"policyqa:{citation.sha256[:16]}@{citation.start}-{citation.end}#{_quote_hash(citation.quote)}"


def citation_line(citation: Citation) -> str:
    """One line that another reader can use: title, issuer, number, date, the words, the identifier."""
    name = f"《{citation.title.strip('《》')}》" if citation.title else citation.document
    about = "，".join(part for part in (citation.issuer, citation.number, citation.date) if part)
    quote = " ".join(citation.quote.split())
    return f"{name}{f'（{about}）' if about else ''}：“{quote}” [{identifier(citation)}]"


def open_citation(index: OpenIndex, line: str) -> OpenedCitation:
    """Find the passage that a line of `citation_line` names, or say that its document has changed.

    Raises:
        InputError: the line holds no identifier.
    """
    line = line[:_MOST_CHARS].strip()
    match = _IDENTIFIER.search(line)
    if match is None:
        raise InputError("这一行里没有引文标识（policyqa:…），请整行粘贴 (the line holds no citation identifier)")
    sha, start, end, words = match[1], int(match[2]), int(match[3]), match[4]
    same = next((d for d in index.documents() if d.sha256.startswith(sha)), None)
    if same is not None:
        text = index.document(same.path).text
        if start < end <= len(text) and _quote_hash(text[start:end]) == words:
            return _opened(index, "same", same.path, start, end)
    return _in_other(index, line, words, same)


def _in_other(index: OpenIndex, line: str, words: str, same: IndexedDocument | None) -> OpenedCitation:
    """The words in the document of that name as it is now."""
    parsed = _LINE.match(line)
    quote = parsed["quote"] if parsed else ""
    named = [same] if same else []
    if parsed:
        title, path = parsed["title"] or "", parsed["path"] or ""
        named += [d for d in index.documents() if (title and d.metadata.title.strip("《》") == title) or d.path == path]
    for document in named:
        text = index.document(document.path).text
        found = _find_words(text, quote)
        if found and _quote_hash(text[found[0] : found[1]]) == words:
            return _opened(index, "moved", document.path, *found)
    state: State = "changed" if named else "gone"
    return OpenedCitation(state, REMARKS[state])


def _find_words(text: str, quote: str) -> tuple[int, int] | None:
    """Where a text holds the words of a quotation, whatever blanks stand between them."""
    kept = [i for i, character in enumerate(text) if not character.isspace()]
    wanted = "".join(quote.split())
    at = "".join(text[i] for i in kept).find(wanted) if wanted else -1
    return (kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None


def _opened(index: OpenIndex, state: State, path: str, start: int, end: int) -> OpenedCitation:
    return OpenedCitation(state, REMARKS[state], cite_spans(index, [(path, start, end, ())]).citations[0])


def _quote_hash(quote: str) -> str:
    """A hash of the words, blanks left out, so that a line broken by a mail program still opens."""
    return hashlib.sha256("".join(quote.split()).encode()).hexdigest()[:12]
