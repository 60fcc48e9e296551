"""The application behind its guard, without a browser: headers, closed routes, the API."""

from __future__ import annotations

import json
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from web_fakes import FakeAssistant

from policyqa.errors import InputError
from policyqa.settings import Settings
from policyqa.web.chat import chat_messages, clean_question, shown_answer
from policyqa.web.security import ACCOUNT_PATHS, EDIT_PATHS, OPEN_PATHS, PROGRAM_PATHS, refusal, rewrite_page

FILES = [
    "/etc/passwd",
    "pyproject.toml",
    ".env",
    ".git/config",
    "corpus/manifest.json",
    "index/current",
    "../../../../etc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "//etc/passwd",
    "/proc/self/environ",
    "/proc/self/cmdline",
    "http://127.0.0.1:1/x",
    "https://evil.example/x.png",
    "file:///etc/passwd",
    "\\etc\\passwd",
    "/etc/passwd%00.png",
]
CLOSED = [
    "/gradio_api/file=",
    "/gradio_api/file/",
    "/gradio_api/proxy=",
    "/gradio_api/stream/",
    "/gradio_api/custom_component/",
    "/svelte/",
    "/static/",
    "/assets/",
    "/policyqa/",
    "/",
]


@pytest.mark.parametrize(
    "path", ["/", "/config", "/theme.css", "/policyqa/page.css", "/original?document=shili.txt", "/original", "/no",
             "/gradio_api/info", "/gradio_api/upload", "/favicon.ico", "/manifest.json"]
)  # fmt: skip
def test_every_reply_has_the_security_headers(client: Any, path: str) -> None:
    headers = client.get(path, headers={"Origin": "http://evil.example"}).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["form-action"] == "'none'"
    assert "unsafe" not in policy.get("script-src", "")
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_each_inline_script_has_a_fresh_nonce(client: Any) -> None:
    pages = [client.get("/") for _ in range(2)]
    for page in pages:
        nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
        assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce}"') > 2
        assert 'lang="zh-CN"' in page.text
        assert "gradio.app" not in page.text
        assert "githubusercontent" not in page.text
    assert pages[0].headers["content-security-policy"] != pages[1].headers["content-security-policy"]


@pytest.mark.parametrize("prefix", CLOSED)
@pytest.mark.parametrize("path", FILES)
def test_no_file_of_the_machine_is_served(client: Any, prefix: str, path: str) -> None:
    reply = client.get(prefix + path)
    assert reply.status_code in (403, 404), reply.text[:200]
    assert "root:" not in reply.text
    reply = client.get("/original", params={"document": path})
    assert reply.status_code == 404


@pytest.mark.parametrize("size", [1, 20_000_000])
def test_nobody_can_upload(client: Any, size: int) -> None:
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * size)})
    assert reply.status_code in (404, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client: Any, method: str) -> None:
    assert client.request(method, "/gradio_api/queue/join").status_code == 405


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example:7860"]
)
def test_another_origin_may_not_post(client: Any, origin: str) -> None:
    assert client.post("/gradio_api/queue/join", json={}, headers={"Origin": origin}).status_code == 403
    assert client.post("/gradio_api/call/ask", json={}, headers={"Origin": origin}).status_code == 403


def test_same_origin_may_post() -> None:
    headers = {b"origin": b"http://127.0.0.1:7860", b"host": b"127.0.0.1:7860"}
    assert refusal("POST", "/gradio_api/queue/join", headers) == 0
    assert refusal("GET", "/gradio_api/queue/join/../upload", headers) == 404
    assert refusal("POST", "/gradio_api/queue/join", headers | {b"sec-fetch-site": b"cross-site"}) == 403


def test_the_only_named_endpoint_is_ask(client: Any) -> None:
    info = client.get("/gradio_api/info").json()
    assert list(info["named_endpoints"]) == ["/ask"]
    assert info["unnamed_endpoints"] == {}
    assert [parameter["parameter_name"] for parameter in info["named_endpoints"]["/ask"]["parameters"]] == [
        "question", "earlier",
    ]  # fmt: skip


def test_ask_endpoint_gives_the_answer_object(client: Any, assistant: FakeAssistant) -> None:
    started = client.post("/gradio_api/call/ask", json={"data": ["2021年\u0000目标" + "x" * 600, ["前一问"]]})
    stream = client.get(f"/gradio_api/call/ask/{started.json()['event_id']}").text
    assert "event: complete" in stream
    answer = json.loads(stream.split("data: ", 1)[1].split("\n")[0])[0]
    assert answer["answer"] == "135个以上"
    assert len(assistant.asked[-1][0]) == 500
    assert assistant.asked[-1][1] == ("前一问",)


