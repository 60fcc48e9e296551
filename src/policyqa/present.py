"""Answers in the forms that programs and terminals read: JSON, plain text. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from policyqa.checking.types import (
    VERDICT_NAMES,
    VERDICT_SIGNS,
    CheckedClaim,
    CheckedDraft,
    Quotation,
    summary_line,
)
from policyqa.types import Answer, Citation, Hit, Scope, Span, StatedFigure

MAX_HIT_CHARS = 800
STATUS_NAMES = {"target": "目标", "actual": "实际", "estimate": "预计", "unknown": ""}
WHY_NAMES = {"year": "年份不同", "part": "时段不同", "region": "地区不同", "status": "口径不同", "holder": "主体不同"}

IN_FORCE = "现行有效"

BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*")
"""Bold in an answer's prose."""

_AS_IT_STANDS = re.compile(r"(“[^”\n]{0,400}”|「[^」\n]{0,400}」|《[^》\n]{0,400}》|\*\*[^*\n]{1,300}\*\*|\[\d{1,3}\])")
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")
_HALF_WIDTH = re.compile(r"(?<=[㐀-鿿”」》））\]*])[,;:?!()]|[,;:?!()](?=[㐀-鿿“「《（(\[*])")
_HALF_PAIR = re.compile(r"（[^()（）\n]{0,80}\)|\([^()（）\n]{0,80}）")


def answer_json(answer: Answer, id: str | None = None) -> dict[str, Any]:
    """Give `answer` as the answer object of the machine interface; `id` comes first where it is given."""
    result: dict[str, Any] = {} if id is None else {"id": id}
    result |= {
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "found": answer.found,
        "answer": answer.answer,
        "text": answer.text,
        "figures": [_figure_json(figure) for figure in answer.figures],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "scope": _scope_json(answer.scope),
        "hits": [_hit_json(hit) for hit in answer.hits[:10]],
        "suggestions": list(answer.suggestions),
    }
    if answer.also_stated:
        result["also_stated"] = [_figure_json(figure) for figure in answer.also_stated]
    if answer.disagreement:
        result["disagreement"] = [_figure_json(figure) for figure in answer.disagreement]
    if answer.rows:
        result["rows"] = [list(row) for row in answer.rows]
    result["seconds"] = round(answer.seconds, 4)
    return result


def _figure_json(figure: StatedFigure) -> dict[str, Any]:
    result: dict[str, Any] = {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "comparator": figure.comparator,
        "indicator": figure.indicator,
        "year": figure.year or None,
        "region": figure.region,
        "status": figure.status,
        "citation": figure.citation,
    }
    if figure.computed:
        result["computed"] = True
    if figure.why:
        result["why"] = figure.why
    if figure.year_source:
        result["year_source"] = figure.year_source
    return result


def _citation_json(citation: Citation) -> dict[str, Any]:
    place = {name: int(value) if value.isdigit() and name not in _NAMES else value for name, value in citation.place}
    result: dict[str, Any] = {
        "label": citation.label,
        "document": citation.document,
        "title": citation.title,
        "issuer": citation.issuer,
        "date": citation.date,
        "page": place.get("page"),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "passage": citation.passage,
        "sha256": citation.sha256,
        "number": citation.number,
    }
    if place:
        result["place"] = place
    if citation.validity:
        result["validity"] = citation.validity
    if citation.also_in:
        result["also_in"] = [copy.document for copy in citation.also_in]
    return result


