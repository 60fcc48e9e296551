"""Kill a build at every I/O step and at many moments between, and tell what can be opened afterwards.

Run as `python kill_sweep.py FOLDER`; prints one JSON object. A module of its own, because it forks: that is safe only
in a process where neither FAISS nor tantivy has been used yet, so each build and each look happens in a child.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import faiss  # noqa: F401  (imported before the forks: once instead of a thousand times)
import numpy as np  # noqa: F401
import tantivy  # noqa: F401
from stub_index import BOOK, PARK, ROAD, Workshop, content

from policyqa.errors import IndexMissing
from policyqa.index.opening import open_index

STEPS = {
    "open",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "shutil.rmtree",
    "shutil.copyfile",
    "sqlite3.connect",
}
RANDOM_KILLS = 8


def in_child(act: Callable[[], object]) -> tuple[int, object]:
    """Run `act` in a child; gives the wait status and what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            told = json.dumps(act()).encode()
            os.write(writing, told)
            code = 0
        except BaseException as error:
            os.write(writing, json.dumps(f"{type(error).__name__}: {error}").encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        raw = pipe.read()
    return os.waitpid(child, 0)[1], json.loads(raw) if raw else None


def kill_at(nth: int, folder: Path) -> None:
    """Kill this process at its nth I/O step under `folder`: open, half a write, sync, rename, unlink, commit, ..."""
    left = nth
    watching = True

    def step(*_: object) -> None:
        nonlocal left
        if watching:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, args: tuple[object, ...]) -> None:
        if event in STEPS and (not args or str(folder) in str(args[0]) or isinstance(args[0], int)):
            step()
        elif event == "sqlite3.connect/handle" and isinstance(args[0], sqlite3.Connection):
            args[0].set_trace_callback(lambda query: step() if query.startswith(("BEGIN", "COMMIT")) else None)

    fsync, write_bytes, write_text = os.fsync, Path.write_bytes, Path.write_text

    def stepped_fsync(handle: int) -> None:
        step()
        fsync(handle)
        step()

    def halved_bytes(path: Path, data: bytes) -> int:
        write_bytes(path, data[: len(data) // 2])
        step()
        return write_bytes(path, data)

    def halved_text(path: Path, data: str, encoding: str) -> int:
        write_text(path, data[: len(data) // 2], encoding)
        step()
        return write_text(path, data, encoding)

    os.fsync, Path.write_bytes, Path.write_text = stepped_fsync, halved_bytes, halved_text  # type: ignore[assignment]
    sys.addaudithook(audited)


def state(workshop: Workshop) -> object:
    """What the index answers, or that there is none."""
    try:
        with open_index(workshop.index) as index:
            return [index.warnings, repr(content(index))]
    except IndexMissing:
        return "none"


def leftovers(workshop: Workshop) -> list[str]:
    """What lies in the folder that two whole generations do not explain."""
    allowed = {".lock", "CURRENT"}
    names = set(os.listdir(workshop.index)) - allowed
    return sorted(name for name in names if not name.startswith("gen-")) + ["third"] * max(0, len(names) - 2)


def sweep(start: Workshop, change: Callable[[Workshop], None], folder: Path) -> dict[str, object]:
    """Do `change` and a build from `start`, killed at one step after another."""
    counts = {"old": 0, "new": 0, "broken": 0, "leftovers": 0, "not mended": 0}
    old = in_child(lambda: state(start))[1]
    done = _copied(start, folder / "done")
    change(done)
    began = time.monotonic()
    assert in_child(lambda: done.build() and 0)[0] == 0
    duration = time.monotonic() - began
    new = in_child(lambda: state(done))[1]
    assert old != new
    nth, random_kills = 0, 0
    while random_kills < RANDOM_KILLS:
        nth += 1
        work = _copied(start, folder / "work")
        change(work)
        work.settings = done.settings

        def build(work: Workshop = work, nth: int = nth, at: float = duration * random_kills / RANDOM_KILLS) -> int:
            if random_kills:
                signal.setitimer(signal.ITIMER_REAL, at)  # its signal ends the process like kill -9, in native code too
            else:
                kill_at(nth, work.folder)
            work.build()
            return 0

        status, told = in_child(build)
        if status == 0 or random_kills:
            random_kills += 1
        assert os.WIFSIGNALED(status) or status == 0, told
        seen = in_child(lambda work=work: state(work))[1]
        counts["old" if seen == old else "new" if seen == new else "broken"] += 1
        status, told = in_child(lambda work=work: [work.build() and 0, state(work), leftovers(work)])
        counts["not mended"] += status != 0 or told[1] != new  # type: ignore[index]
        counts["leftovers"] += status != 0 or bool(told[2])  # type: ignore[index]
    return {"kills": nth, **counts}


def _copied(start: Workshop, to: Path) -> Workshop:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(start.folder, to)
    return replace(start, folder=to, read=[], encoders=[])


def remove(workshop: Workshop) -> None:
    (workshop.corpus / "park.txt").unlink()


def other_model(workshop: Workshop) -> None:
    workshop.settings = replace(workshop.settings, model="8")


def main(folder: Path) -> None:
    empty, full = Workshop(folder / "empty"), Workshop(folder / "full")
    for workshop in (empty, full):
        workshop.write(park=PARK, road=ROAD, book=BOOK)
    for text in ("一", "二", "三"):  # so that a third generation is there to be cleared
        full.write(more=text)
        assert in_child(lambda: full.build() and 0)[0] == 0
    changes: dict[str, tuple[Workshop, Callable[[Workshop], None]]] = {
        "first": (empty, lambda workshop: None),
        "add": (full, lambda workshop: workshop.write(added="加\n2022年项目投资3元")),
        "remove": (full, remove),
        "model": (full, other_model),
    }
    print(json.dumps({name: sweep(start, change, folder) for name, (start, change) in changes.items()}))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