def test_private_events_cannot_be_called_by_name(client: Any, assistant: FakeAssistant) -> None:
    before = len(assistant.asked)
    for name in ("respond", "respond_1", "refresh", "stopped", "predict", "lambda"):
        reply = client.post(f"/gradio_api/call/{name}", json={"data": ["x", None]})
        assert reply.status_code == 404  # Gradio's own `private` hides them from the list but lets them be called
    assert len(assistant.asked) == before


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest", "http://localhost:{port}/x", "http://127.0.0.1:{port}/x", "ftp://127.0.0.1:{port}/"]
)  # fmt: skip
def test_the_server_fetches_no_address(client: Any, address: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        target = address.format(port=listener.getsockname()[1])
        payload = {"path": target, "url": target, "meta": {"_type": "gradio.FileData"}}
        client.get(f"/gradio_api/proxy={target}")
        client.get(f"/gradio_api/file={target}")
        started = client.post("/gradio_api/call/ask", json={"data": [payload, [payload]]})
        if started.status_code == 200:
            client.get(f"/gradio_api/call/ask/{started.json()['event_id']}")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_originals_come_by_document_name_only(client: Any) -> None:
    reply = client.get("/original", params={"document": "shili.txt", "start": 5, "end": 9, "marks": "6-8"})
    assert reply.status_code == 200
    assert 'class="cited"' in reply.text
    assert "script" not in reply.headers["content-security-policy"]
    assert client.get("/original", params={"document": "unbekannt.txt"}).status_code == 404
    assert client.get("/original", params={"document": "shili.txt", "start": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("raw", "question", "cut"),
    [
        ("", "", False),
        (" \n\t\u3000", "", False),
        ("甲" * 500, "甲" * 500, False),
        ("甲" * 501, "甲" * 500, True),
        ("甲" * 100_000, "甲" * 500, True),
        (" " * 100_000, "", True),
        ("增长\x0015%以上", "增长 15%以上", False),
        ("\ud800目标", "目标", False),
        ("%s%d{}\\'\"* NEAR( OR 1=1 --", "%s%d{}\\'\"* NEAR( OR 1=1 --", False),
        ("👨‍👩‍👧", "👨‍👩‍👧", False),
    ],
)
def test_questions_are_cleaned_and_cut(raw: str, question: str, cut: bool) -> None:
    cleaned, notice = clean_question(raw, 500)
    assert cleaned == question
    assert bool(notice) == cut


class Slow(FakeAssistant):
    """Takes its time at each stage."""

    def ask(self, *asked: Any, on_stage: Any = None, **more: Any) -> Any:
        """Answer, a tenth of a second a stage."""

        def stage(name: str) -> None:
            on_stage(name)
            time.sleep(0.1)

        return super().ask(*asked, on_stage=stage, **more)


@pytest.mark.parametrize("assistant", [Slow(), FakeAssistant()], ids=["slow", "quick"])
def test_stages_are_told_in_order_and_the_answer_last(assistant: FakeAssistant) -> None:
    import asyncio

    from policyqa.web.chat import STAGES, ask_in_stages

    async def collect() -> list[Any]:
        return [event async for event in ask_in_stages(assistant, "2021年", [])]

    events = asyncio.run(collect())
    told = events[:-1]
    if isinstance(assistant, Slow):
        assert told == list(STAGES)
    assert told == [stage for stage in STAGES if stage in told], "what is over already may be left out"
    assert events[-1].answer == "135个以上"


def test_an_unexpected_error_tells_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    import asyncio

    from policyqa.web.chat import Failure, ask_in_stages

    def fail() -> None:
        raise RuntimeError("/secret/path")

    assistant = FakeAssistant()
    assistant.before_answer = fail

    async def last() -> Any:
        return [event async for event in ask_in_stages(assistant, "2021年", [])][-1]

    failure = asyncio.run(last())
    assert isinstance(failure, Failure)
    assert "secret" not in failure.message
    assert "/secret/path" in caplog.text
    for thread in threading.enumerate():
        if thread.name == "policyqa-ask":
            thread.join(5)
            assert not thread.is_alive()


def test_chat_messages_are_html_blocks_of_one_line() -> None:
    from policyqa.web.chat import Turn

    turn = Turn("甲\n\n<b>乙", shown_answer(fakes.found(), ""))
    contents = [message["content"] for message in chat_messages([turn])]
    assert all(content.startswith("<div ") and "\n" not in content for content in contents)
    assert "<b>" not in contents[0]


def test_rewriting_leaves_other_tags_alone() -> None:
    page = rewrite_page(
        b'<html lang="en"><scripty><script src=x></script><meta property="og:image" content="http://a">', b"n".decode()
    )
    assert page == b'<html lang="zh-CN"><scripty><script nonce="n" src=x></script>'


def test_the_open_routes_are_these() -> None:
    assert sorted(OPEN_PATHS) == [
        "/", "/check/export", "/config", "/documents/file", "/documents/list", "/favicon.ico",
        "/gradio_api/call/ask", "/gradio_api/cancel", "/gradio_api/info",
        "/gradio_api/queue/data",
        "/gradio_api/queue/join", "/gradio_api/reset", "/gradio_api/startup-events", "/manifest.json", "/original",
        "/robots.txt", "/theme.css",
    ]  # fmt: skip
    assert sorted(EDIT_PATHS) == [
        "/check/draft", "/documents/index", "/documents/metadata", "/documents/remove", "/documents/state",
        "/documents/upload",
    ]  # fmt: skip
    assert sorted(ACCOUNT_PATHS) == [
        "/account", "/conversations/keep", "/conversations/list", "/conversations/one", "/conversations/remove",
        "/conversations/rename", "/sign-in", "/sign-out",
    ]  # fmt: skip
    assert sorted(PROGRAM_PATHS) == [
        "/api/ask", "/api/check", "/api/compare", "/api/document", "/api/documents", "/api/search", "/mcp",
        "/v1/chat/completions", "/v1/models",
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(ACCOUNT_PATHS | PROGRAM_PATHS))
def test_without_accounts_and_programs_their_routes_do_not_exist(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, json={}).status_code == 404


def test_a_taken_port_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    from policyqa.web.server import serve

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = replace(Settings(), port=taken.getsockname()[1], index=tmp_path / "index", corpus=tmp_path)
        with pytest.raises(InputError, match=r"cannot listen on 127.0.0.1:\d+ .*choose another"):
            serve(settings)
    assert not (tmp_path / "index").exists()
    with pytest.raises(InputError, match="cannot listen"):
        serve(replace(settings, port=99_999))
