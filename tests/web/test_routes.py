"""Every route there is, with everything switched on: headers, floods of uploads, hostile questions over the API."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from web_site import Site

from policyqa.settings import Settings
from policyqa.web import accounts as rooms
from policyqa.web.accounts import add_account, add_key
from policyqa.web.security import ACCOUNT_PATHS, EDIT_PATHS, OPEN_PATHS, OPEN_PREFIXES, PROGRAM_PATHS
from policyqa.web.server import build_app

FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HOSTILE = [
    " ", "多", "增" * 500, "增" * 501, "增" * 19_999, "2025年GDP" * 2_000, "\x00\x01\x1b[31m", "👨‍👩‍👧目标",
    "\u202eabc\u202c",
    "\ufeff目标", "%", "%s%d{}{0}", "'\"\\", "* NEAR( OR 1=1 --", "a & b | !c <-> (d)", "增长15%以上", "\\ud800",
    "<script>alert(1)</script>", "../../etc/passwd", "1" * 5_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("routes")
    (folder / "corpus").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "_COST", (2**4, 8, 1))
        add_account(folder / "accounts.json", "bian", "editor", "海棠-2021-北门")
        yield replace(
            Settings(), corpus=folder / "corpus", index=folder / "index", accounts=folder / "accounts.json",
            programs="yes", host="0.0.0.0",
        )  # fmt: skip


@pytest.mark.parametrize("known", [True, False], ids=["editor", "stranger"])
def test_every_route_has_the_headers_whoever_asks(settings: Settings, known: bool) -> None:
    from fastapi.testclient import TestClient

    app = build_app(fakes.FakeAssistant(), settings)
    headers = {"Authorization": f"Bearer {add_key(settings.accounts, 'bian')}"} if known else {}
    routes = {str(route.path) for route in app.app.routes if hasattr(route, "path")}
    paths = routes | OPEN_PATHS | EDIT_PATHS | ACCOUNT_PATHS | PROGRAM_PATHS | {f"{p}x" for p in OPEN_PREFIXES}
    paths |= {"/nowhere", "/gradio_api/upload", "/gradio_api/file=x", "/policyqa/page.css", "/%2e%2e/x"}
    # These do not end, or break off in Gradio's hands where there is no such event.
    streams = {"/gradio_api/queue/data", "/gradio_api/heartbeat/x", "/gradio_api/call/ask/x"}
    seen = set()
    with TestClient(app, base_url="http://intranet.example", follow_redirects=False) as client:
        for path in sorted(p for p in paths if "{" not in p and p.startswith("/") and p not in streams):
            for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
                reply = client.request(method, path, headers=headers | {"Content-Length": "0"})
                seen.add(reply.status_code)
                where = (method, path, reply.status_code)
                assert reply.status_code != 500, where
                assert {name: reply.headers.get(name) for name in FIXED} == FIXED, where
                policy = reply.headers["content-security-policy"]
                assert policy.startswith("default-src 'none'"), where
                assert "unsafe-eval" not in policy, where
                assert "http" not in policy, where
                assert "frame-ancestors" in policy, where
                assert "form-action" in policy, where
                assert reply.headers["referrer-policy"] in ("no-referrer", "same-origin"), where
                assert not [name for name in reply.headers if name.startswith("access-control-")], where
                assert "server" not in reply.headers, where
    assert {404, 405} <= seen
    assert (200 in seen) == known or 303 in seen


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    site = Site(fakes.FakeAssistant(), replace(Settings(), programs="yes", accounts=Path("/nonexistent/a.json")))
    yield site
    site.close()


def raw(site: Site, head: str, body: bytes = b"") -> str:
    """Send bytes as they are and give the first line of the reply, at most 10 s later."""
    port = int(site.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        return connection.recv(200).decode("latin-1").split("\r\n")[0]


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/queue/join", "/api/check", "/v1/chat/completions",
                                  "/documents/upload?name=a.txt", "/check/draft?name=a.txt", "/mcp"])  # fmt: skip
def test_300_megabytes_are_refused_before_a_byte_of_them_is_read(served: Site, path: str) -> None:
    head = f"POST {path} HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 300000000\n\n"
    assert raw(served, head).split()[1] in ("404", "413")
    chunked = f"POST {path} HTTP/1.1\nHost: 127.0.0.1\nTransfer-Encoding: chunked\n\n"
    assert raw(served, chunked, b"100000\r\n").split()[1] in ("404", "411")


def test_a_thousand_anonymous_uploads_leave_nothing(served: Site) -> None:
    import httpx

    folder = Path(os.environ.get("GRADIO_TEMP_DIR") or Path(tempfile.gettempdir()) / "gradio")
    before = sorted(folder.rglob("*")) if folder.exists() else []
    with httpx.Client(base_url=served.url) as client:
        statuses = {
            client.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code for _ in range(1000)
        }
    assert statuses == {404}
    assert (sorted(folder.rglob("*")) if folder.exists() else []) == before


@pytest.fixture(scope="module")
def real(sample: tuple[Settings, list[str]]) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    from policyqa.web.server import open_assistant

    settings = replace(sample[0], programs="yes")
    with TestClient(build_app(open_assistant(settings, print), settings), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.mark.parametrize("question", HOSTILE, ids=[repr(question[:12]) for question in HOSTILE])
def test_hostile_questions_are_answered_or_refused_by_every_interface(real: Any, question: str) -> None:
    from timing import assert_cpu_within

    def all_of_them() -> None:
        plain = real.post("/api/ask", json={"question": question})
        assert plain.status_code == (400 if not question.strip() else 200), plain.text
        chat = real.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": question}]})
        assert chat.status_code == plain.status_code
        if plain.status_code == 200:
            assert "policyqa" in chat.json()
            assert plain.json()["found"] in (True, False)
            assert plain.json()["text"]
        started = real.post("/gradio_api/call/ask", json={"data": [question, []]})
        stream = real.get(f"/gradio_api/call/ask/{started.json()['event_id']}").text
        assert "event: complete" in stream
        assert "found" in json.loads(stream.split("data: ", 1)[1].split("\n")[0])[0]

    assert_cpu_within(3.0, all_of_them)  # three answers, a second each
