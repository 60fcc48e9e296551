"""Time bounds that hold on a machine that is busy with other work.

A bound is about the code and not about the moment: CPU time with the garbage collector off (its full passes grow with
everything that the test process holds), the best of several tries, and a try more only while the bound is missed.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TRIES = 6


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds that one call of `work` takes in this process."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        if collecting:
            gc.enable()


def assert_linear(small: Callable[[], object], large: Callable[[], object]) -> None:
    """`large` is ten times the work of `small`: linear code takes 10 times as long, quadratic code 100 times."""
    one, ten = cpu_seconds(small), cpu_seconds(large)
    for _ in range(TRIES):
        if ten < 20 * one:
            return
        one, ten = min(one, cpu_seconds(small)), min(ten, cpu_seconds(large))
    assert ten < 20 * one + 0.02, (one, ten)


def assert_cpu_within(seconds: float, work: Callable[[], object]) -> None:
    """The best of up to three tries of `work` takes less than `seconds` of CPU time."""
    taken = [cpu_seconds(work)]
    while min(taken) >= seconds and len(taken) < 3:
        taken.append(cpu_seconds(work))
    assert min(taken) < seconds, taken
