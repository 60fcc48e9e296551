"""A conversation as a file: sources numbered through, nothing of it read as markup, nothing foreign accepted."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from web_payloads import PAYLOADS

from policyqa.errors import InputError
from policyqa.types import Answer
from policyqa.web.answers import Answers, Asked, Given
from policyqa.web.conversations import conversation_docx, conversation_markdown, read_conversation
from policyqa.web.records import record_of


def given(answer: Answer) -> Given:
    return Given(Asked(answer.question), answer, "abc", "2026-01-01T00:00:00+00:00")


OTHER = replace(fakes.citation(1, mark="450个以上"), document="b.txt", title="另一份")
BOTH = "**450个以上** [1]，又见 [2]。"
TURNS = (
    given(fakes.found()),
    given(replace(fakes.found("那2023年呢"), text=BOTH, citations=(OTHER, fakes.citation(2)))),
    given(fakes.compared("有哪些区县的数字")),
)


def test_sources_are_numbered_through_and_cited_once() -> None:
    text = conversation_markdown("我的对话", TURNS)
    sources = text.split("## 来源\n\n")[1].strip().split("\n")
    assert [line.split("《")[0] for line in sources] == ["1. ", "2. "]
    assert "《示例区招商引资三年行动方案》" in sources[0]
    assert "《另一份》" in sources[1]
    assert "**450个以上** [2]，又见 [1]。" in text
    assert "| 示例区 | 135个以上 | [1] |" in text
    assert text.index("# 我的对话") < text.index("2021年新引进") < text.index("那2023年呢") < text.index("## 来源")
    assert re.search(r"\[policyqa:[0-9a-f]{16}@\d+-\d+#[0-9a-f]{12}\]", sources[0]), "the identifier can be copied"


def test_a_refusal_and_an_empty_conversation_are_files_too() -> None:
    text = conversation_markdown("", [given(fakes.refused("2030年呢"))])
    assert text.startswith("# 对话\n")
    assert "没有找到2030年" in text
    assert "## 来源" not in conversation_markdown("空", [])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_conversation_stays_text(payload: str) -> None:
    cited = replace(fakes.citation(), title=payload, quote=payload, document=payload)
    hostile = replace(
        fakes.compared(payload), answer=payload, text=f"{payload} [1]", citations=(cited,),
        rows=((payload,), (payload,)),
    )  # fmt: skip
    text = conversation_markdown(payload, [given(hostile)])
    assert "<" not in re.sub(r"\\<", "", text)
    assert not re.search(r"(?<!\\)`", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    text.encode("utf-8")
    conversation_docx(payload, [given(hostile)])


def test_the_word_file_holds_the_same(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "a.docx"
    path.write_bytes(conversation_docx("我的对话", TURNS))
    document = docx.Document(str(path))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "我的对话"
    assert "450个以上 [2]，又见 [1]。" in words
    assert [word[:3] for word in words[words.index("来源") + 1 :]] == ["[1]", "[2]"]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["示例区", "135个以上", "[1]"]


def body(name: object = "名", turns: object = None) -> bytes:
    return json.dumps({"name": name, "turns": [record_of(turn) for turn in TURNS] if turns is None else turns}).encode()


def test_what_the_browser_kept_is_read() -> None:
    name, turns = read_conversation(body(" 名\n字 " * 100))
    assert len(name) <= 120
    assert "\n" not in name
    assert [turn.answer.answer for turn in turns] == [turn.answer.answer for turn in TURNS]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, body(1), body("名", "x"), body("名", [1])])
def test_what_is_no_conversation_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_conversation(raw)


@pytest.fixture(scope="module")
def client() -> Iterator[tuple[Any, Answers]]:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from policyqa.web.answer_routes import add_answer_routes

    app, answers = FastAPI(), Answers()
    add_answer_routes(app, fakes.FakeAssistant(), answers, Path("unused"))
    with TestClient(app) as client:
        yield client, answers


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_exports_come_as_attachments(client: tuple[Any, Answers], kind: str) -> None:
    reply = client[0].post(f"/answers/export?format={kind}", content=body())
    assert reply.status_code == 200
    assert reply.headers["content-disposition"].startswith("attachment")
    assert client[0].post(f"/answers/export?format={kind}", content=b"x").status_code == 400
    assert client[0].post("/answers/export?format=exe", content=body()).status_code == 422


def test_a_kept_answer_is_given_as_record_chart_and_table(client: tuple[Any, Answers]) -> None:
    http, answers = client
    head = ("对象", "年份", "口径", "指标", "数字", "出处")
    rows = (head, *((f"{n}省", "2025", "目标", "增长", f"{n}%", "[1]") for n in (5, 6)))
    name = answers.keep(given(replace(fakes.compared("比"), rows=rows)))
    kept = http.get("/answers/record", params={"name": name}).json()
    assert kept["record"]["answer"]["answer"].startswith("示例区")
    assert "[1] 《示例区招商引资三年行动方案》" in kept["text"]
    chart = http.get("/answers/chart", params={"name": name})
    assert chart.headers["content-type"] == "image/svg+xml"
    for kind in ("csv", "xlsx"):
        table = http.get("/answers/table", params={"name": name, "format": kind})
        assert table.headers["content-disposition"].startswith("attachment")
    assert "5省" in http.get("/answers/table", params={"name": name, "format": "csv"}).content.decode("utf-8-sig")
    book = io.BytesIO(http.get("/answers/table", params={"name": name, "format": "xlsx"}).content)
    import openpyxl

    assert openpyxl.load_workbook(book).active.cell(2, 6).value == 5
    plain = answers.keep(given(fakes.found()))
    for path in ("chart", "table?format=csv"):
        assert http.get(f"/answers/{path}", params={"name": plain, "format": "csv"}).status_code == 404
    for path in ("record", "chart", "table"):
        assert http.get(f"/answers/{path}", params={"name": "nobody", "format": "csv"}).status_code == 404
    assert http.get("/answers/choices").json()["status"][0] == ["target", "目标"]
