"""The last answers in memory, each with what was asked; found again by a name that nobody can guess."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from policyqa.index.records import IndexedDocument
from policyqa.index.restricting import Filters
from policyqa.types import Answer, Scope

ANSWERS_KEPT = 1000
"""An answer without its hits takes some 5 to 30 kB."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: in which conversation, with which scope set by hand, among which documents."""

    question: str
    earlier: tuple[str, ...] = ()
    scope: Scope | None = None
    within: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given, to what, when (ISO, UTC), from which state of the documents."""

    asked: Asked
    answer: Answer
    documents: str
    at: str


class Answers:
    """Keeps answers for regenerating, feedback, downloads and conversations; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Given] = OrderedDict()

    def keep(self, given: Given) -> str:
        """Keep an answer and give its name."""
        name = secrets.token_hex(12)
        with self._lock:
            self._kept[name] = given
            while len(self._kept) > ANSWERS_KEPT:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> Given | None:
        """Give an answer that is still kept."""
        with self._lock:
            return self._kept.get(name)


def now() -> str:
    """Give the time as it is recorded."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def state_of(documents: Sequence[IndexedDocument]) -> str:
    """Name the state of the documents: the same for the same files with the same metadata, whenever indexed."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(repr((document.path, document.sha256, document.metadata)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