def _scope_json(scope: Scope) -> dict[str, Any]:
    return {
        "years": list(scope.years),
        "regions": [*scope.region_names, *scope.holders],
        "status": scope.status,
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    text = hit.passage.text[:MAX_HIT_CHARS]
    start = hit.passage.start
    return {"document": hit.passage.document, "start": start, "end": start + len(text), "quote": text}


def answer_text(answer: Answer) -> str:
    """Give `answer` for a terminal: the answer, its sentence, a table, what else is stated, then numbered citations.

    What carries the answer stands in 【】 in each quote. Control characters of documents and questions are dropped, so
    that none reaches the terminal.
    """
    parts = [answer.answer] if answer.answer else []
    parts.append(BOLD.sub(r"\1", chinese_marks(answer.text)))
    parts.extend(" | ".join(row) for row in answer.rows)
    if answer.also_stated:
        parts.append("另有记载：" + "；".join(figure_line(figure) for figure in answer.also_stated))
    if answer.disagreement:
        parts.append("说法不一：" + "；".join(figure_line(figure) for figure in answer.disagreement))
    for citation in answer.citations:
        parts.append(f"\n[{citation.label}] {source_line(citation)}")
        parts.append("    " + marked(citation.quote, citation.start, citation.marks, str, "【", "】"))
        parts += [f"    {also}"] if (also := also_line(citation)) else []
    if answer.suggestions:
        parts.append("\n可以再问：" + "　".join(answer.suggestions))
    return _without_controls("\n".join(parts))


def chinese_marks(text: str) -> str:
    """Give a sentence of ours with the full-width marks of Chinese; what is quoted, named or bold stays as it is.

    Marks between digits or Latin letters stay.

    >>> chinese_marks('未找到(最接近:**1,200个**)[1]; 见“甲(乙)”')
    '未找到（最接近：**1,200个**）[1]；见“甲(乙)”'
    """
    parts = _AS_IT_STANDS.split(text)
    return "".join(
        part if number % 2 else _full_width(part, parts[number - 1][-1:], parts[number + 1 : number + 2])
        for number, part in enumerate(parts)
    )


def _full_width(part: str, before: str, after: list[str]) -> str:
    """Widen the marks of `part`, which stands between the character `before` and the text `after`."""
    whole = f"{before}{part}{after[0][:1] if after else ''}"
    wide = _HALF_WIDTH.sub(lambda mark: mark[0].translate(_MARKS), whole)
    wide = _HALF_PAIR.sub(lambda pair: pair[0].translate(_MARKS), wide)
    wide = re.sub(r"([，；：？！（）]) {1,9}", r"\1", wide)
    return wide[len(before) : len(wide) - (1 if after else 0)]


def source_line(citation: Citation) -> str:
    """Name the document of `citation`: title, issuer, number and date as far as known, and the place in it."""
    title = f"《{citation.title.strip('《》')}》" if citation.title else citation.document
    standing = "" if citation.validity == IN_FORCE else citation.validity
    known = (title, citation.issuer, citation.number, citation.date, standing, place_words(citation))
    return " ".join(part for part in known if part)


_NAMES = ("sheet", "cell", "heading")
_PLACES = {
    "page": "第{}页", "sheet": "工作表“{}”", "table": "表{}", "cell": "{}单元格", "row": "第{}行", "column": "第{}列",
    "footnote": "脚注{}", "endnote": "尾注{}",
}  # fmt: skip


def place_words(citation: Citation) -> str:
    """Say where in the original a quote stands, "" where offsets alone tell.

    A cell's name says its row too; the name of its column, with the unit, stands behind it.

    >>> where = (("sheet", "目标"), ("row", "7"), ("cell", "C7"), ("heading", "2022年(亿元)"))
    >>> place_words(Citation(1, "a.xlsx", "", "", "", 0, 1, "", place=where))
    '工作表“目标” C7单元格“2022年(亿元)”栏'
    """
    place = dict(citation.place)
    if "cell" in place:
        place.pop("row", None)
    row = "".join(_PLACES[name].format(place.pop(name)) for name in ("row", "column") if name in place)
    parts = [_PLACES[name].format(value) for name, value in place.items() if name in _PLACES]
    heading = f"“{place['heading']}”栏" if "heading" in place else ""
    return " ".join([*parts, row] if row else parts) + heading


def also_line(citation: Citation) -> str:
    """Name the other copies of the document that hold the quote, "" where there are none."""
    names = [
        " ".join(part for part in (f"《{c.title.strip('《》')}》" if c.title else c.document, c.issuer, c.date) if part)
        for c in citation.also_in
    ]
    return f"同样见于：{'；'.join(names)}" if names else ""


def figure_line(figure: StatedFigure) -> str:
    """Give a figure with whose it is, its year and kind, and the label of its citation.

    >>> figure_line(StatedFigure("450个以上", "450", "个", ">=", "项目", "2023", "宣州区", "target", 1, why="year"))
    '450个以上（宣州区，2023年，目标，年份不同）[1]'
    """
    words = [figure.region, year_name(figure.year), STATUS_NAMES[figure.status], WHY_NAMES.get(figure.why, figure.why)]
    about = "，".join(word for word in words if word)
    return figure.text + (f"（{about}）" if about else "") + (f"[{figure.citation}]" if figure.citation else "")


def year_name(year: str) -> str:
    """Give a year or a period as it is said: "2021" -> "2021年", "2021-2025" -> "2021—2025年", "" -> ""."""
    return f"{year.replace('-', '—')}年" if year else ""


def marked(text: str, start: int, marks: Iterable[Span], render: Callable[[str], str], before: str, after: str) -> str:
    """Render `text`, which begins at offset `start` of its document, with `before` and `after` round each mark.

    Marks outside of the text are cut to it, overlapping ones joined.
    """
    out: list[str] = []
    at = 0
    for mark in sorted(marks, key=lambda span: span.start):
        left, right = max(mark.start - start, at), min(mark.end - start, len(text))
        if left >= right:
            continue
        out += [render(text[at:left]), before, render(text[left:right]), after]
        at = right
    return "".join([*out, render(text[at:])])


def checked_json(checked: CheckedDraft, id: str | None = None) -> dict[str, Any]:
    """Give a checked draft as the object of the machine interface; `id` comes first where it is given."""
    result: dict[str, Any] = {} if id is None else {"id": id}
    return result | {
        "verdict": checked.verdict,
        "claims": [_claim_json(claim) for claim in checked.claims],
        "quotations": [_quotation_json(quotation) for quotation in checked.quotations],
        "counts": {verdict: checked.count(verdict) for verdict in VERDICT_NAMES},
        "seconds": round(checked.seconds, 4),
    }


def _claim_json(claim: CheckedClaim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "verdict": claim.verdict,
        "remark": claim.remark,
        "figure": _figure_json(claim.figure) | {"citation": None},
        "stated": _figure_json(claim.stated) if claim.stated else None,
        "citations": [_citation_json(citation) for citation in claim.citations],
    }


def _quotation_json(quotation: Quotation) -> dict[str, Any]:
    return {
        "text": quotation.text,
        "start": quotation.start,
        "end": quotation.end,
        "verdict": quotation.verdict,
        "remark": quotation.remark,
        "differences": [{"start": d.start, "end": d.end, "stated": d.stated} for d in quotation.differences],
        "citations": [_citation_json(citation) for citation in quotation.citations],
    }


def checked_text(checked: CheckedDraft) -> str:
    """Give a checked draft for a terminal: the draft with a sign at each figure, the counts, remarks and sources."""
    parts = [_signed(checked), "", summary_line(checked), ""]
    cited: dict[int, Citation] = {}
    for number, claim in enumerate(checked.claims, 1):
        labels = "".join(f"[{citation.label}]" for citation in claim.citations)
        remark = f"：{claim.remark}" if claim.remark else ""
        parts.append(
            f"{number}. {VERDICT_SIGNS[claim.verdict]} {claim.text} {VERDICT_NAMES[claim.verdict]}{remark}{labels}"
        )
        cited |= {citation.label: citation for citation in claim.citations}
    for quotation in checked.quotations:
        labels = "".join(f"[{citation.label}]" for citation in quotation.citations)
        name = VERDICT_NAMES[quotation.verdict]
        parts.append(f"“{quotation.text}” {VERDICT_SIGNS[quotation.verdict]} {name}：{quotation.remark}{labels}")
        cited |= {citation.label: citation for citation in quotation.citations}
    for label, citation in sorted(cited.items()):
        parts.append(f"\n[{label}] {source_line(citation)}")
        parts.append("    " + marked(citation.quote, citation.start, citation.marks, str, "【", "】"))
    return _without_controls("\n".join(parts))


def _signed(checked: CheckedDraft) -> str:
    """The draft with each figure in brackets, its sign and number behind it."""
    out, at = [], 0
    for number, claim in enumerate(checked.claims, 1):
        out += [checked.text[at : claim.start], f"【{claim.text}】{VERDICT_SIGNS[claim.verdict]}{number}"]
        at = claim.end
    return "".join([*out, checked.text[at:]])


def _without_controls(text: str) -> str:
    return "".join(c for c in text if c == "\n" or c == "\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))
