"""Wholes: of which whole a share is, the country, the province or the world, and which one is asked for."""

from __future__ import annotations

import re

from policyqa.answering.around import words_before
from policyqa.types import Figure

_WHOLE = re.compile(r"占(?:了|到)?(?P<rank>全[国省市区县州球]|[该本我][省市区县国]|世界|国内)")
_WHOLES = re.compile(r"全[国省市区县州球]|[该本我][省市区县国]|世界|国内")
_RANKS = {"世": "球", "国": "国"}


def is_of_other_whole(question: str, figure: Figure) -> bool:
    """Whether a share is of another whole than the one asked for: 占全国 is not 占全省, 占该省 is."""
    said = f"{figure.indicator}{words_before(figure)}"
    asked = _WHOLE.search(question)
    if asked is None or figure.measure != "share" or not _WHOLE.search(said):
        return False
    rank, *_ = _ranks(asked["rank"])
    return rank not in _ranks(said)


def _ranks(text: str) -> list[str]:
    """The ranks of the wholes that a text names: 全国 and 国内 are one, 世界 and 全球 too."""
    return [_RANKS.get(name[0], name[1]) for name in _WHOLES.findall(text)]
