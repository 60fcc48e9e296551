"""Checking: every figure of a draft is held against the figures that the documents state.

Names are imported where they are first used, so that the types alone cost nothing but the standard library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_ROOMS = {
    "draft": ("MAX_DRAFT_CHARS", "draft_of", "read_draft"),
    "drafts": ("check_draft",),
    "export": ("export_docx", "export_markdown"),
    "records": ("OpenedCitation", "citation_line", "open_citation"),
    "types": ("CheckedClaim", "CheckedDraft", "Claim", "Quotation", "Verdict"),
}


def __getattr__(name: str) -> Any:
    """Import a public name from its room.

    Raises:
        AttributeError: there is no such name.
    """
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"policyqa.checking.{room}"), name)
    raise AttributeError(f"module 'policyqa.checking' has no attribute {name!r}")
