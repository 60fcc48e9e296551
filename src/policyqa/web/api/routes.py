"""The routes for programs: `/api/...` for each function, `/v1/...` in the form of OpenAI's interface, `/mcp`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from starlette.requests import Request

from policyqa.errors import InputError
from policyqa.web.api.completions import completion, completion_events, failure, models, parse_chat
from policyqa.web.api.failures import Busy, told
from policyqa.web.api.functions import Functions, Tool, tools_over
from policyqa.web.api.mcp import McpOverHttp, has_mcp
from policyqa.web.assistants import AssistantLike
from policyqa.web.chat import AT_WORK
from policyqa.web.document_routes import reply

WAITING = 32
CHECKS = 2

_Made = TypeVar("_Made")
_GET = ("document", "documents")


class Workplace:
    """Bounds what programs have done at a time; questions share the two places of the page's own."""

    def __init__(self) -> None:
        self._checks = asyncio.Semaphore(CHECKS)
        self._waiting = 0

    async def do(self, name: str, work: Callable[[], _Made]) -> _Made:
        """Do `work`, the function `name`, in a thread, once there is room.

        Raises:
            Busy: too many wait.
        """
        if self._waiting >= WAITING:
            raise Busy("正忙，请稍后再试")
        self._waiting += 1
        try:
            if name == "check":
                async with self._checks:
                    return await asyncio.to_thread(work)
            return await asyncio.to_thread(_in_turn, work)
        finally:
            self._waiting -= 1


def _in_turn(work: Callable[[], _Made]) -> _Made:
    with AT_WORK:
        return work()


class Programs:
    """Everything that programs reach; `lifespan` runs while the application does."""

    def __init__(self, assistant: AssistantLike) -> None:
        self._functions = Functions(assistant)
        self._tools = tools_over(assistant)
        self._workplace = Workplace()
        self._mcp = McpOverHttp(self._tools, self._workplace.do) if has_mcp() else None

    @asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:
        """Keep what `/mcp` needs."""
        if self._mcp is None:
            yield
            return
        async with self._mcp.running():
            yield

    def add_routes(self, app: Any) -> None:
        """Add the routes to a FastAPI application."""
        for tool in self._tools.values():
            method = "GET" if tool.name in _GET else "POST"
            app.add_api_route(f"/api/{tool.name}", self._route(tool), methods=[method])
        app.add_api_route("/v1/models", models, methods=["GET"])
        app.add_api_route("/v1/chat/completions", self._complete, methods=["POST"])
        if self._mcp is not None:
            app.router.routes.append(self._mcp.route("/mcp"))

    def _route(self, tool: Tool) -> Callable[[Request], Any]:
        async def call(request: Request) -> Any:
            try:
                query = tool.name in _GET
                arguments = dict(request.query_params) if query else await _body(request)
                return reply(await self._workplace.do(tool.name, lambda: tool.run(arguments)))
            except Exception as error:
                status, message = told(error)
                return reply({"error": message}, status)

        return call

    async def _complete(self, request: Request) -> Any:
        from fastapi.responses import StreamingResponse

        try:
            asked = parse_chat(await _body(request))
            arguments = {"question": asked.question, "earlier": list(asked.earlier)}
            answer = await self._workplace.do("ask", lambda: self._functions.answer(arguments))
        except Exception as error:
            status, message = told(error)
            return reply(failure(message, "invalid_request_error" if status < 500 else "server_error"), status)
        if not asked.stream:
            return reply(completion(answer, asked))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(completion_events(answer, asked), headers=headers, media_type="text/event-stream")


async def _body(request: Request) -> Any:
    """Read a JSON body; how long it may be is the guard's to say.

    Raises:
        InputError: it is no JSON in UTF-8, or nested too deeply.
    """
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise InputError("请求不是UTF-8编码的JSON") from error
