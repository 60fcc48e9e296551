"""The tools of the Model Context Protocol: over HTTP as raw JSON, over standard streams with the real client."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes

from policyqa.errors import InputError
from policyqa.settings import Settings
from policyqa.web.server import build_app

QUESTION = "2021年新引进5000万元以上项目目标是多少"
TOOLS = ["ask", "check", "compare", "search", "document", "documents"]
ACCEPT = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}


@pytest.fixture(scope="module")
def assistant() -> fakes.FakeAssistant:
    return fakes.FakeAssistant()


@pytest.fixture(scope="module")
def client(assistant: fakes.FakeAssistant) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    settings = replace(Settings(), programs="yes", accounts=Path("/nonexistent/accounts.json"))
    with TestClient(build_app(assistant, settings), base_url="http://127.0.0.1:7860") as client:
        yield client


def call(client: Any, method: str, params: dict[str, Any] | None = None) -> Any:
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
    return client.post("/mcp", json=message, headers=ACCEPT)


def test_initialize_and_list_over_http(client: Any) -> None:
    begun = call(client, "initialize", {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"},
    })  # fmt: skip
    assert begun.status_code == 200, begun.text
    assert begun.json()["result"]["serverInfo"]["name"] == "policyqa"
    assert begun.json()["result"]["protocolVersion"] == "2025-06-18"
    assert begun.headers["content-security-policy"].startswith("default-src 'none'")
    tools = call(client, "tools/list").json()["result"]["tools"]
    assert [tool["name"] for tool in tools] == TOOLS
    for tool in tools:
        assert tool["inputSchema"]["type"] == "object"
        assert set(tool["inputSchema"]["required"]) <= set(tool["inputSchema"]["properties"])
        assert tool["annotations"]["readOnlyHint"] is True


def test_a_call_gives_the_object_and_its_text(client: Any) -> None:
    result = call(client, "tools/call", {"name": "ask", "arguments": {"question": QUESTION}}).json()["result"]
    assert result["isError"] is False
    assert result["structuredContent"]["answer"] == "135个以上"
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    for name, arguments in (
        ("check", {"text": fakes.DRAFT}), ("compare", {"indicator": "x", "years": ["2021", "2022"]}),
        ("search", {"question": QUESTION}), ("document", {"document": "shili.txt"}), ("documents", {}),
    ):  # fmt: skip
        result = call(client, "tools/call", {"name": name, "arguments": arguments}).json()["result"]
        assert result["isError"] is False, result


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [("ask", {}, "缺少参数question"), ("ask", {"question": 5}, "缺少参数question"), ("rm", {}, "没有这个工具"),
     ("document", {"document": "../../etc/passwd"}, "没有这份文件"), ("ask", {"q": "x"}, "不认识的参数"),
     ("ask", {"question": "坏了"}, "索引正在更换")],
)  # fmt: skip
def test_a_wrong_call_is_an_error_that_says_why(client: Any, name: str, arguments: dict[str, Any], why: str) -> None:
    result = call(client, "tools/call", {"name": name, "arguments": arguments}).json()["result"]
    assert result["isError"] is True
    assert why in result["content"][0]["text"]


def test_an_unexpected_error_tells_no_detail(client: Any, assistant: fakes.FakeAssistant) -> None:
    def fail() -> None:
        raise RuntimeError("/secret/path")

    assistant.before_answer = fail
    try:
        reply = call(client, "tools/call", {"name": "ask", "arguments": {"question": "x"}})
    finally:
        assistant.before_answer = lambda: None
    assert "secret" not in reply.text
    assert "result" in reply.json()
    assert reply.json()["result"]["isError"] is True


def test_lone_surrogates_do_not_stop_a_reply(client: Any, assistant: fakes.FakeAssistant) -> None:
    assistant.answers["怪"] = replace(fakes.found("怪"), text="\ud800目标")
    reply = call(client, "tools/call", {"name": "ask", "arguments": {"question": "怪"}})
    assert reply.json()["result"]["structuredContent"]["text"] == "?目标"


def test_nothing_but_a_post_from_here_is_answered(client: Any) -> None:
    assert client.get("/mcp", headers=ACCEPT).status_code == 405
    assert client.delete("/mcp").status_code == 405
    assert client.post("/mcp", json={}, headers=ACCEPT | {"Origin": "http://evil.example"}).status_code == 403
    assert client.post("/mcp", content=b"{" * 100, headers=ACCEPT).status_code in (400, 415)
    assert client.post("/mcp", content=b"x" * 1_000_001, headers=ACCEPT).status_code == 413


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from policyqa.web.api import mcp

    monkeypatch.setattr(mcp, "has_mcp", lambda: False)
    with pytest.raises(InputError, match=r"\[mcp\]"):
        mcp.serve_mcp(fakes.FakeAssistant())


def test_standard_input_and_output_with_the_real_client(sample: tuple[Settings, list[str]]) -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    source = str(Path(__file__).parents[2] / "src")
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "policyqa", "mcp", "--index", str(sample[0].index)],
        env={"PYTHONPATH": source, "PATH": os.environ["PATH"]},
    )  # fmt: skip

    async def talk() -> tuple[list[str], Any]:
        async with stdio_client(parameters) as (received, sent), ClientSession(received, sent) as session:
            await session.initialize()
            listed = await session.list_tools()
            answer = await session.call_tool("ask", {"question": "2021年宣州区新引进5000万元以上项目目标是多少"})
            return [tool.name for tool in listed.tools], answer

    names, answer = asyncio.run(asyncio.wait_for(talk(), 60))
    assert names == TOOLS
    assert answer.structured_content["answer"] == "135个以上"
    assert answer.structured_content["citations"]
