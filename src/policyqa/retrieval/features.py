"""Features: what of a question a passage holds, beside its BM25 score."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyqa.index.lexical import tokens
from policyqa.retrieval.weights import inverse_frequency
from policyqa.retrieval.words import Role, roles

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.types import Passage
    from policyqa.understanding import Query

ROLE_SHARES: Mapping[Role, float] = {"content": 1.0, "joint": 0.5, "asking": 0.2, "place": 0.0}
"""Weight of the question's words in `coverage` by their role; places weigh whole documents already (`scope`)."""

_FORMS = (
    (r"电话|热线|号码", r"(?<!\d)(?:0\d{2,3}[-—–]?)?\d{7,8}(?!\d)|(?<!\d)1\d{4}(?!\d)|电话"),
    (r"网站|网址|平台|邮箱|公众号|app|渠道", r"https?:|www\.|网站|官网|平台|公众号|app|邮箱|二维码|热线"),
    (
        r"多少|几|多大|多长|多久|多高|比例|幅度|期限|最高|最长",
        r"\d\s?(?:%|万|亿|个|元|天|日|月|年|家|人|倍|小时|套)",
    ),
    (r"什么时候|何时|哪天|哪年|几月|时间|日期|哪一年", r"\d{1,2}月\d{1,2}日|\d{4}年|\d{1,2}[日时]"),
    (
        r"哪些|什么(?:措施|要求|内容|方式|规定|政策|办法|举措)|如何|怎么|怎样",
        r"[一二三]是|(?:^|[。;\s])(?:[一二三四五六七八九十]、|\(?[一二三四五六1-9]\)|[1-9][.、)])|[、,][^、,。]{2,12}、",
    ),
    (
        r"谁|哪个(?:部门|单位|机构|公司)|哪位",
        r"(?:局|委|厅|部|公司|中心|办公室|院|会)(?:负责|牵头|联合)|责任单位|牵头",
    ),
    (r"为什么|为何|原因", r"因为|由于|原因|为了|因此|所以"),
)
"""Words of asking, and the form that an answer to them has; both in folded, lower-case text."""

_COMPILED = tuple((re.compile(asked), re.compile(form)) for asked, form in _FORMS)


def telling_bigrams(index: OpenIndex, query: Query) -> dict[str, float]:
    """The question's tokens of two characters and more that the index knows, each with its share of all that is told.

    Tokens that stand nowhere have their share too, so that words of the document count less where few are known.
    """
    own = {token for token in tokens(query.question) if len(token) > 1}
    told = {
        token: inverse_frequency(index, token) * ROLE_SHARES[role]
        for token, role in roles(query.question, own).items()
        if ROLE_SHARES[role]
    }
    total = sum(told.values()) or 1.0
    return {token: weight / total for token, weight in sorted(told.items()) if index.document_frequency(token)}


def coverage(telling: dict[str, float], passage: Passage) -> float:
    """The share of the telling words that a passage with its title and headings holds, from 0 to 1."""
    text = passage.indexed.lower()
    return sum(weight for token, weight in telling.items() if token in text)


def wanted_forms(query: Query) -> list[re.Pattern[str]]:
    """The forms that an answer to the question may have: a telephone number, an enumeration; [] where open."""
    question = query.question.lower()
    return [form for asked, form in _COMPILED if asked.search(question)]


def form_share(forms: list[re.Pattern[str]], passage: Passage) -> float:
    """The share of the wanted forms that stand in the passage's own text; 0.5 where none is wanted."""
    body = passage.indexed.split("\n", 2)[-1].lower()
    return sum(bool(form.search(body)) for form in forms) / len(forms) if forms else 0.5
