"""Names: telephone numbers and terms in sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.answering.days import find_dates
from policyqa.answering.names import asks_phone, find_phones
from policyqa.answering.sentences import Sentence
from policyqa.chinese.fold import fold
from policyqa.types import Hit, Passage
from policyqa.understanding import understand


def sentence(text: str) -> Sentence:
    folded = fold(text)
    return Sentence(Hit(Passage("p", "d.txt", 0, len(text), text, text), 1.0), 0, folded.text, folded, 0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("question", "text", "numbers"),
    [
        ("云溪县审批服务热线是多少", "审批服务热线(0730-8412345)或云溪县政务服务网", ["0730-8412345"]),
        ("云溪县举报电话是多少", "举报电话12345,办公室电话8412345", ["12345", "8412345"]),
        ("云溪县咨询热线是什么", "咨询热线400-800-1234", ["400-800-1234"]),
        ("云溪县举报电话是多少", "举报电话受理了8412345件", []),
        ("云溪县举报电话是多少", "举报请联系13812345678", []),
        ("云溪县举报电话是多少", "面积8412345", []),
    ],
)
def test_telephone_numbers(question: str, text: str, numbers: list[str]) -> None:
    query, where = understand(question, [], date(2025, 6, 1)), sentence(text)
    assert asks_phone(query.question)
    assert query.kind == "which"
    assert sorted(where.text[a:b] for a, b in find_phones(query, where)) == sorted(numbers)


@pytest.mark.parametrize(
    ("question", "date_found"),
    [
        ("免收注册费的执行期限是怎样的", "2025年1月1日至2025年6月30日"),
        ("免收注册费到哪天", "2025年6月30日"),
    ],
)
def test_a_term_is_a_date_to_a_date(question: str, date_found: str) -> None:
    query, where = understand(question, [], date(2025, 6, 1)), sentence("2025年1月1日至2025年6月30日,免收注册费。")
    start, end = find_dates(query, where)[0]
    assert where.text[start:end] == date_found
