"""The documents that a question names: by kind (按统计公报), by title (《…》里) or by number (〔2020〕12号)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policyqa.chinese.periods import PeriodMention
from policyqa.chinese.places import PlaceMention

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "政府工作报告",
        r"(?:(?:人民)?政府(?:的)?工作|国务院(?:的)?(?:政府)?(?:工作)?)报告",
        r"政府工作报告|报告政府工作|工作报告.{0,8}政府",
    ),
    ("统计公报", r"(?:国民经济和社会发展)?统计公报", r"统计公报"),
    ("普查公报", r"(?:经济|人口|农业)?普查公报", r"普查.{0,8}公报"),
    ("预算报告", r"(?:财政)?(?:预算草案|预算执行|预决算|预算)(?:的|情况)?报告|财政报告", r"预算.{0,30}报告"),
    ("决算报告", r"(?:财政)?决算(?:的|草案)?报告", r"决算.{0,30}报告"),
    ("计划报告", r"(?:国民经济和社会发展)?计划(?:执行情况)?(?:的)?报告", r"发展计划.{0,30}报告"),
    ("统计年鉴", r"统计年鉴", r"年鉴"),
    ("规划纲要", r"规划纲要", r"规划.{0,24}纲要"),
)
"""Kinds of document: the name shown, how a question writes it, how a title does (or the beginning of the text)."""

_BEFORE = r"(?:按照|按|根据|依据|依照|参照|据|查阅?|从|在|看)\s?"
_AFTER = (
    r"\s?(?:里面?|中(?![期心央小])|上(?![半年])|之?内|说的?|讲的?|写的?|提出的?|提到的?|显示|公布的?|发布的?|披露的?|载明的?|给出的?"
    r"|确定的?|明确的?|规定的?|要求的?|的?(?:数据|口径)|(?=,))"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_KIND_NAMES = "|".join(f"(?:{asked})" for _, asked, _ in KINDS)
_KIND = re.compile(
    rf"(?P<before>{_BEFORE})?(?:{_YEAR}年?度?的?(?:[那这]份)?)?(?P<kind>{_KIND_NAMES})(?P<after>{_AFTER})?"
)
_YEAR_BEFORE = re.compile(rf"{_YEAR}年?度?的?$")
_TITLE = re.compile(rf"(?P<before>{_BEFORE})?《(?P<title>[^《》]{{2,60}})》(?P<after>{_AFTER})?")
_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<maker>[一-鿿]{{0,9}})[〔\[【(]\s?{_YEAR}\s?[〕\]】)]\s?第?(?P<number>\d{{1,4}})号"
    rf"(?:文件|文)?(?P<after>{_AFTER})?"
)
_SHORT_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE})?(?:{_YEAR}年)?第?(?<![\d.])(?P<number>\d{{1,4}})号文(?![化旅艺明物体教])件?(?P<after>{_AFTER})?"
)
_JOINED = re.compile(r"[和与跟及、]\s?")


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a question names.

    Attributes:
        by: whether a kind of document, a title or a number is named.
        name: the kind as `KINDS` calls it, the title, or the number itself (12).
        year: the year that the document is of, or that its number has; "" where the question leaves it open.
        maker: what stands before the number's year, of which the sign of its issuer is the end (石政发).
        framed: whether the question says that the answer is to come from there (按…, …里), as it does of several.
        own: whether a place stands before the kind, whose own document is meant.
        start: offset in the folded question.
        end: offset behind it.
        removed: what of the question only says the source, if it is framed.
    """

    by: Literal["kind", "title", "number"]
    name: str
    start: int
    end: int
    year: str = ""
    maker: str = ""
    framed: bool = True
    own: bool = False
    removed: tuple[tuple[int, int], ...] = ()

    @property
    def shown(self) -> str:
        """How an answer calls it."""
        if self.by == "title":
            return f"《{self.name}》"
        year = f"〔{self.year}〕" if self.by == "number" and self.year else f"{self.year}年" if self.year else ""
        return f"{year}{self.name}{'号文件' if self.by == 'number' else ''}"


def find_sources(text: str, places: Sequence[PlaceMention]) -> tuple[Source, ...]:
    """The documents that a folded question names; () where it names one beside something else (统计公报和大会)."""
    found = [_by_number(m) for pattern in (_NUMBER, _SHORT_NUMBER) for m in pattern.finditer(text)]
    found += [_by_title(m) for m in _TITLE.finditer(text) if m["before"] or m["after"] is not None]
    found += [_by_kind(m, places) for m in _KIND.finditer(text)]
    kept: list[Source] = []
    for source in found:
        if not any(source.start < other.end and other.start < source.end for other in kept):
            kept.append(source)
    kept.sort(key=lambda source: source.start)
    if _beside_others(text, kept):
        return ()
    return tuple(replace(source, framed=source.framed or len(kept) > 1) for source in kept)


def _beside_others(text: str, sources: Sequence[Source]) -> bool:
    """Whether a source is listed with something that is no known one."""
    for n, source in enumerate(sources):
        behind = _JOINED.match(text, source.end)
        if behind and not (n + 1 < len(sources) and sources[n + 1].start - behind.end() <= 12):
            return True
        if re.search(r"[和与跟及、]$", text[: source.start]) and not n:
            return True
    return False


def _removed(match: re.Match[str], start: int) -> tuple[tuple[int, int], ...]:
    """The words that frame a source, and the source behind `start`."""
    before = (match.span("before"),) if match["before"] else ()
    return (*before, (start, match.end()))


def _by_number(match: re.Match[str]) -> Source:
    maker = match.groupdict().get("maker") or ""
    start = match.start("maker") if maker else match.start()
    return Source("number", match["number"], start, match.end(), match["year"] or "", maker, True, False,
                  _removed(match, match.end("maker") - len(_sign(maker)) if maker else match.start()))  # fmt: skip


def _sign(maker: str) -> str:
    """The end of the characters before a number's year that is the sign of an issuer: 按照石政办发 is 石政办发."""
    return re.sub(r"^.*(?:按照|按|根据|依据|依照|参照|据|的|在|从|查)", "", maker)


def _by_title(match: re.Match[str]) -> Source:
    start = match.end("before") if match["before"] else match.start()
    return Source("title", match["title"], match.start(), match.end(), removed=_removed(match, start))


def _by_kind(match: re.Match[str], places: Sequence[PlaceMention]) -> Source:
    name = next(shown for shown, asked, _ in KINDS if re.fullmatch(asked, match["kind"]))
    start = match.start("year") if match["year"] else match.start("kind")
    place = next((place for place in places if place.end in (start, match.start("kind"))), None)
    year = match["year"] or ""
    if place and not year and (said := _YEAR_BEFORE.search(match.string[: place.start])):  # 2024年石屏县政府工作报告
        start, year = said.start(), said["year"]
    framed = bool(match["before"] or match["after"] is not None)
    removed = _removed(match, match.start("kind"))
    return Source("kind", name, start, match.end(), year, "", framed, place is not None, removed)


def years_of_sources(sources: Sequence[Source], periods: Sequence[PeriodMention]) -> list[PeriodMention]:
    """The periods of a question that only say of which year a source is.

    A number's year is never that of the figure; another source's is not where the question names another year too.
    """

    def inside(period: PeriodMention, by: tuple[str, ...]) -> bool:
        return any(s.by in by and s.start <= period.start and period.end <= s.end for s in sources)

    numbers = [p for p in periods if inside(p, ("number",))]
    others = [p for p in periods if inside(p, ("kind", "title"))]
    outside = [p for p in periods if p not in numbers and p not in others and p.kind != "base"]
    return numbers + (others if outside else [])
