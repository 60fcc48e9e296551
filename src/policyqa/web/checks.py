"""Checking drafts behind the page: running a check with progress, keeping drafts and results for a while."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from policyqa.checking.draft import DRAFT_SUFFIXES, read_draft
from policyqa.checking.types import CheckedDraft
from policyqa.errors import InputError, PolicyQAError, ReadError
from policyqa.web.assistants import CheckerLike
from policyqa.web.chat import Failure

MAX_DRAFT_BYTES = 5_000_000
DRAFTS_KEPT = 8
RESULTS_KEPT = 64

_Made = TypeVar("_Made")

_TELL_EVERY_S = 0.15
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a check is: figures done of all."""

    done: int
    total: int


class Results:
    """The last checked drafts in memory, by a name that nobody can guess; for exports."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, CheckedDraft] = OrderedDict()

    def keep(self, checked: CheckedDraft) -> str:
        """Keep a result, forget the oldest beyond the limit, give its name."""
        name = secrets.token_urlsafe(18)
        with self._lock:
            self._kept[name] = checked
            while len(self._kept) > RESULTS_KEPT:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> CheckedDraft | None:
        """Give a result that is still kept."""
        with self._lock:
            return self._kept.get(name)


class Drafts:
    """The last uploaded drafts in memory, found by their text: a file knows its tables and headings, its text not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def keep(self, name: str, data: bytes) -> str:
        """Read an uploaded draft, keep it, and give its text.

        Raises:
            InputError: it is of another format, empty or too long (in Chinese).
        """
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in DRAFT_SUFFIXES:
            raise InputError(f"草稿可以是{'、'.join(DRAFT_SUFFIXES)}文件，其他的请粘贴文字")
        if not data.strip():
            raise InputError("草稿是空的")
        try:
            text = _with_file(suffix, data, read_draft).text
        except ReadError as error:
            _log.warning("a draft could not be read: %s", error)
            raise InputError("这个文件读不了，请粘贴文字") from error
        with self._lock:
            self._kept[_key(text)] = (suffix, data)
            while len(self._kept) > DRAFTS_KEPT:
                self._kept.popitem(last=False)
        return text

    def check(
        self, checker: CheckerLike, text: str, on_progress: Callable[[int, int], None] | None = None
    ) -> CheckedDraft:
        """Check a text: by its file where it is that of an uploaded draft, unchanged."""
        with self._lock:
            suffix, data = self._kept.get(_key(text), ("", b""))
        if not suffix:
            return checker.check(text, on_progress=on_progress)
        return _with_file(suffix, data, lambda path: checker.check_file(path, on_progress=on_progress))


def _with_file(suffix: str, data: bytes, use: Callable[[Path], _Made]) -> _Made:
    """Call `use` with a file of `data` that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="policyqa-draft-") as folder:
        path = Path(folder, f"draft{suffix}")
        path.write_bytes(data)
        return use(path)


def _key(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


async def check_in_steps(
    run: Callable[[Callable[[int, int], None]], CheckedDraft],
) -> AsyncIterator[Step | CheckedDraft | Failure]:
    """Check in a thread of its own; give how far it is a few times a second, then the result or a failure.

    A consumer that stops early leaves the thread to end by itself.
    """
    loop = asyncio.get_running_loop()
    events: asyncio.Queue[Step | CheckedDraft | Failure] = asyncio.Queue()
    told = 0.0

    def tell(event: Step | CheckedDraft | Failure) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(events.put_nowait, event)

    def on_progress(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _TELL_EVERY_S:
            told = time.monotonic()
            tell(Step(done, total))

    threading.Thread(target=lambda: tell(_outcome(run, on_progress)), name="policyqa-check", daemon=True).start()
    while True:
        event = await events.get()
        yield event
        if not isinstance(event, Step):
            return


def _outcome(
    run: Callable[[Callable[[int, int], None]], CheckedDraft], on_progress: Callable[[int, int], None]
) -> CheckedDraft | Failure:
    try:
        return run(on_progress)
    except InputError as error:
        return Failure(str(error).split(" (")[0])  # the Chinese part
    except PolicyQAError:
        _log.exception("the index cannot be asked")
        return Failure("暂时无法核对：索引不可用。请稍后再试，或请管理员查看日志。")
    except Exception:  # whatever it is, the page must go on; the details are the administrator's
        _log.exception("checking failed")
        return Failure("核对时出错，请换一段文字再试。")
