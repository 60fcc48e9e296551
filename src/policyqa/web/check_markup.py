"""Checked drafts as HTML for the page; everything of a draft or document is escaped by `markup`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote as quote_url

from policyqa.checking.types import (
    VERDICT_NAMES,
    VERDICT_SIGNS,
    VERDICTS,
    CheckedClaim,
    CheckedDraft,
    Quotation,
    Verdict,
)
from policyqa.present import chinese_marks, figure_line
from policyqa.types import Citation
from policyqa.web.markup import citation_html, inline

CLASSES: dict[Verdict, str] = {"supported": "pq-ok", "contradicted": "pq-wrong", "not found": "pq-unknown"}


def progress_html(done: int, total: int) -> str:
    """Give the line that shows how far a check is."""
    words = f"已核对 {done}／{total} 个数字" if total else "正在读草稿"
    return f'<div class="pq-working" role="status"><span class="pq-step pq-now">{words}</span></div>'


def failure_html(message: str) -> str:
    """Give what a person is told where a check failed."""
    return f'<div class="pq-failure" role="alert"><p>{inline(message)}</p></div>'


def draft_html(checked: CheckedDraft, export: str) -> str:
    """Give the draft itself with each figure marked by its verdict, a line of counts above, exports below.

    Each mark is a link to its card in `claims_html`. `export` is the name under which the exports find the result.
    The result has no line end.
    """
    body = "".join(_pieces(checked))
    name = quote_url(export, safe="", errors="replace")
    links = "".join(
        f'<a class="pq-export" href="/check/export?id={name}&amp;format={kind}" rel="nofollow">{words}</a>'
        for kind, words in (("docx", "导出 Word"), ("md", "导出 Markdown"))
    )
    return (
        f'<div class="pq-checked">{_summary(checked)}<div class="pq-draft">{body}</div>'
        f'<p class="pq-exports">{links}</p></div>'
    )


def claims_html(checked: CheckedDraft | None) -> str:
    """Give the panel beside the draft: a card for each figure and quotation in the draft's order."""
    if checked is None:
        return '<div class="pq-evidence"><p class="pq-empty">每个数字的核对结果和所依据的原文会显示在这里。</p></div>'
    cards = [_claim_card(claim, number) for number, claim in enumerate(checked.claims, 1)]
    cards += [_quotation_card(quotation, number) for number, quotation in enumerate(checked.quotations, 1)]
    nothing = '<p class="pq-empty">没有可以核对的数字：请写明地区、年份、指标和数值。</p>'
    return f'<div class="pq-evidence">{"".join(cards) or nothing}</div>'


def _summary(checked: CheckedDraft) -> str:
    if not checked.claims:
        return '<p class="pq-summary" role="status">草稿里没有可核对的数字。</p>'
    parts = []
    for verdict in VERDICTS:
        first = next((n for n, claim in enumerate(checked.claims, 1) if claim.verdict == verdict), 0)
        words = f"{VERDICT_SIGNS[verdict]} {VERDICT_NAMES[verdict]} {checked.count(verdict)}"
        parts.append(
            f'<a class="pq-claim pq-count {CLASSES[verdict]}" href="#pq-claim-{first}" title="看第一处">{words}</a>'
            if first
            else f'<span class="pq-count">{words}</span>'
        )
    return f'<p class="pq-summary" role="status"><strong>共核对{len(checked.claims)}个数字</strong>{"".join(parts)}</p>'


def _pieces(checked: CheckedDraft) -> Iterator[str]:
    """The draft's text with a link at each figure and behind each quotation."""
    ends = [(_behind(checked.text, quotation.end), number) for number, quotation in enumerate(checked.quotations, 1)]
    at = 0
    for number, claim in enumerate(checked.claims, 1):
        yield from _plain(checked, at, claim.start, ends)
        yield _mark(claim, number)
        at = claim.end
    yield from _plain(checked, at, len(checked.text), ends)
    yield "".join(_quotation_mark(checked.quotations[number - 1], number) for _, number in ends)


