"""Exports of a checked draft, as Markdown and as a Word document: the draft, numbered notes, sources."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policyqa.checking.records import citation_line
from policyqa.checking.types import (
    VERDICT_NAMES,
    VERDICT_SIGNS,
    CheckedClaim,
    CheckedDraft,
    Quotation,
    Verdict,
    summary_line,
)
from policyqa.types import Citation

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_COLOURS: dict[Verdict, str] = {"supported": "1A7F37", "contradicted": "C62828", "not found": "8A6D00"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_markdown(checked: CheckedDraft) -> str:
    """Give a checked draft as Markdown: each figure bold with its sign and a footnote, then counts, notes, sources."""
    body = "".join(
        _escaped(text) if claim is None else f"**{_escaped(claim.text)}**{VERDICT_SIGNS[claim.verdict]}[^{number}]"
        for text, claim, number in _pieces(checked)
    )
    paragraphs = "\n\n".join(line for line in body.split("\n") if line.strip())
    parts = ["# 核对结果", summary_line(checked), "## 草稿", paragraphs]
    parts.append("\n".join(f"[^{n}]: {_escaped(note)}" for n, note in enumerate(_notes(checked), 1)))
    if checked.quotations:
        parts += ["## 引语", "\n".join(f"- {_escaped(_quotation_note(q))}" for q in checked.quotations)]
    sources = _sources(checked)
    if sources:
        parts += ["## 来源", "\n".join(f"- [{c.label}] {_source(c)}" for c in sources)]
    return "\n\n".join(part for part in parts if part) + "\n"


def export_docx(checked: CheckedDraft) -> bytes:
    """Give a checked draft as a Word document: each figure underlined in its verdict's colour, with sign and note."""
    import docx

    document = docx.Document()
    document.add_heading("核对结果", level=1)
    document.add_paragraph(summary_line(checked))
    document.add_heading("草稿", level=2)
    _draft_paragraphs(document, checked)
    document.add_heading("核对说明", level=2)
    for number, note in enumerate(_notes(checked), 1):
        document.add_paragraph(_xml(f"{number}. {note}"))
    for quotation in checked.quotations:
        document.add_paragraph(_xml(_quotation_note(quotation)))
    document.add_heading("来源", level=2)
    for citation in _sources(checked):
        document.add_paragraph(_xml(f"[{citation.label}] {citation_line(citation)}"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _draft_paragraphs(document: WordDocument, checked: CheckedDraft) -> None:
    paragraph: Any = document.add_paragraph()
    for text, claim, number in _pieces(checked):
        if claim is not None:
            _add_figure(paragraph, claim, number)
            continue
        first, *others = text.split("\n")
        paragraph.add_run(_xml(first))
        for line in others:
            if line.strip() or paragraph.text:
                paragraph = document.add_paragraph() if paragraph.text else paragraph
                paragraph.add_run(_xml(line))


def _add_figure(paragraph: Any, claim: CheckedClaim, number: int) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(_xml(claim.text))
    run.underline = True
    run.font.color.rgb = RGBColor.from_string(_COLOURS[claim.verdict])
    note = paragraph.add_run(f"{VERDICT_SIGNS[claim.verdict]}{number}")
    note.font.superscript = True


def _pieces(checked: CheckedDraft) -> Iterator[tuple[str, CheckedClaim | None, int]]:
    """The draft cut at its figures: text, the claim where it is one, and the claim's number from 1."""
    at = 0
    for number, claim in enumerate(checked.claims, 1):
        yield checked.text[at : claim.start], None, 0
        yield claim.text, claim, number
        at = claim.end
    yield checked.text[at:], None, 0


def _notes(checked: CheckedDraft) -> list[str]:
    """One note a figure: sign, verdict, remark, and the numbers of its sources."""
    return [
        f"{VERDICT_SIGNS[claim.verdict]} {VERDICT_NAMES[claim.verdict]}"
        f"{f'：{claim.remark}' if claim.remark else ''}{''.join(f'[{c.label}]' for c in claim.citations)}"
        for claim in checked.claims
    ]


def _quotation_note(quotation: Quotation) -> str:
    sign, name = VERDICT_SIGNS[quotation.verdict], VERDICT_NAMES[quotation.verdict]
    changes = "；".join(
        f"“{quotation.text[d.start - quotation.start : d.end - quotation.start]}”应为“{d.stated}”"
        for d in quotation.differences
    )
    labels = "".join(f"[{c.label}]" for c in quotation.citations)
    return f"“{quotation.text}” {sign} {name}：{quotation.remark}{f'（{changes}）' if changes else ''}{labels}"


def _sources(checked: CheckedDraft) -> list[Citation]:
    cited = {c.label: c for claim in checked.claims for c in claim.citations}
    cited |= {c.label: c for quotation in checked.quotations for c in quotation.citations}
    return [cited[label] for label in sorted(cited)]


def _source(citation: Citation) -> str:
    """A citation line in which the identifier stands as it is, so that it can be copied from the file too."""
    words, mark, code = citation_line(citation).rpartition(" [policyqa:")
    return f"{_escaped(words)}{mark}{code}"


def _escaped(text: str) -> str:
    """Text in which Markdown has nothing to read; every document and draft is shown as it stands."""
    return _SPECIAL.sub(r"\\\1", text)


def _xml(text: str) -> str:
    """Text without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub("", text)
