"""The process that parses: reads requests from its standard input until it ends, one file at a time, with limits."""

from __future__ import annotations

import contextlib
import json
import os
import struct
from typing import BinaryIO

from policyqa.errors import ReadError
from policyqa.reading.limits import Limits

_TIRED_BYTES = 500_000_000
"""A worker that holds on to so much memory makes room for a fresh one."""


def _restrict(limits: Limits) -> None:
    """Bound this process's memory, files and, from now on, processor time; where the system has no such limits, not."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_s + 1
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
    )
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (least, hard))


def _is_tired() -> bool:
    """Tell whether this process has grown; `ru_maxrss` won't do, for it counts what the parent had before exec."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") > _TIRED_BYTES
    except (OSError, ValueError, IndexError):
        return False


def answer(suffix: str, data: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """Read one file: a kind ("K" read, "R" refused, "M" out of memory, "X" failed) and the extract or the reason."""
    from policyqa.reading.formats import FORMATS
    from policyqa.reading.wire import to_json

    try:
        return b"K", to_json(FORMATS[suffix].read(data, limits))
    except ReadError as error:
        return b"R", str(error).encode()
    except MemoryError:
        return b"M", b""
    except Exception as error:  # whatever a parser raises on a damaged file is that file's fault
        return b"X", type(error).__name__.encode()


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the input ends."""
    while len(head := requests.read(8)) == 8:
        header_size, size = struct.unpack("<II", head)
        header = json.loads(requests.read(header_size))
        data = requests.read(size)
        limits = Limits(**header["limits"])
        _restrict(limits)
        kind, body = answer(header["suffix"], data, limits)
        if len(body) > limits.reply_bytes:
            kind, body = b"M", b""
        tired = kind == b"M" or _is_tired()
        replies.write(struct.pack("<cBI", kind, tired, len(body)))
        replies.write(body)
        replies.flush()
        if tired:
            return


def main() -> None:
    """Serve on the standard streams, with what libraries print going nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    serve(requests, replies)
