"""What the page needs of whoever answers and checks; `policyqa.assistant.Assistant` is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from policyqa.checking.types import CheckedDraft
from policyqa.index.records import IndexedDocument
from policyqa.index.restricting import Filters
from policyqa.types import Answer, Document, Scope


class CheckerLike(Protocol):
    """What the page needs to check drafts."""

    def check(
        self, text: str, *, as_of: date | None = None, on_progress: Callable[[int, int], None] | None = None
    ) -> CheckedDraft:
        """Check a draft's text, in which 今年 is the year of `as_of`."""

    def check_file(self, path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> CheckedDraft:
        """Check a draft's file."""


class IndexLike(Protocol):
    """What the page needs of an open index."""

    def documents(self) -> Sequence[IndexedDocument]:
        """List the documents by path."""


class AssistantLike(CheckerLike, Protocol):
    """What the page needs of an assistant."""

    @property
    def index(self) -> IndexLike:
        """The index as it is now."""

    def ask(
        self,
        question: str,
        earlier: Sequence[str] = (),
        as_of: date | None = None,
        *,
        on_stage: Callable[[str], None] | None = None,
        scope: Scope | None = None,
        within: Filters | None = None,
    ) -> Answer:
        """Answer `question`, completed from the `earlier` ones (oldest first), in `scope`, from documents `within`."""

    def follow_ups(self, answer: Answer, n: int = 3, within: Filters | None = None) -> list[str]:
        """Give up to `n` questions that may follow `answer` and have an answer."""

    def document(self, path: str) -> Document:
        """Give the indexed document of that path."""

    def starters(self, n: int = 4) -> list[str]:
        """Give up to `n` questions that the documents answer."""
