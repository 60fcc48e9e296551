"""Levels: the rank of place that a question means without naming one (全省, 我县), and figures of another rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.chinese.places import find_zones, region_by_code
from policyqa.chinese.regions import MUNICIPALITIES
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

_NO_SUBJECT = (
    r"平均|排|第|前|性|人大|两会|政协|百强|各|重点|文明|一流|领先|率先|首|唯一|最|示范|统一|每|域|范围|同[类期]|哪|有哪"
)
_ASKED = re.compile(
    rf"(?<![占居在比较超于过前是和与、健安])[全我本](?P<rank>省|自治区|市|县|区|旗|州|盟)(?!{_NO_SUBJECT})(?!.*(?:第几|排名?|位次|占))"
)
"""Asks for a whole place's own figure; a share or rank in it is some other place's."""
INNER_PLACES = re.compile(r"哪[些几个一]*(?:市|区|县|旗|镇|盟|州|园区|新城)|各[市区县旗盟州镇]|区县|县区|县市|市县")
"""Asks for the places inside one."""


def is_of_other_level(query: Query, figure: Figure) -> bool:
    """Tell whether a question asks for 全省 or 全县 without a name, and a figure is of a place of another rank.

    A county-level city is called 全市 too, and a zone 全区.
    """
    if query.scope.regions or query.scope.holders or INNER_PLACES.search(query.question):
        return False
    asked, region = _ASKED.search(query.question), region_by_code(figure.region)
    if asked is None or region is None or query.spread in ("highest", "lowest", "condition"):
        return False
    rank, zone = asked["rank"], bool(find_zones(figure.holder))
    if rank == "省":
        return zone or region.level != "province" or region.code in MUNICIPALITIES
    if rank == "市":
        city = region.level == "city" or region.code in MUNICIPALITIES or figure.holder.endswith("市")
        return zone or not city
    if rank == "区":
        return not (zone or region.name.endswith("区"))
    return zone or not (region.name.endswith(rank) or figure.holder.endswith(rank))
