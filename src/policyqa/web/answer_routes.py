"""The routes of single answers: their record for the browser, chart and table to keep, and what people say of them."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any, Literal

from starlette.requests import Request

from policyqa.errors import InputError
from policyqa.present import answer_text
from policyqa.types import Answer
from policyqa.web.answers import Answers, Given
from policyqa.web.assistants import AssistantLike
from policyqa.web.chart import NARROW, WIDTH, chart_svg
from policyqa.web.conversations import conversation_docx, conversation_markdown, read_conversation
from policyqa.web.document_routes import attachment, reply
from policyqa.web.feedback import record_judgement, withdraw_judgement
from policyqa.web.records import record_of
from policyqa.web.scope_tags import choices
from policyqa.web.side_by_side import Series, chart_title, download_rows, series_of, source_note
from policyqa.web.tables import table_csv, table_xlsx

MAX_JUDGEMENT_BYTES = 2000
_GONE = "这次回答已不在，请重新提问"

_log = logging.getLogger(__name__)


def add_answer_routes(app: Any, assistant: AssistantLike, answers: Answers, feedback: Path) -> None:
    """Add the routes to a FastAPI application; `feedback` is the file of judgements."""
    _add_reading(app, assistant, answers)
    _add_judging(app, answers, feedback)
    _add_export(app)


def _add_reading(app: Any, assistant: AssistantLike, answers: Answers) -> None:
    from fastapi.responses import Response

    def record(name: str) -> Any:
        """Give an answer as the browser keeps it, with its text for copying."""
        given = answers.get(name)
        if given is None:
            return reply({"error": _GONE}, 404)
        return reply({"record": record_of(given), "text": answer_text(given.answer)})

    def offered() -> Any:
        """Give what a scope may be changed to."""
        return reply(choices(assistant.index.documents()))

    def chart(name: str, narrow: bool = False) -> Any:
        """Give an answer's chart, as a picture in which nothing runs and nothing is loaded."""
        given = answers.get(name)
        series = series_of(given.answer) if given else None
        if given is None or series is None:
            return reply({"error": _GONE}, 404)
        svg = chart_svg(
            series, chart_title(given.answer, series), source_note(given.answer), NARROW if narrow else WIDTH
        )
        return Response(svg.encode("utf-8", "replace"), 200, {"Cache-Control": "no-store"}, "image/svg+xml")

    def table(name: str, format: Literal["csv", "xlsx"]) -> Any:
        """Give an answer's table as a file."""
        given = answers.get(name)
        if given is None or not given.answer.rows:
            return reply({"error": _GONE}, 404)
        rows, title = download_rows(given.answer), _title(given.answer, series_of(given.answer))
        data = table_csv(rows) if format == "csv" else table_xlsx(rows, title)
        return Response(data, headers=attachment(f"{title}.{format}"))

    for path, call in (("record", record), ("choices", offered), ("chart", chart), ("table", table)):
        app.add_api_route(f"/answers/{path}", call, methods=["GET"])


def _title(answer: Answer, series: Series | None) -> str:
    """A file's name without what file systems or shells take for more than a name."""
    name = chart_title(answer, series) if series else answer.question
    return "".join(c for c in name if c.isalnum() or c in "—-（）()")[:60] or "对比"


def _add_judging(app: Any, answers: Answers, feedback: Path) -> None:
    async def judge(request: Request) -> Any:
        """Write down, or take back, what a person says of an answer."""
        import asyncio

        try:
            name, verdict, reason = _judgement(await request.body())
            given = answers.get(name)
            if given is None:
                return reply({"error": _GONE}, 404)
            await asyncio.to_thread(_write, feedback, name, given, verdict, reason)
        except InputError as error:
            return reply({"error": str(error).split(" (")[0]}, 400)
        except (OSError, sqlite3.Error):
            _log.exception("a judgement could not be written")
            return reply({"error": "没有记下，详情见日志"}, 500)
        return reply({"verdict": verdict, "reason": reason})

    app.add_api_route("/answers/judgement", judge, methods=["POST"])


def _add_export(app: Any) -> None:
    import asyncio

    from fastapi.responses import Response

    async def export(request: Request, format: Literal["md", "docx"]) -> Any:
        """Give a conversation that the browser kept as a file; nothing of it is kept here."""
        try:
            name, turns = read_conversation(await request.body())
        except InputError as error:
            return reply({"error": str(error).split(" (")[0]}, 400)
        make = conversation_docx if format == "docx" else _markdown_bytes
        return Response(await asyncio.to_thread(make, name, turns), headers=attachment(f"对话.{format}"))

    app.add_api_route("/answers/export", export, methods=["POST"])


def _markdown_bytes(name: str, turns: tuple[Given, ...]) -> bytes:
    return conversation_markdown(name, turns).encode("utf-8", "replace")


def _write(feedback: Path, name: str, given: Given, verdict: str, reason: str) -> None:
    if verdict == "none":
        withdraw_judgement(feedback, name)
    else:
        record_judgement(feedback, name, given, verdict, reason)


def _judgement(body: bytes) -> tuple[str, str, str]:
    """Read a judgement; InputError where it is none."""
    try:
        said = json.loads(body[: MAX_JUDGEMENT_BYTES + 1])
        name, verdict, reason = said["name"], said["verdict"], said.get("reason", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("没有看懂 (no judgement)") from error
    if not all(isinstance(part, str) for part in (name, verdict, reason)):
        raise InputError("没有看懂 (no judgement)")
    return name, verdict, reason
