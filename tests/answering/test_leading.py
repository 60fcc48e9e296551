"""Leading: which hits may answer in words, and at which score."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.answering.leading import LEAD, led_hits
from policyqa.types import Hit, Passage
from policyqa.understanding import Query, understand


def hit(document: str, score: float, start: int = 0) -> Hit:
    return Hit(Passage(f"{document}:{start}", document, start, start + 4, "一段文字", "一段文字"), score)


def query(question: str) -> Query:
    return understand(question, [], date(2025, 1, 1))


def shown(question: str, *hits: Hit) -> list[tuple[str, float]]:
    return [(h.passage.document, round(h.score, 3)) for h in led_hits(query(question), hits)]


def test_the_first_document_keeps_all_its_hits_and_others_need_nearly_its_score() -> None:
    found = shown("采取哪些措施", hit("a", 2.0), hit("b", 1.9), hit("c", 1.6), hit("a", 0.4, 9))
    assert found == [("a", 2.0), ("b", round(1.9 * LEAD, 3)), ("a", 0.4)]


@pytest.mark.parametrize(("question", "others"), [("什么时候上线", 0), ("如何办理", 1)])
def test_names_and_dates_need_more(question: str, others: int) -> None:
    assert len(shown(question, hit("a", 2.0), hit("b", 1.75))) == 1 + others


def test_nothing_found_gives_nothing() -> None:
    assert led_hits(query("采取哪些措施"), []) == []
