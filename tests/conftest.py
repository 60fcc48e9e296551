"""Fixtures that every test may use, and the rule that CI skips no browser test."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from network_guard import BlockedConnection, is_local

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The repository's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public documents and questions beside the repository; users do not have it."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the folder of test documents {folder}, which is not part of the repository")
    return folder


@pytest.fixture
def network_blocked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let this process connect to this machine only; the list holds every address that was refused.

    A refused call raises `BlockedConnection`, which libraries that swallow `OSError` do not swallow; code that
    catches everything still leaves its trace in the list, so end the test with `assert not network_blocked`.
    """
    refused: list[str] = []
    connect, connect_ex, sendto, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.socket.sendto,
        socket.getaddrinfo,
    )

    def check(host: object) -> None:
        if not is_local(host):
            refused.append(str(host))
            raise BlockedConnection(f"a test tried to reach {host!r}")

    def check_address(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check_address(self, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check_address(self, address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        check_address(self, rest[-1])
        return sendto(self, data, *rest)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", guarded_sendto)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    return refused


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Turn a skipped browser test into a failure where `CI` is set: CI installs the browser that it needs."""
    report = yield
    if (
        report.skipped
        and os.environ.get("CI")
        and item.get_closest_marker("browser")
        and not hasattr(report, "wasxfail")
    ):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI may not skip a browser test. {reason}"
    return report
