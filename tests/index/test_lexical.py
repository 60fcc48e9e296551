"""Tokens, and BM25 against the textbook's formula."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.index.lexical import Entry, LexicalIndex, tokens, write_lexical
from timing import assert_cpu_within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ,。\n", []),
        ("市", ["市"]),
        ("宣州区", ["宣", "宣州", "州", "州区", "区"]),
        ("宣,州", ["宣", "州"]),
        ("5000万元", ["5000", "万", "万元", "元"]),
        ("GDP增8.5%", ["gdp", "增", "8.5"]),
        ("R&D", ["r&d"]),
        ("PM2.5", ["pm2.5"]),
        ("5G", ["5g"]),
        ("2021-2025年", ["2021", "2025", "年"]),
        ("1,234.5元", ["1234.5", "1", "234.5", "元"]),
        ("120,80,50", ["120", "80", "50"]),
        ("3.", ["3"]),
        ("二〇二一", ["二", "二〇", "〇", "〇二", "二", "二一", "一"]),
        ("\ud800\x00", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(alphabet="市区县,。 \n12.3aB&；-", max_size=40))
def test_a_bigram_stands_together_in_the_text_and_no_token_holds_a_space(text: str) -> None:
    for token in tokens(text):
        assert not re.search(r"\s", token)
        assert token in text.lower() or token in text.replace(",", "").lower()
    chinese = re.findall("[市区县]", text)
    assert Counter(t for t in tokens(text) if t in set("市区县")) == Counter(chinese)


@pytest.mark.parametrize("text", ["市" * 100_000, "1" * 100_000, "1," * 50_000, "a.&" * 33_333, "1.1&" * 25_000])
def test_tokens_takes_linear_time(text: str) -> None:
    assert_cpu_within(1.0, lambda: tokens(text))


WORDS = [chr(0x4E00 + i) for i in range(30)]
"""Single characters parted by commas give one token each: lengths stay under 40, which tantivy stores exactly."""


def _random_texts(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [",".join(draw.choices(WORDS, k=draw.randint(1, 38))) for _ in range(count)]


def _textbook(texts: list[str], weights: dict[str, float], k1: float = 1.2, b: float = 0.75) -> dict[int, float]:
    """BM25 by Robertson and Zaragoza (2009), with the idf ln(1 + (N - n + 0.5) / (n + 0.5))."""
    bags = [Counter(tokens(text)) for text in texts]
    average = sum(bag.total() for bag in bags) / len(bags)
    scores: dict[int, float] = {}
    for token, weight in weights.items():
        holding = sum(token in bag for bag in bags)
        idf = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
        for row, bag in enumerate(bags):
            if frequency := bag[token]:
                damped = frequency + k1 * (1 - b + b * bag.total() / average)
                scores[row] = scores.get(row, 0.0) + weight * idf * frequency * (k1 + 1) / damped
    return scores


def _write(folder: Path, texts: list[str], first: int = 0) -> None:
    facets = ["2021", "2022", ""]
    entries = [Entry(row, row // 10, text, {"year": facets[row % 3]}) for row, text in enumerate(texts, start=first)]
    write_lexical(folder, entries, ("year",))


def test_scores_are_the_textbooks(tmp_path: Path) -> None:
    texts = _random_texts(300, 1)
    _write(tmp_path / "x", texts)
    index = LexicalIndex(tmp_path / "x")
    for seed in range(20):
        draw = random.Random(seed)
        weights = {word: draw.choice([0.25, 1.0, 3.0]) for word in draw.sample(WORDS, 4)}
        expected = _textbook(texts, weights)
        hits = index.search(weights, 300)
        assert {row for row, _ in hits} == set(expected)
        assert [score for _, score in hits] == pytest.approx([expected[row] for row, _ in hits], rel=1e-4, abs=1e-3)
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        assert index.search(weights, 7) == hits[:7]


def test_filters_take_away_and_change_no_score(tmp_path: Path) -> None:
    _write(tmp_path / "x", _random_texts(100, 2))
    index = LexicalIndex(tmp_path / "x")
    weights = {WORDS[0]: 1.0, WORDS[1]: 1.0}
    everything = index.search(weights, 100)
    among = index.search(weights, 100, documents=[2, 5, 77], facets={"year": ["2021", ""]})
    assert among == [hit for hit in everything if hit[0] // 10 in (2, 5) and hit[0] % 3 in (0, 2)]
    assert among
    assert index.search(weights, 100, facets={"year": None}) == everything
    assert index.search(weights, 100, documents=[]) == index.search(weights, 100, facets={"year": []}) == []


def test_ties_go_by_row_even_at_the_cut_and_over_segments(tmp_path: Path) -> None:
    for first in (200, 100, 0):  # three segments, the last rows first
        _write(tmp_path / "x", ["市"] * 100, first)
    index = LexicalIndex(tmp_path / "x")
    assert [row for row, _ in index.search({"市": 1.0}, 120)] == list(range(120))


def test_an_index_that_grew_answers_like_one_built_at_once(tmp_path: Path) -> None:
    texts = _random_texts(200, 3)
    _write(tmp_path / "once", texts)
    for at in range(0, 200, 20):
        _write(tmp_path / "grown", texts[at : at + 20], at)
    once, grown = LexicalIndex(tmp_path / "once"), LexicalIndex(tmp_path / "grown")
    weights = dict.fromkeys(WORDS[:5], 1.0)
    assert grown.search(weights, 50) == once.search(weights, 50)
    assert [grown.document_frequency(w) for w in WORDS] == [once.document_frequency(w) for w in WORDS]
    assert grown.count == once.count == 200


def test_document_frequency_counts_things_not_occurrences(tmp_path: Path) -> None:
    _write(tmp_path / "x", ["市,市", "市", "区"])
    index = LexicalIndex(tmp_path / "x")
    assert [index.document_frequency(token) for token in ("市", "区", "县")] == [2, 1, 0]


def test_a_question_of_nothing_finds_nothing(tmp_path: Path) -> None:
    _write(tmp_path / "x", ["市"])
    index = LexicalIndex(tmp_path / "x")
    assert index.search({}, 5) == index.search({"市": 0.0}, 5) == index.search({"市": 1.0}, 0) == []
    assert index.search({'" OR 1:*^ \x00': 1.0, "AND": 1.0}, 5) == []
    with pytest.raises(ValueError, match="not a finite number"):
        index.search({"市": math.nan}, 5)


def test_an_empty_index_can_be_searched(tmp_path: Path) -> None:
    write_lexical(tmp_path / "x", [], ("year",))
    assert LexicalIndex(tmp_path / "x").search({"市": 1.0}, 5) == []


def test_what_is_no_index_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="lexical index"):
        LexicalIndex(tmp_path)
