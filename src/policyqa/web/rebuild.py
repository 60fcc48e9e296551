"""Building the index behind the page: one build at a time, in a thread, while the old index keeps answering."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from policyqa.errors import IndexBusy, PolicyQAError
from policyqa.index.reporting import BuildReport, Progress

Build = Callable[[Callable[[Progress], None]], BuildReport]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RebuildState:
    """How it stands: whether a build runs and how far it is, and what the last one gave.

    `runs` counts the builds that have ended; `error` is in Chinese, "" where the last one ended well.
    """

    running: bool = False
    progress: Progress | None = None
    report: BuildReport | None = None
    error: str = ""
    runs: int = 0


class Rebuilds:
    """The builds that a page asks for. Asked while one runs, another follows it, so that no change is missed."""

    def __init__(self, build: Build) -> None:
        """Take the function that builds; it is called in a thread of its own with what to tell progress."""
        self._build = build
        self._lock = threading.Lock()
        self._state = RebuildState()
        self._again = False

    @property
    def state(self) -> RebuildState:
        """How it stands now."""
        with self._lock:
            return self._state

    def start(self) -> None:
        """Build in a thread, or once more after the build that runs."""
        with self._lock:
            if self._state.running:
                self._again = True
                return
            self._state = replace(self._state, running=True, progress=None)
        threading.Thread(target=self._run, name="policyqa-index", daemon=True).start()

    def _run(self) -> None:
        more = True
        while more:
            report, error = self._outcome()
            with self._lock:
                more, self._again = self._again, False
                last = report or self._state.report
                self._state = RebuildState(more, None, last, error, self._state.runs + 1)

    def _outcome(self) -> tuple[BuildReport | None, str]:
        try:
            return self._build(self._note), ""
        except IndexBusy:
            return None, "另一个进程正在建立索引，请等它结束后再试。"
        except PolicyQAError as error:
            _log.exception("the index could not be built")
            return None, f"索引没有更新，原索引照常可用：{error}"
        except Exception:  # whatever it is, the old index goes on; the details are the administrator's
            _log.exception("building the index failed")
            return None, "建立索引时出错，原索引照常可用；详情见日志。"

    def _note(self, progress: Progress) -> None:
        with self._lock:
            self._state = replace(self._state, progress=progress)
