"""What an index build has to do: which files are as they were, which are to be read, which are gone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from policyqa.index.catalogue import Known, Stamp
from policyqa.index.generations import file_sha256
from policyqa.reading.corpus import CorpusFile

RACY_NS = 2_000_000_000
"""A file changed this shortly before it was hashed may have changed again within the same tick of its clock (two
seconds on FAT), with the same size and time; so its stat proves nothing, and it is hashed again. git does the same."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file to read, with what will tell next time whether it changed."""

    file: CorpusFile
    entry: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with each file: `kept` as the catalogue has it (failures included), `read` anew, `gone`."""

    kept: tuple[Known, ...]
    read: tuple[ToRead, ...]
    gone: tuple[Known, ...]

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.read or self.gone)

    @property
    def kept_documents(self) -> list[int]:
        """The rows of the documents that stay."""
        return [known.row for known in self.kept if not known.reason]


def plan_build(
    files: Iterable[CorpusFile],
    entry_of: Callable[[str], str],
    known: Mapping[str, Known],
    now_ns: Callable[[], int] = time.time_ns,
) -> Plan:
    """Compare the files of a corpus with what the catalogue knows.

    A file is as it was when its manifest entry is the same and either its size, time of change and inode change time
    are the same and not racy (see `RACY_NS`; then it is not even opened), or the SHA-256 of its bytes is.
    """
    kept: list[Known] = []
    read: list[ToRead] = []
    for file in files:
        before = known.get(file.path)
        candidate = _stamped(file, entry_of(file.path), now_ns())
        if before is not None and before.entry == candidate.entry and _is_same(before, candidate):
            kept.append(before)
        else:
            read.append(candidate)
    listed = {item.path for item in kept} | {item.file.path for item in read}
    return Plan(tuple(kept), tuple(read), tuple(item for path, item in known.items() if path not in listed))


def _stamped(file: CorpusFile, entry: str, now_ns: int) -> ToRead:
    """The file's stat; the time is taken before any byte is read, so that a later change never looks older."""
    try:
        status = os.stat(file.absolute)
    except OSError:
        return ToRead(file, entry, Stamp(-1, 0, 0, now_ns))
    return ToRead(file, entry, Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, now_ns))


def _is_same(before: Known, candidate: ToRead) -> bool:
    old, new = before.stamp, candidate.stamp
    same_stat = (old.size, old.mtime_ns, old.ctime_ns) == (new.size, new.mtime_ns, new.ctime_ns)
    if same_stat and max(old.mtime_ns, old.ctime_ns) + RACY_NS < old.hashed_ns:
        return True
    if old.size != new.size:
        return False
    try:
        return file_sha256(candidate.file.absolute) == before.sha256
    except OSError:
        return False
