"""Publishing a generation: written beside the others, synced, made current by one rename.

A build writes `.tmp-gen-8`, syncs every file and folder, renames it to `gen-8`, syncs, then replaces CURRENT.
Killed anywhere, CURRENT names a whole generation; what lies above it is cleared when the next build starts.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from policyqa.errors import IndexBusy
from policyqa.index.generations import (
    CURRENT,
    LOCK_SUFFIX,
    MANIFEST,
    Manifest,
    current_generation,
    file_sha256,
    generation_folder,
    generation_numbers,
)


def generation_files(generation: Path) -> dict[str, str]:
    """Hash every file of a folder but the manifest and lock files; names with "/", sorted."""
    paths = sorted(path for path in generation.rglob("*") if path.is_file() and path.suffix != LOCK_SUFFIX)
    return {p.relative_to(generation).as_posix(): file_sha256(p) for p in paths if p.name != MANIFEST}


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Be the one process that builds in `folder`; a lock whose holder died is taken over by itself.

    Raises:
        IndexBusy: another process is building; raised at once.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK_SUFFIX, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(f"another process is building the index in {folder}: wait for it to end") from error
        yield
    finally:
        os.close(handle)


def begin(folder: Path, base: int) -> tuple[int, Path]:
    """Clear what a killed build left above `base`, and make the folder of the next generation under its passing name.

    Args:
        folder: the index folder, which this process is `building` in.
        base: the newest whole generation, 0 where there is none.

    Returns:
        The next number and its empty folder.
    """
    clear(folder, base)
    number = max({base, current_generation(folder), *generation_numbers(folder)}) + 1
    passing = folder / f".tmp-gen-{number}"
    passing.mkdir()
    return number, passing


def clear(folder: Path, base: int) -> None:
    """Remove half-built folders, generations above `base`, and those below the one before it that nobody reads."""
    for name in sorted(os.listdir(folder)):
        if name.startswith(".tmp-"):
            _remove(folder / name)
    older = sorted((n for n in generation_numbers(folder) if n < base), reverse=True)
    for number in sorted(generation_numbers(folder)):
        if number > base or number in older[1:]:
            _remove_unless_read(generation_folder(folder, number))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _remove_unless_read(generation: Path) -> None:
    """Remove a generation that no reader holds; one that is held goes at a later build."""
    try:
        handle = os.open(generation, os.O_RDONLY)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    except OSError:
        pass
    finally:
        os.close(handle)
    # Renamed first: a reader that comes now finds nothing, not half a generation.
    passing = generation.with_name(f".tmp-old-{generation.name}")
    os.rename(generation, passing)
    _remove(passing)


def publish(folder: Path, passing: Path, manifest: Manifest) -> None:
    """Make the finished folder `passing` the current generation, so that any kill leaves the old or the new.

    Raises:
        OSError: the disk is full or not writable; what was published before stays so.
    """
    body = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    raw = body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"
    (passing / MANIFEST).write_bytes(raw)
    for path in sorted(passing.rglob("*")):
        _sync(path)
    _sync(passing)
    os.rename(passing, generation_folder(folder, manifest.generation))
    _sync(folder)
    pointer = folder / f".tmp-{CURRENT}"
    pointer.write_text(f"gen-{manifest.generation} {hashlib.sha256(raw).hexdigest()}\n", encoding="ascii")
    _sync(pointer)
    os.replace(pointer, folder / CURRENT)
    _sync(folder)


def _sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
