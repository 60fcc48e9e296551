"""What a build tells: its progress while it runs, and its report of every file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policyqa.index.catalogue import Known
from policyqa.index.generations import Manifest
from policyqa.index.planning import Plan, ToRead
from policyqa.types import Document

Outcome = Literal["read", "kept", "removed", "failed", "skipped"]
Stage = Literal["reading", "indexing", "embedding", "publishing", "done"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `reason` says why it failed or was skipped, `seconds` is the time of reading it.

    `format` is what it was read as; `copy_of` the document that says the same and is cited for both. A file that failed
    before and has not changed since is not tried again: it is "failed" in 0 seconds.
    """

    path: str
    outcome: Outcome
    characters: int = 0
    passages: int = 0
    figures: int = 0
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    reason: str = ""
    format: str = ""
    copy_of: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the document, in Chinese."""
        said = (f"与{self.copy_of}内容相同，只引用后者",) if self.copy_of else ()
        return (*self.warnings, *said)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `published` is false where nothing had changed. The totals are of the whole index."""

    files: tuple[FileReport, ...]
    generation: int
    published: bool
    documents: int
    passages: int
    figures: int
    seconds: float
    warnings: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Count the files of one outcome."""
        return sum(file.outcome == outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: documents read of those to read, passages embedded of those to embed.

    `seconds_left` is of the present stage, None while it cannot be told.
    """

    stage: Stage
    documents_done: int
    documents: int
    passages_done: int
    passages: int
    seconds_left: float | None


class Reporter:
    """Collects what becomes of each file and passes progress on; the only thing in a build that changes."""

    def __init__(self, listener: Callable[[Progress], None] | None, warnings: tuple[str, ...] = ()) -> None:
        """Start the clock."""
        self._listener = listener
        self._warnings = warnings
        self._started = self._stage_started = time.monotonic()
        self._stage: Stage = "reading"
        self._files: list[FileReport] = []
        self._documents = self._documents_done = self._passages = self._passages_done = 0
        self._bytes = self._bytes_done = 0

    def start(self, plan: Plan, skipped: Iterable[tuple[str, str]]) -> None:
        """Note the files that need no reading."""
        self._documents = len(plan.read)
        self._bytes = sum(item.file.size for item in plan.read)
        reread = {item.file.path for item in plan.read}
        skipped = list(skipped)
        names = reread | {path for path, _ in skipped}
        self._files += [_kept(known) for known in plan.kept]
        self._files += [FileReport(path, "skipped", reason=reason) for path, reason in skipped]
        self._files += [FileReport(k.path, "removed") for k in plan.gone if k.path not in names and not k.reason]

    def read(self, item: ToRead, document: Document, passages: int, figures: int, seconds: float) -> None:
        """Note a file that was read."""
        numbers = (len(document.text), passages, figures)
        told = FileReport(item.file.path, "read", *numbers, document.warnings, seconds, format=document.format)
        self._read(item, told)

    def failed(self, item: ToRead, reason: str, seconds: float, outcome: Outcome = "failed") -> None:
        """Note a file that could not be read."""
        self._read(item, FileReport(item.file.path, outcome, seconds=seconds, reason=reason))

    def _read(self, item: ToRead, file: FileReport) -> None:
        self._files.append(file)
        self._documents_done += 1
        self._bytes_done += item.file.size
        self._tell(self._bytes_done, self._bytes)

    def enter(self, stage: Stage, passages: int | None = None) -> None:
        """Begin a stage; `passages` is how many are to be embedded in it."""
        self._stage, self._stage_started = stage, time.monotonic()
        if passages is not None:
            self._passages = passages
        self._tell(0, 0)

    def embedded(self, passages: int) -> None:
        """Note that so many more passages were embedded."""
        self._passages_done += passages
        self._tell(self._passages_done, self._passages)

    def _tell(self, done: int, of: int) -> None:
        if self._listener is None:
            return
        elapsed = time.monotonic() - self._stage_started
        left = elapsed / done * (of - done) if done else None
        counts = (self._documents_done, self._documents, self._passages_done, self._passages)
        self._listener(Progress(self._stage, *counts, seconds_left=left))

    def copies(self, originals: Mapping[str, str]) -> None:
        """Note which documents are copies of which."""
        self._files = [replace(file, copy_of=originals.get(file.path, "")) for file in self._files]

    def finish(self, manifest: Manifest, *, published: bool) -> BuildReport:
        """Give the report, files by path."""
        self.enter("done")
        files: Sequence[FileReport] = sorted(self._files, key=lambda file: file.path)
        totals = (manifest.documents, manifest.passages, manifest.figures)
        seconds = time.monotonic() - self._started
        return BuildReport(tuple(files), manifest.generation, published, *totals, seconds, self._warnings)


def _kept(known: Known) -> FileReport:
    if known.reason:
        return FileReport(known.path, "failed", reason=known.reason)
    numbers = (known.characters, known.passages, known.figures)
    return FileReport(known.path, "kept", *numbers, known.warnings, format=known.format, copy_of=known.copy_of)
