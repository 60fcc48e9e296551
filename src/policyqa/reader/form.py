"""The form of a question: what sort of span it asks for, and the words around its question word."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORMS = ("why", "count", "when", "where", "who", "list", "how", "manner", "define", "which", "what", "other")
"""Forms in the order in which they are tried; a question has the first that fits."""

_PATTERNS = {
    "why": r"为什么|为何|为啥|原因是?什么|什么原因|因何|何故",
    "count": r"多少|几(?!乎|度|经)|多大|多高|多长|多久|多远|多重",
    "when": r"什么时[候间]|何时|哪[一]?[年天月日]|什么日期|多会儿|何年|何月",
    "where": r"哪里|哪儿|什么地[方点]|(?<![如为任以])何[处地]|在哪|哪个?(?:地方|省|市|县|区|国家)",
    "who": r"谁|何人|哪位|什么人|哪个?(?:部门|单位|机构|公司|人)",
    "list": r"哪些|哪[一二两三四五六七八九十\d]{1,3}(?=[个种类方项点条])|哪几",
    "how": r"如何|怎么|怎样|咋|何以",
    "manner": r"(?:什么|何种?|啥|怎样的).{0,6}?(?:措施|举措|办法|方法|政策|要求|规定|部署|工作|作用|支持|优惠|安排"
    r"|目的|意义|影响|特点|条件|流程|程序|内容|建议|服务|方式|形式|渠道|途径|原则|帮助|对策|手段|待遇|准备|标准)"
    r"|(?:措施|举措|办法|方法|政策|要求|规定|部署|作用|目的|意义|影响|特点|条件|流程|程序|内容|建议|原则|注意事项"
    r"|标准|待遇)(?:是|有|都?包括|为)?(?:什么|啥|何)?[?？]?$"
    r"|(?:强调|提出|指出|[作做]出|[作做]|要求|采取|推出|明确|规定|建议|呼吁|部署|介绍|说)了?(?:什么|些?啥)[?？]?$",
    "define": r"什么是|是什么$|是什么[?？]|指什么|指的是|什么意思|是指",
    "which": r"哪",
    "what": r"什么|何|啥",
}
_COMPILED = {form: re.compile(pattern) for form, pattern in _PATTERNS.items()}
_ASKING = re.compile(
    r"为什么|为何|多少|几|什么时[候间]|何时|什么|哪里|哪儿|哪些|哪[一几]?[个位种项条家所年]?|谁|如何|怎么样|怎么|怎样|何|啥|咋"
)
BREADTHS = {"why": 2, "how": 2, "manner": 2, "define": 2, "other": 2, "list": 1}
"""Whether a form asks for a name or a number (0, where it is absent), items (1), or what takes a clause or more (2)."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a question asks for.

    Attributes:
        name: one of `FORMS`.
        before: the question up to its question word, folded, without punctuation at its ends.
        after: what follows the question word: the noun asked for, and the rest.
    """

    name: str
    before: str
    after: str

    @property
    def breadth(self) -> int:
        """0 for a name or a number, 1 for items, 2 for what takes a clause or more."""
        return BREADTHS.get(self.name, 0)


def find_form(question: str) -> Form:
    """Find the form of a folded question; `other` where it has no question word.

    >>> find_form("企业采取什么措施?").name
    'manner'
    """
    name = next((form for form, pattern in _COMPILED.items() if pattern.search(question)), "other")
    found = list(_ASKING.finditer(question))
    if not found:
        return Form(name, question.strip(" ?。!,"), "")
    start, end = found[-1].span()
    return Form(name, question[:start].strip(" ?。!,"), question[end:].strip(" ?。!,"))
