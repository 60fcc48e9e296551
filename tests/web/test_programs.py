"""The interfaces for programs over a fake assistant: shapes, limits, errors, and what documents cannot do to them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from web_payloads import PAYLOADS

from policyqa.settings import Settings
from policyqa.web import accounts as rooms
from policyqa.web.accounts import add_account, add_key
from policyqa.web.api.completions import answer_markdown, escaped
from policyqa.web.security import PROGRAM_PATHS
from policyqa.web.server import build_app, programs_of

QUESTION = "2021年新引进5000万元以上项目目标是多少"
POSTS = {
    "/api/ask": {"question": QUESTION},
    "/api/check": {"text": fakes.DRAFT},
    "/api/compare": {"indicator": "新引进项目", "regions": ["示例区", "甲市"]},
    "/api/search": {"question": QUESTION},
    "/v1/chat/completions": {"model": "policyqa", "messages": [{"role": "user", "content": QUESTION}]},
}
GETS = ("/api/document?document=shili.txt", "/api/documents", "/v1/models")
SETTINGS = replace(Settings(), programs="yes", accounts=Path("/nonexistent/accounts.json"))


@pytest.fixture(scope="module")
def assistant() -> fakes.FakeAssistant:
    return fakes.FakeAssistant()


@pytest.fixture(scope="module")
def programs(assistant: fakes.FakeAssistant) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    with TestClient(build_app(assistant, SETTINGS), base_url="http://127.0.0.1:7860") as client:
        yield client


def test_ask_gives_the_answer_object(programs: Any, assistant: fakes.FakeAssistant) -> None:
    asked = {"question": QUESTION, "earlier": ["前一问"], "as_of": "2025-03-01"}
    answer = programs.post("/api/ask", json=asked).json()
    assert list(answer)[:5] == ["question", "resolved_question", "found", "answer", "text"]
    assert answer["answer"] == "135个以上"
    assert answer["citations"][0]["quote"] == fakes.SENTENCE
    assert assistant.asked[-1] == (QUESTION, ("前一问",))
    assert programs.post("/api/ask", json={"question": "2030年的目标"}).json()["found"] is False


def test_check_gives_the_checked_draft(programs: Any) -> None:
    checked = programs.post("/api/check", json={"text": fakes.DRAFT, "as_of": "2025-03-01"}).json()
    assert checked["verdict"] == "contradicted"
    assert [claim["verdict"] for claim in checked["claims"]] == ["supported", "contradicted", "not found"]
    refused = programs.post("/api/check", json={"text": "太长"})
    assert (refused.status_code, refused.json()) == (400, {"error": "草稿有60000字，请分成几段"})


def test_compare_asks_for_each_cell_by_itself(programs: Any, assistant: fakes.FakeAssistant) -> None:
    wanted = {"indicator": "新引进项目目标", "regions": ["示例区", "甲市"], "years": ["2021", "2030"]}
    table = programs.post("/api/compare", json=wanted).json()
    assert [question for question, _ in assistant.asked[-4:]] == [
        "示例区2021年新引进项目目标是多少", "示例区2030年新引进项目目标是多少",
        "甲市2021年新引进项目目标是多少", "甲市2030年新引进项目目标是多少",
    ]  # fmt: skip
    assert table["found"] == 2
    assert [(row["region"], row["year"], row["found"], row["answer"]) for row in table["rows"]] == [
        ("示例区", "2021", True, "135个以上"), ("示例区", "2030", False, ""),
        ("甲市", "2021", True, "135个以上"), ("甲市", "2030", False, ""),
    ]  # fmt: skip
    assert all(row["citations"][0]["quote"] for row in table["rows"])


def test_search_gives_passages(programs: Any) -> None:
    found = programs.post("/api/search", json={"question": QUESTION, "limit": 3}).json()
    (hit,) = found["hits"]
    assert fakes.TEXT[hit["start"] : hit["end"]] == hit["quote"]
    assert hit["title"] == "示例区招商引资三年行动方案"


def test_a_document_comes_in_slices_that_join(programs: Any) -> None:
    text, at = "", 0
    while True:
        part = programs.get("/api/document", params={"document": "shili.txt", "start": at, "limit": 700}).json()
        assert part["end"] - part["start"] == len(part["text"]) <= 700
        text, at = text + part["text"], part["end"]
        if at == part["characters"]:
            break
    assert text == fakes.TEXT
    assert part["title"] == "示例区招商引资三年行动方案"
    assert programs.get("/api/document?document=shili.txt&start=999999").json()["text"] == ""
    assert programs.get("/api/documents").json()["documents"][0]["document"] == "shili.txt"


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/api/ask", {}, "缺少参数question"),
        ("/api/ask", {"question": 7}, "缺少参数question"),
        ("/api/ask", {"question": " "}, "缺少参数question"),
        ("/api/ask", {"question": "x" * 20_001}, "最多20000个"),
        ("/api/ask", {"question": "x", "as_of": "morgen"}, "as_of"),
        ("/api/ask", {"question": "x", "as_of": 5}, "as_of"),
        ("/api/ask", {"question": "x", "earlier": "y"}, "列表"),
        ("/api/ask", {"question": "x", "earlier": ["y"] * 21}, "最多20项"),
        ("/api/ask", {"question": "x", "wo": "y"}, "不认识的参数：wo"),
        ("/api/ask", ["question"], "JSON对象"),
        ("/api/ask", "question", "JSON对象"),
        ("/api/check", {"text": ""}, "缺少参数text"),
        ("/api/check", {"text": "x" * 50_001}, "最多50000个"),
        ("/api/compare", {"indicator": "GDP"}, "2到40格"),
        ("/api/compare", {"indicator": "GDP", "regions": ["甲"] * 9, "years": ["2021"] * 9}, "2到40格"),
        ("/api/search", {"question": "x", "limit": 11}, "1到10"),
        ("/api/search", {"question": "x", "limit": True}, "1到10"),
        ("/api/search", {"question": "x", "limit": "²"}, "1到10"),
    ],
)
def test_wrong_calls_are_told_in_one_line(programs: Any, path: str, body: object, why: str) -> None:
    reply = programs.post(path, json=body)
    assert reply.status_code == 400
    assert why in reply.json()["error"]
    assert "\n" not in reply.json()["error"]


@pytest.mark.parametrize("path", sorted(POSTS))
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN', b"null", b"3"])
def test_what_is_no_json_is_400(programs: Any, path: str, body: bytes) -> None:
    assert programs.post(path, content=body).status_code == 400


def test_more_than_a_megabyte_and_of_unknown_length_are_refused(programs: Any) -> None:
    assert programs.post("/api/check", json={"text": "x" * 1_000_001}).status_code == 413
    assert programs.post("/api/ask", content=(part for part in [b"{}"])).status_code == 411


def test_documents_are_looked_up_and_not_opened(programs: Any) -> None:
    from test_page import FILES

    for path in FILES:
        assert programs.get("/api/document", params={"document": path}).status_code == 404
    assert programs.get("/api/document").status_code == 400


def test_an_unexpected_error_tells_no_detail(
    programs: Any, assistant: fakes.FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("/secret/path")

    assistant.before_answer = fail
    try:
        plain = programs.post("/api/ask", json={"question": "x"})
        chat = programs.post("/v1/chat/completions", json=POSTS["/v1/chat/completions"])
    finally:
        assistant.before_answer = lambda: None
    assert (plain.status_code, chat.status_code) == (500, 500)
    assert "secret" not in plain.text + chat.text
    assert "/secret/path" in caplog.text
    assert chat.json()["error"]["type"] == "server_error"


def test_every_reply_for_programs_has_the_security_headers(programs: Any) -> None:
    replies = [programs.post(path, json=body) for path, body in POSTS.items()] + [programs.get(path) for path in GETS]
    for reply in replies:
        assert reply.status_code == 200, reply.text
        assert reply.headers["content-type"] == "application/json"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert not [name for name in reply.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_another_origin_may_call_nothing(programs: Any, origin: str) -> None:
    for path, body in POSTS.items():
        assert programs.post(path, json=body, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"X-Forwarded-For": "10.0.0.9"}])
def test_a_rebound_name_finds_no_interface(programs: Any, headers: dict[str, str]) -> None:
    for path in PROGRAM_PATHS:
        assert programs.post(path, json={}, headers=headers).status_code == 404


def test_whom_the_interfaces_are_for() -> None:
    assert programs_of(Settings()) == "no"
    assert programs_of(SETTINGS) == "local"
    assert programs_of(replace(SETTINGS, host="0.0.0.0")) == "yes"


def test_with_accounts_a_key_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fastapi.testclient import TestClient

    monkeypatch.setattr(rooms, "_COST", (2**4, 8, 1))
    file = tmp_path / "accounts.json"
    add_account(file, "robot", "reader", "ein-langes-wort")
    key = {"Authorization": f"Bearer {add_key(file, 'robot')}"}
    app = build_app(fakes.FakeAssistant(), replace(SETTINGS, accounts=file, host="0.0.0.0"))
    with TestClient(app, base_url="http://intranet.example") as client:
        for path, body in POSTS.items():
            refused = client.post(path, json=body)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
            assert client.post(path, json=body, headers=key).status_code == 200
        for path in GETS:
            assert (client.get(path).status_code, client.get(path, headers=key).status_code) == (401, 200)
        assert client.post("/mcp", json={}).status_code == 401
        assert client.post("/documents/upload?name=a.txt", content=b"x", headers=key).status_code == 404, "a reader"
    off = build_app(fakes.FakeAssistant(), replace(SETTINGS, accounts=file, programs="no"))
    assert TestClient(off).post("/api/ask", json=POSTS["/api/ask"], headers=key).status_code == 404


def test_programs_wait_their_turn_and_are_sent_away_beyond_it(
    programs: Any, assistant: fakes.FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policyqa.web.api import routes

    monkeypatch.setattr(routes, "WAITING", 3)
    release, at_once, most, lock = threading.Event(), 0, 0, threading.Lock()

    def work() -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        assert release.wait(20)
        with lock:
            at_once -= 1

    assistant.before_answer = work
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(programs.post("/api/ask", json=POSTS["/api/ask"]).status_code))
        for _ in range(6)
    ]
    try:
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 20
        while len(statuses) < 3:
            assert time.monotonic() < deadline, statuses
            time.sleep(0.02)
    finally:
        release.set()
        for thread in threads:
            thread.join(20)
        assistant.before_answer = lambda: None
    assert sorted(statuses) == [200, 200, 200, 503, 503, 503]
    assert most == 2


# Chat completions


def complete(client: Any, *messages: tuple[str, Any], **more: Any) -> Any:
    body = {"model": "policyqa", "messages": [{"role": role, "content": text} for role, text in messages], **more}
    return client.post("/v1/chat/completions", json=body)


def test_a_completion_has_the_shape_that_clients_read(programs: Any, assistant: fakes.FakeAssistant) -> None:
    reply = complete(
        programs, ("system", "Du bist"), ("user", "甲的目标"), ("assistant", "…"),
        ("user", [{"type": "text", "text": QUESTION}]), temperature=0.2, max_tokens=5,
    ).json()  # fmt: skip
    assert reply["object"] == "chat.completion"
    assert reply["id"].startswith("chatcmpl-")
    assert isinstance(reply["created"], int)
    (choice,) = reply["choices"]
    assert (choice["index"], choice["finish_reason"], choice["message"]["role"]) == (0, "stop", "assistant")
    content = choice["message"]["content"]
    assert content.startswith("**135个以上**\n\n2021年，示例区")
    assert "[1] 《示例区招商引资三年行动方案》 示例区人民政府 示政〔2021〕3号 2021-02-27（shili.txt）\n> " in content
    assert "**135个以上**，到2023年" in content, "the quote, with the figure marked, in its own characters"
    assert "另有记载：450个以上（示例区，2023年，目标，年份不同）[1]" in content
    assert set(reply["usage"]) == {"prompt_tokens", "completion_tokens", "total_tokens"}
    assert reply["policyqa"]["answer"] == "135个以上"
    assert assistant.asked[-1] == (QUESTION, ("甲的目标",))


def test_a_streamed_completion_is_the_same_text(programs: Any) -> None:
    whole = complete(programs, ("user", QUESTION)).json()["choices"][0]["message"]["content"]
    options = {"stream": True, "stream_options": {"include_usage": True}}
    reply = complete(programs, ("user", QUESTION), **options)
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    events = [line.removeprefix("data: ") for line in reply.text.split("\n\n") if line]
    assert events[-1] == "[DONE]"
    *chunks, last = [json.loads(event) for event in events[:-1]]
    assert last["choices"] == []
    assert last["usage"]["completion_tokens"] == len(whole)
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(delta.get("content", "") for delta in deltas) == whole
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks][-2:] == [None, "stop"]
    assert "usage" not in complete(programs, ("user", QUESTION), stream=True).text


def test_a_refusal_and_a_comparison(programs: Any) -> None:
    refused = complete(programs, ("user", "2030年的目标")).json()["choices"][0]["message"]["content"]
    assert refused.startswith("没有找到2030年")
    table = complete(programs, ("user", "有哪些区县")).json()["choices"][0]["message"]["content"]
    assert "| 地区 | 2021年目标 | 出处 |\n| --- | --- | --- |\n| 示例区 | 135个以上 | [1] |" in table


@pytest.mark.parametrize(
    "body",
    [
        {}, {"messages": []}, {"messages": "x"}, {"messages": [{"role": "system", "content": "x"}]},
        {"messages": [{"role": "user", "content": ""}]}, {"messages": [{"content": "x"}]}, {"messages": ["x"]},
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://a"}}]}]},
        {"messages": [{"role": "user", "content": 5}]}, {"messages": [{"role": "user", "content": "x"}], "n": 2},
        {"messages": [{"role": "user", "content": "x"}] * 201},
        {"messages": [{"role": "user", "content": "x" * 20_001}]},
    ],
)  # fmt: skip
def test_malformed_completions_are_told_in_their_form(programs: Any, body: dict[str, Any]) -> None:
    reply = programs.post("/v1/chat/completions", json=body)
    assert reply.status_code == 400
    assert set(reply.json()["error"]) == {"message", "type", "param", "code"}
    assert reply.json()["error"]["type"] == "invalid_request_error"


def test_models_name_the_one_model(programs: Any) -> None:
    assert [model["id"] for model in programs.get("/v1/models").json()["data"]] == ["policyqa"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_document_comes_alive_in_markdown(payload: str) -> None:
    """Rendered by a Markdown reader with tables, links and HTML on, as chat front ends have it."""
    from markdown_it import MarkdownIt

    found = fakes.found()
    citation = replace(
        found.citations[0], title=payload, issuer=payload, document=payload, quote=payload, start=0, end=len(payload),
        marks=(),
    )  # fmt: skip
    figure = replace(fakes.figure(why="year"), text=payload, region=payload)
    hostile = replace(
        found, answer=payload, text=f"{payload} **{payload}** [1]{payload}", citations=(citation,),
        also_stated=(figure,), disagreement=(figure,), rows=((payload, payload), (payload, payload)),
    )  # fmt: skip
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    text = answer_markdown(hostile)
    kinds = {
        token.type for block in reader.parse(text) for token in [block, *(block.children or [])]
    }  # fmt: skip
    assert not kinds & {"html_inline", "html_block", "image", "link_open", "code_inline", "fence", "heading_open"}
    assert text.encode("utf-8")


def test_markdown_shows_what_was_escaped_as_it_stood() -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark")
    for payload in PAYLOADS:
        line = " ".join(payload.encode("utf-8", "replace").decode().split())
        (inline,) = [token for token in reader.parse("x " + escaped(payload)) if token.type == "inline"]
        shown = "".join(child.content for child in inline.children or [])
        assert shown.removeprefix("x ") == line.replace("\u0000", "\ufffd")
