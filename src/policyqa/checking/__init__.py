"""Checking: every figure of a draft is held against the figures that the documents state."""

from policyqa.checking.draft import MAX_DRAFT_CHARS, draft_of, read_draft
from policyqa.checking.drafts import check_draft
from policyqa.checking.export import export_docx, export_markdown
from policyqa.checking.records import OpenedCitation, citation_line, open_citation
from policyqa.checking.types import CheckedClaim, CheckedDraft, Claim, Quotation, Verdict

__all__ = [
    "MAX_DRAFT_CHARS",
    "CheckedClaim",
    "CheckedDraft",
    "Claim",
    "OpenedCitation",
    "Quotation",
    "Verdict",
    "check_draft",
    "citation_line",
    "draft_of",
    "export_docx",
    "export_markdown",
    "open_citation",
    "read_draft",
]
