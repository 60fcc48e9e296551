"""Doers: who did what a clause says, and which unit is in charge: the subject of a verb, checked to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyqa.answering.names import OFFICE, surnames

UNIT = re.compile(
    r"(?:[局部委办厅院会镇乡处科站所队署]|办公室|中心|公司|集团|街道|单位|部门|专班|银行|园区|开发区|高新区|经开区|新区|大学|学院"
    r"|人民政府|政府|法院|检察院|协会|联合会|指挥部|残联|工会|妇联|[一-鿿]联社|管委会|督查室|支队|总队|分局|小组)$"
)
_NO_UNIT = re.compile(
    r"(?:大会|全会|推进会|推介会|座谈会|发布会|社会|机会|现场会|调度会|年会|内部|全部|干部|一部|场所|场站)$"
)
_NO_NAME = re.compile(r"^全|[省市区县州乡镇村会]$|会议|方面|时候")
_LEAD = re.compile(
    r"^\s+|^在[^,;。]{4,40}?(?:会议|大会)上[,、]?|^第[一二三四五六七八九十百]{1,4}条\s?"
    r"|^(?:(?:日前|近日|当天|会上|会前|随后|其间|期间|下一步|其中|并|今后|目前|仪式前|要|请|应当?|须|必须|可|由|是|以)[,、]?)+"
    r"|^(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:上午|下午|晚)?"
)
_CLAUSE = re.compile(r"[,;。!?:\n|()“”]")
_BETWEEN = re.compile(
    r"(?:在|对|向|将|要|会(?!同)|已|正|于|从|就|为|按|把|及时|组织|负责|具体|统一|共同|应当?|须|分别"
    r"|出席[一-鿿]{0,8}并|还|并)[^,;。]{0,24}$|$"
)


def is_unit(name: str) -> bool:
    """Tell whether a name ends like a body's and not like a meeting's.

    >>> is_unit("市财政局"), is_unit("全市工作推进会"), is_unit("7.")
    (True, False, False)
    """
    last = re.split(r"[、和与及]|会同", name)[-1]
    return (
        len(last) >= 2
        and UNIT.search(last) is not None
        and _NO_UNIT.search(last) is None
        and not re.search(r"\d[.\d]*$|^[一二三四五六七八九十]+是", last)
    )


def is_person(name: str) -> bool:
    """Tell whether a name ends with an office, or with a surname and a given name behind an office or alone."""
    if re.search(rf"{OFFICE}$", name):
        return True
    named = re.search(rf"(?:^|{OFFICE})[\s:]?([{surnames()}][一-鿿]{{1,2}})(?:同志)?$", name)
    return named is not None and not is_unit(name) and not _NO_NAME.search(named.group(1))


def find_doers(text: str, verb: str, named: bool = False) -> Iterator[tuple[int, int]]:
    """The subjects of a verb in folded text: persons, offices or bodies.

    Args:
        text: a sentence.
        verb: a pattern.
        named: whether only persons with their names will do.
    """
    for match in re.finditer(verb, text):
        for start, end in (*_passive(text, match), *_active(text, match.start())):
            name = text[start:end]
            if is_person(name) or is_unit(name):
                if named and not re.search(rf"[{surnames()}][一-鿿]{{1,2}}$", re.sub(rf".*{OFFICE}", "", name)):
                    continue
                yield start, end
                break


def find_awarded(text: str) -> Iterator[tuple[int, int]]:
    """The persons whom folded text says a prize was given to: `授予从事…研究的甲研究员`, `甲教授荣获…奖`."""
    person = rf"(?P<name>[{surnames()}][一-鿿]{{1,2}}(?:院士|研究员|教授|同志|医师|工程师|团队)?)"
    for pattern in (
        rf"(?:授予|颁给|颁发给)了?(?:[^,;。]{{0,40}}的)?{person}(?=[,;。、和]|等|$)",
        rf"(?:^|[,;。、]){person}(?:荣?获|被授予|摘得|捧回|获得)[^,;。]{{0,16}}奖",
    ):
        yield from (match.span("name") for match in re.finditer(pattern, text))


def _passive(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """`会议由甲主持`; `主持人:甲`."""
    start = max([0, *(m.end() for m in _CLAUSE.finditer(text, 0, match.start()))])
    by = re.search(
        r"由([^,;。]{2,40}?)(?:同志)?(?:负责|来|具体|共同|统一|牵头|组织|进行)*$", text[start : match.start()]
    )
    if by:
        yield start + by.start(1), start + by.end(1)
    behind = re.match(r"人[::]\s?([一-鿿、]{2,20})", text[match.end() :])
    if behind:
        yield match.end() + behind.start(1), match.end() + behind.end(1)


def _active(text: str, verb: int) -> Iterator[tuple[int, int]]:
    """What stands before the verb in its clause, as far as it may be a subject: the longest first."""
    start = max([0, *(m.end() for m in _CLAUSE.finditer(text, 0, verb))])
    while lead := _LEAD.match(text[start:verb]):
        start += lead.end()
    for end in range(verb, start + 1, -1):
        if end - start <= 40 and _BETWEEN.fullmatch(text[end:verb]):
            yield start, end


_LABELLED = re.compile(
    r"(?P<role>责任|牵头|主管|主办|承办|实施|配合|协同)(?:单位|部门|主体)[::]\s?(?P<name>[^;。()|\n]{2,60}(?:\([^()]{1,20}\)[^;。()|\n]{0,40})?)"
)
_BRACKETED = re.compile(r"\((?P<inner>[^()\n]{2,90}(?:牵头|负责|配合|承担|落实|参加)[^()\n]{0,60})\)")
_PART = re.compile(
    r"(?P<name>[^,;。]{2,60}?)(?:按职责分工)?(?P<role>牵头|负责|配合|协同|承担|落实|参加)(?:负责|配合)?(?=[,;。]|$)"
)
_HELPS = re.compile(r"配合|协同|协办|参加")
_LEADS = re.compile(r"牵头")


def find_charged(text: str, verb: str) -> Iterator[tuple[int, int]]:
    """The units in charge that folded text names: those of a label, a bracket, or the subject of a verb.

    Args:
        text: a sentence and what stands behind it in its paragraph.
        verb: a pattern of the verb asked with; "" for being in charge at all.
    """
    helps = bool(re.search(r"配合|协同", verb))
    if not verb or verb == "牵头" or helps:
        for match in _LABELLED.finditer(text):
            if bool(_HELPS.search(match["role"])) == helps:
                yield _units(text, match.span("name"))
        for match in _BRACKETED.finditer(text):
            parts = [p for p in _PART.finditer(match["inner"]) if bool(_HELPS.search(p["role"])) == helps]
            leads = [p for p in parts if _LEADS.search(p["role"])] or ([] if verb == "牵头" else parts)
            for part in leads[:1]:
                yield _units(text, (match.start("inner") + part.start("name"), match.start("inner") + part.end("name")))
    stated = verb or r"(?:牵头|负责|承担|组织实施|主办|承办)"
    yield from (span for span in find_doers(text, stated) if is_unit(text[slice(*span)]))


def _units(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A run of names without spaces around it."""
    name = text[slice(*span)]
    return span[0] + len(name) - len(name.lstrip()), span[1] - (len(name) - len(name.rstrip(" .,")))
