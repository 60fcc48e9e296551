"""Compared: differences from several places in one sentence (高于全国1.6个百分点、全省0.7个百分点)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.quantities import Quantity

_FIRST = re.compile(
    r"(?P<verb>(?:高于|低于|快于|慢于|好于|优于|多于|少于|高出|超出|超过|领先|落后)于?)(?P<whom>[^,;:。、]{2,12})$"
)
_BOTH = re.compile(
    r"(?P<verb>(?:高于|低于|快于|慢于|高出|领先)于?)(?P<one>[全我][国省市]|[一-鿿]{2,6})(?:平均(?:水平)?)?[、和与](?P<other>[全我][国省市]|[一-鿿]{2,6}?)(?:平均(?:水平)?)?(?:分别)?$"
)
_NEXT = re.compile(
    r"\s?[、,和与及]\s?(?P<whom>[全我](?:国|省|市|自治区|[区县州])(?:平均(?:水平)?)?|[一-鿿]{2,8}平均(?:水平)?|[一-鿿]{2,6}[省市县区州])$"
)


def go_on_comparing(quantities: Sequence[Quantity], indicators: list[str], near: list[str]) -> None:
    """Give a difference from a second place the verb that only the first one has; fills in both lists.

    Args:
        quantities: those of one sentence.
        indicators: what each measures.
        near: the words between each and the one before it.
    """
    for i in range(1, len(quantities)):
        both = _BOTH.search(near[i - 1])
        if both and quantities[i].unit == "个百分点" and re.fullmatch(r"[、,和]", near[i]):
            near[i - 1] = f"{near[i - 1][: both.start()]}{both['verb']}{both['one']}"
            near[i] = f"{both['verb']}{both['other']}"
            indicators[i] = f"{indicators[i - 1].partition(both['verb'])[0].strip()} {near[i]}"
            indicators[i - 1] = f"{indicators[i - 1].partition(both['verb'])[0].strip()} {near[i - 1]}".strip()
            continue
        first, following = _FIRST.search(near[i - 1]), _NEXT.match(near[i])
        if first is None or following is None or quantities[i].unit != quantities[i - 1].unit:
            continue
        near[i] = first["verb"] + following["whom"]
        before, _, rest = indicators[i - 1].rpartition(first["verb"])
        if rest:
            indicators[i] = before + near[i]
