"""Building the index: only what changed is read again, and what is published is always whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from policyqa.errors import IndexDamaged, IndexMissing, InputError, PolicyQAError
from policyqa.index import catalogue, layout
from policyqa.index.analysis import analyse
from policyqa.index.catalogue import Known
from policyqa.index.duplicates import note_copies
from policyqa.index.generations import FORMAT_VERSION, Generation, Manifest, current_generation, hold_generation
from policyqa.index.lexical import LEXICAL_VERSION
from policyqa.index.parts import write_dense, write_lexical_parts
from policyqa.index.planning import Plan, plan_build
from policyqa.index.publishing import begin, building, clear, generation_files, publish
from policyqa.index.readers import Readers
from policyqa.index.reporting import BuildReport, Progress, Reporter
from policyqa.settings import Settings

READING_VERSION = 83
"""Raise whenever reading, splitting or finding figures gives other results: every document is then read again."""


@dataclass(frozen=True, slots=True)
class _Base:
    """What the last build left: the generation to start from, and which of its parts can be used again."""

    generation: Generation | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    same_reading: bool = False
    same_words: bool = False
    same_model: bool = False
    is_current: bool = False

    @property
    def number(self) -> int:
        """The generation's number, 0 where there is none."""
        return self.generation.manifest.generation if self.generation else 0

    @property
    def folder(self) -> Path | None:
        """The generation's folder, None where nothing of it can be used because its documents were read otherwise."""
        return self.generation.folder if self.generation and self.same_reading else None

    @property
    def is_as_wanted(self) -> bool:
        """Whether it would do, were all documents unchanged."""
        return self.same_reading and self.same_words and self.same_model and self.is_current


def build_index(
    corpus: Path,
    folder: Path,
    settings: Settings,
    *,
    report: Callable[[Progress], None] | None = None,
    readers: Readers | None = None,
) -> BuildReport:
    """Bring the index in `folder` up to date with the documents in `corpus`, publishing all of it at once or nothing.

    A file that cannot be read is told in the report and left out. Where nothing changed, nothing is written and no
    model is loaded. Readers may go on with the former generation meanwhile.

    Args:
        corpus: the folder of documents.
        folder: the index folder, outside the corpus; made where it is absent.
        settings: `model`, `passage_chars`, `max_file_mb` and `threads` matter.
        report: called after each document and at each step, in this thread.
        readers: what reads, splits and embeds; the real ones where None.

    Raises:
        IndexBusy: another process is building this index.
        InputError: the index folder lies in the corpus, or the corpus's manifest is malformed.
        ModelError: the embedding model cannot be loaded.
        PolicyQAError: the index cannot be written; the former one is untouched.
    """
    if folder.resolve().is_relative_to(corpus.resolve()):
        raise InputError(f"the index folder {folder} lies in the corpus {corpus}: choose one beside it")
    readers = readers or Readers()
    with _writing(folder), building(folder):
        base = _open_base(folder, settings, readers.identity(settings.model))
        try:
            return _build(_Task(corpus, folder, settings, readers, base), report)
        finally:
            if base.generation:
                base.generation.release()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say in one line what to do when the folder cannot be written."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
        raise PolicyQAError(
            f"the index in {folder} cannot be written ({reason}); the former index is untouched: "
            "free disk space or mend the folder's permissions, then run `policyqa index` again"
        ) from error


