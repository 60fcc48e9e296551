"""Features of candidates: how much of the question stands in and around each, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policyqa.reader.candidates import Candidates, Ints
from policyqa.reader.coverage import Coverage, Floats
from policyqa.reader.form import FORMS, Form

FEATURES = (
    *(f"form_{name}" for name in FORMS),
    "breadth",
    "question_length",
    "length",
    "log_length",
    "sentences_held",
    "start_kind",
    "end_kind",
    "own",
    "repeated",
    "sentence",
    "head",
    "tail",
    "before",
    "two_before",
    "after",
    "window",
    "with_before",
    "best",
    "sentence_gap",
    "order",
    "from_best",
    "first_after_best",
    "digits",
    "commas",
    "stops",
    "semicolons",
    "enumerating",
    "quotes",
    "numbering",
    "latin",
    "lead_in",
    "lead_out",
    "noun_inside",
    "noun_before",
    "noun_after",
    "colon_before",
    "start_odds",
    "first_odds",
    "last_odds",
    "end_odds",
    "rest_of_sentence",
    "passed_of_sentence",
    "place",
    "local_own",
    "local_sentence",
    "local_head",
    "local_window",
    "local_with_before",
    "local_gap",
    "near_before",
    "near_behind",
    "clause",
    "clause_before",
    "run_before",
    "run_behind",
    "unit_asked",
    "whole_quotes",
    "line_start",
    "line_end",
    "sentence_length",
)
"""Names of the columns, in their order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured against: the question, its words' weights in general, and among the texts at hand.

    Attributes:
        question: folded.
        form: its form.
        weights: the telling tokens with their weights, of any scale.
        local: the same tokens, weighed by how rare they are among the sentences at hand; 0 where none holds one.
        best: the largest share that a sentence of all texts at hand holds.
        local_best: the same by the local weights.
    """

    question: str
    form: Form
    weights: Mapping[str, float]
    local: Mapping[str, float]
    best: float
    local_best: float


def odds_keys(text: str, start: int, end: int, breadth: int) -> tuple[str, str, str, str]:
    """The four keys of a candidate: the two characters before it, its first two, its last two, the two behind it."""
    return (
        f"{breadth}b{text[max(0, start - 2) : start]}",
        f"{breadth}f{text[start : start + 2]}",
        f"{breadth}l{text[max(start, end - 2) : end]}",
        f"{breadth}a{text[end : end + 2]}",
    )


def weigh_locally(
    question: str, form: Form, weights: Mapping[str, float], texts: Sequence[Candidates]
) -> tuple[Asked, list[Coverage]]:
    """Weigh a question's tokens among the sentences of all texts that are read for it; gives each text's coverage."""
    found = [Coverage(candidates.text, weights) for candidates in texts]
    held = [c.inside(t.sentences[:-1], t.sentences[1:]) for c, t in zip(found, texts, strict=True)]
    every = np.concatenate(held, axis=1) if held else np.zeros((len(weights), 0), bool)
    share = every.mean(axis=1) if every.shape[1] else np.zeros(len(weights))
    general = np.array(list(weights.values()), np.float32)
    local = np.where(share > 0, general * np.log(1 + 0.5 / np.maximum(share, 1e-6)), 0.0).astype(np.float32)
    best = float((general @ every).max(initial=0.0) / (general.sum() or 1.0))
    local_best = float((local @ every).max(initial=0.0) / (local.sum() or 1.0))
    asked = Asked(question, form, weights, dict(zip(weights, local.tolist(), strict=True)), best, local_best)
    return asked, found


def measure_candidates(candidates: Candidates, asked: Asked, held: Coverage, odds: Mapping[str, float]) -> Floats:
    """Measure every candidate of one text.

    Args:
        candidates: of one text.
        asked: what the question asks, as `weigh_locally` gives it.
        held: the coverage of this text, from there too.
        odds: log odds by the keys that `odds_keys` makes.

    Returns:
        Floats: one row for each candidate, columns as in `FEATURES`.
    """
    text, starts, ends, form = candidates.text, candidates.starts, candidates.ends, asked.form
    bounds = candidates.sentences
    general, local = unit_weights(asked.weights), unit_weights(asked.local)
    first = np.clip(np.searchsorted(bounds, starts, "right") - 1, 0, len(bounds) - 2)
    last = np.clip(np.searchsorted(bounds, np.maximum(ends - 1, starts), "right") - 1, first, len(bounds) - 2)
    inside_each = held.inside(bounds[:-1], bounds[1:])
    each, local_each = general @ inside_each, local @ inside_each
    top = int(np.argmax(local_each)) if len(each) else 0
    low, high = bounds[first], bounds[last + 1]
    before = bounds[np.maximum(first - 1, 0)]
    earlier = bounds[np.maximum(first - 2, 0)]
    behind = bounds[np.minimum(last + 2, len(bounds) - 1)]
    length = (ends - starts).astype(np.float32)
    own = held.inside(starts, ends)
    window = held.inside(np.maximum(starts - 100, 0), np.minimum(ends + 60, len(text)))
    sentence, local_sentence = _shares(held, low, high, general, local)
    head, local_head = _shares(held, low, starts, general, local)
    with_before, local_with_before = _shares(held, before, high, general, local)
    clauses = candidates.clauses
    clause = np.clip(np.searchsorted(clauses, starts, "right") - 1, 0, len(clauses) - 2)
    order = np.argsort(np.argsort(-local_each, kind="stable"), kind="stable")
    columns: dict[str, NDArray[np.generic] | float] = {f"form_{name}": float(name == form.name) for name in FORMS}
    columns |= {
        "breadth": form.breadth,
        "question_length": float(len(asked.question)),
        "length": length,
        "log_length": np.log(length),
        "sentences_held": last - first + 1,
        "start_kind": candidates.start_kinds,
        "end_kind": candidates.end_kinds,
        "own": general @ own,
        "repeated": held.covered(starts, ends) / length,
        "sentence": sentence,
        "head": head,
        "tail": _shares(held, ends, high, general, local)[0],
        "before": _shares(held, before, low, general, local)[0],
        "two_before": _shares(held, earlier, low, general, local)[0],
        "after": _shares(held, high, behind, general, local)[0],
        "window": general @ window,
        "with_before": with_before,
        "best": asked.best,
        "sentence_gap": asked.best - each[first],
        "order": np.minimum(order[first], 10),
        "from_best": np.clip(first - top, -5, 8),
        "first_after_best": first == top + 1,
        "noun_inside": _noun(text, form, starts, ends),
        "noun_before": _noun(text, form, np.maximum(starts - 8, 0), starts),
        "noun_after": _noun(text, form, ends, np.minimum(ends + 6, len(text))),
        "rest_of_sentence": np.minimum(high - ends, 200),
        "passed_of_sentence": np.minimum(starts - low, 200),
        "place": np.minimum(starts, 1000),
        "local_own": local @ own,
        "local_sentence": local_sentence,
        "local_head": local_head,
        "local_window": local @ window,
        "local_with_before": local_with_before,
        "local_gap": asked.local_best - local_each[first],
        "near_before": held.nearness(starts, local, -1),
        "near_behind": held.nearness(ends, local, 1),
        "clause": _shares(held, clauses[clause], clauses[clause + 1], general, local)[1],
        "clause_before": _shares(held, clauses[np.maximum(clause - 1, 0)], clauses[clause], general, local)[1],
        "sentence_length": np.minimum(high - low, 300),
    }
    columns |= _looks(text, starts, ends, length)
    columns |= _leads(text, form, starts, ends)
    columns |= _odds(text, form, starts, ends, odds)
    columns |= held.runs(starts, ends)
    values = np.empty((len(starts), len(FEATURES)), np.float32)
    for i, name in enumerate(FEATURES):
        values[:, i] = columns[name]
    return values


def _shares(held: Coverage, lows: Ints, highs: Ints, general: Floats, local: Floats) -> tuple[Floats, Floats]:
    """The share of the question in each range, by both weights; each distinct range is looked at once."""
    keys, back = np.unique(lows.astype(np.int64) << 32 | highs, return_inverse=True)
    inside = held.inside((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))
    return (general @ inside)[back], (local @ inside)[back]


def unit_weights(weights: Mapping[str, float]) -> Floats:
    """Give weights as an array of sum 1, or of zeros."""
    values = np.array(list(weights.values()), np.float32)
    return np.asarray(values / (values.sum() or 1.0), np.float32)


def _sums(text: str, characters: str) -> Ints:
    return np.concatenate([[0], np.cumsum([c in characters for c in text])]).astype(np.int32)


def _looks(text: str, starts: Ints, ends: Ints, length: Floats) -> dict[str, NDArray[np.generic]]:
    found: dict[str, NDArray[np.generic]] = {}
    for name, characters in (
        ("digits", "0123456789"),
        ("commas", ","),
        ("stops", "。"),
        ("semicolons", ";"),
        ("enumerating", "、"),
        ("quotes", '“”《》"'),
        ("latin", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ):
        sums = _sums(text, characters)
        count = sums[ends] - sums[starts]
        found[name] = count / length if name in ("digits", "latin") else count
    marks = np.zeros(len(text) + 1, np.int32)
    for at in range(1, len(text)):
        if (
            text[at] in "、.)是"
            and text[at - 1] in "一二三四五六七八九123456789"
            and (at < 2 or text[at - 2] in "\n 。;(,:")
        ):
            marks[at] = 1
    sums = np.cumsum(marks).astype(np.int32)
    found["numbering"] = sums[ends - 1] - sums[np.maximum(starts - 1, 0)]
    return found


def _each(places: Ints, measure: Callable[[int], float]) -> Floats:
    """Measure each distinct place once."""
    distinct, back = np.unique(places, return_inverse=True)
    return np.array([measure(place) for place in distinct.tolist()], np.float32)[back]


def _leads(text: str, form: Form, starts: Ints, ends: Ints) -> dict[str, NDArray[np.generic]]:
    """What stands right before and behind: the question's own words around its question word, colons, line ends."""
    before, after = form.before, form.after
    size = len(text)

    def lead_in(start: int) -> float:
        n = 0
        while n < min(8, len(before), start) and text[start - 1 - n] == before[-1 - n]:
            n += 1
        return n

    def lead_out(end: int) -> float:
        n = 0
        while n < min(8, len(after), size - end) and text[end + n] == after[n]:
            n += 1
        return n

    unit = after[:1] if form.name == "count" else ""
    marks = np.array([unit != "" and c == unit for c in text] + [False])
    units = np.concatenate([[0], np.cumsum(marks)])
    opens = _each(starts, lambda s: text[s] in "“《「")
    closes = _each(ends, lambda e: text[e - 1] in "”》」")
    return {
        "lead_in": _each(starts, lead_in),
        "lead_out": _each(ends, lead_out),
        "colon_before": _each(starts, lambda s: text[s - 1 : s] == ":"),
        "line_start": _each(starts, lambda s: s == 0 or "\n" in text[max(0, s - 3) : s]),
        "line_end": _each(ends, lambda e: e == size or "\n" in text[e : e + 3]),
        "whole_quotes": opens * closes,
        "unit_asked": units[ends] > units[starts],
    }


