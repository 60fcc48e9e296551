"""Answers as HTML for the page. Every string of a document, a question or a setting is escaped here, once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote as quote_url

from policyqa.checking.records import citation_line
from policyqa.present import BOLD, also_line, chinese_marks, figure_line, marked, place_words, source_line
from policyqa.types import Answer, Citation, StatedFigure
from policyqa.web.chart import WIDTH, chart_height
from policyqa.web.escaping import escape, inline
from policyqa.web.scope_tags import tags_html
from policyqa.web.side_by_side import NUMBER, SOURCE, Series, columns_of, ranks_of, series_of

__all__ = ["answer_html", "citation_html", "escape", "evidence_html", "inline", "original_url", "question_html"]

_MARKER = re.compile(r"\[(\d{1,3})\]")


def original_url(citation: Citation) -> str:
    """Give the address in the page of the whole document, at the cited passage, with its marks."""
    marks = ",".join(f"{span.start}-{span.end}" for span in citation.marks[:20])
    document = quote_url(citation.document, safe="", errors="replace")
    query = f"document={document}&start={citation.start}&end={citation.end}&marks={marks}"
    return f"/original?{query}#passage"


def question_html(question: str) -> str:
    """Give a person's question as it stands in the chat."""
    return f'<div class="pq-asked">{inline(question)}</div>'


def answer_html(answer: Answer, notice: str = "", name: str = "") -> str:
    """Give `answer` as it stands in the chat: figure, tags, sentence, table with chart, what else is stated.

    `notice` stands before the prose; `name` is what the answer is kept under, for its chart and downloads. The markers
    have the addresses that the cards of `evidence_html` open. The result has no line end: it is one HTML block to
    whatever reads it as Markdown.
    """
    by_label = {citation.label: citation for citation in answer.citations}
    parts = [
        _headline(answer),
        tags_html(answer),
        f'<p class="pq-notice">{inline(notice)}</p>' if notice else "",
        _prose(chinese_marks(answer.text), by_label),
        _side_by_side(answer, by_label, name),
    ]
    parts.append(_figure_list("说法不一", answer.disagreement, by_label))
    parts.append(_figure_list("另有记载", answer.also_stated, by_label))
    kind = "pq-found" if answer.found else "pq-refusal"
    return f'<div class="pq-answer {kind}">{"".join(parts)}</div>'


def evidence_html(answer: Answer | None) -> str:
    """Give the evidence panel of `answer`: a card for each citation, or what the panel is for where there is none."""
    if answer is None or not answer.citations:
        words = "回答所依据的原文会显示在这里。" if answer is None else "没有可以引用的原文。"
        return f'<div class="pq-evidence"><p class="pq-empty">{words}</p></div>'
    cards = "".join(_card(citation) for citation in answer.citations)
    note = "" if answer.found else '<p class="pq-nearest">没有找到答案，以下是最接近的原文：</p>'
    return f'<div class="pq-evidence">{note}{cards}</div>'


def _headline(answer: Answer) -> str:
    if not answer.found:
        return '<p class="pq-figure pq-none">未找到</p>'
    parts = [part for part in answer.answer.split("；") if part]
    size = "pq-long" if len(answer.answer) > 24 or len(parts) > 1 else ""
    lines = "".join(f"<span>{inline(part)}</span>" for part in parts)
    return f'<p class="pq-figure {size}">{lines}</p>'


def _prose(text: str, by_label: dict[int, Citation]) -> str:
    """Give Markdown-light prose: paragraphs, **bold**, and [1] as a link to its citation; all else is plain text."""
    lines = [line.strip() for line in text.split("\n")]
    return "".join(f"<p>{_line(line, by_label)}</p>" for line in lines if line)


def _line(text: str, by_label: dict[int, Citation]) -> str:
    bold = BOLD.sub(r"<strong>\1</strong>", inline(text))
    return _MARKER.sub(lambda match: _marker(match, by_label), bold)


def _marker(match: re.Match[str], by_label: dict[int, Citation]) -> str:
    citation = by_label.get(int(match[1]))
    if citation is None:
        return match[0]
    hint = inline(f"{source_line(citation)}：{citation.quote[:120]}").replace("<br>", " ")
    url = escape(original_url(citation))
    return f'<a class="pq-ref" href="{url}" title="{hint}">[{citation.label}]</a>'