def _behind(text: str, end: int) -> int:
    """The place behind the closing mark of a quotation that ends at `end`."""
    return end + (text[end : end + 1] in tuple('”’」』"'))


def _plain(checked: CheckedDraft, start: int, end: int, ends: list[tuple[int, int]]) -> Iterator[str]:
    """Text without figures; a quotation's mark stands behind it, or behind the figure that it ends in."""
    while ends and ends[0][0] <= end:
        stop, number = ends.pop(0)
        yield inline(checked.text[start : max(stop, start)])
        yield _quotation_mark(checked.quotations[number - 1], number)
        start = max(stop, start)
    yield inline(checked.text[start:end])


def _mark(claim: CheckedClaim, number: int) -> str:
    said = VERDICT_NAMES[claim.verdict] + (f"：{claim.remark}" if claim.remark else "")
    remarked = " pq-remarked" if claim.remark and claim.verdict == "supported" else ""
    return (
        f'<a class="pq-claim {CLASSES[claim.verdict]}{remarked}" id="pq-mark-{number}" href="#pq-claim-{number}"'
        f' title="{_hint(said)}" aria-label="{_hint(f"{claim.text}，{said}")}">'
        f"{inline(claim.text)}<sup>{VERDICT_SIGNS[claim.verdict]}</sup></a>"
    )


def _quotation_mark(quotation: Quotation, number: int) -> str:
    said = f"引语{VERDICT_NAMES[quotation.verdict]}" + (f"：{quotation.remark}" if quotation.remark else "")
    return (
        f'<a class="pq-claim pq-quoted {CLASSES[quotation.verdict]}" href="#pq-quotation-{number}"'
        f' title="{_hint(said)}" aria-label="{_hint(said)}"><sup>引{VERDICT_SIGNS[quotation.verdict]}</sup></a>'
    )


def _hint(text: str) -> str:
    return inline(text[:300]).replace("<br>", " ")


def _claim_card(claim: CheckedClaim, number: int) -> str:
    about = figure_line(claim.figure).removeprefix(claim.figure.text).strip("（）")
    lines = [("草稿", about)] if about else []
    if claim.stated is not None:
        name = "最接近" if claim.verdict == "not found" else "文件"
        lines.append(
            (f"{name}（算得）" if claim.stated.computed else name, figure_line(replace(claim.stated, citation=0)))
        )
    facts = "".join(f"<li><span>{name}</span>{inline(words)}</li>" for name, words in lines)
    return _card(f"pq-claim-{number}", claim.verdict, claim.text, claim.remark, f"<ul>{facts}</ul>", claim.citations)


def _quotation_card(quotation: Quotation, number: int) -> str:
    shown, at = [], quotation.start
    for change in quotation.differences:
        stated = f"<ins>{inline(change.stated)}</ins>" if change.stated else ""
        taken = quotation.text[change.start - quotation.start : change.end - quotation.start]
        shown.append(inline(quotation.text[at - quotation.start : change.start - quotation.start]))
        shown.append((f"<del>{inline(taken)}</del>" if taken else "") + stated)
        at = change.end
    shown.append(inline(quotation.text[at - quotation.start :]))
    compared = f'<p class="pq-compared">“{"".join(shown)}”</p>'
    return _card(f"pq-quotation-{number}", quotation.verdict, "引语", quotation.remark, compared, quotation.citations)


def _card(name: str, verdict: Verdict, text: str, remark: str, facts: str, citations: tuple[Citation, ...]) -> str:
    quotes = "".join(citation_html(citation) for citation in citations)
    said = f'<p class="pq-remark">{inline(chinese_marks(remark))}</p>' if remark else ""
    return (
        f'<article class="pq-card pq-judged {CLASSES[verdict]}" id="{name}" tabindex="-1">'
        f'<header><span class="pq-label">{VERDICT_SIGNS[verdict]}</span>'
        f"<h3>{inline(text)}</h3><em>{VERDICT_NAMES[verdict]}</em></header>{said}{facts}{quotes}"
        f'<p class="pq-back"><a class="pq-return" href="#pq-mark-{name.rpartition("-")[2]}">回到草稿</a></p></article>'
    )
