"""Parse in a process of its own: what hangs, crashes or eats memory there is stopped and told, and hurts nothing else.

One worker is kept for many files (starting one takes about half a second); it is replaced when it dies, is stopped
or has grown. Requests and replies are plain bytes and JSON over pipes.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from dataclasses import asdict
from threading import Lock

from policyqa.errors import ReadError
from policyqa.reading.limits import DEFAULT_LIMITS, Limits
from policyqa.reading.pieces import Extract
from policyqa.reading.wire import from_json

_START = "import sys,json;sys.path[:]=json.loads(sys.argv[1]);from policyqa.reading.worker import main;main()"
_CHUNK = 1 << 16
_REPLY = struct.Struct("<cBI")


class _Stopped(Exception):
    """The worker did not answer; `late` where the time was over, else it died."""

    def __init__(self, late: bool) -> None:
        self.late = late


class Isolated:
    """A worker process, started when first needed; safe to share between threads, which take turns."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = Lock()

    def read(self, suffix: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Extract:
        """Read a file's bytes in the worker.

        Raises:
            ReadError: the file is refused, or the worker took too long or died; the reason is in Chinese and English.
        """
        with self._lock:
            process = self._started()
            try:
                kind, tired, body = self._exchange(process, suffix, data, limits)
            except _Stopped as stopped:
                raise self._mourn(stopped, limits) from None
            except BaseException:
                self._end()  # half an exchange leaves the pipes in no state to go on with
                raise
            if tired:
                self._end()
        return _judged(kind, body, limits)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int:
        """The worker's process, 0 where none runs."""
        return self._process.pid if self._process else 0

    def _started(self) -> subprocess.Popen[bytes]:
        """The running worker, started anew where there is none, or only that of the process this was forked from."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        if self._process is not None and self._owner == os.getpid():
            self._end()
        command = [sys.executable, "-P", "-c", _START, json.dumps([p for p in sys.path if p])]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        self._owner = os.getpid()
        return self._process

    def _exchange(
        self, process: subprocess.Popen[bytes], suffix: str, data: bytes, limits: Limits
    ) -> tuple[bytes, bool, bytes]:
        assert process.stdin is not None
        assert process.stdout is not None
        until = time.monotonic() + limits.wall_s
        header = json.dumps({"suffix": suffix, "limits": asdict(limits)}).encode()
        _send(process.stdin.fileno(), struct.pack("<II", len(header), len(data)) + header + data, until)
        kind, tired, size = _REPLY.unpack(_receive(process.stdout.fileno(), _REPLY.size, until))
        if size > limits.reply_bytes:
            raise _Stopped(late=False)
        return kind, bool(tired), _receive(process.stdout.fileno(), size, until)

    def _mourn(self, stopped: _Stopped, limits: Limits) -> ReadError:
        """End a worker that did not answer, and say why it didn't."""
        code = self._end(kill=stopped.late)
        if stopped.late:
            return ReadError(f"解析超过{limits.wall_s:g}秒，已停止；请另存为docx或txt (parsing took too long)")
        if code == -signal.SIGXCPU:
            return ReadError(f"解析超过{limits.cpu_s}秒的计算时间，已停止；请另存为docx或txt (parsing took too long)")
        return ReadError("解析程序因内存不足或文件损坏而中止；请另存为docx或txt (the parser died)")

    def _end(self, kill: bool = True) -> int:
        """End the worker, and give its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if not kill:
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                kill = True
        if kill:
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        return process.wait()


def _judged(kind: bytes, body: bytes, limits: Limits) -> Extract:
    if kind == b"K":
        try:
            return from_json(body)
        except ValueError as error:
            raise ReadError("解析程序的结果无法读取 (unreadable result)") from error
    if kind == b"R":
        raise ReadError(body.decode("utf-8", "replace"))
    if kind == b"M":
        size = limits.memory_bytes >> 20
        raise ReadError(f"解析需要的内存超过{size} MB；请分成几个文件 (parsing needs too much memory)")
    raise ReadError(f"文件已损坏，无法解析；请重新导出 (damaged: {body.decode('ascii', 'replace')[:60]})")


def _send(handle: int, data: bytes, until: float) -> None:
    """Write all of `data` before `until`."""
    os.set_blocking(handle, False)
    view = memoryview(data)
    while view:
        _wait(handle, until, writing=True)
        try:
            view = view[os.write(handle, view[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise _Stopped(late=False) from error


def _receive(handle: int, size: int, until: float) -> bytes:
    """Read exactly `size` bytes before `until`."""
    parts: list[bytes] = []
    while size:
        _wait(handle, until, writing=False)
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise _Stopped(late=False)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _wait(handle: int, until: float, *, writing: bool) -> None:
    left = until - time.monotonic()
    ready = select.select([] if writing else [handle], [handle] if writing else [], [], max(0.0, left))
    if left <= 0 or not (ready[0] or ready[1]):
        raise _Stopped(late=True)


ISOLATED = Isolated()
"""The worker that this process's documents are read in."""

atexit.register(ISOLATED.close)
