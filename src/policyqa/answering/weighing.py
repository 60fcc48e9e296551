"""Weighing: how much each of a question's words tells."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.retrieval import inverse_frequency

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

UNKNOWN_WORD = 0.5
UNKNOWN_JOINT = 0.1
"""What a pair of characters counts that stands nowhere in the documents: a part of a word, or where two words meet.

On twelve sets (1,178 right before, over 1,534 questions) 0.1 instead of 0.35 for joints gave ten more right answers
and one more wrong one, 0.2 six more; what words count made no difference between 0.35 and 0.7.
"""


@lru_cache(maxsize=512)
def query_weights(index: OpenIndex, content: str) -> dict[str, float]:
    """Each telling token of the content with its weight: idf, single characters and joints of words counting less."""
    return {t: _weight(index, t) for t in set(tokens(canonical(content)))}


def _weight(index: OpenIndex, token: str) -> float:
    return inverse_frequency(index, token) * _factor(index, token) + 0.05


def _factor(index: OpenIndex, token: str) -> float:
    if len(token) == 1:
        return 0.4
    if index.document_frequency(token):
        return 1.0
    return UNKNOWN_WORD if is_word_pair(token) or not _is_chinese(token) else UNKNOWN_JOINT


def is_word_pair(token: str) -> bool:
    """Tell whether two characters stand together inside a word of the bundled model's vocabulary."""
    return token in _pairs_of_words()


def _is_chinese(token: str) -> bool:
    return all("一" <= character <= "鿿" for character in token)


@cache
def _pairs_of_words() -> frozenset[str]:
    """The pairs of characters that stand inside a word of the bundled model's vocabulary."""
    tokenizer = json.loads(files("policyqa").joinpath("model/tokenizer.json").read_text(encoding="utf-8"))
    words = (word for word, _ in tokenizer["model"]["vocab"])
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