def _open_base(folder: Path, settings: Settings, identity: str) -> _Base:
    """The newest whole generation, and what in it is as this build would make it."""
    try:
        generation = hold_generation(folder)
    except (IndexMissing, IndexDamaged):
        return _Base()
    old = generation.manifest
    same_reading = (old.reading_version, old.passage_chars) == (READING_VERSION, settings.passage_chars)
    known: Mapping[str, Known] = {}
    if same_reading:
        with closing(catalogue.open_for_reading(generation.folder / layout.CATALOGUE)) as connection:
            known = catalogue.known_files(connection)
    return _Base(
        generation,
        known,
        same_reading,
        same_words=old.lexical_version == LEXICAL_VERSION,
        same_model=old.model_identity == identity,
        is_current=old.generation == current_generation(folder),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """What one build works with."""

    corpus: Path
    folder: Path
    settings: Settings
    readers: Readers
    base: _Base


def _build(task: _Task, listener: Callable[[Progress], None] | None) -> BuildReport:
    """Plan, and write a generation where there is anything to do."""
    base, corpus = task.base, task.corpus
    old = base.generation.manifest if base.generation else None
    reporter = Reporter(listener, base.generation.warnings if base.generation else ())
    files = task.readers.list_files(corpus)
    plan = plan_build(files, lambda path: task.readers.entry(corpus, path), base.known)
    reporter.start(plan, task.readers.skipped(corpus))
    if old is not None and base.is_as_wanted and not plan.changes:
        clear(task.folder, base.number)
        return reporter.finish(old, published=False)
    number, passing = begin(task.folder, base.number)
    try:
        manifest = _write_generation(task, plan, number, passing, reporter)
        if manifest is None:
            shutil.rmtree(passing)
            assert old is not None
            return reporter.finish(old, published=False)
        reporter.enter("publishing")
        publish(task.folder, passing, manifest)
    except BaseException:
        shutil.rmtree(passing, ignore_errors=True)
        raise
    clear(task.folder, number)
    return reporter.finish(manifest, published=True)


def _write_generation(task: _Task, plan: Plan, number: int, passing: Path, reporter: Reporter) -> Manifest | None:
    """Write every file of a generation but its manifest, which is returned; None where it would be the same again."""
    base, kept = task.base, plan.kept_documents
    last_kept = max(kept, default=0)
    nothing_gone = len(kept) == sum(not known.reason for known in base.known.values())
    with closing(catalogue.create(passing / layout.CATALOGUE)) as connection:
        if base.folder:
            failures = [known.path for known in plan.kept if known.reason]
            catalogue.copy_kept(connection, base.folder / layout.CATALOGUE, kept, failures)
        added = analyse(connection, task.corpus, plan.read, task.settings, task.readers, reporter)
        reporter.copies(note_copies(connection))
        connection.commit()
        if base.is_as_wanted and not added and not plan.gone and nothing_gone:
            return None  # there was only what cannot be read this time either
        reporter.enter("indexing")
        words = base.generation if base.folder and base.same_words and nothing_gone else None
        write_lexical_parts(connection, passing, words, last_kept if words else 0)
        vectors = base.folder if base.same_model else None
        written = write_dense(
            connection,
            passing,
            vectors,
            last_kept if vectors else 0,
            lambda: task.readers.encoder(task.settings),
            lambda passages: reporter.enter("embedding", passages),
            reporter.embedded,
        )
        return _manifest(task, connection, number, passing, written)


def _manifest(
    task: _Task, connection: sqlite3.Connection, number: int, passing: Path, written: tuple[int, int, str]
) -> Manifest:
    """Describe what was written; every byte of it is on its way to the disk, and the catalogue has no more to write."""
    vectors, dimension, name = written
    documents, passages, figures = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("documents", "passages", "figures")
    )
    return Manifest(
        format_version=FORMAT_VERSION,
        generation=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=task.settings.model,
        model_identity=task.readers.identity(task.settings.model),
        model_name=name or (task.base.generation.manifest.model_name if task.base.generation else ""),
        dimension=dimension,
        documents=documents,
        passages=passages,
        figures=figures,
        vectors=vectors,
        passage_chars=task.settings.passage_chars,
        reading_version=READING_VERSION,
        lexical_version=LEXICAL_VERSION,
        hashes=dict(connection.execute("SELECT path, sha256 FROM documents ORDER BY path")),
        files=generation_files(passing),
    )
