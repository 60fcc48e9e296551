"""Candidates: the spans of a text that could be an answer, from a number to several sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

MAX_CHARS = 560
"""Longest candidate; of 215 answers marked in policy notices the longest has 549 characters."""

_SENTENCE_END = re.compile(r"[。!?;\n]+[”\"』」)]{0,2}\s*")
_CLAUSE_END = re.compile(r"[,:。!?;\n]+[”\"』」)]{0,2}\s*")
_PARTING = re.compile(r"(?<![A-Za-z0-9.,]) {2,80}|(?<=[一-鿿。;:)”]) (?=[一-鿿(\d“])(?<!记者 )")
_FINE_START = re.compile(
    r"(?<=[是为有即指叫由在于到至达了对将把以用过取予行括称任的和与及从让使供按据、“《「\"(近超约共])(?=[^,:。!?;\n])|(?=[“《「])|(?<![A-Za-z\d])(?<![A-Za-z\d][.-])(?=\d)"
)
_FINE_END = re.compile(r"(?=[的等和与及、”》」\")(])|(?<=[”》」\")%])|(?<=\d[^\d.,:。!?;\n])|(?<=\d[^\d.,:。!?;\n]{2})")
_TRIM = " \n,:。!?;、"
_MAX_FINE = 8
_MARK = re.compile(r"[(]?[一二三四五六七八九十\d]{1,3}[)、.．]\s*")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one text, as parallel arrays.

    Attributes:
        text: the folded text.
        starts: offset of each candidate in the text.
        ends: offset behind each.
        start_kinds: 2 where it begins a sentence, 1 a clause, 0 elsewhere.
        end_kinds: likewise for its end.
        sentences: offsets where the sentences begin, ending with the text's length.
        clauses: likewise for the clauses.
    """

    text: str
    starts: Ints
    ends: Ints
    start_kinds: Ints
    end_kinds: Ints
    sentences: Ints
    clauses: Ints


def part_lines(text: str) -> str:
    """Put line ends for the spaces that part headings and paragraphs in flattened pages; the length stays.

    >>> part_lines("一、加强领导 各地要落实责任。  二、做好保障")
    '一、加强领导\\n各地要落实责任。\\n\\n二、做好保障'
    """
    return _PARTING.sub(lambda match: "\n" * len(match.group()), text)


def find_candidates(text: str, wanted: tuple[tuple[int, int], ...] = ()) -> Candidates:
    """List the candidates of a folded text whose start lies in one of the `wanted` ranges (everywhere where empty)."""
    text = part_lines(text)
    sentences = _starts(text, _SENTENCE_END)
    clauses = _starts(text, _CLAUSE_END)
    opens, closes = set(sentences), {end for _, end in zip(sentences, [*sentences[1:], len(text)], strict=True)}
    bounds = [*clauses[1:], len(text)]
    rows: dict[tuple[int, int], tuple[int, int]] = {}
    for i, start in enumerate(clauses):
        if wanted and not any(low <= start < high for low, high in wanted):
            continue
        _add_runs(text, rows, start, 2 if start in opens else 1, bounds[i:], closes)
        _add_fine(text, rows, start, bounds[i : i + 3], 2 if start in opens else 1, closes)
    keys = sorted(rows)
    table = np.array([(s, e, *rows[s, e]) for s, e in keys], np.int32).reshape(-1, 4)
    ends = len(text)
    return Candidates(
        text,
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3],
        np.array([*sentences, ends], np.int32),
        np.array([*clauses, ends], np.int32),
    )


def _starts(text: str, ends: re.Pattern[str]) -> list[int]:
    return [0, *(m.end() for m in ends.finditer(text) if m.end() < len(text))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return start, end


def _add_runs(
    text: str, rows: dict[tuple[int, int], tuple[int, int]], start: int, kind: int, bounds: list[int], closes: set[int]
) -> None:
    """Add the runs of clauses from one start: up to five clauses, beyond that only to ends of sentences."""
    for count, bound in enumerate(bounds, 1):
        if bound - start > MAX_CHARS:
            break
        closing = bound in closes
        if count > 5 and not closing:
            continue
        key = _trimmed(text, start, bound)
        if key[1] - key[0] > 0:
            rows.setdefault(key, (kind, 2 if closing else 1))
            mark = _MARK.match(text, key[0], key[1])
            if mark and mark.end() < key[1]:
                rows.setdefault((mark.end(), key[1]), (kind, 2 if closing else 1))


def _add_fine(
    text: str, rows: dict[tuple[int, int], tuple[int, int]], start: int, bounds: list[int], kind: int, closes: set[int]
) -> None:
    """Add spans that begin or end inside a clause: both inside one clause, or from inside it to a later one's end."""
    low, high = _trimmed(text, start, bounds[0])
    if high - low > 120:
        return
    begins = [low, *(m.start() for m in _FINE_START.finditer(text, low, high) if low < m.start() < high)][
        : 3 * _MAX_FINE
    ]
    ends = [m.start() for m in _FINE_END.finditer(text, low, high) if low < m.start() < high][-2 * _MAX_FINE :]
    for begin in begins:
        for end in ends:
            if 0 < end - begin <= 40:
                rows.setdefault((begin, end), (kind if begin == low else 0, 0))
        if begin == low:
            continue
        for bound in bounds:
            key = _trimmed(text, begin, bound)
            if key[1] > key[0]:
                rows.setdefault(key, (0, 2 if bound in closes else 1))
