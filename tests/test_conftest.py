"""The guards that other tests rely on must themselves hold."""

from __future__ import annotations

import http.server
import re
import socket
import threading
import urllib.request

import pytest

from network_guard import BlockedConnection, is_local

pytest_plugins = ("pytester",)

OUTSIDE = "192.0.2.1"
"""An address that documentation may use and nobody has (RFC 5737)."""


def test_an_address_outside_this_machine_is_refused_and_noted(network_blocked: list[str]) -> None:
    with socket.socket() as sock, pytest.raises(BlockedConnection, match=re.escape(OUTSIDE)):
        sock.connect((OUTSIDE, 80))
    with socket.socket() as sock, pytest.raises(BlockedConnection):
        sock.connect_ex((OUTSIDE, 80))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, pytest.raises(BlockedConnection):
        sock.sendto(b"x", (OUTSIDE, 53))
    with pytest.raises(BlockedConnection, match=r"example\.invalid"):
        socket.getaddrinfo("example.invalid", 443)
    assert network_blocked == [OUTSIDE] * 3 + ["example.invalid"]


def test_a_library_cannot_swallow_the_refusal_as_a_network_error(network_blocked: list[str]) -> None:
    with pytest.raises(BlockedConnection):
        urllib.request.urlopen(f"http://{OUTSIDE}/", timeout=5)
    assert network_blocked == [OUTSIDE]


def test_a_server_on_this_machine_is_reached(network_blocked: list[str]) -> None:
    class Hello(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Hello) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/", timeout=5) as reply:
            assert reply.read() == b"hello"
    assert network_blocked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", None, "", "0.0.0.0"])
def test_addresses_of_this_machine_are_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "example.org", "localhost.example.org", "2001:db8::1"])
def test_other_addresses_are_not(host: object) -> None:
    assert not is_local(host)


SKIPPING = """
import pytest

@pytest.mark.browser
def test_page():
    pytest.skip("no chromium here")

def test_other():
    pytest.skip("not a browser test")
"""


@pytest.mark.parametrize(("ci", "failed", "skipped"), [("true", 1, 1), ("", 0, 2)])
def test_ci_fails_a_skipped_browser_test_and_only_that(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    ci: str,
    failed: int,
    skipped: int,
) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makeini("[pytest]\nmarkers =\n    browser: drives the page")
    pytester.makeconftest((request.path.parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(SKIPPING)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:langsmith_plugin")
    result.assert_outcomes(failed=failed, skipped=skipped)
    if failed:
        result.stdout.fnmatch_lines(["*CI may not skip a browser test*no chromium here*"])
