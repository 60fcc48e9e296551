"""Chat completions in the form of OpenAI's interface, so that chat front ends can talk to policyqa."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyqa.errors import InputError
from policyqa.present import answer_json, chinese_marks, figure_line, marked, source_line
from policyqa.types import Answer, Citation
from policyqa.web.api.functions import MAX_EARLIER, MAX_QUESTION_CHARS

MODEL = "policyqa"
MAX_MESSAGES = 200
CHUNK_CHARS = 48

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|!~&${}@])|(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
_KEPT = re.compile(r"(\*\*[^*\n]{1,300}\*\*|\[\d{1,3}\])")


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A request for a completion: the question, the ones before it (oldest first), and how to send the answer."""

    question: str
    earlier: tuple[str, ...]
    stream: bool = False
    usage_at_end: bool = False


def parse_chat(body: Any) -> ChatRequest:
    """Read a request; what makes an answer longer, shorter or more random is passed over.

    Raises:
        InputError: it is malformed, has no question, asks for several answers, or holds pictures (in Chinese).
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("messages"), list) or not body["messages"]:
        raise InputError("缺少messages")
    messages = body["messages"]
    if len(messages) > MAX_MESSAGES:
        raise InputError(f"messages最多{MAX_MESSAGES}条")
    if body.get("n") not in (None, 1):
        raise InputError("n只能是1：同一个问题只有一个回答")
    asked = [text for text in map(_asked, messages) if text]
    if not asked:
        raise InputError("没有用户的问题")
    if any(len(text) > MAX_QUESTION_CHARS for text in asked):
        raise InputError(f"一条消息最多{MAX_QUESTION_CHARS}个字")
    options = body.get("stream_options")
    usage = isinstance(options, Mapping) and options.get("include_usage") is True
    return ChatRequest(asked[-1], tuple(asked[-1 - MAX_EARLIER : -1]), body.get("stream") is True, usage)


def _asked(message: Any) -> str:
    """Give what a person says in a message, "" for what others say."""
    if not isinstance(message, Mapping) or not isinstance(message.get("role"), str):
        raise InputError("每条消息要有role")
    if message["role"] != "user":
        return ""
    content = message.get("content")
    if isinstance(content, str):
        return content.strip()
    if not isinstance(content, list):
        raise InputError("消息的content应是文字")
    parts = []
    for part in content[:MAX_MESSAGES]:
        if not isinstance(part, Mapping) or part.get("type") != "text" or not isinstance(part.get("text"), str):
            raise InputError("只能处理文字，不能处理图片、声音和文件")
        parts.append(part["text"])
    return "\n".join(parts).strip()


def completion(answer: Answer, asked: ChatRequest) -> dict[str, Any]:
    """Give a whole completion; `policyqa` in it is the answer object of the machine interface."""
    text = answer_markdown(answer)
    message = {"role": "assistant", "content": text, "refusal": None}
    return _head("chat.completion") | {
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": _usage(asked, text),
        "policyqa": answer_json(answer),
    }


def completion_events(answer: Answer, asked: ChatRequest) -> Iterator[str]:
    """Give a completion piece by piece as server-sent events, each a line `data: ...` and a blank one."""
    text, head = answer_markdown(answer), _head("chat.completion.chunk")

    def event(delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event(head | {"choices": [choice]})

    yield event({"role": "assistant", "content": ""})
    for start in range(0, len(text), CHUNK_CHARS):
        yield event({"content": text[start : start + CHUNK_CHARS]})
    yield event({}, "stop")
    if asked.usage_at_end:
        yield _event(head | {"choices": [], "usage": _usage(asked, text)})
    yield "data: [DONE]\n\n"


def models() -> dict[str, Any]:
    """List the one model."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}


def failure(message: str, kind: str = "invalid_request_error") -> dict[str, Any]:
    """Give an error in that interface's form."""
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def answer_markdown(answer: Answer) -> str:
    """Give an answer as Markdown: the answer, its sentence, a table, what else is stated, numbered sources with quotes.

    What documents and questions say is escaped, so that no link, picture, table or HTML of theirs comes alive.
    """
    parts = [f"**{escaped(answer.answer)}**"] if answer.answer else []
    parts.append(_prose(answer.text))
    if answer.rows:
        parts.append(_table(answer.rows))
    if answer.also_stated:
        parts.append("另有记载：" + "；".join(_prose(figure_line(figure)) for figure in answer.also_stated))
    if answer.disagreement:
        parts.append("说法不一：" + "；".join(_prose(figure_line(figure)) for figure in answer.disagreement))
    if answer.citations:
        parts.append("来源：")
        parts.extend(_source(citation) for citation in answer.citations)
    return "\n\n".join(part for part in parts if part)


def escaped(text: str) -> str:
    r"""Give `text` so that Markdown shows it as it stands, on one line.

    >>> escaped("![x](http://a.b/c) <b>5%</b>\n# d")
    '\\!\\[x\\](http\\://a.b/c) \\<b\\>5%\\</b\\> \\# d'
    """
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return _SPECIAL.sub(lambda found: "\\" + found[0], line)


def _prose(text: str) -> str:
    """Escape a sentence of ours but for its bold answer and its [1] markers."""
    parts = _KEPT.split(chinese_marks(text))
    return "".join(
        part if number % 2 and part.startswith("[") else f"**{escaped(part[2:-2])}**" if number % 2 else _spaced(part)
        for number, part in enumerate(parts)
    )


def _spaced(text: str) -> str:
    """Escape, keeping a blank at either end; what follows a marker makes no link of it."""
    after = "\\" if text[:1] in ("(", ":") else ""
    before = " " if text[:1].isspace() else ""
    return after + before + escaped(text) + (" " if text.strip() and text[-1:].isspace() else "")


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = ["| " + " | ".join(_prose(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _source(citation: Citation) -> str:
    quote = marked(citation.quote, citation.start, citation.marks, _escaped_lines, "**", "**")
    quoted = "\n".join(f"> {line}" for line in quote.split("\n") if line.strip())
    return f"[{citation.label}] {escaped(source_line(citation))}（{escaped(citation.document)}）\n{quoted}"


def _escaped_lines(text: str) -> str:
    """Escape text of several lines, keeping its line ends."""
    plain = text.encode("utf-8", "replace").decode("utf-8").replace("\r", " ")
    return _SPECIAL.sub(lambda found: "\\" + found[0], plain)


def _head(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(asked: ChatRequest, text: str) -> dict[str, int]:
    """Count characters: there is no language model, hence no tokens."""
    put = len(asked.question) + sum(map(len, asked.earlier))
    return {"prompt_tokens": put, "completion_tokens": len(text), "total_tokens": put + len(text)}


def _event(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content)}\n\n"
