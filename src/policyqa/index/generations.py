"""Generations of an index folder: which is current, and whether every file of it is as it was published.

    index/CURRENT            "gen-7 <SHA-256 of its manifest.json>"
    index/gen-7/             manifest.json, catalogue.sqlite, dense.faiss, passages/, documents/, figures/
    index/gen-6/             the one before, for readers that hold it and for the day gen-7 is damaged
    index/.lock              locked by the one process that builds

`policyqa.index.publishing` writes them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from policyqa.errors import IndexDamaged, IndexMissing

FORMAT_VERSION = 2
MANIFEST = "manifest.json"
CURRENT = "CURRENT"
LOCK_SUFFIX = ".lock"
_NAME = re.compile(r"gen-([0-9]{1,9})")
_CURRENT = re.compile(r"gen-([0-9]{1,9}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and was made with.

    `model` is the setting, `model_identity` changes when the model's weights do, `model_name` is the encoder's own
    name. `hashes` maps a document's path to the SHA-256 of its file, `files` a file of the generation (with "/") to
    its own. `created` is ISO, UTC.
    """

    format_version: int
    generation: int
    created: str
    model: str
    model_identity: str
    model_name: str
    dimension: int
    documents: int
    passages: int
    figures: int
    vectors: int
    passage_chars: int
    reading_version: int
    lexical_version: int
    hashes: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """A verified generation, kept from being cleared until `release`; `warnings` say why it is not the newest."""

    folder: Path
    manifest: Manifest
    warnings: tuple[str, ...] = ()
    handle: int = -1

    def release(self) -> None:
        """Let builders clear the folder; call once."""
        if self.handle >= 0:
            os.close(self.handle)


def current_generation(folder: Path) -> int:
    """Tell the number of the published generation, 0 where there is none. Reads one line: cheap enough to poll."""
    number, _ = _read_current(folder)
    return number


def _read_current(folder: Path) -> tuple[int, str]:
    try:
        match = _CURRENT.fullmatch((folder / CURRENT).read_bytes()[:200].decode("ascii", "replace"))
    except OSError:
        return 0, ""
    return (int(match[1]), match[2]) if match else (0, "")


def generation_folder(folder: Path, number: int) -> Path:
    """Name the folder of a generation."""
    return folder / f"gen-{number}"


def hold_generation(folder: Path) -> Generation:
    """Verify every file of the newest whole generation and keep it from being cleared.

    Raises:
        IndexMissing: the folder holds no generation.
        IndexDamaged: none of its generations is whole.
    """
    while True:
        number, digest = _read_current(folder)
        try:
            return _hold(generation_folder(folder, number), number, digest) if number else _hold_older(folder, 0, "")
        except IndexDamaged as error:
            if current_generation(folder) != number:
                continue  # published anew, and the old one cleared, while we read it
            return _hold_older(folder, number, str(error))


def _hold_older(folder: Path, damaged: int, reason: str) -> Generation:
    """The highest whole generation other than the damaged one."""
    for number in sorted(generation_numbers(folder) - {damaged}, reverse=True):
        with suppress(IndexDamaged):
            held = _hold(generation_folder(folder, number), number, "")
            told = reason or f"{folder / CURRENT} is missing or damaged"
            warning = f"{told}; using generation {number} instead: run `policyqa index` to mend it"
            return Generation(held.folder, held.manifest, (warning,), held.handle)
    if reason or generation_numbers(folder):
        told = reason or f"{folder}: no generation is whole"
        raise IndexDamaged(f"{told}; run `policyqa index` to build the index anew from the documents")
    raise IndexMissing(f"no index in {folder}: run `policyqa index --corpus DIR --index {folder}` first")


def generation_numbers(folder: Path) -> set[int]:
    """The numbers of the generation folders there are."""
    try:
        names = os.listdir(folder)
    except OSError:
        return set()
    return {int(match[1]) for match in map(_NAME.fullmatch, names) if match and (folder / match[0]).is_dir()}


def _hold(generation: Path, number: int, digest: str) -> Generation:
    """Lock a generation for reading, then verify it."""
    try:
        handle = os.open(generation, os.O_RDONLY)
    except OSError as error:
        raise IndexDamaged(f"{generation}: {error.strerror}") from error
    try:
        with suppress(OSError):  # some network file systems lock no folders: then nothing keeps it from clearing
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return Generation(generation, _verified_manifest(generation, number, digest), (), handle)
    except BaseException:
        os.close(handle)
        raise


def _verified_manifest(generation: Path, number: int, digest: str) -> Manifest:
    """Read the manifest and compare every file with it, before anything else reads one.

    Raises:
        IndexDamaged: anything does not match.
    """
    path = generation / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = _parse_manifest(raw, path)
        if digest and hashlib.sha256(raw).hexdigest() != digest:
            raise IndexDamaged(f"{path} is not the one that was published")
        if manifest.generation != number:
            raise IndexDamaged(f"{path} belongs to generation {manifest.generation}")
        for name, expected in manifest.files.items():
            if file_sha256(generation / name) != expected:
                raise IndexDamaged(f"{generation / name} does not match its checksum")
    except OSError as error:
        raise IndexDamaged(f"{error.filename or path}: {error.strerror or error}") from error
    return manifest


def _parse_manifest(raw: bytes, path: Path) -> Manifest:
    """Read a manifest whose last line is the SHA-256 of what stands before it."""
    body, _, digest = raw.rstrip(b"\n").rpartition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise IndexDamaged(f"{path} is damaged")
    values = json.loads(body)
    known = values.get("format_version") if isinstance(values, dict) else None
    if known != FORMAT_VERSION or set(values) != {field.name for field in fields(Manifest)}:
        raise IndexDamaged(f"{path} is of format {known!r}, not {FORMAT_VERSION}")
    if any(name.startswith("/") or ".." in name.split("/") for name in values["files"]):
        raise IndexDamaged(f"{path} names a file outside its folder")
    return Manifest(**values)


def file_sha256(path: Path) -> str:
    """Hash a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