def _noun(text: str, form: Form, starts: Ints, ends: Ints) -> NDArray[np.generic]:
    """Whether the two characters behind the question word (`什么措施`) stand in each range."""
    noun = form.after[:2]
    if len(noun) < 2:
        return np.zeros(len(starts), np.float32)
    marks = np.zeros(len(text) + 1, np.int32)
    at = text.find(noun)
    while at >= 0:
        marks[at + 1] = 1
        at = text.find(noun, at + 1)
    sums = np.cumsum(marks).astype(np.int32)
    return (sums[np.maximum(ends - 1, starts)] - sums[starts] > 0).astype(np.float32)


def _odds(text: str, form: Form, starts: Ints, ends: Ints, odds: Mapping[str, float]) -> dict[str, NDArray[np.generic]]:
    size, breadth = len(text), form.breadth
    return {
        "start_odds": _each(starts, lambda s: odds.get(odds_keys(text, s, size, breadth)[0], 0.0)),
        "first_odds": _each(starts, lambda s: odds.get(odds_keys(text, s, size, breadth)[1], 0.0)),
        "last_odds": _each(ends, lambda e: odds.get(odds_keys(text, max(0, e - 2), e, breadth)[2], 0.0)),
        "end_odds": _each(ends, lambda e: odds.get(odds_keys(text, 0, e, breadth)[3], 0.0)),
    }
