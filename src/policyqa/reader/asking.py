"""The question's telling words, with their weights."""

from __future__ import annotations

import re
from collections.abc import Callable

from policyqa.index.lexical import tokens

_EMPTY = re.compile(
    r"为什么|为何|多少|什么时[候间]|何时|什么样?|哪里|哪儿|哪些|哪几?[个位种项条家所年方]?|谁|如何|怎么样?|怎样|有何|何|啥|[?？!。]|请问|是否|的是"
)


def without_asking(text: str) -> str:
    """Put a space for each asking word of a folded question.

    >>> without_asking("乘坐包车有何要求?")
    '乘坐包车 要求 '
    """
    return _EMPTY.sub(" ", text)


def question_words(question: str, telling: Callable[[str], float]) -> dict[str, float]:
    """Weigh the tokens of a folded question without its asking words; `telling` gives a token's idf.

    Single characters count for little: their bigrams say what they say.
    """
    words = tokens(without_asking(question))
    return {token: telling(token) * (1.0 if len(token) > 1 else 0.15) + 0.01 for token in words}
