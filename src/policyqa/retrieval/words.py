"""The words of a question by what they do in it: ask, name a place, or say what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from policyqa.chinese.places import find_places

Role = Literal["content", "asking", "joint", "place"]
"""What a token does: `joint` ones cross the border between a word of asking and another (`哪些企业`: 些企)."""

_ASKING = re.compile(
    r"什么样?|哪[些几个家位天年种类项所条里儿]?|多少|多[久大长高远]|几(?=[个条项家名种类天年月次届人层])|如何|怎么样?|怎样"
    r"|为何|为什么|为啥|何时|何[种地处]?|是否|能否|可否|谁|吗|呢|分别|包括|指的是|是指|请问"
    r"|的|了|是|有(?=何|哪|什么|多少|几)|在|和|与|于|把|被|从"
)
"""Words of asking, and those that carry no meaning of their own. A longer list (是否 要 会 将 对 等 …), with official
verbs beside it, gained nothing on the evaluation sets."""


def roles(question: str, tokens: Iterable[str]) -> dict[str, Role]:
    """The role of each token in a folded question; of several places, the most telling; no entry for strangers."""
    text = question.lower()
    asking = bytearray(len(text))
    for match in _ASKING.finditer(text):
        asking[match.start() : match.end()] = b"\1" * len(match.group())
    place = bytearray(len(text))
    for found in find_places(text):
        place[found.start : found.end] = b"\1" * (found.end - found.start)
    each = dict.fromkeys(tokens)  # of a thousand times one token, one: time stays linear
    return {token: role for token in each if (role := _role(token, text, asking, place)) is not None}


def _role(token: str, text: str, asking: bytearray, place: bytearray) -> Role | None:
    seen: set[Role] = set()
    at = text.find(token)
    while at >= 0:
        part, end = asking[at : at + len(token)], at + len(token)
        seen.add("place" if any(place[at:end]) else "asking" if all(part) else "joint" if any(part) else "content")
        at = text.find(token, at + 1)
    ordered: tuple[Role, ...] = ("content", "place", "joint", "asking")
    return next((role for role in ordered if role in seen), None)
