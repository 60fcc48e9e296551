"""The functions as tools of the Model Context Protocol, over standard input and output or over HTTP.

The package `mcp` is an extra (`pip install -e ".[mcp]"`), imported where it is used.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any

from policyqa import __version__
from policyqa.errors import InputError
from policyqa.web.api.failures import told
from policyqa.web.api.functions import Tool, tools_over
from policyqa.web.assistants import AssistantLike

Do = Callable[[str, Callable[[], dict[str, Any]]], Awaitable[dict[str, Any]]]
"""Does work of a name, in a thread, bounded."""

_ABOUT = (
    "回答政府文件里的数字、目标和条款，逐条给出原文引文；文件里没有的，明确说没有找到。引用数字时请连同引文一起给出。"
)


def has_mcp() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("mcp") is not None


def build_server(tools: Mapping[str, Tool], do: Do) -> Any:
    """Give the server over the functions; each result is an object, and the same as JSON text.

    Args:
        tools: the functions by name.
        do: does the work.
    """
    import mcp_types as types
    from mcp.server.lowlevel import Server

    read_only = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)

    async def list_tools(_: Any, __: Any) -> Any:
        return types.ListToolsResult(
            tools=[
                types.Tool(name=tool.name, description=tool.about, input_schema=tool.schema(), annotations=read_only)
                for tool in tools.values()
            ]
        )

    async def call_tool(_: Any, asked: Any) -> Any:
        tool = tools.get(asked.name)
        try:
            if tool is None:
                raise InputError(f"没有这个工具：{asked.name[:40]}")
            made = _plain(await do(tool.name, lambda: tool.run(asked.arguments or {})))
        except Exception as error:
            said = types.TextContent(type="text", text=told(error)[1])
            return types.CallToolResult(content=[said], is_error=True)
        text = types.TextContent(type="text", text=json.dumps(made, ensure_ascii=False))
        return types.CallToolResult(content=[text], structured_content=made)

    return Server(
        "policyqa", version=__version__, title="政策问答", instructions=_ABOUT,
        on_list_tools=list_tools, on_call_tool=call_tool,
    )  # fmt: skip


def _plain(made: dict[str, Any]) -> dict[str, Any]:
    """Give the object without lone surrogates, which UTF-8 cannot carry."""
    plain: dict[str, Any] = json.loads(json.dumps(made, ensure_ascii=False).encode("utf-8", "replace"))
    return plain


class McpOverHttp:
    """The tools over HTTP: one POST, one JSON reply, nothing kept between them."""

    def __init__(self, tools: Mapping[str, Tool], do: Do) -> None:
        """Take the functions by name, and what does the work."""
        self._server = build_server(tools, do)
        self._manager: Any = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve while this is open; it can be opened again."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        # Host and Origin are looked at by the guard, which stands before every route.
        self._manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        try:
            async with self._manager.run():
                yield
        finally:
            self._manager = None

    def route(self, path: str) -> Any:
        """Give the route."""
        from starlette.responses import Response
        from starlette.routing import Route

        async def serve(scope: Any, receive: Any, send: Any) -> None:
            if scope["method"] != "POST" or self._manager is None:  # there is nothing to listen to
                await Response(status_code=405 if self._manager else 503)(scope, receive, send)
                return
            await self._manager.handle_request(scope, receive, send)

        class Endpoint:
            """An object, so that Starlette hands on the request as it is."""

            async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
                """Serve it."""
                await serve(scope, receive, send)

        return Route(path, endpoint=Endpoint(), methods=["GET", "POST"])


def serve_mcp(assistant: AssistantLike) -> None:
    """Serve the tools over standard input and output until the other side closes it.

    Raises:
        InputError: the extra is not installed.
    """
    if not has_mcp():
        raise InputError('policyqa mcp needs the package mcp: pip install -c constraints.txt -e ".[mcp]"')
    import anyio
    from mcp.server.stdio import stdio_server

    async def do(_: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return await asyncio.to_thread(work)

    async def serve() -> None:
        server = build_server(tools_over(assistant), do)
        async with stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())

    anyio.run(serve)
