"""A bound on the processor time of one step inside the parser's process, after which reading goes on without it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class OutOfTime(BaseException):
    """A step took too long; no `Exception`, for the libraries that it comes out of catch those."""


def _raise(signum: int, frame: FrameType | None) -> None:
    raise OutOfTime


@contextlib.contextmanager
def cpu_bound(seconds: float) -> Iterator[None]:
    """Bound the processor time of a block of Python code; not where the system or the thread knows no such timers.

    Raises:
        OutOfTime: the block took longer.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _raise)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
