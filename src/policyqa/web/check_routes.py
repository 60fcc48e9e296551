"""The routes of the check tab: exports of a result, and reading a draft's file for those who may upload."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from starlette.requests import Request

from policyqa.checking.export import export_docx, export_markdown
from policyqa.errors import InputError
from policyqa.web.checks import MAX_DRAFT_BYTES, Drafts, Results
from policyqa.web.document_routes import attachment, reply


def add_check_routes(app: Any, drafts: Drafts, results: Results, *, uploads: bool) -> None:
    """Add the routes to a FastAPI application; the one that takes files only with `uploads`."""
    from fastapi.responses import Response

    def export(id: str, format: Literal["md", "docx"]) -> Any:
        """Give a checked draft as a file."""
        checked = results.get(id)
        if checked is None:
            return reply({"error": "这次核对的结果已不在，请重新核对"}, 404)
        data = export_docx(checked) if format == "docx" else export_markdown(checked).encode("utf-8", "replace")
        return Response(data, headers=attachment(f"核对结果.{format}"))

    async def draft(request: Request, name: str) -> Any:
        """Read a draft's file and give its text; it is kept in memory only."""
        data = bytearray()
        async for chunk in request.stream():
            data += chunk
            if len(data) > MAX_DRAFT_BYTES:
                return reply({"error": f"草稿文件超过{MAX_DRAFT_BYTES // 1_000_000} MB"}, 413)
        try:
            text = await asyncio.to_thread(drafts.keep, name, bytes(data))
        except InputError as error:
            return reply({"error": str(error).split(" (")[0]}, 400)
        return reply({"text": text})

    app.add_api_route("/check/export", export, methods=["GET"])
    if uploads:
        app.add_api_route("/check/draft", draft, methods=["POST"])
