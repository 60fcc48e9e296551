"""Kill a build at every I/O step and at many moments between, and tell what can be opened afterwards.

Run as `python kill_sweep.py FOLDER`; prints one JSON object. A module of its own, because it forks: that is safe only
in a process where neither FAISS nor tantivy has been used yet, so each build and each look happens in a child.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import faiss  # noqa: F401  (imported before the forks: once instead of a thousand times)
import numpy as np  # noqa: F401
import tantivy  # noqa: F401
from stub_index import BOOK, PARK, ROAD, Workshop, content

from policyqa.errors import IndexMissing
from policyqa.index import catalogue
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
    """Kill this process at its nth I/O step under `folder`: open, half a write, rename, unlink, commit, ..."""
    left = nth

    def step(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, args: tuple[object, ...]) -> None:
        if event not in STEPS or (os.path.isabs(str(args[0])) and str(folder) not in str(args[0])):
            return  # rmtree names what it removes below an open folder
        if event != "open" or cast(int, args[2]) & os.O_ACCMODE != os.O_RDONLY:
            step()

    create = catalogue.create

    def stepped_create(path: Path) -> sqlite3.Connection:
        connection = create(path)
        connection.set_trace_callback(lambda query: step() if query.startswith(("BEGIN", "COMMIT")) else None)
        return connection

    write_bytes, write_text = Path.write_bytes, Path.write_text

    def halved_bytes(path: Path, data: bytes) -> int:
        write_bytes(path, data[: len(data) // 2])
        step()
        return write_bytes(path, data)

    def halved_text(path: Path, data: str, encoding: str) -> int:
        write_text(path, data[: len(data) // 2], encoding)
        step()
        return write_text(path, data, encoding)

    catalogue.create = stepped_create
    Path.write_bytes, Path.write_text = halved_bytes, halved_text  # type: ignore[assignment]
    sys.addaudithook(audited)


def state(workshop: Workshop) -> tuple[str, bool]:
    """What the index answers, "none" where there is none, and whether it warns."""
    try:
        with open_index(workshop.index) as index:
            return repr(content(index)), bool(index.warnings)
    except IndexMissing:
        return "none", False


def looked_at(workshop: Workshop) -> list[object]:
    """The state, then the state and what is left over after the next build."""
    before = state(workshop)
    workshop.build()
    return [*before, state(workshop)[0], leftovers(workshop)]


def leftovers(workshop: Workshop) -> list[str]:
    """What lies in the folder that two whole generations do not explain."""
    names = set(os.listdir(workshop.index)) - {".lock", "CURRENT"}
    return sorted(name for name in names if not name.startswith("gen-")) + ["third"] * max(0, len(names) - 2)


def shape(workshop: Workshop) -> str:
    """Names and sizes of all that is published, and names of what is not: where they are as at another kill, nothing
    can be different, and what was seen then holds. tantivy draws the names of its files."""
    names = []
    for path in workshop.index.rglob("*"):
        name = path.relative_to(workshop.index).as_posix()
        if not name.startswith(".tmp-"):
            names.append(f"{re.sub('[0-9a-f]{32}', '*', name)} {path.stat().st_size}")
        elif "/" not in name:
            names.append(name)
    return "\n".join(sorted(names))


def killed_build(work: Workshop, nth: int, moment: float) -> int:
    """Build until the nth step, or where that is 0 for so many seconds: then a signal ends native code too."""
    if nth:
        kill_at(nth, work.folder)
    else:
        signal.setitimer(signal.ITIMER_REAL, moment)
    work.build()
    return 0


def sweep(start: Workshop, change: Callable[[Workshop], None], folder: Path) -> dict[str, int]:
    """Do `change` and a build from `start`, killed at one step after another, then at moments spread over its time."""
    done = _copied(start, folder / "done")
    change(done)
    began = time.monotonic()
    assert in_child(lambda: done.build() and 0)[0] == 0
    duration = time.monotonic() - began
    old, new = (cast(list[str], in_child(partial(state, workshop))[1])[0] for workshop in (start, done))
    assert old != new
    counts = dict.fromkeys(("kills", "states", "old", "new", "warned", "broken", "leftovers", "not mended"), 0)
    seen: dict[str, tuple[int, object]] = {}
    moments = iter([duration * n / RANDOM_KILLS for n in range(1, RANDOM_KILLS)])
    nth, moment = 1, 0.0
    while moment is not None:
        work = _copied(start, folder / "work")
        change(work)
        status, told = in_child(partial(killed_build, work, nth, moment))
        if not os.WIFSIGNALED(status):
            assert status == 0, told
            nth = 0  # it came to its end: every step has been tried
        looks_like = shape(work)
        if looks_like not in seen:
            seen[looks_like] = in_child(partial(looked_at, work))
        _count(counts, seen[looks_like], old, new)
        nth, moment = (nth + 1, 0.0) if nth else (0, next(moments, None))
    return {**counts, "states": len(seen)}


def _count(counts: dict[str, int], look: tuple[int, object], old: str, new: str) -> None:
    status, told = look
    counts["kills"] += 1
    if status != 0:
        counts["broken"] += 1
        sys.stderr.write(f"{told}\n")
        return
    answers, warned, mended, left = cast(list[object], told)
    counts["old" if answers == old else "new" if answers == new else "broken"] += 1
    counts["warned"] += bool(warned)
    counts["not mended"] += mended != new
    counts["leftovers"] += bool(left)


def _copied(start: Workshop, to: Path) -> Workshop:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(start.corpus, to / "corpus")
    if start.index.exists():  # linked, not copied: a build never writes into what is published
        shutil.copytree(start.index, to / "index", copy_function=os.link)
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
    sys.stdout.write(json.dumps({name: sweep(start, change, folder) for name, (start, change) in changes.items()}))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
