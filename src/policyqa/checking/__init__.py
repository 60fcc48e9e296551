"""Checking: every figure of a draft is held against the figures that the documents state."""

from policyqa.checking.draft import MAX_DRAFT_CHARS, draft_of, read_draft
from policyqa.checking.drafts import check_draft
from policyqa.checking.types import CheckedClaim, CheckedDraft, Claim, Quotation, Verdict

__all__ = [
    "MAX_DRAFT_CHARS",
    "CheckedClaim",
    "CheckedDraft",
    "Claim",
    "Quotation",
    "Verdict",
    "check_draft",
    "draft_of",
    "read_draft",
]