def _side_by_side(answer: Answer, by_label: dict[int, Citation], name: str) -> str:
    """Give the table that can be sorted, a chart where one helps, and the ways to keep both."""
    if not answer.rows:
        return ""
    series = series_of(answer) if name else None
    chart = _chart(series, name) if series else ""
    ways = [("csv", "下载 CSV"), ("xlsx", "下载 XLSX"), *([("png", "下载 PNG")] if series else [])]
    buttons = "".join(
        f'<button class="pq-download" type="button" name="{kind}" value="{name}">{words}</button>'
        for kind, words in ways
    )
    downloads = f'<p class="pq-downloads">{buttons}</p>' if name and NUMBER in answer.rows[0] else ""
    return f"{chart}{_table(answer.rows, by_label)}{downloads}"


def _chart(series: Series, name: str) -> str:
    size = f'width="{WIDTH}" height="{chart_height(series)}"'
    return f'<p class="pq-chart"><img src="/answers/chart?name={name}" {size} alt="图：内容与下表相同"></p>'


def _table(rows: Sequence[Sequence[str]], by_label: dict[int, Citation]) -> str:
    """Give a table; the class of each cell ends in its place in the column's order, which is what sorting goes by.

    What all rows share stands above it.
    """
    kept, said = columns_of(rows)
    ranked = ranks_of(rows)
    rows = [[row[column] if column < len(row) else "" for column in kept] for row in rows]
    head = "".join(
        f'<th scope="col">{inline(cell)}</th>'
        if cell == SOURCE
        else f'<th scope="col"><button class="pq-sort" type="button" title="排序">{inline(cell)}</button></th>'
        for cell in rows[0]
    )
    body = "".join(
        "<tr>"
        + "".join(f'<td class="pq-r-{rank}">{_line(c, by_label)}</td>' for c, rank in zip(row, ranks, strict=False))
        + "</tr>"
        for row, ranks in zip(rows[1:], [[ranks[column] for column in kept] for ranks in ranked], strict=True)
    )
    shared = f'<p class="pq-shared">{inline(" · ".join(said))}</p>' if said else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'{shared}<div class="pq-table">{table}</div>'


def _figure_list(name: str, figures: Sequence[StatedFigure], by_label: dict[int, Citation]) -> str:
    if not figures:
        return ""
    items = "".join(f"<li>{_line(figure_line(figure), by_label)}</li>" for figure in figures)
    return f'<div class="pq-also"><p>{name}</p><ul>{items}</ul></div>'


def _card(citation: Citation) -> str:
    title = inline(citation.title or citation.document)
    return (
        f'<article class="pq-card" tabindex="-1">'
        f'<header><span class="pq-label">{citation.label}</span><h3>{title}</h3></header>'
        f"{_facts(citation)}{_quote(citation)}</article>"
    )


def citation_html(citation: Citation) -> str:
    """Give a citation as part of a card: the document's name, what is known of it, the quote, the way to the whole."""
    title = inline(citation.title or citation.document)
    return f'<section class="pq-source"><h4>{title}</h4>{_facts(citation)}{_quote(citation)}</section>'


def _facts(citation: Citation) -> str:
    about = (citation.issuer, citation.number, citation.date, citation.validity)
    known = (*about, place_words(citation), also_line(citation))
    return f'<p class="pq-facts">{"".join(f"<span>{inline(fact)}</span>" for fact in known if fact)}</p>'


def _quote(citation: Citation) -> str:
    """Give the quote with its marks, below it the link to the whole document and the line that cites the passage."""
    quote = marked(citation.quote, citation.start, citation.marks, inline, "<mark>", "</mark>")
    url = escape(original_url(citation))
    words = citation.quote.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate has no hash
    line = inline(citation_line(replace(citation, quote=words))).replace("<br>", " ")
    return (
        f"<blockquote>{quote}</blockquote>"
        f'<p class="pq-open"><a class="pq-original" href="{url}" target="_blank" rel="noopener">打开原文</a>'
        f'<button class="pq-cite" type="button" title="{line}">复制引文</button>'
        f'<span class="pq-path">{inline(citation.document)}</span></p>'
    )
