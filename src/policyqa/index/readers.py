"""The functions that a build calls to read, split and embed: one narrow seam, so that a test can put its own there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from policyqa.index.embedding import BUNDLED_FOLDER, Encoder, load_encoder
from policyqa.index.generations import file_sha256
from policyqa.reading.corpus import CorpusFile
from policyqa.settings import BUNDLED_MODEL, Settings
from policyqa.types import Document, Figure, Passage


def _list(corpus: Path) -> list[CorpusFile]:
    from policyqa.reading import list_corpus

    return list_corpus(corpus)


def _skipped(corpus: Path) -> list[tuple[str, str]]:
    from policyqa.reading import skipped_files

    return skipped_files(corpus)


def _entry(corpus: Path, path: str) -> str:
    from policyqa.reading import manifest_entry

    return manifest_entry(corpus, path)


def _read(corpus: Path, path: str) -> Document:
    from policyqa.reading import read_document

    return read_document(corpus, path)


def _split(document: Document, max_chars: int) -> list[Passage]:
    from policyqa.passages import split_passages

    return split_passages(document, max_chars)


def _find(document: Document) -> list[Figure]:
    from policyqa.figures import find_figures

    return find_figures(document)


def _encoder(settings: Settings) -> Encoder:
    return load_encoder(settings.model, settings.threads, purpose="index")


def model_identity(model: str) -> str:
    """Tell models apart without loading them: the setting and, for a folder, the SHA-256 of its weights."""
    folder = BUNDLED_FOLDER if model == BUNDLED_MODEL else Path(model)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.safetensors")) + sorted(folder.rglob("tokenizer.json")):
        digest.update(f"{path.relative_to(folder).as_posix()} {file_sha256(path)}\n".encode())
    return f"{model}:{digest.hexdigest()[:16]}" if folder.is_dir() else model


@dataclass(frozen=True, slots=True)
class Readers:
    """What a build calls; the defaults are the real ones.

    `entry` gives what the corpus's own manifest states of a file, `skipped` the files that are no documents with why,
    `identity` changes when the model's weights do. `encoder` is called only when there is something to embed.
    """

    list_files: Callable[[Path], list[CorpusFile]] = _list
    read: Callable[[Path, str], Document] = _read
    split: Callable[[Document, int], list[Passage]] = _split
    find: Callable[[Document], list[Figure]] = _find
    encoder: Callable[[Settings], Encoder] = _encoder
    entry: Callable[[Path, str], str] = _entry
    skipped: Callable[[Path], list[tuple[str, str]]] = _skipped
    identity: Callable[[str], str] = model_identity
